"""What the form of a bare noun tells: definite or not, an adjective, addressed, or going on with a description.

What is judged of a word is kept for it, since a text is made of few words again and again.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from builder.languages import topic
from builder.recognise.words import WORDS
from builder.relate.roster import is_title, listed
from builder.relate.words import Word, bare, readings, unjoined

_LONGEST_PARTICLE = 4
_LONGEST_CONSTRUCT = 3
_LEAST_OWNED = 5
_LEAST_PLURAL = 6


@cache
def article() -> str:
    """The definite article, bare."""
    return bare(topic("speakers")["article"])


@lru_cache(maxsize=WORDS)
def definite(word: str) -> bool:
    """Whether a bare word begins with the definite article."""
    return (
        word.startswith(article())
        and len(word) > len(article()) + 1
        and word not in listed("circumstances", "reporting")
        and word not in listed("own_beginning")
    )


@lru_cache(maxsize=WORDS)
def indefinite(word: str) -> str:
    """A bare word without its definite article."""
    return word[len(article()) :] if definite(word) else word


@lru_cache(maxsize=WORDS)
def is_adjective(word: str) -> bool:
    """Whether a bare word may go on describing a definite noun."""
    return definite(word) and (word.endswith(tuple(topic("speakers")["adjectival"])) or word in listed("counting"))


@lru_cache(maxsize=WORDS)
def describes(word: str) -> bool:
    """Whether a bare word may go on describing an indefinite noun: an adjective by its form, or one listed."""
    data = topic("speakers")
    return (
        word in listed("describing")
        or (not definite(word) and word.endswith(tuple(data["adjectival"])))
        or word.startswith(tuple(data["belonging"]))
    )


def plain(word: str) -> str:
    """A bare word without the ending of the accusative."""
    return word.removesuffix(topic("speakers")["accusative"])


def plain_honorific(word: str) -> str:
    """A bare honorific without the pronoun that ends it ("سموه": "سمو", "جلالته": "جلالة")."""
    pronoun = max((p for p in topic("reporting")["pronouns"] if word.endswith(p)), key=len, default="")
    return tied(word.removesuffix(pronoun))


def tied(stem: str) -> str:
    """A bare noun before its pronoun as it stands alone: with the tied t that the pronoun opens ("جلالت": "جلالة")."""
    joining = bare(topic("speakers")["joining_letter"])
    return stem.removesuffix(joining) + topic("speakers")["feminine_endings"][1] if stem.endswith(joining) else stem


@cache
def opener_beginnings() -> tuple[str, ...]:
    """The bare words that open reported clauses, and with the proclitic preposition."""
    data = topic("reporting")
    plain = [bare(opener) for opener in data["openers"]]
    return tuple(plain + [data["proclitic"] + opener for opener in plain])


@lru_cache(maxsize=WORDS)
def is_addressee(word: str) -> bool:
    """Whether a bare word is a title behind the preposition of those who are told something."""
    to = bare(topic("speakers")["to"])
    if word.startswith(to + to) and len(word) > _LONGEST_PARTICLE:
        return True
    return word.startswith(to) and len(word) > len(to) + 1 and is_title(word[len(to) :]) and not is_title(word)


@lru_cache(maxsize=WORDS)
def cores_of(word: str) -> frozenset[str]:
    """The readings of a bare word without the definite article."""
    return frozenset(indefinite(reading) for reading in readings(word))


def behind_quantity(sequence: tuple[Word, ...], first: int, limit: int) -> int:
    """The number of the word behind a quantity at ``first`` ("some of …"), or ``first`` itself."""
    while first + 1 < limit and (
        unjoined(sequence[first].bare) in _quantities() or (sequence[first].bare.isdigit() and first + 2 < limit)
    ):
        first += 1
    return first


@cache
def _quantities() -> frozenset[str]:
    return listed("quantifiers") | listed("partitive")


def opens_construct(sequence: tuple[Word, ...], first: int, limit: int) -> bool:
    """Whether a definite noun ends the construct that the word opens ("people of the province of X")."""
    for at in range(first + 1, min(limit, first + _LONGEST_CONSTRUCT)):
        if definite(sequence[at].bare):
            return True
        if describes(sequence[at].bare) or sequence[at].bare in listed("barriers"):
            return False
    return False


@lru_cache(maxsize=WORDS)
def female(word: str) -> str:
    """The gender f where a bare word is a woman's office or trade ("وزيرة"), no honorific of anybody ("سماحة")."""
    titles = listed("people") | listed("titles")
    ends = word.endswith(tuple(topic("speakers")["feminine_endings"]))
    return "f" if ends and not {unjoined(word), indefinite(unjoined(word))}.isdisjoint(titles) else ""


def leads_office(sequence: tuple[Word, ...], first: int, limit: int) -> bool:
    """Whether an honorific at ``first`` leads to an office without a name ("معالي وزير الميناء")."""
    if first + 2 >= limit or sequence[first].bare not in listed("honorifics"):
        return False
    return bool(readings(sequence[first + 1].bare) & listed("people"))


@lru_cache(maxsize=WORDS)
def is_owned(word: str) -> bool:
    """Whether a bare word ends in a pronoun of more than a letter and is long enough to be a noun with one."""
    pronouns = tuple(p for p in topic("reporting")["pronouns"] if len(p) > 1)
    return word.endswith(pronouns) and len(word) > _LEAST_OWNED and not definite(word)


def is_people(word: str, quantified: bool) -> bool:
    """Whether a bare word is by its form a plural of people; ``quantified``: it stands behind a quantity."""
    data = topic("speakers")
    if word in listed("not_people") or len(word) < _LEAST_PLURAL:
        return False
    if quantified and definite(word) and word.endswith(data["genitive"]):
        return True
    if re.fullmatch(bare(data["plural_shape"]), word):
        return True
    sure = definite(word) or word.endswith(data["relation"]) or word.startswith(data["participle"])
    return word.endswith(data["nominative"]) and sure


def without_to(word: Word) -> Word:
    """A word without the preposition "to" that begins it; the article that it swallowed is put back."""
    to = bare(topic("speakers")["to"])
    if not word.bare.startswith(to + to):
        return word.without_proclitic()
    # A mention may begin a letter before: where the noun itself begins with the letter of the preposition.
    return Word(word.start + len(to + to), word.end, article() + word.bare[len(to + to) :], slack=-len(to))


@lru_cache(maxsize=WORDS)
def is_told(word: str) -> bool:
    """Whether a bare word is a body or people behind the preposition "to" ("a statement of the directorate")."""
    to = bare(topic("speakers")["to"])
    some = listed("bodies") | listed("people") | listed("groups")
    return word.startswith(to) and bool(cores_of(word[len(to) :]) & some) and not cores_of(word) & some
