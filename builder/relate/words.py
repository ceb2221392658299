"""The words of a stretch of text, folded and without vowel marks, each with its place.

Cues are looked up word by word, so that the time is linear in the text whatever it holds.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from itertools import accumulate, repeat
from typing import NamedTuple

import regex

from builder.languages import topic
from builder.model import Span
from builder.recognise.text import characters, fold, folded, plain, strip_marks, usual
from builder.recognise.words import WORDS


class Word(NamedTuple):
    """A word: its place, and its letters as ``bare`` makes them.

    ``slack``: how far behind its start a name in it may begin (1 where an article may be fused with a proclitic).
    """

    start: int
    end: int
    bare: str
    slack: int = 0

    def without_proclitic(self) -> Word:
        """The word behind the one-letter preposition that begins it."""
        return Word(self.start + 1, self.end, self.bare[1:], slack=1)


def bare(word: str) -> str:
    """``word`` folded and without vowel marks and tatweel: the form in which words are compared."""
    return strip_marks(fold(word))


def word_set(words: Iterable[str]) -> frozenset[str]:
    """The bare forms of single words."""
    return frozenset(bare(word) for word in words)


class Phrases(dict[str, tuple[tuple[str, ...], ...]]):
    """Phrases of bare words by their first word, the longest first.

    ``beginnings``: the words of a text with which one may begin, conjunctions included; most words are none.
    """

    beginnings: frozenset[str]


def phrase_set(phrases: Iterable[str]) -> Phrases:
    """The bare forms of phrases."""
    found = Phrases()
    for phrase in sorted({tuple(bare(phrase).split()) for phrase in phrases}, key=lambda p: (-len(p), p)):
        found[phrase[0]] = (*found.get(phrase[0], ()), phrase)
    found.beginnings = with_joined(found)
    return found


@cache
def _character() -> str:
    """A class of ``regex``: the characters of words."""
    return rf"[\w{topic('letters')['marks']}]"


@cache
def _pattern() -> regex.Pattern[str]:
    return regex.compile(f"({_character()}++)")


@cache
def _usual_pattern() -> re.Pattern[str]:
    """The same for texts of usual characters, which are nearly all: twice as fast."""
    return re.compile(f"({characters(_character())}++)")


def words(text: str, span: Span, telling: frozenset[str] = frozenset()) -> tuple[Word, ...]:
    """The words of ``text`` inside ``span``; none where ``telling`` is given and none of these is among them."""
    # As in ``builder.recognise.words``: cut at once, and made without the detour over ``Word.__new__``.
    pieces = (_usual_pattern() if usual(text) else _pattern()).split(folded(text)[span.start : span.end])
    letters = pieces[1::2]
    if letters and plain(text) != folded(text):
        letters = strip_marks("\n".join(letters)).split("\n")
    if telling and telling.isdisjoint(letters):
        return ()
    borders = list(accumulate(map(len, pieces), initial=span.start))
    found = zip(borders[1::2], borders[2::2], letters, repeat(0), strict=False)
    return tuple(map(tuple.__new__, repeat(Word), found))


def phrase_at(sequence: tuple[Word, ...], at: int, phrases: Phrases, joined: bool = False) -> int:
    """How many words of ``sequence`` from ``at`` make one of ``phrases`` (0 for none).

    The first word may carry one of the conjunctions; with ``joined`` the last word of the phrase is a
    proclitic that begins a word of the text.
    """
    if at >= len(sequence) or (word := sequence[at].bare) not in phrases.beginnings:
        return 0
    rest = unjoined(word)
    for phrase in (*phrases.get(word, ()), *(phrases.get(rest, ()) if rest != word else ())):
        if at + len(phrase) <= len(sequence) and _goes_on(sequence, at, phrase, joined):
            return len(phrase)
    return 0


@cache
def conjunctions() -> tuple[str, ...]:
    """The conjunctions that are written as one with the next word."""
    return tuple(topic("quotation")["conjunctions"])


@lru_cache(maxsize=WORDS)
def unjoined(word: str) -> str:
    """A bare word without the conjunction it may begin with."""
    return word[1:] if len(word) > 2 and word[0] in conjunctions() else word


def with_joined(words: Iterable[str]) -> frozenset[str]:
    """The bare words, and each of them behind each conjunction that ``unjoined`` takes off."""
    singles = frozenset(words)
    return singles | {joined for word in singles for c in conjunctions() if unjoined(joined := c + word) == word}


def any_of(patterns: Iterable[re.Pattern[str]]) -> re.Pattern[str]:
    """One pattern for words that fit any of ``patterns``, which name no groups: one look tells most words from them."""
    return re.compile("|".join(f"(?:{pattern.pattern})" for pattern in patterns))


@lru_cache(maxsize=WORDS)
def readings(word: str) -> frozenset[str]:
    """What a bare word may be: itself, and itself without the conjunction it seems to begin with."""
    return frozenset((word, unjoined(word)))


def _goes_on(sequence: tuple[Word, ...], at: int, phrase: tuple[str, ...], joined: bool) -> bool:
    """Whether the words behind the one at ``at``, which begins the phrase, are the others of it."""
    last = len(phrase) - 1
    if joined and not last:
        return False  # a phrase of one word that is a proclitic begins no other word than itself
    for index in range(1, last + 1):
        word, wanted = sequence[at + index].bare, phrase[index]
        if joined and index == last:
            return word.startswith(wanted) and len(word) > len(wanted) + 1
        if word != wanted:
            return False
    return True
