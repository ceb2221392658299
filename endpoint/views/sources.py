"""Who holds a claim, for how true, by which rule, in which words: as the pages show it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pyoxigraph import NamedNode

from builder.languages import topic
from builder.model import Span
from builder.segment.sentences import sentences
from builder.vocabulary import MQV, expand
from endpoint.views.reader import Reader, Shown, Term


@dataclass(frozen=True, slots=True)
class Words:
    """A quotation: its sentence before, the words, the sentence after; its article, and where it stands there."""

    before: str
    exact: str
    after: str
    article: Shown
    link: str | None


@dataclass(frozen=True, slots=True)
class Held:
    """One attribution of a claim."""

    holder: Shown
    factuality: str
    level: Shown
    origin: str
    quotes: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """A claim: its triple, what the facts policy made of it, who holds it, and where it is explained."""

    node: str
    subject: Shown
    predicate: Shown
    object: Shown
    outcome: str
    reason: str
    why: str
    held: tuple[Held, ...]

    @property
    def levels(self) -> set[str]:
        """The degrees of truth for which it is held."""
        return {attribution.factuality for attribution in self.held}


class Ledger:
    """The claims of a graph, read for one page."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._claims: dict[str, Said | None] = {}
        self._lines: dict[tuple[str, int], list[Span]] = {}

    def claim(self, node: str) -> Said | None:
        """A claim by its IRI; None where the graph does not hold its parts."""
        if node not in self._claims:
            self._claims[node] = self.said(node, self._reader.subjects("mq:ofClaim", node))
        return self._claims[node]

    def claims(self, nodes: Iterable[str]) -> list[Said]:
        """Claims by their IRIs."""
        return [said for node in nodes if (said := self.claim(node))]

    def about(self, subject: str, predicate: str | None = None) -> list[Said]:
        """The claims whose subject is a thing, and whose predicate is the one given."""
        whole = expand(predicate) if predicate else None
        nodes = self._reader.subjects("mq:subject", subject)
        return self.claims(node for node in nodes if whole in (None, self._reader.value(node, "mq:predicate")))

    def naming(self, obj: str) -> list[Said]:
        """The claims whose object is a thing."""
        return self.claims(self._reader.subjects("mq:object", obj))

    def of(self, subject: str, predicate: str, obj: Term) -> list[Said]:
        """The claims that speak of a triple."""
        return [said for said in self.about(subject, predicate) if said.object.value == self._reader.shown(obj).value]

    def words_of(self, thing: str) -> list[Words]:
        """The quotations that are a statement's, a clause's or an attribution's evidence, in order."""
        return [self.quoted(*span) for span in self.spans_of(thing)]

    def spans_of(self, thing: str) -> list[tuple[str, int, int, str]]:
        """The evidence of a thing as article, start, end (code points, end excluded) and words, in order."""
        return sorted(span for piece in self._reader.iris(thing, "mq:evidence") for span in self.spans(piece))

    def said(self, node: str, attributions: Iterable[str]) -> Said | None:
        """A claim with some of its attributions."""
        reader = self._reader
        terms = [next(iter(reader.objects(node, f"mq:{name}")), None) for name in ("subject", "predicate", "object")]
        subject, predicate, obj = terms
        if not isinstance(subject, NamedNode) or not isinstance(predicate, NamedNode) or obj is None:
            return None
        outcome = (reader.value(node, "mq:policyOutcome") or "").removeprefix(f"{MQV}outcome/")
        return Said(
            node,
            reader.name(subject.value),
            reader.name(predicate.value),
            reader.shown(obj),
            outcome,
            self._reason(outcome, reader.value(node, "mq:policyReason") or ""),
            reader.why(subject.value, predicate.value, obj),
            tuple(sorted((self.held(name) for name in attributions), key=_order)),
        )

    def held(self, attribution: str) -> Held:
        """One attribution."""
        reader = self._reader
        holder, level = (reader.value(attribution, f"mq:{name}") for name in ("attributedTo", "factuality"))
        return Held(
            reader.name(holder) if holder else Shown("–"),
            (level or "").removeprefix(f"{MQV}factuality/"),
            reader.name(level) if level else Shown("–"),
            reader.value(attribution, "mq:origin") or "",
            tuple(self.words_of(attribution)),
        )

    def quoted(self, article: str, start: int, end: int, exact: str) -> Words:
        """A span of an article (code points) with the rest of its sentence."""
        identifier = self._reader.value(article, "dcterms:identifier") or ""
        around = self._sentence(identifier, Span(start, end)) if identifier in self._reader.graph.articles else None
        text = self._reader.article_text(identifier) if around else ""
        before, after = (text[around.start : start], text[end : around.end]) if around else ("", "")
        link = self._reader.place(article, start, end)
        return Words(before.lstrip(), exact, after.rstrip(), self._reader.name(article), link)

    def _reason(self, outcome: str, reason: str) -> str:
        """What the facts policy made of a claim, and why, in words."""
        words = topic("explanation", self._reader.language)
        template = words["outcomes"].get(outcome, "{reason}") if outcome else ""
        return str(template.format(reason=words["reasons"].get(reason, reason or "–")))

    def spans(self, evidence: str) -> Iterator[tuple[str, int, int, str]]:
        """What a piece of evidence or a mention selects."""
        reader = self._reader
        for article in reader.iris(evidence, "oa:hasSource"):
            for selector in reader.iris(evidence, "oa:hasSelector"):
                start, end, exact = (reader.value(selector, f"oa:{part}") for part in ("start", "end", "exact"))
                if start and end and exact:
                    yield article, int(start), int(end), exact

    def _sentence(self, identifier: str, span: Span) -> Span:
        """From the beginning of the first sentence that the span touches to the end of the last."""
        text = self._reader.article_text(identifier)
        begin, stop = text.rfind("\n", 0, span.start) + 1, text.find("\n", span.end)
        line = Span(begin, len(text) if stop < 0 else stop)
        if (identifier, begin) not in self._lines or self._lines[identifier, begin][-1].end < span.end:
            self._lines[identifier, begin] = [*sentences(text, line)] or [line]
        touched = [sentence for sentence in self._lines[identifier, begin] if sentence.overlaps(span)] or [span]
        return Span(min(span.start, *(s.start for s in touched)), max(span.end, *(s.end for s in touched)))


def _order(held: Held) -> tuple[str, str, str]:
    return held.holder.text, held.factuality, held.origin
