"""Finds the instrument that heads a clause, whatever is told of it on the way: "the treaty, signed then, obliges"."""

from __future__ import annotations

import re  # several times as fast as regex for the forms of a word
from collections.abc import Sequence
from functools import cache

from builder.languages import topic
from builder.recognise.instruments_phrases import PARTIES, words
from builder.recognise.instruments_scene import DATE, INSTRUMENT, WORD, Token

_LONGEST = 25
"""So many words at most what is told of an instrument takes up before its verb."""


_LONGEST_PLACE = 5
"""So many words at most tell where it is made or holds."""


def headed_by(tokens: Sequence[Token], at: int) -> Token | None:
    """The instrument whose clause the verb at ``at`` ends: only its parties, its date, or a clause on it between.

    "والاتفاق بين مصر وتركيا يمنع", "معاهدة الصداقة، التي وقعت في أنقرة، ألزمت".
    """
    named = _as_for(tokens, at)
    if named is not None:
        return named
    auxiliaries = topic("clauses")["auxiliaries"]
    place = at - 1
    while place > 0 and tokens[place].text in auxiliaries:
        place -= 1
    place = _before_parties(tokens, place)
    if place > 0 and tokens[place].text in {*topic("clauses")["pauses"], *topic("events")["dashes"]}:
        opens = _opening(tokens, place)
        place = _before_parties(tokens, opens - 1) if opens is not None else -1
    place = _before_place(tokens, place)
    if place == at - 1 or place < 0 or tokens[place].tag != INSTRUMENT:
        return None
    return tokens[place] if not place or tokens[place - 1].text in _openers() else None


def _as_for(tokens: Sequence[Token], at: int) -> Token | None:
    """The instrument of "as for the treaty that …, it obliges": whatever stands before the joint of the answer."""
    data = topic("clauses")
    if not tokens[at].text.startswith(data["answer"]) and tokens[at - 1].text not in data["answers_past"]:
        return None
    places = (i for i in range(at - 1, max(at - _LONGEST, 0), -1) if tokens[i].tag == INSTRUMENT)
    return next((tokens[i] for i in places if tokens[i - 1].text in data["as_for"]), None)


@cache
def _openers() -> frozenset[str]:
    """The words and signs behind which a clause begins."""
    data, events = topic("clauses"), topic("events")
    lists = (data["pauses"], data["conjunctions"], data["pronouns"], data["as_for"], data["clause_openers"])
    return frozenset((*events["that"], *(word for words_of in lists for word in words_of)))


def _before_parties(tokens: Sequence[Token], place: int) -> int:
    """The place before the parties and the date that stand there, and before what is told of the signing."""
    while place > 0 and (tokens[place].text in _joins() or tokens[place].text.isdigit() or _of_signing(tokens[place])):
        place -= 1
    return place


@cache
def _joins() -> frozenset[str]:
    joins = words("between") | words("with") | words("party_joins") - frozenset(topic("clauses")["pauses"])
    return joins | words("year_words")


def _before_place(tokens: Sequence[Token], place: int) -> int:
    """The place before a few words on where it is made or holds: "معاهدة الصداقة في جنوب شرق آسيا"."""
    for at in range(place, max(place - _LONGEST_PLACE, 0), -1):
        if tokens[at].tag != WORD or not tokens[at].text.isalpha():
            return place
        if tokens[at].text in topic("events")["place_lead"] and tokens[at - 1].tag == INSTRUMENT:
            return at - 1
    return place


def _of_signing(token: Token) -> bool:
    """Whether a token names a party, or tells of the signing: "الموقع بين", "في 13 أكتوبر"."""
    told = token.tag in (*PARTIES, DATE) or token.text in topic("events")["place_lead"]
    return told or described(token.text)


def _opening(tokens: Sequence[Token], stop: int) -> int | None:
    """Where the clause on an instrument begins that ends at the pause ``stop``; at its own pause where it has one."""
    for at in range(stop - 1, max(stop - _LONGEST, 0), -1):
        text = tokens[at].text
        if text in topic("events")["relative"] or described(text):
            paused = tokens[at - 1].text in {*topic("clauses")["pauses"], *topic("events")["dashes"]}
            return at - paused
    return None


def described(word: str) -> bool:
    """Whether a word is a participle that describes the instrument named before it: "تحدد الاتفاقية، الموقعة في …"."""
    return re.fullmatch(topic("clauses")["described"], word) is not None
