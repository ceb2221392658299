"""Rows as an aligned table of plain text that stays aligned with Arabic and Latin side by side.

Each cell with right-to-left letters is isolated (Unicode Bidirectional Algorithm, FSI and PDI), so that it does
not turn its neighbours around.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import Final

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from builder.vocabulary import MQV, compact

Term = NamedNode | BlankNode | Literal | Triple

_ISOLATE: Final = "\u2068"
_POP: Final = "\u2069"
_LEFT: Final = "\u200e"
_WIDEST: Final = 72


def table(names: Sequence[str], rows: Sequence[Sequence[Term | None]], base: str) -> str:
    """A table with a header, a rule, the rows and their number; a cell over 72 columns wide ends in an ellipsis."""
    cells = [[shown(term, base) for term in row] for row in rows]
    widths = [max([width(name), *(width(row[column]) for row in cells)]) for column, name in enumerate(names)]
    lines = [_line(names, widths), "  ".join("─" * size for size in widths)]
    lines += [_line(row, widths) for row in cells]
    count = f"({len(rows)} row{'' if len(rows) == 1 else 's'})"
    return "\n".join([*lines, count]) + "\n"


def shown(term: Term | None, base: str) -> str:
    """A term for people: a literal's text, prefix:local, or an IRI of data relative to the base as ``<state/RUS>``."""
    if term is None:
        return ""
    if isinstance(term, Literal):
        return _cut(" ".join(term.value.split()))
    if not isinstance(term, NamedNode):
        return str(term)
    name = short(term.value, base)
    return name if ":" in name and name != term.value else f"<{name}>"


def short(iri: str, base: str) -> str:
    """An IRI for people: relative to the base, ``prefix:local``, ``mqv:kind/treaty`` for a concept, or whole."""
    if iri.startswith(base) and iri != base:
        return iri.removeprefix(base)
    return f"mqv:{iri.removeprefix(MQV)}" if iri.startswith(MQV) and iri != MQV else compact(iri)


def width(text: str) -> int:
    """The columns that a terminal gives a text: none to marks and invisible characters, two to wide ones."""
    return sum(_columns(char) for char in text)


def right_to_left(text: str) -> bool:
    """Whether a text has a letter written from right to left."""
    return any(unicodedata.bidirectional(char) in ("R", "AL") for char in text)


def _columns(char: str) -> int:
    if unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def _cut(text: str) -> str:
    return text if width(text) <= _WIDEST else text[: _WIDEST - 1].rstrip() + "…"


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    padded = [_isolated(cell) + " " * (size - width(cell)) for cell, size in zip(cells, widths, strict=True)]
    line = "  ".join(padded).rstrip()
    return f"{_LEFT}{line}" if right_to_left(line) else line


def _isolated(cell: str) -> str:
    return f"{_ISOLATE}{cell}{_POP}" if right_to_left(cell) else cell
