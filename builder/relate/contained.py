"""Finds duties told as contents of an instrument: what it includes, aims at, lasts, or what is done under it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import regex

from builder.languages import topic
from builder.recognise.instruments_phrases import words
from builder.recognise.instruments_scene import INSTRUMENT, WORD, Token
from builder.recognise.instruments_titles import stem
from builder.relate.scenes import Stage
from builder.relate.trigger_objects import feminine


@dataclass(frozen=True, slots=True)
class Told:
    """``first`` to ``last``: the tokens of what is told (the last not included; None: to where provisions end)."""

    instrument: str
    first: int
    last: int | None
    rule: str
    strength: str | None = None


@cache
def _pattern(rule: str) -> regex.Pattern[str]:
    return regex.compile(topic("clauses")[rule]["verb"])


def told(stage: Stage, sentence: int, at: int) -> Iterator[Told]:
    """What the word at ``at`` opens, where it opens any of these."""
    tokens = stage.scene.sentences[sentence]
    text, data = tokens[at].text, topic("clauses")
    if at and tokens[at - 1].text in data["negations"]:
        return
    if _pattern("includes").fullmatch(text):
        yield from _included(tokens, at)
    elif _pattern("aims").fullmatch(text):
        yield from _aimed(tokens, at)
    elif text in data["lasts"]["words"]:
        yield from _lasting(tokens, at)
    elif text in data["under"]["cues"]:
        yield from _under(tokens, at)


def _own(tokens: tuple[Token, ...], at: int, reach: int) -> Token | None:
    """The instrument that a verb has for its subject: right after it, or before it in reach, and of its gender."""
    if at + 1 < len(tokens) and tokens[at + 1].tag == INSTRUMENT:
        return tokens[at + 1]
    before = [t for t in tokens[max(at - reach, 0) : at] if t.tag == INSTRUMENT]
    starts = topic("events")["gender"]["feminine_verbs"][0]
    bare = tokens[at].text.lstrip(topic("events")["gender"]["joins"])
    of_her = bare.startswith(starts) or bare.endswith(starts)
    agreeing = [t for t in before if len(t.refs) == 1 and (feminine(t) == of_her or _called_document(tokens, t))]
    return agreeing[-1] if agreeing else None


def _called_document(tokens: tuple[Token, ...], named: Token) -> bool:
    """Whether "the document" stands before a name, and gives it its gender: وثيقة "إعلان القاهرة" التي تضمنت."""
    at = tokens.index(named)
    return any(stem(t.text) in words("feminine") for t in tokens[max(at - 2, 0) : at])


def _included(tokens: tuple[Token, ...], at: int) -> Iterator[Told]:
    """ "which included cooperation in …": a verbal noun or what is granted; its articles and chapters are none."""
    data = topic("clauses")["includes"]
    own = _own(tokens, at, data["reach"])
    if own is None:
        return
    first = at + 1 + (tokens[at + 1].tag == INSTRUMENT)
    while first < len(tokens) and tokens[first].text in data["skips"]:
        first += 1
    if first < len(tokens) and tokens[first].tag == WORD and tokens[first].text not in data["parts"]:
        yield Told(own.refs[0], first, None, "clause-includes")


def _aimed(tokens: tuple[Token, ...], at: int) -> Iterator[Told]:
    """ "it aims at …": the aim."""
    data = topic("clauses")["aims"]
    own = _own(tokens, at, data["reach"])
    to = next((i for i in range(at + 1, min(at + 4, len(tokens))) if tokens[i].text in data["to"]), None)
    if own is not None and to is not None:
        yield Told(own.refs[0], to + 1, None, "clause-aims", "aim")


def _lasting(tokens: tuple[Token, ...], at: int) -> Iterator[Told]:
    """ "its term is five years"."""
    data = topic("clauses")["lasts"]
    named = [t for t in tokens[: at + 2] if t.tag == INSTRUMENT]
    unit = next((i for i in range(at + 1, min(at + 6, len(tokens))) if tokens[i].text in data["units"]), None)
    if named and unit is not None:
        yield Told(named[-1].refs[0], at, unit + 1, "clause-lasts")


def _under(tokens: tuple[Token, ...], at: int) -> Iterator[Told]:
    """ "under the agreement, the sanctions are lifted": what is to be done, after it or before it."""
    data = topic("clauses")["under"]
    place = next((i for i in range(at + 1, min(at + 3, len(tokens))) if tokens[i].tag == INSTRUMENT), None)
    if place is None:
        return
    key = tokens[place].refs[0]
    first = place + 1
    while first < len(tokens) and tokens[first].text in topic("clauses")["pauses"]:
        first += 1
    opening = at == 0 or tokens[at - 1].text in topic("clauses")["pauses"]
    if opening and first < len(tokens) and regex.fullmatch(data["duty"], tokens[first].text):
        yield Told(key, first, None, "clause-under")
        return
    back = next((i for i in range(at - 1, max(at - 40, -1), -1) if tokens[i].text in data["that"]), None)
    planned = back is not None and any(t.text in data["due"] for t in tokens[max(back - 3, 0) : back])
    if back is not None and planned and regex.fullmatch(data["duty"], tokens[back + 1].text):
        yield Told(key, back + 1, at, "clause-under", "shall")
