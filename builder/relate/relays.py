"""Reads chains of reporting: who passes on the words of whom."""

from __future__ import annotations

from builder.languages import topic
from builder.relate.openers import reporting_phrases, reporting_words
from builder.relate.paragraphs import Paragraph
from builder.relate.speakers import Cast, Source
from builder.relate.speech import Cue
from builder.relate.words import bare, phrase_at


def quoted_source(part: Paragraph, cast: Cast, first: int, limit: int) -> Source | None:
    """Whom the words from ``first`` to before ``limit`` quote ("X, quoting Y")."""
    phrases = reporting_phrases("quoting")
    for at in range(first, limit):
        size = phrase_at(part.words, at, phrases)
        if size:
            return cast.named(part.words, at + size, limit)
    return None


def source_of(part: Paragraph, cast: Cast, first: Source, limit: int) -> Source | None:
    """Whom the media ``first`` quote: behind "quoting", or an unnamed source behind "from"."""
    about = topic("speakers")["about"]
    if cast.is_media(first.key) and first.next + 1 < limit and part.words[first.next].bare == bare(about):
        found = cast.named(part.words, first.next + 1, limit)
        if found is not None and cast.kind(found.key) == "UnnamedSource":
            return found
    return quoted_source(part, cast, first.next, limit)


def relayed(part: Paragraph, cast: Cast, cue: Cue, limit: int) -> tuple[Source, tuple[str, ...]] | None:
    """Of "X quoted Y as saying": Y as the source, and X as the one who passed it on."""
    prepositions = cue.verb.needs if cue.verb is not None else frozenset()
    abouts = [at for at in range(cue.next, limit) if part.words[at].bare in prepositions]
    if not abouts:
        return None
    first = cast.named(part.words, cue.next, abouts[0])
    via = (first.key,) if first else ()
    source: Source | None = None
    for number, at in enumerate(abouts):
        stop = abouts[number + 1] if number + 1 < len(abouts) else limit
        found = cast.named(part.words, at + 1, _before_saying(part, at + 1, stop))
        if found is None:
            break
        if source is not None:
            if not cast.is_media(source.key):
                break
            via = (*via, source.key)
        source = found
    return (source, via) if source else None


def _before_saying(part: Paragraph, first: int, limit: int) -> int:
    nouns = reporting_words("saying_nouns")
    return next((at for at in range(first, limit) if part.words[at].bare in nouns), limit)


def media(cast: Cast, start: int, end: int, but: str) -> tuple[str, ...]:
    """The media that the words from ``start`` to ``end`` name beside the speaker ``but``."""
    found = [m.entity for m in cast.within(start, end) if cast.is_media(m.entity) and m.entity != but]
    return tuple(dict.fromkeys(found))
