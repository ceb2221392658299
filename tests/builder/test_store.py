"""Snapshots: whole or not there, the same for the same quads, and term-exact."""

from __future__ import annotations

import fcntl
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from zipfile import ZipFile

import pytest
from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, RdfFormat, parse

from builder.errors import GraphError
from builder.query import run
from builder.store import Graph, open_graph, undo, write
from builder.store.layers import count_layers, split_layers
from builder.store.quads import canonical_lines
from builder.vocabulary import DATA, XSD

SMALL = Path(__file__).parents[1] / "graphs" / "small.trig"
TEXTS = {"first": "line one\r\nline two\n"}


def small() -> list[Quad]:
    return list(parse(path=SMALL, format=RdfFormat.TRIG))


def fact(number: int) -> Quad:
    return Quad(NamedNode("urn:s"), NamedNode("urn:p"), Literal(number), NamedNode(f"{DATA}graph/facts"))


def files(snapshot: Path) -> dict[str, bytes]:
    """Every file of a snapshot but the engine's own."""
    return {
        str(path.relative_to(snapshot)): path.read_bytes()
        for path in sorted(snapshot.rglob("*"))
        if path.is_file() and path.relative_to(snapshot).parts[0] != "store"
    }


def test_lines_are_counted_by_layer_as_quads_are() -> None:
    quads = small()
    counted = count_layers(canonical_lines(quads), DATA)
    assert counted == {layer: len(found) for layer, found in split_layers(quads, DATA).items() if found}
    assert {"claims", "documents", "facts"} <= counted.keys()
    with pytest.raises(GraphError, match="urn:elsewhere"):
        count_layers([b'<urn:a> <urn:p> "1 <x" <urn:elsewhere> .\n'], DATA)


def named(graph: Graph) -> int:
    """How many quads of the store stand in named graphs."""
    return sum(quad.graph_name != DefaultGraph() for quad in graph.store)


