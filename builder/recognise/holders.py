"""Gives an office named without its holder ("the Russian president") to the one person of the article who holds it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol, TypeVar

from builder.known import known
from builder.model import Span
from builder.recognise.lexicon import definite, listed, mark, stem
from builder.recognise.named import Untitled
from builder.recognise.offices import Title, firsts
from builder.recognise.words import bare


class Holder(Protocol):
    """A person of the article: its key where it is known, where it is first named, its titles and their words."""

    @property
    def key(self) -> str | None: ...

    @property
    def first(self) -> int: ...

    @property
    def titles(self) -> Sequence[tuple[Title, Span]]: ...

    def holds(self, slug: str, state: str | None) -> bool: ...


P = TypeVar("P", bound=Holder)


def holders(
    text: str, people: Sequence[P], alone: Sequence[Untitled], taken: Sequence[Span]
) -> Iterator[tuple[P, Span]]:
    """The holder and the words of each office without a name that only one person of the article can mean."""
    for untitled in alone:
        title = untitled.title
        span = title_span(text, untitled.span)
        if not title.slug or not (title.definite or title.state or _says_of_what(text, span)):
            continue
        if any(span.overlaps(other) for other in taken):
            continue
        holder = _holder(text, people, title, span)
        if holder is not None:
            yield holder, span


def _holder(text: str, people: Sequence[P], title: Title, span: Span) -> P | None:
    if title.state:
        stated = [p for p in people if p.holds(title.slug, title.state)]
        return stated[0] if len(stated) == 1 else (_known_holder(people, title) if not stated else None)
    before = [p for p in people if p.holds(title.slug, None) and p.first < span.start]
    if len(before) != 1 or (title.last > title.first and not _of_the_same(text, before[0], title, span)):
        return None
    return before[0]


def _of_the_same(text: str, holder: Holder, title: Title, span: Span) -> bool:
    """Whether an office is said of the body that the holder's own title names: "مدير الجامعة", "مدير جامعة القاهرة"."""
    body = _body(text, span)
    return body is not None and any(
        t.slug == title.slug and body == _body(text, title_span(text, words)) for t, words in holder.titles
    )


def _says_of_what(text: str, title: Span) -> bool:
    """Whether a title without an article is definite by what it is of: "مدير الجامعة", "مدير مركز بازل"."""
    words = [bare(word) for word in text[title.start : title.end].split()]
    return len(words) > 2 or (len(words) == 2 and definite(words[1]))


def _body(text: str, title: Span) -> str | None:
    """The second word of a title, which says what kind of body it is of, without its article."""
    words = text[title.start : title.end].split()
    return stem(bare(words[1])) if len(words) > 1 else None


def _known_holder(people: Sequence[P], title: Title) -> P | None:
    """The only known person of the article who holds or held the office of the state."""
    holders = []
    for person in people:
        entity = known().by_iri(person.key) if person.key else None
        if entity is not None and (title.slug, title.state) in known().offices_of(entity):
            holders.append(person)
    return holders[0] if len(holders) == 1 else None


def title_span(text: str, span: Span) -> Span:
    """The words of a title without the proclitics before it and without a place or time behind it."""
    start = span.start
    words = text[span.start : span.end].split(" ")
    first = bare(words[0])
    rest = stem(first)
    if rest != first and first not in firsts():
        cut = len(first) - len(rest)
        article = 2 if definite(first) and not first[:cut].endswith(mark("li_article")) else 0
        start += max(0, cut - article)
    stops = listed("offices", "outside")
    at, end = span.start, span.end
    for number, word in enumerate(words):
        if number and bare(word) in stops:
            end = at - 1
            break
        at += len(word) + 1
    return Span(start, max(end, start + 1))
