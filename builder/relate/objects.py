"""Finds what was said where it is a noun: right behind its verb or subject, or behind a circumstance."""

from __future__ import annotations

from builder.languages import topic
from builder.relate.frames import Opening, is_opener, phrases_of, with_proclitic, words_of
from builder.relate.nouns import indefinite
from builder.relate.paragraphs import Paragraph
from builder.relate.punctuation import holds
from builder.relate.roster import listed
from builder.relate.speakers import Cast, Source
from builder.relate.speech import Verb
from builder.relate.words import Word, phrase_at

_LONGEST_CIRCUMSTANCE = 15
_FARTHEST_CONTENT = 9
_ADDRESSING = ("accuse", "call")
_PLAIN = ("say", "deny")


def bare_object(part: Paragraph, cast: Cast, verb: Verb, source: Source | None, first: int) -> Opening | None:
    """The content where a noun follows the verb (and its subject) with nothing between: at word ``first``."""
    if "" not in verb.noun or first >= len(part.words):
        return None
    first = behind_when(part, first)
    if verb.kind in _PLAIN and (far := _behind_circumstance(part, first)) is not None:
        return Opening(part.words[far].start, far, "noun")
    if first >= len(part.words) or (source is not None and _is_joined(cast, part.words[first])):
        return None
    word = part.words[first]
    if source is not None and verb.kind in _ADDRESSING and word.bare in words_of("circumstances"):
        first = _behind_comma(part, first)
        word = part.words[first]
    elif part.pauses(first) and not _set_off_by_when(part, first):
        return None
    if word.start >= part.sentence_end(part.words[first - 1].start):
        return None
    if (
        word.bare in words_of("circumstances") | words_of("asides")
        or is_opener(word.bare)
        or word.start in part.borders
    ):
        return None
    if source is None and not is_content(word.bare):
        return None
    return Opening(word.start, first, "noun")


def behind_when(part: Paragraph, first: int) -> int:
    """The number of the first word from ``first`` that is no aside, one between commas too ("، اليوم الجمعة،")."""
    at = skip_asides(part, first)
    return at if at == first or at >= len(part.words) or part.gap(at).strip() == part.gap(first).strip() else first


def _set_off_by_when(part: Paragraph, at: int) -> bool:
    """Whether the pause before the word closes an aside of time between two commas."""
    return at > 0 and part.words[at - 1].bare in words_of("asides") and holds(part.gap(at), "comma")


def _behind_circumstance(part: Paragraph, first: int) -> int | None:
    """The verbal noun that is all that is said, behind a circumstance ("أعلن في كلمة متلفزة انتهاء الأزمة")."""
    if first >= len(part.words) or part.words[first].bare not in words_of("circumstances"):
        return None
    end = part.sentence_end(part.words[first].start)
    for at in range(first + 2, min(len(part.words), first + _FARTHEST_CONTENT)):
        word = part.words[at]
        if word.start >= end or word.start in part.borders or part.pauses(at) or is_opener(word.bare):
            return None
        indefinite_noun = word.bare in words_of("contents") or _owned(word.bare)
        if indefinite_noun and part.words[at - 1].bare not in listed("prepositions"):
            return at
    return None


def _owned(word: str) -> bool:
    """Whether the word is a verbal noun of saying or will with a pronoun ("its readiness")."""
    stems = words_of("contents")
    return any(word[: -len(s)] in stems for s in topic("reporting")["pronouns"] if word.endswith(s))


def _behind_comma(part: Paragraph, first: int) -> int:
    """The number of the word behind the next comma, or ``first`` where there is none near."""
    for at in range(first + 1, min(len(part.words), first + _LONGEST_CIRCUMSTANCE)):
        if holds(part.gap(at), "comma"):
            return at
    return first


def _is_joined(cast: Cast, word: Word) -> bool:
    """Whether the word goes on with the subject before it: a conjunction and an actor written as one."""
    mention = cast.at(word)
    return mention is not None and mention.span.start > word.start


def skip_asides(part: Paragraph, first: int) -> int:
    """The number of the first word from ``first`` that is no mere aside ("today", "at the same time")."""
    phrases = phrases_of("aside_phrases")
    while first < len(part.words):
        size = phrase_at(part.words, first, phrases) or int(part.words[first].bare in words_of("asides"))
        if not size:
            return first
        first += size
    return first


def is_content(word: str) -> bool:
    """Whether a bare word is a verbal noun that may be all that is said ("its readiness to …")."""
    stems = words_of("contents")
    return indefinite(word) in stems or any(
        word[: -len(s)] in stems for s in topic("reporting")["pronouns"] if word.endswith(s)
    )


def has_complement(part: Paragraph, verb: Verb, start: int, end: int) -> bool:
    """Whether a content without an opener has what its verb asks for: whom, and of what or to what."""
    inside = part.words[part.number(start) + 1 : part.number(end)]
    joined = any(w.bare.startswith(with_proclitic()) and len(w.bare) > 3 for w in inside)
    if verb.kind == "accuse":
        return joined
    if verb.kind == "blame":
        return any(w.bare in verb.needs for w in inside)
    if verb.kind == "describe":
        return joined or bool(part.quotes_in(start, end))
    if verb.kind == "call":
        return joined or any(w.bare in verb.noun for w in inside)
    return bool(inside)
