"""Finds groups that act or speak as one ("the West", "Russian officials") and sources without a name."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Final

from builder.languages import topic
from builder.model import Entity, Form, Mention, Span
from builder.recognise.gazetteer import Gazetteer
from builder.recognise.hits import free
from builder.recognise.lexicon import definite, listed, mark, particles, verbs
from builder.recognise.words import WORDS, Word, bare, places

_LISTS: Final = (("groups", "ActorGroup"), ("sources", "UnnamedSource"))


def find(text: str, sequences: list[tuple[Word, ...]], taken: list[Span]) -> tuple[list[Entity], list[Mention]]:
    """The groups and unnamed sources of an article; the same words are the same group."""
    entities: dict[str, Entity] = {}
    mentions: list[Mention] = []
    for sequence in sequences:
        for span, kind, rule in _in_sentence(text, sequence):
            if not free(span, taken):
                continue
            name = span.of(text)
            word = "group" if kind == "ActorGroup" else "source"
            entity = entities.setdefault(bare(name), Entity(f"{word}:{span.start}", kind, name))
            mentions.append(Mention(span, entity.key, Form.NAME, rule))
    return list(entities.values()), mentions


@cache
def _fixed() -> Gazetteer[str]:
    table: dict[str, list[str]] = topic("groups")["fixed"]
    return Gazetteer(((phrase, kind) for kind, phrases in table.items() for phrase in phrases), together=True)


@lru_cache(maxsize=4)
def _fixed_in(text: str) -> tuple[tuple[Span, str], ...]:
    return tuple(_fixed().find(text))


def _in_sentence(text: str, sequence: tuple[Word, ...]) -> Iterator[tuple[Span, str, str]]:
    if not sequence:
        return
    fixed = _fixed_in(text)
    if fixed:
        whole = Span(sequence[0].start, sequence[-1].end)
        yield from ((span, kind, "group-name") for span, kind in fixed if whole.covers(span))
    for index in places(sequence, _all_beginnings()):
        word = sequence[index]
        for key, kind in _begun(word.text):
            length = _phrase(sequence, index, key)
            if length:
                last = _extent(sequence, index + length - 1, key)
                if key == "groups" or last >= index + length:
                    clitic = len(word.text) - len(_stripped(word.text, key))
                    yield Span(word.start + clitic, sequence[last].end), kind, f"{key}-noun"


def _phrase(sequence: tuple[Word, ...], index: int, key: str) -> int:
    """How many words at ``index`` are one of the listed phrases; 0 for none."""
    for length in (2, 1):
        if index + length <= len(sequence):
            rest = [word.text for word in sequence[index + 1 : index + length]]
            first = _stripped(sequence[index].text, key)
            if " ".join([first, *rest]) in listed("groups", key):
                return length
    return 0


@lru_cache(maxsize=WORDS)
def _begun(word: str) -> tuple[tuple[str, str], ...]:
    """The lists of whose phrases one may begin with the word, and the class of what those name."""
    return tuple((key, kind) for key, kind in _LISTS if word in _beginnings(key))


@cache
def _all_beginnings() -> frozenset[str]:
    return frozenset().union(*(_beginnings(key) for key, _ in _LISTS))


@cache
def _beginnings(key: str) -> frozenset[str]:
    """Every word that a listed phrase may begin with, its conjunction or preposition included."""
    return frozenset(clitic + start for clitic in _clitics() for start in _starts(key))


@cache
def _clitics() -> tuple[str, ...]:
    return ("", *topic("proclitics")["conjunctions"], *topic("proclitics")["prepositions"])


@cache
def _starts(key: str) -> frozenset[str]:
    """The first words of the listed phrases."""
    return frozenset(phrase.split()[0] for phrase in listed("groups", key))


@lru_cache(maxsize=WORDS)
def _stripped(word: str, key: str) -> str:
    """The word without a conjunction or preposition, where a listed phrase begins with the rest."""
    for clitic in _clitics():
        if word.startswith(clitic) and word[len(clitic) :] in _starts(key):
            return word[len(clitic) :]
    return word


def _extent(sequence: tuple[Word, ...], last: int, key: str) -> int:
    """The adjectives, and behind "spokesman of" the names, that belong to the phrase ending at ``last``."""
    named = sequence[last].text == mark("named")
    indefinite = not definite(sequence[last].text) and not named
    named_by = last + 1
    for index in range(last + 1, min(last + (6 if named else 4), len(sequence))):
        text = sequence[index].text
        fits = _adjective(text, indefinite, key) or (named and (definite(text) or index == named_by))
        if not sequence[index].near or not fits:
            break
        last = index
    return last


def _adjective(text: str, indefinite: bool, key: str) -> bool:
    if text in listed("groups", "source_adjectives"):
        return True
    if indefinite:
        return (
            not definite(text)
            and key == "groups"
            and text.endswith(_relative())
            and text not in verbs()
            and text not in particles()
        )
    return definite(text) and text.endswith(_relative())


@cache
def _relative() -> tuple[str, ...]:
    return tuple(bare(ending) for ending in topic("groups")["endings"])
