"""Builds a graph again whenever its articles change."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Final

from watchfiles import Change, watch

from builder import read
from builder.errors import GraphError, MithaqError
from builder.pipeline.build import rebuild
from builder.pipeline.progress import Progress
from builder.pipeline.resident import Resident
from builder.pipeline.summary import Summary

_SETTLED: Final = 100
"""Milliseconds without a change after which no more is expected."""
_LONGEST: Final = 10_000
"""Milliseconds after which those that came are built while others still come."""
_LOOK: Final = 250
"""Milliseconds after which it is seen whether it is time to stop."""
_PATIENCE: Final = 5.0
"""Seconds after which a build that another one was in the way of, or a full disk, is tried again."""


def watching(
    resident: Resident,
    paths: Sequence[Path],
    progress: Progress,
    reasoner: str,
    decisions: Path | None,
    done: Callable[[Summary], object],
    refused: Callable[[MithaqError], object],
    stop: threading.Event | None = None,
) -> None:
    """Build now, and again whenever the files in ``paths`` or the judgements change, until ``stop``.

    ``done`` is told of each build, ``refused`` why there was none; the graph stays as it was then. Raises InputError
    where a path does not exist.
    """
    due: float | None = time.monotonic()
    for changed in _changes(resident.directory, paths, decisions, stop):
        if changed:
            due = time.monotonic()
        if due is None or time.monotonic() < due:
            continue
        due = None
        try:
            done(_built(resident, paths, progress, reasoner, decisions))
        except MithaqError as error:
            refused(error)
            due = time.monotonic() + _PATIENCE if isinstance(error, GraphError) else None
        resident.rest()


def _built(
    resident: Resident, paths: Sequence[Path], progress: Progress, reasoner: str, decisions: Path | None
) -> Summary:
    knew = resident.knows
    try:
        return rebuild(resident, paths, progress, reasoner, decisions)
    except GraphError:
        if not knew:
            raise
        return rebuild(resident, paths, progress, reasoner, decisions)  # perhaps what it knew was of no more use


def _changes(
    directory: Path, paths: Sequence[Path], decisions: Path | None, stop: threading.Event | None
) -> Iterator[bool]:
    """Whether anything changed since it was asked last, for which it waits a little while."""
    read.paths([path for path in paths if not path.exists()])
    folders = {path.resolve() for path in paths if path.is_dir()}
    files = {path.resolve() for path in (*paths, *([decisions] if decisions else [])) if not path.is_dir()}
    graph = directory.resolve()

    def counts(_change: Change, name: str) -> bool:
        path = Path(name)
        if path in files:
            return True
        around = {path, *path.parents}
        return not path.name.startswith(".") and graph not in around and not folders.isdisjoint(around)

    every = (*folders, *(path.parent for path in files))
    found = watch(
        *every,
        watch_filter=counts,
        debounce=_LONGEST,
        step=_SETTLED,
        stop_event=stop,
        rust_timeout=_LOOK,
        yield_on_timeout=True,
    )
    yield from map(bool, found)
