"""What a snapshot is made of, and the file of its lines, which is the truth."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, islice
from pathlib import Path
from typing import Final

from pyoxigraph import Quad

from builder.rows import apart
from builder.store.layers import count_layers, split_layers
from builder.store.quads import canonical_lines
from builder.store.search_index import Entry, entries
from builder.store.written import Written
from builder.vocabulary import LAYERS

_BATCH: Final = 1 << 13
"""So many lines are written at once."""


@dataclass(frozen=True)
class Given:
    """What a snapshot is made of: quads in hand, quads spelt as canonical lines, and quads in files.

    The lines are sorted; none has a blank node, names a thing that can be found, or is that of a quad in hand.
    """

    quads: set[Quad]
    spelt: tuple[str, ...]
    written: tuple[Written, ...]

    def lines(self) -> list[bytes]:
        """The lines of all that is in no file, sorted, each once. Raises GraphError as canonical_lines does."""
        both = [*canonical_lines(self.quads), *self.spelt]  # each sorted: to sort two such rows is to merge them
        return [line.encode("utf-8") for line in sorted(both)]

    def layers(self, base: str) -> dict[str, int]:
        """How many quads each layer has. Raises GraphError for a quad of no layer."""
        counts = Counter({layer: len(own) for layer, own in split_layers(self.quads, base).items()})
        counts.update(count_layers(self.spelt, base))
        for part in self.written:
            counts.update(part.layers)
        return {layer: counts[layer] for layer in LAYERS}

    @cached_property
    def texts(self) -> frozenset[Entry]:
        """The texts in the quads in hand that can be found."""
        return frozenset(entries(apart(self.quads)))

    def entries(self) -> Iterator[Entry]:
        """All texts that can be found; some may come again."""
        return chain(self.texts, *(part.entries for part in self.written))


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
