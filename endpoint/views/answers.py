"""An answer's rows, and what can be drawn of them: which columns hold numbers, dates and things."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from builder.vocabulary import PREFIXES, XSD
from endpoint.cells import Cell

Term = Mapping[str, str]

TRIPLE: Final = ("subject", "predicate", "object")
"""The columns of an answer that is made of triples."""

_NUMBERS: Final = frozenset(
    XSD + name
    for name in ("integer", "decimal", "double", "float", "int", "long", "short", "byte", "nonNegativeInteger")
)
_DATES: Final = frozenset(XSD + name for name in ("date", "dateTime", "gYear", "gYearMonth"))
_PROPERTIES: Final = tuple(PREFIXES.values())


@dataclass(frozen=True, slots=True)
class Answer:
    """The first rows of an answer: terms as ``endpoint.rows.term`` gives them, and a cell for each."""

    names: tuple[str, ...]
    terms: tuple[tuple[Term | None, ...], ...]
    cells: tuple[tuple[Cell, ...], ...]
    more: bool
    triples: bool

    def column(self, place: int) -> list[Term]:
        """The terms of a column, where there are any."""
        return [term for row in self.terms if (term := row[place]) is not None]

    def places(self, kind: str) -> list[int]:
        """The columns whose terms are all of a kind: "number", "date" or "thing"."""
        return [
            place
            for place in range(len(self.names))
            if (column := self.column(place)) and all(kind_of(term) == kind for term in column)
        ]


def kind_of(term: Term) -> str:
    """What a term is to a drawing: a number, a date, a thing or a text."""
    if term["type"] != "literal":
        return "thing"
    datatype = term.get("datatype")
    if datatype in _NUMBERS and number(term) is not None:
        return "number"
    return "date" if datatype in _DATES else "text"


def number(term: Term | None) -> float | None:
    """The value of a number; None for what is none, or has no place on a scale."""
    try:
        value = float(term["value"]) if term else math.nan
    except ValueError:
        return None
    return value if math.isfinite(value) else None


def fits(answer: Answer, view: str) -> bool:
    """Whether a view can be drawn of an answer: "chart", "timeline" or "graph"."""
    if view == "chart":
        return 0 < len(answer.places("number")) < len(answer.names)
    return bool(answer.places("date")) if view == "timeline" else edges(answer) is not None


def edges(answer: Answer) -> tuple[int, int | None, Sequence[int]] | None:
    """How rows join things: the column they start from, that of the property if there is one, those they lead to.

    Rows of three things whose middle one is a property are triples; else the first thing of a row leads to the others.
    """
    things = answer.places("thing")
    if answer.triples:
        return 0, 1, (2,)
    if len(things) == 3 and all(term["value"].startswith(_PROPERTIES) for term in answer.column(things[1])):
        return things[0], things[1], things[2:]
    return (things[0], None, things[1:]) if len(things) > 1 else None
