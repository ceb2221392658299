"""Says whether an article may speak of an instrument at all: one look at its words, before any deep reading.

Most news speaks of none. An article without a head noun of instruments (treaty, agreement, charter, pact …, with
whatever proclitics and pronouns), a resolution or the name of a known instrument has nothing for the rules on
instruments to find. Of words that mostly mean something else, such as "announcement" and "partnership", and of
resolutions, those are looked for that the rules ask for beside them: a name, a verb of signing, a number, a body.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import Enum, auto
from functools import cache

import ahocorasick
import regex

from builder.calendars import alternatives
from builder.known import known
from builder.languages import topic
from builder.recognise.gazetteer import Gazetteer
from builder.recognise.text import plain, spaced
from builder.vocabulary import INSTRUMENTS, STATES

_NAMED = (*STATES, "Place", "InternationalOrganisation")


def relevant(text: str) -> bool:
    """Whether ``text`` holds a word by which instruments are named, or the name of a known one."""
    bare = spaced(text)
    places: list[int] = []
    named = False
    for last, (length, kind) in _spotter().iter(bare):  # goes over the text once; to cut it takes five times as long
        if kind is _Kind.NAME:
            named = True
        elif _free(bare, last + 1 - length, last + 1):
            if kind is _Kind.HEAD:
                return True
            places.append(last + 1 - length)
    return any(_phrases().match(bare, at) or _told(bare, at) for at in places) or (named and _known().within(text))


def _free(bare: str, start: int, end: int) -> bool:
    """Whether neither a letter nor a figure stands right before ``start`` or at ``end``."""
    return not (bare[start - 1 : start].isalnum() or bare[end : end + 1].isalnum())


def _told(bare: str, at: int) -> bool:
    """Whether a sign is told with words on its line that make an instrument of it, if it asks for such words."""
    found = _beside().match(bare, at)
    if found is None:
        return False
    if found["named"] and (name := _NEXT.match(bare, found.end())) and name[1] in _names():
        return True
    end = bare.find("\n", at)
    line = bare[bare.rfind("\n", 0, at) + 1 : end if end >= 0 else len(bare)]
    words = _bodies() if found["resolution"] else _making()
    return any(_free(line, last + 1 - length, last + 1) for last, length in words.iter(line))


_NEXT = re.compile(r"[\s\"«“”(]*(\w+)")


class _Kind(Enum):
    """What a word is to the question: enough, one that asks for others, or part of a known name."""

    HEAD = auto()
    SIGN = auto()
    NAME = auto()


@cache
def _spotter() -> ahocorasick.Automaton:
    """Finds ``_heads``, ``_signs`` and the names of known instruments; of each, its length and its kind."""
    heads = _heads()
    names = (name for name in _known().spellings() if heads.isdisjoint(name.split(" ")))
    kinds = dict.fromkeys(_signs(), _Kind.SIGN) | dict.fromkeys(names, _Kind.NAME) | dict.fromkeys(heads, _Kind.HEAD)
    return _automaton((word, (len(word), kind)) for word, kind in kinds.items())


def _automaton(words: Iterable[tuple[str, object]]) -> ahocorasick.Automaton:
    automaton = ahocorasick.Automaton()
    for word, value in words:
        automaton.add_word(word, value)
    automaton.make_automaton()
    return automaton


def _forms(words: Iterable[str]) -> frozenset[str]:
    """The words behind every proclitic that a head noun or a known name may have."""
    data = topic("proclitics")
    before = {*data["before_names"], *(word + data["article"] for word in data["before_names"])}
    swallowed = {conjunction + data["swallowing"] for conjunction in data["conjunctions"]}
    proclitics = before | swallowed | topic("instruments")["proclitics"].keys()
    return frozenset(proclitic + word for proclitic in proclitics for word in words)


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
def _making() -> ahocorasick.Automaton:
    """Finds any word by which something is said to be signed or reached; gives its length."""
    words = {word for name in topic("relevance")["making"] for word in topic("instruments")[name]}
    return _automaton((word, len(word)) for word in words)


@cache
def _bodies() -> ahocorasick.Automaton:
    """Finds any body that adopts resolutions, and what else tells of one; gives its length."""
    data = topic("instruments")
    told = {*data["resolution_bodies"], *data["unnumbered_bodies"], *data["resolution_cues"]}
    glued = {proclitic for proclitic in data["proclitics"] if len(proclitic) <= 1}
    return _automaton((form := proclitic + word, len(form)) for proclitic in glued for word in told)


@cache
def _names() -> frozenset[str]:
    """The first words of the names after which instruments are called."""
    labels = (label for entity in known().of_kind(*_NAMED) for label in entity.labels())
    return frozenset(plain(label).split(" ")[0] for label in labels)


@cache
def _known() -> Gazetteer[bool]:
    return Gazetteer((label, True) for entity in known().of_kind(*INSTRUMENTS) for label in entity.labels())
