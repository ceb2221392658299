"""Says whether an article may speak of an instrument at all: one look at its words, before any deep reading.

Most news speaks of none. An article without a head noun of instruments (treaty, agreement, charter, pact …, with
whatever proclitics and pronouns), a resolution or the name of a known instrument has nothing for the rules on
instruments to find.
"""

from __future__ import annotations

from functools import cache

import ahocorasick
import regex

from builder.known import known
from builder.languages import topic
from builder.recognise.gazetteer import Gazetteer
from builder.recognise.text import plain

_KINDS = ("Treaty", "PoliticalDeclaration", "Instrument")


def relevant(text: str) -> bool:
    """Whether ``text`` holds a word by which instruments are named, or the name of a known one."""
    bare = plain(text)
    telling, places = _spotted(bare)
    if telling or any(_phrases().match(bare, at) for at in places):
        return True
    if places and any(body in bare for body in topic("instruments")["resolution_bodies"]):
        return True
    return _known().within(text)


def _spotted(bare: str) -> tuple[bool, list[int]]:
    """Whether one of ``_heads`` stands in the text, and, where none does, where ``_signs`` begin.

    An automaton goes over the text once; cutting it into words takes five times as long.
    """
    places: list[int] = []
    for last, (length, telling) in _spotter().iter(bare):
        before, after = bare[last - length : last - length + 1] if last >= length else "", bare[last + 1 : last + 2]
        if not (before.isalnum() or after.isalnum()):
            if telling:
                return True, places
            places.append(last - length + 1)
    return False, places


@cache
def _spotter() -> ahocorasick.Automaton:
    """Finds ``_heads`` and ``_signs``; of each, its length and whether it is enough."""
    automaton = ahocorasick.Automaton()
    for word in (*_signs(), *_heads()):
        automaton.add_word(word, (len(word), word in _heads()))
    automaton.make_automaton()
    return automaton


def _forms(words: list[str]) -> frozenset[str]:
    """The words behind every proclitic that a head noun may have."""
    return frozenset(proclitic + word for proclitic in topic("instruments")["proclitics"] for word in words)


def _nouns() -> list[str]:
    """The head nouns, phrases too, of the kinds that may stand alone."""
    data = topic("instruments")
    kinds = [forms for kind, forms in data["heads"].items() if kind in data["telling"]]
    return sorted({noun for forms in kinds for group in forms.values() for noun in group})


@cache
def _heads() -> frozenset[str]:
    """Single words that are enough, in every form."""
    data = topic("relevance")
    nouns = [noun for noun in _nouns() if " " not in noun and noun not in data["declarations"]]
    bases = [noun[:-1] + data["tied"] if noun.endswith(data["feminine"]) else noun for noun in nouns]
    return _forms([*nouns, *(base + pronoun for base in bases for pronoun in data["pronouns"])])


@cache
def _signs() -> frozenset[str]:
    """Words without which ``_phrases`` need not be looked for."""
    data = topic("relevance")
    bodies = [word for body in topic("instruments")["resolution_bodies"] for word in body.split(" ")]
    phrases = [noun.split(" ")[0] for noun in _nouns() if " " in noun]
    return _forms([*data["declarations"], *data["resolutions"], *phrases, *bodies])


@cache
def _phrases() -> regex.Pattern[str]:
    """Heads that need another word: memorandum of understanding, declaration of, numbered resolution."""
    data, named = topic("relevance"), topic("instruments")
    proclitics = "|".join(sorted(named["proclitics"], key=lambda proclitic: (-len(proclitic), proclitic)))
    start = rf"(?<![\p{{L}}\p{{N}}])(?:{proclitics})"
    nouns = "|".join(noun.replace(" ", r"\s+") for noun in _nouns() if " " in noun)
    declaration = rf"(?:{'|'.join(data['declarations'])})(?![\p{{L}}\p{{N}}])(?!\s+(?:{'|'.join(data['announced'])})\b)"
    resolution = rf"(?:{'|'.join(data['resolutions'])})\b[^.\n]{{0,80}}?\b{named['resolution_number']}\b"
    return regex.compile(rf"{start}(?:(?:{nouns})\b|{declaration}|{resolution})")


@cache
def _known() -> Gazetteer[bool]:
    return Gazetteer((label, True) for entity in known().of_kind(*_KINDS) for label in entity.labels())
