"""Keys under which names of the same person or organisation meet, however they are transliterated."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from builder.known import KnownEntity, known
from builder.languages import topic
from builder.recognise.lexicon import common, given, listed, mark, particles, stem, verbs
from builder.recognise.text import fold, strip_marks
from builder.recognise.words import WORDS

_FATHER = "+"
"""What a father's name is marked with."""
_SHORTEST = 4
"""Letters: a word with the article is longer."""
_SHORT = 3
"""Letters of a word that says little."""
_WORD = re.compile(r"[^\W_]+")


@lru_cache(maxsize=WORDS)
def words(name: str) -> tuple[str, ...]:
    """The folded words of a name, without marks and punctuation; a hyphen parts words."""
    return tuple(words_of(name))


def words_of(text: str) -> list[str]:
    """The same of a text that is no name and comes but once."""
    found: list[str] = _WORD.findall(fold(strip_marks(text)))
    return found


def skeleton(name: str) -> str:
    """The consonant key of a full name: transliterations of one foreign name share it.

    Letters that transcribers exchange become one, and the long vowels after the first letter of each word go. Not in
    Arabic names, which everyone writes alike and where a long vowel makes another name (سالم, سليم; حمد, حمود): those
    are the listed Arabic given names, and words with the article. Never use it for a name of a single word: about a
    third of those collide.
    """
    return "".join(map(_consonants, words(name)))


@lru_cache(maxsize=WORDS)
def _consonants(word: str) -> str:
    if word in native() or (len(word) > _SHORTEST and word.startswith(mark("article"))):
        return word
    exchanged, vowels = _transcription()
    changed = word.translate(exchanged)
    return changed[:1] + "".join(c for c in changed[1:] if c not in vowels)


@cache
def native() -> frozenset[str]:
    """Words of names that many bear."""
    return listed("names", "given", "weak") | listed("identity", "many_bear")


@cache
def _transcription() -> tuple[dict[int, str], frozenset[str]]:
    rules = topic("transliteration")
    exchanged = {ord(source): target for group, target in rules["exchanged"].items() for source in group}
    return exchanged, frozenset(rules["long_vowels"])


@lru_cache(maxsize=WORDS)
def name_parts(name: str) -> tuple[str, ...]:
    """The names that a person's name is made of, each as its consonant key: "Abd Allah" and "Abu Bakr" are one each."""
    sons, joined = listed("identity", "sons"), listed("identity", "joined")
    parts: list[str] = []
    before = ""
    found = words(name)
    for at, written in enumerate(found):
        word = next((written[len(son) :] for son in sons if at and written.startswith(son)), "")
        word = word if word in given() else written
        if word in joined and at + 1 < len(found):
            before += word
        elif word not in sons or before:
            parts.append(_consonants(before + word))
            before = ""
    return tuple(parts)


@lru_cache(maxsize=WORDS)
def undotted(name: str) -> str:
    """The folded words of a name with letters that only dots tell apart as one: a misprint of a dot shares it."""
    return name_key(name).translate(_dots())


@cache
def _dots() -> dict[int, str]:
    return {ord(letter): group[0] for group in topic("identity")["dots"] for letter in group}


@lru_cache(maxsize=WORDS)
def name_ends(name: str) -> tuple[str, str]:
    """The first and the last of a name's parts; of two parts, a father's name is told from a family name."""
    parts, found = name_parts(name), words(name)
    sons = listed("identity", "sons")
    father = len(parts) == 2 and (
        not sons.isdisjoint(found[1:]) or any(_consonants(found[-1]) == son + parts[-1] for son in sons)
    )
    return parts[0], _FATHER + parts[-1] if father else parts[-1]


@lru_cache(maxsize=WORDS)
def short_ends(name: str) -> tuple[str, str]:
    """The ends of a name cut behind the father's: what "Fahd, son of Khalid, son of Sultan" is called for short."""
    found, sons = words(name), listed("identity", "sons")
    fathers = [at for at, word in enumerate(found) if at and word in sons]
    return name_ends(" ".join(found[: fathers[1]]) if len(fathers) > 1 else name)


@lru_cache(maxsize=WORDS)
def tells(name: str) -> bool:
    """Whether a person's name tells who is meant: its family name is one that few bear.

    A given name, as fathers' and grandfathers' names are, and the name of a tribe or region tell not enough.
    """
    parts = name_parts(name)
    return len(parts) >= 2 and parts[-1] not in _borne() and words(name)[-1] not in listed("names", "completions")


