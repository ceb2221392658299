"""The words of a sentence, folded, each with its place and what parts it from the word before."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Final, NamedTuple

import regex

from builder.languages import topic
from builder.model import Span
from builder.recognise.text import fold, strip_marks

WORDS: Final = 1 << 16
"""How many words the rules keep their judgements of: enough for a text, and no more memory however many texts."""


class Word(NamedTuple):
    """A word: its place, its folded letters without vowel marks, and the characters between it and the one before."""

    span: Span
    text: str
    gap: str

    @property
    def near(self) -> bool:
        """Whether only one space, or a hyphen, parts it from the word before."""
        return self.gap == " " or self.gap == "-" or not self.gap.strip(" \u00a0")


@cache
def _word() -> regex.Pattern[str]:
    marks = regex.escape(topic("letters")["marks"])
    return regex.compile(rf"[^\W_{marks}][^\W_{marks}]*+(?:[{marks}]+[^\W_]*+)*+")


@lru_cache(maxsize=1024)
def words(text: str, span: Span) -> tuple[Word, ...]:
    """The words of ``text`` inside ``span``, in order."""
    found: list[Word] = []
    last, make = span.start, tuple.__new__  # without the detour over ``Word.__new__``: a text is mostly words
    for match in _word().finditer(text, span.start, span.end):
        letters = _letters(match.group())
        if letters:
            start, end = match.span()
            found.append(make(Word, (Span(start, end), letters, text[last:start])))
            last = end
    return tuple(found)


@lru_cache(maxsize=WORDS)
def _letters(word: str) -> str:
    """A word as the rules compare it; kept for each word, since a text is made of few again and again."""
    return strip_marks(word if word in unfolded() else fold(word))


@cache
def unfolded() -> frozenset[str]:
    """Words that stay as written, because folding would make other words of them (على, علي)."""
    return frozenset(topic("common-words")["unfolded"])


@lru_cache(maxsize=WORDS)
def bare(word: str) -> str:
    """A word or phrase as it is compared: folded, without vowel marks, its spaces single."""
    return " ".join(strip_marks(fold(word)).split())
