"""Our exports in other tools: rdflib, raptor and N3.js find the same triples, to the letter.

raptor's ``rapper`` is Debian's package raptor2-utils; N3.js comes with ``npm ci`` in this folder.
"""

from __future__ import annotations

import io
import json
import shutil
import subprocess
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import rdflib
from pyoxigraph import (
    BlankNode,
    CanonicalizationAlgorithm,
    Dataset,
    DefaultGraph,
    Literal,
    NamedNode,
    Quad,
    RdfFormat,
    parse,
)

from builder.store import FORMATS, export

if TYPE_CHECKING:
    from conftest import Case

HERE = Path(__file__).parent
WITH_GRAPHS = frozenset({"trig", "nquads", "jsonld"})
RAPPER = {"turtle": "turtle", "trig": "trig", "nquads": "nquads", "ntriples": "ntriples", "rdfxml": "rdfxml"}
N3 = {
    "turtle": "text/turtle",
    "trig": "application/trig",
    "nquads": "application/n-quads",
    "ntriples": "application/n-triples",
}
RDFLIB = {
    "turtle": "turtle",
    "trig": "trig",
    "nquads": "nquads",
    "ntriples": "nt",
    "jsonld": "json-ld",
    "rdfxml": "xml",
}

Term = NamedNode | BlankNode | Literal


def canonical(quads: Iterable[Quad]) -> list[str]:
    """Quads as sorted lines that are equal where two datasets are isomorphic (RDFC-1.0)."""
    found = set(quads)
    blank = {quad for quad in found if isinstance(quad.subject, BlankNode) or isinstance(quad.object, BlankNode)}
    dataset = Dataset(blank)
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return sorted(str(quad) for quad in {*(found - blank), *dataset})


def written(case: Case, format: str, folder: Path) -> Path:
    """An export as a file, with the ending that tools know it by."""
    path = folder / f"graph.{format}"
    with path.open("wb") as out:
        export(case.graph, format, case.layers, out)
    return path


@cache
def expected(case: Case, graphs: bool) -> list[str]:
    """What a tool must find: the N-Quads of the same layers, without graphs where its format has none."""
    out = io.BytesIO()
    export(case.graph, "nquads", case.layers, out)
    quads = parse(out.getvalue(), format=RdfFormat.N_QUADS)
    if graphs:
        return canonical(quads)
    return canonical(Quad(quad.subject, quad.predicate, quad.object, DefaultGraph()) for quad in quads)


def by_rdflib(path: Path, format: str) -> list[Quad]:
    dataset = rdflib.Dataset()
    # As bytes: rdflib does not close a file that it opened itself.
    dataset.parse(data=path.read_bytes(), format=RDFLIB[format])
    return [
        Quad(_from_rdflib(s), _from_rdflib(p), _from_rdflib(o), _graph_from_rdflib(g)) for s, p, o, g in dataset.quads()
    ]


def _from_rdflib(term: Any) -> Any:
    if isinstance(term, rdflib.URIRef):
        return NamedNode(str(term))
    if isinstance(term, rdflib.BNode):
        return BlankNode(str(term))
    if term.language:
        return Literal(str(term), language=term.language)
    return Literal(str(term), datatype=NamedNode(str(term.datatype))) if term.datatype else Literal(str(term))


def _graph_from_rdflib(name: Any) -> NamedNode | DefaultGraph:
    return DefaultGraph() if name is None or str(name) == "urn:x-rdflib:default" else NamedNode(str(name))


def by_rapper(path: Path, format: str) -> list[Quad]:
    output = "nquads" if format in WITH_GRAPHS else "ntriples"
    command = ["rapper", "-q", "-i", RAPPER[format], "-o", output, str(path), "urn:unused"]
    done = subprocess.run(command, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    return list(parse(done.stdout, format=RdfFormat.N_QUADS))


def by_n3(path: Path, format: str) -> list[Quad]:
    command = ["node", str(HERE / "read.cjs"), str(path), N3[format]]
    done = subprocess.run(command, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    rows = [json.loads(line) for line in done.stdout.decode("utf-8").split("\n") if line]
    return [Quad(*(_from_n3(term) for term in row[:3]), _from_n3(row[3])) for row in rows]  # type: ignore[call-arg]


def _from_n3(term: dict[str, str] | None) -> Any:
    if term is None:
        return DefaultGraph()
    if "iri" in term:
        return NamedNode(term["iri"])
    if "blank" in term:
        return BlankNode(term["blank"].replace(".", "-"))
    if term["language"]:
        return Literal(term["literal"], language=term["language"])
    return Literal(term["literal"], datatype=NamedNode(term["datatype"]))


@pytest.fixture
def exact_rdflib(monkeypatch: pytest.MonkeyPatch) -> None:
    """rdflib rewrites literals as it reads them unless it is told not to."""
    monkeypatch.setattr(rdflib, "NORMALIZE_LITERALS", False)


needs_rapper = pytest.mark.skipif(
    shutil.which("rapper") is None, reason="no rapper here; Debian has it in raptor2-utils"
)
needs_n3 = pytest.mark.skipif(
    shutil.which("node") is None or not (HERE / "node_modules" / "n3").is_dir(),
    reason="no node or no N3.js here; run npm ci in tests/interop",
)


def same(read: Callable[[Path, str], list[Quad]], case: Case, format: str, folder: Path) -> None:
    """Check that a tool finds what was exported, Arabic and all."""
    found = canonical(read(written(case, format, folder), format))
    assert found == expected(case, format in WITH_GRAPHS)
    assert any("معاهدة" in line for line in found)


# rdflib's own parsers use what rdflib deprecates.
@pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")
@pytest.mark.usefixtures("exact_rdflib")
@pytest.mark.parametrize("format", FORMATS)
def test_rdflib_finds_the_same(case: Case, format: str, tmp_path: Path) -> None:
    same(by_rdflib, case, format, tmp_path)


@needs_rapper
@pytest.mark.parametrize("format", RAPPER)
def test_raptor_finds_the_same(case: Case, format: str, tmp_path: Path) -> None:
    same(by_rapper, case, format, tmp_path)


@needs_n3
@pytest.mark.parametrize("format", N3)
def test_n3js_finds_the_same(case: Case, format: str, tmp_path: Path) -> None:
    same(by_n3, case, format, tmp_path)


@pytest.mark.parametrize("format", FORMATS)
def test_exports_are_byte_identical(case: Case, format: str, tmp_path: Path) -> None:
    first = written(case, format, tmp_path).read_bytes()
    assert first == written(case, format, tmp_path).read_bytes()
    assert "معاهدة".encode() in first
