"""An article as the rules on instruments see it: folded words without vowel marks, and whom or what they name.

Rules match on ``Scene.text``; ``Scene.span`` gives the article's own offsets back.
"""

from __future__ import annotations

import re  # several times as fast as regex for mere sets of characters
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from operator import attrgetter, methodcaller
from typing import Protocol, overload

from builder.languages import topic
from builder.model import Article, DateMention, Entity, Form, Layout, Mention, Span
from builder.recognise.instruments_text import finder, plain
from builder.vocabulary import DATA, STATES

STATE, BLOC, ORGAN, PERSON, PLACE, DATE, MEDIA, OTHER, INSTRUMENT, WORD = "SGRPLDMOIw"

_TAGS = {
    "State": STATE,
    "HistoricalState": STATE,
    "InternationalOrganisation": BLOC,
    "StateOrgan": ORGAN,
    "Person": PERSON,
    "Place": PLACE,
    "MediaOrganisation": MEDIA,
    "Treaty": INSTRUMENT,
    "PoliticalDeclaration": INSTRUMENT,
    "Instrument": INSTRUMENT,
}
_SYMBOL = re.compile(r"[^\W_]+|[^\w\s]|_|\n")
_SHORTENED = re.compile(r"[^\W\d_]\.")  # a title of one letter, whose full stop ends nothing
_SPAN = methodcaller("span")


class Named(Protocol):
    """Entities and their mentions, as ``builder.recognise.actors.find`` and others give them."""

    @property
    def entities(self) -> tuple[Entity, ...]:
        """Who or what is named."""

    @property
    def mentions(self) -> tuple[Mention, ...]:
        """Where."""


@dataclass(slots=True, unsafe_hash=True)
class Token:
    """A word, a sign, or words that name something; offsets are those of ``Scene.text``.

    Nobody changes one; it is not frozen because a frozen one takes three times as long to make, and there are many.
    ``tag``: WORD, or what is named. ``refs``: keys of the entities named (or dates, as ``Scene.dates`` index).
    ``glued``: no space stands before it (``و`` before a name). ``demonym``: an adjective of a state.
    """

    start: int
    end: int
    text: str
    tag: str = WORD
    refs: tuple[str, ...] = ()
    glued: bool = False
    demonym: bool = False
    date: DateMention | None = None


class Sentences(Sequence[tuple[Token, ...]]):
    """The sentences of a text as tokens, each cut when a rule first looks at it: of most articles few are."""

    def __init__(self, text: str, bounds: Sequence[tuple[int, int]], items: Sequence[Token]) -> None:
        """``bounds``: where in ``text`` each sentence begins and ends; ``items``: what is named in it, in order."""
        self.text = text
        self.bounds = bounds
        self.items = items
        self._starts = [item.start for item in items]
        self._cut: list[tuple[Token, ...] | None] = [None] * len(bounds)

    def __len__(self) -> int:
        return len(self.bounds)

    def __iter__(self) -> Iterator[tuple[Token, ...]]:
        return map(self._tokens, range(len(self.bounds)))

    @overload
    def __getitem__(self, at: int) -> tuple[Token, ...]: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[tuple[Token, ...], ...]: ...
    def __getitem__(self, at: int | slice) -> tuple[Token, ...] | tuple[tuple[Token, ...], ...]:
        if isinstance(at, int):
            return self._cut[at] or self._tokens(at)
        return tuple(self._tokens(number) for number in range(*at.indices(len(self))))

    def _tokens(self, number: int) -> tuple[Token, ...]:
        found = self._cut[number]
        if found is None:
            first, last = self.bounds[number]
            starts = self._starts
            inside = self.items[bisect_left(starts, first) : bisect_right(starts, last - 1)] if last > first else []
            found = self._cut[number] = tuple(tokens(self.text, first, last, inside))
        return found

    def numbers_from(self, start: int, end: int) -> range:
        """The numbers of the sentences that may hold a part of ``text[start:end]``."""
        firsts = [first for first, _ in self.bounds]
        return range(max(bisect_right(firsts, start) - 1, 0), bisect_left(firsts, end))


@dataclass(frozen=True, slots=True)
class Scene:
    """The folded text, its way back to the article, and its sentences as tokens."""

    article: Article
    layout: Layout
    text: str
    offsets: Sequence[int]
    sentences: Sentences
    entities: dict[str, Entity]

    def span(self, start: int, end: int) -> Span:
        """The article's span of ``text[start:end]``."""
        return Span(self.offsets[start], self.offsets[end])

    def at(self, offset: int) -> int:
        """Where the article's ``offset`` stands in ``text``."""
        return finder(self.offsets)(offset)

    def block(self, sentence: int) -> int:
        """The index of a sentence's block."""
        return self.layout.sentences[sentence].block


def scene(
    article: Article,
    layout: Layout,
    entities: Sequence[Entity],
    mentions: Sequence[Mention],
    dates: Sequence[DateMention],
) -> Scene:
    """Prepare ``article`` for the rules; mentions outside of its sentences are left out."""
    text, offsets = plain(article.text)
    known = {entity.key: entity for entity in entities}
    items = sorted(_items(text, offsets, known, mentions, dates), key=lambda t: (t.start, -t.end))
    at = finder(offsets)
    bounds = [(at(sentence.span.start), at(sentence.span.end)) for sentence in layout.sentences]
    return Scene(article, layout, text, offsets, Sentences(text, bounds, _outermost(items)), known)