@lru_cache(maxsize=WORDS)
def telling(word: str) -> bool:
    """Whether a word near a name can tell one bearer from others: a long one, no particle, verb, name or honour."""
    nothing = (particles(), verbs(), listed("identity", "honours"))
    return (
        len(word) > _SHORT
        and word not in given()
        and not any(form in some for form in (word, stem(word)) for some in nothing)
    )


@lru_cache(maxsize=WORDS)
def usual(name: str) -> bool:
    """Whether many must have a name: one of the most usual given names, with no more than a name that many bear."""
    return len(name_parts(name)) <= 2 and not tells(name) and name_parts(name)[0] in _most_given()


@cache
def _most_given() -> frozenset[str]:
    return frozenset(part for name in topic("identity")["most_given"] for part in name_parts(name))


@cache
def _borne() -> frozenset[str]:
    names = given() | listed("names", "weak", "syllables") | listed("identity", "many_bear")
    return frozenset(part for name in names for part in name_parts(name))


@cache
def _state_names() -> frozenset[str]:
    """The names of states that are one word; the adjective of a state tells its state, and no more."""
    names = {name for state in known().of_kind("State") for name in state.labels()}
    found = {words(name)[0] for name in names if len(words(name)) == 1}
    return frozenset(found - {word for state in known().of_kind("State") for word in demonyms(state)})


@cache
def _known_families() -> frozenset[str]:
    """The last words of known persons' names that tell who is meant and mean nothing else."""
    names = (name for person in known().of_kind("Person") for name in person.labels() if tells(name))
    adjectives = frozenset(word for state in known().of_kind("State") for word in demonyms(state))
    return frozenset(last for name in names if not common(last := words(name)[-1])) - adjectives


@lru_cache(maxsize=WORDS)
def identifying(name: str) -> bool:
    """Whether an organisation's name holds a proper name: Harvard, King Salman; not "General Secretariat", "Victory".

    Behind the first word, a word that is no common word and has no article, a given name, the name of a state or the
    family name of a known person (Assad's militias); or one such word alone (Brookings).
    """
    found = words(name)
    behind_article = tuple(topic("shapes")["definite"])
    return any(
        word in given()
        or word in _state_names()
        or word in _known_families()
        or not (word.startswith(behind_article) or common(word) or word in listed("names", "weak"))
        for word in (found[1:] or found)
    )


def name_key(name: str) -> str:
    """The folded words of a name joined by spaces: names that differ only in spelling marks share it."""
    return " ".join(words(name))


def without_state(name: str, code: str | None) -> str:
    """The key of an organisation's name without the adjective of its state, however that and the rest is spelt.

    The adjective never stands first: "the Egyptian Today" is a newspaper's whole name. "The General Authority for
    Investment" and "the Investment Authority" share a key, and so does a club's name with the article and without.
    """
    said = words(name)
    kept = [word for at, word in enumerate(said) if not (at and code and word in _demonyms(code))]
    found = [_spellings().get(word, word) for word in kept]
    return " ".join(_bound(found))


@cache
def _spellings() -> dict[str, str]:
    return {name_key(other): name_key(usual) for other, usual in topic("identity")["spellings"].items()}


def _bound(found: list[str]) -> list[str]:
    """The words of a name whose head is defined by the next noun: with no article, adjective or preposition between."""
    bare = found[0].removeprefix(mark("article")) if len(found) > 1 else ""
    if bare in listed("identity", "clubs"):
        return [bare, *found[1:]]
    rest = found[2:] if len(found) > 2 and found[1] in listed("identity", "general") else found[1:]
    if bare in listed("identity", "authorities") and rest[0].startswith(mark("li_article")):
        return [bare, mark("article") + rest[0].removeprefix(mark("li_article")), *rest[1:]]
    return found


@cache
def _demonyms(code: str) -> frozenset[str]:
    entity = known().by_code(code)
    return demonyms(entity) if entity else frozenset()


@cache
def names_of(code: str) -> frozenset[str]:
    """The keys of all names of a state."""
    entity = known().by_code(code)
    return frozenset(map(name_key, entity.labels() if entity else ()))


def demonyms(state: KnownEntity) -> frozenset[str]:
    """The folded adjectives of a state, with and without article and feminine ending."""
    bare = {word for demonym in state.demonyms for word in words(demonym)}
    return frozenset(
        article + word + ending
        for word in bare
        for article in ("", mark("article"))
        for ending in ("", mark("feminine"))
    )
