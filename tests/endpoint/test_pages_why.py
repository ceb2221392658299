"""The page that explains a triple: by rules, down to words that stand in the articles where it says."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import pytest

from endpoint.wording import words

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask.testing import FlaskClient

    from builder.store import Graph

    Ask = Callable[[str], list[dict[str, str]]]

SUPERSEDED = "SELECT ?new ?old { GRAPH <graph/inferred> { ?new mq:supersedes ?old } } ORDER BY ?new ?old"


def address(subject: str, predicate: str, obj: str, language: str = "en") -> str:
    return "/why?" + urlencode({"s": subject, "p": predicate, "o": obj, "lang": language})


@pytest.mark.parametrize("language", ["ar", "en"])
def test_an_inference_is_traced_to_the_words_of_articles(
    seeds_graph: Graph, ask_seeds: Ask, read_page: Callable[[str], str], language: str
) -> None:
    rows = ask_seeds(SUPERSEDED)
    assert rows
    for row in rows[:2]:
        page = read_page(address(f"<{row['new']}>", "mq:supersedes", f"<{row['old']}>", language))
        quotes = re.findall(
            r'<mark>(.*?)</mark>.*?href="/page/article/([^?"]+)\?lang=\w+#c(\d+)-(\d+)"', page, re.DOTALL
        )
        assert quotes
        for exact, identifier, start, end in quotes:
            assert seeds_graph.article_text(identifier)[int(start) : int(end)] == html.unescape(exact)


def test_a_triple_may_be_typed_short_and_may_be_unknown(read_page: Callable[[str], str]) -> None:
    page = read_page(address("<state/RUS>", "a", "mq:State"))
    assert "kind-" in page
    assert "kind-unknown" in read_page(address("<state/RUS>", "mq:supersedes", "<state/RUS>"))
    assert words("en")["ask-why"] in read_page("/why?lang=en")


def test_what_is_no_triple_is_refused(seeds_client: FlaskClient) -> None:
    for terms in (
        ("<a", "b", "c"),
        ("<state/RUS>", "mq:supersedes", ""),
        ("x:y", "a", "mq:State"),
        ("_:a", "a", "_:b"),
    ):
        reply = seeds_client.get(address(*terms), headers={"Accept": "text/html"})
        assert reply.status_code == 400, terms
    evil = seeds_client.get(address("<script>alert(1)</script>", "a", '"><img src=x>'))
    assert b"<script>alert" not in evil.data
    assert b"<img" not in evil.data
    assert seeds_client.get(address("<a>", "a", '"' + "x" * 5000 + '"')).status_code == 414
