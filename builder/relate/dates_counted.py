"""Counts the date of an event from another's: "on the same day", "thirty days later", "two years after that"."""

from __future__ import annotations

import re  # several times as fast as regex for the forms of a word
from dataclasses import dataclass, field
from datetime import date, timedelta

from builder.languages import topic
from builder.model import PartialDate, Span
from builder.recognise.instruments_scene import DATE, Token
from builder.relate.anniversaries import counted
from builder.relate.scenes import Stage
from builder.relate.triggers import Trigger


@dataclass(slots=True)
class Dating:
    """What is known of dates so far: by which deed those of a sentence are ``used``, and that of the last deed told.

    ``words``: those that tell the date of the last deed, though they may not give one.
    """

    used: dict[int, Trigger] = field(default_factory=dict)
    last: PartialDate | None = None
    words: Span | None = None


def same_day(stage: Stage, sentence: int, at: int) -> tuple[PartialDate | None, Span] | None:
    """ "that day", "the same day": the date spoken of before, in this sentence or the one before."""
    tokens = stage.scene.sentences[sentence]
    cues = topic("events")["same_day"]
    before = tokens[at - 1].text if at else ""
    after = tokens[at + 1].text if at + 1 < len(tokens) else ""
    day = tokens[at].date
    following = after in cues["following"] and day is not None and day.rule == "named-day"
    if before not in cues["before"] and after not in cues["after"] and not following:
        return None
    earlier = stage.scene.sentences[max(sentence - _SAME_DAY_REACH, 0) : sentence]
    spoken = [*(token for one in earlier for token in one), *tokens[:at]]
    dates = [t for t in spoken if t.tag == DATE and t.date is not None and t.date.rule != "named-day"]
    if not dates:
        return None, stage.tokens_span([tokens[at]])
    value, span = stated(stage, dates[-1])
    return (_next_day(value), stage.tokens_span(tokens[at : at + 2])) if following else (value, span)


_SAME_DAY_REACH = 1
"""So many sentences back the day may be named that "the same day" means."""


def after_days(stage: Stage, trigger: Trigger) -> tuple[PartialDate | None, Span] | None:
    """ "thirty days later", "two weeks later": the last date before it in the sentence, and so much."""
    data = topic("events")["later"]
    tokens = stage.scene.sentences[trigger.sentence]
    after = tokens[trigger.last + 1 : trigger.last + 8]
    place = next((i for i, t in enumerate(after) if t.text in data["after"]), None)
    dates = [t.date.date for t in tokens[: trigger.at] if t.date is not None and t.date.date is not None]
    if place is None or not dates or dates[-1].day is None or len(after) < place + 2:
        return None
    if after[place + 1].text in data["weeks"]:
        later = _shifted(dates[-1], 7 * data["weeks"][after[place + 1].text])
        return later, stage.tokens_span(after[place : place + 2])
    if len(after) < place + 3:
        return None
    days = topic("events")["numbers"].get(after[place + 1].text)
    if days is None or after[place + 2].text not in data["days"]:
        return None
    return _shifted(dates[-1], days), stage.tokens_span(after[place : place + 3])


def after_years(stage: Stage, trigger: Trigger, dating: Dating, done: bool) -> tuple[PartialDate | None, Span] | None:
    """ "two years after that": the year of the last date before it in the sentence, or of the last deed, and so many.

    Of what is still to be ``done``, years count from now unless it says "after that".
    """
    data = topic("events")["later"]
    tokens = stage.scene.sentences[trigger.sentence]
    near = range(trigger.last + 1, min(trigger.last + data["reach"], len(tokens)))
    first = next((at for at in near if tokens[at].text in data["after"]), None)
    if first is None or any(t.text not in data["between"] for t in tokens[trigger.last + 1 : first]):
        return None
    words = [t.text for t in tokens[first + 1 : first + 5]]
    found = re.match(data["years"], " ".join(words))
    if found is None or not (done or found["that"]):
        return None
    years = counted([re.sub(data["by"], "", word) for word in found["years"].split()]) or 1
    dates = [t.date.date for t in tokens[: trigger.at] if t.date is not None and t.date.date is not None]
    last = dates[-1] if dates else dating.last
    span = stage.tokens_span(tokens[first : first + 1 + len(found[0].split())])
    return (PartialDate(last.year + years) if last is not None else None), span


def thereby(stage: Stage, trigger: Trigger, dating: Dating) -> tuple[PartialDate, Span] | None:
    """ "and so it took effect": what follows from the deed before it is of its date."""
    near = stage.scene.sentences[trigger.sentence][max(trigger.at - 2, 0) : trigger.last + 1]
    word = next((t for t in near if re.fullmatch(topic("events")["thereby"], t.text)), None)
    told = trigger.kind == "EntryIntoForce" and word is not None and dating.last is not None
    return (dating.last, stage.tokens_span([word])) if told and word is not None and dating.last is not None else None


def beside(stage: Stage, trigger: Trigger, dating: Dating) -> tuple[PartialDate, Span] | None:
    """ "on the sidelines of the signing of …": of the date of what was done there."""
    near = stage.scene.sentences[trigger.sentence][max(trigger.at - 1, 0) : trigger.at]
    told = bool(near) and near[0].text in topic("events")["margin"] and bool(dating.used)
    return (dating.last, stage.tokens_span(near)) if told and dating.last is not None else None


def unknown_day(stage: Stage, trigger: Trigger, dating: Dating) -> tuple[None, Span] | None:
    """The words of a day without a year beside which a deed is told, which may be its own if its day is known.

    "on 14 July on the sidelines of the signing of": those of the deed before it; "in July after the signing of": with
    the word that says that it was before.
    """
    before = stage.scene.sentences[trigger.sentence][max(trigger.at - 2, 0) : trigger.at]
    if len(before) < 2 or trigger.form != "noun":
        return None
    if before[-1].text in topic("events")["margin"] and dating.used and dating.words is not None:
        return None, dating.words
    day = before[0].date
    after = before[-1].text in topic("events")["later"]["after"] and day is not None and day.date is None
    return (None, stage.tokens_span(before)) if after else None


def stated(stage: Stage, token: Token) -> tuple[PartialDate | None, Span]:
    """The date that words state, if they do, and where they stand."""
    return (token.date.date if token.date is not None else None), stage.tokens_span([token])


def _next_day(day: PartialDate | None) -> PartialDate | None:
    return _shifted(day, 1) if day is not None and day.day is not None else None


def _shifted(day: PartialDate, days: int) -> PartialDate:
    first = date(day.year, day.month or 1, day.day or 1) + timedelta(days=days)
    return PartialDate(first.year, first.month, first.day)
