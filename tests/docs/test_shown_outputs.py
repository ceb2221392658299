"""What the documentation shows is what its commands print on the seeds, and what the graph holds."""

from __future__ import annotations

import re
from pathlib import Path

import pyoxigraph as ox
import pytest
import shown

from builder.vocabulary import DATA, MQV, PREFIXES

OUTPUTS = [item for page in shown.pages() for item in shown.shown(page)]
TURTLE = [block for page in shown.pages() for block in shown.blocks(page) if block.language == "turtle"]
REMEDY = "refresh with: python tests/docs/refresh.py"


def _triples(block: shown.Block) -> set[ox.Triple]:
    """The triples of a Turtle block, whose prefixes are those of exports."""
    text = "\n".join(block.lines)
    prefixes = dict(PREFIXES)
    for name in re.findall(r"(?<![\w:])([a-z][a-z-]*):(?=[\w<])", text):
        scheme = name.removeprefix("mqv-")
        prefixes.setdefault(name, f"{MQV}{scheme}/" if scheme != name else f"{DATA}{name}/")
    head = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in sorted(prefixes.items()))
    parsed = ox.parse(f"@base <{DATA}> .\n{head}{text}", format=ox.RdfFormat.TURTLE)
    return {quad.triple for quad in parsed}


@pytest.mark.parametrize("item", OUTPUTS, ids=str)
def test_a_command_prints_what_is_shown(item: shown.Shown, workspace: shown.Workspace) -> None:
    actual = workspace.run(item.command)
    assert shown.matches(item.output, item.printed(actual)), f"{item.command}\nprints\n{actual}\n{REMEDY}"


def test_the_readme_shows_a_build_a_query_and_an_explanation() -> None:
    commands = {item.command.split()[1] for item in OUTPUTS if item.page.name == "README.md"}
    assert {"build", "query", "explain"} <= commands


@pytest.mark.parametrize("block", TURTLE, ids=lambda block: f"{block.page.name}:{block.first}")
def test_turtle_parses(block: shown.Block) -> None:
    assert _triples(block)


def test_turtle_of_the_model_is_in_the_graph(workspace: shown.Workspace, tmp_path: Path) -> None:
    workspace.run(f"mithaq export graph --layers all --format ntriples -o {tmp_path}/all.nt")
    held = {quad.triple for quad in ox.parse(path=tmp_path / "all.nt", format=ox.RdfFormat.N_TRIPLES)}
    stated = [triple for block in TURTLE if block.page.name == "model.md" for triple in _triples(block)]
    assert len(stated) > 20
    assert [triple for triple in stated if triple not in held] == []


@pytest.mark.parametrize(
    ("expected", "actual", "fits"),
    [
        (["a", "b"], ["a  ", "b", ""], True),
        (["a"], ["a", "b"], False),
        (["a", "…", "d"], ["a", "b", "c", "d"], True),
        (["a", "# …", "d"], ["a", "d"], True),
        (["a", "…", "d"], ["a", "b"], False),
        (["in graph/…"], ["in graph/x"], True),
        (["a.c"], ["abc"], False),
    ],
)
def test_matches(expected: list[str], actual: list[str], fits: bool) -> None:
    assert shown.matches(expected, actual) is fits


def test_refreshing_shortens_as_before_and_follows_new_names() -> None:
    old = ["top", "…", "see event/0123456789ab", "…", "4 quads in …"]
    new = ["top 2", "x", "see event/ba9876543210", "y", "z", "5 quads in graph"]
    assert shown.refreshed(old, new) == ["top 2", "…", "see event/ba9876543210", "…", "5 quads in graph"]
    assert shown.refreshed(["1 in …", "…"], ["1 in here", "2"]) == ["1 in …", "…"]
    assert shown.refreshed(["1 in …", "…", "3"], ["1 in here", "2"]) == ["1 in …", "2"]
    assert shown.renamed(old, new) == {"0123456789ab": "ba9876543210"}
