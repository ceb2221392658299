"""Findings as one HTML file that needs no script and asks no server."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import Final

from builder.reason.proof import Quote
from builder.report.validation.findings import Finding, Findings
from builder.validate import Severity

_DIRECTION: Final = {"ar": "rtl", "en": "ltr"}
_PAGE: Final = Path(__file__).resolve().parent / "page.html"


def page(findings: Findings) -> str:
    """A whole HTML document: a section for each severity, the gravest first; the words are marked in their sentence."""
    words = findings.words
    sections = "".join(_section(severity, findings) for severity in Severity)
    return _PAGE.read_text(encoding="utf-8").format(
        language=findings.language,
        direction=_DIRECTION[findings.language],
        title=escape(words["title"].format(snapshot=findings.graph.identifier)),
        summary=escape(findings.summary),
        sections=sections or f"<p>{escape(words['conforms'])}</p>\n",
    )


def _section(severity: Severity, findings: Findings) -> str:
    own = [finding for finding in findings.all if finding.severity is severity]
    if not own:
        return ""
    title = escape(findings.words["sections"][severity.value.lower()].format(number=len(own)))
    body = "".join(f"{line}\n" for finding in own for line in _finding(finding, findings))
    return f'<section>\n<h2 class="{severity.value}">{title}</h2>\n{body}</section>\n'


def _finding(finding: Finding, findings: Findings) -> Iterator[str]:
    fields = findings.words["fields"]
    yield "<article>"
    yield f"<h3>{escape(finding.message)}</h3>"
    yield "<dl>"
    name = f" <bdi>{escape(finding.name)}</bdi>" if finding.name else ""
    yield _field(fields["node"], f'<bdi dir="ltr">{escape(finding.node)}</bdi>{name}')
    for field, value in (("path", finding.path), ("value", finding.value), ("shape", finding.rule)):
        if value:
            direction = "auto" if field == "value" else "ltr"
            yield _field(fields[field], f'<bdi dir="{direction}">{escape(value)}</bdi>')
    yield "</dl>"
    for quote in finding.quotes:
        yield _quotation(quote, findings)
    yield "</article>"


def _field(name: str, value: str) -> str:
    return f"<dt>{escape(name)}</dt><dd>{value}</dd>"


def _quotation(quote: Quote, findings: Findings) -> str:
    before, after = map(escape, findings.around(quote))
    marked = f"{before}<mark>{escape(quote.exact)}</mark>{after}"
    return f'<blockquote dir="auto">{marked}<cite dir="ltr">{escape(findings.place(quote))}</cite></blockquote>'
