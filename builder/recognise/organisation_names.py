"""Decides how far an organisation's name reaches behind its head noun, and whether it is a name at all."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field as dataclass_field
from functools import cache, lru_cache

import regex

from builder.languages import topic
from builder.model import Form
from builder.recognise.hits import Hit
from builder.recognise.lexicon import (
    common,
    definite,
    given,
    joins,
    listed,
    mark,
    particles,
    stem,
    verbs,
)
from builder.recognise.words import WORDS, Word, bare

_LONGEST = 9


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


@lru_cache(maxsize=WORDS)
def may_begin(word: str) -> bool:
    """Whether an organisation's name may begin with the word: with a head noun, or a ministry's field."""
    return bool(head_of(word)[0]) or _is_field(word)


def field(around: Surroundings, at: int) -> int:
    """How many words after ``at`` make a ministry of its field with them ("Foreign" + "American"); 0 for none.

    In "the British minister of foreign affairs" and "American foreign policy" they make none.
    """
    sequence = around.sequence
    if not _is_field(sequence[at].text):
        return 0
    if (
        at
        and sequence[at].near
        and (definite(sequence[at - 1].text) or stem(sequence[at - 1].text) in words_of("not_of"))
    ):
        return 0
    for count in (2, 1):
        behind = sequence[at + 1 : at + count + 1]
        hit = around.demonyms.get(behind[-1].end) if len(behind) == count else None
        if hit and hit.span.start == behind[0].start and all(word.near for word in behind):
            return count if behind[0].text.endswith(mark("feminine")) else 0
    return 0


@lru_cache(maxsize=WORDS)
def _is_field(word: str) -> bool:
    """Whether a definite word says what a ministry may be for."""
    return mark("article") + stem(word) in words_of("fields") and definite(word)


def extent(around: Surroundings, at: int) -> int:
    """The index of the last word of the name whose head stands at ``at``; ``at`` itself where none follows."""
    sequence = around.sequence
    quoted = quotation(around, at)
    if quoted:
        return quoted[1]
    has_article = head_of(sequence[at].text)[1]
    last = at
    for index in range(at + 1, min(at + _LONGEST, len(sequence))):
        if _ends_before(around, index, at):
            break
        fits = _qualifies(sequence, index, at) if has_article else _belongs(sequence, index, at)
        if not fits:
            break
        last = index
    while last > at and not definite(sequence[last].text) and common(sequence[last].text):
        last -= 1
    return last


def _ends_before(around: Surroundings, index: int, at: int) -> bool:
    """Whether the name ends before the word: at a mark or a stop word, behind a nationality, where another begins."""
    word, before = around.sequence[index], around.sequence[index - 1]
    named_freely = index == at + 1 and head_of(around.sequence[at].text)[0] in words_of("clubs")
    if not word.near or (word.text in words_of("stops") and not named_freely) or _begins_another(around, index, at):
        return True
    national = before.end in around.demonyms and word.end not in around.demonyms
    return national and not _purpose(around.sequence, index, at)


def _begins_another(around: Surroundings, index: int, at: int) -> bool:
    """Whether the word begins a person's name, a state's behind a closed phrase, or says in which place."""
    word, before = around.sequence[index], around.sequence[index - 1].text
    if word.text in given() and index > at + 1 and before not in listed("offices", "honorifics"):
        return True
    hit = around.starts.get(word.start)
    if hit is not None and hit.kind != "Place" and definite(before):
        return True
    if word.text[0] in mark("clitics") and any(word.start + shift in around.starts for shift in (1, 2)):
        return not word.text.startswith(mark("li"))
    whole = [stem(around.sequence[at].text), *(w.text for w in around.sequence[at + 1 : index])]
    phrase = mark("article") * definite(around.sequence[at].text) + " ".join(whole)
    return phrase in _whole_names() and not adjective(word.text)


@cache
def _whole_names() -> frozenset[str]:
    return frozenset(bare(name) for name in topic("organisations")["bare"])


def _qualifies(sequence: tuple[Word, ...], index: int, at: int) -> bool:
    """Behind a definite head: adjectives of its gender, then what it is for."""
    text = sequence[index].text
    feminine = text.endswith(mark("feminine")) or text in words_of("feminine")
    agrees = feminine == sequence[at].text.endswith(mark("feminine"))
    if definite(text) and any(word.text.startswith(mark("li")) for word in sequence[at + 1 : index]):
        joined = text.startswith(mark("and") + mark("article")) and stem(text) not in heads()
        return adjective(text) or joined or _purpose(sequence, index, at)
    return (adjective(text) and agrees) or _purpose(sequence, index, at)


def _purpose(sequence: tuple[Word, ...], index: int, at: int) -> bool:
    """Whether "for ..." behind the adjectives of a definite head belongs to it ("the General Authority for ...")."""
    text, before = sequence[index].text, sequence[index - 1].text
    if index == at + 1 or stem(text) in heads():
        return False
    if text.startswith(mark("li_article")):
        return True
    if text.startswith(mark("li")) and not definite(text) and stem(text) != text:
        return index + 1 < len(sequence) and sequence[index + 1].near and definite(sequence[index + 1].text)
    return definite(text) and before.startswith(mark("li")) and not definite(before)


def _belongs(sequence: tuple[Word, ...], index: int, at: int) -> bool:
    """Whether the word continues a name begun by an indefinite head: its chain of nouns and their adjectives."""
    text = sequence[index].text
    if definite(text):
        return _definite_belongs(sequence, index, at)
    if _goes_on_with_person(sequence, index):
        return True
    closed = any(definite(word.text) for word in sequence[at + 1 : index])
    if closed or text in particles() or stem(text) in particles() or text in verbs() or len(text) < 2:
        return False
    # Right behind the head a name must stand; further on an unknown word is rather a verb.
    verbal = words_of("verbal_first") if index == at + 1 else words_of("verbal")
    if not common(text) and text.startswith(tuple(verbal)):
        return False
    if text.startswith(mark("li")) and (index > at + 1 or common(stem(text))):
        return False
    return (index <= at + 3 or not common(text)) and text[0] != mark("and")


def _goes_on_with_person(sequence: tuple[Word, ...], index: int) -> bool:
    """Whether the organisation is named after a person, to whose name the word belongs ("King Saud University")."""
    text, before = sequence[index].text, sequence[index - 1].text
    if before in listed("offices", "honorifics") or before in joins():
        return text in given() or text in joins() or before in joins()
    return before in given() and (text in joins() or text in given())


def _definite_belongs(sequence: tuple[Word, ...], index: int, at: int) -> bool:
    text = sequence[index].text
    if text.startswith(mark("li_article")):
        before = sequence[index - 1].text
        news = stem(text) in words_of("news")
        named = index > at + 1 and (definite(before) or not common(before)) and not adjective(before)
        return stem(text) not in heads() and (news or named)
    if text.startswith(tuple(topic("shapes")["apart"])):
        return False
    if not text.startswith(mark("and") + mark("article")):
        # One definite noun closes the chain; what follows is its adjective, or no word that is known.
        closed = any(definite(word.text) for word in sequence[at + 1 : index])
        return not closed or adjective(text) or not common(text)
    # A noun joined by "and" belongs to the name behind another noun of it ("industry and trade").
    rest = stem(text)
    stops = mark("article") + rest in words_of("stops")
    return index > at + 1 and rest not in heads() and not stops and not adjective(text[1:])


def adjective(text: str) -> bool:
    """Whether a word is an adjective that may belong to a name."""
    if text in words_of("adjectives"):
        return True
    endings = tuple(topic("organisations")["adjective_endings"])
    return definite(text) and text.startswith(mark("article")) and text.endswith(endings)


_OPENED = regex.compile(r"\s*[\"«“”‘']\s*")
_CLOSED = regex.compile(r"\s*[\"»”“’']")


def quotation(around: Surroundings, at: int) -> tuple[int, int] | None:
    """The indexes of the first and last word of a quoted name right behind the head (and an adjective), or None."""
    sequence = around.sequence
    for index in (at + 1, at + 2):
        if index >= len(sequence):
            return None
        if sequence[index].gap != " " and _OPENED.fullmatch(sequence[index].gap):
            for last in range(index, min(index + 5, len(sequence))):
                end = sequence[last].end
                if _CLOSED.match(around.text[end : end + 2]):
                    return (index, last) if index == at + 1 or _may_part(around, at + 1) else None
        if not sequence[index].near or index > at + 1:
            return None
    return None


def _may_part(around: Surroundings, index: int) -> bool:
    """Whether the word may stand between a head and a quoted name: its adjective or nationality."""
    word = around.sequence[index]
    return word.end in around.demonyms or adjective(word.text) or not definite(word.text)
