"""What the form of a bare noun tells: definite or not, an adjective, addressed, or going on with a description."""

from __future__ import annotations

from functools import cache

from builder.languages import topic
from builder.relate.roster import is_title, listed
from builder.relate.words import bare, readings

_LONGEST_PARTICLE = 4


@cache
def article() -> str:
    """The definite article, bare."""
    return bare(topic("speakers")["article"])


def definite(word: str) -> bool:
    """Whether a bare word begins with the definite article."""
    return (
        word.startswith(article())
        and len(word) > len(article()) + 1
        and word not in listed("circumstances", "reporting")
    )


def indefinite(word: str) -> str:
    """A bare word without its definite article."""
    return word[len(article()) :] if definite(word) else word


def is_adjective(word: str) -> bool:
    """Whether a bare word may go on describing a definite noun."""
    return definite(word) and word.endswith(tuple(topic("speakers")["adjectival"]))


def describes(word: str) -> bool:
    """Whether a bare word may go on describing an indefinite noun: an adjective by its form, or one listed."""
    data = topic("speakers")
    return (
        word in listed("describing")
        or (not definite(word) and word.endswith(tuple(data["adjectival"])))
        or word.startswith(tuple(data["belonging"]))
    )


@cache
def opener_beginnings() -> tuple[str, ...]:
    """The bare words that open reported clauses, and with the proclitic preposition."""
    data = topic("reporting")
    plain = [bare(opener) for opener in data["openers"]]
    return tuple(plain + [data["proclitic"] + opener for opener in plain])


def is_addressee(word: str) -> bool:
    """Whether a bare word is a title behind the preposition of those who are told something."""
    to = bare(topic("speakers")["to"])
    if word.startswith(to + to) and len(word) > _LONGEST_PARTICLE:
        return True
    return word.startswith(to) and len(word) > len(to) + 1 and is_title(word[len(to) :]) and not is_title(word)


def cores_of(word: str) -> frozenset[str]:
    """The readings of a bare word without the definite article."""
    return frozenset(indefinite(reading) for reading in readings(word))
