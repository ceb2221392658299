"""The server's side of the overlay: one writing process, started when it is needed, and the view that queries read."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from builder.errors import QueryError
from builder.store import Graph
from builder.vocabulary import PREFIXES
from endpoint.frames import ClosedError, DeadlineError, send, send_json
from endpoint.jobs import MemoryLimitError, TimeLimitError, UnavailableError
from endpoint.overlay import JOURNAL, graph_file
from endpoint.process import Worker
from endpoint.settings import Settings


class ForeignGraphError(QueryError):
    """A request would write a graph of the built graph."""


@dataclass(frozen=True, slots=True)
class View:
    """What queries read now: the folder of the store, a name for its state, the folder of the overlay's graphs."""

    store: Path
    name: str
    overlay: Path | None = None

    def own_graph(self, graph: str | None) -> Path | None:
        """The file of a graph of the overlay (None: the default graph), None where there is no such graph."""
        file = graph_file(self.overlay, graph) if self.overlay else None
        return file if file and file.exists() else None


@dataclass(frozen=True, slots=True)
class Body:
    """One uploaded document and the name of its format."""

    format: str
    data: bytes


class Writer:
    """Applies updates and uploads, one at a time; may be called from any thread."""

    def __init__(self, directory: Path, settings: Settings) -> None:
        self._directory = directory
        self._settings = settings
        self._lock = threading.Lock()
        self._worker: Worker | None = None
        self._views: dict[Path, View] = {}

    def view(self, graph: Graph) -> View:
        """The snapshot with what was written beside it; the snapshot alone where that is nothing."""
        found = self._views.get(graph.path)
        if found is None:
            with self._lock:
                found = self._views.get(graph.path) or self._open(graph)
        return found

    def update(self, graph: Graph, text: str, base: str, using: Sequence[str], named: Sequence[str]) -> None:
        """Run a SPARQL Update. Raises QueryError, ForeignGraphError, TimeLimitError or MemoryLimitError."""
        dataset = {"using": list(using), "named": list(named), "prefixes": PREFIXES}
        self._write(graph, {"operation": "update", "text": text, "base": base, **dataset}, ())

    def change_graph(self, graph: Graph, operation: str, name: str | None, base: str, bodies: Sequence[Body]) -> bool:
        """Put, post or delete a graph (None: the default graph); whether it was there before.

        Raises as ``update`` does.
        """
        job = {"operation": operation, "graph": name, "base": base}
        return bool(self._write(graph, job, bodies)["existed"])

    def close(self) -> None:
        """End the process."""
        with self._lock:
            self._end()

    def _open(self, graph: Graph) -> View:
        journal = self._directory / JOURNAL
        if not journal.exists() or not journal.stat().st_size:
            self._views = {graph.path: View(graph.path / "store", graph.identifier)}
        else:
            self._ask(graph, {"operation": "open"}, ())
        return self._views[graph.path]

    def _write(self, graph: Graph, job: dict[str, Any], bodies: Sequence[Body]) -> dict[str, Any]:
        with self._lock:
            return self._ask(graph, job, bodies)

    def _ask(self, graph: Graph, job: dict[str, Any], bodies: Sequence[Body]) -> dict[str, Any]:
        """Have the process do a job; where it does not answer in time, or dies, it is ended and nothing was done."""
        worker = self._worker = self._worker or Worker(self._settings.memory_limit << 20, "endpoint.writer")
        try:
            worker.wait()
            deadline = time.monotonic() + self._settings.time_limit
            send_json(worker.line, b"Q", {**self._whole(graph), **job, "formats": [body.format for body in bodies]})
            for body in bodies:
                send(worker.line, b"D", body.data)
            letter, answer = worker.frames.next(deadline)
        except DeadlineError as error:
            self._end()
            raise TimeLimitError(f"the update took longer than {self._settings.time_limit:g} s") from error
        except (ClosedError, OSError) as error:
            self._end()
            limit = self._settings.memory_limit
            raise MemoryLimitError(
                f"the update needs more than {limit} MiB of memory, or is nested too deeply"
            ) from error
        found: dict[str, Any] = json.loads(answer)
        if letter == b"E":
            raise _failure(found)
        view = Path(found["view"])
        self._views = {graph.path: View(view / "store", view.name, view)}
        return found

    def _whole(self, graph: Graph) -> dict[str, Any]:
        empty = graph.manifest["quads"] == 0
        return {
            "directory": str(self._directory),
            "snapshot": str(graph.path),
            "own": None if empty else f"{graph.base}graph/",
            "keep": 2 * self._settings.time_limit + 10,
        }

    def _end(self) -> None:
        if self._worker is not None:
            self._worker.end()
            self._worker = None


def _failure(error: dict[str, str]) -> Exception:
    kinds = {"foreign": ForeignGraphError, "store": UnavailableError}
    return kinds.get(error["kind"], QueryError)(error["message"])
