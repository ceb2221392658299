"""Each check is a query whose name says what it forbids: nothing in the ontology, and something in its example."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pyoxigraph as ox
import pytest

from builder import ontology

CHECKS = sorted((Path(__file__).parent / "checks").glob("*-violation.rq"))


@cache
def whole() -> ox.Store:
    """All modules of the ontology in one graph."""
    return stored(*ontology.modules())


def stored(*paths: Path) -> ox.Store:
    """The triples of Turtle files in one graph."""
    store = ox.Store()
    for path in paths:
        store.load(path=str(path), format=ox.RdfFormat.TURTLE)
    return store


def violations(store: ox.Store, check: Path) -> list[str]:
    """The rows that a check finds, as text."""
    solutions = store.query(check.read_text(encoding="utf-8"))
    assert isinstance(solutions, ox.QuerySolutions)
    return [" ".join(f"?{name.value} {row[name]}" for name in solutions.variables) for row in solutions]


def test_there_are_checks() -> None:
    assert len(CHECKS) >= 15


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.stem)
def test_the_ontology_has_no(check: Path) -> None:
    assert violations(whole(), check) == []


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.stem)
def test_an_example_has_a(check: Path) -> None:
    assert violations(stored(check.with_suffix(".ttl")), check)
