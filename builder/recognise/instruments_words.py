"""The words of titles of instruments: their lists, and a word without what is written together with it."""

from __future__ import annotations

from functools import cache, lru_cache

import regex

from builder.languages import topic
from builder.recognise.words import WORDS


@cache
def listed(name: str) -> frozenset[str]:
    """A word list of the topic ``instruments``."""
    return frozenset(topic("instruments")[name])


@cache
def starts(name: str) -> tuple[str, ...]:
    """Such a list, for ``str.startswith``."""
    return tuple(topic("instruments")[name])


@cache
def head_words() -> frozenset[str]:
    """Head nouns: one behind a preposition or conjunction begins another phrase."""
    kinds = topic("instruments")["heads"].values()
    return frozenset(word for forms in kinds for group in forms.values() for word in group)


@cache
def qualities() -> dict[str, str]:
    """Adjective that tells no instrument from another -> what it says."""
    return {word: name for name, group in topic("instruments")["quality"].items() for word in group}


@cache
def _article() -> regex.Pattern[str]:
    choices = "|".join(sorted(topic("instruments")["articles"], key=len, reverse=True))
    return regex.compile(rf"(?:{choices})(\p{{L}}{{2,}})")


@lru_cache(maxsize=WORDS)
def stem(word: str) -> str:
    """A word of a title without conjunction, preposition and article."""
    found = _article().fullmatch(word)
    return found.group(1) if found else word


def definite(word: str) -> bool:
    """Whether the word bears the article."""
    return _article().fullmatch(word) is not None
