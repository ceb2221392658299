"""What was right, extra and missed, by measure, and the figures made of it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

MEASURES: Final = (
    *("instrument", "party", "event", "event date", "supersession", "clause", "clause type", "person"),
    *("state", "organisation", "statement", "speaker", "mode"),
)
"""What is measured, in the order of the table. An event date, a speaker, a mode and a clause's type are measured
among the events, statements and clauses that were found."""


@dataclass(frozen=True, slots=True)
class Figures:
    """Counts of one measure; a share is None where it would divide by nothing."""

    right: int
    extra: int
    missed: int

    @property
    def precision(self) -> float | None:
        """The share of what was found that is right."""
        return self.right / (self.right + self.extra) if self.right + self.extra else None

    @property
    def recall(self) -> float | None:
        """The share of what should be found that was."""
        return self.right / (self.right + self.missed) if self.right + self.missed else None

    @property
    def f1(self) -> float | None:
        """The harmonic mean of precision and recall."""
        whole = 2 * self.right + self.extra + self.missed
        return 2 * self.right / whole if whole else None


class Tally:
    """Counts by measure, with a note for each miss and each extra."""

    def __init__(self) -> None:
        self._right: Counter[str] = Counter()
        self._extra: Counter[str] = Counter()
        self._missed: Counter[str] = Counter()
        self.notes: defaultdict[str, list[str]] = defaultdict(list)

    def add(self, measure: str, right: int, extra: Iterable[str] = (), missed: Iterable[str] = ()) -> None:
        """Adds what was right, and the name of each extra and each miss."""
        extras, misses = sorted(extra), sorted(missed)
        self._right[measure] += right
        self._extra[measure] += len(extras)
        self._missed[measure] += len(misses)
        self.notes[measure] += [f"missed {name}" for name in misses] + [f"extra {name}" for name in extras]

    def judge(self, measure: str, right: bool, note: str, found: bool = True) -> None:
        """Adds one thing that is right or wrong; a wrong one is missed, and where something was found also extra."""
        if right:
            self._right[measure] += 1
            return
        self._extra[measure] += int(found)
        self._missed[measure] += 1
        self.notes[measure].append(note)

    def merge(self, other: Tally) -> None:
        """Adds the counts of another, not its notes."""
        for mine, theirs in (
            (self._right, other._right),
            (self._extra, other._extra),
            (self._missed, other._missed),
        ):
            mine.update(theirs)

    def figures(self, measure: str) -> Figures:
        """The figures of a measure."""
        return Figures(self._right[measure], self._extra[measure], self._missed[measure])
