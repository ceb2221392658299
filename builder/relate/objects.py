"""Reads the object of a verb of saying where no opener marks it: "declared its withdrawal", "accused X of"."""

from __future__ import annotations

from builder.languages import topic
from builder.relate.nouns import definite, describes, indefinite, is_adjective, is_owned
from builder.relate.openers import (
    Opening,
    is_derived,
    is_joined_opener,
    is_opener,
    is_verbal_noun,
    proclitic,
    reporting_phrases,
    reporting_words,
)
from builder.relate.papers import is_document
from builder.relate.paragraphs import Paragraph
from builder.relate.punctuation import holds
from builder.relate.roster import is_title, listed
from builder.relate.speakers import Cast, Source
from builder.relate.speech import Cue, Verb
from builder.relate.words import Word, bare, phrase_at, unjoined

FREE = ("accuse", "call", "describe", "blame", "express")
_ADDRESSING = ("accuse", "call")
_OBJECTS = ("accuse", "describe", "blame")
_LONGEST_CIRCUMSTANCE = 15
_LEAST_CIRCUMSTANCE = 2


def bare_object(part: Paragraph, cast: Cast, verb: Verb, source: Source | None, first: int) -> Opening | None:
    """The content where a noun follows the verb (and its subject) with nothing between: at word ``first``."""
    if "" not in verb.noun or first >= len(part.words):
        return None
    first = _behind_byname(part, first)
    if first >= len(part.words):
        return None
    enclosed = part.pauses(first) and first < skip_asides(part, first)
    told = verb.kind == "describe" and _is_told_of(part, first)
    first = first if told else skip_asides(part, first)
    if first >= len(part.words) or (source is not None and _is_joined(cast, part.words[first])):
        return None
    behind = _behind_aside(part, verb, source, first, enclosed)
    if behind is None:
        return None
    first, word = behind, part.words[behind]
    if word.start >= part.sentence_end(part.words[first - 1].start):
        return None
    bars = word.bare in reporting_words("circumstances", "asides") and not told
    if bars or is_opener(word.bare) or word.start in part.borders:
        return None
    titled = part.in_name(word.start) and indefinite(word.bare) in listed("titled", "quotation")
    if titled or word.bare in reporting_words("prayed") or part.connector(first):
        return None
    if verb.kind == "accuse" and _is_complement(word.bare) and cast.at(word) is None:
        return None  # Of whom nothing is said before what they are accused of, they are accused themselves.
    if (source is None or verb.kind == "express") and not _is_expressed(verb, word):
        return None
    return Opening(word.start, first, "noun")


def _behind_byname(part: Paragraph, first: int) -> int:
    """The number of the word behind a by-name quoted behind a person's name («محمود عباس "أبو مازن"»), or ``first``."""
    word = part.words[first]
    if word.bare not in listed("kunya", "quotation") or not part.in_name(word.start):
        return first
    return next((at for at in range(first, len(part.words)) if not part.in_name(part.words[at].start)), first)


def is_told_before(part: Paragraph, first: int) -> bool:
    """Whether the word points to what was told before, so that nothing that follows tells it ("denied that flatly")."""
    return first < len(part.words) and part.words[first].bare in reporting_words("told_before")


def _is_told_of(part: Paragraph, first: int) -> bool:
    """Whether what was told before is described: "calling that a provocation"."""
    behind = part.words[first + 1].bare if first + 1 < len(part.words) else ""
    return part.words[first].bare in reporting_words("told_before") and is_joined_opener(behind)


def _behind_aside(part: Paragraph, verb: Verb, source: Source | None, first: int, enclosed: bool) -> int | None:
    """The number of the noun at ``first``, or behind a circumstance there; None where a pause cuts it off."""
    word = part.words[first].bare
    if verb.kind == "express" or (source is None and word in reporting_words("circumstances")):
        return _behind_circumstance(part, verb, first)
    if source is not None and verb.kind in _ADDRESSING and word in reporting_words("circumstances"):
        return _behind_comma(part, first)
    if source is not None and verb.kind not in FREE and not is_verbal_noun(word):
        if part.pauses(first) or word in reporting_words("circumstances") or is_adjective(word):
            behind = _behind_circumstance(part, verb, first)
            return behind if is_verbal_noun(part.words[behind].bare) else None
        return first
    if part.pauses(first) and not enclosed and not (source is not None and is_verbal_noun(word)):
        return None
    return first


def _hides_name(part: Paragraph, at: int) -> bool:
    """Whether the words are what a source asks for, not what it says: "not to tell its name"."""
    return phrase_at(part.words, at, reporting_phrases("hiding")) > 0


def _is_expressed(verb: Verb, word: Word) -> bool:
    """Whether the word names what is expressed: one that the verb needs, a verbal noun, or one with a pronoun."""
    if verb.kind == "express" and verb.needs:
        return word.bare in verb.needs
    return is_verbal_noun(word.bare) or (verb.kind == "express" and is_owned(word.bare))


