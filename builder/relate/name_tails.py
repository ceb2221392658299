"""Finds where the tail of an instrument's name ends: its parties, its day and place ("اتفاقية الصيد بين مصر وتونس")."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from builder.languages import topic
from builder.recognise.instruments_phrases import PARTIES, words
from builder.recognise.instruments_scene import DATE, PERSON, PLACE, Token


def behind_tail(tokens: Sequence[Token], end: int) -> int:
    """The place behind the tail that begins at ``end``: who made the instrument, where and when; ``end`` for none."""
    if end >= len(tokens) or tokens[end].text not in _openers():
        return end
    for at in range(end, len(tokens)):
        token, before = tokens[at], tokens[at - 1].text
        both = token.text in words("two_parties") and before in words("between")
        if token.tag in (*PARTIES, DATE, PLACE, PERSON) or both:
            end = at + 1
        elif token.text in words("pause"):
            if at + 1 >= len(tokens) or not tokens[at + 1].text.startswith(tuple(words("and"))):
                break
        elif token.text not in _joins():
            break
    return end


@cache
def _openers() -> frozenset[str]:
    return words("between") | words("with") | words("made")


@cache
def _joins() -> frozenset[str]:
    return _openers() | words("party_joins") | words("year_words") | frozenset(topic("events")["place_lead"])
