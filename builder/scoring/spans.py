"""Spans of gold and spans of a graph: where words occur, how far two overlap, and which belong together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final, TypeVar

from builder.model import Span

LONGEST: Final = 2_500
"""The most characters that a span of gold, given by its first and last words, may have."""

Gold = TypeVar("Gold", int, str)


def occurrences(words: str, text: str) -> list[Span]:
    """Every place of some words in a text, overlapping ones too."""
    found, at = [], text.find(words) if words else -1
    while at >= 0:
        found.append(Span(at, at + len(words)))
        at = text.find(words, at + 1)
    return found


def between(starts: str, ends: str, text: str) -> list[Span]:
    """Every span that begins with the first words and ends with the next following last words."""
    found = []
    for start in occurrences(starts, text):
        at = text.find(ends, start.start)
        if at >= 0 and at + len(ends) - start.start < LONGEST:
            found.append(Span(start.start, at + len(ends)))
    return found


def shared(one: Span, other: Span) -> int:
    """The number of code points that two spans share."""
    return max(0, min(one.end, other.end) - max(one.start, other.start))


def overlapping(one: Iterable[Span], others: Iterable[Span]) -> int:
    """How many of the first spans share anything with one of the others."""
    theirs = tuple(others)
    return sum(1 for span in one if any(shared(span, other) for other in theirs))


def similar(one: Span, other: Span) -> bool:
    """Whether two spans are the same statement: most of the shorter is shared, and enough of both together."""
    common = shared(one, other)
    if not common:
        return False
    whole = max(one.end, other.end) - min(one.start, other.start)
    return common / min(len(one), len(other)) >= 0.6 and common / whole >= 0.4


def assign(weights: Mapping[tuple[Gold, str], int]) -> dict[Gold, str]:
    """Which of the graph's things stands for which of gold's: one to one, the heaviest pairs first."""
    pairs: dict[Gold, str] = {}
    taken: set[str] = set()
    for (gold, found), weight in sorted(weights.items(), key=lambda item: (-item[1], str(item[0]))):
        if weight and gold not in pairs and found not in taken:
            pairs[gold] = found
            taken.add(found)
    return pairs
