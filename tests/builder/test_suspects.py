"""pyshacl, spared the nodes that conform for sure, finds what it finds when it looks at every node."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse

from builder import ontology
from builder.rows import apart
from builder.validate.context import context
from builder.validate.core import CoreValidator
from builder.validate.results import Result, Term
from builder.validate.shapes import load
from builder.vocabulary import RDF, XSD

CASES = sorted((Path(__file__).parents[1] / "shapes").glob("*-*.ttl"))
LAYER = re.compile(r"^# graph: (.+)$", re.MULTILINE)
VALUES = [
    Literal(""),
    Literal("7"),
    Literal("-1", datatype=NamedNode(XSD + "integer")),
    Literal("2024-02-30", datatype=NamedNode(XSD + "date")),
    Literal("2024-02", datatype=NamedNode(XSD + "gYearMonth")),
    Literal("one", language="en"),
    Literal("two", language="en"),
    NamedNode("https://example.org/nowhere"),
]


def _quads(path: Path) -> list[Quad]:
    return list(parse(path=path, format=RdfFormat.TURTLE))


@cache
def _validator(quick: bool) -> CoreValidator:
    files = [*ontology.files(entities=False), Path(__file__).parents[1] / "shapes" / "known.ttl"]
    return CoreValidator(load(), context(quad for path in files for quad in _quads(path)), quick=quick)


def _found(quick: bool, layer: str, quads: list[Quad]) -> set[Result]:
    return set(_validator(quick).results("https://example.org/graph", layer, list(apart(quads)), {}))


def _layer(path: Path) -> str:
    found = LAYER.search(path.read_text(encoding="utf-8"))
    assert found, path
    return found[1]


@pytest.mark.parametrize("path", CASES[::4], ids=lambda path: path.stem)
def test_each_case_gives_the_same_results(path: Path) -> None:
    assert _found(True, _layer(path), _quads(path)) == _found(False, _layer(path), _quads(path))


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_graphs_with_random_faults_give_the_same_results(data: st.DataObject) -> None:
    """Triples of two cases together, some of them gone, some with another value, subject or class."""
    first, second = (data.draw(st.sampled_from(CASES)) for _ in range(2))
    known = sorted({*_quads(first), *_quads(second)}, key=str)
    kept = data.draw(st.lists(st.sampled_from(known), min_size=1, unique=True))
    nodes = sorted({quad.subject for quad in known if isinstance(quad.subject, NamedNode)}, key=str)
    values: list[Term] = [*VALUES, *nodes]
    classes: list[Term] = sorted({quad.object for quad in known if quad.predicate.value == RDF + "type"}, key=str)
    changed = [
        Quad(
            data.draw(st.sampled_from(nodes)),
            quad.predicate,
            data.draw(st.sampled_from(classes if quad.predicate.value == RDF + "type" else values)),
        )
        for quad in data.draw(st.lists(st.sampled_from(known), max_size=6))
    ]
    whole = sorted({*kept, *changed}, key=str)
    assert _found(True, _layer(first), whole) == _found(False, _layer(first), whole)


def test_sound_graph_is_not_given_to_pyshacl(monkeypatch: pytest.MonkeyPatch) -> None:
    validator = _validator(True)
    monkeypatch.setattr(validator, "_reports", lambda *_: pytest.fail("pyshacl was asked"))
    sound = next(path for path in CASES if "-valid" in path.stem and _layer(path) == "articles")
    assert list(validator.results("https://example.org/graph", "articles", list(apart(_quads(sound))), {})) == []


def test_what_pyshacl_told_of_one_node_is_told_of_the_next_like_it(monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[set[str]] = []
    reports = CoreValidator._reports

    def noted(self: CoreValidator, layer: str, data: Any, suspects: Mapping[str, Iterable[str]]) -> Any:
        looked.append(set(suspects))
        return reports(self, layer, data, suspects)

    monkeypatch.setattr(CoreValidator, "_reports", noted)
    validator = CoreValidator(load(), context([]))
    article = NamedNode("https://w3id.org/mithaq/ontology#Article")
    found = []
    for name in ("https://example.org/one", "https://example.org/two"):
        quads = [Quad(NamedNode(name), NamedNode(RDF + "type"), article, NamedNode("https://example.org/graph"))]
        found.append(set(validator.results(f"{name}/graph", "articles", list(apart(quads)), {})))
    lacking = set(validator._suspects["articles"].lacking)
    assert len(looked[0] & lacking) > 3
    assert not any(names & lacking for names in looked[1:])
    one, two = ({(r.shape, r.component, r.path, r.message_ar) for r in results} for results in found)
    assert one == two
    assert {(result.focus, result.graph) for result in found[1]} == {
        ("https://example.org/two", "https://example.org/two/graph")
    }
