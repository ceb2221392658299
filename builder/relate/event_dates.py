"""Finds the date of an event: written beside it, of the same day as another, counted from one, or of its title."""

from __future__ import annotations

import re  # several times as fast as regex for the forms of a word
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from builder.calendars import COUNTED_ON
from builder.languages import topic
from builder.model import Factuality, PartialDate, Span
from builder.recognise.dates import counted_on, issued_about
from builder.recognise.instruments_scene import DATE, INSTRUMENT, Token
from builder.relate import annals
from builder.relate.anniversaries import anniversary
from builder.relate.dates_counted import Dating, after_days, after_years, beside, same_day, stated, thereby, unknown_day
from builder.relate.dates_of_others import of_its_law, of_participle, of_telling, of_what_takes_its_day
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
    told_since = anniversary(stage, trigger) or after_years(stage, trigger, dating, told.truth is Factuality.ASSERTED)
    if told_since is not None:
        return told_since
    first = since if since is not None else trigger.last + 1
    until = _insertion_end(tokens, trigger, until)
    places = [at for at in range(first, _told_until(tokens, first, until)) if tokens[at].tag == DATE]
    if since is None:
        inside = range(trigger.at, trigger.last)
        places = [at for at in inside if tokens[at].tag == DATE and not of_participle(tokens, trigger, at)] + places
        if trigger.form != "participle" and not _inserted(tokens, trigger):
            before = range(trigger.at - 1, _clause_start(tokens, trigger.at, told.region[0]) - 1, -1)
            dates = [at for at in before if tokens[at].tag == DATE and not _aside(tokens, at, trigger.at)]
            dates = [at for at in dates if not _of_span(tokens, at)]
            dates = [at for at in dates if not of_telling(tokens, at, trigger)] or of_its_law(tokens, trigger)
            places += [at for at in dates if not of_what_takes_its_day(tokens, at, trigger)]
    free = (at for at in places if since is not None or not _opens_next(tokens, at, until))
    for at in [at for at in free if until == at + 1 or not _limits(tokens, at)]:
        same = same_day(stage, trigger.sentence, at)
        if same is not None:
            return same
        if dating.used.get(at, trigger) != trigger and at < trigger.at:
            continue
        if trigger.kind in ("Signature", "Adoption") or not of_title(tokens, at, told=trigger.form != "participle"):
            dating.used[at] = trigger
            at = _other_calendar(tokens, at)
            dating.used[at] = trigger
            value, span = stated(stage, tokens[at])
            value = _done_by(stage, tokens[at], value, told.truth)
            day = tokens[at].date
            if value is None and day is not None and day.rule in COUNTED_ON:
                return counted_on(day.rule, dating.last), span
            return (value, span) if value is not None else (annals.year(stage, trigger.sentence) or (None, span))
    of_another = after_days(stage, trigger) or thereby(stage, trigger, dating) or beside(stage, trigger, dating)
    told_day = of_another or told.session or annals.year(stage, trigger.sentence)
    return told_day or unknown_day(stage, trigger, dating)


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
    rule, layout = token.date.rule if token.date is not None else "", stage.scene.layout
    if truth is Factuality.PLANNED and set(token.text.split()) & set(topic("events")["past_dates"]):
        return None
    if value is None or rule not in _WITHOUT_YEAR:
        return value
    issued = layout.issued or issued_about(stage.scene.article.text, layout)
    if issued is None:
        return value
    if rule == "years-ago":
        return value if truth is Factuality.ASSERTED else None
    months = (value.year - issued.year) * 12 + (value.month or 1) - (issued.month or 12)
    late = truth is Factuality.ASSERTED and months > 1
    return PartialDate(value.year - 1, value.month, value.day) if late else value


_WITHOUT_YEAR = frozenset({"day-month", "month-alone", "years-ago"})
"""Rules of dates whose words give no year."""


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
    ended = (at for at in range(first, until) if tokens[at].text in ends or _but(tokens, at) or _of_another(tokens, at))
    return next((at for at in ended if not _of_session(tokens, at)), until)


