"""Decides which words of a report were said: where they end, and whether they are the speaker's own.

Quoted words that carry a report make it direct, and the statement is then the quotation alone; a term quoted in
passing leaves it indirect.
"""

from __future__ import annotations

from functools import lru_cache

from builder.languages import topic
from builder.model import Mode, Span
from builder.recognise.words import WORDS
from builder.relate.openers import Opening, is_joined_opener, is_opener, joining, reporting_phrases, reporting_words
from builder.relate.paragraphs import Paragraph
from builder.relate.punctuation import marks_of
from builder.relate.quotations import Quotation, trim
from builder.relate.roster import listed
from builder.relate.speech import Grade
from builder.relate.words import conjunctions, phrase_at, unjoined

Said = tuple[Span, Mode]

_LONGEST_TRAIL = 2
_SHORTEST_QUOTED = 2
_SHORTEST_NOUN = 4
_SHORT_LEAD = 3


def contents(part: Paragraph, opening: Opening, claimed: bool = False) -> list[Said]:
    """What was said in a report that begins with ``opening``, in order; empty where no word is left.

    ``claimed``: by its verb the article doubts it, so that a "but" is the article's own.
    """
    if opening.how in ("quote", "colon"):
        quotes = part.quotes_in(opening.place, opening.place + 12)
        if quotes and not part.count(opening.place, quotes[0].inner.start):
            return _direct(quotes[0])
        first = part.number(opening.place)
        if first >= len(part.words) or not is_opener(part.words[first].bare):
            return _spoken(part, opening.place)
        plain = part.words[first].bare in reporting_words("openers")
        opening = Opening(part.words[first].end if plain else part.words[first].start, first, "clause")
    end = part.reported_end(opening.place)
    if opening.how == "noun":
        end = _turn(part, opening.place, end, "turning")
    if claimed:
        end = _turn(part, opening.place, end, "rebutting")
    pieces = _pieces(part, opening.place, end)
    shortest = _SHORTEST_NOUN if opening.how == "noun" and len(pieces) == 1 else _SHORTEST_QUOTED
    said = [_piece(part, start, stop, shortest) for start, stop in pieces]
    if any(one is not None and one[1] is Mode.DIRECT for one in said):
        return [one for one in said if one is not None]
    whole = trim(part.text, Span(opening.place, end))
    return [(whole, Mode.INDIRECT)] if len(whole) else []


def _turn(part: Paragraph, start: int, end: int, turning: str) -> int:
    """Where the article speaks again, at a word of the list ``turning`` behind a pause."""
    for at in range(part.number(start) + 1, part.number(end)):
        word = part.words[at]
        if part.pauses(at) and word.bare in reporting_words(turning) and part.quote_over(word.start) is None:
            return word.start
    return end


def _direct(quote: Quotation) -> list[Said]:
    return [(quote.inner, Mode.DIRECT)] if len(quote.inner) else []


def _spoken(part: Paragraph, start: int) -> list[Said]:
    """Words behind a colon without quotation marks: to the paragraph's end, or where a sentence reports anew."""
    ends = (
        border
        for border in part.borders
        if border > start and (not part.count(part.sentence_start(border), border) or _goes_on(part, border))
    )
    end = next(ends, part.span.end)
    span = trim(part.text, Span(start, _resumed(part, start, end)))
    return [(span, Mode.DIRECT)] if len(span) else []


def _goes_on(part: Paragraph, border: int) -> bool:
    """Whether the article goes on with a participle of saying behind a pause: "قال: وصلت السفن، مشيرا إلى أن"."""
    cue = part.cue_from(part.number(border))
    return cue is not None and cue.grade is Grade.PARTICIPLE and part.pauses(cue.first)


def _resumed(part: Paragraph, start: int, end: int) -> int:
    """Where a sentence from ``start`` to ``end`` begins with a phrase by which the article speaks again."""
    for stop in part.stops(start, end):
        at = part.number(stop)
        if at < len(part.words) and phrase_at(part.words, at, reporting_phrases("resuming")):
            return stop
    return end


def _pieces(part: Paragraph, start: int, end: int) -> list[tuple[int, int]]:
    """The coordinated clauses of a report: "that A, and that B", and a quotation that a conjunction adds."""
    cuts = [start]
    for word in part.words[part.number(start) + 1 : part.number(end)]:
        alone = word.bare in conjunctions()
        if not alone and not _joins_clause(word.bare):  # as nearly all
            continue
        quotes = part.quotes_in(word.end, word.end + 1) if alone else ()
        joined = not alone or _joins_clause(word.bare)
        if part.quote_over(word.start) is None and (joined or any(_is_sentence(part, quote) for quote in quotes)):
            cuts.append(word.start)
    return list(zip(cuts, [*cuts[1:], end], strict=True))


