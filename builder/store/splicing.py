"""Writes a file of sorted lines from an older one and the lines in which they differ: the rest is copied as it is.

In few steps, each of which lets other threads work: one that comes back often waits long for those that compute.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from mmap import ACCESS_READ, MADV_DONTNEED, mmap
from pathlib import Path
from typing import Final

from builder.store.files import Sum, sync
from builder.store.updating import Difference

_BLOCK: Final = 1 << 22
_MOST: Final = 1 << 24
"""Bytes that are copied as one piece, and about so many at once."""


def spliced(old: Path, changed: Difference, new: Path, count: int) -> Sum | None:
    """Write the lines of ``old``, without those that are gone and with those that came, to ``new``, and to the disk.

    None where a line that is gone is not in the older file, or nothing is. ``count``: how many lines that has. Raises
    OSError where the disk refuses.
    """
    if not old.stat().st_size:
        return None
    digest = hashlib.sha256()
    with (
        old.open("rb") as source,
        mmap(source.fileno(), 0, access=ACCESS_READ) as whole,
        ThreadPoolExecutor(1) as beside,
    ):
        summing = beside.submit(digest.update, b"")
        try:
            with new.open("wb") as file, memoryview(whole) as view:
                for some in _batches(_pieces(whole, changed)):
                    data = b"".join([view[piece] if isinstance(piece, slice) else piece for piece in some])
                    whole.madvise(MADV_DONTNEED)  # what was copied need not stay in memory
                    summing.result()
                    summing = beside.submit(digest.update, data)
                    file.write(data)
        except LookupError:
            return None
        sync(new)  # it takes the disk long, and meanwhile others work
    return Sum(count - len(changed.gone) + len(changed.come), digest.hexdigest())


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
        if size >= _MOST:
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
