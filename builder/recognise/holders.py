"""Gives an office named without its holder ("the Russian president") to the one person of the article who holds it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Protocol, TypeVar

from builder.known import known
from builder.languages import topic
from builder.model import Span
from builder.recognise.lexicon import definite, listed, mark, stem
from builder.recognise.named import Untitled
from builder.recognise.offices import Title, firsts
from builder.recognise.words import bare
from builder.vocabulary import STATES

_FARTHEST_NAME = 40
_LONGEST_PLACE = 3
_NEAR = 12


class Holder(Protocol):
    """A person of the article: its key where it is known, where it is named, its titles and their words."""

    @property
    def key(self) -> str | None: ...

    @property
    def first(self) -> int: ...

    @property
    def spans(self) -> Sequence[Span]: ...

    @property
    def titles(self) -> Sequence[tuple[Title, Span]]: ...

    def holds(self, slug: str, state: str | None) -> bool: ...


P = TypeVar("P", bound=Holder)


def holders(
    text: str, people: Sequence[P], alone: Sequence[Untitled], taken: Sequence[Span]
) -> Iterator[tuple[P, Span]]:
    """The holder and the words of each office without a name that only one person of the article can mean."""
    namings = sorted((start, number) for number, person in enumerate(people) for start in _namings(person))
    for untitled in alone:
        title = untitled.title
        span = title_span(text, untitled.span)
        if not title.slug or not (title.definite or title.state or _says_of_what(text, span)):
            continue
        last = bare(text[span.start : span.end].split()[-1])
        shared = title.slug in listed("offices", "shared") or last in _adjectives()
        if (shared and not definite(title.head)) or any(span.overlaps(other) for other in taken):
            continue
        holder = _holder(text, people, title, span)
        behind = None if _is_anothers(text, span) else _named_behind(text, span, namings)
        if holder is not None and not _is_past(text, span) and (behind is None or people[behind] is holder):
            yield holder, span


@cache
def _adjectives() -> frozenset[str]:
    """Adjectives of states: "a Kuwaiti minister" may be any of them."""
    states = known().of_kind(*STATES)
    names = {bare(name) for state in states for name in state.labels()}
    return frozenset(bare(word) for state in states for word in state.demonyms) - names


def _namings(person: Holder) -> Iterator[int]:
    """Where each mention of a person by name begins, and the title before it."""
    for span in person.spans:
        yield span.start
        yield from (words.start for _, words in person.titles if 0 <= span.start - words.end <= 1)


def _named_behind(text: str, title: Span, namings: Sequence[tuple[int, int]]) -> int | None:
    """The number of the person whose name follows the title at once, or behind a comma or the place of the office."""
    at = bisect_left(namings, (title.end, 0))
    if at == len(namings) or namings[at][0] - title.end > _FARTHEST_NAME:
        return None
    start, number = namings[at]
    gap = text[title.end : start]
    between = gap.strip().strip(_commas()).split()
    if not between:
        return number
    placed = bare(between[0]) in listed("offices", "outside") and len(between) <= _LONGEST_PLACE
    return number if placed and gap[-1].isspace() and _commas_in(gap) <= 1 else None


def _is_anothers(text: str, title: Span) -> bool:
    """Whether the office only says whose deputy or sister the one named behind it is."""
    before = text[max(0, title.start - _FARTHEST_NAME) : title.start].split()
    last = stem(bare(before[-1])) if before else ""
    return last in listed("speakers", "relational") or last in firsts()


def _is_past(text: str, title: Span) -> bool:
    """Whether the office is said to be somebody's who held it once ("the then president")."""
    following = text[title.start : title.end + _NEAR].split()
    inside = len(text[title.start : title.end].split())
    return any(bare(word) in listed("offices", "past") for word in following[: inside + 1])


def _commas() -> str:
    return "".join(topic("offices")["apposition"]["name"])


def _commas_in(gap: str) -> int:
    return sum(gap.count(sign) for sign in _commas())


def _holder(text: str, people: Sequence[P], title: Title, span: Span) -> P | None:
    if title.state:
        stated = [p for p in people if p.holds(title.slug, title.state)] or _of_kind(people, title)
        if stated:
            return stated[0] if len(stated) == 1 else None
        if (known_one := _known_holder(people, title)) is not None:
            return known_one
    # A town in a body's name may say a state that the holder's own title does not ("مدير مركز بازل").
    before = [p for p in people if p.first < span.start and (p.holds(title.slug, None) or _is_of_kind(p, title))]
    if title.state and any(t.state for p in before for t, _ in p.titles if t.slug == title.slug):
        return None
    if len(before) != 1 or (title.last > title.first and not _of_the_same(text, before[0], title, span)):
        return None
    return before[0]


def _of_kind(people: Sequence[P], title: Title) -> list[P]:
    """Those who hold an office that the title names only by its kind: "the German minister", of foreign affairs."""
    return [p for p in people if _is_of_kind(p, title)]


def _is_of_kind(person: Holder, title: Title) -> bool:
    """Whether the title names only the kind of an office that the person holds, in the title's state if it says one."""
    return title.slug in listed("offices", "generic") and any(
        title.state in (None, t.state) and stem(t.head) == stem(title.head) for t, _ in person.titles
    )


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
