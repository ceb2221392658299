"""Quads written to files before their snapshot is: sorted canonical lines, to be merged in without being read again."""

from __future__ import annotations

import heapq
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import Final

from builder.rows import Row
from builder.store.layers import count_article
from builder.store.quads import check
from builder.store.search_index import Entry, entries, in_order

_LAST: Final = chr(0x10FFFF)
"""Sorts after every character that a line may have."""
_PIECE: Final = 1 << 16
"""Bytes of a file that are read at once."""


@dataclass(frozen=True, slots=True)
class Written:
    """Files of sorted lines, and what a snapshot needs to know of their quads.

    ``layers``: how many quads each layer has; ``entries``: the texts in them that can be found, which only an index
    that is made from nothing and what knows no earlier one ask for. No quad of them has a blank node, or stands in
    another file too.
    """

    paths: tuple[Path, ...]
    layers: Mapping[str, int]
    entries: Iterable[Entry]


@dataclass(frozen=True, slots=True)
class Spelt:
    """The graph of an article as sorted canonical lines: ``near`` of subjects whose IRIs begin with a prefix, or not.

    The first are many and stand close together in a sorted graph, so that files of different articles need not be
    merged line by line. ``layers`` and ``entries`` as of Written.
    """

    near: tuple[str, ...]
    far: tuple[str, ...]
    layers: Mapping[str, int]
    entries: tuple[Entry, ...]


def spelt(lines: Mapping[str, Row], prefix: str) -> Spelt:
    """The graph of these lines, which are sorted canonical ones without a blank node, each with its triple.

    Raises GraphError for a literal that a snapshot would refuse.
    """
    check(row[2] for line, row in lines.items() if "^^<" in line)
    rows, ordered = lines.values(), tuple(lines)
    start = f"<{prefix}"
    first, last = (bisect_left(ordered, bound) for bound in (start, start + _LAST))
    near, far = ordered[first:last], ordered[:first] + ordered[last:]
    return Spelt(near, far, count_article(rows), tuple(sorted(entries(rows), key=in_order)))


def paths(written: Iterable[Written]) -> list[Path]:
    """All their files."""
    return [path for part in written for path in part.paths]


def merged(lines: Iterable[bytes], written: Iterable[Written]) -> Iterator[bytes]:
    """The sorted lines and those of all files, in order."""
    known = list(written)
    near = _chains(sorted({part.paths[0] for part in known}))
    far = sorted({path for part in known for path in part.paths[1:]})
    yield from heapq.merge(lines, *map(_lines, near), heapq.merge(*(_lines([path]) for path in far)))


def _chains(files: Iterable[Path]) -> list[list[Path]]:
    """The files in as few rows as it takes, so that each goes on where the one before it in its row ends."""
    spans = sorted((*_ends(path), path) for path in files if path.stat().st_size)
    rows: list[tuple[bytes, list[Path]]] = []
    for first, last, path in spans:
        place = next((place for place, (end, _) in enumerate(rows) if end < first), None)
        if place is None:
            rows.append((last, [path]))
        else:
            rows[place] = (last, [*rows[place][1], path])
    return [row for _, row in rows]


def _lines(files: Iterable[Path]) -> Iterator[bytes]:
    """The lines of files; each is opened for some lines at a time, for a system lets only so many be open at once."""
    for path in files:
        at = 0
        while lines := _from(path, at):
            yield from lines
            at += sum(map(len, lines))


def _from(path: Path, at: int) -> list[bytes]:
    """Some lines of a file from a byte on."""
    with path.open("rb") as file:
        file.seek(at)
        return file.readlines(_PIECE)


def _ends(path: Path) -> tuple[bytes, bytes]:
    """The first and the last line of a file that has one."""
    with path.open("rb") as file, mmap(file.fileno(), 0, access=ACCESS_READ) as whole:
        return whole.readline(), whole[whole.rfind(b"\n", 0, len(whole) - 1) + 1 :]
