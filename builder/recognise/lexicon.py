"""Which words are common words and which may be a person's name, by lists and by their shape.

All words are bare: folded and without vowel marks (``builder.recognise.words.bare``).
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, lru_cache
from typing import Any

import regex

from builder.languages import topic
from builder.recognise.saying import participles
from builder.recognise.words import WORDS, bare, unfolded


@cache
def listed(name: str, *keys: str) -> frozenset[str]:
    """The bare words under the keys of a topic, which hold lists."""
    data = topic(name)
    return frozenset(bare(word) for key in keys for word in data[key])


@cache
def mark(name: str) -> str:
    """A letter or short word that rules speak of, by its name in shapes.yaml."""
    return str(topic("shapes")["marks"][name])


@cache
def particles() -> frozenset[str]:
    """Words that only join others."""
    return listed("common-words", "particles") - {bare(word) for word in unfolded()} | unfolded()


@cache
def _nouns() -> frozenset[str]:
    """Common nouns, and what somebody is "saying" or "denying" as he does something."""
    saying = {
        bare(form) for entry in topic("reporting")["verbs"] for forms in participles(entry).values() for form in forms
    }
    return listed("common-words", "nouns") | saying


@cache
def verbs() -> frozenset[str]:
    """Forms of frequent verbs, past and present, third person."""
    forms = set(topic("shapes")["past_endings"])
    past = {verb + ending for verb in listed("common-words", "verbs") for ending in forms | {""}}
    weak = {
        verb[:-1] + ending
        for verb in listed("common-words", "verbs")
        for ending in forms
        if verb[-1] in mark("weak_letters")
    }
    present = listed("common-words", "present")
    shapes: dict[str, Any] = topic("shapes")
    changed = {prefix + verb[1:] for verb in present for prefix in shapes["present_prefixes"]}
    return frozenset(bare(word) for word in past | weak | changed | present)


@cache
def given() -> frozenset[str]:
    """Single words that are usual given names, Arabic or of other languages."""
    folded = (word for word in listed("names", "given", "foreign") if " " not in word)
    return frozenset(folded).union(topic("names")["as_written"])


@cache
def _names() -> frozenset[str]:
    """Words that a person's name may hold whatever their shape."""
    return given() | listed("names", "weak", "joins", "completions", "syllables")


@cache
def weak() -> frozenset[str]:
    """Given names that are more often other words: they begin a name only with a title or a clear continuation."""
    return listed("names", "weak")


@cache
def joins() -> frozenset[str]:
    """Words inside names that never end one."""
    return listed("names", "joins")


@lru_cache(maxsize=WORDS)
def stem(word: str) -> str:
    """``word`` without its conjunction, preposition and article, as far as three letters remain."""
    head = word[:-3]
    if word in _nouns() or not head.startswith(_starts("prefixes")):  # most words end here, after one comparison
        return word
    return next(word[len(prefix) :] for prefix in _starts("prefixes") if head.startswith(prefix))


@cache
def _starts(key: str) -> tuple[str, ...]:
    """Beginnings of words, in the order of the file; ``str.startswith`` takes them all at once."""
    return tuple(topic("shapes")[key])


def behind_prefixes(words: Iterable[str]) -> frozenset[str]:
    """The words, and each behind everything that ``stem`` takes off: only words among these have such a stem.

    Most words are in no such set, and a look into a set is all that they cost.
    """
    return frozenset(prefix + word for word in words for prefix in ("", *_starts("prefixes")))


@lru_cache(maxsize=WORDS)
def definite(word: str) -> bool:
    """Whether the word has the article, with or without proclitics."""
    return word[:-3].startswith(_starts("definite"))


@lru_cache(maxsize=WORDS)
def common(word: str) -> bool:
    """Whether a word is a common word (of any class) and no part of a name."""
    if listed_common(word):
        return True
    if word in _names():
        return False
    rest = stem(word)
    if rest != word and (rest in _nouns() or (rest in particles() and not definite(word)) or _joined_verb(word, rest)):
        return True
    return any(_with_pronoun(part) for part in (word, rest)) or _by_ending(word, rest) or _by_shape(word)


def _joined_verb(word: str, rest: str) -> bool:
    """Whether ``rest`` is a verb behind conjunctions; behind a preposition it is its noun (لرفضه)."""
    joined = all(letter in mark("conjunctions") for letter in word[: -len(rest)])
    named = definite(word) and rest in given()  # no verb has the article ("الفيصل")
    return rest in verbs() and (joined or len(rest) > 3) and not named


def listed_common(word: str) -> bool:
    """Whether a word as it stands is a listed common word, and no listed name."""
    if word in unfolded():
        return True
    return word not in _names() and (word in particles() or word in verbs() or word in _nouns() or word.isdigit())


def _with_pronoun(word: str) -> bool:
    """Whether the word is a common noun with a pronoun."""
    shapes = topic("shapes")
    if not word.endswith(_starts("pronouns")):
        return False
    for suffix in shapes["pronouns"]:
        short = word[: -len(suffix)]
        if word.endswith(suffix) and len(short) > 2:
            if short in _nouns() or short + shapes["feminine"] in _nouns():
                return True
            if short in particles() and suffix != mark("relative"):
                return True
            if short[-1] == shapes["tied"] and short[:-1] + shapes["feminine"] in _nouns():
                return True
    return False


def _by_ending(word: str, rest: str) -> bool:
    """Whether the word ends as only common words do."""
    shapes = topic("shapes")
    if len(word) >= shapes["long"] and word.endswith(tuple(shapes["common_endings"])):
        return True
    if rest.endswith(shapes["accusative"]) and rest[:-1] in _nouns():
        return True
    if rest.endswith(mark("relative") + shapes["dual"]) and rest.removesuffix(shapes["dual"]) in _nouns():
        return True
    plural = len(word) > shapes["long"] and word.endswith(tuple(shapes["definite_plurals"]))
    ending = len(word) >= shapes["long"] and word.endswith(tuple(shapes["definite_endings"]))
    return definite(word) and (ending or plural)


def _by_shape(word: str) -> bool:
    """Whether the word looks like a verb of the present, or a number with a proclitic."""
    shapes = topic("shapes")
    if not word.isalpha() and any(char.isdigit() for char in word):
        return True
    for prefix in shapes["future"]:
        if word.startswith(prefix) and len(word) >= shapes["verb_length"] + 1:
            return True
    if word.startswith(shapes["imperfect"]) and len(word) >= shapes["verb_length"]:
        return True
    return any(pattern.fullmatch(part) for pattern in _nominal_shapes() for part in (word, stem(word)))


@cache
def _nominal_shapes() -> tuple[regex.Pattern[str], ...]:
    return tuple(regex.compile(pattern) for pattern in topic("shapes")["nominal_shapes"])


@lru_cache(maxsize=WORDS)
def namelike(word: str) -> bool:
    """Whether a word may be part of a person's name: a name by the lists, or nothing that is known to be a word."""
    if word in _names():
        return True
    return len(word) > 1 and not common(word) and all("\u0621" <= char <= "\u064a" for char in word)
