"""Reads one article from a plain text file, and finds the files of folders.

The article's text is the file after decoding, not changed in any way (a byte order mark is no part of it), so that
offsets in it are offsets in the decoded file.
"""

from __future__ import annotations

import codecs
import hashlib
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from builder.errors import EncodingError, InputError, UnsuitableError
from builder.model import Article

LIMIT: Final = 2_000_000
"""The largest file that is read, in bytes: a long book chapter, far beyond any article."""
SHARE: Final = 0.5
"""The least share of Arabic letters among an article's letters; photo captions may be in another script."""
SUFFIXES: Final = (".txt",)

_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
# Control characters that no text holds: tab, line feed, form feed and carriage return are fine.
_BINARY = frozenset(chr(code) for code in range(32)) - set("\t\n\f\r")


def article(path: Path, limit: int = LIMIT) -> Article:
    """The article in the file ``path``; its identifier is the file's stem.

    The file is UTF-8 (with or without a byte order mark) or UTF-16 with one. Raises InputError where it cannot be
    read, EncodingError where its bytes are no such text, UnsuitableError where it is empty, larger than ``limit``
    bytes, or not in Arabic.
    """
    data = _bytes(path, limit)
    text = _decoded(path, data)
    _check(path, text)
    return Article(
        identifier=path.stem, text=text, sha256=hashlib.sha256(data).hexdigest(), source=path.name, language="ar"
    )


def _bytes(path: Path, limit: int) -> bytes:
    """The file's bytes; its size is looked at first, so that a huge file costs nothing."""
    try:
        size = path.stat().st_size
        if size > limit:
            raise UnsuitableError(
                f"{path}: {size:,} bytes, more than the limit of {limit:,}; split it into one file an article"
            )
        return path.read_bytes()
    except OSError as error:
        reason = error.strerror or str(error)
        raise InputError(f"{path}: cannot be read ({reason}); check the path and its permissions") from error


def _decoded(path: Path, data: bytes) -> str:
    encoding = "utf-16" if data.startswith(_UTF16) else "utf-8-sig"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise EncodingError(
            f"{path}: byte {error.start} (0x{data[error.start] if error.start < len(data) else 0:02x}) is not "
            f"{'UTF-16' if encoding == 'utf-16' else 'UTF-8'} ({error.reason}); convert the file to UTF-8, "
            "for example with: iconv -f WINDOWS-1256 -t UTF-8"
        ) from error
    for at, char in enumerate(text):
        if char in _BINARY:
            raise EncodingError(
                f"{path}: character {at} is the control character U+{ord(char):04X}; this is no text file: "
                "save the article as plain text in UTF-8"
            )
    return text


def _check(path: Path, text: str) -> None:
    """Raises UnsuitableError where the text is empty or not in Arabic."""
    letters = [char for char in text if char.isalpha()]
    if not letters:
        raise UnsuitableError(f"{path}: no words ({len(text)} characters); remove it or put the article's text in it")
    arabic = sum(1 for char in letters if "\u0600" <= char <= "\u06ff" or "\ufb50" <= char <= "\ufefc")
    share = arabic / len(letters)
    if share < SHARE:
        raise UnsuitableError(
            f"{path}: only {share:.0%} of its letters are Arabic, fewer than {SHARE:.0%}; mithaq reads Arabic articles"
        )


def paths(given: Iterable[Path]) -> list[Path]:
    """The files to read among ``given`` files and folders (searched to every depth), each once and sorted.

    Of folders, files named ``*.txt`` are taken and hidden ones passed over; a file given by name is taken whatever
    its name. Raises InputError where a path does not exist, or two files have the same stem, hence one identifier.
    """
    found: set[Path] = set()
    for path in given:
        if path.is_dir():
            found.update(_within(path))
        elif path.exists():
            found.add(path)
        else:
            raise InputError(f"{path}: no such file or folder; give text files, or folders that hold some")
    return _distinct(sorted(found))


def _within(folder: Path) -> Iterable[Path]:
    for path in folder.rglob("*"):
        hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
        # A link to nothing is taken too: reading it says so, where passing over it would hide a lost article.
        if not hidden and path.suffix.lower() in SUFFIXES and (path.is_file() or path.is_symlink()):
            yield path


def _distinct(files: list[Path]) -> list[Path]:
    by_name: dict[str, Path] = {}
    for path in files:
        other = by_name.get(path.stem)
        if other is None:
            by_name[path.stem] = path
        elif other.resolve() != path.resolve():
            raise InputError(
                f"{other} and {path}: the same identifier {path.stem!r} twice; rename one of the two files"
            )
    return sorted(by_name.values())
