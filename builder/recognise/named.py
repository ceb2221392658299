"""A person's name in a sentence with its titles, and a title without a name: what the search for persons yields."""

from __future__ import annotations

from dataclasses import dataclass

from builder.model import Span
from builder.recognise.offices import Title
from builder.recognise.words import Word


@dataclass(frozen=True, slots=True)
class Named:
    """A person's name in the text, with the titles beside it. ``words``: the bare words of the name."""

    span: Span
    words: tuple[str, ...]
    rule: str
    titles: tuple[tuple[Title, Span], ...] = ()
    key: str | None = None


@dataclass(frozen=True, slots=True)
class Untitled:
    """A title that no name follows: "the Russian president"."""

    span: Span
    title: Title


def title_words(sequence: tuple[Word, ...], title: Title) -> Span:
    """The words of a title."""
    return Span(sequence[title.first].start, sequence[title.last].end)


def named(sequence: tuple[Word, ...], first: int, end: int, rule: str, *titles: Title) -> Named:
    """The name of the words ``first`` to before ``end``, with ``titles``."""
    span = Span(sequence[first].start, sequence[end - 1].end)
    return Named(
        span,
        tuple(word.text for word in sequence[first:end]),
        rule,
        tuple((t, title_words(sequence, t)) for t in titles),
    )
