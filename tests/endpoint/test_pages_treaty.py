"""The page of an instrument: parties, life, chain, clauses, disputes and names, each with its way to the words."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

import pytest

from endpoint.views.chain import chain
from endpoint.views.dates import dated
from endpoint.views.reader import Reader
from endpoint.views.treaty import treaty_page

if TYPE_CHECKING:
    from collections.abc import Callable

    from builder.store import Graph

    Ask = Callable[[str], list[dict[str, str]]]

NEW = "SELECT ?new WHERE { GRAPH <graph/inferred> { ?new mq:directlySupersedes ?old } ?new mq:inForceFrom ?day }"
LINKS = (
    "SELECT DISTINCT ?new ?old WHERE { GRAPH ?g { ?new mq:directlySupersedes ?old } FILTER (?g != <graph/ontology>) }"
)


@pytest.fixture(scope="module")
def treaty(ask_seeds: Ask) -> str:
    """The treaty of 2024, by what it is known for."""
    return ask_seeds(NEW)[0]["new"]


@pytest.fixture(scope="module")
def english(seeds_graph: Graph) -> Reader:
    return Reader(seeds_graph, "en", chosen=True)


def test_parties_life_and_clauses_are_those_of_the_graph(english: Reader, treaty: str, ask_seeds: Ask) -> None:
    view = treaty_page(english, treaty)
    assert {party.code for party in view.parties} == {"PRK", "RUS"}
    events = ask_seeds(f"SELECT DISTINCT ?e WHERE {{ ?e mq:ofInstrument <{treaty}> }}")
    assert {moment.event.value for moment in view.life} == {row["e"] for row in events}
    assert [moment.state for moment in view.life][-1] == "done"
    when = [moment.order[0] for moment in view.life]
    assert when == sorted(when)
    planned = [moment for moment in view.life if moment.state == "planned"]
    assert planned
    assert all("planned" in said.levels for moment in planned for said in moment.said)
    clauses = ask_seeds(f"SELECT DISTINCT ?c WHERE {{ ?c mq:partOf <{treaty}> ; a mq:Clause }}")
    assert {clause.clause.value for clause in view.clauses} == {row["c"] for row in clauses}
    assert all(clause.words for clause in view.clauses)


def test_the_chain_draws_every_direct_supersession(english: Reader, treaty: str, ask_seeds: Ask) -> None:
    drawing = chain(english, treaty)
    assert drawing is not None
    assert {(arrow.new.value, arrow.old.value) for arrow in drawing.arrows} == {
        (row["new"], row["old"]) for row in ask_seeds(LINKS)
    }
    assert {arrow.layer for arrow in drawing.arrows} == {"facts", "inferred"}
    tops = {box.thing.value: box.y for box in drawing.boxes}
    assert all(tops[arrow.new.value] < tops[arrow.old.value] for arrow in drawing.arrows)
    assert all(box.x >= 0 and box.x + drawing.box[0] <= drawing.width for box in drawing.boxes)
    corners = [(box.x, box.y) for box in drawing.boxes]
    assert len(set(corners)) == len(corners)


@pytest.mark.parametrize("language", ["ar", "en"])
def test_words_on_the_page_stand_where_their_links_lead(
    seeds_graph: Graph, treaty: str, read_page: Callable[[str], str], language: str
) -> None:
    page = read_page(f"/page/{treaty.removeprefix(seeds_graph.base)}?lang={language}")
    quotes = re.findall(r'<mark>(.*?)</mark>.*?href="/page/article/([^?"]+)\?lang=\w+#c(\d+)-(\d+)"', page, re.DOTALL)
    names = re.findall(r'href="/page/article/([^?"]+)\?lang=\w+#c(\d+)-(\d+)"><bdi lang="ar">(.*?)</bdi>', page)
    assert len(quotes) > 20
    assert len(names) > 20
    for exact, identifier, start, end in [*quotes, *((n[3], *n[:3]) for n in names)]:
        assert seeds_graph.article_text(identifier)[int(start) : int(end)] == html.unescape(exact)
    assert 'class="dispute"' in page
    assert 'class="arrow inferred"' in page
    assert 'class="arrow facts"' in page


def test_dates_are_as_precise_as_the_text() -> None:
    assert dated("2024-12-05", "en") == "December 5, 2024"
    assert dated("2024-12-05", "ar") == "5 ديسمبر 2024"
    assert dated("2024-06", "en") == "June 2024"
    assert dated("1961", "ar") == "1961"
    assert [dated(text, "en") for text in ("2024-13-01", "0000", "soon", "-0044")] == [
        "2024-13-01",
        "0000",
        "soon",
        "-0044",
    ]
