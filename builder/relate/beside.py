"""Tells whether the instrument stands beside a word of many uses ("ends", "takes"), which alone says nothing of one."""

from __future__ import annotations

import re  # several times as fast as regex for the forms of a word

from builder.languages import topic
from builder.recognise.instruments_phrases import PARTIES, words
from builder.recognise.instruments_scene import DATE, INSTRUMENT, Token


def beside(tokens: tuple[Token, ...], at: int) -> bool:
    """Whether the instrument stands right after a word, or after its subject: "يعتمد القرار", "يعتمد المجلس القرار".

    When, where and how it was done may stand between them too: "أنهت مصر رسميا في 16 مارس 2024 الاتفاق".
    """
    data = topic("events")
    if data["subject_first"] and re.fullmatch(data["subject_first"], tokens[at].text) and _governs_next(tokens, at):
        return False
    place, left = at + 1, _FAR
    while place < len(tokens) and left and tokens[place].tag != INSTRUMENT:
        token = tokens[place]
        who = token.tag in PARTIES or token.text in data["joined_with"]
        dated = token.tag == DATE or (place + 1 < len(tokens) and tokens[place + 1].tag == DATE)
        if not (who or dated or token.text in data["beside_aside"] or token.text in data["adjuncts"]):
            return False
        place, left = place + 1, left - who
    return place < len(tokens) and tokens[place].tag == INSTRUMENT


_FAR = 5
"""So many names and joining words at most stand between a word and its instrument."""


def _governs_next(tokens: tuple[Token, ...], at: int) -> bool:
    """Whether the instrument stands right behind a verb whose subject it may be: "أجازت المعاهدة للطرفين"."""
    return at + 1 < len(tokens) and tokens[at + 1].tag == INSTRUMENT


def ends(tokens: tuple[Token, ...], at: int) -> bool:
    """Whether it is the instrument that ends: right behind the verb, before it, or the subject that it goes on with."""
    data = topic("events")
    if at + 1 < len(tokens) and tokens[at + 1].tag == INSTRUMENT:
        return True
    if at + 1 < len(tokens) and tokens[at + 1].text.startswith(data["definite"]):
        return False
    aside = {*data["before_end"], *words("between"), *words("with"), *words("party_joins")} - words("pause")
    passed = (i for i in range(at - 1, -1, -1) if tokens[i].text not in aside and tokens[i].tag not in PARTIES)
    first = next(passed, None)
    if first is not None and (tokens[first].tag == INSTRUMENT or _year_of(tokens, first)):
        named = next(i for i in range(first, -1, -1) if tokens[i].tag == INSTRUMENT)
        return not named or tokens[named - 1].text not in topic("clauses")["governs"]
    dated = at + 1 < len(tokens) and (tokens[at + 1].tag == DATE or tokens[at + 1].text in data["end_dates"])
    joined = tokens[at].text.startswith(tuple(data["goes_on"]))
    return dated and joined and any(t.tag == INSTRUMENT for t in tokens[:3])


def _year_of(tokens: tuple[Token, ...], at: int) -> bool:
    """Whether a token is the year of an instrument's name before it."""
    return tokens[at].tag == DATE and any(t.tag == INSTRUMENT for t in tokens[max(at - 2, 0) : at])
