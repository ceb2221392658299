"""Findings as text, JSON and CSV."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from typing import Any, Final

from builder.report.validation.findings import Finding, Findings

COLUMNS: Final = (
    *("severity", "message", "node", "name", "path", "value", "shape", "graph"),
    *("article", "start", "end", "words", "sentence"),
)
"""The columns of CSV, in no language: programs read them."""


def as_text(findings: Findings) -> str:
    """A paragraph a finding, then how many there are; lines are ended."""
    return "".join(f"{part}\n" for part in [*(_paragraph(f, findings) for f in findings.all), findings.summary])


def as_json(findings: Findings) -> str:
    """An object with the counts and the results, both messages in each."""
    whole = {
        "conforms": findings.report.conforms,
        "counts": findings.report.count(),
        "results": [_row(finding) for finding in findings.all],
    }
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


def as_csv(findings: Findings) -> str:
    """A line for each piece of evidence of each finding, one at least (RFC 4180); offsets are code points."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for finding in findings.all:
        writer.writerows(_lines(finding))
    return out.getvalue()


def isolated(text: str) -> str:
    """Text on one line that keeps its direction whatever stands beside it (Unicode, UAX #9, FSI and PDI)."""
    return f"\u2068{' '.join(text.split())}\u2069"


def _paragraph(finding: Finding, findings: Findings) -> str:
    words = findings.words["fields"]
    name = f" {isolated(finding.name)}" if finding.name else ""
    lines = [f"{findings.severity(finding)}: {finding.message}", f"  {words['node']}  {finding.node}{name}"]
    if finding.path:
        lines.append(f"  {words['path']}  {finding.path}")
    if finding.value:
        lines.append(f"  {words['value']}  {finding.value}")
    lines.append(f"  {words['shape']}  {finding.rule}")
    for quote in finding.quotes:
        lines.append(f"  {words['words']}  {findings.place(quote)}: {isolated(quote.exact)}")
        if quote.sentence:
            lines.append(f"    {words['sentence']}  {isolated(quote.sentence)}")
    return "\n".join(lines)


def _row(finding: Finding) -> dict[str, Any]:
    result = finding.result
    return {
        "severity": result.severity.value,
        "focus": result.focus,
        "name": finding.name,
        "path": result.path,
        "value": finding.value or None,
        "shape": result.shape,
        "component": result.component,
        "message": {"en": result.message_en, "ar": result.message_ar},
        "graph": result.graph,
        "articles": list(result.articles),
        "evidence": list(result.evidence),
        "words": [
            {"article": q.identifier, "start": q.start, "end": q.end, "exact": q.exact, "sentence": q.sentence}
            for q in finding.quotes
        ],
    }


def _lines(finding: Finding) -> Iterator[list[str | int]]:
    said: list[str | int] = [
        *(finding.severity.value, finding.message, finding.result.focus, finding.name),
        *(finding.result.path or "", finding.value, finding.result.shape, finding.result.graph),
    ]
    for quote in finding.quotes:
        yield [*said, quote.identifier, quote.start, quote.end, quote.exact, quote.sentence or ""]
    if not finding.quotes:
        yield [*said, finding.article, *("",) * 4]
