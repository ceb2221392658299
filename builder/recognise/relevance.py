"""Says whether an article may speak of an instrument at all: one look at its words, before any deep reading.

Most news speaks of none. An article without a head noun of instruments (treaty, agreement, charter, pact …, with
whatever proclitics and pronouns), a resolution or the name of a known instrument has nothing for the rules on
instruments to find. Of words that mostly mean something else, such as "announcement" and "partnership", and of
resolutions, those are looked for that the rules ask for beside them: a name, a verb of signing, a number, a body.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

import ahocorasick
import regex

from builder.calendars import alternatives
from builder.known import known
from builder.languages import topic
from builder.recognise.gazetteer import Gazetteer
from builder.recognise.text import plain
from builder.vocabulary import INSTRUMENTS, STATES

_NAMED = (*STATES, "Place", "InternationalOrganisation")


def relevant(text: str) -> bool:
    """Whether ``text`` holds a word by which instruments are named, or the name of a known one."""
    bare = plain(text)
    telling, places = _spotted(bare)
    if telling or any(_phrases().match(bare, at) or _told(bare, at) for at in places):
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


def _told(bare: str, at: int) -> bool:
    """Whether a sign is told with words on its line that make an instrument of it, if it asks for such words."""
    found = _beside().match(bare, at)
    if found is None:
        return False
    if found["named"] and (name := _NEXT.match(bare, found.end())) and name[1] in _names():
        return True
    end = bare.find("\n", at)
    line = bare[bare.rfind("\n", 0, at) + 1 : end if end >= 0 else len(bare)]
    return (_bodies() if found["resolution"] else _making()).search(line) is not None


_NEXT = re.compile(r"[\s\"«“”(]*(\w+)")


@cache
def _spotter() -> ahocorasick.Automaton:
    """Finds ``_heads`` and ``_signs``; of each, its length and whether it is enough."""
    automaton = ahocorasick.Automaton()
    for word in (*_signs(), *_heads()):
        automaton.add_word(word, (len(word), word in _heads()))
    automaton.make_automaton()
    return automaton


def _forms(words: Iterable[str]) -> frozenset[str]:
    """The words behind every proclitic that a head noun may have."""
    return frozenset(proclitic + word for proclitic in topic("instruments")["proclitics"] for word in words)


def _nouns(kinds: Iterable[str]) -> list[str]:
    """The head nouns, phrases too, of some kinds."""
    forms = [topic("instruments")["heads"][kind] for kind in kinds]
    return sorted({noun for own in forms for group in own.values() for noun in group})


@cache
def _heads() -> frozenset[str]:
    """Single words that are enough, in every form."""
    data = topic("relevance")
    nouns = [*data["also"], *(noun for noun in _nouns(data["enough"]) if " " not in noun)]
    bases = [noun[:-1] + data["tied"] if noun.endswith(data["feminine"]) else noun for noun in nouns]
    return _forms([*nouns, *(base + pronoun for base in bases for pronoun in data["pronouns"])])


@cache
def _signs() -> frozenset[str]:
    """Words without which neither ``_phrases`` nor ``_beside`` need be looked for."""
    data = topic("relevance")
    nouns = _nouns((*data["enough"], *data["signed"], *data["named"]))
    single = [noun for noun in nouns if " " not in noun]
    return _forms([*single, *_nouns(["resolution"]), *(noun.split(" ")[0] for noun in nouns if " " in noun)])


@cache
def _phrases() -> regex.Pattern[str]:
    """Heads that need another word: memorandum of understanding, numbered resolution."""
    data = topic("instruments")
    nouns = _either(noun for noun in _nouns(topic("relevance")["enough"]) if " " in noun)
    between = {word for name in ("resolution_words", "resolution_bodies") for word in " ".join(data[name]).split(" ")}
    words = _either(word for word in between if word.isalnum())
    numbers = "|".join((data["session_number"], data["resolution_number"], data["early_number"]))
    resolution = rf"{_either(_nouns(['resolution']))}(?:\W+{words})*\W+(?:{numbers})"
    return _behind_proclitics(rf"(?:{nouns}|{resolution})\b")


@cache
def _beside() -> regex.Pattern[str]:
    """Heads that need a name behind them, or other words on their line; group ``named`` or ``resolution`` tells it."""
    data = topic("relevance")
    kinds = {"named": data["named"], "resolution": ["resolution"], "signed": data["signed"]}
    heads = "|".join(rf"(?P<{name}>{_either(_nouns(own))}\b)" for name, own in kinds.items())
    return _behind_proclitics(rf"(?:{heads})(?!\s+{_either(data['announced'])}\b)")


def _behind_proclitics(pattern: str) -> regex.Pattern[str]:
    return regex.compile(rf"(?<![\p{{L}}\p{{N}}]){_either(topic('instruments')['proclitics'])}(?:{pattern})")


def _either(words: Iterable[str]) -> str:
    """A pattern of any of these words, the longest first."""
    return alternatives(words).replace(r"\ ", r"\s+")


@cache
def _making() -> re.Pattern[str]:
    """Any word by which something is said to be signed or reached."""
    words = {word for name in topic("relevance")["making"] for word in topic("instruments")[name]}
    return re.compile(rf"\b{_either(words)}\b")


@cache
def _bodies() -> re.Pattern[str]:
    """Any body that adopts resolutions, and what else tells of one."""
    data = topic("instruments")
    told = {*data["resolution_bodies"], *data["unnumbered_bodies"], *data["resolution_cues"]}
    glued = _either({proclitic for proclitic in data["proclitics"] if len(proclitic) <= 1})
    return re.compile(rf"\b(?:{glued}){_either(told)}\b")


@cache
def _names() -> frozenset[str]:
    """The first words of the names after which instruments are called."""
    labels = (label for entity in known().of_kind(*_NAMED) for label in entity.labels())
    return frozenset(plain(label).split(" ")[0] for label in labels)


@cache
def _known() -> Gazetteer[bool]:
    return Gazetteer((label, True) for entity in known().of_kind(*INSTRUMENTS) for label in entity.labels())
