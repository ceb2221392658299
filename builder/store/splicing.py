"""Writes a file of sorted lines from an older one and the lines in which they differ: the rest is copied as it is."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import BinaryIO, Final

from builder.identifiers import digest_of_file
from builder.store.files import Sum
from builder.store.updating import Difference

_BLOCK: Final = 1 << 22
"""Bytes that are copied at once."""


def spliced(old: Path, sha256: str, changed: Difference, new: Path, count: int) -> Sum | None:
    """Write the lines of ``old``, without those that are gone and with those that came, to ``new``.

    None where the older file is not what it was: its digest is another than ``sha256``, or a line that is gone is not
    in it. ``count``: how many lines it has. Raises OSError where the disk refuses.
    """
    with ThreadPoolExecutor(1) as beside:
        known = beside.submit(digest_of_file, old)  # the library lets other threads work meanwhile
        whole = hashlib.sha256()
        try:
            with old.open("rb") as source, new.open("wb") as file:
                for piece in _pieces(source, changed):
                    whole.update(piece)
                    file.write(piece)
        except LookupError:
            return None
        if known.result() != sha256:
            return None
    return Sum(count - len(changed.gone) + len(changed.come), whole.hexdigest())


def _pieces(source: BinaryIO, changed: Difference) -> Iterator[bytes]:
    """The new file from its begin to its end. Raises LookupError where a line that should go is not there."""
    lines = sorted([*((line, False) for line in changed.gone), *((line, True) for line in changed.come)])
    done = 0
    with mmap(source.fileno(), 0, access=ACCESS_READ) as whole:
        for line, comes in lines:
            at = _place(whole, line, done)
            yield from _copied(source, done, at)
            done = at
            if comes:
                yield line
            elif whole[at : at + len(line)] == line:
                done += len(line)
            else:
                raise LookupError(line)
        yield from _copied(source, done, len(whole))


def _copied(source: BinaryIO, start: int, end: int) -> Iterator[bytes]:
    source.seek(start)
    while start < end:
        piece = source.read(min(_BLOCK, end - start))
        start += len(piece)
        yield piece


def _place(whole: mmap, line: bytes, start: int) -> int:
    """Where the first line from ``start`` on begins that does not sort before this one: by ever longer steps."""
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
