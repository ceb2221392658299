"""The words by which organisations are named, and what stands around them in a sentence."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field as dataclass_field
from functools import cache, lru_cache

from builder.languages import topic
from builder.model import Form
from builder.recognise.hits import Hit
from builder.recognise.lexicon import definite, listed, mark, stem
from builder.recognise.words import WORDS, Word, bare


@dataclass(slots=True)
class Surroundings:
    """A sentence and what is known of it: hits of states and places by where they end and begin.

    ``ends`` holds all of them, ``demonyms`` the adjectives of nationality, ``starts`` the proper names.
    """

    text: str
    sequence: tuple[Word, ...]
    states: list[Hit]
    ends: dict[int, Hit] = dataclass_field(init=False)
    demonyms: dict[int, Hit] = dataclass_field(init=False)
    starts: dict[int, Hit] = dataclass_field(init=False)

    def __post_init__(self) -> None:
        """Indexes the hits; of a place and the state it stands for, the state counts."""
        self.ends = {hit.span.end: hit for hit in sorted(self.states, key=lambda hit: hit.kind != "Place")}
        self.demonyms = {hit.span.end: hit for hit in self.states if hit.rule == "demonym"}
        self.starts = {hit.span.start: hit for hit in self.states if hit.form is Form.NAME}


@cache
def heads() -> dict[str, str]:
    """Bare head nouns to the class of what they begin."""
    table: dict[str, str] = topic("organisations")["heads"]
    return {bare(word): kind for word, kind in table.items()}


@cache
def words_of(key: str) -> frozenset[str]:
    """The bare words of a list of the data on organisations."""
    return listed("organisations", key)


@lru_cache(maxsize=WORDS)
def head_of(word: str) -> tuple[str, bool]:
    """The head noun in a word ("" for none), and whether it has the article."""
    if word in heads():
        return word, False
    rest = stem(word)
    return (rest, definite(word)) if rest in heads() else ("", False)


def adjective(text: str) -> bool:
    """Whether a word is an adjective that may belong to a name."""
    if text in words_of("adjectives"):
        return True
    endings = tuple(topic("organisations")["adjective_endings"])
    return definite(text) and text.startswith(mark("article")) and text.endswith(endings)