def _items(
    text: str,
    offsets: Sequence[int],
    entities: dict[str, Entity],
    mentions: Iterable[Mention],
    dates: Iterable[DateMention],
) -> Iterator[Token]:
    """One token for each span that names something."""
    named: dict[tuple[int, int], list[Mention]] = {}
    at = finder(offsets)
    for mention in mentions:
        named.setdefault((mention.span.start, mention.span.end), []).append(mention)
    for (first, last), group in named.items():
        start, end = at(first), at(last)
        if end <= start:
            continue
        refs: tuple[str, ...] = (group[0].entity,)
        if len(group) > 1:
            ranked = sorted(group, key=lambda m: _kind(entities, m) not in STATES)
            refs = tuple(dict.fromkeys(m.entity for m in ranked))
        words = text[start:end]
        tag = _TAGS.get(entities[refs[0]].kind if refs[0] in entities else "Organisation", OTHER)
        demonym = tag == STATE and is_adjective_of_state(words, group[0])
        yield Token(start, end, words, _read_as().get(refs[0], tag), refs, False, demonym)
    for date in dates:
        start, end = at(date.span.start), at(date.span.end)
        yield Token(start, end, text[start:end], DATE, (), date=date)


@cache
def _read_as() -> dict[str, str]:
    """What is not read by its class: movements are as bodies of states, parliaments of these as organs of states."""
    organs = topic("parties")["parliaments_of_bodies"]
    return {**dict.fromkeys(movements(), BLOC), **{f"{DATA}organisation/{slug}": ORGAN for slug in organs}}


@cache
def movements() -> frozenset[str]:
    """The armed movements that conclude agreements as states and bodies of states do."""
    return frozenset(f"{DATA}organisation/{slug}" for slug in topic("parties")["movements"]["known"])


def _kind(entities: dict[str, Entity], mention: Mention) -> str:
    """The class of what is mentioned; a capital that stands for its state is read as the state."""
    return entities[mention.entity].kind if mention.entity in entities else "Organisation"


def is_adjective_of_state(words: str, mention: Mention) -> bool:
    """Whether a mention of a state is an adjective ("the Russian") rather than its name."""
    if "demonym" in mention.rule:
        return True
    if mention.rule.startswith("capital"):
        return False
    endings = tuple(topic("instruments")["nisba"])
    return mention.form is Form.NOMINAL and " " not in words and words.endswith(endings)


def _outermost(items: list[Token]) -> list[Token]:
    """The items that no earlier and longer item covers."""
    kept: list[Token] = []
    for item in items:
        if not kept or item.start >= kept[-1].end:
            kept.append(item)
    return kept


def names(tokens: Iterable[Token], tag: str) -> bool:
    """Whether one of the tokens has this tag: a loop over all of a sentence without one in Python."""
    return tag in map(_TAG, tokens)


_TAG = attrgetter("tag")


def tokens(text: str, first: int, last: int, items: Sequence[Token]) -> Iterator[Token]:
    """The words, signs and names of ``text[first:last]`` in order."""
    at = first
    for item in (*items, None):
        until = item.start if item else last
        before = _words(text, at, max(until, at), first)
        yield from before
        if item is not None:
            glued = _glued(text, item.start, first)
            demonym = item.demonym and not _acts_for_state(before)
            yield Token(item.start, item.end, item.text, item.tag, item.refs, glued, demonym, item.date)
            at = item.end


def _acts_for_state(before: tuple[Token, ...]) -> bool:
    """Whether a noun for those who act for a state stands before its adjective: "the Sudanese government" is Sudan.

    Not where the words only tell a place: "in the Egyptian side".
    """
    data = topic("parties")["acting_for_state"]
    third, noun, last = ("", "", "", *(token.text for token in before[-3:]))[-3:]
    if last in data["nouns"]:
        return noun not in data["not_after"]
    if last in data["qualified"] and noun in data["nouns"]:
        return third not in data["not_after"]
    called = data["called"]
    named = noun in called["nouns"] and last not in called["never"] and last.startswith(called["definite"])
    return named and third not in data["not_after"]


@lru_cache(maxsize=1 << 10)
def _words(text: str, start: int, end: int, first: int) -> tuple[Token, ...]:
    """The words and signs of ``text[start:end]``, in a sentence that begins at ``first``.

    Kept for the second scene of the same article, which differs from the first in the instruments that it names.
    """
    found: list[Token] = []
    at = start
    for piece in text[start:end].split(" "):  # most pieces are a word each, and need no pattern to be told from it
        last = at + len(piece)
        if piece.isalnum():
            found.append(Token(at, last, piece))
        elif piece.endswith(".") and _SHORTENED.fullmatch(piece):
            found.append(Token(at, last, piece.rstrip(".")))
        elif piece:
            signs = map(_SPAN, _SYMBOL.finditer(text, at, last))
            found += [Token(a, z, text[a:z], WORD, (), _glued(text, a, first)) for a, z in signs]
        at = last + 1
    if found and found[0].start == start:
        found[0].glued = _glued(text, start, first)
    return tuple(found)


def _glued(text: str, at: int, first: int) -> bool:
    return at > first and not text[at - 1].isspace()
