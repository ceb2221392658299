"""The words of the topic on reporting, and which of them may open what was said."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from builder.languages import topic
from builder.recognise.words import WORDS
from builder.relate.nouns import cores_of, indefinite, tied
from builder.relate.roster import listed
from builder.relate.words import Phrases, bare, phrase_set, with_joined, word_set


@dataclass(frozen=True, slots=True)
class Opening:
    """Where content begins (a code point), the number of the word where its frame ends, and what opened it.

    ``how``: clause (that), colon, quote, noun.
    """

    place: int
    word: int
    how: str


@cache
def _openers() -> frozenset[str]:
    data = topic("reporting")
    return word_set([*data["openers"], *data["negative_openers"]]) | word_set(
        opener + suffix for opener in data["openers"] for suffix in data["opener_suffixes"]
    )


@cache
def reporting_words(*names: str) -> frozenset[str]:
    """The words of lists of the topic on reporting, bare."""
    return frozenset().union(*(listed(name, "reporting") for name in names))


@cache
def joined_words(name: str) -> frozenset[str]:
    """The words of a list of the topic on reporting, with a conjunction before them too."""
    return with_joined(reporting_words(name))


@cache
def reporting_phrases(name: str) -> Phrases:
    """The phrases of a list of the topic on reporting."""
    return phrase_set(topic("reporting")[name])


@cache
def proclitic() -> str:
    """The proclitic preposition that may open a content."""
    return bare(topic("reporting")["proclitic"])


@cache
def joining() -> str:
    """The conjunction that joins a clause to the one before it."""
    return bare(topic("reporting")["conjunction"])


def is_opener(word: str) -> bool:
    """Whether a bare word opens a reported clause."""
    return word in _openers()


def is_joined_opener(word: str) -> bool:
    """Whether a bare word opens a reported clause behind the proclitic preposition ("بأن")."""
    return word.startswith(proclitic()) and is_opener(word[len(proclitic()) :])


def is_verbal_noun(word: str) -> bool:
    """Whether a bare word is a verbal noun that may be all that is said ("its readiness to …")."""
    stems = reporting_words("contents")
    owned = [word[: -len(s)] for s in topic("reporting")["pronouns"] if word.endswith(s)]
    if indefinite(word) in stems or any(stem in stems or tied(stem) in stems for stem in owned):
        return True
    return any(is_derived(form) for form in (word, *owned, *map(tied, owned)))


def is_law(word: str) -> bool:
    """Whether a bare word is a text of law, which says nothing itself ("according to the charter")."""
    return bool(cores_of(word) & reporting_words("rules"))


@lru_cache(maxsize=WORDS)
def is_derived(word: str) -> bool:
    """Whether a bare word without article has the shape of a verbal noun of a derived verb."""
    return _derived().fullmatch(word) is not None and word not in reporting_words("not_verbal")


@cache
def _derived() -> re.Pattern[str]:
    return re.compile("|".join(topic("reporting")["verbal_shapes"]))
