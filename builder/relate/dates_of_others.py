"""Tells the dates that stand near a deed, and are of something else: of its telling, of the treaty's signing."""

from __future__ import annotations

import re  # several times as fast as regex for the forms of a word
from collections.abc import Sequence

from builder.languages import topic
from builder.recognise.instruments_scene import WORD, Token
from builder.relate.conditions import imperfect
from builder.relate.triggers import Trigger


def of_participle(tokens: Sequence[Token], trigger: Trigger, at: int) -> bool:
    """Whether a date inside a phrase tells when the treaty was signed: "دخلت المعاهدة، الموقعة في 1985، حيز"."""
    signed = topic("events")["kinds"]["Signature"]["participle"]
    return any(t.text.removeprefix(topic("events")["definite"]) in signed for t in tokens[trigger.at + 1 : at])


def of_telling(tokens: Sequence[Token], at: int, trigger: Trigger) -> bool:
    """Whether a date is that of the telling and not of the deed told: "قال عام 2009 إن مصر وقعت"."""
    data = topic("events")["told_on"]
    if all(t.text not in data["that"] for t in tokens[at + 1 : trigger.at]):
        return False
    told = (t.text for t in tokens[max(at - data["reach"], 0) : at] if t.tag == WORD)
    verb = next((word for word in told if re.fullmatch(data["verb"], word)), None)
    return verb is not None and not (re.fullmatch(data["announces"], verb) and imperfect(tokens[trigger.at].text))


def of_what_takes_its_day(tokens: Sequence[Token], at: int, trigger: Trigger) -> bool:
    """Whether a date before "the day of the signing" is that of what is done with the day, and not the day itself."""
    named = trigger.at > 0 and tokens[trigger.at - 1].text in topic("events")["its_day"]
    parted = (t for t in tokens[at + 1 : trigger.at - 1] if t.text not in topic("clauses")["pauses"])
    day = tokens[at].date
    whole = day is not None and day.date is not None and day.date.day is not None
    return named and (not whole or any(parted))
