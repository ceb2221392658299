"""Explanations as text for people and as plain values for programs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pyoxigraph import Literal, NamedNode

from builder.languages import topic
from builder.reason.proof import Attribution, Claim, Derivation, Explanation, Node, Quote
from builder.reason.terms import Term, parts
from builder.vocabulary import MQV, compact

_FIRST_ISOLATE, _POP_ISOLATE = "\u2068", "\u2069"
"""Keep Arabic words in a Latin line (and the reverse) in their own direction (Unicode Bidirectional Algorithm)."""


def as_text(explanation: Explanation, language: str = "en") -> str:
    """An indented tree in "en" or "ar"; a triple that stands in it twice is explained where it comes first."""
    return "\n".join(_Text(explanation, language).lines()) + "\n"


def as_dict(explanation: Explanation) -> dict[str, Any]:
    """Values that JSON can hold; a triple that comes again is given by ``see``, the ``id`` of its first node."""
    ids: dict[int, int] = {}
    return {
        "triple": _terms(explanation.root),
        "root": _node_dict(explanation.root, ids),
        "labels": {iri: dict(sorted(found.items())) for iri, found in explanation.labels.items()},
    }


class _Text:
    def __init__(self, explanation: Explanation, language: str) -> None:
        self._explanation = explanation
        self._language = language
        self._words = topic("explanation", language)
        self._shown: set[int] = set()
        self._described: set[str] = set()

    def lines(self) -> Iterator[str]:
        yield from self._node(self._explanation.root, 0)

    def _node(self, node: Node, depth: int) -> Iterator[str]:
        indent = "  " * depth
        names = " · ".join(self._name(term) for term in _triple(node))
        formal = " ".join(self._formal(term) for term in _triple(node))
        again = f" {self._words['above']}" if id(node) in self._shown and (node.claims or node.derivations) else ""
        yield f"{indent}{self._words['kinds'][node.kind]}: {names}  [{formal}]{again}"
        if again:
            return
        self._shown.add(id(node))
        if node.kind == "unknown":
            yield f"{indent}  {self._words['unknown']}"
        if node.kind == "fact" and not node.claims:
            yield f"{indent}  {self._words['no_claims']}"
        if node.kind == "inferred" and not node.derivations:
            yield f"{indent}  {self._words['unexplained']}"
        for claim in node.claims:
            yield from self._claim(claim, depth + 1)
        for number, way in enumerate(node.derivations):
            yield from self._derivation(way, depth + 1, self._words["or" if number else "by"])

    def _derivation(self, way: Derivation, depth: int, by: str) -> Iterator[str]:
        yield f"{'  ' * depth}{by} {way.rule}: {dict(way.titles)[self._language]}"
        if way.descriptions and way.rule not in self._described:
            self._described.add(way.rule)
            yield f"{'  ' * depth}  ({dict(way.descriptions)[self._language]})"
        for premise in way.premises:
            yield from self._node(premise, depth + 1)

    def _claim(self, claim: Claim, depth: int) -> Iterator[str]:
        if claim.outcome:
            template = self._words["outcomes"].get(claim.outcome, claim.outcome + ": {reason}")
            yield "  " * depth + template.format(reason=self._words["reasons"].get(claim.reason, claim.reason or "–"))
        for attribution in claim.attributions:
            yield from self._attribution(attribution, depth)

    def _attribution(self, held: Attribution, depth: int) -> Iterator[str]:
        factuality = self._name(NamedNode(f"{MQV}factuality/{held.factuality}"))
        holder = self._name(NamedNode(held.holder)) if held.holder else "–"
        yield "  " * depth + self._words["held"].format(factuality=factuality, holder=holder, origin=held.origin)
        for quote in held.quotes:
            yield from self._quote(quote, depth + 1)

    def _quote(self, quote: Quote, depth: int) -> Iterator[str]:
        where = self._words["place"].format(identifier=quote.identifier, start=quote.start, end=quote.end)
        yield f"{'  ' * depth}{where}: {_isolated(quote.exact)}"
        if quote.sentence and quote.sentence != quote.exact:
            yield "  " * (depth + 1) + self._words["sentence"].format(sentence=_isolated(quote.sentence))

    def _name(self, term: Term) -> str:
        if isinstance(term, NamedNode):
            known = self._explanation.labels.get(term.value, {})
            for language in (self._language, "ar", "en", ""):
                if language in known:
                    return _isolated(known[language])
            return self._formal(term)
        return _isolated(term.value) if isinstance(term, Literal) else str(term)

    def _formal(self, term: Term) -> str:
        if not isinstance(term, NamedNode):
            return str(term)
        if term.value.startswith(self._explanation.base):
            return f"<{term.value.removeprefix(self._explanation.base)}>"
        short = compact(term.value)
        return short if short != term.value else str(term)


def _triple(node: Node) -> tuple[Term, Term, Term]:
    return parts(node.triple)


def _isolated(text: str) -> str:
    return f"{_FIRST_ISOLATE}{' '.join(text.split())}{_POP_ISOLATE}"


def _terms(node: Node) -> list[str]:
    return [str(term) for term in _triple(node)]


def _node_dict(node: Node, ids: dict[int, int]) -> dict[str, Any]:
    if id(node) in ids:
        return {"see": ids[id(node)], "triple": _terms(node)}
    ids[id(node)] = len(ids) + 1
    return {
        "id": ids[id(node)],
        "kind": node.kind.value,
        "triple": _terms(node),
        "claims": [_claim_dict(claim) for claim in node.claims],
        "derivations": [
            {
                "rule": way.rule,
                "titles": dict(way.titles),
                "descriptions": dict(way.descriptions),
                "premises": [_node_dict(premise, ids) for premise in way.premises],
            }
            for way in node.derivations
        ],
    }


def _claim_dict(claim: Claim) -> dict[str, Any]:
    return {
        "claim": claim.node,
        "outcome": claim.outcome,
        "reason": claim.reason,
        "attributions": [
            {
                "attribution": held.node,
                "holder": held.holder,
                "factuality": held.factuality,
                "origin": held.origin,
                "quotes": [_quote_dict(quote) for quote in held.quotes],
            }
            for held in claim.attributions
        ],
    }


def _quote_dict(quote: Quote) -> dict[str, Any]:
    return {name: getattr(quote, name) for name in ("article", "identifier", "start", "end", "exact", "sentence")}
