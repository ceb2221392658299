"""Leads from a result to the evidence it is about, and to the articles of that evidence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from pyoxigraph import Literal, NamedNode, Quad

from builder.validate.results import Result, Term
from builder.vocabulary import MQ, OA

_FORWARD = frozenset((OA + "hasSource", MQ + "evidence"))
_BACKWARD = frozenset((OA + "hasSelector", MQ + "ofClaim"))
_SLOTS = (MQ + "subject", MQ + "predicate", MQ + "object")


class Sources:
    """The ways from nodes and facts to evidence, over all graphs."""

    def __init__(self, graphs: Mapping[str, Iterable[Quad]]) -> None:
        self._ways: dict[str, dict[str, set[str]]] = {way: {} for way in _FORWARD | _BACKWARD}
        slots: dict[str, dict[str, Term]] = {}
        for quads in graphs.values():
            for quad in quads:
                self._note(quad, slots)
        self._claims: dict[tuple[str, str], list[tuple[Term, str]]] = {}
        self._about: dict[str, list[str]] = {}
        for claim, parts in sorted(slots.items()):
            if len(parts) == len(_SLOTS):
                subject, predicate, value = (parts[slot] for slot in _SLOTS)
                self._claims.setdefault((subject.value, predicate.value), []).append((value, claim))
                self._about.setdefault(subject.value, []).append(claim)

    def _note(self, quad: Quad, slots: dict[str, dict[str, Term]]) -> None:
        subject, predicate, value = quad.subject, quad.predicate.value, quad.object
        if not isinstance(subject, NamedNode) or not isinstance(value, NamedNode | Literal):
            return
        if predicate in _SLOTS:
            slots.setdefault(subject.value, {})[predicate] = value
        elif predicate in _FORWARD:
            self._ways[predicate].setdefault(subject.value, set()).add(value.value)
        elif predicate in _BACKWARD:
            self._ways[predicate].setdefault(value.value, set()).add(subject.value)

    def claims(self, focus: str, path: str | None, value: Term | None) -> list[str]:
        """The claims that say the triple; without a value those of the property, without a path those of the node."""
        if path is None:
            return self._about.get(focus, [])
        found = self._claims.get((focus, path), [])
        return [claim for said, claim in found if value is None or said == value]

    def located(self, result: Result) -> Result:
        """The result with its evidence and its articles; words that name the focus where nothing says more."""
        evidence = self._of_node(result.focus)
        for claim in () if evidence else self.claims(result.focus, result.path, result.value):
            evidence |= self._of_node(claim)
        if not evidence:
            named = {node for claim in self.claims(result.focus, None, None) for node in self._of_node(claim)}
            evidence = set(sorted(named)[:1])
        articles = {article for node in evidence for article in self._step(OA + "hasSource", node)}
        return replace(result, evidence=tuple(sorted(evidence)), articles=tuple(sorted(articles)))

    def _of_node(self, focus: str) -> set[str]:
        """The evidence that a node of an article graph is, has, or rests on."""
        if self._step(OA + "hasSource", focus):
            return {focus}
        nodes = {focus} | self._step(MQ + "ofClaim", focus)
        evidence = {found for node in nodes for found in self._step(MQ + "evidence", node)}
        return evidence | self._step(OA + "hasSelector", focus)

    def _step(self, way: str, node: str) -> set[str]:
        return self._ways[way].get(node, set())
