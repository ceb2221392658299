"""The lists of all there is, by letter, kind and page; and pages that are made once a state of the graph."""

from __future__ import annotations

import re
import threading
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from builder.store import open_graph, write
from builder.vocabulary import MQ, RDF, RDFS
from endpoint.kept import Kept
from endpoint.views.index import PAGE, entries, listing
from endpoint.views.reader import Reader
from endpoint.wording import words

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from conftest import Server
    from flask.testing import FlaskClient

    from builder.store import Graph

    Ask = Callable[[str], list[dict[str, str]]]
    Read = Callable[[str], str]

BASE = "https://w3id.org/mithaq/id/"


@pytest.fixture
def treaties(tmp_path: Path) -> Callable[[Sequence[tuple[str, str]]], Reader]:
    """Makes a graph of treaties with names and languages, and reads it for an English page."""

    def make(names: Sequence[tuple[str, str]], language: str = "en") -> Reader:
        facts = NamedNode(f"{BASE}graph/facts")
        nodes = [NamedNode(f"{BASE}instrument/{place}") for place in range(len(names))]
        quads = [Quad(node, NamedNode(RDF + "type"), NamedNode(MQ + "Treaty"), facts) for node in nodes]
        quads += [
            Quad(node, NamedNode(RDFS + "label"), Literal(text, language=tag), facts)
            for node, (text, tag) in zip(nodes, names, strict=True)
        ]
        quads.append(
            Quad(NamedNode(MQ + "Treaty"), NamedNode(RDFS + "subClassOf"), NamedNode(MQ + "Instrument"), facts)
        )
        write(tmp_path, quads, {})
        return Reader(open_graph(tmp_path), language, chosen=False)

    return make


def names_of(reader: Reader, **chosen: str) -> list[str]:
    found = listing(reader, "treaties", entries(reader, "treaties"), 1, chosen.get("letter", ""), "")
    return [row.thing.text for row in found.rows]


def test_names_are_sorted_as_their_readers_do(treaties: Callable[..., Reader]) -> None:
    names = [("Zürich", "en"), ("zebra", "en"), ("The Élysée Treaty", "en"), ("Dayton", "en"), ("9 points", "en")]
    names += [("اتفاق", "ar"), ("الدوحة", "ar"), ("إعلان", "ar"), ("تونس", "ar")]
    ordered = ["Dayton", "The Élysée Treaty", "zebra", "Zürich", "اتفاق", "إعلان", "تونس", "الدوحة", "9 points"]
    assert names_of(treaties(names)) == ordered
    arabic = names_of(treaties(names, "ar"))
    assert arabic == [*ordered[4:8], *ordered[:4], ordered[8]]


def test_letters_lead_to_their_names(treaties: Callable[..., Reader]) -> None:
    reader = treaties([("Dayton", "en"), ("Doha", "en"), ("Paris", "en")])
    found = listing(reader, "treaties", entries(reader, "treaties"), 1, "", "")
    assert found.letters == (("D", 2), ("P", 1))
    assert names_of(reader, letter="D") == ["Dayton", "Doha"]
    assert names_of(reader, letter="X") == []


def test_a_long_list_has_pages(treaties: Callable[..., Reader]) -> None:
    reader = treaties([(f"Treaty {number:03}", "en") for number in range(PAGE * 2 + 5)])
    all_of_them = entries(reader, "treaties")
    seen = [row.thing.text for page in (1, 2, 3) for row in listing(reader, "treaties", all_of_them, page, "", "").rows]
    assert seen == [f"Treaty {number:03}" for number in range(PAGE * 2 + 5)]
    assert listing(reader, "treaties", all_of_them, 99, "", "").page == 3


def test_what_is_left_out_is_told(
    seeds_client: FlaskClient, monkeypatch: pytest.MonkeyPatch, treaties: Callable[..., Reader]
) -> None:
    monkeypatch.setattr("endpoint.views.index.MOST", 3)
    reader = treaties([(f"Treaty {number}", "en") for number in range(5)])
    found = listing(reader, "treaties", entries(reader, "treaties"), 1, "", "")
    assert (found.cut, len(found.rows)) == (True, 3)
    whole = seeds_client.get("/page/state/RUS?lang=en", headers={"Accept": "text/html"}).get_data(as_text=True)
    assert words("en")["cut"] not in whole
    monkeypatch.setattr("endpoint.views.reader.MOST", 10)
    # A page of its own, as the other one is kept.
    cut = seeds_client.get("/page/state/RUS?lang=en&again=1", headers={"Accept": "text/html"}).get_data(as_text=True)
    assert words("en")["cut"] in cut


