"""The words of a sentence, folded, each with its place and what parts it from the word before."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from itertools import accumulate, compress, count, repeat
from operator import itemgetter
from typing import Final, NamedTuple

import regex

from builder.languages import topic
from builder.model import Span
from builder.recognise.text import characters, fold, strip_marks, usual

WORDS: Final = 1 << 16
"""How many words the rules keep their judgements of: enough for a text, and no more memory however many texts."""


class Word(NamedTuple):
    """A word: its place, its folded letters without vowel marks, and the characters between it and the one before."""

    start: int
    end: int
    text: str
    gap: str

    @property
    def span(self) -> Span:
        """Its place, made when it is asked for: few are."""
        return Span(self.start, self.end)

    @property
    def near(self) -> bool:
        """Whether only one space, or a hyphen, parts it from the word before."""
        return self.gap == " " or self.gap == "-" or not self.gap.strip(" \u00a0")


class Words(tuple[Word, ...]):
    """The words of a stretch, and their letters alone, among which rules look for words that most stretches lack."""

    texts: tuple[str, ...]


@cache
def _word() -> regex.Pattern[str]:
    marks = regex.escape(topic("letters")["marks"])
    return regex.compile(rf"([^\W_{marks}][^\W_{marks}]*+(?:[{marks}]+[^\W_]*+)*+)")


@cache
def _usual_word() -> re.Pattern[str]:
    """The same for texts of usual characters, which are nearly all: twice as fast."""
    marks = topic("letters")["marks"]
    first, further = characters(rf"[^\W_{marks}]"), characters(r"[^\W_]")
    return re.compile(rf"({first}++(?:[{marks}]++{further}*+)*+)")


def words(text: str, span: Span) -> Words:
    """The words of ``text`` inside ``span``, in order."""
    return _words(text, span.start, span.end)


@lru_cache(maxsize=256)
def _words(text: str, start: int, end: int) -> Words:
    # Cut at once into gaps and words in turn, which is faster than a match for each word; ``tuple.__new__``, because a
    # text is mostly words, and ``Word.__new__`` is a detour.
    pieces = (_usual_word() if usual(text) else _word()).split(text[start:end])
    borders = list(accumulate(map(len, pieces), initial=start))
    letters = tuple(_letters(pieces[1::2]))
    found = zip(borders[1::2], borders[2::2], letters, pieces[::2], strict=False)
    made = Words(map(tuple.__new__, repeat(Word), found))
    made.texts = letters
    return made


def places(sequence: Iterable[tuple[int, int, str, object]], fitting: frozenset[str]) -> Iterator[int]:
    """The indexes of the words that are in a set, which most are not: a loop over all words without one in Python."""
    texts = sequence.texts if isinstance(sequence, Words) else tuple(map(_TEXT, sequence))
    return iter(()) if fitting.isdisjoint(texts) else compress(count(), map(fitting.__contains__, texts))


_TEXT = itemgetter(2)


def _letters(read: list[str]) -> list[str]:
    """Words as the rules compare them, all folded at once."""
    if not read:
        return []
    letters = strip_marks(fold("\n".join(read))).split("\n")
    for at in compress(count(), map(_as_written().__contains__, read)):
        letters[at] = read[at]
    return letters


@cache
def _as_written() -> frozenset[str]:
    """Words that stay as written: particles, and names that folding would make particles of (آلان, الآن)."""
    return unfolded() | frozenset(topic("names")["as_written"])


@cache
def unfolded() -> frozenset[str]:
    """Particles that stay as written, because folding would make other words of them (على, علي)."""
    return frozenset(topic("common-words")["unfolded"])


@lru_cache(maxsize=WORDS)
def bare(word: str) -> str:
    """A word or phrase as it is compared: folded, without vowel marks, its spaces single."""
    return " ".join(strip_marks(fold(word)).split())
