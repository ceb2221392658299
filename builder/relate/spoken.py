"""Tells which instrument was last spoken of, which words without a name of their own go on about."""

from __future__ import annotations

from collections.abc import Sequence

from builder.languages import topic
from builder.recognise.instruments_scene import INSTRUMENT, Token
from builder.relate.scenes import Stage


def earlier(stage: Stage, sentence: int) -> list[Token]:
    """The instrument most spoken of in the article among those of the nearest sentence before (at most three back)."""
    aside: list[Token] = []
    for number in range(sentence - 1, max(sentence - 4, -1), -1):
        tokens = stage.scene.sentences[number]
        spoken = [t for t in tokens if t.tag == INSTRUMENT and not stage.cited(t.refs[0])]
        topics = [t for t in spoken if not by_means_of(tokens, t)]
        if topics:
            return [max(topics, key=lambda t: stage.spoken(t.refs[0]))]
        aside = aside or spoken
    return aside and [max(aside, key=lambda t: stage.spoken(t.refs[0]))]


def by_means_of(tokens: Sequence[Token], instrument: Token) -> bool:
    """Whether it only tells by what something was done, and no sentence goes on about it: "عدل الاتفاق ببروتوكول"."""
    data, at = topic("events")["by_means"], tokens.index(instrument)
    if at and tokens[at - 1].text in data["words"]:
        return True
    return at > 1 and tokens[at - 1].text == data["by"] and tokens[at - 2].text in data["verbs"]


def last_named(stage: Stage, sentence: int, until: int) -> Token | None:
    """The instrument that a sentence names last before ``until``, else that of which the sentences before it speak."""
    named = [t for t in stage.scene.sentences[sentence][:until] if t.tag == INSTRUMENT] or earlier(stage, sentence)
    return named[-1] if named else None
