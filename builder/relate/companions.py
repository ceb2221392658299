"""Tells how far the list of those who do a deed goes: over a date or an aside to who does it with them."""

from __future__ import annotations

import re  # several times as fast as regex for the forms of a word
from collections.abc import Sequence
from functools import cache

from builder.languages import topic
from builder.recognise.instruments_phrases import words
from builder.recognise.instruments_scene import DATE, PLACE, WORD, Token
from builder.relate.agents import acts
from builder.relate.roles import alongside


def leaves(tokens: Sequence[Token], at: int, last: int) -> bool:
    """Whether the list of those who act is over: after a pause that no "and" or name follows, or far from ``last``."""
    data = topic("events")
    goes_on = topic("subjects")["goes_on_to"]
    if at - last > data["apart"] or (tokens[at].tag == WORD and re.fullmatch(goes_on, tokens[at].text)):
        return True
    if tokens[at].text not in words("pause") or at + 1 >= len(tokens):
        return False
    following = tokens[at + 1]
    if alongside(tokens, at + 1):
        return False
    if following.tag == WORD and re.fullmatch(topic("subjects")["new_clause"]["verb"], following.text):
        return True
    return not (following.text.startswith(tuple(words("and"))) or acts(following) or following.tag in (PLACE, DATE))


def lists_on(tokens: Sequence[Token], at: int, kind: str) -> bool:
    """Whether another actor with a date of its own follows: "في 23 سبتمبر ثم إيران في 3 نوفمبر"."""
    data = topic("events")
    pauses = words("pause")
    at += at + 1 < len(tokens) and tokens[at + 1].text in pauses
    if at + 2 >= len(tokens) or not acts(tokens[at + 2]):
        return False
    if tokens[at + 1].text in data["follows"]:
        return True
    also = tokens[at + 1].text in data["goes_on"] and data["kinds"][kind].get("each", False)
    return also and any(t.tag == DATE for t in tokens[at + 3 : at + 10])


def leads_to_companion(tokens: Sequence[Token], at: int) -> bool:
    """Whether from a pause or a date "with" follows, and no more than further dates and signs stand between.

    "وقع الوزير فؤاد حسين، أمس، مع نظيره الباكستاني": who is named behind it does the deed too.
    """
    between = _between()
    if tokens[at].tag != DATE and tokens[at].text not in between:
        return False
    behind = next((t for t in tokens[at + 1 :] if t.tag != DATE and t.text not in between), None)
    return behind is not None and behind.text in words("with")


@cache
def _between() -> frozenset[str]:
    """The signs that may stand between one who does a deed and "with"."""
    return frozenset(words("pause")) | set(topic("events")["brackets"])
