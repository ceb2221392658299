"""The graph whose exports other tools read."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, parse

from builder.store import Graph, open_graph, write

SMALL = Path(__file__).parents[1] / "graphs" / "small.trig"


@pytest.fixture(scope="session")
def interop_graph(tmp_path_factory: pytest.TempPathFactory) -> Graph:
    """A graph with every kind of literal that we write, and characters that are easily lost."""
    directory = tmp_path_factory.mktemp("interop")
    write(directory, parse(path=SMALL, format=RdfFormat.TRIG), {"first": "text"})
    return open_graph(directory)
