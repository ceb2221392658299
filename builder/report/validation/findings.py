"""What validation found, as people and tools need it: the message in one language, names, and the words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from pyoxigraph import Literal, NamedNode

from builder.languages import topic
from builder.reason.proof import Quote
from builder.reason.sources import Sources
from builder.store import Graph
from builder.validate import Report, Result, Severity
from builder.vocabulary import RDFS, SH, compact


@dataclass(frozen=True, slots=True)
class Finding:
    """A result of validation in one language; ``value`` is the term as the data have it, in N-Triples.

    ``name``: what the node is called, or nothing. ``quotes``: the words that it rests on, with their articles.
    ``article``: the identifier of the article in whose graph it was found, or nothing.
    """

    result: Result
    message: str
    node: str
    name: str
    path: str
    value: str
    quotes: tuple[Quote, ...]
    article: str = ""

    @property
    def severity(self) -> Severity:
        """How grave it is."""
        return self.result.severity

    @property
    def rule(self) -> str:
        """The shape by its local name."""
        return self.result.shape.rpartition("#")[2]


class Findings:
    """The findings of one graph, the gravest first, and the words of the language they are told in."""

    def __init__(self, checked: Report, graph: Graph, language: str) -> None:
        self.report = checked
        self.graph = graph
        self.language = language
        self.words = topic("validation", language)
        self._sources = Sources(graph)
        self._articles = {graph.minter.article_graph(identifier): identifier for identifier in graph.articles}

    @cached_property
    def all(self) -> tuple[Finding, ...]:
        """Every finding."""
        return tuple(map(self._finding, self.report.results))

    @property
    def summary(self) -> str:
        """One line: how many of each severity."""
        return str(self.words["summary"].format(**{name.lower(): n for name, n in self.report.count().items()}))

    def severity(self, finding: Finding) -> str:
        """The severity in the reader's language."""
        return str(self.words["severities"][finding.severity.value.lower()])

    def shorter(self, iri: str) -> str:
        """An IRI by its prefix, or below the graph's base."""
        return compact(iri).removeprefix(self.graph.base)

    def place(self, quote: Quote) -> str:
        """Where words stand: article and offsets."""
        return str(self.words["place"].format(article=quote.identifier, start=quote.start, end=quote.end))

    def around(self, quote: Quote) -> tuple[str, str]:
        """What stands before and after the words in their sentence; nothing where that is not known."""
        text, sentence = self.graph.article_text(quote.identifier), quote.sentence or ""
        at = text.find(sentence, max(0, quote.end - len(sentence)))
        if not sentence or not 0 <= at <= quote.start:
            return "", ""
        return text[at : quote.start], text[quote.end : at + len(sentence)]

    def _finding(self, result: Result) -> Finding:
        quotes = (quote for iri in result.evidence for quote in self._sources.quotes(NamedNode(iri)))
        return Finding(
            result=result,
            message=result.message_ar if self.language == "ar" else result.message_en,
            node=self.shorter(result.focus),
            name=self._name(result.focus),
            path=self.shorter(result.path) if result.path else "",
            value=str(result.value) if result.value is not None else "",
            quotes=tuple(sorted(set(quotes), key=lambda quote: (quote.identifier, quote.start, quote.end))),
            article=self._articles.get(result.graph, ""),
        )

    def _name(self, iri: str) -> str:
        """The label of a node: in the reader's language, else in any."""
        labels = sorted({(label.language != self.language, label.value) for label in self._labels(iri)})
        return labels[0][1] if labels else ""

    def _labels(self, iri: str) -> Iterator[Literal]:
        for quad in self.graph.store.quads_for_pattern(NamedNode(iri), NamedNode(RDFS + "label"), None, None):
            if isinstance(quad.object, Literal):
                yield quad.object


def gather(checked: Report, graph: Graph, language: str) -> Findings:
    """The findings of a validation, to be told in a language."""
    return Findings(checked, graph, language)


def component(result: Result) -> str:
    """The local name of what in a shape was violated, such as MinCountConstraintComponent."""
    return result.component.removeprefix(SH).rpartition("#")[2]
