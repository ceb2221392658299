"""Writes a file of sorted lines from an older one and the lines in which they differ: the rest is copied as it is.

In few steps, each of which lets other threads work: one that comes back often waits long for those that compute.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from mmap import ACCESS_READ, MADV_DONTNEED, mmap
from pathlib import Path
from typing import Final

from builder.identifiers import digest_of_file
from builder.store.files import Sum, sync
from builder.store.updating import Difference

_BLOCK: Final = 1 << 23
_MOST: Final = 1 << 25
"""Bytes that are copied as one piece, and about so many at once."""
_PIECES: Final = 1 << 9
"""Pieces that are written at once; a system takes 1,024."""


def spliced(old: Path, changed: Difference, new: Path, count: int) -> Sum | None:
    """Write the lines of ``old``, without those that are gone and with those that came, to ``new``, and to the disk.

    None where a line that is gone is not in the older file, or nothing is. ``count``: how many lines that has. Raises
    OSError where the disk refuses.
    """
    if not old.stat().st_size:
        return None
    with old.open("rb") as source, mmap(source.fileno(), 0, access=ACCESS_READ) as whole, memoryview(whole) as view:
        try:
            with new.open("wb") as file:
                for some in _batches(_pieces(whole, changed)):
                    _write(file.fileno(), [view[piece] if isinstance(piece, slice) else piece for piece in some])
                    whole.madvise(MADV_DONTNEED)  # what was copied need not stay in memory
        except LookupError:
            return None
    with ThreadPoolExecutor(1) as beside:
        digest = beside.submit(digest_of_file, new)
        sync(new)  # it takes the disk long, and meanwhile others work
    return Sum(count - len(changed.gone) + len(changed.come), digest.result())


def _write(file: int, pieces: list[memoryview | bytes]) -> None:
    """Write the pieces one after another."""
    left = sum(map(len, pieces)) - os.writev(file, pieces)
    if left:  # the system stopped on its way, as where a disk is full: it says why when it is asked for the rest
        rest = memoryview(b"".join(pieces))
        while left:
            left -= os.write(file, rest[-left:])


def _pieces(whole: mmap, changed: Difference) -> Iterator[slice | bytes]:
    """The new file from its begin to its end: parts of the older one, and lines.

    Raises LookupError where a line that should go is not there.
    """
    lines = sorted([*((line, False) for line in changed.gone), *((line, True) for line in changed.come)])
    done = 0
    for line, comes in lines:
        at = _place(whole, line, done)
        yield from _blocks(done, at)
        done = at
        if comes:
            yield line
        elif whole[at : at + len(line)] == line:
            done += len(line)
        else:
            raise LookupError(line)
    yield from _blocks(done, len(whole))


def _batches(pieces: Iterable[slice | bytes]) -> Iterator[list[slice | bytes]]:
    """The pieces, as many together as may be written at once."""
    waiting, size = list[slice | bytes](), 0
    for piece in pieces:
        waiting.append(piece)
        size += len(piece) if isinstance(piece, bytes) else piece.stop - piece.start
        if size >= _MOST or len(waiting) == _PIECES:
            yield waiting
            waiting, size = [], 0
    yield waiting


def _blocks(start: int, end: int) -> Iterator[slice]:
    return (slice(at, min(at + _BLOCK, end)) for at in range(start, end, _BLOCK))


def _place(whole: mmap, line: bytes, start: int) -> int:
    """Where the first line from ``start`` on begins that does not sort before this one: by ever longer steps."""
    if line <= whole[start : whole.find(b"\n", start) + 1]:  # as of most of what an article has
        return start
    low, step, size = start, 1 << 12, len(whole)
    while (high := low + step) < size:
        begin = whole.rfind(b"\n", low, high) + 1 or low
        if begin > low and whole[begin : begin + len(line)] >= line:
            high = begin
            break
        low, step = max(low, begin), step * 4
    high = min(high, size)
    while low < high:
        begin = whole.rfind(b"\n", low, (low + high) // 2) + 1 or low
        end = whole.find(b"\n", begin) + 1
        if whole[begin:end] < line:
            low = end
        else:
            high = begin
    return low
