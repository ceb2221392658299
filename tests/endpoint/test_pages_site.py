"""The site as a whole: every link leads somewhere, every page is well made, in both languages."""

from __future__ import annotations

import html
import re
from collections import Counter, deque
from html.parser import HTMLParser
from typing import TYPE_CHECKING
from urllib.parse import unquote

import pytest
from pyoxigraph import NamedNode, RdfFormat, parse

from builder.vocabulary import MQ, OWL
from endpoint.views.reader import Reader
from endpoint.views.shapes import shapes
from endpoint.views.terms import ontology_page
from endpoint.wording import words

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask.testing import FlaskClient

    from builder.store import Graph

    Ask = Callable[[str], list[dict[str, str]]]

ENOUGH = {"/why": 25, "/describe": 40, "/page/": 70, "/query": 40, "/sparql": 6}
"""How many addresses of a kind are opened at most; the rest of the kind is made by the same code."""


class Links(HTMLParser):
    """Links, ids and the balance of the tags of a page."""

    VOID = frozenset({"meta", "link", "input", "br"})

    def __init__(self, page: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.ids: list[str] = []
        self.open: list[str] = []
        self.feed(page)
        assert not self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        assert "style" not in values
        assert not any(name.startswith("on") for name in values)
        if tag == "a":
            assert "a" not in self.open
            self.links.append(values["href"] or "")
        if name := values.get("id"):
            self.ids.append(name)
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        pass

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_every_link_leads_somewhere(seeds_client: FlaskClient) -> None:
    queue, seen = deque(["/?lang=en", "/ontology?lang=ar", "/validation?lang=ar"]), {"/"}
    opened: Counter[str] = Counter()
    ids: dict[str, set[str]] = {}
    wanted: dict[str, set[str]] = {}
    while queue:
        address = queue.popleft()
        kind = next((kind for kind in ENOUGH if address.startswith(kind)), "other")
        if opened[kind] >= ENOUGH.get(kind, 200):
            continue
        opened[kind] += 1
        reply = seeds_client.get(address, headers={"Accept": "text/html, */*;q=0.1"}, buffered=True)
        assert reply.status_code in (200, 303), (address, reply.status_code)
        if reply.mimetype != "text/html" or reply.status_code == 303:
            continue
        page = Links(reply.get_data(as_text=True))
        assert not [name for name, times in Counter(page.ids).items() if times > 1], address
        ids[address] = set(page.ids)
        for link in page.links:
            target, _, fragment = link.partition("#")
            target = target or address
            if not target.startswith("/"):
                continue
            if fragment:
                wanted.setdefault(target, set()).add(unquote(fragment))
            if target not in seen:
                seen.add(target)
                queue.append(target)
    assert sum(opened.values()) > 150
    for address, fragments in wanted.items():
        if address in ids:
            assert fragments <= ids[address], address


@pytest.mark.parametrize("language", ["ar", "en"])
def test_the_ontology_page_has_every_term_with_a_definition(
    seeds_graph: Graph, ask_seeds: Ask, read_page: Callable[[str], str], language: str
) -> None:
    page = Links(read_page(f"/ontology?lang={language}"))
    terms = ask_seeds(
        "SELECT DISTINCT ?t { VALUES ?k { owl:Class owl:ObjectProperty owl:DatatypeProperty } "
        f'GRAPH <graph/ontology> {{ ?t a ?k }} FILTER STRSTARTS(STR(?t), "{MQ}") }}'
    )
    assert len(terms) > 60
    assert {row["t"].removeprefix(MQ) for row in terms} <= set(page.ids)
    assert {f"shape-{shape.name}" for shape in shapes()} <= set(page.ids)
    view = ontology_page(Reader(seeds_graph, language, chosen=True))
    assert all(entry.definition for entry in (*view.classes, *view.properties, *view.schemes))


def test_terms_dereference(seeds_client: FlaskClient) -> None:
    turtle = seeds_client.get("/ontology", headers={"Accept": "text/turtle"}, buffered=True)
    assert turtle.mimetype == "text/turtle"
    types = {
        quad.subject for quad in parse(turtle.data, format=RdfFormat.TURTLE) if quad.object == NamedNode(OWL + "Class")
    }
    assert NamedNode(MQ + "Treaty") in types
    assert "state/RUS" not in turtle.get_data(as_text=True)
    assert seeds_client.get("/ontology", headers={"Accept": "image/png"}).status_code == 406
    term = seeds_client.get("/describe?iri=mq:Treaty", headers={"Accept": "text/turtle"}, buffered=True)
    assert term.mimetype == "text/turtle"
    page = seeds_client.get("/describe?iri=mq:Treaty&lang=en", headers={"Accept": "text/html"}).get_data(as_text=True)
    assert "meant to bind its parties" in page
    assert 'id="shape-Treaty' in page or "shape-Instrument" in page
    assert seeds_client.get("/describe?iri=mq:Nothing", headers={"Accept": "text/html"}).status_code == 404


def test_an_actor_has_its_offices_treaties_and_statements(ask_seeds: Ask, read_page: Callable[[str], str]) -> None:
    page = html.unescape(read_page("/page/person/vladimir-putin?lang=en"))
    statements = ask_seeds("SELECT DISTINCT ?s { ?s mq:speaker <person/vladimir-putin> ; a mq:Statement }")
    by = page.split('id="by"')[1].split("<section")[0]
    assert by.count("<li>") == len(statements)
    assert re.search(r'<time datetime="2024-06">June 2024</time>', page)
    assert words("en")["offices"] in page
    russia = html.unescape(read_page("/page/state/RUS?lang=ar"))
    for row in ask_seeds("SELECT DISTINCT ?t { <state/RUS> mq:partyTo ?t }"):
        assert f"/{row['t'].rsplit('/', 1)[-1]}?lang=ar" in russia


def test_conflicts_show_their_sides(ask_seeds: Ask, read_page: Callable[[str], str]) -> None:
    page = read_page("/conflicts?lang=ar")
    for row in ask_seeds("SELECT DISTINCT ?c { ?c a mq:Conflict }"):
        side = page.split(f'id="{row["c"].rsplit("/", 1)[-1]}"')[1].split("</article>")[0]
        claims = ask_seeds(f"SELECT DISTINCT ?x {{ <{row['c']}> mq:conflictingClaim ?x }}")
        assert side.count("<section") == len(claims)
        assert "<mark>" in side


def test_validation_lists_every_result(ask_seeds: Ask, read_page: Callable[[str], str]) -> None:
    page = read_page("/validation?lang=en")
    results = ask_seeds("SELECT DISTINCT ?r { ?r a sh:ValidationResult }")
    assert page.count("#shape-") == len(results)


def test_a_claim_says_who_holds_it(ask_seeds: Ask, read_page: Callable[[str], str]) -> None:
    row = ask_seeds(
        "SELECT ?c ?a { ?a mq:ofClaim ?c ; mq:factuality <https://w3id.org/mithaq/vocab/factuality/denied> } LIMIT 1"
    )[0]
    page = read_page(f"/page/claim/{row['c'].rsplit('/', 1)[-1]}?lang=en")
    assert 'class="level denied"' in page
    assert "<mark>" in page


def test_search_finds_things_and_places(seeds_client: FlaskClient, read_page: Callable[[str], str]) -> None:
    page = read_page("/search?q=Putin&lang=en")
    assert "/page/person/vladimir-putin?lang=en" in page
    nothing = read_page("/search?q=zzzz&lang=en")
    assert words("en")["found-nothing"] in nothing
    evil = read_page("/search?q=%22%3E%3Cscript%3Ealert(1)%3C/script%3E&lang=ar")
    assert "<script>alert" not in evil
    assert seeds_client.get("/search?q=Putin", headers={"Accept": "application/json"}).mimetype == "application/json"
    assert seeds_client.get("/search?q=Putin").mimetype == "application/json"


def test_downloads_are_what_the_build_wrote(
    seeds_graph: Graph, seeds_client: FlaskClient, read_page: Callable[[str], str]
) -> None:
    page = read_page("/downloads?lang=en")
    assert str(seeds_graph.manifest["sha256"]) in page
    whole = seeds_client.get("/downloads/graph.nq", buffered=True)
    assert whole.data == seeds_graph.nquads.read_bytes()
    link = next(link for link in Links(page).links if "graph/facts" in unquote(link) and "ntriples" in link)
    facts = seeds_client.get(link, buffered=True)
    assert facts.data.count(b"\n") == seeds_graph.manifest["layers"]["facts"]
