"""Files of N-Quads lines as the library writes them, many lines at once and not parsed; no graph is a blank node."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Final

from pyoxigraph import Quad, RdfFormat, Store

_CHUNK: Final = 16 << 20
"""Bytes that are read at once. To load more at once is no faster and takes memory in proportion, up to gigabytes."""
_QUADS: Final = 1 << 12
"""Lines that are made quads at once."""


def chunks(files: Iterable[Path]) -> Iterator[bytes]:
    """The lines of all files, so many at once."""
    waiting, size = list[bytes](), 0
    for file in files:
        waiting.append(file.read_bytes())
        size += len(waiting[-1])
        if size >= _CHUNK:
            yield b"".join(waiting)
            waiting, size = [], 0
    yield b"".join(waiting)


def quads(lines: Iterable[bytes]) -> Iterator[Quad]:
    """The quads of canonical lines, or triples in the default graph, in any order; no blank node.

    At each quad that the library's parser gives, it lets another thread work, and waits for it: 5 ms where that does
    not rest itself (CPython's switch interval). In a store some thousand are there at once.
    """
    waiting = iter(lines)
    while some := b"".join(islice(waiting, _QUADS)):
        store = Store()
        store.bulk_load(some, format=RdfFormat.N_QUADS, lenient=True)
        yield from store


def triples(lines: bytes) -> bytes:
    """The same lines as N-Triples, without their graphs, which stand after the last space and bracket of each."""
    graph = lines[lines.rfind(b" <") :]
    if lines.count(graph) == lines.count(b"\n"):  # all have one
        return lines.replace(graph, b" .\n")
    return b" .\n".join([line[: line.rfind(b" <")] for line in lines.split(b"\n")])
