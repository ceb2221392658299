"""Finds where an event took place: a name after "in", or the end of a visit during which it was done."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import regex

from builder.languages import topic
from builder.recognise.instruments_phrases import words
from builder.recognise.instruments_scene import DATE, INSTRUMENT, PLACE, STATE, WORD, Token
from builder.relate.agents import place_lead
from builder.relate.scenes import Stage


def place_of(tokens: Sequence[Token], since: int, until: int, named: bool) -> Token | None:
    """The place of an event told before ``since``: a name after "in", or the end of a visit during which it is done.

    ``named``: its instrument is named there, so that what follows may be what that is about.
    """
    near = since - 1
    for at in range(since, until):
        token = tokens[at]
        if token.text in topic("events")["stops"] and not token.text.isalpha():
            return None
        if token.text in topic("events")["other_clause"]:
            return None
        if named and _on_its_matter(tokens, at, since):
            return None
        if token.tag == WORD and near >= since and _next_clause().fullmatch(token.text):
            return None  # "… with his counterpart may bring the UN to …": where that is done
        near = at if token.tag != WORD and token.tag != PLACE else near
        if token.tag not in (PLACE, STATE) or token.demonym or at > near + topic("events")["place_reach"]:
            continue
        if _of_a_party(tokens, at, since):
            continue  # the seat of one of the parties: "اتفاقية بين وزارة الداخلية في السعودية و…"
        if place_lead(tokens, at) or _visited(tokens, at, since):
            return token
    return None


@cache
def _subject_matter() -> regex.Pattern[str]:
    return regex.compile(topic("events")["subject_matter"])


@cache
def _next_clause() -> regex.Pattern[str]:
    return regex.compile(topic("subjects")["goes_on_to"])


def _on_its_matter(tokens: Sequence[Token], at: int, since: int) -> bool:
    """Whether a word leads from the instrument to what that is about: "وقعتا اتفاقا لوقف القتال في …"."""
    behind = any(t.tag == INSTRUMENT for t in tokens[max(at - 4, since) : at])
    return behind and tokens[at].tag == WORD and _subject_matter().fullmatch(tokens[at].text) is not None


def _of_a_party(tokens: Sequence[Token], at: int, since: int) -> bool:
    """Whether a place stands in "between A in … and B" behind the instrument."""
    named = next((i for i in range(at - 1, since - 1, -1) if tokens[i].tag == INSTRUMENT), None)
    behind = tokens[named + 1 : at] if named is not None else ()
    between = bool(behind) and behind[0].text in topic("instruments")["between"]
    return between and not any(t.text in words("pause") or t.tag == DATE for t in behind)


def _visited(tokens: Sequence[Token], at: int, since: int) -> bool:
    """Whether a name ends "during his (first) visit to"."""
    data = topic("events")["visits"]
    if tokens[at - 1].text not in data["to"]:
        return False
    near = range(max(at - 1 - data["reach"], since + 1), at - 1)
    return any(tokens[i].text in data["noun"] and tokens[i - 1].text in data["while"] for i in near)


def place_key(stage: Stage, token: Token) -> str:
    """The place that a token names, rather than the state that its name may also stand for."""
    kinds = {ref: stage.scene.entities[ref].kind for ref in token.refs if ref in stage.scene.entities}
    return next((ref for ref, kind in kinds.items() if kind == "Place"), token.refs[0])
