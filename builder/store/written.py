"""Quads written to files before their snapshot is: sorted canonical lines, to be merged in without being read again."""

from __future__ import annotations

import heapq
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import Final

from pyoxigraph import Quad

from builder.errors import GraphError
from builder.store.layers import count_layers
from builder.store.quads import canonical_lines
from builder.store.search_index import Entry, entries

_BLANK: Final = re.compile(r"_:|\S+ \S+ _:")
"""A line whose subject or object is a blank node."""


@dataclass(frozen=True, slots=True)
class Written:
    """Files of sorted lines, and what a snapshot needs to know of their quads.

    ``layers``: how many quads each layer has; ``entries``: the texts in them that can be found. No quad of them
    has a blank node, or stands in another file too.
    """

    paths: tuple[Path, ...]
    layers: Mapping[str, int]
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Spelt:
    """Quads as sorted canonical lines: of subjects whose IRIs begin with a prefix (``near``), and all others.

    The first are many and stand close together in a sorted graph, so that files of different articles need not be
    merged line by line. ``layers`` and ``entries`` as of Written.
    """

    near: tuple[str, ...]
    far: tuple[str, ...]
    layers: Mapping[str, int]
    entries: tuple[Entry, ...]


def spelt(quads: Sequence[Quad], base: str, prefix: str) -> Spelt:
    """The lines of quads. Raises GraphError for quads that a snapshot would refuse."""
    lines = canonical_lines(quads)
    if any(map(_BLANK.match, lines)):
        raise GraphError(f"{quads[0].graph_name}: an article's graph has a blank node; please report")
    start = f"<{prefix}"
    near = tuple(line for line in lines if line.startswith(start))
    far = tuple(line for line in lines if not line.startswith(start))
    return Spelt(near, far, count_layers(lines, base), tuple(sorted(entries(quads), key=repr)))


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
    for path in files:
        with path.open("rb") as file:
            yield from file


def _ends(path: Path) -> tuple[bytes, bytes]:
    """The first and the last line of a file that has one."""
    with path.open("rb") as file, mmap(file.fileno(), 0, access=ACCESS_READ) as whole:
        return whole.readline(), whole[whole.rfind(b"\n", 0, len(whole) - 1) + 1 :]
