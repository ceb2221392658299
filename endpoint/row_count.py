"""Counts the rows of an answer in the bytes that the engine writes, so that an answer can be stopped at a most."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from typing import Final

from pyoxigraph import Triple

# What begins a row that has a value: inside a text a quotation mark or a bracket is written in another way.
_STARTS: Final = {
    "json": re.compile(rb'[\[,]\{"[^"\\]+":\{"type":"'),
    "xml": re.compile(rb"<result>"),
    "tsv": re.compile(rb"\n"),
}
_LONGEST: Final = 300
"""No beginning of a row is longer; one that two pieces share is found with the end of the first."""


class RowsError(Exception):
    """The answer has more rows, or triples, than it may."""


class RowCount:
    """Counts rows in the pieces of an answer in JSON, XML, TSV or CSV."""

    def __init__(self, format: str, most: int) -> None:
        self._pattern = _STARTS.get(format)
        self._left = most + (format in ("csv", "tsv"))  # the names of the columns are a line too
        self._end = b""
        self._quoted = False

    def add(self, piece: bytes) -> None:
        """Count the rows that begin, or as lines end, in the next piece. Raises RowsError over the most."""
        self._left -= self._lines(piece) if self._pattern is None else self._starts(self._pattern, piece)
        if self._left < 0:
            raise RowsError

    def _starts(self, pattern: re.Pattern[bytes], piece: bytes) -> int:
        text = self._end + piece
        count = len(pattern.findall(text)) - len(pattern.findall(self._end))
        self._end = text[-_LONGEST:]
        return count

    def _lines(self, piece: bytes) -> int:
        """Ends of lines in CSV, where a quoted value may have some of its own."""
        parts = piece.split(b'"')
        outside = parts[self._quoted :: 2]
        self._quoted ^= len(parts) % 2 == 0
        return sum(part.count(b"\n") for part in outside)


def first_triples(triples: Iterable[Triple], most: int) -> Iterator[Triple]:
    """The triples, of which there may be so many. Raises RowsError after them where there are more."""
    found = iter(triples)
    return chain(islice(found, most), _no_more(found))


def _no_more(triples: Iterator[Triple]) -> Iterator[Triple]:
    for _ in triples:
        raise RowsError
    yield from ()
