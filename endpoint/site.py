"""What one server serves: the current snapshot of a graph, and the workers that query it."""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import cast

from flask import Flask, current_app
from pyoxigraph import NamedNode, QueryResultsFormat, QuerySolution, QuerySolutions, parse_query_results

from builder.errors import MithaqError, QueryError
from builder.query import refuse_remote
from builder.store import Graph, open_graph
from builder.store.graph import CURRENT
from endpoint.answer_cache import Answers
from endpoint.answers import Answer
from endpoint.clients import Clients
from endpoint.jobs import Job
from endpoint.search_pattern import expand
from endpoint.settings import Settings
from endpoint.workers import Pool
from endpoint.writing import View, Writer

_KEY = "mithaq"
_QUADS = 256
"""How many quads a worker holds at most for each MiB of memory that it may have; a quad takes about a KiB."""


@dataclass
class Site:
    """The graph's folder, the settings, the workers and the token of one server."""

    directory: Path
    settings: Settings
    pool: Pool
    writer: Writer
    clients: Clients
    token: str | None = None
    services: frozenset[str] = frozenset()
    statistics: dict[str, object] = field(default_factory=dict)
    counted: dict[str, dict[str, int]] = field(default_factory=dict)
    _opened: tuple[str, str, Graph] | None = None
    """What the link holds, the snapshot's folder, and the snapshot."""

    _stored: tuple[View | None, tuple[str, str | None]] = (None, ("", None))
    """A view, and what ``_store`` found of it."""

    _lock: threading.Lock = field(default_factory=threading.Lock)

    def __post_init__(self) -> None:
        self._link = str(self.directory / CURRENT)
        self.answers = Answers(self.settings.answer_cache << 20)

    def graph(self) -> Graph:
        """The snapshot that is current now; a new build is seen at the next request. Raises GraphError."""
        # Asked for several times a request: what the link holds is enough to see a new build.
        try:
            target = os.readlink(self._link)  # noqa: PTH115 - a tenth of what a Path costs, at each request
        except OSError:
            target = ""
        opened = self._opened
        if opened is None or opened[0] != target or not os.path.exists(opened[1]):  # noqa: PTH110
            with self._lock:
                graph = open_graph(self.directory)
                opened = self._opened = target, str(graph.path), graph
        return opened[2]

    def view(self, graph: Graph) -> View:
        """What queries on a snapshot read: it and what was written beside it."""
        return self.writer.view(graph)

    def changed(self) -> datetime:
        """When what queries read changed last: by a new build, an undo, or what was written."""
        times = [os.lstat(self._link).st_mtime]
        overlay = self.view(self.graph()).overlay
        if overlay is not None:
            times.append(overlay.stat().st_mtime)
        return datetime.fromtimestamp(int(max(times)), UTC)

    def has_graph(self, graph: Graph, iri: str) -> bool:
        """Whether a snapshot has a graph of this IRI."""
        answer = self.run(self.job(graph, f"ASK {{ GRAPH {NamedNode(iri)} {{}} }}")).whole()
        return bool(json.loads(answer)["boolean"])

    def job(self, graph: Graph, query: str) -> Job:
        """A job for a query on a snapshot. Raises QueryError for a query that would reach other servers."""
        query = expand(query, graph)
        network = refuse_remote(query, self.services)
        store, quads = self._store(graph)
        return Job(query, store, graph.base, network=network, quads=None if network else quads)

    def warm(self) -> None:
        """Have the workers open the current snapshot now, before the first query, which tells what is wrong with it."""
        with suppress(MithaqError):
            self.pool.open(*self._store(self.graph()))

    def _store(self, graph: Graph) -> tuple[str, str | None]:
        """The store that queries ask; and the file for a copy in memory, where the snapshot is small and alone."""
        view = self.view(graph)
        if self._stored[0] is not view:
            most = min(self.settings.memory_quads, _QUADS * self.settings.memory_limit)
            small = view.overlay is None and int(graph.manifest["quads"]) <= most
            self._stored = view, (str(view.store), str(graph.nquads) if small else None)
        return self._stored[1]

    def run(self, job: Job) -> Answer:
        """Have a worker run a job; see ``Pool.run`` for what it raises."""
        return self.pool.run(job)

    def rows(self, graph: Graph, query: str) -> Iterator[QuerySolution]:
        """The rows of a SELECT query that this server asks for a page; all of them are read at once."""
        answer = self.run(replace(self.job(graph, query), triples=None))
        found = parse_query_results(answer.whole(), format=QueryResultsFormat.JSON)
        if not isinstance(found, QuerySolutions):
            raise QueryError("not a SELECT query")
        return iter(found)

    def close(self) -> None:
        """End all processes."""
        self.pool.close()
        self.writer.close()


def attach(app: Flask, site: Site) -> None:
    """Make an application serve a site."""
    app.extensions[_KEY] = site


def site_of(app: Flask) -> Site:
    """The site that an application serves."""
    return cast(Site, app.extensions[_KEY])


def current_site() -> Site:
    """The site of the application that answers the request in hand."""
    return site_of(current_app)
