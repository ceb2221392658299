"""Finds the date of an event: written beside it, of the same day as another, counted from one, or of its title."""

from __future__ import annotations

import re  # several times as fast as regex for the forms of a word
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from builder.calendars import COUNTED_ON
from builder.languages import topic
from builder.model import Factuality, PartialDate, Span
from builder.recognise.dates import counted_on
from builder.recognise.instruments_scene import DATE, Token
from builder.relate import annals
from builder.relate.anniversaries import anniversary
from builder.relate.dates_of_others import of_participle, of_telling, of_what_takes_its_day
from builder.relate.participants import Region
from builder.relate.scenes import Stage
from builder.relate.title_years import of_title
from builder.relate.triggers import Trigger


@dataclass(frozen=True, slots=True)
class Telling:
    """A trigger with what its sentence makes of it. ``headline``: only its present tense makes it a plan.

    ``session``: the day on which an organ decided it, as another sentence tells it.
    """

    trigger: Trigger
    truth: Factuality
    span: Span
    named: tuple[Span, ...]
    region: Region
    headline: bool
    session: tuple[PartialDate, Span] | None = None


@dataclass(slots=True)
class Dating:
    """What is known of dates so far: by which deed those of a sentence are ``used``, and that of the last deed told.

    ``words``: those that tell the date of the last deed, though they may not give one.
    """

    used: dict[int, Trigger] = field(default_factory=dict)
    last: PartialDate | None = None
    words: Span | None = None


def date_of(
    stage: Stage, told: Telling, since: int | None, until: int, dating: Dating
) -> tuple[PartialDate | None, Span] | None:
    """The date of an event; the next event told may count from it."""
    found = _date_of(stage, told, since, until, dating)
    dating.last = (found[0] if found is not None else None) or dating.last
    dating.words = found[1] if found is not None else dating.words
    return found


def _date_of(
    stage: Stage, told: Telling, since: int | None, until: int, dating: Dating
) -> tuple[PartialDate | None, Span] | None:
    """The date of an event: the first after it (or after its own actor), else the last before it in its clause."""
    tokens, trigger = stage.scene.sentences[told.trigger.sentence], told.trigger
    told_since = anniversary(stage, trigger)
    if told_since is not None:
        return told_since
    first = since if since is not None else trigger.last + 1
    until = _insertion_end(tokens, trigger, until)
    places = [at for at in range(first, _told_until(tokens, first, until)) if tokens[at].tag == DATE]
    if since is None:
        inside = range(trigger.at, trigger.last)
        places = [at for at in inside if tokens[at].tag == DATE and not of_participle(tokens, trigger, at)] + places
        if trigger.form != "participle":
            before = range(trigger.at - 1, _clause_start(tokens, trigger.at, told.region[0]) - 1, -1)
            dates = [at for at in before if tokens[at].tag == DATE and not _aside(tokens, at, trigger.at)]
            dates = [at for at in dates if not of_telling(tokens, at, trigger)]
            places += [at for at in dates if not of_what_takes_its_day(tokens, at, trigger)]
    free = (at for at in places if since is not None or not _opens_next(tokens, at, until))
    for at in [at for at in free if until == at + 1 or not _limits(tokens, at)]:
        same = _same_day(stage, trigger.sentence, at)
        if same is not None:
            return same
        if dating.used.get(at, trigger) != trigger and at < trigger.at:
            continue
        if trigger.kind in ("Signature", "Adoption") or not of_title(tokens, at, told=trigger.form != "participle"):
            dating.used[at] = trigger
            at = _other_calendar(tokens, at)
            dating.used[at] = trigger
            value, span = _value(stage, tokens[at])
            value = _done_by(stage, tokens[at], value, told.truth)
            day = tokens[at].date
            if value is None and day is not None and day.rule in COUNTED_ON:
                return counted_on(day.rule, dating.last), span
            return (value, span) if value is not None else (annals.year(stage, trigger.sentence) or (None, span))
    of_another = _after_days(stage, trigger) or _thereby(stage, trigger, dating) or _beside(stage, trigger, dating)
    told_day = of_another or told.session or annals.year(stage, trigger.sentence)
    return told_day or _unknown_day(stage, trigger, dating)


