"""The pages: whole without scripts, in both languages, with nothing from elsewhere and nothing unescaped."""

from __future__ import annotations

import re
from collections.abc import Callable
from html.parser import HTMLParser
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from builder.resources import folder
from builder.store import write
from builder.table import short
from builder.vocabulary import expand
from endpoint.cells import address, cell
from endpoint.examples import examples, read
from endpoint.wording import LANGUAGES, words

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Reply, Server

HTML = "text/html"
PARTIES = "SELECT ?party { <instrument/pact> mq:hasParty ?party } ORDER BY ?party"
BASE = "https://w3id.org/mithaq/id/"


class Page(HTMLParser):
    """The elements of a page, its text, and whether its tags are balanced."""

    VOID = frozenset({"meta", "link", "input", "br"})

    def __init__(self, reply: Reply) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.words: list[str] = []
        self.open: list[str] = []
        assert reply.media == HTML, reply.text
        self.feed(reply.text)
        assert not self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).split())

    def all(self, tag: str) -> list[dict[str, str]]:
        return [attributes for name, attributes in self.elements if name == tag]

    def addresses(self) -> set[str]:
        """What the browser would fetch by itself."""
        return {
            value
            for tag, attributes in self.elements
            for name, value in attributes.items()
            if name in ("src", "srcset", "data", "poster") or (tag == "link" and name == "href")
        }


