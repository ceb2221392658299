"""Finds many known names in a text at once (Aho-Corasick), at word boundaries and behind Arabic proclitics."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from operator import itemgetter
from typing import Any, Final, Generic, NamedTuple, TypeVar

import ahocorasick
import regex

from builder.languages import topic
from builder.model import Span
from builder.recognise.text import fold, folded, is_letter, marks_pattern, plain, spaced, strip_marks

T = TypeVar("T")


class Gazetteer(Generic[T]):
    """An index of names; several values may share one name.

    A name matches where a word ends behind it and a word, or a word's proclitics (و ف ب ل ك س, and the article),
    begin before it. ``ل`` swallows the alef of the article: ``للأمم المتحدة`` matches ``الأمم المتحدة``, its span
    then begins with the second lam. Spans exclude proclitics. Vowel marks inside words are tolerated.
    """

    def __init__(self, entries: Iterable[tuple[str, T]], *, together: bool = False) -> None:
        """Builds the index from (name, value) pairs; a name is any spelling, a value anything.

        ``together``: its names are found in one pass over a text with those of all others made so.
        """
        values: dict[str, list[T]] = {}
        for name, value in entries:
            key = _key(name)
            if key:
                group = values.setdefault(key, [])
                if value not in group:
                    group.append(value)
        self._names: dict[str, _Found[T]] = {}
        for key, group in values.items():
            self._names[key] = (len(key), 0, group)
            article = _article()
            if key.startswith(article) and len(key) > len(article) + 2:
                # li- and the article are written as two lams: the article's alef is lost.
                swallowed = _swallowing() + key[len(article) :]
                self._names[swallowed] = (len(swallowed) - 1, 1, group)
        self._empty = not values
        self._automaton = _automaton((name, [(self, found)]) for name, found in self._names.items())
        if together:
            _TOGETHER.append(self)

    def find(self, text: str) -> list[tuple[Span, T]]:
        """The names in ``text`` (as read, not folded) with their values, in order; the longest of overlapping names."""
        if self._empty:
            return []
        bare = spaced(text)
        seen = _seen(bare) if self in _TOGETHER else {}
        candidates = sorted(seen[self] if self in seen else self._candidates(bare), key=_longest)
        if not candidates:
            return []
        taken: list[tuple[int, int, list[T]]] = []
        covered = bytearray(len(bare))
        for start, end, group in candidates:
            if 1 not in covered[start:end]:
                covered[start:end] = b"\x01" * (end - start)
                taken.append((start, end, group))
        taken.sort(key=itemgetter(0))
        place = _left_out(text).place
        return [(Span(place(start), place(end - 1) + 1), value) for start, end, group in taken for value in group]

    def spellings(self) -> Iterable[str]:
        """What stands in every text, as ``spaced`` gives it, that holds one of the names."""
        return self._names

    def within(self, text: str) -> bool:
        """Whether ``text`` holds one of the names at all."""
        return not self._empty and next(self._candidates(spaced(text)), None) is not None

    def _candidates(self, folded: str) -> Iterator[tuple[int, int, list[T]]]:
        for _, candidate in _matches(self._automaton, folded):
            yield candidate


_Found = tuple[int, int, list[T]]
"""A name's length, how many letters its first word has swallowed, and its values; or where it stands, and these."""
_TOGETHER: Final[list[Gazetteer[Any]]] = []


@lru_cache(maxsize=4)
def _seen(folded: str) -> dict[Gazetteer[Any], list[_Found[Any]]]:
    """Where names of the gazetteers that are made to be found together may stand in a text, by gazetteer.

    One that is made later is in the next text's.
    """
    seen: dict[Gazetteer[Any], list[_Found[Any]]] = {one: [] for one in _TOGETHER}
    for one, candidate in _matches(_union(len(_TOGETHER)), folded):
        seen[one].append(candidate)
    return seen


@lru_cache(maxsize=1)
def _union(count: int) -> ahocorasick.Automaton:
    """The names of the first ``count`` of them in one automaton."""
    names: dict[str, list[tuple[Gazetteer[Any], _Found[Any]]]] = {}
    for one in _TOGETHER[:count]:
        for name, found in one._names.items():
            names.setdefault(name, []).append((one, found))
    return _automaton(names.items())


def _automaton(names: Iterable[tuple[str, list[tuple[Gazetteer[Any], _Found[Any]]]]]) -> ahocorasick.Automaton:
    automaton = ahocorasick.Automaton()
    for name, found in names:
        automaton.add_word(name, found)
    if automaton:
        automaton.make_automaton()
    return automaton


def _matches(automaton: ahocorasick.Automaton, folded: str) -> Iterator[tuple[Gazetteer[Any], _Found[Any]]]:
    """Whose names stand where between the borders of words or behind proclitics: from where, to where, the values."""
    for last, found in automaton.iter(folded):
        end = last + 1
        if end < len(folded) and folded[end].isalnum():  # no vowel mark is left in it
            continue
        for one, (length, swallowed, group) in found:
            if _begins(folded, end - length - swallowed, bool(swallowed)):
                yield one, (end - length, end, group)


def _longest(candidate: tuple[int, int, object]) -> tuple[int, int]:
    """Sorts the longer names first, then those that stand first."""
    start, end, _ = candidate
    return start - end, start


def _key(name: str) -> str:
    return " ".join(strip_marks(fold(name)).split())


class _LeftOut(NamedTuple):
    """Where something of a text was left out, as offsets in what remains, and how much before each and behind all."""

    cuts: list[int]
    shifts: list[int]

    def place(self, at: int) -> int:
        """Where in the text as read the character at ``at`` of what remains stands."""
        return at + self.shifts[bisect_right(self.cuts, at)]


@lru_cache(maxsize=8)
def _left_out(text: str) -> _LeftOut:
    """What ``spaced`` leaves out; looked for only where a name was found."""
    cuts: list[int] = []
    shifts = [0]
    for match in (_superfluous() if "  " in plain(text) else marks_pattern()).finditer(folded(text)):
        start, end = match.span()
        cuts.append(start - shifts[-1])
        shifts.append(shifts[-1] + end - start)
    return _LeftOut(cuts, shifts)


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
