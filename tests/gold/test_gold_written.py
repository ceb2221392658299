"""Sixteen written articles, four of them traps, against their gold: what extraction must keep reaching."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from click.testing import CliRunner

from builder import pipeline, scoring, store
from builder.scoring.tally import MEASURES
from endpoint.command import main

HERE = Path(__file__).resolve().parent
GOLD, TEXTS = HERE / "written.json", HERE / "written"
SHARED = HERE.parents[2] / "shared"
LEAST = {
    "instrument": 0.92,
    "party": 0.90,
    "event": 0.88,
    "event date": 0.92,
    "supersession": 0.88,
    "clause": 0.80,
    "person": 0.92,
    "state": 0.95,
    "organisation": 0.85,
    "statement": 0.88,
    "speaker": 0.95,
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    directory = tmp_path_factory.mktemp("written-graph")
    pipeline.build([TEXTS], directory)
    return directory


@pytest.fixture(scope="module")
def result(folder: Path) -> scoring.Result:
    return scoring.score(store.open_graph(folder), scoring.load(GOLD))


@pytest.mark.parametrize("measure", sorted(LEAST))
def test_the_figures_are_reached(result: scoring.Result, measure: str) -> None:
    figures = result.total.figures(measure)
    reached = figures.precision if measure in ("event date", "speaker") else figures.f1
    assert reached is not None
    assert reached >= LEAST[measure], {name: tally.notes[measure] for name, tally in result.articles.items()}


def test_no_trap_has_an_instrument(result: scoring.Result) -> None:
    assert (result.clean, result.traps) == (4, 4)


def shared_scorer() -> ModuleType:
    path = SHARED / "tools" / "score.py"
    if not path.is_file():
        pytest.skip("the scorer to compare with is not beside this checkout")
    spec = importlib.util.spec_from_file_location("shared_scorer", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def theirs(module: Any, folder: Path, gold: Path, texts: Path, out: Path) -> dict[str, list[float]]:
    with out.open("wb") as file:
        store.export(store.open_graph(folder), "nquads", ["all"], file)
    graph, total = module.Graph(str(out)), module.Tally()
    for record in json.loads(gold.read_text("utf-8")):
        stem = Path(record.get("file", record["id"])).stem
        total.merge(module.score_article(graph, record, (texts / f"{stem}.txt").read_bytes().decode("utf-8")))
    return {measure: total.figures(measure)[3:] for measure in MEASURES}


def mine(found: scoring.Result) -> dict[str, tuple[int, int, int]]:
    figures = {measure: found.total.figures(measure) for measure in MEASURES}
    return {measure: (f.right, f.extra, f.missed) for measure, f in figures.items()}


def test_the_figures_are_those_of_the_scorer_shared_with_others(
    folder: Path, result: scoring.Result, tmp_path: Path
) -> None:
    assert mine(result) == theirs(shared_scorer(), folder, GOLD, TEXTS, tmp_path / "written.nq")


def test_so_are_they_of_the_seeds(seeds_folder: Path, seeds: Path, tmp_path: Path) -> None:
    scorer, gold = shared_scorer(), SHARED / "gold" / "seeds.json"
    found = scoring.score(store.open_graph(seeds_folder), scoring.load(gold))
    assert mine(found) == theirs(scorer, seeds_folder, gold, seeds, tmp_path / "seeds.nq")


def test_the_command_prints_the_table_and_the_notes(folder: Path) -> None:
    table = CliRunner().invoke(main, ["score", str(folder), str(GOLD), "--notes"])
    assert table.exit_code == 0
    lines = table.stdout.splitlines()
    assert [line.split("  ")[1] for line in lines[-1 - len(MEASURES) : -1]] == list(MEASURES)
    assert lines[-1].strip() == "articles without a treaty that got none: 4 of 4"
    figures = json.loads(CliRunner().invoke(main, ["score", str(folder), str(GOLD), "--json"]).stdout)
    assert set(figures["measures"]) == set(MEASURES)
    assert figures["traps"] == {"clean": 4, "of": 4}
    assert len(figures["articles"]) == 16


def test_an_article_that_the_graph_lacks_is_missed_and_named(seeds_folder: Path) -> None:
    graph = store.open_graph(seeds_folder)
    found = scoring.score(graph, scoring.load(GOLD), TEXTS)
    assert len(found.absent) == 16
    assert found.total.figures("instrument").right == 0
    assert found.total.figures("instrument").missed == 34
    answer = CliRunner().invoke(main, ["score", str(seeds_folder), str(GOLD)])
    assert answer.exit_code == 2
    assert "--articles DIR" in answer.stderr
