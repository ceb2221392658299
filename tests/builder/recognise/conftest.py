"""What the tests of instruments ask of a text."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from builder.extract import extract
from builder.model import Article

_KINDS = ("Treaty", "PoliticalDeclaration", "Instrument")


@pytest.fixture
def mentions() -> Callable[[str], list[list[str]]]:
    """The words of each instrument's mentions, in the order of the text."""

    def found(text: str) -> list[list[str]]:
        reading = extract(Article("x", text, "0" * 64, "x"), deep=True)
        groups = [
            sorted((m.span.start, m.span.of(text)) for m in reading.mentions if m.entity == entity.key)
            for entity in reading.entities
            if entity.kind in _KINDS
        ]
        return [[words for _, words in group] for group in sorted(groups)]

    return found
