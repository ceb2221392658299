"""Finds many known names in a text at once (Aho-Corasick), at word boundaries and behind Arabic proclitics."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from typing import Generic, TypeVar

import ahocorasick
import regex

from builder.languages import topic
from builder.model import Span
from builder.recognise.text import fold, is_letter

T = TypeVar("T")


class Gazetteer(Generic[T]):
    """An index of names; several values may share one name.

    A name matches where a word ends behind it and a word, or a word's proclitics (و ف ب ل ك س, and the article),
    begin before it. ``ل`` swallows the alef of the article: ``للأمم المتحدة`` matches ``الأمم المتحدة``, its span
    then begins with the second lam. Spans exclude proclitics. Vowel marks inside words are tolerated.
    """

    def __init__(self, entries: Iterable[tuple[str, T]]) -> None:
        """Builds the index from (name, value) pairs; a name is any spelling, a value anything."""
        values: dict[str, list[T]] = {}
        for name, value in entries:
            key = _key(name)
            if key:
                group = values.setdefault(key, [])
                if value not in group:
                    group.append(value)
        self._automaton = ahocorasick.Automaton()
        for key, group in values.items():
            self._automaton.add_word(key, (len(key), 0, group))
            article = _article()
            if key.startswith(article) and len(key) > len(article) + 2:
                # li- and the article are written as two lams: the article's alef is lost.
                swallowed = _swallowing() + key[len(article) :]
                self._automaton.add_word(swallowed, (len(swallowed) - 1, 1, group))
        self._empty = not values
        if not self._empty:
            self._automaton.make_automaton()

    def find(self, text: str) -> list[tuple[Span, T]]:
        """The names in ``text`` (as read, not folded) with their values, in order; the longest of overlapping names."""
        if self._empty:
            return []
        folded, places = _bare(text)
        candidates = sorted(self._candidates(folded), key=lambda found: (-(found[0].end - found[0].start), found[0]))
        taken: list[tuple[Span, list[T]]] = []
        covered = bytearray(len(folded))
        for span, group in candidates:
            if not any(covered[span.start : span.end]):
                covered[span.start : span.end] = b"\x01" * len(span)
                taken.append((span, group))
        taken.sort(key=lambda found: found[0])
        return [(Span(places[span.start], places[span.end - 1] + 1), value) for span, group in taken for value in group]

    def _candidates(self, folded: str) -> Iterator[tuple[Span, list[T]]]:
        for last, (length, swallowed, group) in self._automaton.iter(folded):
            end = last + 1
            start = end - length
            if end < len(folded) and is_letter(folded[end]):
                continue
            if _begins(folded, start - swallowed, bool(swallowed)):
                yield Span(start, end), group


def _key(name: str) -> str:
    folded = fold(name)
    return " ".join("".join(char for char in folded if char not in _marks()).split())


@lru_cache(maxsize=8)
def _bare(text: str) -> tuple[str, list[int]]:
    """Folded text without vowel marks, runs of spaces as one, and the place of each of its characters in ``text``."""
    folded = fold(text)
    places: list[int] = []
    kept: list[str] = []
    at = 0
    for match in _superfluous().finditer(folded):
        kept.append(folded[at : match.start()])
        places.extend(range(at, match.start()))
        at = match.end()
    kept.append(folded[at:])
    places.extend(range(at, len(folded)))
    return "".join(kept), places


@cache
def _superfluous() -> regex.Pattern[str]:
    """Vowel marks, and spaces behind a space (with marks between them or not)."""
    marks = "".join(sorted(_marks()))
    return regex.compile(f"[{marks}]+|(?<= [{marks}]*) +")


def _begins(folded: str, start: int, swallowed: bool) -> bool:
    """Whether only proclitics stand between the beginning of a word and ``start``."""
    begin = start
    while begin > 0 and is_letter(folded[begin - 1]) and start - begin < 6:
        begin -= 1
    if begin > 0 and is_letter(folded[begin - 1]):
        return False
    allowed = _before_swallowed() if swallowed else _proclitics()
    return folded[begin:start] in allowed


@cache
def _marks() -> frozenset[str]:
    return frozenset(topic("letters")["marks"])


@cache
def _proclitics() -> frozenset[str]:
    return frozenset(fold(word) for word in topic("proclitics")["before_names"]) | {""}


@cache
def _before_swallowed() -> frozenset[str]:
    return frozenset(fold(word) for word in topic("proclitics")["conjunctions"]) | {""}


def _article() -> str:
    return str(topic("proclitics")["article"])


def _swallowing() -> str:
    return str(topic("proclitics")["swallowing"])
