"""Reads phrases that name a source beside what it says: "according to X", "this is what X said"."""

from __future__ import annotations

from builder.recognise.lexicon import verbs
from builder.relate.openers import Opening, is_opener, reporting_phrases, reporting_words
from builder.relate.paragraphs import Paragraph
from builder.relate.punctuation import holds
from builder.relate.roster import listed
from builder.relate.speech import Cue, source_beginnings, source_phrases
from builder.relate.words import phrase_at, unjoined

_LONGEST_FRAME = 45
_LONGEST_TAIL = 3
_LONGEST_SOURCE = 25
_LONGEST_DATELINE = 8


def behind(part: Paragraph, at: int, end: int) -> int:
    """The number of the word behind a source between commas at the word ("X, as Y wrote, said that"), or 0."""
    if part.words[at].bare not in source_beginnings() or not part.pauses(at):
        return 0
    if not any(phrase_at(part.words, at, source_phrases(name)) for name in ("clauses", "separate")):
        return 0
    for number in range(at + 1, min(len(part.words), at + _LONGEST_SOURCE)):
        opens = is_opener(part.words[number].bare)
        if part.words[number].start >= end or (opens and not part.pauses(number)):
            return 0
        if part.pauses(number):
            return number if opens or _opens_behind(part, number) else 0
    return 0


def _opens_behind(part: Paragraph, number: int) -> bool:
    """Whether "that" is joined to the word, or stands behind it, a preposition ("X, as Y wrote, to that")."""
    word = part.words[number].bare
    behind = part.words[number + 1].bare if number + 1 < len(part.words) else ""
    return is_opener(unjoined(word)) or (word in listed("prepositions") and is_opener(behind))


def behind_dateline(part: Paragraph, start: int) -> int:
    """Where the article begins behind the place and the agency that open it ("Kyiv - the agency: two were hurt")."""
    first = part.number(start)
    for at in range(first + 1, min(len(part.words), first + _LONGEST_DATELINE)):
        if holds(part.gap(at), "colon"):
            dashed = any(holds(part.gap(number), "dash") for number in range(first + 1, at))
            return part.words[at].start if dashed else start
    return start


def behind_source(part: Paragraph, first: int, place: int) -> Opening | None:
    """Where content begins behind "according to X": at an opener or a comma before the sentence (of ``place``) ends."""
    end = part.sentence_end(place)
    for at in range(first, min(len(part.words), first + _LONGEST_FRAME)):
        word = part.words[at]
        if word.start >= end:
            return None
        if at == first and (word.bare in reporting_words("resumers") or word.bare in verbs()):
            return Opening(word.start, at, "clause")
        if is_opener(unjoined(word.bare)) and part.words[at - 1].bare not in reporting_words("opener_takers"):
            plain = unjoined(word.bare) in reporting_words("openers")
            return Opening(word.end if plain else word.start, at, "clause")
        if holds(part.gap(at), "comma", "colon"):
            return Opening(word.start, at, "clause")
    return None


def resumes(part: Paragraph, cue: Cue, first: int) -> bool:
    """Whether a clause begins with the source phrase and its content with the word at ``first`` ("; by X, then")."""
    near = part.words[first : first + _LONGEST_TAIL]
    return part.paused(cue.first) and any(word.bare in reporting_words("resumed") for word in near)


def points_back(part: Paragraph, cue: Cue) -> bool:
    """Whether the cue says that what stands before it was said ("this is what X said")."""
    return phrase_at(part.words, cue.first, reporting_phrases("backward")) > 0
