"""Cuts an article into lines and says what each is: title, heading, paragraph or a kind of furniture."""

from __future__ import annotations

import re  # four times as fast as regex for a mere set of characters
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import pairwise
from typing import Any

import regex

from builder.languages import topic
from builder.model import Block, BlockKind, Span
from builder.recognise.text import fold
from builder.recognise.text import folded as whole

_LATIN = re.compile("[A-Za-zªµºÀ-ÖØ-öø-ɏ]")
_WORD = regex.compile(r"\w+")
_RARE_BREAKS = "\r\f\u2028\u2029"
_BREAK = re.compile(f"[\n{_RARE_BREAKS}]")


def blocks(text: str, title: str | None = None) -> tuple[Block, ...]:
    """The non-empty lines of ``text`` in order, without their outer spaces, each with its kind and its rule.

    ``title``: the article's title where metadata gives it; else the first line may be it.
    """
    folded = whole(text)
    latin = _LATIN.search(folded) is not None
    found = _with_tails(folded, [_block(folded, span, latin) for span in _pieces(folded)])
    return tuple(_headings(text, _titled(text, folded, found, title)))


def _lines(text: str) -> Iterator[Span]:
    at = 0
    for piece in _BREAK.split(text) if any(map(text.__contains__, _RARE_BREAKS)) else text.split("\n"):
        line = piece.strip()
        if line:
            start = at + len(piece) - len(piece.lstrip())
            yield Span(start, start + len(line))
        at += len(piece) + 1


def _pieces(folded: str) -> Iterator[Span]:
    """The lines, with furniture at a paragraph's beginning or end cut off as a piece of its own."""
    ends = any(map(folded.__contains__, _trailing()))
    for span in _lines(folded):
        line = span.of(folded)
        if not _fits("leading", line) and not (ends and any(map(line.__contains__, _trailing()))):
            yield span
            continue
        inner = {m.end() for _, _, pattern in _rules("leading") if (m := pattern.match(line))}
        inner |= {m.start() for _, _, pattern in _rules("trailing") if (m := pattern.search(line))}
        if not inner - {0, len(line)}:
            yield span
            continue
        cuts = {0, len(line), *inner}
        for start, end in pairwise(sorted(cuts)):
            piece = line[start:end]
            if piece.strip():
                first = span.start + start
                yield Span(first + len(piece) - len(piece.lstrip()), first + len(piece.rstrip()))


@cache
def _trailing() -> tuple[str, ...]:
    """What stands in every line that a trailing rule fits."""
    return tuple(rule["holds"] for rule in topic("furniture")["trailing"])


@cache
def _rules(group: str) -> tuple[tuple[str, BlockKind, regex.Pattern[str]], ...]:
    rules: list[dict[str, Any]] = topic("furniture")[group]
    return tuple((rule["name"], BlockKind(rule["kind"]), regex.compile(rule["pattern"])) for rule in rules)


@cache
def _any(group: str) -> regex.Pattern[str]:
    """What fits any rule of the group; most lines fit none, and one look tells it."""
    return regex.compile("|".join(f"(?:{pattern.pattern})" for *_, pattern in _rules(group)))


def _fits(group: str, line: str) -> bool:
    """Whether a line begins with what fits any rule of the group."""
    return group in _may_fit(line[:_BEGINNING]) and _any(group).match(line) is not None


_BEGINNING = 3
"""So many characters tell of most lines that no rule fits them; lines begin with few different ones."""


@lru_cache(maxsize=1 << 14)
def _may_fit(beginning: str) -> tuple[str, ...]:
    """The groups of whose rules a line that begins so may fit one: of most beginnings none."""
    return tuple(g for g in ("lines", "leading", "tails") if _any(g).match(beginning, partial=True) is not None)


