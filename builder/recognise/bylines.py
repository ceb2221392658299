"""Finds the writers named by an article's byline, whose names need no other sign: "الرباط - هند العلمي".

A byline is a short line near the beginning, or a dateline, of nothing but writers, places, days, papers and words such
as "written by". So whatever follows a given name there belongs to the name, a word that is common elsewhere too.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Final

import regex

from builder.calendars import months, weekdays
from builder.known import known
from builder.languages import topic
from builder.model import BlockKind, Form, Layout, Span
from builder.recognise.hits import Hit
from builder.recognise.lexicon import given, listed, mark, particles, verbs, weak
from builder.recognise.named import Named, named
from builder.recognise.organisations import by_any_name, gazetteer
from builder.recognise.words import Word, bare, words
from builder.vocabulary import STATES

_PAPER: Final = "MediaOrganisation"
_REACH: Final = 6
"""Blocks from the beginning of an article among which a byline stands."""
_LONGEST: Final = 90
"""Code points of the longest byline."""
_NAME: Final = range(2, 5)
"""Words of a writer's name."""
_UNKNOWN: Final = 3
"""Words of the name of a paper that nobody knows."""


def find(text: str, layout: Layout) -> Iterator[Named]:
    """The names of the writers, in the order of the text."""
    lines = [block.span for block in layout.blocks[:_REACH] if block.kind is not BlockKind.TITLE]
    spans = {span for span in (*lines, layout.dateline) if span is not None and len(span) <= _LONGEST}
    seen = 0
    for span in sorted(spans):
        if span.start >= seen:
            found = list(_writers(text, span))
            yield from found
            seen = span.end if found else seen


def _writers(text: str, line: Span) -> Iterator[Named]:
    found = (Span(line.start + m.start(), line.start + m.end()) for m in _PART.finditer(line.of(text)))
    parts = [_unled(words(text, part)) for part in found]
    names = [part for part in parts if _is_name(part)]
    others = [" ".join(word.text for word in part) for part in parts if part and part not in names]
    strange = [other for other in others if not _is_usual(other)]
    framed = len(others) > len(strange) or any(not part for part in parts) or line.of(text).rstrip().endswith(":")
    if names and framed and len(strange) <= 1 and all(len(other.split()) <= _UNKNOWN for other in strange):
        yield from (named(part, 0, len(part), "byline") for part in names)


_PART: Final = regex.compile(r"[^\W\d_ـ]+(?: [^\W\d_ـ]+)*")


def _unled(part: tuple[Word, ...]) -> tuple[Word, ...]:
    """A part of the line without "written by" and the like, without titles, and without a known paper at its end."""
    first = 0
    leads = listed("headers", "writers") | listed("offices", "honorifics")
    while first < len(part) and part[first].text in leads:
        first += 1
    end = len(part) - (len(part) > 1 and by_any_name(part[-1].text, _PAPER) is not None)
    return part[first:end]


def _is_name(part: tuple[Word, ...]) -> bool:
    texts = [word.text for word in part]
    if len(part) not in _NAME or texts[0] not in given() | weak() | listed("names", "servant"):
        return False
    return not any(text in particles() or text in verbs() for text in texts[1:])


def _is_usual(part: str) -> bool:
    """Whether a byline may hold this: a place, a day, a known paper, an agency."""
    known_words = all(word in _calendar() for word in part.split())
    return known_words or part in _places() or by_any_name(part, _PAPER) is not None or _is_agency(part)


@cache
def _calendar() -> frozenset[str]:
    return frozenset(map(bare, (*months(), *weekdays())))


@cache
def _places() -> frozenset[str]:
    return frozenset(bare(name) for entity in known().of_kind("Place", *STATES) for name in entity.labels())


def _is_agency(part: str) -> bool:
    return regex.fullmatch(topic("headers")["parts"]["NEWSROOM"], part) is not None


def publisher(text: str, layout: Layout) -> list[Hit]:
    """The publisher named by the article's furniture: a known one by any of its names, else as it is written."""
    span = layout.publisher
    if span is None or _nameless(text, span):
        span = _byline(text, layout.dateline)
    if span is None or _nameless(text, span):
        return []
    if _writes(text, span) or _is_place(text, span):
        return []
    sources = [Span(span.start + m.start(), span.start + m.end()) for m in _SOURCE.finditer(span.of(text))]
    return [_source(text, source) for source in sources if not _nameless(text, source)]


def _writes(text: str, span: Span) -> bool:
    """Whether the words name a writer, no paper: two words or more, a usual given name first, or "son of" in them."""
    names = [bare(word).strip("./") for word in span.of(text).split()]
    titled = len(names) > 2 and names[0] in listed("offices", "honorifics")
    return len(names) > 1 and (titled or names[0] in given() | weak() or mark("son") in names[1:-1])


def _is_place(text: str, span: Span) -> bool:
    """Whether the words name a place or a state, or a side of one: "لاهاي (هولندا)", "الناقورة (جنوب لبنان)"."""
    name = bare(span.of(text))
    side, _, rest = name.partition(" ")
    return name in _places() or (side in listed("headers", "sides") and rest in _places())


_SOURCE: Final = regex.compile(r"[^+\s](?:[^+]*[^+\s])?")
"""Each of the sources that plus signs join."""


def _source(text: str, span: Span) -> Hit:
    for found, entity in gazetteer().find(span.of(text)):
        if entity.kind == _PAPER:
            moved = Span(found.start + span.start, found.end + span.start)
            return Hit(moved, entity.kind, Form.NAME, "publisher", entity.iri)
    return Hit(span, _PAPER, Form.NAME, "publisher", by_any_name(span.of(text), _PAPER))


def _nameless(text: str, span: Span) -> bool:
    return bare(span.of(text)) in listed("organisations", "nameless")


def _byline(text: str, dateline: Span | None) -> Span | None:
    """The paper in "paper – place" or "writer – paper": a known one, else the part that is no place and no person."""
    if dateline is None:
        return None
    parts = [Span(dateline.start + m.start(), dateline.start + m.end()) for m in _PART.finditer(dateline.of(text))]
    others = [part for part in parts if bare(part.of(text)) not in months()]
    papers = [part for part in others if by_any_name(part.of(text), _PAPER)]
    if len(parts) != 2 or papers:
        return papers[0] if papers else None
    first, second = (bare(part.of(text)) for part in parts)
    if second in _places() and first not in _places():
        return parts[0]
    return parts[1] if first.split()[0] in given() and second not in _places() else None
