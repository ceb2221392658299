"""An article's text as the rules on instruments match it, and the way from its places back to the article's."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from functools import lru_cache, partial

from builder.languages import topic
from builder.recognise.text import folded, marks_pattern
from builder.recognise.text import plain as unmarked


@lru_cache(maxsize=2)
def plain(text: str) -> tuple[str, Sequence[int]]:
    """The text folded, without vowel marks, all quotation marks alike; and each code point's place in the article."""
    bare = unmarked(text)
    for quote in topic("instruments")["quotes"]:
        bare = bare.replace(quote, '"')
    if len(bare) == len(text):
        return _unligated(bare, range(len(bare) + 1))
    offsets: list[int] = []
    at = 0
    for match in marks_pattern().finditer(folded(text)):
        offsets.extend(range(at, match.start()))
        at = match.end()
    offsets.extend(range(at, len(text) + 1))
    return _unligated(bare, offsets)


def _unligated(text: str, offsets: Sequence[int]) -> tuple[str, Sequence[int]]:
    """The text with ligatures written as their letters, each at the ligature's place: "اﻻتفاقية"."""
    ligatures: dict[str, str] = topic("instruments")["ligatures"]
    if not any(ligature in text for ligature in ligatures):
        return text, offsets
    places = [place for char, place in zip(text, offsets, strict=False) for _ in ligatures.get(char, char)]
    return "".join(ligatures.get(char, char) for char in text), [*places, offsets[-1]]


def finder(offsets: Sequence[int]) -> Callable[[int], int]:
    """Tells where an offset of the article stands in the text: where nothing was left out, at the same place."""
    return int if isinstance(offsets, range) else partial(bisect_left, offsets)
