"""Adding and removing articles: the graph that a build of all would make, and what that does to the facts."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from builder import pipeline, store
from builder.errors import GraphError, InputError
from builder.pipeline import Limits, change
from endpoint.command import main

ONE = Limits(workers=1)


@pytest.fixture(scope="module")
def articles(tmp_path_factory: pytest.TempPathFactory, seeds: Path) -> Path:
    """A folder with two articles of the seeds, and one that cannot be read."""
    folder = tmp_path_factory.mktemp("articles")
    for path in sorted(seeds.glob("*.txt"))[:2]:
        shutil.copy(path, folder)
    (folder / "empty.txt").write_text("")
    return folder


def same(one: Path, two: Path) -> bool:
    """Whether two graphs are the same to the byte."""
    names = ("graph.nq", "manifest.json")
    return all((one / "current" / name).read_bytes() == (two / "current" / name).read_bytes() for name in names)


def run(*arguments: str | Path) -> Result:
    """What a command of mithaq prints, and its exit code."""
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def test_add_remove_and_undo(articles: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("builder.pipeline.reading.fingerprint", lambda: "f" * 32)
    first, second = sorted(articles.glob("0*.txt"))
    grown, whole = tmp_path / "grown", tmp_path / "whole"
    assert pipeline.build([first, articles / "empty.txt"], grown, limits=ONE).fresh == 1
    alone = (grown / "current" / "graph.nq").read_bytes()

    summary, changes = change.add(grown, [second], limits=ONE)
    assert summary.fresh == 1
    assert [item.layer for item in changes] == ["facts", "inferred"]
    assert changes[0].added
    pipeline.build([articles], whole, limits=Limits(workers=0))
    assert same(grown, whole)

    removed = run("remove", grown, second.stem, "--workers", "0", "--json")
    assert removed.exit_code == 0
    assert (grown / "current" / "graph.nq").read_bytes() == alone
    assert [set(item["removed"]) for item in json.loads(removed.stdout)] == [set(item.added) for item in changes]

    undone = run("undo", grown)
    assert same(grown, whole)
    gained = {line.removeprefix("+ ") for line in undone.stdout.splitlines() if line.startswith("+ ")}
    assert gained == {triple for item in changes for triple in item.added}


def test_what_cannot_be_done_is_told(articles: Path, tmp_path: Path, seeds_folder: Path) -> None:
    with pytest.raises(GraphError, match="no graph here"):
        change.add(tmp_path / "none", [articles])
    with pytest.raises(InputError, match="other: no article of this graph"):
        change.remove(seeds_folder, ["other"])
    with pytest.raises(InputError, match="no article would be left"):
        change.remove(seeds_folder, store.open_graph(seeds_folder).articles)
    with pytest.raises(InputError, match="no article to add"):
        change.add(seeds_folder, [articles / "empty.txt"])
    with pytest.raises(GraphError, match="no earlier snapshot"):
        change.undo(seeds_folder)
    wrong = run("remove", seeds_folder, "nothing")
    assert wrong.exit_code == 2
    assert "nothing: no article of this graph" in wrong.stderr


def test_merges_are_listed_with_their_reasons(seeds_folder: Path) -> None:
    merged = change.merges(store.open_graph(seeds_folder))
    assert merged
    assert all(item.rule and item.local != item.canonical for item in merged)
    told = CliRunner().invoke(main, ["merges", str(seeds_folder)])
    assert told.exit_code == 0
    assert told.stdout.splitlines() == [f"{m.canonical}  {m.local}  {m.rule}" for m in merged]
    machine = CliRunner().invoke(main, ["merges", str(seeds_folder), "--json"])
    assert [entry["local"] for entry in json.loads(machine.stdout)["merges"]] == [item.local for item in merged]