def _behind_circumstance(part: Paragraph, verb: Verb, first: int) -> int:
    """The number of the noun of what is expressed behind a circumstance at ``first``, or ``first`` itself."""
    end = part.sentence_end(part.words[first].start)
    for at in range(first, min(len(part.words), first + _LONGEST_CIRCUMSTANCE)):
        word = part.words[at]
        if word.start >= end or word.start in part.borders or is_opener(word.bare):
            return first
        before = part.words[at - 1].bare
        closed = verb.kind == "express" or part.pauses(at) or _is_closed(part, at - 1, is_derived(word.bare))
        free = at == first or (
            at >= first + _LEAST_CIRCUMSTANCE and closed and before not in reporting_words("circumstances")
        )
        if free and _is_expressed(verb, word) and not _hides_name(part, at):
            return at
    return first


def _is_closed(part: Paragraph, at: int, derived: bool) -> bool:
    """Whether no noun can be in construct with the word at ``at``: it is definite, a number, an aside, an adjective.

    ``derived``: the noun behind it is told by its shape alone, so that a feminine ending before it is not enough.
    """
    word, before = part.words[at].bare, part.words[at - 1].bare
    if definite(word) or word.isdigit() or word in reporting_words("asides") or describes(word):
        return True
    if at and is_owned(part.words[at + 1].bare) and is_document(word) and before in reporting_words("circumstances"):
        return True  # "in a statement", which has no owner but that of what it expresses
    feminine = word.endswith(tuple(topic("speakers")["feminine_endings"])) and not derived
    return feminine and before not in reporting_words("circumstances")


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
    phrases = reporting_phrases("aside_phrases")
    while first < len(part.words):
        size = phrase_at(part.words, first, phrases) or int(part.words[first].bare in reporting_words("asides"))
        if not size:
            return first
        first += size
    return first


def has_complement(part: Paragraph, verb: Verb, start: int, end: int) -> bool:
    """Whether a content without an opener has what its verb asks for: whom, and of what or to what."""
    inside = part.words[part.number(start) + 1 : part.number(end)]
    joined = any(_is_complement(w.bare) and w.bare not in reporting_words("not_with") for w in inside)
    if verb.kind == "accuse":
        return joined
    if verb.kind == "describe":
        return joined or bool(part.quotes_in(start, end))
    if verb.kind == "call":
        return joined or any(w.bare in verb.noun or _is_purpose(w.bare) for w in inside)
    if verb.kind == "deny" and _is_named_before(part, start, end):
        return False
    if verb.kind == "blame":
        return any(w.bare in verb.needs for w in inside)
    return bool(inside)


def _is_named_before(part: Paragraph, start: int, end: int) -> bool:
    """Whether a denial has no content of its own: "denies these accusations"."""
    near = part.words[part.number(start) : part.number(end)][:_LEAST_CIRCUMSTANCE]
    if near[0].bare in listed("pointing"):
        return near[-1].bare in reporting_words("accusations") and not part.quotes_in(start, end)
    return len(near) == part.count(start, end) and near[-1].bare in reporting_words("accusations")


def _is_complement(word: str) -> bool:
    return word.startswith(proclitic()) and len(word) > len(proclitic()) + 2


def _is_purpose(word: str) -> bool:
    """Whether the word is a verbal noun behind "to" ("called on all bodies to move")."""
    to = bare(topic("speakers")["to"])
    noun = word[len(to) :].removeprefix(to) if word.startswith(to + to) else word.removeprefix(to)
    return noun != word and (is_verbal_noun(noun) or noun in reporting_words("purposes"))


def is_object(part: Paragraph, cast: Cast, cue: Cue, source: Source) -> bool:
    """Whether the actor behind the verb is whom it accuses, since of what follows at once: the subject is left out."""
    verb = cue.verb
    if verb is None or verb.kind not in _OBJECTS or source.next >= len(part.words) or part.pauses(source.next):
        return False
    word = part.words[source.next].bare
    if verb.kind == "blame":
        return word in verb.needs
    return _is_complement(word) and cast.at(part.words[source.next]) is None


def _is_described(part: Paragraph, first: int) -> bool:
    """Whether the words from ``first`` say as what something is described ("as being …")."""
    end = part.reported_end(part.words[first].start)
    near = part.words[first : min(part.number(end), first + _LONGEST_CIRCUMSTANCE)]
    return any(is_joined_opener(word.bare) for word in near)


def _many_of_things() -> str:
    """The ending of a plural whose verb is feminine."""
    return bare(topic("speakers")["feminine_plural"])


def takes_object(part: Paragraph, cue: Cue) -> bool:
    """Whether what follows the verb is its content rather than a subject that nobody knows."""
    first = skip_asides(part, cue.next)
    if cue.verb is not None and cue.verb.object and part.words[cue.next].bare == proclitic():
        return True  # "what he called", its preposition before a quotation
    if cue.verb is None or "" not in cue.verb.noun or first + 1 >= len(part.words):
        return False
    word, after = part.words[first].bare, part.words[first + 1].bare
    people = is_title(word) or indefinite(word) in listed("bodies") | listed("groups") | listed("people")
    if cue.verb.kind == "call" and cue.joined and definite(word):
        # Before a plural of that kind a verb whose subject it is would be feminine: "ودعا الأطراف إلى".
        others = cue.gender == "m" and (word in listed("feminine_heads") or word.endswith(_many_of_things()))
        if not people or others:
            return definite(unjoined(after)) or (others and after in cue.verb.noun)
    if cue.verb.kind in _OBJECTS and (cue.joined or first > cue.next) and not people:
        return cue.verb.kind != "describe" or _is_described(part, first)
    return _is_expressed(cue.verb, part.words[first])