@pytest.mark.parametrize("path", ["/", "/query", "/page/state/RUS", "/describe?iri=mq:Treaty", "/nowhere"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_is_whole_in_both_languages(server: Server, path: str, language: str) -> None:
    reply = server.get(f"{path}{'&' if '?' in path else '?'}lang={language}", HTML)
    page = Page(reply)
    assert page.all("html") == [{"lang": language, "dir": "rtl" if language == "ar" else "ltr"}]
    assert words(language)["home"] in page.text
    assert len(page.all("h1")) == 1
    assert all(value.startswith("/static/") for value in page.addresses())
    assert "default-src 'none'" in reply.headers["content-security-policy"]
    assert not [attributes for _, attributes in page.elements if "style" in attributes or "onclick" in attributes]
    for target in page.addresses():
        assert server.get(target).status == 200


def test_the_reader_of_arabic_gets_arabic(server: Server) -> None:
    reply = server.ask("GET", "/", headers={"Accept": HTML, "Accept-Language": "ar-LB,ar;q=0.9,en;q=0.5"})
    assert Page(reply).all("html")[0]["lang"] == "ar"
    assert "Accept-Language" in reply.headers["vary"]


def test_languages_have_the_same_words() -> None:
    assert words("ar").keys() == words("en").keys()
    assert all(isinstance(text, str) and text for language in LANGUAGES for text in words(language).values())


def test_home_counts_what_the_graph_holds(server: Server) -> None:
    text = Page(server.get("/?lang=en", HTML)).text
    found = {name: int(number) for name, number in re.findall(r"([a-z' ,]+?) (\d+)\b", text.split("holds", 1)[1])}
    found = {name.strip(): number for name, number in found.items()}
    assert found["articles"] == found["treaties and other instruments"] == found["claims"] == found["statements"] == 1
    # Of three states that the ontology knows, an article mentions one.
    assert found["states, organisations and people"] == 1
    assert (found["facts"], found["inferences"], found["disagreements of sources"]) == (8, 1, 0)


def test_home_lists_every_example_question(server: Server) -> None:
    page = Page(server.get("/?lang=ar", HTML))
    files = sorted((folder("ontology") / "questions").glob("*.rq"))
    links = [link["href"] for link in page.all("a") if "example=" in link.get("href", "")]
    assert links == [f"/query?{urlencode({'example': path.stem, 'lang': 'ar'})}" for path in files]
    for example in examples():
        assert example.titles["ar"] in page.text


def test_every_example_question_runs(server: Server) -> None:
    for example in examples():
        reply = server.get("/query", HTML, example=example.name, lang="en")
        assert reply.status == 200, (example.name, Page(reply).text)
        assert not example.query.startswith("#")


def test_an_example_needs_titles_in_both_languages(tmp_path: Path) -> None:
    file = tmp_path / "cq.rq"
    file.write_text("# title-en: One\n# title-ar: Two\n#\n# description-en: Three\n\nSELECT *\n# kept\n{ }\n")
    found = read(file)
    assert (found.titles, found.descriptions["en"]) == ({"ar": "Two", "en": "One"}, "Three")
    assert found.query == "SELECT *\n# kept\n{ }\n"
    file.write_text("# title-en: One\nSELECT * { }\n")
    with pytest.raises(Exception, match="both languages"):
        read(file)


def test_a_query_runs_without_scripts(server: Server) -> None:
    form = next(form for form in Page(server.get("/query?lang=en", HTML)).all("form") if form["class"] == "ask")
    assert form["method"] == "post"
    reply = server.ask(
        "POST",
        form["action"],
        urlencode({"query": PARTIES}),
        {"Content-Type": "application/x-www-form-urlencoded", "Accept": HTML},
    )
    page = Page(reply)
    assert {"state/RUS", "Russia", "state/PRK", "North Korea"} <= set(page.words)
    assert "/page/state/RUS?lang=en" in {link.get("href") for link in page.all("a")}
    assert {"class": "iri", "dir": "ltr"} in page.all("bdi")
    downloads = [link["href"] for link in page.all("a") if link.get("href", "").startswith("/sparql?")]
    assert len(downloads) == 4
    assert server.ask("GET", downloads[1]).text.startswith("party\r\n")


def test_answers_of_other_kinds_are_shown(server: Server) -> None:
    asked = Page(server.get("/query", HTML, lang="en", query="ASK { <state/RUS> mq:partyTo ?pact }"))
    assert "Yes" in asked.words
    built = Page(server.get("/query", HTML, lang="en", query="CONSTRUCT WHERE { <state/RUS> mq:partyTo ?pact }"))
    assert {"subject", "predicate", "object", "instrument/pact", "mq:partyTo"} <= set(built.words)
    nothing = Page(server.get("/query", HTML, lang="en", query="SELECT * { <urn:x> ?p ?o }"))
    assert "No rows match." in nothing.text


def test_a_long_answer_says_that_it_goes_on(server: Server) -> None:
    page = Page(server.get("/query", HTML, lang="en", query="SELECT * { ?s ?p ?o . ?a ?b ?c }"))
    assert len(page.all("tr")) == 501
    assert words("en")["more"] in page.text


def test_a_wrong_query_is_shown_with_its_error(server: Server) -> None:
    reply = server.get("/query", HTML, lang="en", query="SELECT WHERE <b>")
    page = Page(reply)
    assert reply.status == 400
    assert words("en")["wrong"] in page.text
    assert "SELECT WHERE <b>" in page.text
    assert not page.all("b")


def test_a_thing_is_a_page_or_rdf(server: Server) -> None:
    page = Page(server.get("/page/instrument/pact?lang=ar&view=triples", HTML))
    assert words("ar")["layer-facts"] in page.text
    assert {"كوريا الشمالية", "طرفها"} <= set(page.words)
    assert server.get("/describe", iri="instrument/pact", format="jsonld").media == "application/ld+json"
    assert server.get("/page/instrument/none", HTML).status == 404
    assert server.get("/describe", iri="> }", format="turtle").status == 400


@pytest.mark.parametrize(
    ("accept", "ending", "media"),
    [
        ("text/turtle", "ttl", "text/turtle"),
        ("application/ld+json", "jsonld", "application/ld+json"),
        ("application/n-triples", "nt", "application/n-triples"),
        ("application/rdf+xml;q=0.9, text/html;q=0.1", "rdf", "application/rdf+xml"),
        ("application/n-quads", "nq", "application/n-quads"),
    ],
)
def test_the_iri_of_a_thing_leads_on_to_a_document(server: Server, accept: str, ending: str, media: str) -> None:
    reply = server.get("/id/instrument/pact", accept)
    assert (reply.status, reply.headers["location"]) == (303, f"/data/instrument/pact.{ending}")
    assert "Accept" in reply.headers["vary"]
    document = server.get(reply.headers["location"], "image/png")
    assert (document.status, document.media) == (200, media)
    assert f"{BASE}state/RUS" in document.text


def test_people_are_led_on_to_the_page(server: Server) -> None:
    reply = server.get("/id/instrument/pact?lang=ar&view=triples", HTML)
    assert (reply.status, reply.headers["location"]) == (303, "/page/instrument/pact?lang=ar&view=triples")
    assert server.get("/id/instrument/pact?format=ttl", HTML).headers["location"] == "/data/instrument/pact.ttl"
    assert server.get("/data/instrument/pact", "application/ld+json").media == "application/ld+json"
    assert server.get("/id/instrument/none", HTML).status == 404
    assert server.get("/data/instrument/none.ttl").status == 404
    assert server.get("/data/instrument/pact", "image/png").status == 406
    assert server.get("/id/instrument/pact", "image/png").status == 406
    assert server.get("/id/>", HTML).status == 400


def test_markup_in_the_data_is_only_text(own_server: Callable[[], Server]) -> None:
    server = own_server()
    evil = "<script>alert(1)</script><img src=x onerror=alert(1)>"
    graph = NamedNode(f"{BASE}graph/facts")
    label = NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
    link = NamedNode("javascript:alert(1)")
    quads = [
        Quad(NamedNode(f"{BASE}instrument/x"), label, Literal(evil, language="en"), graph),
        Quad(NamedNode(f"{BASE}instrument/x"), NamedNode("urn:p"), link, graph),
        Quad(NamedNode(f"{BASE}instrument/y"), label, Literal(evil, language="en"), graph),
        Quad(NamedNode(f"{BASE}instrument/y"), NamedNode(expand("rdf:type")), NamedNode(expand("mq:Treaty")), graph),
        Quad(NamedNode(f"{BASE}instrument/y"), NamedNode(expand("mq:hasParty")), link, graph),
    ]
    write(server.directory, quads, {})
    for path in ("/page/instrument/x", "/page/instrument/y", f"/query?{urlencode({'query': 'SELECT * { ?s ?p ?o }'})}"):
        page = Page(server.get(path, HTML))
        assert evil in page.text
        assert [element for element in page.all("script") if not element["src"].startswith("/static/")] == []
        assert not page.all("img")
        assert not [link for link in page.all("a") if link.get("href", "").startswith("javascript")]


def test_health_answers(server: Server) -> None:
    reply = server.get("/health")
    assert reply.status == 200
    assert reply.json["status"] == "ok"


def test_terms_are_shown_short_and_linked() -> None:
    assert short(f"{BASE}state/RUS", BASE) == "state/RUS"
    assert short("https://w3id.org/mithaq/vocab/kind/treaty", BASE) == "mqv:kind/treaty"
    assert address(f"{BASE}a b/é", BASE) == "/page/a%20b/%C3%A9"
    assert address("https://w3id.org/mithaq/ontology#Treaty", BASE) == (
        "/describe?iri=https%3A%2F%2Fw3id.org%2Fmithaq%2Fontology%23Treaty"
    )
    assert address("urn:x", BASE) is None
    arabic = cell({"type": "literal", "value": "معاهدة 2024", "xml:lang": "ar"}, BASE, {})
    assert (arabic.direction, arabic.language) == ("rtl", "ar")
