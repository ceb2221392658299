"""What a report says of one article."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Words:
    """Words of the article, with their offsets in Unicode code points."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True, order=True)
class Named:
    """An entity with its class and every place where the article names it."""

    kind: str
    name: str
    iri: str
    mentions: tuple[Words, ...]


@dataclass(frozen=True, slots=True, order=True)
class Held:
    """A claim as someone holds it in this article, and what the policy made of the claim.

    ``claim`` is its IRI without the graph's base; one claim may be held by many.
    """

    claim: str
    subject: str
    predicate: str
    object: str
    holder: str
    factuality: str
    outcome: str
    reason: str
    rule: str
    evidence: tuple[Words, ...]


@dataclass(frozen=True, slots=True, order=True)
class Saying:
    """A statement: the words said, by whom, and how they are given."""

    words: Words
    speaker: str
    mode: str
    rule: str


@dataclass(frozen=True, slots=True, order=True)
class Provision:
    """A clause: its words, its instrument and its obligation types."""

    words: Words
    instrument: str
    types: tuple[str, ...]
    rule: str


@dataclass(frozen=True, slots=True, order=True)
class Gap:
    """Words that looked like a fact and gave none: why, and the rule that gave up; the sentence they stand in."""

    words: Words
    reason: str
    rule: str
    sentence: str


@dataclass(frozen=True, slots=True)
class ArticleReport:
    """All that is reported of an article."""

    identifier: str
    title: str
    publisher: str
    issued: str
    entities: tuple[Named, ...]
    statements: tuple[Saying, ...]
    clauses: tuple[Provision, ...]
    claims: tuple[Held, ...]
    gaps: tuple[Gap, ...]

    @property
    def counts(self) -> dict[str, int]:
        """How much was found, by what it is; entities by their classes."""
        kinds = sorted({entity.kind for entity in self.entities})
        return {
            **{kind: sum(1 for entity in self.entities if entity.kind == kind) for kind in kinds},
            "mentions": sum(len(entity.mentions) for entity in self.entities),
            "statements": len(self.statements),
            "clauses": len(self.clauses),
            "claims": len({held.claim for held in self.claims}),
            "not accounted for": len(self.gaps),
        }

    @property
    def outcomes(self) -> dict[str, int]:
        """How many claims came out how, and why: the policy's outcome and reason, counted."""
        by_claim = {held.claim: f"{held.outcome}: {held.reason}" for held in self.claims}
        return dict(sorted(Counter(by_claim.values()).items()))
