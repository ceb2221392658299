"""The articles' texts of a snapshot in one archive: ``articles.zip``, UTF-8, not compressed, readable by any tool.

One file is written, kept and removed a hundred times faster than one an article. What did not change is copied from the
archive before as it stands there, head and text, for the bytes are the same.
"""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from mmap import ACCESS_READ, MADV_DONTNEED, mmap
from pathlib import Path
from typing import Any, BinaryIO, Final, Self
from zipfile import ZIP64_LIMIT, ZIP_FILECOUNT_LIMIT, ZIP_STORED, ZipFile, ZipInfo
from zlib import crc32

from builder.identifiers import digest

TEXTS: Final = "articles.zip"
_PLAIN_FILE: Final = 0o600 << 16
"""What an archive says of a file that its owner may read and write."""
_HEAD: Final = 30
"""Bytes of what an archive says of a file before its name, where that stands before the file."""
_IN_LIST: Final = struct.Struct("<4s2B26s6xLL")
"""What it says of a file in the list at its end, before the name; most of it is in the head too."""
_END: Final = struct.Struct("<4s4x2H2L2x")
_UNIX: Final = 3
_MOST: Final = 1 << 24
"""About so many bytes are copied at once."""
NO_SUMS: Final[Mapping[str, str]] = {}


def write_texts(
    path: Path, texts: Mapping[str, str], before: Archive | None = None, sums: Mapping[str, str] = NO_SUMS
) -> dict[str, dict[str, Any]]:
    """Write the texts (by identifier) to a new archive, in the order of the identifiers; what there is of each.

    ``file``: its name in the archive; ``start`` and ``bytes``: where its UTF-8 stands in the file of the archive;
    ``characters``: its length in Unicode code points; ``sha256``: of its UTF-8. ``before``: an archive to copy from;
    ``sums``: of texts of which it is known the last, which need not be compared then.
    """
    with path.open("wb") as out:
        if before is not None and len(texts) <= ZIP_FILECOUNT_LIMIT:
            found = _copied(out, texts, before, sums)
            if found is not None:
                return found
            out.seek(0)
            out.truncate()
        return _anew(out, texts)


@dataclass(frozen=True, slots=True)
class Archive:
    """An archive that is as it was written, and what ``write_texts`` said of its texts."""

    path: Path
    entries: Mapping[str, Mapping[str, Any]]


def _anew(out: BinaryIO, texts: Mapping[str, str]) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    files = []
    for name, text in sorted(texts.items()):
        data = text.encode("utf-8")
        file = _file(name, data)
        file.header_offset = out.tell()
        head = file.FileHeader()
        out.write(head)
        out.write(data)
        found[name] = _entry(file, file.header_offset + len(head), text, data)
        files.append(file)
    with ZipFile(out, "w", ZIP_STORED) as archive:  # to have it write each file takes it three times as long
        archive.filelist += files
    return found


def _copied(
    out: BinaryIO, texts: Mapping[str, str], before: Archive, sums: Mapping[str, str]
) -> dict[str, dict[str, Any]] | None:
    """The same, with what did not change from an older archive; None where it is too long for a plain one."""
    found: dict[str, dict[str, Any]] = {}
    listed, at = list[bytes](), 0
    with _Copy(before.path, out) as copy:
        for name, text in sorted(texts.items()):
            entry = before.entries.get(name)
            if entry and (sums.get(name) == entry["sha256"] or copy.same(entry, text)):
                file, size = entry["file"].encode("utf-8"), entry["bytes"]
                head = copy.copy(entry["start"] - _HEAD - len(file), entry["start"], size)
                found[name] = {**entry, "start": at + len(head)}
            else:
                data = text.encode("utf-8")
                made, size = _file(name, data), len(data)
                head = made.FileHeader()
                file = head[_HEAD:]
                found[name] = _entry(made, at + len(head), text, data)
                copy.add(head + data)
            listed.append(_IN_LIST.pack(b"PK\x01\x02", head[4], _UNIX, head[4:_HEAD], _PLAIN_FILE, at) + file)
            at += len(head) + size
            if at > ZIP64_LIMIT:
                return None
    size = out.write(b"".join(listed))
    out.write(_END.pack(b"PK\x05\x06", len(listed), len(listed), size, at))
    return found


class _Copy:
    """Writes a file of parts of an older one, those that meet at once, and of what is new."""

    def __init__(self, old: Path, out: BinaryIO) -> None:
        self._source, self._out = old.open("rb"), out
        self._old = mmap(self._source.fileno(), 0, access=ACCESS_READ)
        self._first = self._last = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._end()
        self._old.close()
        self._source.close()

    def same(self, entry: Mapping[str, Any], text: str) -> bool:
        """Whether the older file has this text in a place."""
        start, size, data = entry["start"], entry["bytes"], text.encode("utf-8")
        return size == len(data) and self._old[start : start + size] == data

    def copy(self, first: int, start: int, size: int) -> bytes:
        """Write what the older file has from one place to so much behind another; gives what is before that."""
        if first != self._last or self._last - self._first > _MOST:
            self._end()
            self._first = first
        self._last = start + size
        return self._old[first:start]

    def add(self, new: bytes) -> None:
        """Write what is new."""
        self._end()
        self._out.write(new)

    def _end(self) -> None:
        with memoryview(self._old) as old, old[self._first : self._last] as some:
            self._out.write(some)
        self._old.madvise(MADV_DONTNEED)  # what was copied need not stay in memory
        self._first = self._last = 0


def _file(name: str, data: bytes) -> ZipInfo:
    """What an archive says of the file of a text."""
    file = ZipInfo(f"{name if _fit_for_file(name) else digest(name)}.txt")
    file.external_attr, file.CRC = _PLAIN_FILE, crc32(data)
    file.file_size = file.compress_size = len(data)
    return file


def _entry(file: ZipInfo, start: int, text: str, data: bytes) -> dict[str, Any]:
    sizes = {"start": start, "bytes": len(data), "characters": len(text)}
    return {"file": file.filename, **sizes, "sha256": hashlib.sha256(data).hexdigest()}


def text_of(path: Path, entry: Mapping[str, Any]) -> str:
    """The text in the archive of which ``write_texts`` said this. Raises OSError where it cannot be read."""
    with path.open("rb") as file:
        file.seek(entry["start"])
        return file.read(entry["bytes"]).decode("utf-8")


def _fit_for_file(name: str) -> bool:
    """Whether an article's identifier can be a file's name on any system that we know."""
    plain = all(char.isalnum() or char in "-_. " for char in name)
    return plain and not name.startswith(".") and len(name.encode("utf-8")) <= 200
