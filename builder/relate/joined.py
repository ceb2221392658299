"""Reads sentences that go on with the report of the one before: "… . And that they had sunk"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from builder.model import Mode, Span, Statement
from builder.relate.openers import is_opener, joining, reporting_words
from builder.relate.paragraphs import Paragraph
from builder.relate.quotations import trim
from builder.relate.speakers import Cast
from builder.relate.words import unjoined

_LEAST = 3


def going_on(part: Paragraph, cast: Cast, found: Iterable[Statement]) -> Iterator[Statement]:
    """What sentences say that begin with "and that he": it is whose report ended the sentence before."""
    reports = sorted((s for s in found if len(s.span)), key=lambda s: s.span)
    if not reports:  # as in most paragraphs
        return
    for stop in part.stops(part.span.start, part.span.end):
        at = part.number(stop)
        last = next((s for s in reversed(reports) if s.span.end <= stop), None)
        if at >= len(part.words) or last is None or part.count(last.span.end, stop) or not _goes_on(part, at):
            continue
        word = part.words[at]
        span = trim(part.text, Span(word.start + 1, part.reported_end(word.end)))
        if part.count(span.start, span.end) < _LEAST or any(s.span.overlaps(span) for s in reports):
            continue
        about = tuple(sorted({mention.entity for mention in cast.within(span.start, span.end)}))
        frame = Span(word.start, span.end)
        yield Statement(span, frame, last.speaker, Mode.INDIRECT, "speech.joined", last.via, about, others=last.others)


def _goes_on(part: Paragraph, at: int) -> bool:
    """Whether the word is "and that he": an opener with a pronoun, so that it is no conditional ("and if")."""
    word = part.words[at].bare
    opener = unjoined(word)
    plain = reporting_words("openers", "negative_openers")
    opens = word.startswith(joining()) and opener != word and is_opener(opener) and opener not in plain
    return opens and part.quote_over(part.words[at].start) is None
