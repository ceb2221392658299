"""Bytes to text: UTF-8, UTF-16 and Windows-1256, recognised by what the bytes hold; anything else is refused.

What is valid UTF-8 is UTF-8. UTF-16 is told by its byte order mark, or without one by Arabic letters in one of the two
orders. Windows-1256 has no sign of its own: bytes are read so only where common Arabic words come out.
"""

from __future__ import annotations

import codecs
import re
from typing import Final

import regex

from builder.errors import EncodingError
from builder.languages import topic

_UTF16: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
# Control characters that no text holds: tab, line feed, form feed and carriage return are fine.
_BINARY: Final = re.compile(r"[\x00-\x08\x0b\x0e-\x1f]")
_WORD: Final = regex.compile(r"[^\W\d_]+")
_ARABIC: Final = regex.compile(r"[\u0621-\u064a\u0671-\u06d3]")
_LATIN: Final = regex.compile(r"[\u00c0-\u024f]")
_WORDS_LOOKED_AT: Final = 2_000
_STRAY: Final = 0.02


def decoded(data: bytes, place: str) -> str:
    """The text of ``data`` without a byte order mark. Raises EncodingError, which names ``place`` and the byte."""
    encoding = "utf-16" if data.startswith(_UTF16) else "utf-8-sig"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        guessed = None if encoding == "utf-16" else _guessed(data)
        if guessed is None:
            raise EncodingError(_wrong(data, place, encoding, error)) from error
        text = guessed
    return checked(_unmarked_utf16(data) or text, place) if _BINARY.search(text) else text


def cleaned(text: str, place: str) -> str:
    """The text with each control character, which a web page or a database may leave in it, made a space.

    One for one; for texts that are taken out of something else, not for a file that is the text. Raises EncodingError
    where they are so many that it is no text, or for half characters.
    """
    spaced, found = _BINARY.subn(" ", text)
    return checked(text if found > _STRAY * len(text) else spaced, place)


def checked(text: str, place: str) -> str:
    """The text itself. Raises EncodingError where it holds what no text holds: control characters, half characters."""
    if found := _BINARY.search(text):
        raise EncodingError(
            f"{place}: character {found.start()} is the control character U+{ord(found.group()):04X}; this is no text "
            "file: save the article as plain text in UTF-8"
        )
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise EncodingError(
            f"{place}: character {error.start} is U+{ord(text[error.start]):04X}, half of a surrogate pair; write the "
            "text anew in UTF-8"
        ) from error
    return text


def _guessed(data: bytes) -> str | None:
    """The text of bytes that are no UTF-8, in the other encodings that Arabic articles come in, or None."""
    unmarked = _unmarked_utf16(data)
    if unmarked is not None:
        return unmarked
    try:
        text = data.decode("windows-1256")
    except UnicodeDecodeError:
        return None
    return text if _plausible(text) else None


def _unmarked_utf16(data: bytes) -> str | None:
    """The text of UTF-16 without a byte order mark, where most of it is Arabic in one of the two orders."""
    if len(data) % 2 or len(data) < 4:
        return None
    for encoding in ("utf-16-le", "utf-16-be"):
        text = data.decode(encoding, "replace")
        letters = _WORD.findall(text)
        if "\ufffd" not in text and not _BINARY.search(text) and _share(letters, _ARABIC) > 0.5:
            return text
    return None


def _plausible(text: str) -> bool:
    """Whether the words beyond ASCII are Arabic and hold words that stand in any Arabic text."""
    rules = topic("encoding")
    words = [word for word in _WORD.findall(text[: _WORDS_LOOKED_AT * 400]) if not word.isascii()][:_WORDS_LOOKED_AT]
    if not words or _share(words, _ARABIC) <= 0.5:
        return False
    mixed = sum(1 for word in words if _ARABIC.search(word) and _LATIN.search(word))
    common = frozenset(rules["common"])
    usual = sum(1 for word in words if word in common)
    return mixed <= float(rules["mixed"]) * len(words) and usual >= max(1.0, float(rules["share"]) * len(words))


def _share(words: list[str], letter: regex.Pattern[str]) -> float:
    """The share of these letters among all letters of the words."""
    joined = "".join(words)
    return len(letter.findall(joined)) / len(joined) if joined else 0.0


def _wrong(data: bytes, place: str, encoding: str, error: UnicodeDecodeError) -> str:
    value = data[error.start] if error.start < len(data) else 0
    name = "UTF-16" if encoding == "utf-16" else "UTF-8"
    others = "" if encoding == "utf-16" else ", and all of it is neither UTF-16 nor Windows-1256 in Arabic"
    return (
        f"{place}: byte {error.start} (0x{value:02x}) is not {name} ({error.reason}){others}; convert the file to "
        "UTF-8, for example with: iconv -f WINDOWS-1256 -t UTF-8"
    )
