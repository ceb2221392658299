"""The literals of a dictionary as they come in: which are of one value, and which have none (table 8)."""

from __future__ import annotations

from collections.abc import Hashable, Iterator

from builder.reason.engine.datatypes import needs_look, value
from builder.reason.engine.names import Dictionary


class Literals:
    """What was found of the literals met so far; ``valueless``: those whose forms spell no value."""

    def __init__(self, dictionary: Dictionary) -> None:
        self.valueless: dict[int, None] = {}
        self._dictionary = dictionary
        self._examined = 0
        self._values: dict[Hashable, int] = {}

    def of_one_value(self) -> Iterator[tuple[int, int]]:
        """Each literal not yet examined that has the value of an earlier one, with the first of that value."""
        terms = self._dictionary.terms
        start, self._examined = self._examined, len(terms)
        typed = [number for number in range(start, len(terms)) if terms[number][0] == '"' and terms[number][-1] == ">"]
        for number in typed:
            if needs_look(terms[number]):
                meant = value(terms[number])
                if meant is None:
                    self.valueless[number] = None
                elif (first := self._values.setdefault(meant, number)) != number:
                    yield first, number
