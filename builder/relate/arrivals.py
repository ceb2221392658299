"""Reads treaties that news says came, or followed others, as signed then: "ثم جاءت معاهدة دكار في 10 يناير 1994"."""

from __future__ import annotations

import re  # several times as fast as regex for the forms of a word
from collections.abc import Iterator, Sequence
from functools import lru_cache

from builder.languages import topic
from builder.recognise.instruments_scene import DATE, INSTRUMENT, WORD, Token, names
from builder.recognise.instruments_tails import PARTIES
from builder.recognise.words import WORDS


def arrivals(tokens: tuple[Token, ...]) -> Iterator[tuple[Token, Token, Token]]:
    """The verb, the treaty and the date of each that is told to have come then, by no other deed."""
    if not (names(tokens, INSTRUMENT) and names(tokens, DATE)):
        return
    for at, token in enumerate(tokens):
        if token.tag != WORD or not _comes(token.text):
            continue
        back = re.fullmatch(topic("events")["arrivals"]["dates_back"], token.text) is not None
        named = _subject(tokens, at)
        day = (_since(tokens, named) if back else _dated(tokens, at, named)) if named is not None else None
        if named is not None and day is not None:
            yield token, tokens[named], tokens[day]


@lru_cache(maxsize=WORDS)
def _comes(word: str) -> bool:
    return re.fullmatch(topic("events")["arrivals"]["verb"], word) is not None


def _since(tokens: Sequence[Token], named: int) -> int | None:
    """Where the date stands to which a treaty "dates back": behind its parties and "to", perhaps with "the year"."""
    data = topic("events")["arrivals"]
    at = named + 1
    while at < len(tokens) and (tokens[at].tag in PARTIES or tokens[at].text in data["of_parties"]):
        at += 1
    leads = at < len(tokens) and tokens[at].text in data["to"]
    while leads and at < len(tokens) and tokens[at].text in (*data["to"], *data["in"]):
        at += 1
    return at if leads and at < len(tokens) and tokens[at].tag == DATE else None


def _subject(tokens: Sequence[Token], at: int) -> int | None:
    """Where the treaty stands that comes: right behind the verb, or behind when it did."""
    place = at + 1
    while place < len(tokens) and (
        tokens[place].tag == DATE or tokens[place].text in topic("events")["arrivals"]["in"]
    ):
        place += 1
    return place if place < len(tokens) and tokens[place].tag == INSTRUMENT else None


def _dated(tokens: Sequence[Token], at: int, named: int) -> int | None:
    """Where the date stands: between the verb and the treaty, or behind it with only its matter or place between."""
    inside = next((i for i in range(at + 1, named) if tokens[i].tag == DATE), None)
    if inside is not None:
        return inside
    data = topic("events")["arrivals"]
    for place in range(named + 1, min(named + data["reach"], len(tokens))):
        token = tokens[place]
        if token.tag == DATE:
            return place
        if token.tag == INSTRUMENT or (token.tag == WORD and re.fullmatch(data["stops"], token.text)):
            return None
    return None
