"""The page of an article: its text to the letter, every span marked, each with its note and its way back."""

from __future__ import annotations

import html
import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from endpoint.views.highlight import MENTION, Mark, highlight

if TYPE_CHECKING:
    from collections.abc import Callable

    from builder.store import Graph

    Ask = Callable[[str], list[dict[str, str]]]

SPANS = """SELECT ?start ?end ?exact WHERE {
  ?piece oa:hasSource <article/%s> ; oa:hasSelector ?s . ?s oa:start ?start ; oa:end ?end ; oa:exact ?exact }"""


class Marked(HTMLParser):
    """The text of the element with the class ``text``, and where each of its anchors begins and ends."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.words = ""
        self.open: list[str | None] = []
        self.begins: dict[str, int] = {}
        self.pieces: dict[str, str] = {}
        self.links: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if self.open or values.get("class") == "text":
            self.open.append(values.get("id"))
            if name := values.get("id"):
                self.begins[name] = len(self.words)
            if tag == "a":
                self.links.append(values["href"] or "")

    def handle_endtag(self, _tag: str) -> None:
        if self.open and (name := self.open.pop()):
            self.pieces[name] = self.words[self.begins[name] :]

    def handle_data(self, data: str) -> None:
        if self.open:
            self.words += data


@pytest.mark.parametrize("language", ["ar", "en"])
def test_the_text_is_the_articles_and_every_span_has_its_anchor(
    seeds_graph: Graph, ask_seeds: Ask, read_page: Callable[[str], str], language: str
) -> None:
    for identifier in seeds_graph.articles:
        page = read_page(f"/page/article/{identifier}?lang={language}")
        marked = Marked(page)
        assert marked.words == seeds_graph.article_text(identifier)
        for row in ask_seeds(SPANS % identifier):
            start, name = int(row["start"]), f"c{row['start']}-{row['end']}"
            assert marked.begins[name] == start
            assert row["exact"].startswith(marked.pieces[name])
            assert f'id="f{name[1:]}"' in page
        assert {f'id="{link[1:]}"' in page for link in marked.links} == {True}


def test_a_note_says_what_was_made_of_words(read_page: Callable[[str], str]) -> None:
    page = read_page("/page/article/000_ee7ffccebc38d67c?lang=en")
    note = html.unescape(page.split('<li id="f1009-1173">')[1].split("</li>")[0])
    words = " ".join(re.sub(r"<[^>]+>", " ", note).split())
    assert "Statement" in words
    assert "speech.clause.say" in words
    assert "أوشاكوف" in words
    assert "/why?" in html.unescape(page)


def test_crossing_marks_are_cut_and_go_on() -> None:
    marked = str(highlight("abcdef", [Mark(0, 4, ("x",), "X"), Mark(2, 6, (MENTION,))]))
    assert marked == (
        '<span id="c0-4" class="x">ab<span id="c2-6" class="mention"><a href="#f2-6">cd</a></span>'
        '<a class="sign" href="#f0-4" title="X" aria-label="X"></a></span>'
        '<span class="mention"><a href="#f2-6">ef</a></span>'
    )


def test_markup_in_a_text_is_text() -> None:
    assert str(highlight("<b>&\r\n", [Mark(0, 3, ("x",))])) == '<span id="c0-3" class="x">&lt;b&gt;</span>&amp;&#13;\n'


@given(st.text(max_size=30), st.sets(st.tuples(st.integers(-1, 31), st.integers(0, 32)), max_size=12))
def test_any_marks_leave_any_text_whole(text: str, spans: set[tuple[int, int]]) -> None:
    marks = [Mark(start, end, (MENTION,) if start % 2 else ("x",), "t" * (end % 2)) for start, end in sorted(spans)]
    marked = str(highlight(text, marks))
    anchors = re.findall(r'id="c(\d+)-(\d+)"', marked)
    assert sorted((int(a), int(b)) for a, b in anchors) == sorted(s for s in spans if 0 <= s[0] < s[1] <= len(text))
    assert marked.count("<span") == marked.count("</span>")
    assert not re.search(r"<a[^>]*>(?:(?!</a>).)*<a", marked, re.DOTALL)
    plain = re.sub(r"<[^>]+>", "", marked).replace("&#13;", "\r")
    assert html.unescape(plain.replace("\r", "\ue000")).replace("\ue000", "\r") == text or "\ue000" in text
