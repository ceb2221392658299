"""Findings as Turtle: SHACL's own report, and the words that each result rests on."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode, Triple

from builder.model import Span
from builder.report.validation.findings import Findings
from builder.store import Graph
from builder.store.turtle import turtle
from builder.vocabulary import OA


def as_turtle(findings: Findings) -> str:
    """The report (SHACL, section 3) with its evidence (Web Annotation, sections 4.1 and 4.2), sorted.

    A selector's ``oa:prefix`` and ``oa:suffix`` are what stands in its sentence before and after the words.
    """
    triples = {quad.triple for quad in findings.report.quads(findings.graph.minter)}
    return "".join(turtle([*triples, *_evidence(findings)], findings.graph.base))


def _evidence(findings: Findings) -> Iterator[Triple]:
    graph, done = findings.graph, set[str]()
    for finding in findings.all:
        for iri in finding.result.evidence:
            if iri not in done:
                done.add(iri)
                yield from _about(graph, NamedNode(iri))
    for quote in sorted({quote for finding in findings.all for quote in finding.quotes if quote.sentence}):
        selector = NamedNode(graph.minter.selector(quote.identifier, Span(quote.start, quote.end)))
        before, after = findings.around(quote)
        yield Triple(selector, NamedNode(OA + "prefix"), Literal(before))
        yield Triple(selector, NamedNode(OA + "suffix"), Literal(after))


def _about(graph: Graph, evidence: NamedNode) -> Iterator[Triple]:
    """The evidence's source and its selectors, as the graph has them."""
    for name in ("hasSource", "hasSelector"):
        for quad in graph.store.quads_for_pattern(evidence, NamedNode(OA + name), None, None):
            yield quad.triple
            if name == "hasSelector" and isinstance(quad.object, NamedNode):
                yield from (own.triple for own in graph.store.quads_for_pattern(quad.object, None, None, None))
