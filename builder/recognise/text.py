"""Folds Arabic text for matching without changing its length, and says where words begin.

Folding is one code point to one, so that an offset in the folded text is an offset in the original.
"""

from __future__ import annotations

import re  # four times as fast as regex for a mere set of characters
from functools import cache, lru_cache
from typing import Final

import regex

from builder.languages import topic

_RARE: Final = re.compile("[\U00010000-\U0010ffff]")
_LONG: Final = 64
"""From how many code points on a text is searched for each letter in turn: slower for a word, far faster for a page."""


@cache
def _folding() -> tuple[tuple[str, str], ...]:
    table: dict[str, str] = topic("letters")["fold"]
    return tuple((source, target) for group, target in table.items() for source in group)


@cache
def _folded_letters() -> dict[str, str]:
    return dict(_folding())


@cache
def _variant() -> re.Pattern[str]:
    """Any letter that is folded."""
    return re.compile(f"[{''.join(_folded_letters())}]")


def fold(text: str) -> str:
    """``text`` with letter variants made equal (alef, yeh, teh marbuta, Persian letters, spaces); same length."""
    if len(text) < _LONG:
        for source in _variant().findall(text):  # three times as fast as to ask for each letter of a word
            text = text.replace(source, _folded_letters()[source])
        return text
    for source, target in _folding():  # far faster than str.translate, which looks up every letter
        text = text.replace(source, target)
    return text


@lru_cache(maxsize=4)
def folded(text: str) -> str:
    """``fold`` of a whole article, done once for all rules that read it; its stretches are slices of this."""
    return fold(text)


@lru_cache(maxsize=4)
def plain(text: str) -> str:
    """A whole article folded and without vowel marks, done once; its offsets are not those of the article."""
    return strip_marks(folded(text))


@lru_cache(maxsize=8)
def spaced(text: str) -> str:
    """A whole article as ``plain`` gives it, runs of spaces as one."""
    bare = plain(text)
    while "  " in bare:
        bare = bare.replace("  ", " ")
    return bare


@cache
def _marks() -> frozenset[str]:
    return frozenset(topic("letters")["marks"])


@cache
def marks_pattern() -> re.Pattern[str]:
    """One or more vowel marks or tatweels."""
    return re.compile(f"[{''.join(sorted(_marks()))}]+")


def strip_marks(text: str) -> str:
    """``text`` without short vowels, shadda and tatweel; shorter, so only for keys and comparisons."""
    if len(text) < _LONG:
        return text if marks_pattern().search(text) is None else marks_pattern().sub("", text)
    for mark in _marks():
        if mark in text:  # told at once, while to leave out what is not there goes over every letter
            text = text.replace(mark, "")
    return text


@cache
def characters(pattern: str) -> str:
    """A class of ``re`` with the characters of Unicode's first plane that a class of ``regex`` takes.

    ``re`` is twice as fast with it, but takes other characters for letters than ``regex`` does.
    """
    plane = "".join(map(chr, (*range(0xD800), *range(0xE000, 0x10000))))
    runs = regex.findall(f"{pattern}+", plane)
    return "[" + "".join(f"{re.escape(run[0])}-{re.escape(run[-1])}" for run in runs) + "]"


@lru_cache(maxsize=4)
def usual(text: str) -> bool:
    """Whether a whole article has no character beyond Unicode's first plane (emoji, rare scripts)."""
    return _RARE.search(text) is None


def is_letter(char: str) -> bool:
    """Whether ``char`` belongs to a word: a letter, a digit, or a vowel mark or tatweel inside one."""
    return char.isalnum() or char in _marks()
