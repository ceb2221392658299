"""What is asked of a query worker, and the ways in which it may not be answered."""

from __future__ import annotations

from dataclasses import dataclass

from builder.errors import MithaqError


class WorkError(MithaqError):
    """A query was not answered."""


class QueryRefusedError(WorkError):
    """The query cannot be parsed, or failed for a reason of its own."""


class BusyError(WorkError):
    """No worker came free in time."""


class TimeLimitError(WorkError):
    """The query took longer than it may."""


class UnavailableError(WorkError):
    """The graph itself cannot be read."""


class MemoryLimitError(WorkError):
    """The query needed more memory, or a deeper stack, than it may have."""


class CutShortError(WorkError):
    """The answer stopped in its middle, after its first bytes were sent."""


@dataclass(frozen=True, slots=True)
class Job:
    """One query: its text, the folder of the store, its dataset, and a format for either kind of answer.

    ``head``: only say what the answer would be. ``most``: the most rows that the format "page" gives.
    ``file``: N-Triples to give instead of an answer of the store. ``network``: the query asks other endpoints.
    ``quads``: a file of all that the store has in named graphs, where it is small enough to be held in memory.
    ``most_rows``: the most rows or triples of the answer, which fails with more; 0 for any number.
    """

    query: str
    store: str
    base: str
    rows: str | None = "json"
    triples: str | None = "turtle"
    default: tuple[str, ...] = ()
    named: tuple[str, ...] = ()
    head: bool = False
    file: str | None = None
    most: int = 0
    network: bool = False
    quads: str | None = None
    most_rows: int = 0
