"""An answer as a chart: a bar a row, or a line where the rows are in time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from endpoint.cells import Cell
from endpoint.views.answers import Answer, Term, number
from endpoint.views.dates import dated
from endpoint.views.scale import day, round_steps

_BARS: Final = 60
_PLOT: Final = (64, 16, 900, 300)
"""Left, top, right and bottom of the line's field in its drawing, in pixels."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A row: its label, its number as the answer writes it, and its bar from ``start`` for ``size``, in hundredths."""

    label: tuple[Cell, ...]
    text: str
    start: float
    size: float


@dataclass(frozen=True, slots=True)
class Point:
    """A row on the line: its date in words, its number as the answer writes it, its place in pixels."""

    words: str
    text: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars or points of one column; ``left`` rows are not drawn. ``steps``: pixels and text of the scale's lines."""

    column: str
    bars: tuple[Bar, ...] = ()
    points: tuple[Point, ...] = ()
    steps: tuple[tuple[float, str], ...] = ()
    left: int = 0

    @property
    def field(self) -> tuple[int, int, int, int]:
        """Left, top, right and bottom of the line's field."""
        return _PLOT

    @property
    def path(self) -> str:
        """The line as the points of an SVG polyline."""
        return " ".join(f"{point.x:g},{point.y:g}" for point in self.points)


def chart(answer: Answer, language: str) -> Chart | None:
    """The first column of numbers, drawn over the columns before it; None where there is no such column."""
    numbers = answer.places("number")
    labels = [place for place in range(len(answer.names)) if place not in numbers]
    if not numbers or not labels:
        return None
    dates = [place for place in answer.places("date") if place in labels]
    if dates == labels:
        return _line(answer, numbers[0], dates[0], language)
    return _bars(answer, numbers[0], labels)


def _bars(answer: Answer, place: int, labels: list[int]) -> Chart:
    rows = [(cells, value) for cells, terms in _rows(answer) if (value := number(terms[place])) is not None]
    drawn = rows[:_BARS]
    low = min(0.0, *(value for _, value in drawn)) if drawn else 0.0
    high = max(0.0, *(value for _, value in drawn)) if drawn else 0.0
    whole = (high - low) or 1.0
    bars = tuple(
        Bar(
            tuple(cells[label] for label in labels),
            cells[place].text,
            round((min(value, 0.0) - low) / whole * 100, 2),
            round(abs(value) / whole * 100, 2),
        )
        for cells, value in drawn
    )
    return Chart(answer.names[place], bars=bars, left=len(answer.cells) - len(bars))


def _line(answer: Answer, place: int, when: int, language: str) -> Chart | None:
    rows = [
        (moment, value, cells)
        for cells, terms in _rows(answer)
        if (value := number(terms[place])) is not None
        and (term := terms[when]) is not None
        and (moment := day(term["value"])) is not None
    ]
    if not rows:
        return None
    rows.sort(key=lambda row: row[0])
    values = [value for _, value, _ in rows]
    least = 1.0 if all(value == int(value) for value in values) else 0.0
    steps = round_steps(min(0.0, *values), max(0.0, *values), least=least)
    left, top, right, bottom = _PLOT
    first, last = rows[0][0], rows[-1][0]

    def height(value: float) -> float:
        return round(bottom - (value - steps[0]) / (steps[-1] - steps[0]) * (bottom - top), 1)

    points = tuple(
        Point(
            dated(cells[when].text, language),
            cells[place].text,
            round(left + (moment - first) / ((last - first) or 1) * (right - left), 1),
            height(value),
        )
        for moment, value, cells in rows
    )
    lines = tuple((height(step), f"{step:g}") for step in steps)
    return Chart(answer.names[place], points=points, steps=lines, left=len(answer.cells) - len(points))


def _rows(answer: Answer) -> zip[tuple[tuple[Cell, ...], tuple[Term | None, ...]]]:
    return zip(answer.cells, answer.terms, strict=True)
