"""A report in words, for people and for programs."""

from __future__ import annotations

from typing import Any

from builder.validate.results import Report, Result
from builder.vocabulary import compact


def summary(report: Report) -> str:
    """One line: how many results of each severity."""
    counts = report.count()
    return f"{counts['Violation']} violations, {counts['Warning']} warnings, {counts['Info']} notes"


def as_text(report: Report, language: str = "en") -> str:
    """The report for a reader of ``language`` (en or ar): a paragraph a result, the gravest first; lines are ended."""
    return "".join(f"{part}\n" for part in [*(_paragraph(r, language) for r in report.results), summary(report)])


def as_dict(report: Report) -> dict[str, Any]:
    """The report for programs, ready for JSON."""
    return {"conforms": report.conforms, "counts": report.count(), "results": [_row(r) for r in report.results]}


def _paragraph(result: Result, language: str) -> str:
    message = result.message_ar if language == "ar" else result.message_en
    lines = [f"{result.severity}: {message}", f"  node   {compact(result.focus)}"]
    if result.path is not None:
        lines.append(f"  path   {compact(result.path)}")
    if result.value is not None:
        lines.append(f"  value  {result.value}")
    lines.append(f"  shape  {compact(result.shape)}")
    lines += [f"  words  {compact(evidence)}" for evidence in result.evidence]
    return "\n".join(lines)


def _row(result: Result) -> dict[str, Any]:
    return {
        "severity": result.severity.value,
        "focus": result.focus,
        "path": result.path,
        "value": None if result.value is None else str(result.value),
        "shape": result.shape,
        "component": result.component,
        "message": {"en": result.message_en, "ar": result.message_ar},
        "graph": result.graph,
        "articles": list(result.articles),
        "evidence": list(result.evidence),
    }
