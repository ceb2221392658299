"""Finds the further instruments that a deed is done with: "signed the treaty, and a protocol, and a memorandum"."""

from __future__ import annotations

import re  # several times as fast as regex for the forms of a word
from collections.abc import Sequence
from itertools import takewhile

from builder.languages import topic
from builder.recognise.instruments_phrases import words
from builder.recognise.instruments_scene import INSTRUMENT, WORD, Token


def with_joined(tokens: Sequence[Token], found: list[Token], first: int, until: int) -> list[Token]:
    """The instruments ``found``, and those joined to the last of them as objects of the same deed.

    ``first``: where what stands behind the deed begins, ``until``: where the next deed does.
    """
    last = next((i for i in range(first, until) if found and tokens[i] == found[-1]), None)
    while last is not None:
        last = _next(tokens, last, until)
        if last is not None and tokens[last].refs[0] not in {ref for t in found for ref in t.refs}:
            found = [*found, tokens[last]]
    return found


def _next(tokens: Sequence[Token], at: int, until: int) -> int | None:
    """Where the instrument stands that is joined to the one at ``at``; None where another clause begins before."""
    data = topic("events")["coordinated"]
    for place in range(at + 1, min(at + data["reach"], until)):
        token = tokens[place]
        if token.tag == INSTRUMENT:
            joins = (*words("and"), *data["again"], data["then"])
            joined = tokens[place - 1].text in joins and _as_object(tokens, place, tokens[at])
            return place if joined else None
        if token.tag == WORD and (token.text in data["stops"] or re.fullmatch(data["verb"], token.text)):
            return None
    return None


def _as_object(tokens: Sequence[Token], at: int, before: Token) -> bool:
    """Whether an instrument behind "and" is an object as the one before it, and no subject of a clause of its own."""
    data, article = topic("events")["coordinated"], topic("events")["definite"]
    definite = tokens[at].text.startswith(article) and not before.text.startswith(article)
    behind = tokens[at + 1 : at + 1 + data["near"]]
    own = takewhile(lambda t: t.text not in words("pause") and t.text not in data["within"], behind)
    return not definite and not any(t.tag == WORD and re.fullmatch(data["predicate"], t.text) for t in own)
