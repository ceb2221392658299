"""An answer as a timeline: its rows with a date, in their order, and a strip on which each stands where it belongs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from endpoint.cells import Cell
from endpoint.views.answers import Answer
from endpoint.views.dates import dated
from endpoint.views.scale import day, round_steps

_WIDTH: Final = 1000
_EDGE: Final = 24


@dataclass(frozen=True, slots=True)
class Moment:
    """A row: its date as it is written and in words, the name and cell of each other column, its place on the strip."""

    time: str
    words: str
    cells: tuple[tuple[str, Cell], ...]
    x: float


@dataclass(frozen=True, slots=True)
class Timeline:
    """Rows by date; ``left`` rows have none. ``years``: a place on the strip and its year."""

    column: str
    moments: tuple[Moment, ...]
    years: tuple[tuple[float, int], ...]
    left: int

    @property
    def width(self) -> int:
        """The width of the strip in pixels."""
        return _WIDTH


def timeline(answer: Answer, language: str) -> Timeline | None:
    """The rows by their first column of dates; None where there is no such column."""
    dates = answer.places("date")
    if not dates:
        return None
    place = dates[0]
    rows = [
        (found, term["value"], cells)
        for terms, cells in zip(answer.terms, answer.cells, strict=True)
        if (term := terms[place]) is not None and (found := day(term["value"])) is not None
    ]
    if not rows:
        return None
    rows.sort(key=lambda row: (row[0], row[1]))
    first, last = rows[0][0], rows[-1][0]

    def across(found: int) -> float:
        return round(_EDGE + (found - first) / ((last - first) or 1) * (_WIDTH - 2 * _EDGE), 1)

    moments = tuple(
        Moment(text, dated(text.partition("T")[0], language), _others(answer, cells, place), across(found))
        for found, text, cells in rows
    )
    years = tuple((across(date(year, 1, 1).toordinal()), year) for year in _years(first, last))
    return Timeline(answer.names[place], moments, years, len(answer.cells) - len(moments))


def _others(answer: Answer, cells: tuple[Cell, ...], place: int) -> tuple[tuple[str, Cell], ...]:
    """The cells of the other columns that hold anything."""
    found = zip(answer.names, cells, strict=True)
    return tuple((name, cell) for at, (name, cell) in enumerate(found) if at != place and cell.kind != "none")


def _years(first: int, last: int) -> list[int]:
    """Round years between two days."""
    low, high = date.fromordinal(first).year, date.fromordinal(last).year
    steps = {int(step) for step in round_steps(low, high, 8) if step == int(step)}
    return sorted(year for year in steps if low < year <= high)
