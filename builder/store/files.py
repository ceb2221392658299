"""The files of a snapshot that hold its quads: the lines that are the truth, and the store that answers queries."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import Quad, RdfFormat, Store, parse

from builder.store.layers import split_layers
from builder.store.quads import canonical_lines
from builder.store.search_index import Entry, entries
from builder.store.written import Written
from builder.vocabulary import LAYERS


@dataclass(frozen=True, slots=True)
class Given:
    """What a snapshot is made of: quads in hand, and quads in files."""

    quads: set[Quad]
    written: tuple[Written, ...]

    def lines(self) -> list[bytes]:
        """The lines of the quads in hand, sorted. Raises GraphError as canonical_lines does."""
        return [line.encode("utf-8") for line in canonical_lines(self.quads)]

    def layers(self, base: str) -> dict[str, int]:
        """How many quads each layer has. Raises GraphError for a quad of no layer."""
        counts = Counter({layer: len(own) for layer, own in split_layers(self.quads, base).items()})
        for part in self.written:
            counts.update(part.layers)
        return {layer: counts[layer] for layer in LAYERS}

    def entries(self) -> set[Entry]:
        """The texts that can be found."""
        return entries(self.quads).union(*(part.entries for part in self.written))


@dataclass(frozen=True, slots=True)
class Files:
    """The file of all quads, that of all triples, each once, and the count and the SHA-256 of the first."""

    quads: Path
    triples: Path
    blank: tuple[bytes, ...]
    count: int
    sha256: str


def write_graph(folder: Path, lines: Iterable[bytes]) -> Files:
    """Write sorted lines to ``graph.nq``, and beside it the triples that they hold in whatever graph.

    Triples with blank nodes go to ``blank``: the library would give these other names when it loads a file.
    """
    count, whole, before, blank = 0, hashlib.sha256(), b"", []
    quads, triples = folder / "graph.nq", folder / "triples.nt"
    with quads.open("wb") as all_quads, triples.open("wb") as all_triples:
        for line in lines:
            count += 1
            whole.update(line)
            all_quads.write(line)
            triple = line[: line.rindex(b" <")]
            if triple != before:  # lines of one triple stand together
                if b"_:" in triple and (triple.startswith(b"_:") or triple.rsplit(b" ", 1)[1].startswith(b"_:")):
                    blank.append(triple + b" .\n")
                else:
                    all_triples.write(triple + b" .\n")
            before = triple
    return Files(quads, triples, tuple(blank), count, whole.hexdigest())


def load(path: Path, files: Files) -> None:
    """Make the store; the file of triples is then removed.

    The lines are the library's own, so that it need not check them again. Its own union of graphs repeats a triple
    once a graph, and so miscounts: the merge is stored instead, as the default graph.
    """
    store = Store(str(path))
    store.bulk_load(path=files.quads, format=RdfFormat.N_QUADS, lenient=True)
    store.bulk_load(path=files.triples, format=RdfFormat.N_TRIPLES, lenient=True)
    blank = parse(b"".join(files.blank), format=RdfFormat.N_TRIPLES, rename_blank_nodes=False)
    store.bulk_extend(Quad(triple.subject, triple.predicate, triple.object) for triple in blank)
    store.flush()
    del store
    files.triples.unlink()
