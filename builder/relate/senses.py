"""Tells words of events from the same words in other senses: what is initialled, what happens, what a war ends by."""

from __future__ import annotations

import re  # several times as fast as regex for the forms of a word
from collections.abc import Sequence
from itertools import pairwise

from builder.languages import topic
from builder.recognise.instruments_phrases import PARTIES
from builder.recognise.instruments_scene import INSTRUMENT, ORGAN, PERSON, WORD, Token


def other_sense(tokens: Sequence[Token], at: int, kind: str, form: str) -> bool:
    """Whether the word at ``at`` tells of no event of ``kind``, though it looks like it."""
    if kind == "Signature":
        return _initials(tokens, at) or (form == "verb" and _happens(tokens, at))
    return kind == "Termination" and form == "beside" and (_opined(tokens, at) or _ends_other(tokens, at))


def _initials(tokens: Sequence[Token], at: int) -> bool:
    """Whether a text is only initialled, which is no signature of the treaty (VCLT 1969, articles 10 and 12)."""
    data = topic("events")["initials"]
    near = [t.text for t in tokens[at + 1 : at + data["reach"]]]
    return any(one in data["by"] and two == data["first"] for one, two in pairwise(near))


def _happens(tokens: Sequence[Token], at: int) -> bool:
    """Whether the verb describes an indefinite noun right before it, and so "happened": "هجمات وقعت"."""
    data = topic("events")["happens"]
    before = tokens[at - 1] if at else None
    if before is None or before.tag != WORD or not re.fullmatch(data["noun"], before.text):
        return False
    following = tokens[at + 1] if at + 1 < len(tokens) else None
    own = following is not None and following.tag in (INSTRUMENT, PERSON, ORGAN, *PARTIES)
    bare = re.fullmatch(data["verb"], tokens[at].text) is not None
    return bare and not own and before.text not in data["not_noun"]


def _opined(tokens: Sequence[Token], at: int) -> bool:
    """Whether a thing is said to end the treaty, in the present: "الحكم ينهي الاتفاقية" judges what it leads to."""
    data = topic("events")["opined"]
    before = next((t for t in reversed(tokens[:at]) if t.text not in topic("events")["quotes"]), None)
    present = re.match(data["present"], tokens[at].text) is not None
    return present and before is not None and before.tag == WORD and before.text.startswith(data["definite"])


def _ends_other(tokens: Sequence[Token], at: int) -> bool:
    """Whether the treaty is who ends something: it stands right behind the verb, and nobody else is named before."""
    following = tokens[at + 1] if at + 1 < len(tokens) else None
    named = any(t.tag in (PERSON, ORGAN, *PARTIES) for t in tokens[:at])
    active = re.fullmatch(topic("events")["opined"]["past"], tokens[at].text) is not None
    return active and following is not None and following.tag == INSTRUMENT and not named
