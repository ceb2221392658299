"""What of a built graph was compared and kept apart: for people to look at, and to judge."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from builder import store
from builder.pipeline.build import articles
from builder.pipeline.decisions import judged_in, of_graph
from builder.pipeline.progress import Progress, silent
from builder.pipeline.reading import readings
from builder.pipeline.workers import Limits
from builder.resolve import identity


@dataclass(frozen=True, slots=True)
class Apart:
    """Two IRIs with the name that each has, what they share, and why they are two (resolve/apart.py)."""

    one: str
    two: str
    names: tuple[str, str]
    shared: str
    why: str


def near_misses(directory: Path, progress: Progress = silent, limits: Limits | None = None) -> list[Apart]:
    """The near-misses of a graph, sorted, by its articles, its judgements and the rules as they are now.

    What has been read by these rules is not read again. Raises GraphError where a build is at work in the directory.
    """
    graph = store.open_graph(directory)
    judged = judged_in(of_graph(graph), graph.minter)
    with readings(articles(graph), directory, limits or Limits(), progress) as done:
        who, near = identity.near_misses(done.outlines, graph.minter, judged)
    return [
        Apart(item.one, item.two, (who.labels.get(item.one, ""), who.labels.get(item.two, "")), item.shared, item.why)
        for item in near
    ]
