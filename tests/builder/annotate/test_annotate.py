"""The page of an article with all that is read in it."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from builder import annotate, read
from builder.annotate.marks import LAYERS, Mark, marks
from builder.annotate.runs import lines, runs
from builder.extract import extract
from builder.languages import topic
from builder.model import Article, Reading, Span
from endpoint.command import main

TEXT = """معاهدة <صداقة> بين مصر & العراق

وقعت مصر والعراق في القاهرة معاهدة صداقة يوم 5 مايو 2020، وقال وزير الخارجية المصري سامح شكري: "إن المعاهدة \
تفتح <script>alert(1)</script> صفحة جديدة".

ووقّع اتحاد الطلبة المصري اتفاق تعاون.

المصدر: بوابة الوفد
"""


def reading(text: str = TEXT) -> Reading:
    return extract(Article("a1", text, "0" * 64, "a1.txt"))


class Page(HTMLParser):
    """Collects the text of the article's element, the links to notes, identifiers and addresses."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.text = ""
        self.runs: list[tuple[str, list[str], str]] = []
        self.identifiers: list[str] = []
        self.tags: list[str] = []
        self.addresses: list[str] = []
        self._inside = False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.tags.append(tag)
        self._inside = self._inside or given.get("id") == "text"
        if "id" in given:
            self.identifiers.append(given["id"])
        self.addresses += [given[name] for name in ("href", "src", "action") if name in given]
        if "data-marks" in given:
            self.runs.append((given["href"], given["data-marks"].split(), given["class"]))

    def handle_endtag(self, tag: str) -> None:
        self._inside = self._inside and tag != "main"

    def handle_data(self, data: str) -> None:
        self.text += data if self._inside else ""


@pytest.mark.parametrize("language", annotate.LANGUAGES)
def test_the_text_of_the_page_is_the_article(language: str) -> None:
    page = Page(annotate.page(reading(), language))
    assert [line for line in page.text.split("\n") if line] == [line for line in TEXT.split("\n") if line]


def test_nothing_of_the_article_becomes_markup_and_nothing_is_asked_of_a_server() -> None:
    html = annotate.page(reading())
    page = Page(html)
    assert page.tags.count("script") == 1
    assert "صداقة" not in page.tags
    assert all(address.startswith("#") for address in page.addresses)
    assert not re.search(r"@import|url\(|src=|<link|<iframe|fetch\(", html)
    assert "default-src 'none'" in html


def test_every_link_leads_to_its_note_and_back() -> None:
    page = Page(annotate.page(reading()))
    assert len(page.identifiers) == len(set(page.identifiers))
    found = set(page.identifiers)
    assert {address[1:] for address in page.addresses} <= found
    assert {f"m{number}" for _, numbers, _ in page.runs for number in numbers} <= found
    assert len([name for name in found if re.fullmatch(r"n\d+", name)]) == len(marks(reading(), "ar"))


def test_every_layer_has_its_marks_with_what_is_known_of_them() -> None:
    found = marks(reading(), "en")
    by_layer = {layer: [mark for mark in found if mark.layer == layer] for layer in LAYERS}
    for layer in ("instrument", "actor", "place", "date", "statement", "event", "claim", "gap"):
        assert by_layer[layer], layer
    (said,) = by_layer["statement"]
    details = dict(said.details)
    assert "سامح شكري" in details["said by"]
    assert details["words"] == "direct speech"
    assert all("rule" in dict(mark.details) for mark in found)
    event = dict(by_layer["event"][0].details)
    assert "signature" in event["what it is"]
    assert "asserted" in event["what it is"]
    assert "the article itself" in event["what it is"]
    assert dict(by_layer["gap"][0].details)["rule"] == "event-Signature"


def test_furniture_is_marked_and_the_title_too() -> None:
    html = annotate.page(reading(), "en")
    assert re.search(r'<p dir="auto" class="furniture" title="[^"]+">[^\n]*الوفد', html)
    assert '<p dir="auto" class="title"' in html


def test_marks_that_cross_cover_their_own_words_and_no_others() -> None:
    text = "abcdefghij"
    crossing = [
        Mark(Span(0, 6), "statement", "one", ()),
        Mark(Span(4, 9), "clause", "two", ()),
        Mark(Span(4, 5), "date", "three", ()),
    ]
    (line,) = lines(text)
    found = [(run.span.of(text), run.marks) for run in runs(line, crossing)]
    assert found == [("abcd", (0,)), ("e", (2, 1, 0)), ("f", (1, 0)), ("ghi", (1,)), ("j", ())]


SPANS = st.tuples(st.integers(0, 30), st.integers(1, 12)).map(lambda pair: Span(pair[0], pair[0] + pair[1]))


@settings(max_examples=60, deadline=None)
@given(st.lists(SPANS, max_size=8), st.text("ab \n", min_size=45, max_size=60))
def test_runs_lose_and_move_nothing(spans: list[Span], text: str) -> None:
    found = [Mark(span, "claim", "x", ()) for span in spans]
    for line in lines(text):
        pieces = list(runs(line, found))
        assert "".join(piece.span.of(text) for piece in pieces) == line.of(text)
        for piece in pieces:
            assert {n for n, mark in enumerate(found) if mark.span.overlaps(piece.span)} == set(piece.marks)


def test_the_words_of_both_languages_are_the_same() -> None:
    arabic, english = topic("annotate", "ar"), topic("annotate", "en")
    assert arabic.keys() == english.keys()
    for part in ("layers", "forms", "fields"):
        assert arabic[part].keys() == english[part].keys()
    assert set(arabic["layers"]) == set(LAYERS)


@pytest.mark.parametrize(
    "article", sorted(Path(__file__).parents[3].joinpath("seeds").glob("*.txt")), ids=lambda p: p.stem[:3]
)
def test_the_seeds_are_shown_whole(article: Path) -> None:
    found = read.article(article)
    page = Page(annotate.page(extract(found)))
    assert page.text.split() == found.text.split()


def test_the_command_writes_the_page(tmp_path: Path) -> None:
    article, out = tmp_path / "a1.txt", tmp_path / "a1.html"
    article.write_text(TEXT, "utf-8")
    result = CliRunner().invoke(main, ["annotate", str(article), "-o", str(out), "--language", "en"])
    assert (result.exit_code, result.stdout) == (0, "")
    assert out.read_text("utf-8") == annotate.page(extract(read.article(article)), "en")
    assert (
        CliRunner()
        .invoke(main, ["annotate", str(article)])
        .stdout.startswith('<!DOCTYPE html>\n<html lang="ar" dir="rtl">')
    )
    nowhere = CliRunner().invoke(main, ["annotate", str(article), "-o", str(tmp_path / "no" / "a.html")])
    assert nowhere.exit_code == 2
    assert "choose another" in nowhere.stderr