def _block(folded: str, span: Span, latin: bool) -> Block:
    """The block at ``span``; ``latin``: whether the article has Latin letters at all."""
    line = span.of(folded)
    if _may_fit(line[:_BEGINNING]) and (_fits("lines", line) or _fits("leading", line)):
        for name, kind, pattern in (*_rules("lines"), *_rules("leading")):
            if pattern.match(line):
                return Block(span, kind, name)
    letters = len(_LATIN.findall(line)) if latin else 0
    if letters and letters / sum(map(str.isalpha, line)) > topic("furniture")["latin"]:
        return Block(span, BlockKind.CAPTION, "foreign-caption")
    if not any(map(str.isalpha, line)):
        return Block(span, BlockKind.SOURCE, "no-words")
    return Block(span, BlockKind.BODY, "paragraph")


def _with_tails(folded: str, found: list[Block]) -> list[Block]:
    """From a "read also" or comments line on, all is furniture, unless the story clearly goes on after it.

    A line that holds the marker and the title of the other article is itself the whole tail while paragraphs follow.
    """
    starts = [at for at, block in enumerate(found) if _fits("tails", block.span.of(folded))]
    last = _last_paragraph(folded, found) if starts else -1
    for index in starts:
        block = found[index]
        line = block.span.of(folded)
        for name, kind, pattern in _rules("tails"):
            match = pattern.match(line)
            if not match or (index == 0 and last >= 0):  # a story's title may begin so
                continue
            if index < last and match.end() < len(block.span) - 12 and not _closed(found[:index]):
                return [*found[:index], Block(block.span, kind, name), *_with_tails(folded, found[index + 1 :])]
            tail = [Block(other.span, kind, name) for other in found[index:]]
            return [*found[:index], *tail]
    return found


def _closed(before: list[Block]) -> bool:
    """Whether furniture that ends articles (a source, keywords) has already been met."""
    return any(block.kind in (BlockKind.SOURCE, BlockKind.KEYWORDS) for block in before[3:])


def _last_paragraph(text: str, found: list[Block]) -> int:
    whole = [i for i, block in enumerate(found) if block.kind is BlockKind.BODY and not is_heading(text, block.span)]
    return whole[-1] if whole else -1


def is_heading(text: str, span: Span) -> bool:
    """Whether a line is too short for a paragraph and ends no sentence (two dots end a heading)."""
    limits: dict[str, int] = topic("sentences")["heading"]
    if len(span) > limits["characters"]:
        return False
    line = span.of(text)
    return len(line.split()) <= limits["words"] and (line.endswith("..") or line[-1] not in _ends_of_sentences())


@cache
def _ends_of_sentences() -> str:
    return str(topic("sentences")["stops"] + topic("sentences")["closers"] + topic("sentences")["commas"])


def _titled(text: str, folded: str, found: list[Block], title: str | None) -> list[Block]:
    """The first line is the title where it ends no sentence; a line that repeats the title is one too."""
    if not found:
        return found
    key = _key(title) if title else None
    first = next((i for i, block in enumerate(found) if block.kind is BlockKind.BODY), None)
    if key is None and first is not None and _may_be_title(text, found, first):
        key = _key(found[first].span.of(text))
        found[first] = Block(found[first].span, BlockKind.TITLE, "first-line")
    if key is None:
        return found
    words = key.split()
    return [
        Block(block.span, BlockKind.TITLE, "title-repeated")
        if block.kind is BlockKind.BODY and _repeats(block.span.of(folded), words, key)
        else block
        for block in found
    ]


def _repeats(line: str, words: list[str], key: str) -> bool:
    """Whether a line has the words of a key and no others."""
    return all(map(line.__contains__, words)) and _key(line) == key


def _may_be_title(text: str, found: list[Block], first: int) -> bool:
    line = found[first].span.of(text)
    goes_on = any(block.kind is BlockKind.BODY for block in found[first + 1 :])
    short = len(line) <= topic("sentences")["title"]["characters"]
    return goes_on and short and (line.endswith("..") or line[-1] not in topic("sentences")["no_title"])


def _key(line: str) -> str:
    return " ".join(_WORD.findall(fold(line)))


def _headings(text: str, found: list[Block]) -> Iterator[Block]:
    """Short lines that end no sentence, between paragraphs, are subtitles."""
    for block in found:
        if block.kind is BlockKind.BODY and is_heading(text, block.span):
            yield Block(block.span, BlockKind.SUBTITLE, "short-line")
        else:
            yield block
