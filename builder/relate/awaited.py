"""Tells of a deed that an instrument still needs or awaits: "it needs the parliament's ratification"."""

from __future__ import annotations

import re  # several times as fast as regex for the forms of a word
from collections.abc import Sequence
from functools import cache

from builder.languages import topic
from builder.recognise.instruments_phrases import PARTIES, words
from builder.recognise.instruments_scene import DATE, INSTRUMENT, ORGAN, Token
from builder.relate.scenes import Stage
from builder.relate.spoken import earlier
from builder.relate.triggers import Trigger


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(topic("factuality")["planned"]["needs"][name])


def awaited(tokens: Sequence[Token], trigger: Trigger) -> bool:
    """Whether the deed of a noun is one that is needed or awaited, and so yet to be done."""
    return _needed_at(tokens, trigger) is not None


def awaiting(stage: Stage, trigger: Trigger) -> list[Token]:
    """The instrument that needs the deed of a noun: named between the need and the noun, or before the need."""
    tokens = stage.scene.sentences[trigger.sentence]
    need = _needed_at(tokens, trigger)
    if need is None:
        return []
    inside = [t for t in tokens[need + 1 : trigger.at] if t.tag == INSTRUMENT]
    named = inside[-1:] or [t for t in tokens[:need] if t.tag == INSTRUMENT][-1:]
    its = _pattern("word").fullmatch(tokens[need].text)
    return named or (earlier(stage, trigger.sentence) if its is not None and its["it"] else [])


def _needed_at(tokens: Sequence[Token], trigger: Trigger) -> int | None:
    """Where the word of need stands that governs the noun of a deed; None where none does, or it is denied."""
    data = topic("factuality")["planned"]["needs"]
    if trigger.form != "noun" or not trigger.at or not _deed(tokens, trigger):
        return None
    for at in range(trigger.at - 1, max(trigger.at - data["reach"], -1), -1):
        if _pattern("word").fullmatch(tokens[at].text):
            return at if _needs(tokens, at, trigger.at) else None
        if not _may_part(tokens[at]):
            return None
    return None


def _deed(tokens: Sequence[Token], trigger: Trigger) -> bool:
    """Whether a noun is of a deed that treaties await; of an approval, only that of an organ of a state."""
    word = tokens[trigger.at].text
    if _pattern("noun").fullmatch(word):
        return True
    by_organ = any(t.tag == ORGAN for t in tokens[trigger.last + 1 : trigger.last + 3])
    return by_organ and _pattern("approval").fullmatch(word) is not None


def _needs(tokens: Sequence[Token], at: int, until: int) -> bool:
    """Whether a word tells of a need that is there: not denied, unless nothing but the deed is lacking."""
    data = topic("factuality")["planned"]["needs"]
    if _pattern("but").fullmatch(tokens[at].text):
        return any(t.text in data["only"] for t in tokens[at + 1 : until])
    near = [t.text for t in tokens[max(at - 2, 0) : at]]
    still = topic("factuality")["still"]
    return not set(near) & set(data["not_after"]) or bool({t.text for t in tokens[max(at - 6, 0) : at]} & set(still))


def _may_part(token: Token) -> bool:
    """Whether a token may stand between the need and the deed: the instrument, its parties, "for it to take effect"."""
    data = topic("factuality")["planned"]["needs"]
    if token.tag in (*PARTIES, INSTRUMENT, DATE):
        return True
    joins = words("between") | words("with") | words("party_joins") | words("between_them") | words("year_words")
    return token.text in joins or token.text in (*data["leads"], *data["purpose"])
