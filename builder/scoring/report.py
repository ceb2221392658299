"""Prints a score as a table, for machines as a mapping."""

from __future__ import annotations

from typing import Any

from builder.scoring.run import Result
from builder.scoring.tally import MEASURES, Tally


def as_text(result: Result, notes: bool = False) -> str:
    """The table of all articles; with ``notes`` first what was missed and extra in each."""
    lines = [f"  {name}: not in the graph" for name in result.absent]
    if notes:
        for article, tally in result.articles.items():
            lines += [f"  {article} {measure}: {note}" for measure in MEASURES for note in tally.notes[measure]]
    lines += _table(result.total)
    if result.traps:
        lines.append(f"  articles without a treaty that got none: {result.clean} of {result.traps}")
    return "\n".join(lines) + "\n"


def _table(tally: Tally) -> list[str]:
    lines = [f"  {'measure':<14}{'precision':>10}{'recall':>8}{'F1':>7}{'right':>7}{'extra':>7}{'missed':>8}"]
    for measure in MEASURES:
        f = tally.figures(measure)
        shares = f"{_cell(f.precision):>10}{_cell(f.recall):>8}{_cell(f.f1):>7}"
        lines.append(f"  {measure:<14}{shares}{f.right:>7}{f.extra:>7}{f.missed:>8}")
    return lines


def _cell(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"


def as_dict(result: Result) -> dict[str, Any]:
    """The figures by measure, of all articles and of each, with the notes."""
    return {
        "measures": _figures(result.total),
        "traps": {"clean": result.clean, "of": result.traps},
        "absent": result.absent,
        "articles": {
            article: {"measures": _figures(tally), "notes": {m: tally.notes[m] for m in MEASURES if tally.notes[m]}}
            for article, tally in result.articles.items()
        },
    }


def _figures(tally: Tally) -> dict[str, dict[str, float | int | None]]:
    found = {}
    for measure in MEASURES:
        f = tally.figures(measure)
        shares = {"precision": f.precision, "recall": f.recall, "f1": f.f1}
        found[measure] = {**shares, "right": f.right, "extra": f.extra, "missed": f.missed}
    return found
