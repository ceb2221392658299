"""Reads what is told beside a phrase that names its source: "according to X, …", "…, as Y wrote"."""

from __future__ import annotations

from msgspec.structs import replace

from builder.model import Mode, Span
from builder.relate import descriptions, frames, papers, relays, sources, standing
from builder.relate.nouns import without_to
from builder.relate.openers import reporting_words
from builder.relate.quotations import Quotation, trim
from builder.relate.recorded import NEAR, Record
from builder.relate.roster import listed
from builder.relate.speakers import Source
from builder.relate.speech import Cue, Grade
from builder.relate.turns import Voice
from builder.relate.words import unjoined

_SHORTEST_TAILED, _LONGEST_TOPIC = 4, 5


def read(record: Record, cue: Cue) -> None:
    """Reads the source that a cue names, and what it says: behind it, before it, or around it."""
    part = record.part
    if cue.verb is not None and cue.verb.kind not in ("say", "relay"):
        return
    place = part.words[cue.first].start
    if any(s.frame.start <= place < s.span.start for s in record.found[-NEAR:]):
        return
    found = _passed_on(record, cue) if cue.verb is not None and cue.verb.kind == "relay" else _named(record, cue)
    if found is None:
        return
    source, via = found
    if via:
        record.turn.via, record.turn.via_end = via, part.sentence_end(place)
    if sources.points_back(part, cue):
        _back(record, cue, source)
    elif standing.starts_sentence(part, cue) or sources.resumes(part, cue, source.next):
        _head(record, cue, source)
    else:
        _tail(record, cue, source)


def _passed_on(record: Record, cue: Cue) -> tuple[Source, tuple[str, ...]] | None:
    """ "as the agency reported from X": X, whom the agency passes on; None where it names nobody else."""
    found = relays.relayed(record.part, record.cast, cue, record.clause_limit(cue))
    return found if found is not None and found[1] else None


def _named(record: Record, cue: Cue) -> tuple[Source, tuple[str, ...]] | None:
    """The source behind the cue and nobody, or whom that source quotes, and the source."""
    part, sequence = record.part, record.part.words
    if cue.proclitic:
        word = without_to(sequence[cue.next])
        sequence = (*sequence[: cue.next], word, *sequence[cue.next + 1 :])
    limit = record.clause_limit(cue)
    source = record.cast.named(sequence, cue.next, limit, cue.gender)
    if source is None:
        return None
    sentence = part.number(part.sentence_end(part.words[cue.first].start))
    papers.remember(record.cast, part.words[cue.first : sentence], (source.key,))
    quoted = relays.quoted_source(part, record.cast, source.next, limit)
    return (source, ()) if quoted is None else (quoted, (source.key,))


def _back(record: Record, cue: Cue, source: Source) -> None:
    """ "… . This is what X said": what stands before is what X says."""
    part = record.part
    place = part.words[cue.first].start
    start = part.clause_start(place)
    if not part.count(start, place):
        start = part.sentence_start(max(part.span.start, start - 2))
    span = trim(part.text, Span(start, place))
    end = part.words[source.next - 1].end
    if part.count(span.start, span.end) >= _SHORTEST_TAILED and not record.cast.is_media(source.key):
        record.add(span, Span(span.start, end), Voice(source.key), Mode.INDIRECT, cue)


def _head(record: Record, cue: Cue, source: Source) -> None:
    """ "According to X, …": what follows is what X says, or X passes on what another says."""
    part = record.part
    last = descriptions.behind_title(record.cast, part.words, source.key, source.next)
    opening = sources.behind_source(part, last, part.words[cue.first].start)
    if any(c.first in (source.next, opening.word if opening else -1) for c in part.cues):
        record.turn.via, record.turn.via_end = (source.key,), part.sentence_end(part.words[cue.first].start)
        return
    if opening is None:
        return
    record.say(cue, opening, Voice(source.key, record.turn.via))


def _parted(record: Record, cue: Cue, source: Source, start: int) -> bool:
    """ "X, according to Y, does Z": the sentence that the source parts is what Y says."""
    part = record.part
    place = part.words[cue.first].start
    end = part.reported_end(part.words[source.next - 1].start)
    rest = part.count(part.words[source.next - 1].end, end)
    if part.count(start, place) > _LONGEST_TOPIC or rest < _SHORTEST_TAILED:
        return False
    if not (part.paused(cue.first) and part.pauses(source.next)):
        return False
    span = trim(part.text, Span(start, end))
    record.add(span, span, Voice(source.key, record.turn.via), Mode.INDIRECT, cue)
    return True


def _closes(record: Record, cue: Cue, source: Source) -> bool:
    """Whether one source closes the sentence; not those by whom things are counted, nor "in the words of"."""
    words = record.part.words
    ends = source.next >= len(words) or bool(record.part.stops(words[cue.first].start, words[source.next].start))
    spoken = unjoined(words[cue.next - 1].bare) in reporting_words("places_of_words")
    counted = record.cast.kind(source.key) == "ActorGroup" and words[cue.next].bare not in listed("groups", "groups")
    return ends and not spoken and not record.part.pauses(cue.next) and not counted


def _quoted_behind(record: Record, source: Source) -> Quotation | None:
    """What the source says in quotation marks behind the pause that ends its phrase ("…, according to X, “…”")."""
    part, at = record.part, source.next
    if at >= len(part.words) or not part.pauses(at) or record.cast.is_media(source.key):
        return None
    return next(iter(part.quotes_in(part.words[at - 1].end, part.words[at].start)), None)


def _tail(record: Record, cue: Cue, source: Source) -> None:
    """ "…, according to X": what stands before is what X says, or X passes it on."""
    part = record.part
    place = part.words[cue.first].start
    if (quote := _quoted_behind(record, source)) is not None:
        record.add(quote.inner, Span(place, quote.outer.end), Voice(source.key, record.turn.via), Mode.DIRECT, cue)
        return
    start = sources.behind_dateline(part, part.clause_start(place))
    if record.found and record.found[-1].span.end > start:
        last = record.found[-1]
        if last.speaker != source.key and source.key not in last.via:
            record.found[-1] = replace(last, via=(*last.via, source.key))
        return
    set_off = cue.grade is Grade.CLAUSE or part.paused(cue.first) or _closes(record, cue, source)
    if record.cast.is_media(source.key) or not set_off:
        return
    quotes = part.quotes_in(start, place)
    if not quotes and _parted(record, cue, source, start):
        return
    end = part.words[source.next - 1].end
    if quotes and not part.count(quotes[-1].outer.end, place) and len(quotes) == 1:
        voice = Voice(source.key, record.turn.via)
        record.add(quotes[0].inner, Span(quotes[0].outer.start, end), voice, Mode.DIRECT, cue)
        return
    span = trim(part.text, Span(start, place))
    if frames.rebuts(part, cue, span.start):
        return
    if part.count(span.start, span.end) >= _SHORTEST_TAILED:
        record.add(span, Span(span.start, end), Voice(source.key, record.turn.via), Mode.INDIRECT, cue)
