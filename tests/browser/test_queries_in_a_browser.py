"""The page of queries in Chromium: its editor completes and runs, and each view of an answer opens and fits."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import pytest

from endpoint.pages_query import EDITOR

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    Begin = Callable[..., Any]

PHONE = {"width": 390, "height": 844}
VIEWS = {
    "chart": "SELECT ?who (COUNT(?s) AS ?count) { ?s a mq:Statement ; mq:speaker ?who } GROUP BY ?who",
    "timeline": "SELECT ?day ?event { GRAPH <graph/facts> { ?event mq:date ?day ; mq:ofInstrument ?treaty } }",
    "graph": "CONSTRUCT { ?a mq:partyTo ?b } WHERE { ?a mq:partyTo ?b }",
}
LINE = "SELECT ?day (COUNT(?e) AS ?events) { ?e mq:date ?day } GROUP BY ?day"

COMPLETED = (("skos:alt", "skos:altLabel"), ("Signat", "mq:Signature"), ("mqv:factuality\\/den", "denied"))

with_editor = pytest.mark.skipif(not (EDITOR / "yasqe.min.js").exists(), reason="make editor was not run")


def view(name: str, query: str, language: str) -> str:
    return "/query?" + urlencode({"query": query, "view": name, "lang": language})


def grave(seen: Any) -> list[tuple[str, list[str]]]:
    """The serious faults that axe finds in a page."""
    axe = pytest.importorskip("axe_playwright_python.base", reason="axe-playwright-python is not installed")
    seen.page.evaluate(axe.AXE_SCRIPT)
    found = seen.page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [
        (fault["id"], [node["html"][:160] for node in fault["nodes"][:3]])
        for fault in found["violations"]
        if fault["impact"] in ("serious", "critical")
    ]


@pytest.mark.parametrize("name", VIEWS)
def test_every_view_fits_and_has_no_serious_fault(visit: Begin, name: str) -> None:
    for language, scheme, size in (
        ("ar", "light", PHONE),
        ("en", "dark", {"width": 1280, "height": 900}),
        ("en", "light", PHONE),
    ):
        seen = visit(color_scheme=scheme, viewport=size)
        seen.open(view(name, VIEWS[name], language))
        assert seen.page.locator(".views a[aria-current]").count() == 1
        seen.check()
        assert grave(seen) == []


def test_views_are_chosen_and_kept_without_scripts(visit: Begin) -> None:
    seen = visit(java_script_enabled=False)
    seen.open(view("table", VIEWS["chart"], "ar"))
    seen.page.locator(".views a").nth(1).click()
    assert seen.page.locator(".bar rect").count() > 3
    widths = [rect.bounding_box()["width"] for rect in seen.page.locator(".bar rect").all()]
    assert max(widths) > 5 * min(widths)
    seen.page.locator("form.ask button").click()
    assert seen.page.locator(".bar rect").count() == len(widths)
    seen.check()


def test_a_line_is_drawn_over_dates(visit: Begin) -> None:
    seen = visit()
    seen.open(view("chart", LINE, "en"))
    line = seen.page.locator("polyline.line").bounding_box()
    assert line["width"] > 300
    seen.check()


def test_a_dot_of_the_graph_leads_to_its_thing(visit: Begin) -> None:
    seen = visit()
    seen.open(view("graph", VIEWS["graph"], "en"))
    seen.page.locator("svg a").first.focus()
    seen.page.keyboard.press("Enter")
    seen.page.wait_for_url(re.compile(r"/page/"))
    seen.check()


@with_editor
def test_the_editor_completes_our_terms_and_runs(visit: Begin) -> None:
    seen = visit()
    seen.open("/query?lang=en")
    seen.page.locator(".CodeMirror").click()
    seen.page.keyboard.press("Control+A")
    seen.page.keyboard.type("SELECT ?t { <state/RUS> mq:party")
    # What is offered follows what is typed, some letters later.
    first = seen.page.locator(".CodeMirror-hint:first-child", has_text="mq:partyTo")
    first.wait_for()
    assert "party to" in first.inner_text()
    seen.page.keyboard.press("Enter")
    seen.page.keyboard.type(" ?t }")
    assert seen.page.locator("#editor").input_value() == "SELECT ?t { <state/RUS> mq:partyTo ?t }"
    # Our prefixes are no errors, though they are not declared.
    assert seen.page.locator(".parseErrorIcon").count() == 0
    seen.page.keyboard.press("Control+Enter")
    seen.page.wait_for_selector("tbody tr")
    seen.page.locator("tbody a").first.click()
    seen.page.wait_for_url(re.compile(r"/page/instrument/"))
    seen.check()


@with_editor
@pytest.mark.parametrize(("typed", "offered"), COMPLETED)
def test_classes_properties_and_concepts_are_completed(visit: Begin, typed: str, offered: str) -> None:
    seen = visit(color_scheme="dark")
    seen.open("/query?lang=ar")
    seen.page.locator(".CodeMirror").click()
    seen.page.keyboard.press("Control+A")
    seen.page.keyboard.type("SELECT * { ?x a " + typed)
    seen.page.locator(".CodeMirror-hint", has_text=offered).first.wait_for()
    seen.check()


@with_editor
def test_the_editor_reads_from_the_left_and_lets_the_keyboard_go(visit: Begin) -> None:
    seen = visit()
    seen.open("/query?lang=ar")
    seen.page.locator(".CodeMirror").click()
    assert seen.page.evaluate("getComputedStyle(document.querySelector('.CodeMirror-line')).direction") == "ltr"
    assert seen.page.locator(".cm-keyword").first.inner_text() == "SELECT"
    seen.page.keyboard.press("Tab")
    assert seen.page.evaluate("document.activeElement.tagName") == "BUTTON"
    assert grave(seen) == []
    seen.check()


@with_editor
def test_a_wrong_query_is_marked_and_a_folded_one_unfolds(visit: Begin) -> None:
    seen = visit()
    seen.open("/query?lang=en&example=cq02-chain-of-supersession")
    seen.page.locator(".asked summary").first.click()
    seen.page.locator(".CodeMirror-line").first.wait_for()
    assert seen.page.locator(".parseErrorIcon").count() == 0
    seen.page.locator(".CodeMirror").click()
    seen.page.keyboard.press("Control+A")
    seen.page.keyboard.type("SELECT WHERE {{ nonsense")
    seen.page.locator(".parseErrorIcon").wait_for()
    seen.check()
