"""Gives a day without a year ("on 14 July last") the year of the known instrument that was made on that very day.

An article published on a day unknown tells "the 14th of last July" of a treaty that everybody knows: where the known
day has that day and month, the year is known too. The date is as precise as the words and no more.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from typing import Any

import yaml

from builder.calendars import told
from builder.known import KnownEntity, known
from builder.model import DateMention, Factuality, PartialDate, Span
from builder.recognise.text import folded
from builder.relate.implied import Event
from builder.relate.scenes import Stage
from builder.resources import folder

RULE = "event-date-of-known-instrument"
_CONCLUDING = ("event-Signature-", "event-Adoption-", "event-Negotiation-phrase")
"""Rules whose deed makes an instrument; a verb of negotiating does not yet."""
_LATELY = frozenset({"month-from-here", "month-of-year-from-here", "unit-from-here", "month-alone"})
"""Rules of dates that tell of the months before an article."""
_GUESSED = "day-month"
"""The rule of dates whose year, where the words give none, is that of the article or of the paragraph."""


def dated(stage: Stage, events: Sequence[Event]) -> list[Event]:
    """The events; those on a day without a year have it where a known instrument was made, or took effect, that day.

    What else was done on the same words is of the same day. No year that the words give is changed; one that was only
    guessed gives way where day and month agree.
    """
    found: dict[Span, PartialDate] = {}
    for event in events:
        mention = _yearless(stage, event)
        day = _known_day(stage, event, mention) if mention is not None else None
        if mention is not None and day is not None:
            found.setdefault(event.date_span or mention.span, day)
    return [_with_day(event, found) for event in events] if found else list(events)


def _with_day(event: Event, found: dict[Span, PartialDate]) -> Event:
    day = found.get(event.date_span) if event.date_span is not None else None
    if day is None or day == event.date or event.factuality is not Factuality.ASSERTED:
        return event
    return replace(event, date=day, dated_by=RULE)


def _yearless(stage: Stage, event: Event) -> DateMention | None:
    """The words of what was done that tell its day, or its month, and no year."""
    if event.date_span is None or event.factuality is not Factuality.ASSERTED:
        return None
    if not (event.rule.startswith(_CONCLUDING) or event.kind == "EntryIntoForce"):
        return None
    start = event.date_span.start
    mention = next(
        (t.date for t in stage.scene.sentences.items if t.date is not None and t.date.span.start == start), None
    )
    open_year = mention is not None and mention.rule in _LATELY and mention.date is None
    return mention if mention is not None and (open_year or mention.rule == _GUESSED) else None


def _known_day(stage: Stage, event: Event, mention: DateMention) -> PartialDate | None:
    """The day, or the month where the words tell no day, on which the instrument of an event is known to be made.

    Who joins an open treaty may do so in any year, so that day and month must agree; and what an article tells of later
    days shows that "last July" is of a later year.
    """
    month, day = told(mention.rule, folded(stage.scene.article.text), mention.span.start)
    entity = known().by_iri(event.instrument)
    closed = entity is None or bool(entity.parties) or (not event.participants and event.kind != "EntryIntoForce")
    if (day, month) == (None, None) or (None in (day, month) and not closed):
        return None
    fits = {one for one in _days(stage, event, entity) if _agrees(one, month, day)}
    parts = [int(part) for part in fits.pop().split("-")] if len(fits) == 1 else []
    if not parts or (mention.rule in _LATELY and _told_later(stage, parts[0] + 1)):
        return None
    return PartialDate(parts[0], parts[1], day)


def _days(stage: Stage, event: Event, entity: KnownEntity | None) -> Iterator[str]:
    """The days on which an instrument is known to be made or, of an entry into force, to have taken effect."""
    if entity is not None:
        yield from entity.effective if event.kind == "EntryIntoForce" else entity.made
    elif event.kind == "Adoption":
        named = stage.scene.entities[event.instrument]
        if "resolution" in named.facet_values("kind"):
            yield from (day for days in _resolutions().values() if (day := days.get(named.facet("number") or "")))


@cache
def _resolutions() -> dict[str, dict[str, str]]:
    """The days of well-known resolutions, by the body that adopted them and by number."""
    path = folder("ontology") / "resolutions.yaml"
    data: dict[str, Any] = yaml.safe_load(path.read_text("utf-8"))
    return data


def _agrees(known_day: str, month: int | None, day: int | None) -> bool:
    """Whether a known date has the month and the day that are told, as far as any is."""
    parts = [int(part) for part in known_day.split("-")][1:]
    return (month is None or parts[:1] == [month]) and (day is None or parts[1:] == [day]) and bool(parts)


def _told_later(stage: Stage, year: int) -> bool:
    """Whether an article gives a day or a month of a later year than this."""
    days = (t.date.date for t in stage.scene.sentences.items if t.date is not None)
    return any(day is not None and day.month is not None and day.year > year for day in days)
