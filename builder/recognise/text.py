"""Folds Arabic text for matching without changing its length, and says where words begin.

Folding is one code point to one, so that an offset in the folded text is an offset in the original.
"""

from __future__ import annotations

from functools import cache

from builder.languages import topic


@cache
def _folding() -> dict[int, str]:
    table: dict[str, str] = topic("letters")["fold"]
    return {ord(source): target for group, target in table.items() for source in group}


def fold(text: str) -> str:
    """``text`` with letter variants made equal (alef, yeh, teh marbuta, Persian letters, spaces); same length."""
    return text.translate(_folding())


@cache
def _marks() -> frozenset[str]:
    return frozenset(topic("letters")["marks"])


def strip_marks(text: str) -> str:
    """``text`` without short vowels, shadda and tatweel; shorter, so only for keys and comparisons."""
    marks = _marks()
    return "".join(c for c in text if c not in marks)


def is_letter(char: str) -> bool:
    """Whether ``char`` belongs to a word: a letter, a digit, or a vowel mark or tatweel inside one."""
    return char.isalnum() or char in _marks()


def word_starts(text: str, at: int) -> bool:
    """Whether a word begins at ``at``."""
    return at == 0 or not is_letter(text[at - 1])


def word_ends(text: str, at: int) -> bool:
    """Whether a word ends before ``at``."""
    return at >= len(text) or not is_letter(text[at])
