"""Files of N-Quads lines as the library writes them, many lines at once and not parsed; no graph is a blank node."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

_CHUNK: Final = 16 << 20
"""Bytes that are read at once. To load more at once is no faster and takes memory in proportion, up to gigabytes."""


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


def triples(lines: bytes) -> bytes:
    """The same lines as N-Triples, without their graphs, which stand after the last space and bracket of each."""
    graph = lines[lines.rfind(b" <") :]
    if lines.count(graph) == lines.count(b"\n"):  # all have one
        return lines.replace(graph, b" .\n")
    return b" .\n".join([line[: line.rfind(b" <")] for line in lines.split(b"\n")])
