"""How a query is understood: its algebra, made in a process of its own, with what each of its patterns matches."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any, Final

from pyoxigraph import DefaultGraph, Literal, NamedNode

from endpoint.frames import ClosedError, DeadlineError, send_json
from endpoint.functions import PREFIXES
from endpoint.jobs import BusyError, MemoryLimitError, QueryRefusedError, TimeLimitError
from endpoint.process import Worker
from endpoint.views.reader import Reader

_LONGEST: Final = 20_000
_SECONDS: Final = 5.0
_PATIENCE: Final = 0.5
"""Seconds to wait for room: a thread that waits answers nobody."""
_MEMORY: Final = 512 << 20
_COUNTED: Final = 2000
_PATTERNS: Final = 40
# A process takes most of a second of a core to start: two are enough for people who read explanations.
_ROOM: Final = threading.BoundedSemaphore(2)


@dataclass(frozen=True, slots=True)
class Pattern:
    """A triple pattern, with how many triples match it by itself; None where that was not counted."""

    text: str
    matches: int | None

    @property
    def many(self) -> bool:
        """Whether there are more than were counted."""
        return self.matches is not None and self.matches > _COUNTED


@dataclass(frozen=True, slots=True)
class Step:
    """An operator of the algebra, what it works with, its patterns, and the steps before it."""

    operator: str
    details: tuple[str, ...]
    patterns: tuple[Pattern, ...]
    below: tuple[Step, ...]


def explanation(reader: Reader, text: str) -> Step:
    """The tree of a query.

    Raises QueryRefusedError for one that cannot be explained, BusyError, TimeLimitError or MemoryLimitError.
    """
    if len(text) > _LONGEST:
        raise QueryRefusedError(f"a query of more than {_LONGEST:,} characters is not explained")
    job = {"query": text, "base": reader.base, "prefixes": PREFIXES}
    if not _ROOM.acquire(timeout=_PATIENCE):
        raise BusyError("others are having their queries explained; ask again in a moment")
    try:
        found = _ask(job)
    finally:
        _ROOM.release()
    return _step(found, reader, iter(range(_PATTERNS)))


def _ask(job: dict[str, Any]) -> dict[str, Any]:
    """What the process says of a query."""
    worker = Worker(_MEMORY, "endpoint.explainer")
    try:
        worker.wait()
        send_json(worker.line, b"Q", job)
        letter, body = worker.frames.next(time.monotonic() + _SECONDS)
    except DeadlineError as error:
        raise TimeLimitError(f"the query takes more than {_SECONDS:g} s to explain") from error
    except (ClosedError, OSError) as error:
        raise MemoryLimitError("the query needs too much memory, or is nested too deeply, to explain") from error
    finally:
        worker.end()
    found: dict[str, Any] = json.loads(body)
    if letter == b"E":
        raise QueryRefusedError(str(found["message"]))
    return found


def _step(node: dict[str, Any], reader: Reader, room: Iterator[int]) -> Step:
    patterns = tuple(_pattern(triple, reader, room) for triple in node["triples"])
    below = tuple(_step(child, reader, room) for child in node["below"])
    return Step(node["operator"], tuple(node["details"]), patterns, below)


def _pattern(triple: list[dict[str, Any]], reader: Reader, room: Iterator[int]) -> Pattern:
    """A pattern, counted while there is room: in the merge of all graphs, which is what a query sees unless it says."""
    text = " ".join(str(part["text"]) for part in triple)
    if any(part["type"] == "path" for part in triple) or next(room, None) is None:
        return Pattern(text, None)
    subject, predicate, obj = (_constant(part) for part in triple)
    if isinstance(subject, Literal) or isinstance(predicate, Literal):
        return Pattern(text, 0)
    found = reader.store.quads_for_pattern(subject, predicate, obj, DefaultGraph())
    return Pattern(text, sum(1 for _ in islice(found, _COUNTED + 1)))


def _constant(part: dict[str, Any]) -> NamedNode | Literal | None:
    if part["type"] == "uri":
        return NamedNode(part["value"])
    if part["type"] != "literal":
        return None
    if part["language"]:
        return Literal(part["value"], language=part["language"])
    return Literal(part["value"], datatype=NamedNode(part["datatype"]) if part["datatype"] else None)