def _clause_start(tokens: Sequence[Token], at: int, first: int) -> int:
    """Where the relative clause of a deed begins ("a report of today on the plan that they signed"), or ``first``."""
    near = range(at - 1, max(at - _RELATIVE_REACH, first) - 1, -1)
    stops = {*topic("events")["relative"], *topic("clauses")["pauses"]}
    opens = next((i for i in near if tokens[i].text in stops), None)
    return opens if opens is not None and tokens[opens].text in topic("events")["relative"] else first


_RELATIVE_REACH = 6
"""So many words at most stand between "which" and the deed."""


def _opens_next(tokens: Sequence[Token], at: int, until: int) -> bool:
    """Whether a date opens the clause of the next deed: "لم تصادق عليه، وفي 2011 توصلت الدولتان …"."""
    data = topic("events")
    if until >= len(tokens) or any(t.text not in topic("clauses")["pauses"] for t in tokens[at + 1 : until]):
        return False
    lead = at - 1 - (at > 0 and tokens[at - 1].text in data["year_words"])
    return lead >= 0 and tokens[lead].text in data["opens_clause"]


def _done_by(stage: Stage, token: Token, value: PartialDate | None, truth: Factuality) -> PartialDate | None:
    """The date; what is done was not done long after the article: a month without a year is then that of last year.

    What is yet to be done is not of "last month", nor so many years ago ("not for two years").
    """
    rule, issued = token.date.rule if token.date is not None else "", stage.scene.layout.issued
    if truth is Factuality.PLANNED and set(token.text.split()) & set(topic("events")["past_dates"]):
        return None
    if value is None or issued is None or rule not in _WITHOUT_YEAR:
        return value
    if rule == "years-ago":
        return value if truth is Factuality.ASSERTED else None
    months = (value.year - issued.year) * 12 + (value.month or 1) - (issued.month or 12)
    late = truth is Factuality.ASSERTED and months > 1
    return PartialDate(value.year - 1, value.month, value.day) if late else value


_WITHOUT_YEAR = frozenset({"day-month", "month-alone", "years-ago"})
"""Rules of dates whose words give no year."""


def _beside(stage: Stage, trigger: Trigger, dating: Dating) -> tuple[PartialDate, Span] | None:
    """ "on the sidelines of the signing of …": of the date of what was done there."""
    near = stage.scene.sentences[trigger.sentence][max(trigger.at - 1, 0) : trigger.at]
    told = bool(near) and near[0].text in topic("events")["margin"] and bool(dating.used)
    return (dating.last, stage.tokens_span(near)) if told and dating.last is not None else None


def _unknown_day(stage: Stage, trigger: Trigger, dating: Dating) -> tuple[None, Span] | None:
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


def _thereby(stage: Stage, trigger: Trigger, dating: Dating) -> tuple[PartialDate, Span] | None:
    """ "and so it took effect": what follows from the deed before it is of its date."""
    near = stage.scene.sentences[trigger.sentence][max(trigger.at - 2, 0) : trigger.last + 1]
    word = next((t for t in near if re.fullmatch(topic("events")["thereby"], t.text)), None)
    told = trigger.kind == "EntryIntoForce" and word is not None and dating.last is not None
    return (dating.last, stage.tokens_span([word])) if told and word is not None and dating.last is not None else None


def _other_calendar(tokens: Sequence[Token], at: int) -> int:
    """The Gregorian date that a Hijri one is said to be: "20 ربيع الأول 1346هـ الموافق 17 سبتمبر 1927م"."""
    day = tokens[at].date
    if day is None or not day.rule.startswith("hijri") or at + 2 >= len(tokens) or tokens[at + 2].tag != DATE:
        return at
    return at + 2 if tokens[at + 1].text in topic("events")["equals"] else at


