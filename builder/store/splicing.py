"""Writes a file of sorted lines from an older one and the lines in which they differ: the rest is copied as it is.

In few steps, each of which lets other threads work: one that comes back often waits long for those that compute.
"""

from __future__ import annotations

import hashlib
import os
import threading
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import Final, NamedTuple

from builder.store.files import Sum, sync
from builder.store.updating import Difference, both

_BLOCK: Final = 1 << 23
_MOST: Final = 1 << 23
"""Bytes that are copied as one piece at most, and about so many at once."""
_LINES: Final = 1 << 14
"""Lines that come as one piece at most."""


class _Used(NamedTuple):
    """How much of what the new file is made from is used: bytes of the older one, lines that go, and that come."""

    old: int = 0
    gone: int = 0
    come: int = 0


class _Piece(NamedTuple):
    """Some of the new file: a part of the older one, or lines; what is used when it is written."""

    data: slice | bytes
    used: _Used


@dataclass(frozen=True, slots=True)
class _Mark:
    """A place up to which the new file is written: what is used then, its size, and its sum."""

    used: _Used
    size: int
    digest: hashlib._Hash


class Splicing:
    """The file ``new``, of the lines of ``old`` (so many as ``count``), without some and with others.

    It can be begun with a part of how they differ: when the rest of that is known, what was written before the first
    line of it stays.
    """

    def __init__(self, old: Path, new: Path, count: int) -> None:
        self._old, self._new, self._count = old, new, count
        self._marks = [_Mark(_Used(), 0, hashlib.sha256())]
        self._known = Difference((), ())
        self._enough = threading.Event()

    def begin(self, some: Difference, until: bytes = b"") -> None:
        """Write the file as if no lines but these differed, until ``stop``. Raises OSError where the disk refuses.

        ``until``: what sorts after the lines that are written; most likely others differ from there on.
        """
        self._known = some
        if self._write(until) and not self._enough.is_set():
            sync(self._new)

    def stop(self) -> None:
        """It is no use to go on with what was begun."""
        self._enough.set()

    def finish(self, others: Difference) -> Sum | None:
        """Write the file with these lines too, and to the disk, once nothing else writes it.

        None where a line that is gone is not in the older file, or nothing is. Raises OSError where the disk refuses.
        """
        if not self._old.stat().st_size:
            return None
        self._enough.clear()
        first = min((*others.gone[:1], *others.come[:1]), default=None)
        if first is not None:
            with self._old.open("rb") as source, mmap(source.fileno(), 0, access=ACCESS_READ) as whole:
                place = _place(whole, first, 0)
            self._marks = [mark for mark in self._marks if mark.used.old < place or not mark.size]
        changed = self._known = both(self._known, others)
        if not self._write():
            return None
        sync(self._new)  # it takes the disk long, and meanwhile others work
        return Sum(self._count - len(changed.gone) + len(changed.come), self._marks[-1].digest.hexdigest())

    def _write(self, until: bytes = b"") -> bool:
        """Write from the last mark on, with a mark after each step; whether all that is gone was there."""
        mark, changed = self._marks[-1], _before(self._known, until) if until else self._known
        with (
            self._old.open("rb") as source,
            mmap(source.fileno(), 0, access=ACCESS_READ) as whole,
            self._new.open("r+b" if mark.size else "wb") as file,
            ThreadPoolExecutor(1) as beside,
        ):
            end = _place(whole, until, 0) if until else len(whole)
            file.truncate(mark.size)
            file.seek(mark.size)
            summing = beside.submit(lambda: mark)
            try:
                for some in _batches(_pieces(whole, changed, mark, end)):
                    data = _data(source.fileno(), some)
                    mark = self._marked(summing.result())
                    summing = beside.submit(_summed, mark, data, some[-1])
                    file.write(data)
                    if self._enough.is_set():
                        break
            except LookupError:
                return False
            self._marked(summing.result())
        return True

    def _marked(self, mark: _Mark) -> _Mark:
        if mark is not self._marks[-1]:
            self._marks.append(mark)
        return mark


def _data(source: int, pieces: Sequence[_Piece]) -> bytes:
    """The pieces of an older file and of lines as one; what is read, and not mapped, lets others work meanwhile."""
    copied = [piece.data for piece in pieces if isinstance(piece.data, slice)]
    start, end = (copied[0].start, copied[-1].stop) if copied else (0, 0)
    read = _read(source, slice(start, end))
    if len(pieces) == len(copied) == 1:
        return read
    view = memoryview(read)
    parts = (piece.data for piece in pieces)
    return b"".join(view[p.start - start : p.stop - start] if isinstance(p, slice) else p for p in parts)


def _read(source: int, part: slice) -> bytes:
    data = os.pread(source, part.stop - part.start, part.start)
    if len(data) < part.stop - part.start:
        raise OSError("a file was cut short while it was read")
    return data


def _summed(mark: _Mark, data: bytes, last: _Piece) -> _Mark:
    """The mark behind data that follow a mark, the last of which is a piece."""
    digest = mark.digest.copy()
    digest.update(data)
    return _Mark(last.used, mark.size + len(data), digest)


def _before(changed: Difference, until: bytes) -> Difference:
    gone, come = (lines[: bisect_left(lines, until)] for lines in (changed.gone, changed.come))
    return Difference(gone, come)


def _pieces(whole: mmap, changed: Difference, mark: _Mark, end: int) -> Iterator[_Piece]:
    """The new file from a mark to what becomes of an end of the older one.

    Raises LookupError where one that goes is not there, or comes and is.
    """
    (done, left, taken), (gone, come) = mark.used, (changed.gone, changed.come)
    begin = whole.rfind(b"\n", 0, done) + 1  # what is copied at once ends anywhere
    while left < len(gone) or taken < len(come):
        at = _place(whole, min((*gone[left : left + 1], *come[taken : taken + 1])), begin)
        yield from _blocks(done, at, left, taken)
        begin = done = at
        line = whole[at : whole.find(b"\n", at) + 1]
        behind = min(bisect_left(come, line, taken) if line else len(come), taken + _LINES)
        if behind > taken:
            lines, taken = come[taken:behind], behind
            yield _Piece(b"".join(lines), _Used(done, left, taken))
        elif gone[left : left + 1] == (line,):
            begin = done = at + len(line)
            left += 1
        else:
            raise LookupError(line)
    yield from _blocks(done, end, left, taken)


def _blocks(start: int, end: int, gone: int, come: int) -> Iterator[_Piece]:
    for at in range(start, end, _BLOCK):
        yield _Piece(slice(at, behind := min(at + _BLOCK, end)), _Used(behind, gone, come))


def _batches(pieces: Iterator[_Piece]) -> Iterator[Sequence[_Piece]]:
    """The pieces, as many together as may be written at once."""
    waiting, size = list[_Piece](), 0
    for piece in pieces:
        waiting.append(piece)
        size += len(piece.data) if isinstance(piece.data, bytes) else piece.data.stop - piece.data.start
        if size >= _MOST:
            yield waiting
            waiting, size = [], 0
    if waiting:
        yield waiting


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
