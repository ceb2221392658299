"""Counts the year of a deed from its anniversary: "thirty years since the signing", "the 36th anniversary"."""

from __future__ import annotations

import re  # several times as fast as regex for the forms of a word
from collections.abc import Sequence

from builder.languages import topic
from builder.model import PartialDate, Span
from builder.relate.scenes import Stage
from builder.relate.triggers import Trigger


def anniversary(stage: Stage, trigger: Trigger) -> tuple[PartialDate | None, Span] | None:
    """ "thirty years since the signing of": the article's year less thirty, where it has a date; else no date.

    The day too, where "today" is the anniversary.
    """
    data = topic("events")
    tokens = stage.scene.sentences[trigger.sentence][max(trigger.at - 9, 0) : trigger.at + 1]
    told = trigger.form == "noun" or (
        trigger.form == "phrase" and tokens[-2:-1] and tokens[-2].text in data["since_it"]
    )
    if not told or not any(t.text in data["until_years"] for t in tokens):
        return None
    if any(t.text in data["shorter_units"] for t in tokens):
        return None
    issued = stage.scene.layout.issued or stage.scene.article.issued
    years = counted([t.text for t in tokens])
    span = stage.tokens_span(tokens)
    if issued is None or not years:
        return None, span
    today = any(t.date is not None and t.date.rule == "named-day" and t.date.date == issued for t in tokens)
    return (
        PartialDate(issued.year - years, issued.month, issued.day) if today else PartialDate(issued.year - years)
    ), span


def counted(words: Sequence[str]) -> int:
    """The years that words count ("الذكرى السادسة والثلاثون", "مرور 40 عاما"); 0 where they count none."""
    data = topic("events")["counted"]
    figures = [int(found[0]) for word in words if (found := re.findall(r"\d+", word)) and len(found[0]) <= 3]
    if figures:
        return figures[-1]
    bare = [re.sub(data["proclitics"], "", word) for word in words]
    named: dict[str, int] = data["units"]
    units = [named[w] for w in words if w in named] or [named[w] for w in bare if w in named]
    tens: list[int] = [data["tens"][word] for word in bare if word in data["tens"]]
    teens = units[-1:] == [_TEN] and units[-2:-1] and units[-2] < _TEN  # "the fifteenth": five, ten
    unit, ten = sum(units[-2:] if teens else units[-1:]), sum(tens[-1:])
    return ten if ten and unit >= _TEN else ten + unit


_TEN = 10
