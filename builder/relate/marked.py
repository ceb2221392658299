"""Finds the colon or the quotation that opens what was said, and tells it from marks around a name or a term."""

from __future__ import annotations

from builder.relate.openers import Opening, is_opener, reporting_words
from builder.relate.paragraphs import Paragraph
from builder.relate.quotations import Quotation
from builder.relate.speech import Cue, Verb

_LONGEST_SUBJECT = 25
_LONGEST_TERM = 4


def marked(part: Paragraph, cue: Cue, at: int, end: int) -> Opening | None:
    """A colon or a quotation right before the word numbered ``at``, where it opens what the cue reports."""
    if part.gap(at) == " " or _is_relayer(part, cue, at):  # a mere space, as before most words
        return None
    gap_start = part.words[at - 1].end if at else part.span.start
    quote = part.quotes_in(gap_start, part.words[at].start + 1)
    place = gap_start + part.gap(at).find(":")
    if place >= gap_start and part.quote_over(place) is None and not part.in_name(place):
        return Opening(place + 1, at, "quote" if quote else "colon")
    if quote and quote[0].outer.start < end and not _is_term(part, cue.verb, quote[0], end):
        return Opening(quote[0].outer.start, at, "quote")
    return None


def _is_term(part: Paragraph, verb: Verb | None, quote: Quotation, end: int) -> bool:
    """Whether a short quotation is a term, since what was said opens behind it ("said at “the talks” … that")."""
    first = part.number(quote.outer.end)
    if verb is None or "" not in verb.that or part.count(quote.inner.start, quote.inner.end) > _LONGEST_TERM:
        return False
    for at in range(first, min(len(part.words), first + _LONGEST_SUBJECT)):
        word = part.words[at]
        if word.start >= end or word.start in part.borders or (at > first and part.connector(at)):
            return False
        if is_opener(word.bare) and at and opens_clause(verb, part.words[at - 1].bare, first=False):
            return part.paused(at) or at == first
    return False


def _is_relayer(part: Paragraph, cue: Cue, at: int) -> bool:
    """Whether whom a relay quotes is not named before the word, so that marks hold its name ("«X» quoted Y as …")."""
    if cue.verb is None or cue.verb.kind not in ("relay", "learn"):
        return False
    return cue.verb.needs.isdisjoint(word.bare for word in part.words[cue.next : at])


def opens_clause(verb: Verb, before: str, first: bool) -> bool:
    """Whether an opener behind the word ``before`` opens what the verb reports; ``first``: right behind the verb."""
    if before in verb.that:
        return True
    return "" in verb.that and (first or before not in reporting_words("opener_takers"))
