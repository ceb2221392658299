"""What stands behind a fact: the claims that speak of it, who holds them, and the words of the articles."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol, cast

from pyoxigraph import Literal, NamedNode, QuerySolutions, Store, Triple, Variable

from builder.identifiers import Minter
from builder.model import Span
from builder.reason.proof import Attribution, Claim, Quote
from builder.reason.terms import Term, make_triple, parts
from builder.segment.sentences import sentences
from builder.vocabulary import DCTERMS, MQ, MQV, OA

_CLAIMS_OF = f"""SELECT * WHERE {{
  GRAPH ?graph {{ ?claim <{MQ}subject> ?s ; <{MQ}predicate> ?p ; <{MQ}object> ?o }}
}}"""


class Built(Protocol):
    """A built graph: its store, what names its parts, and the texts of its articles."""

    @property
    def store(self) -> Store:
        """The quads of all layers, each in its named graph."""

    @property
    def minter(self) -> Minter:
        """What made its IRIs."""

    def article_text(self, identifier: str) -> str:
        """The text of an article exactly as it was read."""


class Sources:
    """The claims of a built graph."""

    def __init__(self, built: Built) -> None:
        self._built = built
        self._store = built.store

    def claims(self, triple: Triple) -> tuple[Claim, ...]:
        """Every claim that speaks of the triple, in the order of their IRIs."""
        bound = dict(zip(map(Variable, "spo"), parts(triple), strict=True))
        answers = self._store.query(_CLAIMS_OF, substitutions=cast("dict[Variable, Term | Triple]", bound))
        found = sorted({str(cast(NamedNode, row["claim"]).value) for row in cast(QuerySolutions, answers)})
        return tuple(self.claim(NamedNode(node)) for node in found)

    def claim(self, node: NamedNode) -> Claim:
        """A claim with its attributions, and what the facts policy made of it."""
        outcome = _first(self._objects(node, MQ + "policyOutcome"))
        reason = _first(self._objects(node, MQ + "policyReason"))
        held = self._subjects(MQ + "ofClaim", node)
        return Claim(
            node.value,
            outcome.removeprefix(f"{MQV}outcome/") if outcome else None,
            reason,
            tuple(sorted(self._attribution(attribution) for attribution in held)),
        )

    def proposition(self, node: NamedNode) -> Triple | None:
        """The triple that a claim speaks of."""
        terms = [next(self._objects(node, MQ + name), None) for name in ("subject", "predicate", "object")]
        return None if None in terms else make_triple(*terms)

    def _attribution(self, node: NamedNode) -> Attribution:
        evidence = self._objects(node, MQ + "evidence")
        return Attribution(
            holder=_first(self._objects(node, MQ + "attributedTo")) or "",
            factuality=(_first(self._objects(node, MQ + "factuality")) or "").removeprefix(f"{MQV}factuality/"),
            origin=_first(self._objects(node, MQ + "origin")) or "",
            quotes=tuple(sorted(quote for piece in evidence for quote in self.quotes(cast(NamedNode, piece)))),
            node=node.value,
        )

    def quotes(self, evidence: NamedNode) -> Iterator[Quote]:
        """The words that a piece of evidence leads to; none where its offsets are no whole numbers."""
        for article in self._objects(evidence, OA + "hasSource"):
            identifier = _first(self._objects(cast(NamedNode, article), DCTERMS + "identifier")) or ""
            for selector in map(
                NamedNode, (cast(NamedNode, s).value for s in self._objects(evidence, OA + "hasSelector"))
            ):
                start, end, exact = (_first(self._objects(selector, OA + part)) for part in ("start", "end", "exact"))
                if start is not None and end is not None and (start + end).isdecimal():
                    span = Span(int(start), int(end))
                    sentence = self._sentence(identifier, span) if identifier else None
                    yield Quote(cast(NamedNode, article).value, identifier, span.start, span.end, exact or "", sentence)

    def _sentence(self, identifier: str, span: Span) -> str:
        """The sentences of the article that the span touches."""
        text = self._built.article_text(identifier)
        line = Span(text.rfind("\n", 0, span.start) + 1, _line_end(text, span.end))
        touched = [sentence for sentence in sentences(text, line) if sentence.overlaps(span)] or [line]
        return Span(min(s.start for s in touched), max(s.end for s in touched)).of(text).strip()

    def _objects(self, subject: NamedNode, predicate: str) -> Iterator[Term]:
        found = {quad.object for quad in self._store.quads_for_pattern(subject, NamedNode(predicate), None)}
        yield from (cast(Term, term) for term in sorted(found, key=str))

    def _subjects(self, predicate: str, obj: NamedNode) -> Iterator[NamedNode]:
        found = {quad.subject for quad in self._store.quads_for_pattern(None, NamedNode(predicate), obj)}
        yield from (cast(NamedNode, term) for term in sorted(found, key=str))


def _line_end(text: str, position: int) -> int:
    end = text.find("\n", position)
    return len(text) if end < 0 else end


def _first(terms: Iterator[Term]) -> str | None:
    """The value of the first term, or None."""
    term = next(terms, None)
    return term.value if isinstance(term, NamedNode | Literal) else None
