"""Writes the report of a graph beside its snapshots: ``report.md`` for people, ``report.json`` for machines."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from builder.errors import GraphError
from builder.report import markdown
from builder.report.gather import Gatherer
from builder.report.records import ArticleReport
from builder.store import Graph


def write(graph: Graph, directory: Path) -> tuple[Path, Path]:
    """Writes the report of ``graph`` into ``directory``; one article at a time, so that no graph is too large.

    Returns the Markdown and the JSON file. Raises GraphError where they cannot be written.
    """
    readable, machine = directory / "report.md", directory / "report.json"
    parts = [path.with_name(f".{path.name}.part") for path in (readable, machine)]
    try:
        with (
            parts[0].open("w", encoding="utf-8", newline="\n") as page,
            parts[1].open("w", encoding="utf-8", newline="\n") as data,
        ):
            for lines, record in _sections(graph):
                page.writelines(f"{line}\n" for line in lines)
                data.write(record)
        for part, path in zip(parts, (readable, machine), strict=True):
            part.replace(path)
    except OSError as error:
        raise GraphError(f"{directory}: the report cannot be written ({error.strerror or error})") from error
    return readable, machine


def _sections(graph: Graph) -> Iterator[tuple[list[str], str]]:
    """The lines of the page and the text of the JSON file, piece by piece."""
    left_out = list(graph.manifest.get("rejected", ()))
    opening = {"snapshot": graph.identifier, "left out": left_out}
    head = json.dumps(opening, ensure_ascii=False, indent=1).removesuffix("\n}")
    yield list(markdown.head(graph.identifier, len(graph.articles), left_out)), f'{head},\n "articles": ['
    gaps: Counter[str] = Counter()
    gatherer = Gatherer(graph)
    for position, identifier in enumerate(graph.articles):
        report = gatherer.article(identifier)
        gaps.update(f"{gap.rule}: {gap.reason}" for gap in report.gaps)
        comma = "," if position else ""
        yield list(markdown.article(report)), f"{comma}\n{json.dumps(_plain(report), ensure_ascii=False)}"
    totals = {"claims": gatherer.outcomes(), "not accounted for": dict(sorted(gaps.items()))}
    closing = json.dumps(totals, ensure_ascii=False, indent=1).removeprefix("{\n")
    yield list(markdown.totals(totals["claims"], totals["not accounted for"])), f"\n ],\n{closing}\n"


def _plain(report: ArticleReport) -> dict[str, Any]:
    return {**asdict(report), "counts": report.counts, "outcomes": report.outcomes}
