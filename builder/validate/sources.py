"""Leads from a result to the evidence it is about, and to the articles of that evidence."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from dataclasses import replace
from typing import Final

from pyoxigraph import NamedNode, Store

from builder.rows import Row
from builder.validate.results import Result, Term
from builder.vocabulary import MQ, OA

_HAS_SOURCE, _HAS_SELECTOR = OA + "hasSource", OA + "hasSelector"
_EVIDENCE, _OF_CLAIM = MQ + "evidence", MQ + "ofClaim"
_SUBJECT, _PREDICATE, _OBJECT = (MQ + name for name in ("subject", "predicate", "object"))
_WAYS: Final = frozenset({_HAS_SOURCE, _HAS_SELECTOR, _EVIDENCE, _OF_CLAIM, _SUBJECT, _PREDICATE, _OBJECT})


class _Rows:
    """The ways as triples taken apart give them."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self._values: dict[tuple[str, str], set[object]] = {}
        self._subjects: dict[tuple[str, object], set[str]] = {}
        for subject, way, value in rows:
            if way in _WAYS:
                self._values.setdefault((subject, way), set()).add(value)
                self._subjects.setdefault((way, value), set()).add(subject)

    def values(self, node: str, way: str) -> AbstractSet[object]:
        return self._values.get((node, way), frozenset())

    def subjects(self, way: str, node: str) -> AbstractSet[str]:
        return self._subjects.get((way, NamedNode(node)), frozenset())


class _InStore:
    """The ways as a store gives them."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def values(self, node: str, way: str) -> AbstractSet[object]:
        return {quad.object for quad in self._store.quads_for_pattern(NamedNode(node), NamedNode(way), None)}

    def subjects(self, way: str, node: str) -> AbstractSet[str]:
        found = self._store.quads_for_pattern(None, NamedNode(way), NamedNode(node))
        return {quad.subject.value for quad in found if isinstance(quad.subject, NamedNode)}


class Sources:
    """The ways from nodes and facts to evidence, over these triples, or those of a store."""

    def __init__(self, said: Iterable[Row] | Store) -> None:
        self._ways: _InStore | _Rows = _InStore(said) if isinstance(said, Store) else _Rows(said)

    def claims(self, focus: str, path: str | None, value: Term | None) -> list[str]:
        """The claims that say the triple; without a value those of the property, without a path those of the node."""
        return sorted(
            claim
            for claim in self._ways.subjects(_SUBJECT, focus)
            if self._says(claim, _PREDICATE, None if path is None else NamedNode(path))
            and self._says(claim, _OBJECT, value if path is not None else None)
        )

    def _says(self, claim: str, slot: str, value: Term | None) -> bool:
        said = self._ways.values(claim, slot)
        return bool(said) if value is None else value in said

    def located(self, result: Result) -> Result:
        """The result with its evidence and its articles; words that name the focus where nothing says more."""
        evidence = self._of_node(result.focus)
        for claim in () if evidence else self.claims(result.focus, result.path, result.value):
            evidence |= self._of_node(claim)
        if not evidence:
            named = {node for claim in self.claims(result.focus, None, None) for node in self._of_node(claim)}
            evidence = set(sorted(named)[:1])
        articles = {article for node in evidence for article in self._on(_HAS_SOURCE, node)}
        return replace(result, evidence=tuple(sorted(evidence)), articles=tuple(sorted(articles)))

    def _of_node(self, focus: str) -> set[str]:
        """The evidence that a node of an article graph is, has, or rests on."""
        if self._on(_HAS_SOURCE, focus):
            return {focus}
        nodes = {focus} | self._ways.subjects(_OF_CLAIM, focus)
        evidence = {found for node in nodes for found in self._on(_EVIDENCE, node)}
        return evidence | self._ways.subjects(_HAS_SELECTOR, focus)

    def _on(self, way: str, node: str) -> set[str]:
        return {str(getattr(value, "value", "")) for value in self._ways.values(node, way)}
