"""Full-text search: over names and quotations, whatever the letters, the marks and what is glued to a word."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import RdfFormat, parse

from builder.errors import GraphError
from builder.store import Graph, open_graph, write
from builder.store.search_index import INDEX, forms, plain
from endpoint.search import search
from endpoint.search_pattern import expand

if TYPE_CHECKING:
    from conftest import Server

SMALL = Path(__file__).parents[1] / "graphs" / "small.trig"
BASE = "https://w3id.org/mithaq/id/"
RUSSIA = f"{BASE}state/RUS"


def found(graph: Graph, text: str) -> list[str]:
    return [hit.iri for hit in search(graph, text)]


@pytest.mark.parametrize("text", ["روسيا", "رُوسِيا", "روسـيا", "وروسيا", "بروسيا", "Russia", "RUSSIA", "russ", "Россия"])
def test_a_name_is_found_however_it_is_written(seeds_graph: Graph, text: str) -> None:
    assert RUSSIA in found(seeds_graph, text)


def test_the_whole_name_comes_first(seeds_graph: Graph) -> None:
    for text in ("روسيا", "Russia"):
        hits = search(seeds_graph, text)
        assert (hits[0].iri, hits[0].kind) == (RUSSIA, "name")
        assert len({hit.iri for hit in hits}) == len(hits)


def test_a_quotation_slices_back_from_its_article(seeds_graph: Graph) -> None:
    hits = [hit for hit in search(seeds_graph, "الدفاع المشترك", 50) if hit.kind != "name"]
    assert hits
    for hit in hits:
        assert hit.article is not None
        assert hit.start is not None
        text = seeds_graph.article_text(hit.article.rpartition("/")[2])
        assert text[hit.start : hit.start + len(hit.text)] == hit.text


@pytest.mark.parametrize("text", ["", "   ", '"', "*", "NEAR(", "a AND", '" OR "1', "%", "'; DROP TABLE entry", "\x00"])
def test_no_text_breaks_the_search(seeds_graph: Graph, text: str) -> None:
    assert isinstance(search(seeds_graph, text), list)


@given(st.text())
def test_folding_words_is_idempotent(text: str) -> None:
    assert plain(plain(text)) == plain(text)
    assert all(word in forms(word) for word in plain(text).split())


def test_the_index_depends_on_the_quads_alone(tmp_path: Path) -> None:
    quads = list(parse(path=SMALL, format=RdfFormat.TRIG))
    dumps = []
    for name, order in (("one", quads), ("two", quads[::-1])):
        path = write(tmp_path / name, order, {})
        with sqlite3.connect(path / INDEX) as database:
            dumps.append(list(database.execute("SELECT * FROM entry ORDER BY id")))
        database.close()
    assert dumps[0] == dumps[1]
    assert dumps[0]


def test_a_graph_of_an_older_build_says_what_to_do(tmp_path: Path) -> None:
    write(tmp_path, [], {})
    graph = open_graph(tmp_path)
    (graph.path / INDEX).unlink()
    with pytest.raises(GraphError, match="build the graph again"):
        search(graph, "x")


def test_programs_search_by_http(server: Server) -> None:
    reply = server.get("/search", q="روسيا", limit="1")
    assert (reply.status, reply.media) == (200, "application/json")
    assert [hit["iri"] for hit in reply.json["hits"]] == [RUSSIA]
    assert server.ask("GET", "/search?q=x", headers={"If-None-Match": reply.headers["etag"]}).status == 304
    assert server.get("/search", q="").json["hits"] == []
    for limit in ("0", "101", "x", "-1", "9" * 5000):
        assert server.get("/search", q="x", limit=limit).status == 400


@pytest.mark.parametrize(
    "pattern",
    [
        '?thing mqf:search "Russia"',
        "?thing mqf:search 'رُوسيا'@ar",
        '?thing <https://w3id.org/mithaq/function#search> """russia"""',
    ],
)
def test_queries_search_by_a_pattern(server: Server, pattern: str) -> None:
    reply = server.query(f"SELECT ?name {{ {pattern} . ?thing rdfs:label ?name }}")
    assert "Russia" in reply.text
    other = pattern.replace("ussia", "ussix").replace("سيا", "سيس")
    assert server.query(f"ASK {{ ?thing a mq:State . {other} }}").json["boolean"] is False


def test_the_pattern_is_left_alone_where_it_is_none(seeds_graph: Graph) -> None:
    for text in ("ASK { ?s ?p 'mqf:search' }", 'ASK { ?s ?p ?o } # ?x mqf:search "x"', "ASK { ?s mqf:search ?text }"):
        assert expand(text, seeds_graph) == text


def test_queries_fold_names(server: Server) -> None:
    text = 'SELECT ?x { ?x rdfs:label ?name FILTER(mqf:fold(?name) = mqf:fold("رُوسيا")) }'
    assert RUSSIA in server.query(text).text
