"""What validation finds, and the graph that reports it (SHACL, section 3)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from pyoxigraph import Literal, NamedNode, Quad

from builder.identifiers import Minter
from builder.vocabulary import MQ, RDF, SH, XSD

Term = NamedNode | Literal


class Severity(StrEnum):
    """How grave a result is (SHACL, section 2.1.4): a violation keeps its triples out of the facts."""

    VIOLATION = "Violation"
    WARNING = "Warning"
    INFO = "Info"


_ORDER = {severity: rank for rank, severity in enumerate(Severity)}


@dataclass(frozen=True, slots=True)
class Result:
    """One result. All names are IRIs; ``value`` is the term as the data have it.

    ``path`` is None where the shape's path is no single property. ``graph`` is the article graph or the facts
    graph that the focus stands in. ``evidence`` and ``articles`` are what the focus rests on, where it is known.
    """

    severity: Severity
    focus: str
    shape: str
    component: str
    graph: str
    message_en: str
    message_ar: str
    path: str | None = None
    value: Term | None = None
    evidence: tuple[str, ...] = ()
    articles: tuple[str, ...] = ()

    @property
    def order(self) -> tuple[int, str, str, str, str, str, str]:
        """Sorts results: the gravest first, then by where they stand."""
        value = "" if self.value is None else str(self.value)
        return (_ORDER[self.severity], self.graph, self.focus, self.shape, self.path or "", value, self.component)


@dataclass(frozen=True, slots=True)
class Report:
    """All results of a validation, each once and in order.

    ``rejected``: the nodes of article graphs that no fact may rest on, for themselves or for what they rest on.
    """

    results: tuple[Result, ...] = ()
    rejected: frozenset[str] = frozenset()

    @property
    def conforms(self) -> bool:
        """Whether there is no violation (warnings and notes are allowed)."""
        return not self.violations

    @property
    def violations(self) -> tuple[Result, ...]:
        """The results that keep triples out of the facts."""
        return self.of(Severity.VIOLATION)

    def of(self, severity: Severity) -> tuple[Result, ...]:
        """The results of one severity."""
        return tuple(result for result in self.results if result.severity is severity)

    def count(self) -> dict[str, int]:
        """How many results there are of each severity, the gravest first."""
        return {severity.value: len(self.of(severity)) for severity in Severity}

    def quads(self, minter: Minter) -> list[Quad]:
        """The report as SHACL's own terms in the report graph, sorted, without blank nodes.

        ``mq:inGraph``, ``mq:inArticle`` and ``mq:evidence`` lead from a result to the words it is about.
        """
        graph = NamedNode(minter.graph("report"))
        report = NamedNode(f"{minter.graph('report')}/validation")
        quads = {_quad(report, RDF + "type", NamedNode(SH + "ValidationReport"), graph)}
        conforms = Literal("false" if self.results else "true", datatype=NamedNode(XSD + "boolean"))
        quads.add(_quad(report, SH + "conforms", conforms, graph))
        for result in self.results:
            node = NamedNode(minter.named("result", *map(str, result.order)))
            quads.add(_quad(report, SH + "result", node, graph))
            quads.update(_quad(node, predicate, term, graph) for predicate, term in _described(result))
        return sorted(quads, key=str)


def report(results: Iterable[Result], rejected: frozenset[str] = frozenset()) -> Report:
    """The report of these results, each kept once."""
    return Report(tuple(sorted(set(results), key=lambda result: result.order)), rejected)


def _quad(subject: NamedNode, predicate: str, value: Term, graph: NamedNode) -> Quad:
    return Quad(subject, NamedNode(predicate), value, graph)


def _described(result: Result) -> Iterator[tuple[str, Term]]:
    yield RDF + "type", NamedNode(SH + "ValidationResult")
    yield SH + "focusNode", NamedNode(result.focus)
    yield SH + "resultSeverity", NamedNode(SH + result.severity.value)
    yield SH + "sourceShape", NamedNode(result.shape)
    yield SH + "sourceConstraintComponent", NamedNode(result.component)
    yield SH + "resultMessage", Literal(result.message_en, language="en")
    yield SH + "resultMessage", Literal(result.message_ar, language="ar")
    if result.path is not None:
        yield SH + "resultPath", NamedNode(result.path)
    if result.value is not None:
        yield SH + "value", result.value
    yield MQ + "inGraph", NamedNode(result.graph)
    for article in result.articles:
        yield MQ + "inArticle", NamedNode(article)
    for evidence in result.evidence:
        yield MQ + "evidence", NamedNode(evidence)
