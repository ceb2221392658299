"""The graphs whose exports other tools read."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, parse

from builder.store import DEFAULT_LAYERS, Graph, open_graph, write

SMALL = Path(__file__).parents[1] / "graphs" / "small.trig"


@dataclass(frozen=True, eq=False)
class Case:
    """A graph, and the layers of it that are exported."""

    graph: Graph
    layers: tuple[str, ...]


@pytest.fixture(scope="session")
def small_graph(tmp_path_factory: pytest.TempPathFactory) -> Graph:
    """A graph with every kind of literal that we write, and characters that are easily lost."""
    directory = tmp_path_factory.mktemp("interop")
    write(directory, parse(path=SMALL, format=RdfFormat.TRIG), {"first": "text"})
    return open_graph(directory)


@pytest.fixture(scope="session", params=["small-all", "small-facts", "seeds-all"])
def case(request: pytest.FixtureRequest) -> Case:
    """What is exported: the small graph, whole and as by default, and the whole graph of the seeds."""
    name, _, layers = request.param.partition("-")
    return Case(request.getfixturevalue(f"{name}_graph"), ("all",) if layers == "all" else DEFAULT_LAYERS)
