"""What one server serves: the current snapshot of a graph, and the workers that query it."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import cast

from flask import Flask, current_app
from pyoxigraph import NamedNode, QueryResultsFormat, QuerySolution, QuerySolutions, parse_query_results

from builder.errors import QueryError
from builder.query import refuse_remote
from builder.store import Graph, open_graph
from builder.store.graph import CURRENT
from builder.vocabulary import PREFIXES
from endpoint.clients import Clients
from endpoint.functions import PREFIX
from endpoint.jobs import Job
from endpoint.search_pattern import expand
from endpoint.settings import Settings
from endpoint.workers import Answer, Pool
from endpoint.writing import View, Writer

_KEY = "mithaq"
_PREFIXES = {**PREFIXES, **PREFIX}


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
    _graph: Graph | None = None
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def graph(self) -> Graph:
        """The snapshot that is current now; a new build is seen at the next request. Raises GraphError."""
        # Asked for several times a request: the name that the link holds is enough to see a new build.
        try:
            target = (self.directory / CURRENT).readlink().name
        except OSError:
            target = ""
        with self._lock:
            if self._graph is None or self._graph.path.name != target or not self._graph.path.exists():
                self._graph = open_graph(self.directory)
            return self._graph

    def view(self, graph: Graph) -> View:
        """What queries on a snapshot read: it and what was written beside it."""
        return self.writer.view(graph)

    def changed(self) -> datetime:
        """When what queries read changed last: by a new build, an undo, or what was written."""
        times = [(self.directory / CURRENT).lstat().st_mtime]
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
        return Job(query, str(self.view(graph).store), graph.base, network=network, prefixes=_PREFIXES)

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
