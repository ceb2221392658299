"""Finds what an article says that others said: statements, direct and indirect, with their speakers.

Titles are not searched: they repeat the body in telegraphic form. The words that an article puts into quotation
marks without giving them to anybody are no statement, and a statement whose speaker is not sure is left out.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field, replace

from builder.model import Article, BlockKind, Entity, Layout, Mention, Mode, Span, Statement
from builder.recognise.actors import Found
from builder.relate import frames
from builder.relate.contents import contents
from builder.relate.frames import Opening
from builder.relate.paragraphs import Paragraph
from builder.relate.quotations import trim
from builder.relate.speakers import Cast, Source
from builder.relate.speech import Cue, Grade

_READ = (BlockKind.BODY, BlockKind.SUBTITLE)
_SHORTEST_TAILED = 4
_FARTHEST = 3
_FARTHEST_BODY = 4
_NEAR = 8
_LONGEST_SUBJECT = 60
_FREE = ("accuse", "call", "describe")


@dataclass(frozen=True, slots=True)
class Said:
    """The statements of an article in the order of the text, and the speakers that only they made known."""

    statements: tuple[Statement, ...]
    entities: tuple[Entity, ...]
    mentions: tuple[Mention, ...]


@dataclass(frozen=True, slots=True)
class _Voice:
    """Who speaks, through whom, and the number of the first word behind their name (-1 where left out)."""

    key: str
    via: tuple[str, ...] = ()
    next: int = -1
    gender: str = ""


@dataclass(slots=True)
class _Memory:
    """Who was last heard, in which paragraph, and where the words said ended."""

    voice: _Voice | None = None
    paragraph: int = -1
    end: int = -1


def find(article: Article, layout: Layout, actors: Found) -> Said:
    """The statements of ``article``; ``actors`` are those found in it, already resolved."""
    cast = Cast(article.text, actors.entities, actors.mentions)
    memory = _Memory()
    found: list[Statement] = []
    for number, block in enumerate(b for b in layout.blocks if b.kind in _READ):
        found += _Reader(Paragraph(article.text, block.span, cast), cast, memory, number).read()
    used = frozenset(key for s in found for key in (s.speaker, *s.via))
    return Said(tuple(found), *cast.made(used))


@dataclass(slots=True)
class _Reader:
    """Reads one paragraph; ``memory`` goes on to the next."""

    part: Paragraph
    cast: Cast
    memory: _Memory
    number: int
    found: list[Statement] = field(default_factory=list)
    via: tuple[str, ...] = ()
    via_end: int = -1

    def read(self) -> list[Statement]:
        borders = frozenset(self.part.borders)
        until = self.part.span.start
        for cue in self.part.cues:
            place = self.part.words[cue.first].start
            if place > self.via_end:
                self.via = ()
            if place < until and not self._parts(cue, borders):
                continue
            if cue.grade in (Grade.SOURCE, Grade.CLAUSE):
                self._source(cue)
            else:
                self._verb(cue)
            until = max([until, *(s.span.end for s in self.found[-_NEAR:])])
        return [s for s in self.found if len(s.span)]

    def _parts(self, cue: Cue, borders: frozenset[int]) -> bool:
        place = self.part.words[cue.first].start
        near = any(self.part.words[at].start in borders for at in range(max(0, cue.first - 8), cue.first + 1))
        latest = max((s.span.start for s in self.found[-_NEAR:]), default=0)
        return near and self.part.reported_end(latest) <= place

    # -- verbs

    def _verb(self, cue: Cue) -> bool:
        verb, part = cue.verb, self.part
        if frames.is_unsaid(part, cue):
            return False
        opening = frames.opening(part, self.cast, cue)
        limit = opening.word if opening else self._clause_limit(cue)
        voice = self._voice(cue, limit)
        if verb is not None and verb.noun:
            opening = self._object(cue, opening, voice)
        if opening is None:
            return voice is not None and self._before(cue, voice)
        if verb is not None and verb.kind == "appraise" and opening.how != "quote":
            return False
        if voice is None:
            self.memory.voice = None
            return False
        return self._say(cue, opening, voice)

    def _clause_limit(self, cue: Cue) -> int:
        place = self.part.words[cue.first].start
        end = self.part.sentence_end(place)
        later = bisect_right(self.part.borders, place)
        border = self.part.number(min((end, *self.part.borders[later : later + 1])))
        return min(border, cue.next + _LONGEST_SUBJECT)

    def _voice(self, cue: Cue, limit: int) -> _Voice | None:
        part, cast = self.part, self.cast
        kind = cue.verb.kind if cue.verb else ""
        if kind == "relay":
            found = frames.relayed(part, cast, cue, limit)
            return _Voice(found[0].key, found[1], limit) if found else None
        first = cue.next + (kind == "appear" and cue.next < limit)
        if cue.grade in (Grade.FINITE, Grade.PRESENT, Grade.CLAUSE):
            source = cast.named(part.words, first, limit, cue.gender)
            if source is not None:
                return None if cast.disagrees(source.key, cue.gender) else self._explicit(cue, source, limit)
            if kind == "appear" or frames.is_impersonal(cue, None):
                return None
            if not cast.empty(part.words, cue.next, limit) and not self._takes_object(cue):
                return None
        if frames.is_relative(part, cue):
            key = cast.ending_at(part.words, cue.first - 1)
            return _Voice(key) if key is not None else None
        return self._elided(cue)

    def _takes_object(self, cue: Cue) -> bool:
        """Whether what follows the verb is its content rather than a subject that nobody knows."""
        part = self.part
        first = frames.skip_asides(part, cue.next)
        verbal = first < len(part.words) and frames.is_content(part.words[first].bare)
        return cue.verb is not None and "" in cue.verb.noun and verbal

    def _explicit(self, cue: Cue, source: Source, limit: int) -> _Voice:
        part = self.part
        quoted = frames.quoted_source(part, self.cast, source.next, limit)
        if quoted is not None:
            return _Voice(quoted.key, (source.key,), limit)
        end = part.words[limit].start if limit < len(part.words) else part.span.end
        start = part.words[min(source.next, len(part.words) - 1)].start
        via = frames.media(self.cast, start, end, source.key) if source.next < limit else ()
        return _Voice(source.key, via + self.via, source.next, cue.gender)

    def _elided(self, cue: Cue) -> _Voice | None:
        """Who goes on speaking: whoever spoke in this clause, its subject, or whoever spoke last."""
        part, cast, last = self.part, self.cast, self.memory.voice
        place = part.words[cue.first].start
        clause = part.clause_start(place)
        here = self.memory.paragraph == self.number and self.memory.end > clause
        if here and last is not None and self._goes_on(last, cue):
            return _Voice(last.key, last.via, gender=last.gender)
        if not frames.starts_sentence(part, cue):
            relays = tuple(key for key in self.via if cast.is_media(key))
            key = self._before_verb(cue, clause) or cast.first_subject(
                [m for m in cast.within(clause, place) if self._may_be_subject(m, clause)], cue.gender, cue.many, relays
            )
            if key is not None:
                return _Voice(key, self.via) if cue.grade is not Grade.PRESENT else None
            if here or clause > part.sentence_start(place) or not frames.set_off(part, cue):
                return None
        near = last is not None and self.number - self.memory.paragraph <= _FARTHEST
        if last is not None and near and self._goes_on(last, cue):
            return _Voice(last.key, last.via, gender=last.gender)
        return None

    def _goes_on(self, last: _Voice, cue: Cue) -> bool:
        """Whether whoever spoke last may be the subject left out: of the gender of the verb that named them."""
        if last.gender and cue.gender and not cue.many:
            return last.gender == cue.gender
        return self.cast.agrees(last.key, cue.gender, cue.many)

    def _may_be_subject(self, mention: Mention, clause: int) -> bool:
        """Whether an actor mentioned in the clause is not quoted, and, unless a person, stands at its beginning."""
        place = mention.span.start
        if self.part.quote_over(place) is not None:
            return False
        return self.cast.is_person(mention.entity) or self.part.count(clause, place) <= _FARTHEST_BODY

    def _before_verb(self, cue: Cue, clause: int) -> str | None:
        """The subject that opens the verb's clause behind a connector ("but X said")."""
        part = self.part
        first = part.number(clause)
        size = part.connector(first)
        while size:
            first += size
            size = part.connector(first)
        if first >= cue.first or first == part.number(clause):
            return None
        source = self.cast.named(part.words, first, cue.first)
        return source.key if source is not None and self.cast.agrees(source.key, cue.gender, cue.many) else None

    def _object(self, cue: Cue, opening: Opening | None, voice: _Voice | None) -> Opening | None:
        """The content as a noun right behind the verb or its subject, where that comes before ``opening``."""
        verb, part = cue.verb, self.part
        if verb is None or voice is None:
            return opening
        named = voice.next >= 0
        first = voice.next if named else cue.next
        if opening is not None and opening.word <= first:
            return opening
        free = named or verb.kind in _FREE or cue.grade is Grade.PARTICIPLE
        found = frames.bare_object(part, self.cast, verb, Source(voice.key, first) if free else None, first)
        if found is None:
            return opening
        end = part.reported_end(found.place)
        if not frames.has_complement(part, verb, found.place, end):
            return opening
        if opening is not None and verb.kind not in _FREE and not frames.is_content(part.words[first].bare):
            return opening
        return found

    def _before(self, cue: Cue, voice: _Voice) -> bool:
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

    def _say(self, cue: Cue, opening: Opening, voice: _Voice) -> bool:
        said = contents(self.part, opening)
        start = self.part.words[cue.first].start
        for span, mode in said:
            self._add(span, Span(min(start, span.start), span.end), voice, mode, cue)
        return bool(said)

    def _add(self, span: Span, frame: Span, voice: _Voice, mode: Mode, cue: Cue) -> None:
        if any(s.span.overlaps(span) for s in self.found[-_NEAR:]):
            return
        about = sorted({m.entity for m in self.cast.within(span.start, span.end)})
        rule = f"speech.{cue.grade.value}" + (f".{cue.verb.kind}" if cue.verb else "")
        via = tuple(dict.fromkeys(key for key in voice.via if key != voice.key))
        self.found.append(Statement(span, frame, voice.key, mode, rule, via, tuple(about)))
        self.memory.voice = _Voice(voice.key, via, gender=voice.gender)
        self.memory.paragraph, self.memory.end = self.number, frame.end

    # -- phrases that name a source

    def _source(self, cue: Cue) -> None:
        part = self.part
        if cue.grade is Grade.CLAUSE and frames.opening(part, self.cast, cue) is not None and self._verb(cue):
            return
        sequence = part.words
        if cue.proclitic:
            word = sequence[cue.next].without_proclitic()
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
        if frames.points_back(part, cue):
            self._back(cue, source)
        elif frames.starts_sentence(part, cue):
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
            self._add(span, Span(span.start, end), _Voice(source.key), Mode.INDIRECT, cue)

    def _head(self, cue: Cue, source: Source) -> None:
        """ "According to X, …": what follows is what X says, or X passes on what another says."""
        part = self.part
        opening = frames.behind_source(part, source.next, part.words[cue.first].start)
        if any(c.first in (source.next, opening.word if opening else -1) for c in part.cues):
            self.via, self.via_end = (source.key,), part.sentence_end(part.words[cue.first].start)
            return
        if opening is None:
            return
        self._say(cue, opening, _Voice(source.key))

    def _tail(self, cue: Cue, source: Source) -> None:
        """ "…, according to X": what stands before is what X says, or X passes it on."""
        part = self.part
        place = part.words[cue.first].start
        start = part.clause_start(place)
        if self.found and self.found[-1].span.end > start:
            last = self.found[-1]
            if last.speaker != source.key and source.key not in last.via:
                self.found[-1] = replace(last, via=(*last.via, source.key))
            return
        if self.cast.is_media(source.key) or not (cue.grade is Grade.CLAUSE or part.paused(cue.first)):
            return
        span = trim(part.text, Span(start, place))
        if part.count(span.start, span.end) >= _SHORTEST_TAILED:
            end = part.words[source.next - 1].end
            self._add(span, Span(span.start, end), _Voice(source.key), Mode.INDIRECT, cue)
