"""Reads pages of the kind "on this day": each item opens with its year ("1955 - اتفاق بين فرنسا وليبيا")."""

from __future__ import annotations

from builder.languages import topic
from builder.model import PartialDate, Span
from builder.recognise.instruments_scene import DATE, INSTRUMENT, Token
from builder.relate.scenes import Stage

_OPENING = 2
"""The tokens that open an item: the year and the dash after it."""


def year(stage: Stage, sentence: int) -> tuple[PartialDate, Span] | None:
    """The year of the item that a sentence stands in, with its words; None where it stands in none."""
    layout = stage.scene.layout
    block = layout.sentences[sentence].block
    first = sentence
    while first and layout.sentences[first - 1].block == block:
        first -= 1
    tokens = stage.scene.sentences[first]
    opening, at = opens(tokens), _bulleted(tokens)
    return (opening, stage.tokens_span(tokens[at : at + 1])) if opening is not None else None


def _bulleted(tokens: tuple[Token, ...]) -> int:
    """1 where a bullet stands before the year, else 0."""
    return int(bool(tokens) and tokens[0].text in topic("events")["bullets"])


def opens(tokens: tuple[Token, ...]) -> PartialDate | None:
    """The year that a sentence opens with, before a dash or a colon; a bullet may stand before it."""
    tokens = tokens[_bulleted(tokens) :]
    if len(tokens) <= _OPENING or tokens[1].text not in topic("events")["dateline_ends"]:
        return None
    named = tokens[0].date.date if tokens[0].tag == DATE and tokens[0].date is not None else None
    return named if named is not None and named.month is None else None


def named_alone(tokens: tuple[Token, ...]) -> Token | None:
    """The instrument that is all that an item tells: it was made that year."""
    first = _bulleted(tokens) + _OPENING
    alone = opens(tokens) is not None and tokens[first].tag == INSTRUMENT
    return tokens[first] if alone else None


def headed(tokens: tuple[Token, ...], at: int) -> bool:
    """Whether a token is the first word of an item."""
    return at == _bulleted(tokens) + _OPENING and opens(tokens) is not None
