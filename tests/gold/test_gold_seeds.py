"""How much of the five seed articles is read, by the project's scorer; and what must never be read in others.

The scorer and the gold annotations stand beside the checkout, not in it: without them these tests are skipped.
"""

from __future__ import annotations

import importlib.util
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from builder import pipeline
from builder.store import Graph, open_graph

SHARED = Path(__file__).parents[3] / "shared"
SCORER = SHARED / "tools" / "score.py"
GOLD = SHARED / "gold"

LEAST_F1 = {
    "instrument": 0.95,
    "party": 0.95,
    "event": 0.95,
    "supersession": 0.95,
    "person": 0.92,
    "state": 0.92,
    "organisation": 0.92,
    "clause": 0.85,
    "statement": 0.85,
    "speaker": 0.95,
}
CLEAN, WITHOUT_TREATY = 10, 12
"""Of the articles of gold/dev.json that hold no treaty, how many must give no instrument."""

pytestmark = pytest.mark.skipif(
    not SCORER.exists() or not GOLD.exists(), reason="the scorer and the gold annotations (../shared) are not here"
)


@pytest.fixture(scope="module")
def scorer() -> Iterator[ModuleType]:
    """The scorer, loaded without leaving anything beside it."""
    before, sys.dont_write_bytecode = sys.dont_write_bytecode, True
    spec = importlib.util.spec_from_file_location("score", SCORER)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    yield module
    sys.dont_write_bytecode = before


@pytest.fixture(scope="module")
def tally(scorer: ModuleType, seeds_graph: Graph, seeds: Path) -> Any:
    """What the scorer counts on the seeds."""
    graph = scorer.Graph(seeds_graph.nquads)
    total = scorer.Tally()
    for record in json.loads((GOLD / "seeds.json").read_text("utf-8")):
        text = (seeds / record["file"]).read_bytes().decode("utf-8")
        total.merge(scorer.score_article(graph, record, text))
    return total


@pytest.mark.parametrize("measure", LEAST_F1)
def test_the_seeds_are_read(measure: str, tally: Any) -> None:
    f1 = tally.figures(measure)[2]
    assert f1 is not None
    assert f1 >= LEAST_F1[measure]


def test_an_article_without_a_treaty_gives_none(scorer: ModuleType, tmp_path: Path) -> None:
    records = json.loads((GOLD / "dev.json").read_text("utf-8"))
    without = [GOLD / "dev" / f"{record['id']}.txt" for record in records if not record["gold"]["treaties"]]
    assert len(without) == WITHOUT_TREATY
    pipeline.build(without, tmp_path)
    graph = scorer.Graph(open_graph(tmp_path).nquads)
    found = {path.stem: set(graph.mentioned(graph.article(path.stem), "Instrument")) for path in without}
    clean = [stem for stem, instruments in found.items() if not instruments]
    assert len(clean) >= CLEAN, {stem: sorted(iris) for stem, iris in found.items() if iris}
