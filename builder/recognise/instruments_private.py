"""Says which words tell of those who make contracts, and no treaties: companies, clubs, households."""

from __future__ import annotations

from functools import cache, lru_cache

from builder.languages import topic
from builder.recognise.instruments_phrases import Phrase
from builder.recognise.instruments_scene import BLOC, STATE, Token
from builder.recognise.instruments_titles import stem
from builder.recognise.words import WORDS


@cache
def private_words() -> frozenset[str]:
    """Words for those who make contracts, not treaties."""
    groups = topic("instrument-traps")["private"].values()
    return frozenset(word for group in groups for word in group)


@cache
def _private_qualities() -> frozenset[str]:
    return frozenset(topic("instrument-traps")["qualities"])


def private_title(phrase: Phrase) -> bool:
    """Whether the title says that it is a contract, and no other word of it takes that back."""
    title = set(phrase.title)
    kept = topic("instrument-traps")["qualities_unless"]
    return any(not title & set(kept.get(word, ())) for word in title & _private_qualities())


def contracted(tokens: tuple[Token, ...], phrase: Phrase) -> bool:
    """Whether one who makes contracts stands near a phrase."""
    near = (*range(max(phrase.first - _NEAR, 0), phrase.first + 1), *range(phrase.last, phrase.last + _NEAR))
    return any(_makes_contracts(tokens, at) for at in near if at < len(tokens))


_NEAR = 14
"""Words at most between them."""


def _makes_contracts(tokens: tuple[Token, ...], at: int) -> bool:
    """Whether a word, with or without conjunction and preposition, names one who makes contracts.

    The name of a state or of a body of states is no such word, even where it is shortened to "the League"; nor is
    the house where a scholar works whose words are told, nor a central bank.
    """
    token, following = tokens[at], tokens[min(at + 1, len(tokens) - 1)]
    if token.tag in (STATE, BLOC):
        return False
    if _contractor(token.text) and not (_national(token, following) or _of_source(tokens, at)):
        return True
    return token.text.endswith(_of_two()) and f"{token.text} {following.text}" in private_words()


def _of_source(tokens: tuple[Token, ...], at: int) -> bool:
    """Whether the house is where a scholar works ("أستاذ القانون في جامعة النيل"), or a state's ("البنك المركزي")."""
    data = topic("instrument-traps")["of_source"]
    before = tokens[max(at - data["reach"], 0) : at]
    first, *rest = (word for t in tokens[at : at + 2] for word in t.text.split(" "))
    scholar = first in data["houses"] and any(stem(t.text) in data["scholars"] for t in before)
    return scholar or (stem(first) in data["banks"] and bool(set(rest[:1]) & set(data["public"])))


@cache
def _of_two() -> tuple[str, ...]:
    """The first words of names of two words: "رجل الأعمال"."""
    return tuple(sorted({name.split(" ")[0] for name in private_words() if " " in name}))


@lru_cache(maxsize=WORDS)
def _contractor(text: str) -> bool:
    if stem(text.split(" ")[0]) in private_words():
        return True
    return text in private_words() or (len(text) > 4 and text[0] in _glue() and text[1:] in private_words())


@cache
def _glue() -> frozenset[str]:
    return frozenset(p for p in topic("instruments")["proclitics"] if len(p) == 1)


def _national(token: Token, following: Token) -> bool:
    """Whether "assembly" is a parliament: "الجمعية الوطنية"."""
    data = topic("instrument-traps")["parliaments"]
    first, *rest = token.text.split(" ")
    return stem(first) in data["assembly"] and (rest or following.text.split(" "))[0] in data["national"]
