"""Finds the organ that a sentence before names where an approval has no subject: "كما وافق على اتفاقية النقل"."""

from __future__ import annotations

import re  # several times as fast as regex for the forms of a word
from collections.abc import Sequence

from builder.languages import topic
from builder.recognise.instruments_scene import INSTRUMENT, ORGAN, Token


def approver(sentences: Sequence[Sequence[Token]], number: int, at: int) -> Token | None:
    """Who approves an instrument with the verb at ``at``, which opens its sentence: who approved in the one before."""
    data, tokens = topic("events")["approves_again"], sentences[number]
    opens = at <= 1 and all(t.text in data["also"] for t in tokens[:at])
    upon = at + 2 < len(tokens) and tokens[at + 1].text in topic("events")["approvals"]["upon"]
    if not opens or not upon or tokens[at + 2].tag != INSTRUMENT or not re.fullmatch(data["verb"], tokens[at].text):
        return None
    for before in sentences[max(number - data["far"], 0) : number][::-1]:
        told = next((i for i, t in enumerate(before) if re.fullmatch(data["verb"], t.text)), None)
        near = before[max(told - 3, 0) : told + data["reach"]] if told is not None else ()
        organ = next((t for t in near if t.tag == ORGAN), None)
        if organ is not None:
            return organ
    return None
