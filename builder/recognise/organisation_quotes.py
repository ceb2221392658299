"""Finds the name in quotation marks that stands behind an organisation's head noun."""

from __future__ import annotations

import regex

from builder.languages import topic
from builder.recognise.lexicon import common, definite, listed_common, mark, particles, verbs
from builder.recognise.organisation_words import Surroundings, adjective
from builder.recognise.words import Word

_OPENED = regex.compile(r"\s*[\"«“”‘']\s*")


_CLOSED = regex.compile(r"\s*[\"»”“’']")


def quotation(around: Surroundings, at: int) -> tuple[int, int] | None:
    """The indexes of the first and last word of a quoted name right behind the head (and an adjective), or None."""
    found = _quotation(around, at)
    return found if found and may_be_named(around.sequence[found[0] : found[1] + 1]) else None


def may_be_named(quoted: tuple[Word, ...]) -> bool:
    """Whether quoted words may be a name: not those of a sentence or an adverb, no figures ("ليست محل نقاش", "5+1")."""
    first = quoted[0].text
    if first in particles() or first in verbs() or first[0].isdigit():
        return False
    if first[0] == mark("soon") and first[1:] in verbs():
        return False
    accusative = first.endswith(topic("shapes")["accusative"]) and (listed_common(first) or listed_common(first[:-1]))
    return not (accusative or first.startswith(tuple(topic("shapes")["future"])) or (common(first) and len(quoted) > 3))


def _quotation(around: Surroundings, at: int) -> tuple[int, int] | None:
    sequence = around.sequence
    for index in (at + 1, at + 2):
        if index >= len(sequence):
            return None
        if sequence[index].gap != " " and _OPENED.fullmatch(sequence[index].gap):
            for last in range(index, min(index + 5, len(sequence))):
                end = sequence[last].end
                if _CLOSED.match(around.text[end : end + 2]):
                    return (index, last) if index == at + 1 or _may_part(around, at + 1) else None
        if not sequence[index].near or index > at + 1:
            return None
    return None


def _may_part(around: Surroundings, index: int) -> bool:
    """Whether the word may stand between a head and a quoted name: its adjective or nationality."""
    word = around.sequence[index]
    plain = not definite(word.text) and word.text[0] not in mark("prepositions") and word.text not in particles()
    return word.end in around.demonyms or adjective(word.text) or plain
