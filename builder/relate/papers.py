"""Finds who speaks through a document: whoever issued the statement, the report or the speech that says something."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from builder.languages import topic
from builder.model import Mention, Span
from builder.recognise.words import WORDS
from builder.relate.agreement import Agreement
from builder.relate.nouns import cores_of, definite, without_to
from builder.relate.punctuation import holds
from builder.relate.roster import listed
from builder.relate.words import Word, bare, unjoined, words

_LONGEST_NAME = 8
_LONGEST_PHRASE = 25
_FARTHEST = 1500
_LEAST_NOUN = 4
_BEFORE = 3

Keys = tuple[str, ...]
"""Whoever issued a document, alone or together; empty where it is not said."""

Naming = Callable[[tuple[Word, ...], int, int], Keys]
"""Names the actors that the words from one number to before another begin with."""


def is_document(word: str) -> bool:
    """Whether a bare word, its proclitics aside, is a noun for words that are published."""
    return bool(_documents(word))


@lru_cache(maxsize=WORDS)
def _documents(word: str) -> frozenset[str]:
    """The documents that a bare word may name, without article and proclitic."""
    readings = {*cores_of(word), *(cores_of(word[1:]) if word[:1] in listed("before_documents") else ())}
    ending = topic("speakers")["accusative"]
    return frozenset(r.removesuffix(ending) if r not in listed("issued") else r for r in readings) & listed("issued")


def issuer(sequence: tuple[Word, ...], at: int, limit: int, text: str, named: Naming) -> Keys:
    """Whoever issued the document at ``at`` as the words behind it say: "بيان للوزارة", "تقرير صادر عن المركز"."""
    for number in range(at + 1, min(limit, at + _LONGEST_NAME)):
        gap = text[sequence[number - 1].end : sequence[number].start]
        if holds(gap, "comma", "semicolon", "colon", "final") or "\n" in gap:
            return ()
        if sequence[number].bare in listed("barriers"):
            return ()
        word, before = sequence[number].bare, sequence[number - 1].bare
        near = (before, *(word.bare for word in sequence[max(0, at - _BEFORE) : at]))
        about = word == bare(topic("speakers")["about"]) and any(unjoined(w) in listed("going_out") for w in near)
        if about or word in listed("issuing"):
            return named(sequence, number + 1, limit)
        if word.startswith(bare(topic("speakers")["to"])) and len(word) > _LEAST_NOUN:
            if any(definite(between.bare) for between in sequence[at + 1 : number]):
                return ()  # it is of another noun: "بيان بأحر التعازي للأسرة"
            return named((*sequence[:number], without_to(sequence[number]), *sequence[number + 1 :]), number, limit)
    return ()


def described(cast: Agreement, sequence: tuple[Word, ...], at: int, named: Naming) -> Keys:
    """Whoever issued the document that a clause at ``at`` says more of, if the words between the two say it."""
    for number in range(at - 1, max(-1, at - _LONGEST_PHRASE), -1):
        if _ends(cast.text[sequence[number].end : sequence[number + 1].start]):
            return ()
        if is_document(sequence[number].bare) and not definite(unjoined(sequence[number].bare)):
            return issuer(sequence, number, at, cast.text, named)
    return ()


def earlier(cast: Agreement, place: int, noun: str, named: Naming) -> Keys:
    """Whoever issued the document of that noun which was last spoken of before ``place``."""
    sequence = words(cast.text, Span(max(0, place - _FARTHEST), place))
    wanted = _documents(noun)
    for at in range(len(sequence) - 1, -1, -1):
        word = sequence[at].bare
        if _documents(word) & wanted and not definite(unjoined(word)):
            said = cast.papers.get(sequence[at].start, ())
            return said or issuer(sequence, at, len(sequence), cast.text, named) or _subject(cast, sequence, at)
    return ()


def _subject(cast: Agreement, sequence: tuple[Word, ...], at: int) -> Keys:
    """The first actors of the sentence that speaks of a document at ``at`` who may have issued it."""
    first = at
    while first and not _ends(cast.text[sequence[first - 1].end : sequence[first].start]):
        first -= 1
    mentions = cast.within(sequence[first].start, sequence[at].start)
    return subject(cast, sequence, mentions, "", at)


def subject(cast: Agreement, sequence: tuple[Word, ...], mentions: list[Mention], gender: str, limit: int) -> Keys:
    """The first of ``mentions`` that may be a subject, and those joined to it before the word ``limit``."""
    key = cast.first_subject(mentions, gender, many=False)
    if key is None:
        return ()
    mention = next(m for m in mentions if m.entity == key)
    _, others = cast.joined_names(sequence, cast.behind(sequence, mention), limit)
    return (key, *(other for other in others if other != key and cast.is_person(other) == cast.is_person(key)))


def remember(cast: Agreement, sequence: tuple[Word, ...], keys: Keys) -> None:
    """Remembers of each document in the words of a frame of speech that whoever speaks there issued it."""
    for word in sequence:
        if is_document(word.bare) and not definite(unjoined(word.bare)):
            cast.papers[word.start] = keys


def _ends(gap: str) -> bool:
    return "\n" in gap or holds(gap, "final", "semicolon")