def _told_until(tokens: Sequence[Token], first: int, until: int) -> int:
    """Where the words on the deed itself end: a relative clause after it tells of its object."""
    data = topic("events")
    ends = {*data["relative"], *data["dashes"], *data["reports_on"], *data["but"]}
    ended = (at for at in range(first, until) if tokens[at].text in ends or _but(tokens, at))
    return next((at for at in ended if not _of_session(tokens, at)), until)


def _of_session(tokens: Sequence[Token], at: int) -> bool:
    """Whether a relative clause tells of the session in which the deed was done, and so when."""
    data = topic("events")["held"]
    near = range(max(at - data["reach"], 1), at)
    held = (tokens[i].text in data["sessions"] and tokens[i - 1].text in data["lead"] for i in near)
    return tokens[at].text in topic("events")["relative"] and any(held)


def _insertion_end(tokens: Sequence[Token], trigger: Trigger, until: int) -> int:
    """Where a deed told between two pauses as a circumstance ends: "…، وذلك بعد إبرام الاتفاق، في خفض السعر"."""
    data, pauses = topic("events"), topic("clauses")["pauses"]
    opens = [token.text for token in tokens[max(trigger.at - 2, 0) : trigger.at]]
    if trigger.form != "noun" or len(opens) < 2 or opens[1] not in data["circumstance"]:
        return until
    if opens[0] not in pauses and opens[0] not in data["inserted"]:
        return until
    return next((at for at in range(trigger.last + 1, until) if tokens[at].text in pauses), until)


def _but(tokens: Sequence[Token], at: int) -> bool:
    """Whether "غير أن" begins here: what it opposes to the deed has a date of its own."""
    two: list[str] = topic("events")["except_that"]
    return [t.text for t in tokens[at : at + 2]] == two


def _aside(tokens: Sequence[Token], at: int, until: int) -> bool:
    """Whether a date stands before a contrast, or in a relative clause that is closed before the deed."""
    data = topic("events")
    if any(t.text in data["contrast"] for t in tokens[at + 1 : until]):
        return True
    ends = {*data["dashes"], *topic("clauses")["pauses"]}
    if not any(t.text in ends for t in tokens[at + 1 : until]):
        return False
    first = next((i for i in range(at - 1, -1, -1) if tokens[i].text in ends), -1)
    return any(t.text in data["relative"] for t in tokens[first + 1 : at])


def _limits(tokens: Sequence[Token], at: int) -> bool:
    """Whether a date only ends a time, or is one of several that belong to several instruments "respectively"."""
    data = topic("events")
    ends = at > 0 and tokens[at - 1].text in data["date_not_after"]
    if ends and tokens[at - 1].text in topic("factuality")["denied"]["until"]:
        ends = not {t.text for t in tokens[:at]} & set(topic("factuality")["denied"]["negation_future"])
    return ends or any(t.text in data["respectively"] for t in tokens[at + 1 : at + 8])


def _value(stage: Stage, token: Token) -> tuple[PartialDate | None, Span]:
    return (token.date.date if token.date is not None else None), stage.tokens_span([token])


_SAME_DAY_REACH = 1
"""So many sentences back the day may be named that "the same day" means."""


def _same_day(stage: Stage, sentence: int, at: int) -> tuple[PartialDate | None, Span] | None:
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
    value, span = _value(stage, dates[-1])
    return (_next_day(value), stage.tokens_span(tokens[at : at + 2])) if following else (value, span)


def _next_day(day: PartialDate | None) -> PartialDate | None:
    return _shifted(day, 1) if day is not None and day.day is not None else None


def _after_days(stage: Stage, trigger: Trigger) -> tuple[PartialDate | None, Span] | None:
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


def _shifted(day: PartialDate, days: int) -> PartialDate:
    first = date(day.year, day.month or 1, day.day or 1) + timedelta(days=days)
    return PartialDate(first.year, first.month, first.day)
