"""Tells the dates that stand near a deed, and are of something else: of its telling, of the treaty's signing."""

from __future__ import annotations

import re  # several times as fast as regex for the forms of a word
from collections.abc import Sequence

from builder.languages import topic
from builder.recognise.instruments_scene import DATE, WORD, Token
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


def of_its_law(tokens: Sequence[Token], trigger: Trigger) -> list[int]:
    """Where the day stands on which the law or decree was issued that does the deed, behind its verb.

    "وقع الرئيس، الاثنين، القانون الذي ينهي مشاركة بلاده في المعاهدة". Of a draft there is none.
    """
    data = topic("events")
    if trigger.form not in ("verb", "phrase") or trigger.kind not in data["by_decision"]:
        return []
    near = range(trigger.at - 1, max(trigger.at - data["by_its_law"]["day_reach"], -1), -1)
    law = next((at for at in near if tokens[at].text in data["by_its_law"]["laws"]), 0)
    before = [at for at in near if at < law]
    issued = next((at for at in before if re.fullmatch(data["by_law"]["issues"], tokens[at].text)), law)
    between = tokens[issued:law]
    if any(t.text in (*data["by_law"]["drafts"], *data["relative"], ".") for t in between):
        return []
    return [at for at in range(issued + 1, law) if tokens[at].tag == DATE]


def of_what_takes_its_day(tokens: Sequence[Token], at: int, trigger: Trigger) -> bool:
    """Whether a date before "the day of the signing" is that of what is done with the day, and not the day itself."""
    named = trigger.at > 0 and tokens[trigger.at - 1].text in topic("events")["its_day"]
    parted = (t for t in tokens[at + 1 : trigger.at - 1] if t.text not in topic("clauses")["pauses"])
    day = tokens[at].date
    whole = day is not None and day.date is not None and day.date.day is not None
    return named and (not whole or any(parted))
