"""Finds known persons who are called by the surname alone and nowhere in the article in full."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache

from builder.known import KnownEntity, known
from builder.model import Span
from builder.recognise.lexicon import common, definite, given, joins, listed, mark, weak
from builder.recognise.named import Named
from builder.recognise.names import named_after, title_word
from builder.recognise.offices import may_begin
from builder.recognise.words import Word, bare, places

_SHORTEST = 4


def find(
    sentences: list[tuple[Word, ...]], named: list[Named], states: Iterable[str], blocked: list[Span]
) -> Iterator[Named]:
    """The surnames, one word each, that only one known person bears, whose state the article names.

    ``named``: the names found; a word of one of them is its bearer's. ``states``: the codes of the states named.
    ``blocked``: spans of other actors. A surname with the article needs a title before it ("الرئيس السيسي").
    """
    taken = [*blocked, *(name.span for name in named)]
    borne = {word for name in named for word in name.words if len(name.words) > 1}
    codes = frozenset(states)
    for sequence in sentences:
        for at in places(sequence, _words()):
            clitic, surname = _cut(sequence[at].text)
            entity = _bearers()[surname]
            word = sequence[at]
            span = Span(word.start + clitic, word.end)
            if surname in borne or not codes & _states_of(entity) or any(span.overlaps(other) for other in taken):
                continue
            if not _part_of_longer(sequence, at) and (not definite(surname) or _titled(sequence, at)):
                yield Named(span, (surname,), "known-surname", (), entity.iri)


def _part_of_longer(sequence: tuple[Word, ...], at: int) -> bool:
    """Whether a given name or another name's part stands right before or behind: another person's name then."""
    before = sequence[at - 1].text if at and sequence[at].near else ""
    after = sequence[at + 1].text if at + 1 < len(sequence) and sequence[at + 1].near else ""
    strange = bool(before) and not common(before) and not may_begin(before) and not title_word(before)
    part = any(word in given() or word in joins() for word in (before, after))
    return part or strange or named_after(sequence, at)


def _titled(sequence: tuple[Word, ...], at: int) -> bool:
    """Whether the title of a head of state or a general stands right before the word."""
    return at > 0 and sequence[at].near and sequence[at - 1].text in listed("names", "rulers")


def _cut(word: str) -> tuple[int, str]:
    """How many letters of a proclitic the word begins with, and the surname behind them."""
    return (0, word) if word in _bearers() else (1, word[1:])


@cache
def _words() -> frozenset[str]:
    return frozenset(clitic + word for word in _bearers() for clitic in ("", *mark("clitics")))


@cache
def _states_of(entity: KnownEntity) -> frozenset[str]:
    return frozenset(code for _, code in known().offices_of(entity) if code)


@cache
def _bearers() -> dict[str, KnownEntity]:
    """The surnames of one known person alone, of holders of office, that are no other word, name or place."""
    found: dict[str, set[str]] = {}
    for entity in known().of_kind("Person"):
        for name in entity.labels():
            for word in bare(name).split()[1:]:
                found.setdefault(word, set()).add(entity.iri)
    last = {bare(name).split()[-1] for entity in known().of_kind("Person") for name in entity.labels() if " " in name}
    others = given() | weak() | joins() | listed("names", "completions", "syllables", "shared") | _other_names()
    bearers = {}
    for word, iris in sorted(found.items()):
        bearer = known().by_iri(min(iris))
        fits = len(iris) == 1 and word in last and len(word) >= _SHORTEST and word not in others
        if bearer is not None and fits and not common(word) and _states_of(bearer):
            bearers[word] = bearer
    return bearers


@cache
def _other_names() -> frozenset[str]:
    """The single words of known names that are no person's."""
    return frozenset(
        bare(word)
        for entity in known().entities
        if entity.kind != "Person"
        for name in (*entity.labels(), *entity.demonyms)
        for word in (name, mark("article") + name)
        if " " not in name
    )
