"""Judgements on a built graph: they change it, are remembered by later builds, and can be taken back."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from builder import pipeline, store, validate
from builder.errors import InputError
from builder.pipeline import Limits, change
from builder.pipeline.deciding import Words, judge
from builder.vocabulary import MQ
from endpoint.command import main

HERE = Limits(workers=0)
WORDS = Words("L. Haddad", "2026-05-01", "two treaties")


def run(*arguments: str | Path) -> Result:
    """What a command of mithaq prints, and its exit code."""
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


@pytest.fixture
def graph(tmp_path: Path, seeds_folder: Path) -> Path:
    """A copy of the graph of the seeds, to change."""
    return shutil.copytree(seeds_folder, tmp_path / "graph", symlinks=True)


def quads(graph: Path) -> bytes:
    return (graph / "current" / "graph.nq").read_bytes()


def test_a_judgement_is_made_listed_remembered_and_taken_back(graph: Path, seeds: Path, tmp_path: Path) -> None:
    before = quads(graph)
    merged = change.merges(store.open_graph(graph))[0]
    names = [iri.removeprefix("https://w3id.org/mithaq/id/") for iri in (merged.local, merged.canonical)]
    asked = ("--by", WORDS.by, "--why", WORDS.why, "--on", WORDS.on, "--workers", "0")
    made = run("decide", graph, "different", *names, *asked)
    assert made.exit_code == 0
    assert made.stdout.startswith("facts: ")
    opened = store.open_graph(graph)
    pairs = {(item.local, item.canonical) for item in change.merges(opened)}
    assert (merged.local, merged.canonical) not in pairs
    decided = [quad for quad in opened.quads() if quad.predicate.value == MQ + "judges"]
    assert {quad.object.value for quad in decided} == {merged.local, merged.canonical}
    assert {quad.graph_name.value for quad in decided} == {opened.minter.graph("decisions")}
    assert not validate.violations(pipeline.revalidate(opened))

    listed = run("merges", graph).stdout.splitlines()[-1]
    decision = decided[0].subject.value
    assert listed.startswith(f"{decision}  different: ")
    assert listed.endswith("L. Haddad, 2026-05-01: two treaties")
    file = tmp_path / "judged.ttl"
    file.write_text("# reviewed\n" + run("merges", graph, "--decisions").stdout)
    again = run("build", seeds, "-o", tmp_path / "new", "--decisions", file, "--workers", "0")
    assert again.exit_code == 0
    assert quads(tmp_path / "new") == quads(graph) != before
    pipeline.build([seeds], tmp_path / "new", limits=HERE)
    assert quads(tmp_path / "new") == quads(graph)
    assert run("merges", tmp_path / "new", "--decisions").stdout.startswith("# reviewed\n")

    assert run("decide", graph, "undo", f"<{decision}>", "--workers", "0").exit_code == 0
    assert quads(graph) == before
    assert json.loads(run("merges", graph, "--json").stdout)["judgements"] == []


def test_same_as_a_known_person_keeps_the_graph_sound(graph: Path) -> None:
    opened = store.open_graph(graph)
    local = next(item.canonical for item in change.merges(opened) if "/organisation/" in item.canonical)
    known = "https://w3id.org/mithaq/id/organisation/united-nations"
    summary, changes = judge(graph, "same", [local, known], WORDS, limits=HERE)
    assert summary.violations == 0
    assert any(f"<{known}>" in triple for triple in changes[0].added)
    after = store.open_graph(graph)
    assert all(local != quad.subject.value or "decisions" in quad.graph_name.value for quad in after.quads())


def test_what_cannot_be_judged_is_told_and_changes_nothing(graph: Path, tmp_path: Path, seeds: Path) -> None:
    before = quads(graph)
    unknown = run("decide", graph, "same", "person/0", "person/1", "--by", "B", "--why", "x")
    assert unknown.exit_code == 2
    assert "<https://w3id.org/mithaq/id/person/0>: nothing in this graph; take IRIs from" in unknown.stderr
    assert "say who judges with --by" in run("decide", graph, "same", "person/0", "person/1").stderr
    assert "list them with: mithaq merges" in run("decide", graph, "undo", "decision/0").stderr
    merged = change.merges(store.open_graph(graph))[0]
    pair = [merged.local, merged.canonical]
    judge(graph, "different", pair, WORDS, limits=HERE)
    with pytest.raises(InputError, match="this has been judged already"):
        judge(graph, "different", pair, WORDS, limits=HERE)
    with pytest.raises(InputError, match=r"decisions.ttl:1: .* which contradicts decisions.ttl:8"):
        judge(graph, "same", pair, WORDS, limits=HERE)
    assert quads(graph) != before
    (tmp_path / "bad.ttl").write_text("[] a mq:ReviewDecision .\n")
    bad = run("build", seeds, "-o", tmp_path / "none", "--decisions", tmp_path / "bad.ttl")
    assert bad.exit_code == 2
    assert "bad.ttl:1: mq:judges names 0; name two entities or more" in bad.stderr
    missing = run("build", seeds, "-o", tmp_path / "none", "--decisions", tmp_path / "no.ttl")
    assert "no.ttl: No such file or directory; give a Turtle file" in missing.stderr


def test_a_judgement_of_what_is_gone_waits(graph: Path, seeds: Path) -> None:
    merged = change.merges(store.open_graph(graph))[0]
    judge(graph, "different", [merged.local, merged.canonical], WORDS, limits=HERE)
    articles = store.open_graph(graph).articles
    told: list[str] = []
    change.remove(graph, articles[1:], lambda stage, message: told.append(f"{stage}: {message}"), HERE)
    assert any("is in no article here; the judgement waits" in line for line in told)
    paths = [path for path in seeds.iterdir() if path.suffix == ".txt" and path.stem != articles[0]]
    change.add(graph, paths, limits=HERE)
    pairs = {(item.local, item.canonical) for item in change.merges(store.open_graph(graph))}
    assert (merged.local, merged.canonical) not in pairs
