"""What a snapshot is made of, and the file of its lines, which is the truth."""

from __future__ import annotations

import hashlib
import os
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import Final

from builder.store.search_index import Entry, in_lines
from builder.store.written import Written
from builder.vocabulary import LAYERS

_BATCH: Final = 1 << 13
"""So many lines are written at once."""


@dataclass(frozen=True)
class Given:
    """What a snapshot is made of: canonical lines, and quads in files that have none of these.

    ``naming``: those of the lines that may name what can be found.
    """

    lines: AbstractSet[bytes]
    naming: AbstractSet[bytes]
    written: tuple[Written, ...]

    @cached_property
    def rest(self) -> bytes:
        """The lines, one after another."""
        return b"".join(self.lines)

    def layers(self, of_lines: Mapping[str, int]) -> dict[str, int]:
        """How many quads each layer has; ``of_lines``: how many of the lines."""
        counts = Counter(of_lines)
        for part in self.written:
            counts.update(part.layers)
        return {layer: counts[layer] for layer in LAYERS}

    def entries(self) -> Iterator[Entry]:
        """All texts that can be found; some may come again."""
        yield from in_lines(self.naming)
        for part in self.written:
            yield from part.entries


@dataclass(frozen=True, slots=True)
class Sum:
    """How many quads a file holds, and its SHA-256."""

    count: int
    sha256: str


def write_graph(path: Path, lines: Iterable[bytes]) -> Sum:
    """Write sorted lines to a file."""
    count, whole, waiting = 0, hashlib.sha256(), iter(lines)
    with path.open("wb") as file:
        while batch := list(islice(waiting, _BATCH)):
            piece = b"".join(batch)
            count += len(batch)
            whole.update(piece)
            file.write(piece)
    return Sum(count, whole.hexdigest())


def sync(path: Path) -> None:
    """Have the system write a file or a folder's list of names to the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
