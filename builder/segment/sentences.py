"""Splits a paragraph into sentences, and pairs its quotation marks."""

from __future__ import annotations

import re  # four times as fast as regex for a mere set of characters
from collections.abc import Iterator
from functools import cache

from builder.languages import topic
from builder.model import Span
from builder.recognise.text import fold


def quotations(text: str, span: Span) -> tuple[Span, ...]:
    """The quotations inside ``span``, each from its opening mark to behind its closing one, outermost only.

    Marks of different shapes may pair (writers mix them); a mark that finds no partner is none.
    """
    if not any(map(text[span.start : span.end].__contains__, _marks())):  # far faster than the pattern
        return ()
    opened: list[int] = []
    pairs: list[Span] = []
    for match in _mark().finditer(text, span.start, span.end):
        at = match.start()
        if _opens(text, at, span, bool(opened)):
            opened.append(at)
        elif opened:
            pairs.append(Span(opened.pop(), at + 1))
    outermost: list[Span] = []
    for pair in sorted(pairs):  # they are nested or apart
        if not outermost or pair.start >= outermost[-1].end:
            outermost.append(pair)
    return tuple(outermost)


@cache
def _marks() -> tuple[str, ...]:
    quotes: dict[str, str] = topic("sentences")["quotes"]
    return tuple(dict.fromkeys(quotes["open"] + quotes["close"]))


@cache
def _mark() -> re.Pattern[str]:
    return re.compile(f"[{re.escape(''.join(_marks()))}]")


def _opens(text: str, at: int, span: Span, inside: bool) -> bool:
    quotes: dict[str, str] = topic("sentences")["quotes"]
    char = text[at]
    if char in quotes["directed_open"]:
        return True
    if char in quotes["directed_close"]:
        return False
    before = text[at - 1] if at > span.start else " "
    after = text[at + 1] if at + 1 < span.end else " "
    left, right = (
        not before.isalnum() and before not in quotes["behind"],
        not after.isspace() and after not in quotes["behind"],
    )
    if left and right:
        return not inside or before.isspace() or before in quotes["before"]
    # A quotation may be glued to its proclitic (li-"Tass"), and its closing mark to nothing.
    return right and not inside and (before == quotes["glue"] or before.isalpha())


def sentences(text: str, span: Span) -> Iterator[Span]:
    """The sentences of the paragraph ``span``, in order, without outer spaces; a quotation is never cut."""
    shut = quotations(text, span)
    start = span.start
    for match in _stop().finditer(text, span.start, span.end):
        end = match.end()
        if end < span.end and not text[end].isspace():
            continue
        if shut and any(quote.start < match.start() and end < quote.end for quote in shut):
            continue
        if _abbreviates(text, match.start(), start):
            continue
        yield from _trimmed(text, start, end)
        start = end
    yield from _trimmed(text, start, span.end)


@cache
def _stop() -> re.Pattern[str]:
    data = topic("sentences")
    return re.compile(f"[{re.escape(data['stops'])}]+[{re.escape(data['closers'])}]*")


@cache
def _abbreviations() -> frozenset[str]:
    return frozenset(fold(word) for word in topic("sentences")["abbreviations"])


@cache
def _longest_abbreviation() -> int:
    return max(1, *map(len, _abbreviations()))


def _abbreviates(text: str, at: int, start: int) -> bool:
    """Whether the full stop at ``at`` only shortens the word before it: one letter, or a listed abbreviation."""
    if text[at] != ".":
        return False
    begin = at
    least = max(start, at - _longest_abbreviation() - 1)  # a longer word is none, and need not be read to its beginning
    while begin > least and text[begin - 1].isalpha():
        begin -= 1
    if at - begin > _longest_abbreviation():
        return False
    word = fold(text[begin:at])
    return len(word) == 1 or word in _abbreviations()


def _trimmed(text: str, start: int, end: int) -> Iterator[Span]:
    piece = text[start:end].rstrip()
    end = start + len(piece)
    piece = piece.lstrip()
    if any(map(str.isalnum, piece)):
        yield Span(end - len(piece), end)
