"""Pages of disagreements stay short where a graph has many of them, or many who hold a side."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from pyoxigraph import Literal, NamedNode, Quad

from builder.store import write
from builder.vocabulary import MQ, MQV, RDF
from endpoint.app import create_app
from endpoint.settings import Settings
from endpoint.site import site_of
from endpoint.views.conflicts import PAGE
from endpoint.wording import words

BASE = "https://w3id.org/mithaq/id/"
COUNT = 2 * PAGE + 3
HOLDERS = 14
HELD = 10
"""How many holders of a claim stand on a page that is not its own."""


def quads() -> Iterator[Quad]:
    graph = NamedNode(f"{BASE}graph/report")

    def quad(subject: str, name: str, obj: NamedNode | Literal) -> Quad:
        predicate = NamedNode(RDF + "type" if name == "type" else MQ + name)
        return Quad(NamedNode(BASE + subject), predicate, obj, graph)

    for number in range(COUNT):
        yield quad(f"conflict/{number:03}", "type", NamedNode(MQ + "Conflict"))
    claim = NamedNode(f"{BASE}claim/1")
    yield quad("conflict/000", "conflictingClaim", claim)
    yield quad("claim/1", "type", NamedNode(MQ + "Claim"))
    yield quad("claim/1", "subject", NamedNode(f"{BASE}instrument/pact"))
    yield quad("claim/1", "predicate", NamedNode(MQ + "hasParty"))
    yield quad("claim/1", "object", NamedNode(f"{BASE}state/RUS"))
    for number in range(HOLDERS):
        name = f"attribution/{number}"
        yield quad(name, "type", NamedNode(MQ + "Attribution"))
        yield quad(name, "ofClaim", claim)
        yield quad(name, "attributedTo", NamedNode(f"{BASE}person/{number}"))
        yield quad(name, "factuality", NamedNode(f"{MQV}factuality/asserted"))


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    folder: Path = tmp_path_factory.mktemp("conflicts")
    write(folder, quads(), {})
    app = create_app(folder, Settings(workers=1))
    yield app.test_client()
    site_of(app).close()


def read(client: FlaskClient, address: str) -> str:
    reply = client.get(address, headers={"Accept": "text/html"})
    assert reply.status_code == 200
    return reply.get_data(as_text=True)


@pytest.mark.parametrize(("page", "count"), [(1, PAGE), (2, PAGE), (3, 3), (99, 3), (0, PAGE)])
def test_disagreements_come_in_pages(client: FlaskClient, page: int, count: int) -> None:
    text = read(client, f"/conflicts?lang=en&page={page}")
    assert text.count('class="dispute"') == count
    assert f"({COUNT})" in text
    assert ('rel="next"' in text) == (page < 3)
    assert ('rel="prev"' in text) == (page > 1)
    assert client.get("/conflicts?page=two").status_code == 400


def test_every_disagreement_stands_on_one_page(client: FlaskClient) -> None:
    texts = [read(client, f"/conflicts?lang=ar&page={page}") for page in (1, 2, 3)]
    for number in range(COUNT):
        assert sum(f'id="{number:03}"' in text for text in texts) == 1


def test_a_side_with_many_holders_leads_to_all_of_them(client: FlaskClient) -> None:
    text = read(client, "/conflicts?lang=en")
    assert text.count('class="held"') == HELD
    assert f'<a href="/page/claim/1?lang=en">{words("en")["all-holders"]} ({HOLDERS})</a>' in text
    assert read(client, "/page/claim/1?lang=en").count('class="held"') == HOLDERS
