"""Tells which instrument was last spoken of, which words without a name of their own go on about."""

from __future__ import annotations

from builder.recognise.instruments_scene import INSTRUMENT, Token
from builder.relate.scenes import Stage


def earlier(stage: Stage, sentence: int) -> list[Token]:
    """The instrument most spoken of in the article among those of the nearest sentence before (at most three back)."""
    for number in range(sentence - 1, max(sentence - 4, -1), -1):
        spoken = [t for t in stage.scene.sentences[number] if t.tag == INSTRUMENT and not stage.cited(t.refs[0])]
        if spoken:
            return [max(spoken, key=lambda t: stage.spoken(t.refs[0]))]
    return []


def last_named(stage: Stage, sentence: int, until: int) -> Token | None:
    """The instrument that a sentence names last before ``until``, else that of which the sentences before it speak."""
    named = [t for t in stage.scene.sentences[sentence][:until] if t.tag == INSTRUMENT] or earlier(stage, sentence)
    return named[-1] if named else None
