"""The page of queries: its views, what is drawn in them, and what its editor is told."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import pytest

from builder.vocabulary import MQ, XSD
from endpoint.cells import cell
from endpoint.pages_query import VIEWS, editor_files
from endpoint.views.answers import Answer, edges, fits
from endpoint.views.charts import chart
from endpoint.views.moments import timeline
from endpoint.views.network import network
from endpoint.views.scale import day, round_steps
from endpoint.wording import words

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from flask.testing import FlaskClient

    Ask = Callable[[str], list[dict[str, str]]]

BASE = "https://w3id.org/mithaq/id/"
COUNTS = (
    "SELECT ?speaker (COUNT(?s) AS ?count) { ?s a mq:Statement ; mq:speaker ?speaker } "
    "GROUP BY ?speaker ORDER BY DESC(?count)"
)
EVENTS = "SELECT ?day ?event { GRAPH <graph/facts> { ?event mq:date ?day ; mq:ofInstrument ?treaty } }"
CHAIN = "CONSTRUCT { ?a mq:directlySupersedes ?b } WHERE { ?a mq:directlySupersedes ?b }"


def thing(name: str) -> dict[str, str]:
    return {"type": "uri", "value": BASE + name}


def literal(value: object, datatype: str = "string") -> dict[str, str]:
    return {"type": "literal", "value": str(value), "datatype": XSD + datatype}


def answer(names: str, *rows: tuple[dict[str, str] | None, ...], triples: bool = False) -> Answer:
    cells = tuple(tuple(cell(term, BASE, {}) for term in row) for row in rows)
    return Answer(tuple(names.split()), rows, cells, False, triples)


def view(name: str, query: str, language: str = "en") -> str:
    return "/query?" + urlencode({"query": query, "view": name, "lang": language})


def test_a_bar_is_as_long_as_its_number() -> None:
    rows = [(literal(name), literal(value, "integer")) for name, value in (("a", 4), ("b", 2), ("c", 0))]
    drawn = chart(answer("name count", *rows), "en")
    assert drawn is not None
    assert [(bar.start, bar.size) for bar in drawn.bars] == [(0, 100), (0, 50), (0, 0)]
    below = chart(answer("n v", (literal("a"), literal(-5, "decimal")), (literal("b"), literal(15, "double"))), "en")
    assert below is not None
    assert [(bar.start, bar.size) for bar in below.bars] == [(0, 25), (25, 75)]


def test_rows_that_are_not_drawn_are_counted() -> None:
    rows = [(literal(str(place)), literal(place, "integer")) for place in range(100)]
    drawn = chart(answer("name count", *rows, (literal("x"), None)), "en")
    assert drawn is not None
    assert len(drawn.bars) + drawn.left == 101
    assert drawn.left > 0
    when = timeline(answer("day name", (literal("2024", "gYear"), literal("a")), (None, literal("b"))), "en")
    assert when is not None
    assert (len(when.moments), when.left) == (1, 1)


def test_numbers_over_dates_are_a_line_in_time() -> None:
    rows = [(literal(day, "date"), literal(value, "integer")) for day, value in (("2024-12-01", 3), ("2024-01-01", 1))]
    drawn = chart(answer("day count", *rows), "en")
    assert drawn is not None
    assert [point.words for point in drawn.points] == ["January 1, 2024", "December 1, 2024"]
    left, top, right, bottom = drawn.field
    assert (drawn.points[0].x, drawn.points[1].x) == (left, right)
    assert drawn.steps[0] == (bottom, "0")
    assert drawn.points[1].y == top


@pytest.mark.parametrize("bad", ["INF", "NaN", "-INF"])
def test_what_has_no_place_on_a_scale_is_no_number(bad: str) -> None:
    assert chart(answer("name count", (literal("a"), literal(bad, "double"))), "en") is None


def test_moments_stand_in_the_order_of_time() -> None:
    texts = (("2024-06", "gYearMonth"), ("1961", "gYear"), ("2000-02-09", "date"), ("2024-06-19T10:00:00Z", "dateTime"))
    drawn = timeline(answer("when what", *((literal(*text), thing(f"event/{text[0][:4]}")) for text in texts)), "en")
    assert drawn is not None
    assert [moment.time for moment in drawn.moments] == [
        "1961", "2000-02-09", "2024-06", "2024-06-19T10:00:00Z"
    ]  # fmt: skip
    assert sorted(moment.x for moment in drawn.moments) == [moment.x for moment in drawn.moments]
    assert {year for _, year in drawn.years} == {1970, 1980, 1990, 2000, 2010, 2020}
    assert drawn.moments[1].words == "February 9, 2000"


def test_days_and_steps() -> None:
    assert day("2024-02-30") is None
    assert day("soon") is None
    assert day("2024") == day("2024-01-01T00:00:00Z")
    for low, high in ((0, 1), (0, 97), (-3, 12), (5, 5), (0, 0.004)):
        steps = round_steps(low, high)
        assert steps[0] <= low
        assert steps[-1] >= high
        assert 2 <= len(steps) <= 9


def test_rows_join_things() -> None:
    pair = answer("a name b", (thing("x"), literal("n"), thing("y")))
    assert edges(pair) == (0, None, [2])
    said = answer("a p b", (thing("x"), {"type": "uri", "value": MQ + "amends"}, thing("y")))
    assert edges(said) == (0, 1, [2])
    assert edges(answer("a", (thing("x"),))) is None
    assert not fits(answer("name", (literal("n"),)), "graph")


def test_a_graph_has_each_thing_once_and_no_two_names_on_one_spot() -> None:
    rows = [(thing(f"state/{place}"), thing(f"instrument/{place % 3}")) for place in range(12)]
    drawn = network(answer("state treaty", *rows))
    assert drawn is not None
    assert len(drawn.nodes) == 15
    assert len(drawn.edges) == 12
    assert drawn.kinds == ("treaty",)
    for node in drawn.nodes:
        assert 0 <= node.x <= drawn.width
        assert 0 <= node.y <= drawn.height
        assert all(math.hypot(node.x - other.x, node.y - other.y) > 20 for other in drawn.nodes if other != node)
    assert network(answer("state treaty", *rows)) == drawn
    many = network(answer("a b", *((thing("hub"), thing(str(place))) for place in range(90))))
    assert many is not None
    assert len(many.nodes) + many.left == 91
    assert many.nodes[0].cell.text == "hub"
    # Of many pairs those are drawn that hang together, not the first of each.
    ring = [(thing(str(place)), thing(str((place * 7 + 1) % 500))) for place in range(500)]
    some = network(answer("a b", *ring))
    assert some is not None
    assert len(some.edges) >= len(some.nodes) - 2


def test_names_of_things_are_no_lines_of_their_graph() -> None:
    label = {"type": "uri", "value": "http://www.w3.org/2000/01/rdf-schema#label"}
    rows = ((thing("x"), label, literal("X")), (thing("x"), {"type": "uri", "value": MQ + "amends"}, thing("y")))
    drawn = network(answer("subject predicate object", *rows, triples=True))
    assert drawn is not None
    assert len(drawn.edges) == 1


def test_every_view_of_an_answer(read_page: Callable[[str], str], ask_seeds: Ask) -> None:
    bars = read_page(view("chart", COUNTS))
    assert bars.count('<svg class="bar"') == len(ask_seeds(COUNTS))
    assert re.search(r'<rect x="0[.0]*" width="100[.0]*"', bars)
    moments = read_page(view("timeline", EVENTS, "ar"))
    assert moments.count('<li class="done">') == len(ask_seeds(EVENTS))
    assert '<time datetime="2024-12-05">5 ديسمبر 2024</time>' in moments
    graph = read_page(view("graph", CHAIN))
    pairs = ask_seeds("SELECT DISTINCT ?a ?b { ?a mq:directlySupersedes ?b }")
    assert len(re.findall(r'class="edge style-\d" d="M[^"]+" marker-end', graph)) == len(pairs)
    assert graph.count('<g class="node iri">') == len({name for pair in pairs for name in pair.values()})


def test_only_views_that_fit_are_offered(read_page: Callable[[str], str]) -> None:
    def offered(query: str, name: str = "table") -> list[str]:
        return re.findall(r"view=(\w+)&amp;lang=en#answer", read_page(view(name, query)))

    assert offered(COUNTS) == ["table", "chart"]
    assert offered(EVENTS) == ["table", "timeline"]
    assert offered(CHAIN, "graph") == ["table", "graph"]
    # A view that does not fit, or that there is not, is the table.
    for name in ("timeline", "nonsense"):
        assert "<thead>" in read_page(view(name, CHAIN))
    assert set(VIEWS) == {key.removeprefix("view-") for key in words("en") if key.startswith("view-")}


def test_an_answer_of_triples_can_be_had_in_every_format(read_page: Callable[[str], str]) -> None:
    page = read_page(view("table", CHAIN))
    formats = set(re.findall(r"/sparql\?[^\"]*format=(\w+)", page))
    assert formats == {"turtle", "ntriples", "rdfxml", "jsonld", "trig", "nquads"}


def test_the_editor_is_told_of_our_terms(seeds_client: FlaskClient, ask_seeds: Ask) -> None:
    reply = seeds_client.get("/query/terms.json?lang=ar")
    told = {name: (kind, label) for name, kind, label in reply.json["terms"]}
    assert told["mq:signedBy"][0] == "property"
    assert told["mq:Treaty"] == ("class", "معاهدة")
    assert told["rdfs:label"][0] == "property"
    assert told["mqv:factuality\\/denied"][0] == "concept"
    assert reply.json["prefixes"]["mq"] == MQ
    # Each name is one that a query may hold as it is.
    for name in ("mq:Treaty", "mqv:factuality\\/denied"):
        assert len(ask_seeds(f"SELECT * {{ {name} a ?kind }}")) > 0
    again = seeds_client.get("/query/terms.json?lang=ar", headers={"If-None-Match": reply.headers["ETag"]})
    assert again.status_code == 304


def test_without_the_editor_the_box_is_plain(
    seeds_client: FlaskClient, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("endpoint.pages_query.EDITOR", tmp_path)
    page = seeds_client.get("/query?lang=en").get_data(as_text=True)
    assert "<textarea" in page
    assert "yasqe" not in page
    assert "data-terms" not in page
    (tmp_path / "yasqe.min.js").touch()
    (tmp_path / "yasqe.min.css").touch()
    with seeds_client.application.test_request_context():
        assert editor_files() == ("/static/editor/yasqe.min.js", "/static/editor/yasqe.min.css")
