"""Reads the name of a speaker whom nothing else makes known: the bare subject of a verb of saying.

Where a name is expected and nothing but a name fits, unknown words are one: "وقال ستريليت في مقابلة إن". A single
word is sure only if it comes again and never with the article.
"""

from __future__ import annotations

import re

from builder.languages import topic
from builder.recognise.lexicon import given, namelike, weak
from builder.relate.nouns import article, describes, is_people
from builder.relate.openers import is_joined_opener, is_opener, reporting_words
from builder.relate.punctuation import holds
from builder.relate.roster import is_title
from builder.relate.words import Word, bare

_LONGEST = 3
_LEAST_GLUED = 5
_OFTEN = 2


def behind_name(text: str, folded: str, sequence: tuple[Word, ...], first: int, limit: int) -> int:
    """The number of the word behind a name at ``first``, which ends at ``limit`` at the latest; ``first`` for none."""
    at = first
    while (
        at < min(limit, first + _LONGEST)
        and _fits(text, sequence, at, first)
        and (at == first or near(text, sequence, at))
    ):
        at += 1
    if at == first or not _ends(text, sequence, at, limit):
        return first
    return at if at - first > 1 or _is_sure(folded, sequence[first]) else first


def near(text: str, sequence: tuple[Word, ...], at: int) -> bool:
    """Whether nothing but space parts the word from the one before it."""
    return not text[sequence[at - 1].end : sequence[at].start].strip()


def _fits(text: str, sequence: tuple[Word, ...], at: int, first: int) -> bool:
    """Whether the word may be part of a name and is no other word that a subject may be."""
    word = sequence[at]
    if not word.bare:  # a stroke that no letter bears
        return False
    if word.bare in given() or word.bare in weak():
        return True
    feminine = text[word.end - 1] in topic("speakers")["feminine_endings"]
    glued = word.bare[0] in topic("quotation")["proclitics"] and len(word.bare) < _LEAST_GLUED
    other = is_title(word.bare) or is_people(word.bare, quantified=False) or describes(word.bare)
    ending = word.bare.endswith(tuple(topic("speakers")["no_name_endings"]))
    the = at == first and word.bare.startswith(article())
    return namelike(word.bare) and not (feminine or glued or other or ending or the)


def _ends(text: str, sequence: tuple[Word, ...], at: int, limit: int) -> bool:
    """Whether a subject may end before the word: its words, a circumstance, a title or a pause follow."""
    if at >= limit or at >= len(sequence):
        return True
    word = sequence[at].bare
    if is_opener(word) or is_joined_opener(word) or is_title(word):
        return True
    if word in reporting_words("circumstances", "asides"):
        return True
    return holds(text[sequence[at - 1].end : sequence[at].start], "comma", "colon", "dash", "semicolon")


def _is_sure(folded: str, word: Word) -> bool:
    """Whether a single word is a usual name, or comes again in the article and never with the article "the"."""
    if word.bare in given():
        return True
    often = len(re.findall(rf"\b[{''.join(topic('quotation')['conjunctions'])}]?{re.escape(word.bare)}\b", folded))
    return often >= _OFTEN and not re.search(rf"\b\w{{0,2}}{bare(article())}{re.escape(word.bare)}\b", folded)
