"""What validation finds, and the graph that reports it (SHACL, section 3)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse

from builder.identifiers import Minter
from builder.vocabulary import MQ, RDF, SH, XSD

Term = NamedNode | Literal


class Severity(StrEnum):
    """How grave a result is (SHACL, section 2.1.4): a violation keeps its triples out of the facts."""

    VIOLATION = "Violation"
    WARNING = "Warning"
    INFO = "Info"


NOTHING_TOLD: Mapping[Severity, int] = {}
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

    def name(self, minter: Minter) -> str:
        """The IRI of its node in the report graph."""
        return minter.named("result", *map(str, self.order))

    def lines(self, minter: Minter) -> Iterator[str]:
        """What the report graph says of it: canonical N-Quads lines, without blank nodes."""
        graph, node = minter.graph("report"), self.name(minter)
        yield f"<{graph}/validation> <{SH}result> <{node}> <{graph}> .\n"
        for predicate, term in _described(self):
            yield f"<{node}> <{predicate}> {term} <{graph}> .\n"


@dataclass(frozen=True, slots=True)
class Report:
    """All results of a validation, each once and in order.

    ``rejected``: the nodes of article graphs that no fact may rest on, for themselves or for what they rest on.
    ``told``: how many further results there are of each severity, none of them a violation, whose lines stand in files
    already.
    """

    results: tuple[Result, ...] = ()
    rejected: frozenset[str] = frozenset()
    told: Mapping[Severity, int] = field(default_factory=dict)

    @property
    def conforms(self) -> bool:
        """Whether there is no violation (warnings and notes are allowed)."""
        return not self.violations

    def among(self, results: Iterable[Result]) -> Report:
        """The same with further results, each kept once."""
        return report([*self.results, *results], self.rejected, self.told)

    @property
    def violations(self) -> tuple[Result, ...]:
        """The results that keep triples out of the facts."""
        return self.of(Severity.VIOLATION)

    def of(self, severity: Severity) -> tuple[Result, ...]:
        """The results of one severity."""
        return tuple(result for result in self.results if result.severity is severity)

    def count(self) -> dict[str, int]:
        """How many results there are of each severity, the gravest first."""
        return {severity.value: len(self.of(severity)) + self.told.get(severity, 0) for severity in Severity}

    def lines(self, minter: Minter) -> list[str]:
        """The report as SHACL's own terms in the report graph: canonical N-Quads lines, without blank nodes.

        ``mq:inGraph``, ``mq:inArticle`` and ``mq:evidence`` lead from a result to the words it is about. What is
        ``told`` is not among them.
        """
        name = minter.graph("report")
        report, end = f"<{name}/validation>", f" <{name}> .\n"
        conforms = Literal("false" if self.results or self.told else "true", datatype=NamedNode(XSD + "boolean"))
        found = {f"{report} <{RDF}type> <{SH}ValidationReport>{end}", f"{report} <{SH}conforms> {conforms}{end}"}
        return sorted(found.union(*(result.lines(minter) for result in self.results)))

    def quads(self, minter: Minter) -> list[Quad]:
        """The same as quads, in the order of their lines."""
        return list(parse("".join(self.lines(minter)), format=RdfFormat.N_QUADS))


def report(
    results: Iterable[Result], rejected: frozenset[str] = frozenset(), told: Mapping[Severity, int] = NOTHING_TOLD
) -> Report:
    """The report of these results, each kept once, beside those that are ``told`` already."""
    return Report(tuple(sorted(set(results), key=lambda result: result.order)), rejected, told)


def _described(result: Result) -> Iterator[tuple[str, str]]:
    """The predicates, and the terms as they are spelt in N-Quads."""
    yield RDF + "type", f"<{SH}ValidationResult>"
    yield SH + "focusNode", f"<{result.focus}>"
    yield SH + "resultSeverity", f"<{SH}{result.severity.value}>"
    yield SH + "sourceShape", f"<{result.shape}>"
    yield SH + "sourceConstraintComponent", f"<{result.component}>"
    yield SH + "resultMessage", _message(result.message_en, "en")
    yield SH + "resultMessage", _message(result.message_ar, "ar")
    if result.path is not None:
        yield SH + "resultPath", f"<{result.path}>"
    if result.value is not None:
        yield SH + "value", str(result.value)
    yield MQ + "inGraph", f"<{result.graph}>"
    for article in result.articles:
        yield MQ + "inArticle", f"<{article}>"
    for evidence in result.evidence:
        yield MQ + "evidence", f"<{evidence}>"


@lru_cache(maxsize=1 << 10)
def _message(text: str, language: str) -> str:
    """Most results of a corpus say one of a few things."""
    return str(Literal(text, language=language))