def test_lists_hold_what_the_home_page_counts(read_page: Read, ask_seeds: Ask, seeds_graph: Graph) -> None:
    home = read_page("/?lang=en")
    for name in ("articles", "treaties", "actors", "statements"):
        link = re.search(rf'<dt><a href="/{name}\?lang=en">[^<]+</a></dt><dd>([\d,]+)</dd>', home)
        assert link, name
        page = read_page(f"/{name}?lang=en")
        assert f"({link[1]})" in page, name
    articles = read_page("/articles?lang=ar")
    assert all(f"/page/article/{name}?lang=ar" in articles for name in seeds_graph.articles)
    mentioned = ask_seeds("SELECT DISTINCT ?x { ?m mq:refersTo ?x . ?x a mq:State }")
    states = read_page("/actors?" + urlencode({"kind": MQ + "State", "lang": "en"}))
    assert states.count('<span class="code">') == len(mentioned)


def test_statements_are_listed_with_their_words(read_page: Read, ask_seeds: Ask) -> None:
    page = read_page("/statements?lang=ar")
    assert page.count("<mark>") >= PAGE
    direct = "https://w3id.org/mithaq/vocab/mode/direct"
    kept = read_page("/statements?" + urlencode({"kind": direct, "lang": "ar"}))
    found = ask_seeds(f"SELECT DISTINCT ?s {{ ?s a mq:Statement ; mq:mode <{direct}> }}")
    assert f"({len(found)})" in kept


def test_a_wrong_page_is_told(seeds_client: FlaskClient) -> None:
    for number in ("x", "-1", "1" * 9):
        assert seeds_client.get(f"/treaties?page={number}").status_code == 400
    assert seeds_client.get("/treaties?page=0").status_code == 200
    evil = seeds_client.get('/treaties?letter="><script>alert(1)</script>&lang=en').get_data(as_text=True)
    assert "<script>alert" not in evil
    assert words("en")["nothing-here"] in evil


def test_a_page_that_did_not_change_is_not_sent_again(seeds_client: FlaskClient) -> None:
    html = {"Accept": "text/html"}
    for path in ("/?lang=en", "/treaties", "/conflicts", "/page/state/RUS", "/ontology"):
        first = seeds_client.get(path, headers=html)
        tag = first.headers["ETag"]
        assert seeds_client.get(path, headers={**html, "If-None-Match": tag}).status_code == 304
        arabic = seeds_client.get(path, headers={**html, "If-None-Match": tag, "Accept-Language": "ar"})
        assert arabic.status_code == (304 if "lang" in path else 200)
    missing = {**html, "If-None-Match": tag}
    assert seeds_client.get("/page/state/NONE", headers=missing).status_code == 404


def test_pages_are_new_with_a_new_build(own_server: Callable[[], Server]) -> None:
    server = own_server()
    path = "/page/instrument/pact?lang=en"
    before = server.get(path, "text/html")
    label = Quad(
        NamedNode(f"{BASE}instrument/pact"), NamedNode(RDFS + "label"), Literal("Fresh", language="en"),
        NamedNode(f"{BASE}graph/facts"),
    )  # fmt: skip
    type = Quad(label.subject, NamedNode(RDF + "type"), NamedNode(MQ + "Treaty"), label.graph_name)
    write(server.directory, [label, type], {})
    after = server.get(path, "text/html")
    assert "Fresh" in after.text
    assert after.headers["etag"] != before.headers["etag"]


def test_what_is_kept_is_bounded() -> None:
    kept: Kept[str] = Kept(10)
    made: list[str] = []

    def get(key: str, size: int = 4) -> str:
        return kept.get(key, lambda: made.append(key) or key * size, len)  # type: ignore[func-returns-value]

    assert [get(key) for key in "aba"] == ["aaaa", "bbbb", "aaaa"]
    get("c")
    assert (get("a"), made) == ("aaaa", ["a", "b", "c"])
    get("b")
    assert made == ["a", "b", "c", "b"]
    get("z", 50)
    assert get("a") == "aaaa"
    assert made[-2:] == ["z", "a"]


def test_what_is_kept_may_be_asked_for_by_many_at_once() -> None:
    kept: Kept[int] = Kept(20)
    wrong: list[int] = []

    def ask(start: int) -> None:
        for number in range(start, start + 300):
            if kept.get(number % 37, lambda number=number: number % 37, lambda _: 1) != number % 37:
                wrong.append(number)

    threads = [threading.Thread(target=ask, args=(start,)) for start in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []
