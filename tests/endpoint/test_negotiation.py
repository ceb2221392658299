"""Which format suits an Accept header best (RFC 9110, section 12.5.1)."""

from __future__ import annotations

import pytest

from endpoint.negotiation import HTML, ROWS, TRIPLES, choose


@pytest.mark.parametrize(
    ("accept", "media"),
    [
        ("", "application/sparql-results+json"),
        ("text/*;q=0.5, text/csv;q=0.1", "text/tab-separated-values"),
        ("*/*;q=0.1, application/xml", "application/xml"),
        ("TEXT/CSV", "text/csv"),
        ("text/csv; charset=utf-8; q=0.8, application/json;q=0.7", "text/csv"),
        ("nonsense, text/csv", "text/csv"),
        ("text/csv;q=2, application/json;q=0.1", "application/json"),
        ("application/sparql-results+json;q=0.000, text/csv;q=0.001", "text/csv"),
        ("text/html, */*;q=0.01", "application/sparql-results+json"),
    ],
)
def test_the_closest_range_weighs_and_the_best_wins(accept: str, media: str) -> None:
    chosen = choose(ROWS, accept)
    assert chosen is not None
    assert chosen.media == media


@pytest.mark.parametrize("accept", ["image/png", "text/csv;q=0", "*/*;q=0", "garbage", "*/csv", ","])
def test_none_is_chosen_where_none_is_accepted(accept: str) -> None:
    assert choose(ROWS, accept) is None


def test_a_browser_wants_a_page() -> None:
    accept = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
    assert choose((*TRIPLES, HTML), accept) == HTML
    assert choose((*TRIPLES, HTML), "*/*") == TRIPLES[0]


@pytest.mark.parametrize(("format", "name"), [("ttl", "turtle"), ("NT", "ntriples"), ("application/trig", "trig")])
def test_a_format_in_the_address_goes_before_the_header(format: str, name: str) -> None:
    chosen = choose(TRIPLES, "application/ld+json", format)
    assert chosen is not None
    assert chosen.name == name


def test_an_unknown_format_in_the_address_is_none() -> None:
    assert choose(TRIPLES, "*/*", "docx") is None
