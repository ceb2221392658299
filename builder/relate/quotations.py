"""Finds quotations in a paragraph, whatever marks it uses: nested, unbalanced, facing the wrong way, never closed.

A mark is read by its neighbours first (an opening mark touches the word after it) and by its own shape only
where they leave it open. A quotation ends with its paragraph at the latest.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import regex

from builder.languages import topic
from builder.model import Span
from builder.recognise.text import is_letter
from builder.relate.punctuation import marks_of
from builder.relate.words import Word

_OPENING, _CLOSING = 1, -1
_LONGEST_MEDIUM = 5


@dataclass(frozen=True, slots=True)
class Quotation:
    """A quotation: ``outer`` with its marks, ``inner`` the words without them, and whether it was closed."""

    outer: Span
    inner: Span
    closed: bool


@cache
def _shapes() -> dict[str, int]:
    data = topic("quotation")
    shapes = dict.fromkeys(data["openers"], _OPENING) | dict.fromkeys(data["closers"], _CLOSING)
    return shapes | dict.fromkeys(data["neutral"], 0)


@cache
def _mark() -> regex.Pattern[str]:
    return regex.compile(f"[{regex.escape(''.join(sorted(_shapes())))}]")


@cache
def marks() -> frozenset[str]:
    """Every character that may open or close a quotation."""
    return frozenset(_shapes())


def find(text: str, span: Span) -> tuple[Quotation, ...]:
    """The outermost quotations of ``text`` inside ``span`` (one paragraph), in order, none empty."""
    pairs: list[tuple[int, int | None]] = []
    open_marks: list[int] = []
    for at, way in _oriented(text, span):
        if way == _OPENING:
            open_marks.append(at)
        elif open_marks:
            pairs.append((open_marks.pop(), at))
    pairs += [(at, None) for at in open_marks]
    return _outermost(text, span, sorted(pairs))


def _oriented(text: str, span: Span) -> list[tuple[int, int]]:
    """Each mark's place and whether it opens or closes."""
    found, depth = [], 0
    for match in _mark().finditer(text, span.start, span.end):
        at, shape = match.start(), _shapes()[match.group()]
        if _is_measure(text, at, span):
            continue
        way = _way(text, at, span, shape, depth)
        depth = max(0, depth + way)
        found.append((at, way))
    return found


def _is_measure(text: str, at: int, span: Span) -> bool:
    """Whether the mark is an apostrophe, a foot or an inch: single, inside a word or after a digit."""
    before = text[at - 1] if at > span.start else " "
    after = text[at + 1] if at + 1 < span.end else " "
    if text[at] != "'":
        return False
    return is_letter(before) and (is_letter(after) or before.isdigit())


def _way(text: str, at: int, span: Span, shape: int, depth: int) -> int:
    after = text[at + 1] if at + 1 < span.end else " "
    before = text[at - 1] if at > span.start else " "
    starts = not after.isspace() and (is_letter(after) or after in "([*" or _shapes().get(after) == _OPENING)
    ends = not before.isspace() and not _ends_proclitic(text, at, span)
    if starts and not ends:
        return _OPENING
    if ends and not starts:
        return _CLOSING
    return shape or (_CLOSING if depth else _OPENING)


def _ends_proclitic(text: str, at: int, span: Span) -> bool:
    """Whether what touches the mark from before is no word of its own: a proclitic, a bracket or a colon."""
    before = text[at - 1]
    if before in "([/" or before in marks_of("comma", "colon", "dash"):
        return True
    start = at
    while start > span.start and is_letter(text[start - 1]) and at - start < 4:
        start -= 1
    word = text[start:at].rstrip("".join(marks_of("tatweel")))
    return 0 < at - start < 4 and all(letter in topic("quotation")["proclitics"] for letter in word)


def _outermost(text: str, span: Span, pairs: list[tuple[int, int | None]]) -> tuple[Quotation, ...]:
    """Keeps pairs that lie in no other, after unclosed ones are cut before the next opening."""
    found: list[Quotation] = []
    for index, (start, close) in enumerate(pairs):
        if found and start < found[-1].outer.end:
            continue
        limit = close if close is not None else span.end
        if close is None and index + 1 < len(pairs):
            limit = _cut(text, start + 1, pairs[index + 1][0])
        inner = trim(text, Span(start + 1, limit))
        if len(inner):
            end = limit + 1 if close is not None else inner.end
            found.append(Quotation(Span(start, end), inner, close is not None))
    return tuple(found)


@cache
def _final() -> regex.Pattern[str]:
    return regex.compile(rf"[{regex.escape(''.join(sorted(marks_of('final'))))}]\s")


@cache
def _pause() -> regex.Pattern[str]:
    every = marks_of("comma", "semicolon", "colon", "final")
    return regex.compile(f"[{regex.escape(''.join(sorted(every)))}]")


@cache
def _edges() -> frozenset[str]:
    """What a quotation or a report neither begins nor ends with."""
    return marks() | marks_of("comma", "semicolon", "colon", "dash") | frozenset(".")


def _cut(text: str, start: int, limit: int) -> int:
    """Where an unclosed quotation ends before the mark at ``limit``: its last full stop, else its last pause."""
    stops = [m.start() for m in _final().finditer(text, start, limit)]
    if stops:
        return stops[-1]
    pauses = [m.start() for m in _pause().finditer(text, start, limit) if text[m.end() : limit].strip()]
    return pauses[-1] if pauses else limit


def with_closing(text: str, span: Span) -> Span:
    """The span with the mark right behind it that closes a quotation which its words open («مقاتلو "داعش"»)."""
    unclosed = sum(char in marks() for char in span.of(text)) % 2 == 1
    return Span(span.start, span.end + 1) if unclosed and text[span.end : span.end + 1] in marks() else span


def behind_quoted(text: str, sequence: tuple[Word, ...], first: int, limit: int) -> int:
    """The number of the word behind a medium that only quotation marks tell ("to «X»"), or ``first`` itself."""
    last = min(limit, first + _LONGEST_MEDIUM)
    gaps = [text[sequence[at - 1].end : sequence[at].start] for at in range(first + 1, last)]
    if not gaps or marks().isdisjoint(gaps[0]):
        return first
    return next((first + 1 + at for at, gap in enumerate(gaps) if at and not marks().isdisjoint(gap)), first)


def trim(text: str, span: Span) -> Span:
    """``span`` without spaces, pauses and quotation marks at either end; empty where nothing is left."""
    start, end = span.start, span.end
    edge = _edges()
    while start < end and (text[start].isspace() or text[start] in edge or text[start] == "…"):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in edge):
        end -= 1
    return Span(start, end)
