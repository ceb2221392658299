"""Finds the dates of an article: those it states, and those it gives by its own date ("yesterday", "last June")."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from itertools import pairwise

import regex
from msgspec.structs import replace

from builder.calendars import (
    COUNTED_ON,
    Written,
    filled,
    hinted,
    told,
    weekdays,
    written,
)
from builder.languages import topic
from builder.model import Article, DateMention, Layout, PartialDate, Span
from builder.recognise.dates_relative import day_of, partial, relative
from builder.recognise.text import folded as whole


def find(article: Article, layout: Layout) -> tuple[DateMention, ...]:
    """The dates in the article's readable sentences, in order and without overlaps, never more precise than the words.

    What needs the article's own date (``layout.issued``) has no date where that is unknown. A day and month without
    a year take the year of the full date before them in their paragraph, else the year nearest to the article.
    """
    found: list[DateMention] = []
    text = whole(article.text)
    block, latest = -1, None
    spoken: DateMention | None = None
    last: PartialDate | None = None
    issued = layout.issued or issued_about(article.text, layout)
    for sentence in layout.sentences:
        if sentence.block != block:
            block, spoken, last = sentence.block, None, None
        words = sentence.span.of(text)
        told_at: DateMention | None = None
        past = issued is not None and latest is not None and latest < issued.year - 1
        for mention in _sentence(words, issued, spoken, past):
            if mention.rule in COUNTED_ON:
                _, day = told(mention.rule, words, mention.span.start)
                mention = replace(mention, date=counted_on(mention.rule, last, day))
            last = mention.date or last
            if mention.date is not None and _carries(mention, mention.date) and not _recalls(words, told_at, mention):
                spoken = told_at = mention
                latest = mention.date.year
            found.append(_moved(mention, sentence.span.start))
    return tuple(found)


def _carries(mention: DateMention, day: PartialDate) -> bool:
    """Whether the year of a date is that of the days and months told behind it in the paragraph."""
    return mention.rule == "year-of-line" or (day.month is not None and mention.rule not in _FLEETING)


def _recalls(words: str, told_at: DateMention | None, mention: DateMention) -> bool:
    """Whether a date only recalls what was before that of the sentence: "last May, after talks begun in April 2000"."""
    if told_at is None or told_at.date is None or mention.date is None or mention.date.year >= told_at.date.year:
        return False
    between = words[told_at.span.end : mention.span.start].split()
    return told_at.rule == _FROM_HERE or not set(topic("dates")["recalls"]).isdisjoint(between)


def issued_about(text: str, layout: Layout) -> PartialDate | None:
    """The month in which an article without a date of its own was written: of "Monday 10 December 2018" in its lead.

    A report names the day of the week of what happened these days, and of nothing that lies far back.
    """
    for sentence in layout.sentences[:_LEAD]:
        words = sentence.span.of(whole(text))
        for one in written(words):
            if one.date is not None and one.day and _weekday_before(words, one.span.start) is not None:
                return PartialDate(one.date.year, one.date.month)
    return None


_FROM_HERE = "month-from-here"
"""The rule of "last November"."""

_LEAD = 3
"""So many sentences, the title among them, tell what the article reports."""


def counted_on(rule: str, last: PartialDate | None, day: int | None = None) -> PartialDate | None:
    """The month or year after ``last``, the date spoken of before, or a ``day`` of its month; None without one."""
    months_on = COUNTED_ON[rule]
    if last is None or (last.month is None and months_on != _YEAR):
        return None
    index = last.year * 12 + (last.month or 1) - 1 + months_on
    year, month = index // 12, index % 12 + 1
    if day is not None and day > monthrange(year, month)[1]:
        return None
    return PartialDate(year, None if months_on == _YEAR else month, day)


_YEAR = 12
"""The months of a year."""

_FLEETING = frozenset({"named-day", "weekday", "weekday-from-here", "unit-from-here", "this-unit"})
"""Rules whose dates tell when the article was written, not the year of what it tells."""


def _moved(mention: DateMention, offset: int) -> DateMention:
    span = Span(mention.span.start + offset, mention.span.end + offset)
    return DateMention(span, mention.date, mention.rule, mention.weekday)


def _sentence(folded: str, issued: PartialDate | None, before: DateMention | None, past: bool) -> list[DateMention]:
    """The dates of one sentence; ``before``: the full date last met in its paragraph, whose year goes on.

    Behind "last November" a day without a year is of the year that brings it nearest to that month.

    ``past``: the date told before is of years ago, so that a day that opens the sentence goes on with the story.
    """
    found = list(relative(folded, issued))
    taken = [mention.span for mention in found]
    near_to = before.date if before is not None and before.rule == _FROM_HERE else None
    year = spoken = before.date.year if before is not None and before.date is not None and near_to is None else None
    last: PartialDate | None = None
    here = near_to or (None if _of_the_past(written(folded), issued) else issued)
    for stated in written(folded):
        if not any(stated.span.overlaps(span) for span in taken):
            time = next((m.date for m in reversed(found) if _tells_the_time(m, stated.span)), None)
            carried = None if time is not None and _goes_back(stated, last) else year
            near = time or (None if past and stated.span.start <= _OPENING else here)
            stated_date = _completed(stated, spoken if stated.rule in _BY_THE_LAST else carried, near)
            last = stated.date or last
            spoken = stated.year or spoken
            year = stated.year if stated.year and (stated.month or stated.rule == "year-of-line") else year
            weekday = _weekday_before(folded, stated.span.start)
            found.append(DateMention(stated.span, stated_date, stated.rule, weekday))
    taken = [mention.span for mention in found]
    found += (m for m in _plain_weekdays(folded, issued) if not any(m.span.overlaps(span) for span in taken))
    return _explained(sorted(found, key=lambda mention: mention.span), folded)


_OPENING = 8
"""So many signs at most stand before a date that opens a sentence: a bullet, "and on the day of"."""


def _of_the_past(stated: tuple[Written, ...], issued: PartialDate | None) -> bool:
    """Whether a sentence tells a day or a month of years ago: what it tells without a year is hardly of these days."""
    years = [one.year for one in stated if one.year is not None and one.month is not None]
    return issued is not None and any(year < issued.year - 1 for year in years)


def _explained(found: list[DateMention], folded: str) -> list[DateMention]:
    """The dates; "yesterday, Wednesday" is the day that is written right behind it: "أمس الأربعاء 14 يونيو 2017"."""
    for at, (one, other) in enumerate(pairwise(found)):
        day = other.date if other.rule in _WHOLE else None
        between = folded[one.span.end : other.span.start].strip(_BETWEEN)
        if one.rule in _DAYS and day is not None and between in topic("dates")["equals"]:
            found[at] = replace(one, date=day)
    return found


_DAYS = frozenset({"named-day", "weekday"})
_WHOLE = frozenset({"day-month-year", "day-month-year-figures", "year-month-day-figures"})
_BETWEEN = " ،,(-–"
"""Signs that may stand between a day and its date."""


_BY_THE_LAST = {"month-of-same-year": 0, "month-of-next-year": 1}
"""Rules of dates that count from the year last spoken of, and how many years on."""


def _tells_the_time(mention: DateMention, before: Span) -> bool:
    """Whether a date such as "last November" before a day without a year tells the time that the words are about."""
    month = mention.date is not None and mention.date.month is not None
    return month and mention.rule == _FROM_HERE and mention.span.end <= before.start


def _goes_back(stated: Written, last: PartialDate | None) -> bool:
    """Whether a day without a year would lie before the date last stated, were it of the same year."""
    return last is not None and stated.month is not None and last.month is not None and stated.month < last.month


def _completed(stated: Written, year: int | None, issued: PartialDate | None) -> PartialDate | None:
    if stated.date is not None or stated.month is None:
        return stated.date
    if stated.rule in _BY_THE_LAST:
        return PartialDate(year + _BY_THE_LAST[stated.rule], stated.month, stated.day) if year is not None else None
    if year is not None:
        return PartialDate(year, stated.month, stated.day)
    return _nearest(stated.month, stated.day, issued)


_BEHIND_WORD = regex.compile(r"\W+$")


def _weekday_before(folded: str, at: int) -> int | None:
    """The day of the week right before the place ``at``."""
    word = _BEHIND_WORD.sub("", folded[:at]).rpartition(" ")[2].lstrip("(")
    return weekdays().get(word)


def _nearest(month: int, day: int | None, issued: PartialDate | None) -> PartialDate | None:
    """A day and month in the year that brings it nearest to the article's own date, or the one that is spoken of."""
    if issued is None or issued.month is None:
        return None
    own = date(issued.year, issued.month, min(issued.day or 15, 28))
    years = (issued.year - 1, issued.year, issued.year + 1)
    year = min(years, key=lambda y: abs((date(y, month, min(day or 15, 28)) - own).days))
    return PartialDate(year, month, day)


@cache
def _weekday_pattern() -> regex.Pattern[str]:
    return filled(topic("dates")["weekday"])


def _plain_weekdays(folded: str, issued: PartialDate | None) -> Iterator[DateMention]:
    """A weekday alone is the last such day up to the article's own."""
    own = day_of(issued) if issued else None
    if not hinted("WEEKDAY", folded):
        return
    for match in _weekday_pattern().finditer(folded):
        weekday = weekdays()[match["date"]]
        day = partial(own - timedelta(days=(own.weekday() - weekday) % 7)) if own else None
        yield DateMention(Span(*match.span("date")), day, "weekday", weekday)
