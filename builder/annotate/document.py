"""Writes the page: the text with its marks, a legend, a note for each mark. Nothing is asked of any server."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from html import escape
from pathlib import Path
from typing import Any, Final

from builder.annotate.marks import LAYERS, Mark, marks
from builder.annotate.runs import Run, lines, runs
from builder.languages import topic
from builder.model import Reading, Span

LANGUAGES: Final = ("ar", "en")
_HERE: Final = Path(__file__).resolve().parent
_DIRECTION: Final = {"ar": "rtl", "en": "ltr"}


def page(reading: Reading, language: str = "ar") -> str:
    """The page of an article in one of LANGUAGES: a whole HTML document."""
    words = topic("annotate", language)
    found = marks(reading, language)
    title = words["title"].format(article=reading.article.title or reading.article.identifier)
    return _file("page.html").format(
        language=language,
        direction=_DIRECTION[language],
        title=escape(title),
        style=_file("page.css"),
        script=_file("page.js"),
        guide=escape(words["guide"]),
        legend_title=escape(words["legend"]),
        legend="".join(_legend(found, words)),
        note_title=escape(words["note"]),
        nothing=escape(words["nothing"]),
        notes_title=escape(words["notes"]),
        article_language=escape(reading.article.language),
        text="".join(_text(reading, found, words)),
        notes="".join(_note(number, mark, reading.article.text, words) for number, mark in enumerate(found)),
    )


@cache
def _file(name: str) -> str:
    return (_HERE / name).read_text("utf-8")


def _legend(found: Sequence[Mark], words: dict[str, Any]) -> Iterator[str]:
    """A box to tick for each layer, with the number of its marks."""
    for layer in LAYERS:
        number = sum(1 for mark in found if mark.layer == layer)
        if number:
            name = escape(words["layers"][layer])
            yield (
                f'<li><label><input type="checkbox" checked data-layer="{layer}"> '
                f'<span class="sample on-{layer}">{name}</span> <span class="count">{number}</span></label></li>'
            )


def _text(reading: Reading, found: Sequence[Mark], words: dict[str, Any]) -> Iterator[str]:
    """A paragraph a line; what is no part of the story is marked as such."""
    text = reading.article.text
    furniture = [block.span for block in reading.layout.blocks if not block.kind.readable]
    titles = [block.span for block in reading.layout.blocks if block.kind == "title"]
    anchored: set[int] = set()
    for line in lines(text):
        kind = "furniture" if any(span.overlaps(line) for span in furniture) else ""
        kind = "title" if any(span.overlaps(line) for span in titles) else kind
        note = f' title="{escape(words["furniture"])}"' if kind == "furniture" else ""
        inner = "".join(_run(run, text, found, anchored) for run in runs(line, found))
        yield f'<p dir="auto" class="{kind}"{note}>{inner}</p>\n'


def _run(run: Run, text: str, found: Sequence[Mark], anchored: set[int]) -> str:
    """A run as a link to the note of its innermost mark; the first run of a mark bears the mark's anchor."""
    words = escape(run.span.of(text))
    if not run.marks:
        return words
    layers = sorted({found[number].layer for number in run.marks}, key=LAYERS.index)
    inner = found[run.marks[0]].layer
    classes = " ".join(f"on-{layer}" for layer in layers)
    numbers = " ".join(map(str, run.marks))
    shown = f'<a class="run {classes}" data-inner="{inner}" data-marks="{numbers}" href="#n{run.marks[0]}">{words}</a>'
    for number in run.marks:
        if number not in anchored:
            anchored.add(number)
            shown = f'<span id="m{number}">{shown}</span>'
    return shown


def _note(number: int, mark: Mark, text: str, words: dict[str, Any]) -> str:
    """The note of a mark: its layer, its words with a link to them, and what is known of it."""
    place = words["places"].format(start=mark.span.start, end=mark.span.end)
    rows = "".join(f'<dt>{escape(name)}</dt><dd dir="auto">{escape(value)}</dd>' for name, value in mark.details)
    return (
        f'<li id="n{number}" class="note on-{mark.layer}" data-layer="{mark.layer}" tabindex="-1">'
        f'<p class="what"><span class="chip">{escape(words["layers"][mark.layer])}</span> {escape(mark.title)}</p>'
        f'<p class="words" dir="auto"><a href="#m{number}">{escape(_cut(mark.span, text))}</a></p>'
        f"<dl>{rows}</dl>"
        f'<p class="place">{escape(place)}</p></li>\n'
    )


def _cut(span: Span, text: str) -> str:
    words = " ".join(span.of(text).split())
    return words if len(words) <= 160 else words[:159] + "…"
