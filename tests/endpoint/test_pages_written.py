"""Pages show what was written beside the build, apart from what articles say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from endpoint.wording import words

if TYPE_CHECKING:
    from conftest import Server

HEADERS = {"Authorization": "Bearer sesame", "Content-Type": "application/sparql-update"}
PAGE = "/page/instrument/pact?lang=en"
HTML = "text/html"


def write(server: Server, text: str) -> None:
    reply = server.ask("POST", "/sparql", text, HEADERS)
    assert reply.status == 204, reply.text


def test_a_page_shows_what_was_written(writable_server: Server) -> None:
    title = words("en")["layer-written"]
    assert title not in writable_server.get(PAGE, HTML).text
    write(
        writable_server,
        """INSERT DATA {
          GRAPH <http://example.org/notes> { <instrument/pact> rdfs:comment "<b>Noted</b>" .
                                             <http://example.org/file> rdfs:seeAlso <instrument/pact> }
          <instrument/pact> rdfs:comment "By default" }""",
    )
    page = writable_server.get(PAGE, HTML).text
    section = page.split(f">{title}<", 1)[1]
    assert "&lt;b&gt;Noted&lt;/b&gt;" in section
    assert section.count("http://example.org/notes") >= 2
    assert "http://example.org/file" in section
    assert "By default" in section
    assert words("en")["default-graph"] in section
    # What the build holds is not repeated as written.
    assert "mq:hasParty" not in section.split("</section>")[0]


def test_the_list_of_triples_keeps_it_apart(writable_server: Server) -> None:
    write(writable_server, "INSERT DATA { GRAPH <http://example.org/only> { <thing/new> rdfs:label 'New'@en } }")
    page = writable_server.get("/page/thing/new?lang=en", HTML).text
    assert 'id="layer-written"' in page
    assert 'id="layer-report"' not in page
    assert ">New<" in page


def test_a_page_is_new_once_something_was_written(writable_server: Server) -> None:
    before = writable_server.get("/page/state/RUS?lang=en", HTML)
    write(writable_server, "INSERT DATA { GRAPH <http://example.org/n> { <state/RUS> rdfs:comment 'Fresh' } }")
    after = writable_server.get("/page/state/RUS?lang=en", HTML)
    assert "Fresh" in after.text
    assert before.headers["etag"] != after.headers["etag"]


def test_pages_that_read_the_build_alone_say_so(writable_server: Server, server: Server) -> None:
    told = words("en")["not-written"]
    write(writable_server, "INSERT DATA { GRAPH <http://example.org/told> { <state/RUS> rdfs:comment 'Told' } }")
    for path in ("/?lang=en", "/treaties?lang=en"):
        assert told in writable_server.get(path, HTML).text
        assert told not in server.get(path, HTML).text
