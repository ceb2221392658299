"""The graph of the five seed articles, built once for all tests that ask it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from pyoxigraph import QuerySolutions

from builder import pipeline, query, store
from builder.resources import folder

# A machine that stands still for a second makes no property false: no example and no drawing of one is timed.
settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")

Row = dict[str, str]
Ask = Callable[[str], list[Row]]


@pytest.fixture(scope="session")
def seeds() -> Path:
    """The folder of the seed articles."""
    return folder("seeds")


@pytest.fixture(scope="session")
def seeds_folder(tmp_path_factory: pytest.TempPathFactory, seeds: Path) -> Path:
    """The folder of the graph of the seeds, as ``mithaq build seeds -o FOLDER`` makes it."""
    directory = tmp_path_factory.mktemp("seeds-graph")
    pipeline.build([seeds], directory)
    return directory


@pytest.fixture(scope="session")
def seeds_graph(seeds_folder: Path) -> store.Graph:
    """The graph of the seeds."""
    return store.open_graph(seeds_folder)


@pytest.fixture(scope="session")
def ask_seeds(seeds_graph: store.Graph) -> Ask:
    """Asks the graph of the seeds: each row by column, unbound columns left out."""
    return asker(seeds_graph)


@pytest.fixture(scope="session")
def asker_of() -> Callable[[store.Graph], Ask]:
    """Makes the asker of another graph."""
    return asker


def asker(graph: store.Graph) -> Ask:
    """What answers SPARQL on a graph with rows of plain strings."""

    def ask(text: str) -> list[Row]:
        answer = query.ask(graph.store, text, graph.base)
        assert isinstance(answer, QuerySolutions)
        names = [variable.value for variable in answer.variables]
        rows = [{name: row[name] for name in names} for row in answer]
        return [{name: term.value for name, term in row.items() if term is not None} for row in rows]

    return ask
