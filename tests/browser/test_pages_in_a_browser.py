"""The pages in Chromium: they open, fit, lead from words to facts and back, and ask nothing of other hosts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from typing import Any

    from builder.store import Graph

    Ask = Callable[[str], list[dict[str, str]]]
    Begin = Callable[..., Any]

PHONE = {"width": 390, "height": 844}
PATHS = (
    "/",
    "/query?example=cq02-chain-of-supersession",
    "/search?q=Putin",
    "/why?s=%3Cstate/RUS%3E&p=mq:allyOf&o=%3Cstate/PRK%3E",
    "/conflicts",
    "/validation",
    "/ontology",
    "/downloads",
    "/treaties",
    "/actors",
    "/articles",
    "/statements",
    "/describe?iri=mq:Treaty",
    "/page/state/RUS",
    "/page/person/vladimir-putin",
    "{treaty}",
    "{article}",
    "{treaty}?view=triples",
)


@pytest.fixture(scope="session")
def places(seeds_graph: Graph, ask_seeds: Ask) -> dict[str, str]:
    """The addresses of a treaty and of an article."""
    found = ask_seeds("SELECT ?t { ?t mq:inForceFrom ?day ; mq:hasParty <state/RUS> . ?e mq:ofInstrument ?t }")
    return {
        "treaty": "/page/" + found[0]["t"].removeprefix(seeds_graph.base),
        "article": "/page/article/" + seeds_graph.articles[0],
    }


def of(path: str, places: dict[str, str], language: str) -> str:
    whole = path.format(**places)
    return f"{whole}{'&' if '?' in whole else '?'}lang={language}"


@pytest.mark.parametrize("path", PATHS)
def test_a_page_opens_and_fits(visit: Begin, places: dict[str, str], path: str) -> None:
    for language, scheme, size in (("ar", "light", PHONE), ("en", "dark", {"width": 1280, "height": 900})):
        seen = visit(color_scheme=scheme, viewport=size)
        seen.open(of(path, places, language))
        assert seen.page.locator("h1").count() == 1
        assert seen.page.locator("main, header nav").count() == 2
        seen.check()


@pytest.mark.parametrize("path", PATHS)
def test_axe_finds_no_serious_fault(visit: Begin, places: dict[str, str], path: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.base", reason="axe-playwright-python is not installed")
    # One style sheet makes all pages: half of them are judged in the light and half in the dark.
    language, scheme = (("ar", "dark"), ("en", "light"))[PATHS.index(path) % 2]
    seen = visit(color_scheme=scheme)
    seen.open(of(path, places, language))
    seen.page.evaluate(axe.AXE_SCRIPT)
    found = seen.page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    grave = [
        (fault["id"], [node["html"][:160] for node in fault["nodes"][:3]])
        for fault in found["violations"]
        if fault["impact"] in ("serious", "critical")
    ]
    assert grave == []


def test_words_lead_to_what_was_made_of_them_and_back(visit: Begin, places: dict[str, str]) -> None:
    seen = visit()
    seen.open(of("{article}", places, "en"))
    word = seen.page.locator(".text a:not(.sign)").first
    name = word.get_attribute("href").removeprefix("#f")
    word.click()
    note = seen.page.locator(f"li[id='f{name}']")
    assert note.evaluate("note => note.matches(':target')")
    assert note.evaluate("note => { const r = note.getBoundingClientRect(); return r.top >= 0 && r.top < innerHeight }")
    note.locator(".said a").click()
    assert seen.page.locator(f"[id='c{name}']").evaluate("span => span.matches(':target')")
    note.locator("a[href^='/page/']").first.click()
    seen.page.wait_for_url(re.compile(r"/page/"))
    assert seen.page.locator("h1").count() == 1
    seen.check()


def test_an_arrow_of_the_chain_leads_to_why_and_on_to_the_words(visit: Begin, places: dict[str, str]) -> None:
    seen = visit()
    seen.open(of("{treaty}", places, "ar"))
    seen.page.locator("svg a:has(.arrow.inferred)").first.focus()
    seen.page.keyboard.press("Enter")
    seen.page.wait_for_url(re.compile(r"/why\?"))
    assert seen.page.locator(".branch").count() > 1
    quote = seen.page.locator(".words:visible").first
    words = quote.locator("mark").inner_text()
    quote.locator("a").click()
    seen.page.wait_for_url(re.compile(r"/page/article/.*#c\d+-\d+$"))
    assert seen.page.locator(":target").inner_text().startswith(words.split("\n")[0][:20])
    seen.check()


def test_layers_can_be_hidden_and_words_followed_without_scripts(visit: Begin, places: dict[str, str]) -> None:
    seen = visit(java_script_enabled=False)
    seen.open(of("{article}", places, "ar"))
    sign = seen.page.locator(".text .statement > .sign").first
    assert sign.is_visible()
    seen.page.locator("#show-statement").uncheck()
    assert not sign.is_visible()
    seen.page.locator(".text a:not(.sign)").first.click()
    seen.page.wait_for_url(re.compile(r"#f\d+-\d+$"))
    seen.check()


def test_the_plain_box_runs_a_query(visit: Begin, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("endpoint.pages_query.EDITOR", tmp_path)
    seen = visit()
    seen.open("/query?lang=en")
    seen.page.locator("#editor").fill("SELECT ?t { <state/RUS> mq:partyTo ?t }")
    seen.page.locator("#editor").press("Control+Enter")
    seen.page.wait_for_selector("tbody tr")
    seen.page.locator("tbody a").first.click()
    seen.page.wait_for_url(re.compile(r"/page/instrument/"))
    seen.check()


def test_the_keyboard_reaches_the_content_first(visit: Begin) -> None:
    seen = visit()
    seen.open("/?lang=ar")
    seen.page.keyboard.press("Tab")
    assert seen.page.evaluate("document.activeElement.className") == "skip"
    seen.page.keyboard.press("Enter")
    seen.page.wait_for_url(re.compile(r"#content$"))
