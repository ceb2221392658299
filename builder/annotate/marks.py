"""The marks of an article: every span that was read in it, and what there is to say of each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from builder.annotate.terms import Terms
from builder.known import known
from builder.languages import topic
from builder.model import VOICE, ClaimRecord, Clause, Concept, Entity, Mention, Reading, Span, Statement, Value
from builder.vocabulary import INSTRUMENTS

LAYERS: Final = ("instrument", "actor", "place", "date", "statement", "clause", "event", "claim", "gap")
"""Kinds of marks in the order of the legend. Of marks on one span, an earlier layer gives the colour."""
_NAMING: Final = frozenset({"rdf:type", "rdfs:label", "skos:altLabel", "altLabel", "reportedKind", "partOf"})


@dataclass(frozen=True, slots=True)
class Mark:
    """A span, its layer, a title, and what is known of it as pairs of a name and a value."""

    span: Span
    layer: str
    title: str
    details: tuple[tuple[str, str], ...]


def marks(reading: Reading, language: str) -> list[Mark]:
    """Every mark of an article in the order of the text, the longer of two that begin together first."""
    found = _Marker(reading, language).marks()
    unique = {(mark.span, mark.layer, mark.title, mark.details): mark for mark in found}
    return sorted(unique.values(), key=lambda m: (m.span.start, -m.span.end, LAYERS.index(m.layer), m.title, m.details))


class _Marker:
    def __init__(self, reading: Reading, language: str) -> None:
        self._reading = reading
        self._terms = Terms(language)
        self._words: dict[str, Any] = topic("annotate", language)
        self._field: dict[str, str] = self._words["fields"]
        self._entities = {entity.key: entity for entity in reading.entities}
        self._clauses = {clause.key for clause in reading.clauses}
        self._claims: dict[str, list[ClaimRecord]] = {}
        for claim in reading.claims:
            self._claims.setdefault(claim.subject, []).append(claim)

    def marks(self) -> Iterator[Mark]:
        yield from (self._mention(mention) for mention in self._reading.mentions)
        for day in self._reading.dates:
            lexical = day.date.lexical if day.date else self._field["unknown"]
            yield self._mark(day.span, "date", lexical, [("date", lexical), ("rule", day.rule)])
        yield from (self._statement(statement) for statement in self._reading.statements)
        yield from (self._clause(clause) for clause in self._reading.clauses)
        for subject, claims in self._claims.items():
            if subject not in self._clauses:
                yield from self._event(claims) if _is_event(claims) else self._claimed(claims)
        for gap in self._reading.unaccounted:
            title = self._words["layers"]["gap"]
            yield self._mark(gap.span, "gap", title, [("reason", gap.reason), ("rule", gap.rule)])

    def _mark(self, span: Span, layer: str, title: str, details: list[tuple[str, str]]) -> Mark:
        """A mark; the names of details are those of the language, where it has one."""
        named = tuple((self._field.get(name, name), value) for name, value in details if value)
        if span.start < 0 or span.end > len(self._reading.article.text) or not len(span):
            raise ValueError(f"{span}: no span of an article of {len(self._reading.article.text)} characters")
        return Mark(span, layer, title, named)

    def _mention(self, mention: Mention) -> Mark:
        entity = self._entities.get(mention.entity)
        kind = entity.kind if entity else ""
        layer = "instrument" if kind in INSTRUMENTS else "place" if kind == "Place" else "actor"
        details = [("kind", self._terms.term(kind)), ("entity", self._name(mention.entity))]
        if entity is not None and entity.known:
            details.append(("known", entity.key))
        details += [("form", self._words["forms"][mention.form]), ("rule", mention.rule)]
        return self._mark(mention.span, layer, self._terms.term(kind), details)

    def _name(self, key: str) -> str:
        """What an entity is called; of one without a name, an event say, its class."""
        if key == VOICE:
            return self._field["voice"]
        entity: Entity | None = self._entities.get(key)
        if entity is None:
            elsewhere = known().by_iri(key)
            return _isolated(elsewhere.labels("ar")[0] if elsewhere and elsewhere.labels("ar") else key)
        return _isolated(entity.label or self._terms.term(entity.kind))

    def _statement(self, statement: Statement) -> Mark:
        via = ", ".join(self._name(key) for key in statement.via)
        about = ", ".join(self._name(key) for key in statement.about)
        who = ", ".join(self._name(key) for key in (statement.speaker, *statement.others))
        details = [("speaker", who), ("mode", self._terms.concept("mode", statement.mode))]
        details += [("via", via), ("about", about), ("rule", statement.rule)]
        return self._mark(statement.span, "statement", self._words["layers"]["statement"], details)

    def _clause(self, clause: Clause) -> Mark:
        status = self._terms.concept("text-status", clause.status)
        details = [("instrument", self._name(clause.instrument)), ("status", status)]
        details += [self._said(claim) for claim in self._claims.get(clause.key, ()) if not _naming(claim)]
        return self._mark(clause.span, "clause", self._words["layers"]["clause"], [*details, ("rule", clause.rule)])

    def _said(self, claim: ClaimRecord) -> tuple[str, str]:
        """A claim about a thing that is marked: its property, its value, for how true and by whom."""
        return self._terms.term(claim.predicate), f"{self._value(claim.object)} ({self._stance(claim)})"

    def _stance(self, claim: ClaimRecord) -> str:
        return (
            f"{self._terms.concept('factuality', claim.factuality)}, {self._field['held']} {self._name(claim.holder)}"
        )

    def _value(self, value: str | Value | Concept) -> str:
        if isinstance(value, Concept):
            return self._terms.concept(value.scheme, value.name)
        if isinstance(value, Value):
            return self._terms.term(value.lexical) if value.datatype == "class" else _isolated(value.lexical)
        return self._name(value)

    def _event(self, claims: list[ClaimRecord]) -> Iterator[Mark]:
        """The words that name the deed: what the claim of its type rests on, without the instrument's own mention."""
        kinds = [claim for claim in claims if claim.predicate == "rdf:type"]
        details = [self._said(claim) for claim in claims if not _naming(claim)]
        others = {mention.span for mention in self._reading.mentions}
        for claim in kinds:
            title = self._value(claim.object)
            about = [("kind", f"{title} ({self._stance(claim)})"), *details, ("rule", claim.rule)]
            own = [span for span in claim.evidence if not any(other.overlaps(span) for other in others)]
            for span in own or claim.evidence[:1]:
                yield self._mark(span, "event", title, about)

    def _claimed(self, claims: list[ClaimRecord]) -> Iterator[Mark]:
        """Claims that are neither of an event nor of a clause, each on the first words that it rests on."""
        for claim in claims:
            if not _naming(claim):
                name, value = self._said(claim)
                said = f"{self._name(claim.subject)} · {_isolated(name)} · {value}"
                yield self._mark(claim.evidence[0], "claim", name, [("claim", said), ("rule", claim.rule)])


def _isolated(name: str) -> str:
    """A name that does not turn around what stands beside it (Unicode Bidirectional Algorithm, FSI and PDI)."""
    return f"\u2068{name}\u2069"


def _naming(claim: ClaimRecord) -> bool:
    """Whether a claim says only what a thing is and how it is called."""
    return claim.predicate in _NAMING


def _is_event(claims: list[ClaimRecord]) -> bool:
    return any(claim.predicate == "ofInstrument" for claim in claims)
