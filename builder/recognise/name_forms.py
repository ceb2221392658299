"""Compares persons' names: spellings of newsrooms, compounds, short and long forms of one name."""

from __future__ import annotations

from functools import lru_cache

from builder.languages import topic
from builder.recognise.lexicon import joins, listed, stem
from builder.recognise.named import Named
from builder.recognise.words import WORDS, bare


@lru_cache(maxsize=WORDS)
def tokens(words: tuple[str, ...]) -> tuple[str, ...]:
    """The words of a name that tell it from others: compounds of عبد as one, without ``bin`` and its like."""
    found: list[str] = []
    carried = ""
    for word in words:
        if word in listed("names", "servant"):
            carried = stem(word)
        elif word in joins():
            continue
        else:
            found.append(carried + word)
            carried = ""
    return tuple(found)


@lru_cache(maxsize=WORDS)
def skeleton(word: str) -> str:
    """A word as newsrooms agree on it: one letter for a foreign g, no long vowels within."""
    data = topic("transliteration")
    for letters, one in data["exchanged"].items():
        for letter in letters:
            word = word.replace(bare(letter), bare(one))
    vowels = {bare(letter) for letter in data["long_vowels"]}
    return word[:1] + "".join(char for char in word[1:] if char not in vowels)


def same(one: Named, other: Named) -> bool:
    """Whether two full names are one person's: the same known person, one spelling, or one contained in the other."""
    if one.key and other.key:
        return one.key == other.key
    a, b = tokens(one.words), tokens(other.words)
    if _skeletons(a) == _skeletons(b):
        return True
    short, long = sorted((a, b), key=len)
    if len(short) < 2:
        return False
    compound = len(short) == 2 and short[1] in listed("names", "completions")  # "سعد الدين" is one name of two words
    return (short[0] == long[0] and _within(short, long)) or (compound and short == long[-2:])


@lru_cache(maxsize=WORDS)
def _skeletons(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(map(skeleton, words))


def _within(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """Whether the words of ``short`` stand in ``long`` in this order."""
    rest = iter(long)
    return all(any(skeleton(word) == skeleton(other) for other in rest) for word in short)
