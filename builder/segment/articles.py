"""Puts an article's layout together: its blocks, its sentences, and its own place, date and publisher."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import islice
from typing import Final

import regex
from msgspec.structs import replace

from builder.calendars import alternatives, named_days, weekdays, written
from builder.errors import UnsuitableError
from builder.model import Article, Block, BlockKind, Layout, PartialDate, Sentence, Span
from builder.recognise.text import fold, folded
from builder.segment.blocks import blocks
from builder.segment.headers import Header, dated_lines, dateline, published, publisher
from builder.segment.sentences import sentences

_FIRST: Final = 3
"""Readable lines behind the title, among which a byline and a dateline stand."""


def layout(article: Article, most: int | None = None) -> Layout:
    """The article's lines and sentences, each sentence in a readable block, all in the order of the text.

    A dateline is part of no sentence. ``issued`` is the article's own date where it is stated with its year.
    ``most``: so many sentences are enough.
    """
    text = article.text
    found = dated_lines(text, blocks(text, article.title))
    headers = _headers(text, found)
    lines = {at: replace(found[at], kind=BlockKind.SOURCE, rule=own.rule) for own, at in headers if own.whole}
    found = tuple(lines.get(at, block) for at, block in enumerate(found))
    header = next((own for own, _ in headers if _dated(text, own)), headers[0][0] if headers else None)
    inline = next((own for own, _ in headers if not own.whole), None)
    return Layout(
        blocks=found,
        sentences=tuple(islice(_sentences(text, found, inline), most)),
        publisher=publisher(text, found) or (header.publisher if header else None),
        issued=article.issued or published(text, found) or _dated(text, header),
        dateline=header.span if header else None,
        weekday=_weekday(text, found),
    )


def readable(article: Article, layout: Layout) -> None:
    """Raises UnsuitableError where the article has furniture but no paragraph or heading to read."""
    if not any(block.kind.readable for block in layout.blocks):
        kinds = ", ".join(sorted({block.kind.value for block in layout.blocks})) or "nothing"
        raise UnsuitableError(
            f"{article.source}: no paragraph to read, only {kinds}; the article's text is missing from the file"
        )


def _headers(text: str, found: tuple[Block, ...]) -> list[tuple[Header, int]]:
    """The datelines and bylines among the first readable lines behind the title, and the indexes of their blocks."""
    candidates = [(i, block) for i, block in enumerate(found) if block.kind in (BlockKind.BODY, BlockKind.SUBTITLE)]
    headers: list[tuple[Header, int]] = []
    for index, block in candidates[:_FIRST]:
        header = dateline(text, block)
        if header is not None and (len(candidates) > 1 or not header.whole):
            headers.append((header, index))
            if not header.whole:
                break
        elif headers:
            break
    return headers


def _dated(text: str, header: Header | None) -> PartialDate | None:
    """The full date in a header, if there is one."""
    if header is None:
        return None
    # Of two calendars beside each other the Gregorian tells the day: a Hijri month may begin a day from its reckoning.
    days = sorted(written(fold(header.span.of(text))), key=lambda date: date.rule.startswith("hijri"))
    return next((day.date for day in days if day.date is not None), None)


def _sentences(text: str, found: tuple[Block, ...], header: Header | None) -> Iterator[Sentence]:
    for index, block in enumerate(found):
        if not block.kind.readable:
            continue
        span = block.span
        if header is not None and span.covers(header.span):
            span = Span(header.span.end, span.end)
        for sentence in sentences(text, span):
            yield Sentence(sentence, index)


@cache
def _day_of_week() -> regex.Pattern[str]:
    return regex.compile(rf"\b({alternatives(named_days())})[^\w\s]? ({alternatives(weekdays())})\b")


def _weekday(text: str, found: tuple[Block, ...]) -> int | None:
    """The day of the week on which the article was written, from the first "today, Tuesday" or "yesterday, Monday"."""
    whole = folded(text)
    if not any(map(whole.__contains__, weekdays())):
        return None
    for block in found:
        line = block.span.of(whole) if block.kind.readable else ""
        if any(map(line.__contains__, named_days())):
            match = _day_of_week().search(line)
            if match:
                return (weekdays()[match[2]] - named_days()[match[1]]) % 7
    return None
