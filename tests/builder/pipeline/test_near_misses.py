"""What was nearly taken as one is listed, with the reason, and can be judged."""

from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner, Result

from builder import pipeline
from builder.pipeline import Limits
from builder.pipeline.near_misses import near_misses
from endpoint.command import main

HERE = Limits(workers=0)
PACT = "وقعت {} و{} معاهدة الصداقة والتعاون في {} عام {}."


def run(*arguments: str | Path) -> Result:
    """What a command of mithaq prints, and its exit code."""
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def test_treaties_of_two_years_are_listed_as_apart_until_judged(tmp_path: Path) -> None:
    articles = tmp_path / "articles"
    articles.mkdir()
    for name, year in (("a", 1961), ("b", 2000)):
        text = PACT.format("روسيا", "كوريا الشمالية", "موسكو", year)
        (articles / f"{name}.txt").write_text(f"{text}\n", encoding="utf-8")
    graph = tmp_path / "graph"
    pipeline.build([articles], graph, limits=HERE)
    found = near_misses(graph, limits=HERE)
    assert [(item.shared, item.why) for item in found] == [("title-and-parties", "years-differ")]
    told = run("merges", graph, "--apart")
    assert told.exit_code == 0
    line = told.stdout.split("  ")
    assert line[:4] == [found[0].one, found[0].two, "title-and-parties", "years-differ"]
    assert all("معاهدة الصداقة" in name for name in found[0].names)
    machine = json.loads(run("merges", graph, "--apart", "--json").stdout)
    assert [(item["one"], item["why"]) for item in machine] == [(found[0].one, "years-differ")]
    pair = [iri.removeprefix("https://w3id.org/mithaq/id/") for iri in (found[0].one, found[0].two)]
    judged = run("decide", graph, "different", *pair, "--by", "x", "--why", "y", "--on", "2026-01-01", "--workers", "0")
    assert judged.exit_code == 0
    assert [item.why for item in near_misses(graph, limits=HERE)] == ["judged-different"]
