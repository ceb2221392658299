"""Leads from a result to the evidence it is about, and to the articles of that evidence."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from pyoxigraph import NamedNode, Quad, Store

from builder.validate.results import Result, Term
from builder.vocabulary import MQ, OA

_HAS_SOURCE, _HAS_SELECTOR = NamedNode(OA + "hasSource"), NamedNode(OA + "hasSelector")
_EVIDENCE, _OF_CLAIM = NamedNode(MQ + "evidence"), NamedNode(MQ + "ofClaim")
_SUBJECT, _PREDICATE, _OBJECT = (NamedNode(MQ + name) for name in ("subject", "predicate", "object"))


_WAYS: Final = frozenset({_HAS_SOURCE, _HAS_SELECTOR, _EVIDENCE, _OF_CLAIM, _SUBJECT, _PREDICATE, _OBJECT})


class Sources:
    """The ways from nodes and facts to evidence, over these quads, or those of a store."""

    def __init__(self, quads: Iterable[Quad] | Store) -> None:
        if isinstance(quads, Store):
            self._store = quads
        else:
            self._store = Store()
            self._store.bulk_extend(quad for quad in quads if quad.predicate in _WAYS)

    def claims(self, focus: str, path: str | None, value: Term | None) -> list[str]:
        """The claims that say the triple; without a value those of the property, without a path those of the node."""
        return sorted(
            claim
            for claim in self._back(_SUBJECT, focus)
            if self._says(claim, _PREDICATE, None if path is None else NamedNode(path))
            and self._says(claim, _OBJECT, value if path is not None else None)
        )

    def _says(self, claim: str, slot: NamedNode, value: Term | None) -> bool:
        return next(self._store.quads_for_pattern(NamedNode(claim), slot, value), None) is not None

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
        nodes = {focus} | self._back(_OF_CLAIM, focus)
        evidence = {found for node in nodes for found in self._on(_EVIDENCE, node)}
        return evidence | self._back(_HAS_SELECTOR, focus)

    def _on(self, way: NamedNode, node: str) -> set[str]:
        found = self._store.quads_for_pattern(NamedNode(node), way, None)
        return {str(getattr(quad.object, "value", "")) for quad in found}

    def _back(self, way: NamedNode, node: str) -> set[str]:
        found = self._store.quads_for_pattern(None, way, NamedNode(node))
        return {str(getattr(quad.subject, "value", "")) for quad in found}
