"""Statements: who said what, how it was reported, and where."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from endpoint.views.reader import Reader, Shown
from endpoint.views.sources import Ledger, Words

_MOST: Final = 120


@dataclass(frozen=True, slots=True)
class Speech:
    """One statement."""

    thing: Shown
    speakers: tuple[Shown, ...]
    modes: tuple[Shown, ...]
    via: tuple[Shown, ...]
    about: tuple[Shown, ...]
    words: tuple[Words, ...]


def speeches(reader: Reader, ledger: Ledger, statements: Iterable[str]) -> tuple[Speech, ...]:
    """Statements in the order of their articles and of the text; 120 at most."""
    found = [(ledger.spans_of(name), name) for name in statements]
    return tuple(_speech(reader, ledger, name) for spans, name in reader.first(sorted(found), _MOST) if spans)


def _speech(reader: Reader, ledger: Ledger, statement: str) -> Speech:
    def names(predicate: str) -> tuple[Shown, ...]:
        return tuple(reader.names(reader.iris(statement, predicate)))

    words = tuple(ledger.words_of(statement))
    return Speech(
        reader.name(statement),
        names("mq:speaker"),
        names("mq:mode"),
        names("mq:reportedVia"),
        names("mq:about"),
        words,
    )
