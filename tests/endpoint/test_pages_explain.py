"""What the page of queries tells of how a query is understood."""

from __future__ import annotations

import html
import re
import threading
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import pytest

from builder.vocabulary import PREFIXES
from endpoint.examples import examples
from endpoint.explainer import algebra
from endpoint.wording import words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from conftest import Server
    from flask.testing import FlaskClient

    Ask = Callable[[str], list[dict[str, str]]]

BASE = "https://w3id.org/mithaq/id/"


def steps(query: str) -> list[tuple[str, list[str]]]:
    """The operators of a query with their details, outermost first."""

    def walk(node: dict[str, Any]) -> Iterator[tuple[str, list[str]]]:
        patterns = [" ".join(part["text"] for part in triple) for triple in node["triples"]]
        yield node["operator"], node["details"] + patterns
        for child in node["below"]:
            yield from walk(child)

    return list(walk(algebra(query, BASE, PREFIXES)))


def address(query: str, language: str = "en") -> str:
    return "/query?" + urlencode({"query": query, "explain": 1, "lang": language})


def test_the_steps_of_a_query() -> None:
    found = steps(
        "SELECT DISTINCT ?a WHERE { ?a a mq:Treaty OPTIONAL { ?a mq:signedOn ?d FILTER (?d > 3 + 4) } "
        "MINUS { GRAPH <graph/facts> { ?a mq:amends|mq:supersedes+ <state/RUS> } } FILTER (!BOUND(?d)) } "
        "ORDER BY DESC(?a) LIMIT 5"
    )
    assert found == [
        ("SelectQuery", ["?a"]),
        ("Slice", ["LIMIT 5"]),
        ("Distinct", []),
        ("Project", ["?a"]),
        ("OrderBy", ["DESC(?a)"]),
        ("Filter", ["!BOUND(?d)"]),
        ("Minus", []),
        ("LeftJoin", ["?d > 3 + 4"]),
        ("BGP", ["?a rdf:type mq:Treaty"]),
        ("BGP", ["?a mq:signedOn ?d"]),
        ("Graph", ["<graph/facts>"]),
        ("BGP", ["?a mq:amends|mq:supersedes+ <state/RUS>"]),
    ]


def test_groups_and_values_are_told() -> None:
    found = dict(steps("SELECT ?a (COUNT(DISTINCT ?b) AS ?n) { VALUES ?a { mq:Treaty } ?b a ?a } GROUP BY ?a"))
    assert "Count(DISTINCT ?b) AS ?__agg_1__" in found["AggregateJoin"]
    assert found["Group"] == ["?a"]
    assert found["values"] == ["?a = mq:Treaty"]


@pytest.mark.parametrize("example", examples(), ids=lambda example: example.name)
def test_every_example_is_explained(example: Any) -> None:
    assert steps(example.query)[0][0] == "SelectQuery"


def test_patterns_are_counted(seeds_client: FlaskClient, ask_seeds: Ask) -> None:
    page = seeds_client.get(address("SELECT * { ?s a mq:Statement ; mq:speaker ?who . ?s ?p ?o }")).get_data(
        as_text=True
    )
    told = dict(
        re.findall(r'<bdi class="iri" dir="ltr">([^<]+)</bdi> <span class="soft">matches: ([^<]+)</span>', page)
    )
    statements = ask_seeds("SELECT DISTINCT ?s { ?s a mq:Statement }")
    assert told["?s rdf:type mq:Statement"] == str(len(statements))
    assert told["?s ?p ?o"] == "more than 2,000"


def test_what_cannot_be_explained_is_told_and_the_answer_is_there(server: Server) -> None:
    """An explanation that fails, for whatever reason, costs the page nothing."""
    nested = "SELECT * " + "{" * 600 + " ?s ?p ?o " + "}" * 600
    reply = server.get(address(nested), "text/html")
    assert reply.status == 200
    assert words("en")["explained"] in reply.text
    assert "nested too deeply" in reply.text
    assert "<tbody>" in reply.text
    long = server.get(address("SELECT * { ?s ?p ?o } #" + "x" * 20_001), "text/html")
    assert "20,000 characters" in long.text
    assert server.query("ASK {}").status == 200


def test_a_wrong_query_is_explained_by_its_error(server: Server) -> None:
    reply = server.get(address("SELECT * { <b>"), "text/html")
    assert reply.status == 400
    assert "Expected" in html.unescape(reply.text)
    assert "<b>" not in reply.text


def test_explanations_leave_no_process_behind(server: Server) -> None:
    before = server.workers()
    for _ in range(2):
        assert words("ar")["op-BGP"] in server.get(address("SELECT * { ?s ?p ?o }", "ar"), "text/html").text
    assert len(server.workers()) <= len(before)


def test_explanations_take_turns(seeds_client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    taken = threading.BoundedSemaphore(1)
    assert taken.acquire(blocking=False)
    monkeypatch.setattr("endpoint.pages_explain._ROOM", taken)
    page = seeds_client.get(address("SELECT * { ?s a mq:Treaty }")).get_data(as_text=True)
    assert "others are having their queries explained" in page
    assert "<tbody>" in page