def test_the_default_graph_is_the_merge_of_all(tmp_path: Path) -> None:
    one, two = (NamedNode(f"https://w3id.org/mithaq/id/graph/article/{name}") for name in "ab")
    said = (NamedNode("urn:s"), NamedNode("urn:p"), NamedNode("urn:o"))
    write(tmp_path, [Quad(*said, one), Quad(*said, two)], {})
    graph = open_graph(tmp_path)
    assert run(graph, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", "csv").split() == ["n", "1"]
    assert run(graph, "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }", "csv").split() == ["n", "2"]


def test_a_snapshot_holds_quads_texts_and_manifest(tmp_path: Path) -> None:
    path = write(tmp_path, small(), TEXTS, {"settings": "x"})
    graph = open_graph(tmp_path)
    assert graph.path == path == tmp_path / "snapshots" / graph.identifier
    assert named(graph) == len(list(graph.quads())) == graph.manifest["quads"] == len(small())
    assert graph.manifest["layers"] == {
        "documents": 22, "claims": 8, "facts": 8, "inferred": 1, "ontology": 52, "decisions": 0, "report": 1
    }  # fmt: skip
    assert graph.manifest["settings"] == "x"
    assert graph.articles == ("first",)
    assert graph.article_text("first") == TEXTS["first"]
    with pytest.raises(GraphError, match="it has first"):
        graph.article_text("second")


def test_any_order_of_quads_gives_the_same_bytes(tmp_path: Path) -> None:
    # Parsed twice, so that blank nodes come with other labels.
    one = write(tmp_path / "one", small(), TEXTS)
    two = write(tmp_path / "two", reversed(small()), dict(reversed(TEXTS.items())))
    assert one.name == two.name
    assert files(one) == files(two)


def test_literals_survive_the_store_unchanged(tmp_path: Path) -> None:
    write(tmp_path, small(), {})
    graph = open_graph(tmp_path)
    exact = {quad.object for quad in graph.quads() if isinstance(quad.object, Literal)}
    datatypes = {literal.datatype.value.removeprefix(XSD) for literal in exact}
    assert {"date", "gYear", "gYearMonth", "integer", "string", "boolean"} <= datatypes
    assert {literal.language for literal in exact} >= {"ar", "en", "ru", "ko"}
    assert {quad.object for quad in graph.store if isinstance(quad.object, Literal)} == exact
    assert exact == {quad.object for quad in small() if isinstance(quad.object, Literal)}


@pytest.mark.parametrize(
    ("lexical", "datatype"),
    [("1.50", "decimal"), ("+5", "integer"), ("1", "boolean"), ("2024-06-19T00:00:00+00:00", "dateTime"), ("5", "int")],
)
def test_a_literal_that_the_store_would_rewrite_is_refused(lexical: str, datatype: str) -> None:
    quad = fact(1)
    wrong = Quad(quad.subject, quad.predicate, Literal(lexical, datatype=NamedNode(XSD + datatype)), quad.graph_name)
    with pytest.raises(GraphError, match="canonical"):
        canonical_lines([quad, wrong])


def test_a_quad_outside_the_layers_is_refused(tmp_path: Path) -> None:
    quad = fact(1)
    with pytest.raises(GraphError, match="no named graph"):
        write(tmp_path, [Quad(quad.subject, quad.predicate, quad.object, DefaultGraph())], {})
    with pytest.raises(GraphError, match="no layer"):
        write(tmp_path, [Quad(quad.subject, quad.predicate, quad.object, NamedNode("urn:elsewhere"))], {})
    assert not (tmp_path / "current").exists()


def test_blank_nodes_get_labels_from_the_data() -> None:
    graph = NamedNode(f"{DATA}graph/ontology")
    made = [Quad(BlankNode(), NamedNode("urn:p"), Literal(number), graph) for number in (1, 2)]
    again = [Quad(BlankNode(), NamedNode("urn:p"), Literal(number), graph) for number in (2, 1)]
    assert canonical_lines(made) == canonical_lines(again)


def test_the_previous_snapshot_is_kept_and_older_ones_go(tmp_path: Path) -> None:
    first, second, third = (write(tmp_path, [fact(number)], {}) for number in (1, 2, 3))
    assert open_graph(tmp_path).path == third
    assert sorted((tmp_path / "snapshots").iterdir()) == sorted([second, third])
    assert not first.exists()
    assert undo(tmp_path) == second
    assert open_graph(tmp_path).path == second
    assert undo(tmp_path) == third


def test_undo_without_an_earlier_snapshot_is_refused(tmp_path: Path) -> None:
    write(tmp_path, [fact(1)], {})
    with pytest.raises(GraphError, match="no earlier snapshot"):
        undo(tmp_path)


def test_the_same_graph_again_keeps_its_snapshot_in_use(tmp_path: Path) -> None:
    path = write(tmp_path, [fact(1)], TEXTS)
    graph = open_graph(tmp_path)
    assert named(graph) == 1
    inode = (path / "graph.nq").stat().st_ino
    assert write(tmp_path, [fact(1)], TEXTS) == path
    assert (path / "graph.nq").stat().st_ino == inode
    assert named(graph) == 1


def test_a_damaged_snapshot_is_repaired_by_building_again(tmp_path: Path) -> None:
    path = write(tmp_path, [fact(1)], TEXTS)
    (path / "graph.nq").unlink()
    with pytest.raises(GraphError, match=r"graph\.nq: missing"):
        open_graph(tmp_path)
    write(tmp_path, [fact(1)], TEXTS)
    assert list(open_graph(tmp_path).quads()) == [fact(1)]


def test_missing_foreign_and_broken_graphs_are_named(tmp_path: Path) -> None:
    with pytest.raises(GraphError, match="mithaq build"):
        open_graph(tmp_path)
    path = write(tmp_path, [fact(1)], {})
    manifest = path / "manifest.json"
    manifest.write_text(json.dumps({**json.loads(manifest.read_text()), "format": 99}))
    with pytest.raises(GraphError, match="format 99"):
        open_graph(tmp_path)
    manifest.write_text("{")
    with pytest.raises(GraphError, match="unreadable"):
        open_graph(tmp_path)


def test_two_builds_do_not_collide(tmp_path: Path) -> None:
    write(tmp_path, [fact(1)], {})
    with (tmp_path / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with pytest.raises(GraphError, match="another build"):
            write(tmp_path, [fact(2)], {})
    write(tmp_path, [fact(2)], {})


BUILD = """
import sys
from pathlib import Path
from pyoxigraph import Literal, NamedNode, Quad
from builder.store import write
graph = NamedNode("https://w3id.org/mithaq/id/graph/facts")
number = int(sys.argv[2])
while True:
    print(number, flush=True)
    made = (Quad(NamedNode(f"urn:{i}"), NamedNode("urn:p"), Literal(number), graph) for i in range(2000))
    write(Path(sys.argv[1]), made, {"first": "text"})
    number += 1
"""


def test_a_build_killed_at_any_moment_leaves_a_whole_graph(tmp_path: Path) -> None:
    for attempt in range(6):
        command = [sys.executable, "-c", BUILD, str(tmp_path), str(attempt * 1000)]
        with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
            assert process.stdout is not None
            for _ in range(2):
                process.stdout.readline()
            time.sleep(0.015 * attempt)
            os.kill(process.pid, signal.SIGKILL)
        graph = open_graph(tmp_path)
        assert named(graph) == len(list(graph.quads())) == graph.manifest["quads"] == 2000
        assert graph.article_text("first") == "text"


def test_an_identifier_that_is_no_file_name_is_kept(tmp_path: Path) -> None:
    texts = {"a/b": "one", "." * 3: "two", "x" * 300: "three", "معاهدة": "four"}
    write(tmp_path, [fact(1)], texts)
    graph = open_graph(tmp_path)
    assert {name: graph.article_text(name) for name in graph.articles} == texts
    names = {name: str(entry["file"]) for name, entry in graph.manifest["articles"].items()}
    assert names["معاهدة"] == "معاهدة.txt"
    with ZipFile(graph.path / "articles.zip") as archive:  # any tool finds them too
        assert {name: archive.read(file).decode("utf-8") for name, file in names.items()} == texts