def _of_another(tokens: Sequence[Token], at: int) -> bool:
    """Whether a clause on what another did begins here, behind a pause: "وقعها الوزير، وأبطلت المحكمة مفعولها في"."""
    data = topic("events")["another_clause"]
    if not at or tokens[at - 1].text not in topic("clauses")["pauses"] or tokens[at].text in data["on_the_deed"]:
        return False
    return re.fullmatch(data["verb"], tokens[at].text) is not None


def _of_session(tokens: Sequence[Token], at: int) -> bool:
    """Whether a relative clause tells of the session in which the deed was done, and so when."""
    data = topic("events")["held"]
    near = range(max(at - data["reach"], 1), at)
    held = (tokens[i].text in data["sessions"] and tokens[i - 1].text in data["lead"] for i in near)
    return tokens[at].text in topic("events")["relative"] and any(held)


def _insertion_end(tokens: Sequence[Token], trigger: Trigger, until: int) -> int:
    """Where a deed told between two pauses as a circumstance ends: "…، وذلك بعد إبرام الاتفاق، في خفض السعر"."""
    if not _inserted(tokens, trigger):
        return until
    pauses = topic("clauses")["pauses"]
    told = next((at for at in range(trigger.last + 1, until) if tokens[at].tag == INSTRUMENT), trigger.last)
    return next((at for at in range(told + 1, until) if tokens[at].text in pauses), until)


def _inserted(tokens: Sequence[Token], trigger: Trigger) -> bool:
    """Whether the deed is told as a circumstance behind a pause: "…، عقب توقيع الاتفاق"."""
    data, pauses = topic("events"), topic("clauses")["pauses"]
    opens = [token.text for token in tokens[max(trigger.at - 2, 0) : trigger.at]]
    if trigger.form != "noun" or len(opens) < 2 or opens[1] not in data["circumstance"]:
        return False
    return opens[0] in pauses or opens[0] in data["inserted"]


def _but(tokens: Sequence[Token], at: int) -> bool:
    """Whether "غير أن" begins here: what it opposes to the deed has a date of its own."""
    two: list[str] = topic("events")["except_that"]
    return [t.text for t in tokens[at : at + 2]] == two


def _aside(tokens: Sequence[Token], at: int, until: int) -> bool:
    """Whether a date stands before a contrast, or in a relative clause that is closed before the deed."""
    data = topic("events")
    between = [t.text for t in tokens[at + 1 : until]]
    if set(between) & set(data["contrast"]) or tuple(data["whereas"]) in pairwise(between):
        return True
    ends = {*data["dashes"], *topic("clauses")["pauses"]}
    if not any(t.text in ends for t in tokens[at + 1 : until]):
        return False
    first = next((i for i in range(at - 1, -1, -1) if tokens[i].text in ends), -1)
    return any(t.text in data["relative"] for t in tokens[first + 1 : at])


def _of_span(tokens: Sequence[Token], at: int) -> bool:
    """Whether a date before a deed begins or ends what lasted till then: "من عام 1979 إلى عام 1989 نتيجة التوقيع"."""
    data = topic("events")
    lead = at - 1 - (at > 0 and tokens[at - 1].text in data["year_words"])
    ends = lead > 0 and tokens[lead].text in data["span_ends"] and tokens[lead - 1].tag == DATE
    another = at + 1 < len(tokens) and any(t.tag == DATE for t in tokens[at + 2 : at + 4])
    return ends or (another and tokens[at + 1].text in data["span_ends"])


def _limits(tokens: Sequence[Token], at: int) -> bool:
    """Whether a date only ends a time, or is one of several that belong to several instruments "respectively"."""
    data = topic("events")
    ends = at > 0 and tokens[at - 1].text in data["date_not_after"]
    if ends and tokens[at - 1].text in topic("factuality")["denied"]["until"]:
        ends = not {t.text for t in tokens[:at]} & set(topic("factuality")["denied"]["negation_future"])
    return ends or any(t.text in data["respectively"] for t in tokens[at + 1 : at + 8])
