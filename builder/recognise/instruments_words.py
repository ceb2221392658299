"""The words of titles of instruments: their lists, and a word without what is written together with it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache

import regex

from builder.languages import topic
from builder.recognise.words import WORDS


@dataclass(frozen=True, slots=True)
class Title:
    """``last``: index of the token after the title. ``refs``: keys of what it names (a city, a state, a body)."""

    last: int
    words: tuple[str, ...]
    named: bool
    qualities: frozenset[str]
    proper: str | None
    quoted: bool
    refs: tuple[str, ...]


@cache
def listed(name: str) -> frozenset[str]:
    """A word list of the topic ``instruments``."""
    return frozenset(topic("instruments")[name])


@cache
def starts(name: str) -> tuple[str, ...]:
    """Such a list, for ``str.startswith``."""
    return tuple(topic("instruments")[name])


@cache
def head_words() -> frozenset[str]:
    """Head nouns: one behind a preposition or conjunction begins another phrase."""
    kinds = topic("instruments")["heads"].values()
    return frozenset(word for forms in kinds for group in forms.values() for word in group)


@cache
def qualities() -> dict[str, str]:
    """Adjective that tells no instrument from another -> what it says."""
    return {word: name for name, group in topic("instruments")["quality"].items() for word in group}


@cache
def _article() -> regex.Pattern[str]:
    choices = "|".join(sorted(topic("instruments")["articles"], key=len, reverse=True))
    return regex.compile(rf"(?:{choices})(\p{{L}}{{2,}})")


@lru_cache(maxsize=WORDS)
def stem(word: str) -> str:
    """A word of a title without conjunction, preposition and article."""
    found = _article().fullmatch(word)
    return found.group(1) if found else word


def definite(word: str) -> bool:
    """Whether the word bears the article."""
    return _article().fullmatch(word) is not None


def ungendered(title: set[str]) -> set[str]:
    """The words without the ending that an adjective takes behind a feminine: "قصيرة الأمد", "قصير الأمد"."""
    ending = topic("instruments")["feminine_ending"]
    return {word.removesuffix(ending) for word in title}


def unaccusative(word: str) -> str:
    """An adjective without the ending of the indefinite accusative ("نوويا"); any other word as it is."""
    bare = word.removesuffix(topic("instruments")["accusative_ending"])
    nisba = bare.endswith(tuple(topic("instruments")["relation"].values())) and len(bare) > 3
    return bare if bare in qualities() or bare in listed("adjectives") or nisba else word


def may_name(words: list[str], head_definite: bool) -> bool:
    """Whether a quotation behind a head may be its name, and not what is said of it: الاتفاق "جيد للجميع"."""
    if head_definite:
        return len(words) == 1 and (definite(words[0]) or not words[0].isalpha())
    return words[0] not in listed("not_names")


def may_be_verb(text: str) -> bool:
    """Whether a word begins like a verb, or is one of those that no name is."""
    bare = text[1:] if text[:1] in starts("conjunctions") and len(text) > 4 else text
    return bare.startswith(starts("verb_prefixes")) or text in listed("not_names") or text in listed("sign_relative")


@lru_cache(maxsize=WORDS)
def looks_imperfect(text: str) -> bool:
    """Whether a word looks like a verb of the present, and like no noun: "يلزم", "تتسلم"."""
    data = topic("instruments")["imperfect_verb"]
    return regex.fullmatch(data["form"], text) is not None and text not in data["nouns"]


@lru_cache(maxsize=WORDS)
def may_agree(text: str) -> bool:
    """Whether a word right behind a feminine head looks like the past of a verb that agrees with it: "أنقذت"."""
    data = topic("instruments")["agreeing_verb"]
    return regex.fullmatch(data["form"], text) is not None and text not in data["nouns"]


def may_be_name(text: str, following: str) -> bool:
    """Whether nothing speaks against a word's being a name that no list knows."""
    ends = text.endswith(starts("not_name_endings")) and following not in listed("enders")
    verb = may_be_verb(text) or following in listed("of_a_verb")
    return not (verb or ends or text.startswith(starts("not_name_starts")))


def second_name(before: list[str], text: str, following: str) -> bool:
    """Whether a word is the second of a foreign name, closed by "which" or "signed": "اتفاق لانكستر هاوس الذي"."""
    closed = following in listed("relative") | listed("made")
    fits = len(before) == 1 and text.isalpha() and text not in listed("not_names") and not definite(text)
    return closed and fits and may_be_name(text, following)
