"""What an explanation is made of: a tree of triples, from the one asked for down to the words of articles."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from pyoxigraph import NamedNode, Triple


class Kind(StrEnum):
    """Where a triple stands: what sort of reason there is for it."""

    INFERRED = "inferred"
    FACT = "fact"
    AXIOM = "axiom"
    CLAIMED = "claimed"
    DOCUMENT = "document"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, order=True)
class Quote:
    """The words of an article: its IRI and identifier, the offsets in code points, the words and their sentence."""

    article: str
    identifier: str
    start: int
    end: int
    exact: str
    sentence: str | None = None


@dataclass(frozen=True, slots=True, order=True)
class Attribution:
    """Who holds a claim (``holder`` an IRI), for how true, by which rule of extraction it was found, and where."""

    holder: str
    factuality: str
    origin: str
    quotes: tuple[Quote, ...]
    node: str


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim that speaks of a triple; ``outcome`` and ``reason`` are the facts policy's, None before it ran."""

    node: str
    outcome: str | None
    reason: str | None
    attributions: tuple[Attribution, ...]


@dataclass(frozen=True, slots=True)
class Derivation:
    """One way in which a rule gives a triple; ``titles`` and ``descriptions`` by language tag.

    What a rule demands not to be known stands in no premise: its description says it.
    """

    rule: str
    titles: tuple[tuple[str, str], ...]
    premises: tuple[Node, ...]
    descriptions: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Node:
    """A triple, where it stands, the claims that speak of it, and every way to infer it, the shortest first.

    No proof uses its own conclusion. A node may stand at several places of the tree; it is then the same object.
    """

    kind: Kind
    triple: Triple
    claims: tuple[Claim, ...] = ()
    derivations: tuple[Derivation, ...] = ()

    def walk(self) -> Iterator[Node]:
        """The node and all below it, each once, in the order of the text."""
        seen: set[int] = set()
        stack: list[Node] = [self]
        while stack:
            node = stack.pop()
            if id(node) not in seen:
                seen.add(id(node))
                yield node
                stack += [premise for way in reversed(node.derivations) for premise in reversed(way.premises)]


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a triple is in a graph, or is not; ``labels``: of every IRI in it, by language tag."""

    root: Node
    labels: Mapping[str, Mapping[str, str]]
    base: str


@dataclass(frozen=True, slots=True)
class Step:
    """An instance of a rule that gives a triple: ``premises`` are triples, ``claims`` nodes of claims it reads."""

    rule: str
    titles: tuple[tuple[str, str], ...]
    premises: tuple[Triple, ...]
    claims: tuple[NamedNode, ...] = ()
    descriptions: tuple[tuple[str, str], ...] = ()