@lru_cache(maxsize=WORDS)
def _joins_clause(word: str) -> bool:
    """Whether a bare word is "and that"; "then" only goes on with the clause that it stands in."""
    return word.startswith(joining()) and is_opener(unjoined(word)) and not is_opener(word)


def _is_sentence(part: Paragraph, quote: Quotation) -> bool:
    """Whether a quotation that a conjunction adds may be a sentence of its own rather than a noun or a phrase."""
    first = part.words[part.number(quote.inner.start)].bare
    governed = first.startswith(tuple(topic("quotation")["proclitics"])) or first in listed("prepositions")
    return not governed and part.count(quote.inner.start, quote.inner.end) >= _SHORTEST_NOUN


def _piece(part: Paragraph, start: int, end: int, shortest: int) -> Said | None:
    """One clause: its quotation where that carries it, else all of it."""
    first = part.number(start)
    if first < len(part.words) and part.words[first].bare in conjunctions():
        start = part.words[first].end
    if first < len(part.words) and _joins_clause(part.words[first].bare):
        start = (
            part.words[first].end
            if part.words[first].bare[1:] in reporting_words("openers")
            else part.words[first].start + 1
        )
    quotes = part.quotes_in(start, end)
    if len(quotes) == 1 and _carries(part, quotes[0], start, end, shortest):
        return quotes[0].inner, Mode.DIRECT
    if len(quotes) > 1 and _stands_first(part, quotes[0], start):
        return quotes[0].inner, Mode.DIRECT
    span = trim(part.text, Span(start, end))
    return (span, Mode.INDIRECT) if len(span) else None


def _stands_first(part: Paragraph, quote: Quotation, start: int) -> bool:
    """Whether a quotation is all that is said of several: it opens the clause, is long, and a pause follows it."""
    size = part.count(quote.inner.start, quote.inner.end)
    behind = part.number(quote.outer.end)
    paused = behind < len(part.words) and part.pauses(behind)
    return size >= _SHORTEST_NOUN and not part.count(start, quote.inner.start) and paused


def _carries(part: Paragraph, quote: Quotation, start: int, end: int, shortest: int) -> bool:
    """Whether the quotation is what was said rather than a term in it."""
    size = part.count(quote.inner.start, quote.inner.end)
    lead = part.count(start, quote.inner.start)
    if not lead:
        return size >= shortest or not part.count(quote.outer.end, end)
    if size >= _SHORTEST_QUOTED and all(
        w.bare in reporting_words("copulas") for w in part.words[part.number(start) : part.number(quote.inner.start)]
    ):
        return True
    if _describes(part, start, quote):
        return False
    before = part.words[part.number(quote.inner.start) - 1].bare
    if size >= _SHORTEST_QUOTED and (is_joined_opener(before) or (lead <= _SHORT_LEAD and _tells(part, quote))):
        return True
    if size < _SHORTEST_NOUN and before in listed("prepositions") | reporting_words("determining"):
        return False  # a name or a term, which the preposition or the like governs
    trail = part.count(quote.outer.end, _pause(part, quote.outer.end, end))
    return (
        size >= (shortest if lead > _LONGEST_TRAIL else _SHORTEST_QUOTED)
        and trail <= _LONGEST_TRAIL
        and lead <= max(_SHORT_LEAD, size)
    )


def _describes(part: Paragraph, start: int, quote: Quotation) -> bool:
    """Whether a quotation only describes something in the report: "that … the treaty, which he called “…”"."""
    cue = part.cue_from(part.number(start) + 1)
    called = cue is not None and cue.verb is not None and cue.verb.object
    return cue is not None and called and part.words[cue.first].start < quote.outer.start


def _tells(part: Paragraph, quote: Quotation) -> bool:
    """Whether a quotation begins with a negation, so that it tells of the subject before it."""
    return part.words[part.number(quote.inner.start)].bare in reporting_words("negations")


def _pause(part: Paragraph, start: int, end: int) -> int:
    """The first pause from ``start``, at most ``end``."""
    pauses = marks_of("comma", "semicolon", "colon", "final")
    return next((at for at in range(start, end) if part.text[at] in pauses), end)
