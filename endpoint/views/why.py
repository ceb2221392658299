"""Why a triple is in the graph: its derivations as a tree, down to the words of articles."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import Any

from pyoxigraph import Literal, NamedNode

from builder.languages import topic
from builder.reason import explain, parse_triple
from builder.reason.proof import Derivation, Node
from builder.reason.terms import parts
from endpoint.views.reader import Reader, Shown
from endpoint.views.sources import Ledger, Said


@dataclass(frozen=True, slots=True)
class Way:
    """One way to infer a triple: its rule with title and description, and what it starts from."""

    rule: str
    title: str
    description: str
    premises: tuple[Branch, ...]


@dataclass(frozen=True, slots=True)
class Branch:
    """A triple in the tree; ``again`` where it is explained above, under ``number``."""

    number: int
    kind: str
    kind_name: str
    subject: Shown
    predicate: Shown
    object: Shown
    why: str
    again: bool
    remark: str
    claims: tuple[Said, ...] = ()
    ways: tuple[Way, ...] = ()


def why_page(reader: Reader, subject: str, predicate: str, obj: str) -> Branch:
    """The tree of a triple of terms as a person types them. Raises QueryError where they are none."""
    terms = parse_triple(f"{subject.strip()} {predicate.strip()} {obj.strip()}", reader.base)
    return tree_of(reader, *terms)


def tree_of(reader: Reader, subject: NamedNode, predicate: NamedNode, obj: NamedNode | Literal) -> Branch:
    """The tree of a triple."""
    return _Tree(reader).branch(explain(reader, subject, predicate, obj).root)


class _Tree:
    """One explanation, made ready for a page."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._ledger = Ledger(reader)
        self._words: dict[str, Any] = topic("explanation", reader.language)
        self._numbers: dict[int, int] = {}
        self._count = itertools.count(1)

    def branch(self, node: Node) -> Branch:
        """A node of the explanation with all below it, each explained where it comes first."""
        below = bool(node.claims or node.derivations)
        again = below and id(node) in self._numbers
        number = self._numbers[id(node)] if again else next(self._count)
        if below:  # a triple with nothing below it is told wherever it comes
            self._numbers[id(node)] = number
        subject, predicate, obj = parts(node.triple)
        return Branch(
            number,
            node.kind.value,
            self._words["kinds"][node.kind],
            self._reader.shown(subject),
            self._reader.shown(predicate),
            self._reader.shown(obj),
            self._reader.why(subject.value, predicate.value, obj),
            again,
            "" if again else self._remark(node),
            () if again else tuple(self._ledger.claims(claim.node for claim in node.claims)),
            () if again else tuple(self._way(way) for way in node.derivations),
        )

    def _way(self, way: Derivation) -> Way:
        language = self._reader.language
        premises = tuple(self.branch(premise) for premise in way.premises)
        return Way(way.rule, dict(way.titles)[language], dict(way.descriptions).get(language, ""), premises)

    def _remark(self, node: Node) -> str:
        if node.kind == "unknown":
            return str(self._words["unknown"])
        if node.kind == "fact" and not node.claims:
            return str(self._words["no_claims"])
        return str(self._words["unexplained"]) if node.kind == "inferred" and not node.derivations else ""
