"""Reads results of validation back from the report graph that a build wrote (results.Report.quads)."""

from __future__ import annotations

from collections.abc import Iterable

from pyoxigraph import Literal, NamedNode, Quad

from builder.validate.results import Result, Severity, Term
from builder.vocabulary import MQ, RDF, SH


def recorded(quads: Iterable[Quad]) -> list[Result]:
    """The results that the quads of a report graph describe, in the order of their IRIs."""
    said: dict[str, dict[str, list[Term]]] = {}
    for quad in quads:
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode | Literal):
            said.setdefault(quad.subject.value, {}).setdefault(quad.predicate.value, []).append(quad.object)
    kind = NamedNode(SH + "ValidationResult")
    return [_result(parts) for _, parts in sorted(said.items()) if kind in parts.get(RDF + "type", ())]


def _result(parts: dict[str, list[Term]]) -> Result:
    def one(predicate: str) -> str:
        return parts[predicate][0].value

    def message(language: str) -> str:
        found = [term.value for term in parts[SH + "resultMessage"] if getattr(term, "language", None) == language]
        return found[0]

    return Result(
        severity=Severity(one(SH + "resultSeverity").removeprefix(SH)),
        focus=one(SH + "focusNode"),
        shape=one(SH + "sourceShape"),
        component=one(SH + "sourceConstraintComponent"),
        graph=one(MQ + "inGraph"),
        message_en=message("en"),
        message_ar=message("ar"),
        path=one(SH + "resultPath") if SH + "resultPath" in parts else None,
        value=parts[SH + "value"][0] if SH + "value" in parts else None,
        evidence=tuple(sorted(term.value for term in parts.get(MQ + "evidence", ()))),
        articles=tuple(sorted(term.value for term in parts.get(MQ + "inArticle", ()))),
    )
