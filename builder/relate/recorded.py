"""Keeps the statements of a paragraph while it is read, each with who said it and who passed it on."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field

from builder.model import Mode, Span, Statement
from builder.relate import papers
from builder.relate.contents import contents
from builder.relate.openers import Opening, reporting_words
from builder.relate.paragraphs import Paragraph
from builder.relate.speakers import Cast
from builder.relate.speech import Cue
from builder.relate.turns import Turn, Voice

NEAR = 8
"""So many statements back a new one may share words with one."""

_LONGEST_SUBJECT = 60


@dataclass(slots=True)
class Record:
    """The statements found so far in a paragraph, in the order in which they were found."""

    part: Paragraph
    cast: Cast
    turn: Turn
    found: list[Statement] = field(default_factory=list)

    def clause_limit(self, cue: Cue) -> int:
        """The number of the first word behind the clause of a cue."""
        place = self.part.words[cue.first].start
        end = self.part.sentence_end(place)
        later = bisect_right(self.part.borders, place)
        border = self.part.number(min((end, *self.part.borders[later : later + 1])))
        return min(border, cue.next + _LONGEST_SUBJECT)

    def say(self, cue: Cue, opening: Opening, voice: Voice) -> bool:
        """Records what opens there as said by the voice; whether there was anything to record."""
        said = contents(self.part, opening, cue.verb is not None and cue.verb.name in reporting_words("claiming"))
        for span, mode in said:
            self.add(span, Span(min(self.part.words[cue.first].start, span.start), span.end), voice, mode, cue)
        return bool(said)

    def add(self, span: Span, frame: Span, voice: Voice, mode: Mode, cue: Cue) -> None:
        """Records a statement, unless one of its words is recorded already."""
        if any(s.span.overlaps(span) for s in self.found[-NEAR:]):
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
