"""Keeps apart the "today" of an article and the "today" of those whom it quotes.

Words such as "today" or "last month" count from where their speaker stands. In a quotation that is the day of
speaking, which the article need not share: so they name no date there, however well the article's own is known.
"""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from builder.model import DateMention, Mode, Statement

_FROM_HERE = frozenset({"named-day", "weekday", "weekday-from-here", "month-from-here", "unit-from-here", "this-unit"})
"""The rules of ``builder.recognise.dates`` that count from the article's own day."""


def unquoted(dates: Iterable[DateMention], statements: Iterable[Statement]) -> tuple[DateMention, ...]:
    """The dates, those without a date of their own that count from the day of another's words."""
    quoted = [statement.span for statement in statements if statement.mode is Mode.DIRECT]
    return tuple(
        replace(day, date=None) if day.rule in _FROM_HERE and any(span.covers(day.span) for span in quoted) else day
        for day in dates
    )
