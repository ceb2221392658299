"""Finds what an article says that others said: statements, direct and indirect, with their speakers.

Titles are not searched: they repeat the body in telegraphic form. The words that an article puts into quotation
marks without giving them to anybody are no statement, and a statement whose speaker is not sure is left out.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from builder.model import Article, Entity, Layout, Mention, Mode, Span, Statement
from builder.recognise.actors import Found
from builder.relate import (
    descriptions,
    frames,
    interviews,
    joined,
    objects,
    papers,
    passages,
    relays,
    sources,
    standing,
)
from builder.relate.contents import contents
from builder.relate.nouns import without_to
from builder.relate.objects import FREE
from builder.relate.openers import Opening, is_verbal_noun, reporting_words
from builder.relate.paragraphs import Paragraph
from builder.relate.punctuation import holds
from builder.relate.quotations import trim
from builder.relate.roster import listed
from builder.relate.speakers import Cast, Source
from builder.relate.speech import Cue, Grade
from builder.relate.turns import Memory, Turn, Voice
from builder.relate.words import unjoined

_SHORTEST_TAILED, _LONGEST_TOPIC = 4, 5
_NEAR, _LONGEST_SUBJECT = 8, 60


@dataclass(frozen=True, slots=True)
class Said:
    """The statements of an article in the order of the text, and the speakers that only they made known."""

    statements: tuple[Statement, ...]
    entities: tuple[Entity, ...]
    mentions: tuple[Mention, ...]


def find(article: Article, layout: Layout, actors: Found) -> Said:
    """The statements of ``article``; ``actors`` are those found in it, already resolved."""
    cast = Cast(article.text, actors.entities, actors.mentions)
    memory = Memory()
    found: list[Statement] = []
    for number, span in enumerate(passages.spans(article.text, layout)):
        found += _read(Turn(Paragraph(article.text, span, cast), cast, memory, number))
    found = sorted([*found, *interviews.answers(article.text, layout, cast)], key=lambda s: s.span)
    used = frozenset(key for s in found for key in (s.speaker, *s.others, *s.via))
    return Said(tuple(found), *cast.made(used))


def _read(turn: Turn) -> list[Statement]:
    return _Reader(turn.part, turn.cast, turn).read()


@dataclass(slots=True)
class _Reader:
    """Reads one paragraph."""

    part: Paragraph
    cast: Cast
    turn: Turn
    found: list[Statement] = field(default_factory=list)

    def read(self) -> list[Statement]:
        borders = frozenset(self.part.borders)
        earlier = self.turn.memory.voice if self.turn.memory.paragraph >= self.turn.paragraph - 1 else None
        until = self.part.span.start
        for cue in self.part.cues:
            place = self.part.words[cue.first].start
            if place > self.turn.via_end:
                self.turn.via = ()
            if place < until and not self._parts(cue, borders):
                continue
            if cue.grade in (Grade.SOURCE, Grade.CLAUSE):
                self._source(cue)
            else:
                self._verb(cue)
            until = max([until, *(s.span.end for s in self.found[-_NEAR:])])
        self.found += joined.going_on(self.part, self.cast, self.found)
        said = [s for s in self.found if len(s.span)]
        return sorted([*said, *self._between(said, earlier)], key=lambda s: s.span)

    def _between(self, said: list[Statement], earlier: Voice | None) -> Iterator[Statement]:
        """Quotations behind a colon that name nobody, where one and the same speaks before and behind them."""
        part = self.part
        for quote in part.quotes:
            number = part.number(quote.inner.start)
            size = part.count(quote.inner.start, quote.inner.end)
            if (
                size < _LONGEST_TOPIC
                or not holds(part.gap(number), "colon")
                or any(s.span.overlaps(quote.inner) for s in said)
            ):
                continue
            before = [s.speaker for s in said if s.span.end <= quote.outer.start] or [earlier.key if earlier else ""]
            behind = [s for s in said if quote.outer.end <= s.span.start <= part.sentence_end(quote.outer.end + 1)]
            if behind and behind[0].mode is Mode.DIRECT and behind[0].speaker == before[-1]:
                about = tuple(sorted({m.entity for m in self.cast.within(quote.inner.start, quote.inner.end)}))
                yield Statement(quote.inner, quote.outer, before[-1], Mode.DIRECT, "speech.colon", about=about)

    def _parts(self, cue: Cue, borders: frozenset[int]) -> bool:
        place = self.part.words[cue.first].start
        near = any(self.part.words[at].start in borders for at in range(max(0, cue.first - 8), cue.first + 1))
        latest = max((s.span.start for s in self.found[-_NEAR:]), default=0)
        return near and self.part.reported_end(latest) <= place

    # -- verbs

    def _verb(self, cue: Cue) -> bool:
        verb, part = cue.verb, self.part
        if standing.is_unsaid(part, cue):
            return False
        opening = None if frames.denies_before(part, cue) else frames.opening(part, self.cast, cue)
        limit = opening.word if opening else self._clause_limit(cue)
        voice = self.turn.voice(cue, limit)
        if verb is not None and verb.noun:
            opening = self._object(cue, opening, voice)
        if opening is None:
            if voice is not None and cue.grade is not Grade.CLAUSE and (voice.next >= 0 or standing.goes_on(part, cue)):
                self.turn.acted(cue, voice)
            return voice is not None and self._before(cue, voice)
        if verb is not None and verb.kind == "appraise" and not frames.quotes_speech(part, cue, opening):
            return False
        if voice is None:
            if not standing.is_impersonal(cue, None) and cue.grade is not Grade.PARTICIPLE:
                self.turn.forget(part.words[cue.first].start)
            return False
        return self._say(cue, opening, voice)

    def _clause_limit(self, cue: Cue) -> int:
        place = self.part.words[cue.first].start
        end = self.part.sentence_end(place)
        later = bisect_right(self.part.borders, place)
        border = self.part.number(min((end, *self.part.borders[later : later + 1])))
        return min(border, cue.next + _LONGEST_SUBJECT)

    def _object(self, cue: Cue, opening: Opening | None, voice: Voice | None) -> Opening | None:
        """The content as a noun right behind the verb or its subject, where that comes before ``opening``."""
        verb, part = cue.verb, self.part
        if verb is None or voice is None:
            return opening
        named = voice.next >= 0
        first = descriptions.behind_title(self.cast, part.words, voice.key, voice.next) if named else cue.next
        if opening is not None and opening.word <= first:
            return opening
        if verb.kind == "deny" and objects.is_told_before(part, first):
            return opening
        adjective = cue.grade is Grade.PARTICIPLE and not part.paused(cue.first)
        free = named or verb.kind in FREE or (cue.grade is Grade.PARTICIPLE and not adjective)
        found = objects.bare_object(part, self.cast, verb, Source(voice.key, first) if free else None, first)
        if found is None:
            return opening
        end = part.reported_end(found.place)
        if not objects.has_complement(part, verb, found.place, end):
            return opening
        if opening is not None and verb.kind not in FREE and not is_verbal_noun(part.words[found.word].bare):
            return opening
        return found

    def _before(self, cue: Cue, voice: Voice) -> bool:
        """A quotation that stands right before its verb."""
        part = self.part
        place = part.words[cue.first].start
        quotes = part.quotes_in(part.sentence_start(place) - 2, place)
        if voice.next < 0 or not quotes or part.count(quotes[-1].outer.end, place):
            return False
        if any(s.span.overlaps(quotes[-1].inner) for s in self.found[-_NEAR:]):
            return False
        self._add(
            quotes[-1].inner, Span(quotes[-1].outer.start, part.words[voice.next - 1].end), voice, Mode.DIRECT, cue
        )
        return True

    def _say(self, cue: Cue, opening: Opening, voice: Voice) -> bool:
        said = contents(self.part, opening, cue.verb is not None and cue.verb.name in reporting_words("claiming"))
        for span, mode in said:
            self._add(span, Span(min(self.part.words[cue.first].start, span.start), span.end), voice, mode, cue)
        return bool(said)

    def _add(self, span: Span, frame: Span, voice: Voice, mode: Mode, cue: Cue) -> None:
        if any(s.span.overlaps(span) for s in self.found[-_NEAR:]):
            return
        about = sorted({m.entity for m in self.cast.within(span.start, span.end)})
        papers.remember(
            self.cast, self.part.words[cue.first : self.part.number(span.start)], (voice.key, *voice.others)
        )
        rule = f"speech.{cue.grade.value}" + (f".{cue.verb.kind}" if cue.verb else "")
        via = tuple(dict.fromkeys(key for key in voice.via if key != voice.key))
        self.found.append(Statement(span, frame, voice.key, mode, rule, via, tuple(about), others=voice.others))
        self.turn.memory.voice = Voice(voice.key, via, gender=voice.gender, others=voice.others)
        self.turn.memory.paragraph, self.turn.memory.end = self.turn.paragraph, frame.end

    # -- phrases that name a source

    def _source(self, cue: Cue) -> None:
        part = self.part
        adds = standing.adds(part, cue)
        opens = cue.grade is Grade.CLAUSE and (adds or frames.opening(part, self.cast, cue) is not None)
        if opens and (self._verb(cue) or adds):
            return
        sequence = part.words
        if cue.proclitic:
            word = without_to(sequence[cue.next])
            sequence = (*sequence[: cue.next], word, *sequence[cue.next + 1 :])
        limit = self._clause_limit(cue)
        if cue.verb is not None and cue.verb.kind != "say":
            return
        place = part.words[cue.first].start
        if any(s.frame.start <= place < s.span.start for s in self.found[-_NEAR:]):
            return
        source = self.cast.named(sequence, cue.next, limit, cue.gender)
        if source is None:
            return
        papers.remember(self.cast, part.words[cue.first : part.number(part.sentence_end(place))], (source.key,))
        quoted = relays.quoted_source(part, self.cast, source.next, limit)
        if quoted is not None:
            self.turn.via, self.turn.via_end = (source.key,), part.sentence_end(place)
            source = quoted
        if sources.points_back(part, cue):
            self._back(cue, source)
        elif standing.starts_sentence(part, cue) or sources.resumes(part, cue, source.next):
            self._head(cue, source)
        else:
            self._tail(cue, source)

    def _back(self, cue: Cue, source: Source) -> None:
        """ "… . This is what X said": what stands before is what X says."""
        part = self.part
        place = part.words[cue.first].start
        start = part.clause_start(place)
        if not part.count(start, place):
            start = part.sentence_start(max(part.span.start, start - 2))
        span = trim(part.text, Span(start, place))
        end = part.words[source.next - 1].end
        if part.count(span.start, span.end) >= _SHORTEST_TAILED and not self.cast.is_media(source.key):
            self._add(span, Span(span.start, end), Voice(source.key), Mode.INDIRECT, cue)

    def _head(self, cue: Cue, source: Source) -> None:
        """ "According to X, …": what follows is what X says, or X passes on what another says."""
        part = self.part
        last = descriptions.behind_title(self.cast, part.words, source.key, source.next)
        opening = sources.behind_source(part, last, part.words[cue.first].start)
        if any(c.first in (source.next, opening.word if opening else -1) for c in part.cues):
            self.turn.via, self.turn.via_end = (source.key,), part.sentence_end(part.words[cue.first].start)
            return
        if opening is None:
            return
        self._say(cue, opening, Voice(source.key))

    def _parted(self, cue: Cue, source: Source, start: int) -> bool:
        """ "X, according to Y, does Z": the sentence that the source parts is what Y says."""
        part = self.part
        place = part.words[cue.first].start
        end = part.reported_end(part.words[source.next - 1].start)
        rest = part.count(part.words[source.next - 1].end, end)
        if part.count(start, place) > _LONGEST_TOPIC or rest < _SHORTEST_TAILED:
            return False
        if not (part.paused(cue.first) and part.pauses(source.next)):
            return False
        span = trim(part.text, Span(start, end))
        self._add(span, span, Voice(source.key, self.turn.via), Mode.INDIRECT, cue)
        return True

    def _closes(self, cue: Cue, source: Source) -> bool:
        """Whether one source closes the sentence; not those by whom things are counted, nor "in the words of"."""
        words = self.part.words
        ends = source.next >= len(words) or bool(self.part.stops(words[cue.first].start, words[source.next].start))
        spoken = unjoined(words[cue.next - 1].bare) in reporting_words("places_of_words")
        counted = self.cast.kind(source.key) == "ActorGroup" and words[cue.next].bare not in listed("groups", "groups")
        return ends and not spoken and not self.part.pauses(cue.next) and not counted

    def _tail(self, cue: Cue, source: Source) -> None:
        """ "…, according to X": what stands before is what X says, or X passes it on."""
        part = self.part
        place = part.words[cue.first].start
        start = sources.behind_dateline(part, part.clause_start(place))
        if self.found and self.found[-1].span.end > start:
            last = self.found[-1]
            if last.speaker != source.key and source.key not in last.via:
                self.found[-1] = replace(last, via=(*last.via, source.key))
            return
        set_off = cue.grade is Grade.CLAUSE or part.paused(cue.first) or self._closes(cue, source)
        if self.cast.is_media(source.key) or not set_off:
            return
        quotes = part.quotes_in(start, place)
        if not quotes and self._parted(cue, source, start):
            return
        end = part.words[source.next - 1].end
        if quotes and not part.count(quotes[-1].outer.end, place) and len(quotes) == 1:
            voice = Voice(source.key, self.turn.via)
            self._add(quotes[0].inner, Span(quotes[0].outer.start, end), voice, Mode.DIRECT, cue)
            return
        span = trim(part.text, Span(start, place))
        if frames.rebuts(part, cue, span.start):
            return
        if part.count(span.start, span.end) >= _SHORTEST_TAILED:
            self._add(span, Span(span.start, end), Voice(source.key, self.turn.via), Mode.INDIRECT, cue)
