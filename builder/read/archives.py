"""Reads the files of a zip archive one by one, in memory; nothing is ever unpacked to disk.

A name that would lead out of a folder, a member that grows beyond measure (a "zip bomb"), an encrypted member and an
archive inside the archive are refused, each by itself.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from functools import partial
from pathlib import Path, PurePosixPath
from typing import BinaryIO, Final

from builder.errors import InputError, UnsuitableError
from builder.read.outcome import Refused, Source

MEMBER_LIMIT: Final = 100_000_000
"""The largest file inside an archive that is read, in bytes once unpacked."""
TOTAL_LIMIT: Final = 4_000_000_000
"""The most bytes that all files of an archive may hold once unpacked."""
RATIO: Final = 200
"""The most bytes that one packed byte may become; news text becomes 3 to 20."""
_SMALL: Final = 1_000_000  # a small file of one repeated letter is no danger


def members(path: Path, suffixes: frozenset[str]) -> Iterator[Source | Refused]:
    """The readable files of an archive in the order of their names, those of other suffixes passed over.

    Raises InputError where it is no archive, UnsuitableError where it holds more than TOTAL_LIMIT.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            yield from _members(path, archive, suffixes)
    except (zipfile.BadZipFile, OSError) as error:
        raise InputError(f"{path}: cannot be read as a zip archive ({error}); pack it anew") from error


def _members(path: Path, archive: zipfile.ZipFile, suffixes: frozenset[str]) -> Iterator[Source | Refused]:
    listed = sorted((info for info in archive.infolist() if not info.is_dir()), key=lambda info: info.filename)
    total = sum(info.file_size for info in listed)
    if total > TOTAL_LIMIT:
        raise UnsuitableError(f"{path}: {total:,} bytes unpacked, more than the limit of {TOTAL_LIMIT:,}; split it")
    for info in listed:
        name = PurePosixPath(info.filename)
        place = f"{path}, {info.filename}"
        if name.suffix.lower() not in suffixes or any(part.startswith((".", "__MACOSX")) for part in _inside(name)):
            continue
        reason = _danger(info, name)
        if reason:
            yield Refused(place, UnsuitableError(f"{place}: {reason}"))
        else:
            yield Source(place, name.name, info.file_size, partial(_open, archive, info, place))


def _inside(name: PurePosixPath) -> tuple[str, ...]:
    return tuple(part for part in name.parts if part != "..")


def _danger(info: zipfile.ZipInfo, name: PurePosixPath) -> str | None:
    """Why a member is not read, or None."""
    if name.is_absolute() or ".." in name.parts or "\\" in info.filename or info.filename[1:2] == ":":
        return "its name leads out of the archive's folder; pack it with plain relative names"
    if info.flag_bits & 1:
        return "it is encrypted; pack it without a password"
    if info.file_size > MEMBER_LIMIT:
        return f"{info.file_size:,} bytes unpacked, more than the limit of {MEMBER_LIMIT:,}; split it"
    if info.file_size > max(_SMALL, RATIO * info.compress_size):
        return f"{info.file_size:,} bytes from {info.compress_size:,}, a ratio above {RATIO}: taken for a zip bomb"
    return None


def _open(archive: zipfile.ZipFile, info: zipfile.ZipInfo, place: str) -> BinaryIO:
    """The member's bytes, no more than it declares. Raises InputError where they are broken."""
    try:
        with archive.open(info) as packed:
            return io.BytesIO(packed.read(info.file_size + 1))
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError) as error:
        raise InputError(f"{place}: cannot be unpacked ({error}); pack the archive anew") from error
