"""Each shape has a case that breaks it and nothing else; the valid cases break nothing.

A case is a Turtle file: ``# graph:`` names the layer it stands for, ``# expect:`` the shape that fires and its
component. What cases refer to under ``known:`` is in known.ttl.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse

from builder import ontology
from builder.identifiers import Minter
from builder.rows import apart
from builder.validate.context import context
from builder.validate.core import CoreValidator
from builder.validate.results import Result
from builder.validate.shapes import SHAPES, load
from builder.vocabulary import SH

HERE = Path(__file__).parent
VALID = sorted(HERE.glob("*-valid*.ttl"))
INVALID = sorted(HERE.glob("*-invalid-*.ttl"))
HEADER = re.compile(r"^# (graph|expect): (.+)$", re.MULTILINE)


def _quads(path: Path) -> list[Quad]:
    return list(parse(path=path, format=RdfFormat.TURTLE))


@cache
def _validator() -> CoreValidator:
    files = [*ontology.files(entities=False), HERE / "known.ttl"]
    return CoreValidator(load(), context(quad for path in files for quad in _quads(path)))


def _results(path: Path) -> list[Result]:
    header = dict(HEADER.findall(path.read_text(encoding="utf-8")))
    return list(_validator().results(Minter().graph(header["graph"]), header["graph"], list(apart(_quads(path))), {}))


def _expected(path: Path) -> tuple[str, str]:
    shape, component = dict(HEADER.findall(path.read_text(encoding="utf-8")))["expect"].split()
    return shape.replace("mqs:", SHAPES), component.replace("sh:", SH)


@pytest.mark.parametrize("path", VALID, ids=lambda path: path.stem)
def test_valid_case_conforms(path: Path) -> None:
    assert _results(path) == []


@pytest.mark.parametrize("path", INVALID, ids=lambda path: path.stem)
def test_invalid_case_breaks_its_shape_and_no_other(path: Path) -> None:
    results = _results(path)
    assert {(result.shape, result.component) for result in results} == {_expected(path)}
    for result in results:
        assert re.search("[a-z]", result.message_en)
        assert re.search("[\u0600-\u06ff]", result.message_ar)


@pytest.mark.parametrize("path", INVALID, ids=lambda path: path.stem)
def test_value_is_reported_as_stored(path: Path) -> None:
    stored = {quad.object for quad in _quads(path) if isinstance(quad.object, NamedNode | Literal)}
    stored |= {quad.subject for quad in _quads(path) if isinstance(quad.subject, NamedNode)}
    assert {result.value for result in _results(path)} - {None} <= stored


def test_every_core_constraint_has_an_invalid_case() -> None:
    broken = {_expected(path) for path in INVALID}
    missing = {
        (str(shape), component)
        for graph in load().core.values()
        for shape, component in _constraints(graph)
        if (str(shape), component) not in broken
    }
    assert missing == set()


COMPONENTS = {
    "minCount": "MinCount",
    "maxCount": "MaxCount",
    "class": "Class",
    "datatype": "Datatype",
    "nodeKind": "NodeKind",
    "in": "In",
    "pattern": "Pattern",
    "minLength": "MinLength",
    "minInclusive": "MinInclusive",
    "lessThan": "LessThan",
    "uniqueLang": "UniqueLang",
    "hasValue": "HasValue",
    "node": "Node",
    "or": "Or",
    "not": "Not",
}


def _constraints(graph: object) -> set[tuple[object, str]]:
    """The constraints of shapes that report for themselves; parts of sh:or, sh:not and sh:node report through them."""
    from rdflib import Graph, URIRef
    from rdflib.namespace import SH as SHACL

    assert isinstance(graph, Graph)
    inner = {part for list_ in graph.objects(None, SHACL["or"]) for part in graph.items(list_)}
    inner |= {*graph.objects(None, SHACL["not"]), *graph.objects(None, SHACL.node)}
    return {
        (shape, f"{SH}{component}ConstraintComponent")
        for name, component in COMPONENTS.items()
        for shape in graph.subjects(URIRef(SH + name))
        if shape not in inner
    }
