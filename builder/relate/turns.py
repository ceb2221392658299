"""Whose turn it is to speak: the named subject of a verb of saying, or whoever goes on where it is left out."""

from __future__ import annotations

from dataclasses import dataclass

from builder.model import Mention
from builder.relate import frames, objects, relays
from builder.relate.nouns import definite
from builder.relate.paragraphs import Paragraph
from builder.relate.roster import is_title
from builder.relate.speakers import Cast, Source
from builder.relate.speech import Cue, Grade
from builder.relate.words import unjoined

_FARTHEST = 3
_FARTHEST_BODY = 4
_ADDRESSING = ("accuse", "call")


@dataclass(frozen=True, slots=True)
class Voice:
    """Who speaks, through whom, and the number of the first word behind their name (-1 where left out)."""

    key: str
    via: tuple[str, ...] = ()
    next: int = -1
    gender: str = ""


@dataclass(slots=True)
class Memory:
    """Who was last heard, in which paragraph, and where the words said ended."""

    voice: Voice | None = None
    paragraph: int = -1
    end: int = -1


@dataclass(slots=True)
class Turn:
    """Whose turn it is in one paragraph, of the number ``paragraph``.

    ``via``: who passes on what is said up to ``via_end`` ("according to the agency, X said").
    """

    part: Paragraph
    cast: Cast
    memory: Memory
    paragraph: int
    via: tuple[str, ...] = ()
    via_end: int = -1

    def voice(self, cue: Cue, limit: int) -> Voice | None:
        """Who says what follows the verb, whose subject stands before the word numbered ``limit``."""
        part, cast = self.part, self.cast
        kind = cue.verb.kind if cue.verb else ""
        if kind == "relay":
            found = relays.relayed(part, cast, cue, limit)
            return Voice(found[0].key, found[1], limit) if found else None
        if frames.is_relative(part, cue):
            key = cast.ending_at(part.words, frames.relative_of(part, cue))
            return Voice(key) if key is not None and cast.agrees(key, cue.gender, cue.many) else None
        if frames.is_said_by_whoever(part, cue):
            return None
        first = cue.next + (kind == "appear" and cue.next < limit)
        if cue.grade in (Grade.FINITE, Grade.PRESENT, Grade.CLAUSE):
            # A verb in the dual or plural has its subject before it, or in its ending.
            source = None if cue.many else cast.named(part.words, first, limit, cue.gender)
            if source is not None and not cast.disagrees(source.key, cue.gender):
                return self._explicit(cue, source, limit)
            if source is not None:
                return self._elided(cue) if kind in _ADDRESSING and cue.joined else None
            opens = self._opening_subject(cue) if cue.grade is Grade.PRESENT and not cue.joined else None
            if opens is not None:
                return Voice(opens, self.via)
            if kind == "appear" or frames.is_impersonal(cue, None):
                return None
            if not cue.many and not cast.empty(part.words, cue.next, limit) and not self._takes_object(cue):
                return None
        return self._elided(cue)

    def _takes_object(self, cue: Cue) -> bool:
        """Whether what follows the verb is its content rather than a subject that nobody knows."""
        part = self.part
        first = objects.skip_asides(part, cue.next)
        if cue.verb is None or "" not in cue.verb.noun or first + 1 >= len(part.words):
            return False
        word, after = part.words[first].bare, part.words[first + 1].bare
        if cue.verb.kind == "call" and cue.joined and definite(word) and not is_title(word):
            return definite(unjoined(after))
        return objects.is_content(word)

    def _explicit(self, cue: Cue, source: Source, limit: int) -> Voice:
        part = self.part
        quoted = relays.quoted_source(part, self.cast, source.next, limit)
        if quoted is not None:
            return Voice(quoted.key, (source.key,), limit)
        end = part.words[limit].start if limit < len(part.words) else part.span.end
        start = part.words[min(source.next, len(part.words) - 1)].start
        via = relays.media(self.cast, start, end, source.key) if source.next < limit else ()
        return Voice(source.key, via + self.via, source.next, cue.gender)

    def _elided(self, cue: Cue) -> Voice | None:
        """Who goes on speaking: whoever spoke in this clause, its subject, or whoever spoke last."""
        part, cast, last = self.part, self.cast, self.memory.voice
        place = part.words[cue.first].start
        clause = part.clause_start(place)
        here = self.memory.paragraph == self.paragraph and self.memory.end > clause
        if here and last is not None and self._goes_on(last, cue):
            return Voice(last.key, last.via, gender=last.gender)
        if here and last is None:
            return None
        if not frames.starts_sentence(part, cue) and not (cue.joined and cue.verb is not None and cue.verb.more):
            opens = self._before_verb(cue, clause)
            relays = tuple(key for key in self.via if cast.is_media(key))
            key = opens or cast.first_subject(
                [m for m in cast.within(clause, place) if self._may_be_subject(m, clause)], cue.gender, cue.many, relays
            )
            if key is not None:
                return Voice(key, self.via) if cue.grade is not Grade.PRESENT else None
            if here or clause > part.sentence_start(place) or not frames.set_off(part, cue):
                return None
            if cast.within(clause, place):
                return None
        near = last is not None and self.paragraph - self.memory.paragraph <= _FARTHEST
        if last is not None and near and self._goes_on(last, cue):
            return Voice(last.key, last.via, gender=last.gender)
        return None

    def _goes_on(self, last: Voice, cue: Cue) -> bool:
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

    def _opening_subject(self, cue: Cue) -> str | None:
        """The subject that opens the clause of a verb in the present ("but X holds that")."""
        return self._before_verb(cue, self.part.clause_start(self.part.words[cue.first].start))

    def forget(self, place: int) -> None:
        """Somebody nobody knows began to speak at ``place``: who goes on behind it is not known either."""
        self.memory.voice = None
        self.memory.paragraph, self.memory.end = self.paragraph, place + 1
