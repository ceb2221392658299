"""Whose turn it is to speak: the named subject of a verb of saying, or whoever goes on where it is left out."""

from __future__ import annotations

from dataclasses import dataclass, replace

from builder.languages import topic
from builder.model import Mention
from builder.relate import objects, papers, relays, sources, standing
from builder.relate.openers import is_joined_opener, is_opener, reporting_words
from builder.relate.paragraphs import Paragraph
from builder.relate.punctuation import holds
from builder.relate.roster import listed
from builder.relate.speakers import Cast, Source
from builder.relate.speech import Cue, Grade
from builder.relate.words import bare, unjoined

_FARTHEST, _FARTHEST_BODY = 3, 4
_LONGEST_DESCRIBED = 5
_SPOKEN = ("say", "deny")
_DESCRIBED = ("UnnamedSource", "ActorGroup")
_LONGEST_RELATIVE = 12


@dataclass(frozen=True, slots=True)
class Voice:
    """Who speaks, through whom, and the number of the first word behind their name (-1 where left out).

    ``others``: who speaks together with them.
    """

    key: str
    via: tuple[str, ...] = ()
    next: int = -1
    gender: str = ""
    others: tuple[str, ...] = ()


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
    subject: Voice | None = None
    subject_end: int = -1

    def voice(self, cue: Cue, limit: int) -> Voice | None:
        """Who says what follows the verb, whose subject stands before the word numbered ``limit``."""
        part, cast = self.part, self.cast
        kind = cue.verb.kind if cue.verb else ""
        if kind in ("relay", "learn", "told"):
            return self._told(cue, limit) if kind == "told" else self._relayed(cue, limit)
        if standing.is_relative(part, cue) and not (cue.verb is not None and cue.verb.object):
            return self._related(cue, limit)
        if standing.is_said_by_whoever(part, cue):
            return None
        if standing.is_said_within(part, cue):
            named = cast.named(part.words, cue.next + 1, limit, cue.gender) if kind in ("say", "express") else None
            return self._within(cue) if named is None else self._explicit(cue, named, limit)
        first = cue.next + (kind == "appear" and cue.next < limit)
        if cue.grade in (Grade.FINITE, Grade.PRESENT, Grade.CLAUSE):
            before = self._right_before(cue)
            if before is not None:
                quoted = relays.quoted_source(part, cast, cue.next, limit)
                return before if quoted is None else Voice(quoted.key, (before.key, *before.via), limit)
            # A verb in the dual or plural has its subject before it, or in its ending.
            source = None if cue.many else cast.named(part.words, first, limit, cue.gender)
            if source is not None and not self._is_object(cue, source):
                told = self._before_told(cue) if cast.is_media(source.key) else None
                return told or self._explicit(cue, source, limit)
            if source is not None and not cue.joined and standing.starts_sentence(part, cue):
                return None
            if source is not None:
                return self._elided(cue)
            if kind == "appear" or standing.lacks_subject(part, cue):
                return None
            if not cue.many and not cast.empty(part.words, cue.next, limit) and not objects.takes_object(part, cue):
                return self._before_told(cue) or self._stranger(cue, limit)
        return self._elided(cue)

    def _relayed(self, cue: Cue, limit: int) -> Voice | None:
        """Whose words somebody passes on."""
        found = relays.relayed(self.part, self.cast, cue, limit)
        return Voice(found[0].key, found[1], limit) if found else self._quoted_again(cue, limit)

    def _told(self, cue: Cue, limit: int) -> Voice | None:
        """Whose noun of saying it is: whoever is named behind it, what is told at once or behind a circumstance."""
        part, source = self.part, self.cast.named(self.part.words, cue.next, limit)
        opens = limit < len(part.words) and (
            is_opener(part.words[limit].bare) or is_joined_opener(part.words[limit].bare)
        )
        if source is None or not opens:
            return None
        behind = source.next + (part.words[source.next].bare in reporting_words("loose"))
        aside = part.pauses(source.next) and part.pauses(limit)
        return Voice(source.key, others=source.others, next=source.next) if behind == limit or aside else None

    def _quoted_again(self, cue: Cue, limit: int) -> Voice | None:
        """Whoever spoke last, whom a relay quotes by a pronoun ("the agency quoted him as saying")."""
        genders, last = topic("reporting")["quoted_pronouns"], self.memory.voice
        told = next((w.bare for w in self.part.words[cue.next : limit] if w.bare in genders), "")
        if not told or last is None or last.others or self.paragraph - self.memory.paragraph > _FARTHEST:
            return None
        if not self.cast.agrees(last.key, genders[told], False):
            return None
        first = self.cast.named(self.part.words, cue.next, limit)
        return Voice(last.key, (first.key,) if first else (), limit, last.gender)

    def _before_told(self, cue: Cue) -> Voice | None:
        """The subject before the verb where a name in quotation marks, of whom it tells, follows it at once."""
        told = cue.verb is not None and cue.verb.told
        if not told and not self.part.in_name(self.part.words[cue.next].start):
            return None
        key = self._before_verb(cue, self.part.clause_start(self.part.words[cue.first].start))
        return Voice(key, self.via) if key is not None else None

    def _stranger(self, cue: Cue, limit: int) -> Voice | None:
        """Somebody behind the verb of whom nothing else is known."""
        if cue.verb is None or cue.verb.kind not in _SPOKEN:
            return None
        new = self.cast.stranger(self.part.words, cue.next, limit, cue.gender)
        return self._explicit(cue, new, limit) if new is not None else None

    def _related(self, cue: Cue, limit: int) -> Voice | None:
        """Who speaks in a relative clause: what it describes, or who is named in it ("which X said that it")."""
        part, cast = self.part, self.cast
        key = cast.ending_at(part.words, standing.relative_before(part, cue))
        if key is not None:
            return Voice(key) if cast.agrees(key, cue.gender, cue.many) else None
        said = cue.verb is not None and cue.verb.kind == "say" and not cue.many
        source = cast.named(part.words, cue.next, limit, cue.gender) if said else None
        if source is None or self._is_object(cue, source) or not standing.refers_back(part, cue, source.next):
            return None
        return self._explicit(cue, source, limit)

    def _within(self, cue: Cue) -> Voice | None:
        """Who says something in a document or on an occasion that the verb's clause describes."""
        part, cast = self.part, self.cast
        keys = papers.described(cast, part.words, cue.first, cast.named_keys)
        if not keys:
            start, place = part.sentence_start(part.words[cue.first].start), part.words[cue.first].start
            gender = "" if cue.many or (cue.verb and cue.verb.kind == "appear") else cue.gender
            mentions = [m for m in cast.within(start, place) if not part.quote_over(m.span.start)]
            keys = papers.subject(cast, part.words, mentions, gender, cue.first)
        return Voice(keys[0], self.via, gender=cue.gender, others=keys[1:]) if keys else None

    def _is_object(self, cue: Cue, source: Source) -> bool:
        """Whether the actor behind the verb is not its subject: of the other gender, or whom it accuses."""
        if source.apart:
            return False
        head = self.part.words[cue.next].bare if cue.next < len(self.part.words) else ""
        body = cue.gender == "m" and not self.cast.is_person(source.key) and head in listed("feminine_heads")
        other = body or self.cast.disagrees(source.key, cue.gender)
        return other or objects.is_object(self.part, self.cast, cue, source)

    def _right_before(self, cue: Cue) -> Voice | None:
        """The subject that opens the clause and ends right before its verb ("X says that")."""
        part, place = self.part, self.part.words[cue.first].start
        if (cue.joined and not standing.comments(part, cue)) or not cue.first or cue.grade is Grade.CLAUSE:
            return None
        if standing.was_said_before(part, cue):
            key = self.cast.ending_at(part.words, cue.first - 1)
            return Voice(key, self.via) if key and self.cast.agrees(key, cue.gender, cue.many) else None
        beside = self._described_before(cue) or self._joined_before(cue)
        if beside is not None:
            return beside
        first = part.number(part.clause_start(place))
        while size := part.connector(first) or int(part.words[first].bare.isdigit() and part.pauses(first + 1)):
            first += size
        until = cue.first
        first = max([first, *(at for at in range(first + 1, until + 1) if holds(part.gap(at), "colon"))])
        if first < until and unjoined(part.words[first].bare) in reporting_words("had"):
            first, until = first + 1, until - (part.words[until - 1].bare in reporting_words("auxiliaries"))
        until -= part.words[until - 1].bare == bare(topic("reporting")["resulting"])
        if first >= until:
            return None
        source = self.cast.named(part.words, first, until)
        together = source is not None and bool(source.others) and cue.many
        if source is None or not (together or self.cast.agrees(source.key, cue.gender, cue.many)):
            return None
        aside = source.next < until and part.pauses(source.next) and (part.pauses(cue.first) or part.pauses(until))
        adjacent = source.next == until and (not part.pauses(cue.first) or self._opens_at_once(cue))
        indefinite = self.cast.kind(source.key) in _DESCRIBED and cue.first - source.next <= _LONGEST_RELATIVE
        aside = aside or (indefinite and part.pauses(cue.first))
        return Voice(source.key, self.via, gender=cue.gender, others=source.others) if adjacent or aside else None

    def _opens_at_once(self, cue: Cue) -> bool:
        """Whether what is said follows the verb itself, so that no subject stands between them."""
        words = self.part.words
        gap = self.part.gap(cue.next) if cue.next < len(words) else ""
        return cue.next < len(words) and (is_opener(words[cue.next].bare) or holds(gap, "colon"))

    def _joined_before(self, cue: Cue) -> Voice | None:
        """The subject of a clause joined to the one before it ("…, and X says that")."""
        part, cast = self.part, self.cast
        mention = cast.mention_to(part.words, cue.first)
        after = part.words[cue.next].bare if cue.next < len(part.words) else ""
        if mention is None or not (is_opener(after) or is_joined_opener(after)):
            return None
        before = part.text[mention.span.start - 1] if mention.span.start else " "
        word = part.words[part.number(mention.span.start) - before.isalpha()]
        joined = word.bare != unjoined(word.bare) and mention.span.start == word.start + 1
        if not joined or part.pauses(cue.first) or not cast.agrees(mention.entity, cue.gender, cue.many):
            return None
        return Voice(mention.entity, self.via, gender=cue.gender)

    def _described_before(self, cue: Cue) -> Voice | None:
        """Those whom a clause right behind them describes by what they say ("reports that say")."""
        for at in range(cue.first - 1, max(-1, cue.first - _LONGEST_DESCRIBED), -1):
            if self.part.pauses(at + 1):
                return None
            if self.part.words[at].bare in listed("telling"):
                source = self.cast.named(self.part.words, at, cue.first)
                return Voice(source.key, self.via) if source is not None and source.next == cue.first else None
        return None

    def _explicit(self, cue: Cue, source: Source, limit: int) -> Voice:
        part = self.part
        quoted = relays.source_of(part, self.cast, source, limit)
        if quoted is not None:
            return Voice(quoted.key, (source.key,), limit)
        end = part.words[limit].start if limit < len(part.words) else part.span.end
        start = part.words[min(source.next, len(part.words) - 1)].start
        via = relays.media(self.cast, start, end, source.key) if source.next < limit else ()
        return Voice(source.key, via + self.via, source.next, cue.gender, source.others)

    def _elided(self, cue: Cue) -> Voice | None:
        """Who goes on speaking: whoever spoke in this clause, its subject, or whoever spoke last."""
        part, cast, last = self.part, self.cast, self.memory.voice
        place = part.words[cue.first].start
        clause = sources.behind_dateline(part, part.clause_start(place))
        if cue.grade is Grade.PARTICIPLE and self.subject is not None and place < self.subject_end:
            return self.subject if not cue.many or self._goes_on(self.subject, cue) else None
        here = self.memory.paragraph == self.paragraph and self.memory.end > part.reach(place)
        if here and last is not None and self._goes_on(last, cue):
            return replace(last, next=-1)
        if here and last is None:
            return None
        topical = standing.is_fronted(part, cue) or standing.pronoun_before(part, cue) or standing.resumes(part, cue)
        if (
            not topical
            and not standing.starts_sentence(part, cue)
            and not (cue.joined and cue.verb is not None and cue.verb.more)
        ):
            relays = tuple(key for key in self.via if cast.is_media(key))
            key = self._before_verb(cue, clause) or cast.first_subject(
                [m for m in cast.within(clause, place) if self._may_be_subject(m, clause)], cue.gender, cue.many, relays
            )
            if key is not None:
                answers = cue.verb is not None and bool(cue.verb.answered) and cast.is_media(key)
                return Voice(key, self.via) if cue.grade is not Grade.PRESENT and not answers else None
            if here or clause > part.sentence_start(place) or not standing.set_off(part, cue):
                return None
            if cast.within(clause, place):
                return None
        near = last is not None and self.paragraph - self.memory.paragraph <= _FARTHEST
        if last is not None and near and self._goes_on(last, cue):
            return replace(last, next=-1)
        return None

    def _goes_on(self, last: Voice, cue: Cue) -> bool:
        """Whether whoever spoke last may be the subject left out: of the gender of the verb that named them."""
        if last.others:
            return cue.many
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

    def acted(self, cue: Cue, voice: Voice) -> None:
        """Remembers whose verb of saying had no content: they go on speaking, in its sentence as a participle too."""
        place = self.part.words[cue.first].start
        self.subject, self.subject_end = replace(voice, next=-1), self.part.sentence_end(place)
        self.memory.voice, self.memory.paragraph, self.memory.end = self.subject, self.paragraph, place + 1

    def forget(self, place: int) -> None:
        """Somebody nobody knows began to speak at ``place``: who goes on behind it is not known either."""
        self.memory.voice = None
        self.memory.paragraph, self.memory.end = self.paragraph, place + 1
