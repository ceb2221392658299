"""Tells the titles of novels, films and songs from instruments: روايتها «معاهدة مع النسيان»."""

from __future__ import annotations

from builder.languages import topic
from builder.recognise.instruments_phrases import Phrase
from builder.recognise.instruments_scene import Scene, Token

_REACH = 3
"""Within so many words behind "her novel" its title begins, behind its adjectives."""


def titles_of_works(scene: Scene) -> frozenset[str]:
    """What an article says in quotation marks to be the title of a novel, a film, a song."""
    words = frozenset(topic("instrument-traps")["works"])
    return frozenset(
        quoted
        for tokens in scene.sentences
        if any(t.text in words for t in tokens)
        for at, token in enumerate(tokens)
        if token.text == '"' and {t.text for t in tokens[max(at - _REACH, 0) : at]} & words
        for quoted in (_quotation(tokens, at),)
        if quoted
    )


def is_title_of_work(scene: Scene, phrase: Phrase, titles: frozenset[str]) -> bool:
    """Whether a phrase begins a quotation that is the title of a work somewhere in the article."""
    at = phrase.first - 1
    tokens = scene.sentences[phrase.sentence]
    return bool(titles) and at >= 0 and tokens[at].text == '"' and _quotation(tokens, at) in titles


def _quotation(tokens: tuple[Token, ...], at: int) -> str:
    """The words between the quotation mark at ``at`` and the next; empty where none closes it."""
    close = next((i for i in range(at + 1, len(tokens)) if tokens[i].text == '"'), at)
    return " ".join(t.text for t in tokens[at + 1 : close])
