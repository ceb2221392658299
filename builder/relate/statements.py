"""Finds what an article says that others said: statements, direct and indirect, with their speakers.

Titles are not searched: they repeat the body in telegraphic form. The words that an article puts into quotation
marks without giving them to anybody are no statement, and a statement whose speaker is not sure is left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from builder.model import Article, Entity, Layout, Mention, Mode, Span, Statement
from builder.recognise.actors import Found
from builder.relate import (
    attributed,
    descriptions,
    frames,
    interviews,
    joined,
    objects,
    passages,
    standing,
)
from builder.relate.objects import FREE
from builder.relate.openers import Opening, is_verbal_noun, reporting_words
from builder.relate.paragraphs import Paragraph
from builder.relate.punctuation import holds, marks_of
from builder.relate.recorded import NEAR, Record
from builder.relate.speakers import Cast, Source
from builder.relate.speech import Cue, Grade
from builder.relate.turns import Memory, Turn, Voice

_LONGEST_TOPIC = 5


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
class _Reader(Record):
    """Reads one paragraph."""

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
            until = max([until, *(s.span.end for s in self.found[-NEAR:])])
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
                or part.text[quote.inner.end - 1] in marks_of("question")
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
        latest = max((s.span.start for s in self.found[-NEAR:]), default=0)
        return near and self.part.reported_end(latest) <= place

    # -- verbs

    def _verb(self, cue: Cue) -> bool:
        verb, part = cue.verb, self.part
        if standing.is_unsaid(part, cue):
            return False
        opening = None if frames.denies_before(part, cue) else frames.opening(part, self.cast, cue)
        limit = opening.word if opening else self.clause_limit(cue)
        voice = self.turn.voice(cue, limit)
        if verb is not None and verb.noun:
            opening = self._object(cue, opening, voice)
        if opening is None:
            if voice is not None and cue.grade is not Grade.CLAUSE and (voice.next >= 0 or standing.goes_on(part, cue)):
                self.turn.acted(cue, voice)
            return voice is not None and self._before(cue, voice)
        if verb is not None and verb.kind == "appraise" and not frames.quotes_speech(part, cue, opening):
            return False
        if frames.only_names(part, cue, opening):
            return False
        if voice is None:
            told = verb is not None and verb.kind == "told"
            if not told and not standing.is_impersonal(cue, None) and cue.grade is not Grade.PARTICIPLE:
                self.turn.forget(part.words[cue.first].start)
            return False
        if standing.is_undertaken(part, cue, opening.word, self.cast.is_person(voice.key)):
            return False
        if standing.only_feels(part, opening):
            self.turn.acted(cue, voice)
            return False
        recorded = self.say(cue, opening, voice)
        return (opening.how == "quote" and self._before(cue, voice, asked=False)) or recorded

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
        return frames.again(part, found)

    def _before(self, cue: Cue, voice: Voice, asked: bool = True) -> bool:
        """A quotation that stands right before its verb; ``asked``: a question too."""
        part = self.part
        place = part.words[cue.first].start
        quotes = part.quotes_in(part.sentence_start(place) - 2, place)
        if voice.next < 0 or not quotes or part.count(quotes[-1].outer.end, place):
            return False
        if any(s.span.overlaps(quotes[-1].inner) for s in self.found[-NEAR:]):
            return False
        first = part.words[part.number(quotes[-1].inner.start)].bare
        if not asked and first in reporting_words("questions"):
            return False
        self.add(
            quotes[-1].inner, Span(quotes[-1].outer.start, part.words[voice.next - 1].end), voice, Mode.DIRECT, cue
        )
        return True

    def _source(self, cue: Cue) -> None:
        adds = standing.adds(self.part, cue)
        opens = cue.grade is Grade.CLAUSE and (adds or frames.opening(self.part, self.cast, cue) is not None)
        if not (opens and (self._verb(cue) or adds)):
            attributed.read(self, cue)
