"""Makes an article of a text and what is said about it, and refuses what is none."""

from __future__ import annotations

import hashlib
from calendar import monthrange
from email.utils import parsedate
from typing import Final

import regex

from builder.errors import UnsuitableError
from builder.model import Article, PartialDate

LIMIT: Final = 2_000_000
"""The largest article that is read, in bytes: a long book chapter, far beyond any article."""
SHARE: Final = 0.5
"""The least share of Arabic letters among an article's letters; photo captions may be in another script."""

_DAY: Final = regex.compile(r"\s*(?P<y>\d{4})(?:[-/.](?P<m>\d{1,2})(?:[-/.](?P<d>\d{1,2}))?)?(?!\d)")
_COMMON: Final = tuple(map(chr, (0x627, 0x644, 0x64A, 0x645, 0x648, 0x646, 0x631, 0x62A, 0x628, 0x647, 0x639, 0x62F)))
"""The commonest letters of Arabic: of most articles they alone are more than half of all characters."""
_ARABIC: Final = regex.compile(r"[\u0621-\u063a\u0641-\u064a\u066e-\u06d3\ufb50-\ufdfb\ufe70-\ufefc]")


def article(
    text: str,
    identifier: str,
    place: str,
    name: str,
    data: bytes | None = None,
    *,
    title: str | None = None,
    publisher: str | None = None,
    issued: PartialDate | None = None,
    url: str | None = None,
) -> Article:
    """The article with this text; ``place`` is where messages say that it stands, ``name`` the file's name.

    ``data``: the bytes that its SHA-256 is of, where they are not the text in UTF-8. A title that the text does not
    begin with is put before it, with an empty line, so that what only the headline tells is read too: offsets count
    from the title. Raises UnsuitableError where the text is empty, too long, or not in Arabic.
    """
    title = " ".join(title.split()) if title else None
    if title and not _begins(text, title):
        text = f"{title}\n\n{text}"
    suit(text, place)
    digest = hashlib.sha256(text.encode("utf-8") if data is None else data).hexdigest()
    return Article(identifier, text, digest, name, title or None, publisher or None, issued, url or None, "ar")


def _begins(text: str, title: str) -> bool:
    return " ".join(text[: 2 * len(title) + 200].split()).startswith(title)


def suit(text: str, place: str) -> None:
    """Raises UnsuitableError where the text is empty, too long or not in Arabic."""
    if len(text) > LIMIT:
        raise UnsuitableError(f"{place}: {len(text):,} characters, more than the limit of {LIMIT:,}; split it")
    if 0 < len(text) - text.count(" ") <= sum(map(text.count, _COMMON)) / SHARE:
        return
    counts = {char: text.count(char) for char in set(text)}  # a text has few letters, many times each
    letters = sum(count for char, count in counts.items() if char.isalpha())
    if not letters:
        raise UnsuitableError(f"{place}: no words ({len(text)} characters); remove it or put the article's text in it")
    share = sum(count for char, count in counts.items() if _ARABIC.match(char)) / letters
    if share < SHARE:
        raise UnsuitableError(
            f"{place}: only {share:.0%} of its letters are Arabic, fewer than {SHARE:.0%}; mithaq reads Arabic articles"
        )


def day(written: str | None) -> PartialDate | None:
    """The date that metadata give, as precise as they do: ISO 8601 (a time after it is dropped) or that of e-mails.

    None for any other form: a day and a month in an order that nobody states are not guessed.
    """
    if not written:
        return None
    if found := _DAY.match(written):
        parts = [int(part) for part in found.group("y", "m", "d") if part]
        return _valid(*parts)
    mail = parsedate(written)
    return _valid(*mail[:3]) if mail else None


def _valid(year: int, month: int | None = None, date: int | None = None) -> PartialDate | None:
    if not 1800 <= year <= 2200 or (month is not None and not 1 <= month <= 12):
        return None
    if month is not None and date is not None and not 1 <= date <= monthrange(year, month)[1]:
        return None
    return PartialDate(year, month, date)
