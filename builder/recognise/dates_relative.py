"""Finds the dates that an article gives by its own: "yesterday", "last June", "three years ago"."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from builder.calendars import counted_years, matches, months, named_days, number, weekdays
from builder.model import DateMention, PartialDate, Span


def relative(folded: str, issued: PartialDate | None) -> Iterator[DateMention]:
    """Those of folded text, by the article's own date; without that they have none."""
    taken: list[Span] = []
    for name, match in matches("relative", folded):
        span = Span(*match.span("date"))
        if any(span.overlaps(other) for other in taken):
            continue
        taken.append(span)
        groups = {key: value for key, value in match.groupdict().items() if value}
        weekday = weekdays()[groups["weekday"]] if "weekday" in groups else None
        yield DateMention(span, _resolved(groups, weekday, issued) if issued else None, name, weekday)


def _resolved(groups: dict[str, str], weekday: int | None, issued: PartialDate) -> PartialDate | None:
    """The date that the words of a relative date give by the article's own."""
    if "month" in groups:
        return _month(groups, issued)
    if "sameday" in groups:
        return PartialDate(number(groups["year"]), issued.month, issued.day)
    if "ago" in groups or "twoago" in groups:
        years = counted_years(groups["ago"]) if "ago" in groups else _TWO
        return PartialDate(issued.year - years, *((issued.month, issued.day) if "exactly" in groups else ()))
    if "amonth" in groups or "ayear" in groups:
        return _unit(groups, issued)
    own = day_of(issued)
    if own is None:
        return None
    if "word" in groups:
        return partial(own + timedelta(days=named_days()[groups["word"]]))
    if weekday is None:
        return None
    if "next" in groups:
        return partial(own + timedelta(days=(weekday - own.weekday() - 1) % 7 + 1))
    return partial(own - timedelta(days=(own.weekday() - weekday - 1) % 7 + 1))


_TWO = 2


def day_of(issued: PartialDate) -> date | None:
    """The day that the article is of, where it is known."""
    return date(issued.year, issued.month, issued.day) if issued.month and issued.day else None


def partial(day: date) -> PartialDate:
    """A day as a date of full precision."""
    return PartialDate(day.year, day.month, day.day)


def _month(groups: dict[str, str], issued: PartialDate) -> PartialDate | None:
    """A month with "last", "next" or "this": the nearest such month before or after the article's own date."""
    month = months()[" ".join(groups["month"].split())]
    if months()[" ".join(groups.get("same", groups["month"]).split())] != month:
        return None
    day = number(groups["day"]) if "day" in groups else None
    if "byyear" in groups:
        return PartialDate(issued.year - ("past" in groups) + ("next" in groups), month, day)
    if "this" in groups:
        return PartialDate(issued.year, month, day)
    if issued.month is None:
        return None
    here, there = (issued.month, issued.day or 0), (month, day or 0)
    if "past" in groups:
        return PartialDate(issued.year if there < here else issued.year - 1, month, day)
    return PartialDate(issued.year if there > here else issued.year + 1, month, day)


def _unit(groups: dict[str, str], issued: PartialDate) -> PartialDate | None:
    """ "Last year", "this month", "the 20th of last month"."""
    shift = -1 if "past" in groups else 1 if "next" in groups else 0
    if "ayear" in groups:
        return PartialDate(issued.year + shift)
    if issued.month is None:
        return None
    index = issued.year * 12 + issued.month - 1 + shift
    return PartialDate(index // 12, index % 12 + 1, number(groups["day"]) if "day" in groups else None)
