"""Reports of validation, for people and for programs: each result with its message, value, article and words.

The formats are those of FORMATS; every one is in the reader's language and the same for the same graph, to the byte.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from builder.report.validation.findings import Findings, gather
from builder.report.validation.junit import junit
from builder.report.validation.page import page
from builder.report.validation.plain import as_csv, as_json, as_text
from builder.report.validation.sarif import sarif
from builder.report.validation.triples import as_turtle
from builder.store import Graph
from builder.validate import Report

__all__ = ["FORMATS", "LANGUAGES", "Findings", "gather", "written"]

LANGUAGES: Final = ("ar", "en")
FORMATS: Final[Mapping[str, Callable[[Findings], str]]] = {
    "text": as_text,
    "json": as_json,
    "csv": as_csv,
    "html": page,
    "junit": junit,
    "sarif": sarif,
    "turtle": as_turtle,
}
"""What writes the findings, by the name that a person gives."""


def written(checked: Report, graph: Graph, form: str, language: str) -> str:
    """The report of a graph's validation in one of FORMATS and one of LANGUAGES."""
    return FORMATS[form](gather(checked, graph, language))
