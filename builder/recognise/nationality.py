"""Tells demonyms that only say where somebody or something comes from: they speak of no state.

"The Russian president" acts for Russia; "the French striker", "the British paper", "the American dollar" do not.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import islice
from typing import Final

from builder.languages import topic
from builder.model import Span
from builder.recognise.hits import Hit
from builder.recognise.lexicon import common, definite, listed, mark, particles, stem
from builder.recognise.named import Named
from builder.recognise.states import own_adjectives
from builder.recognise.text import is_letter
from builder.recognise.words import WORDS, bare

_REACH: Final = 60
_WORDS: Final = 4


def spoken_of(text: str, places: list[Hit], organs: list[Hit], persons: list[Named]) -> list[Hit]:
    """``places`` without the demonyms of players, firms, papers, currencies, peoples and of quoted names."""
    firms = [hit for hit in organs if hit.kind == "Organisation" and (hit.key or _is_quoted_firm(hit))]
    media = {hit.span.end for hit in (*firms, *(hit for hit in organs if hit.kind == "MediaOrganisation"))}
    titled = [span for person in persons for _, span in person.titles]
    named = {person.span.start for person in persons}
    cities = {hit.span.end: hit.span.start for hit in places if hit.kind == "Place"}
    return [
        hit
        for hit in places
        if not (hit.rule == "demonym" or _is_adjective(text, hit, media))
        or not (
            _describes(text, hit.span, media, named, titled)
            or _is_quoted(text, hit.span, places)
            or _of_club(text, hit.span, cities)
        )
    ]


def _is_quoted_firm(hit: Hit) -> bool:
    return hit.rule == "quoted-name" and hit.head in listed("states", "firms")


def _is_adjective(text: str, hit: Hit, media: set[int]) -> bool:
    """Whether a state's name that is its own adjective too stands right behind a paper's: "صحيفة عكاظ السعودية"."""
    own = hit.rule == "state-name" and bare(hit.span.of(text)) in own_adjectives()
    return own and any(end in media for end in range(hit.span.start - 4, hit.span.start))


def _of_club(text: str, span: Span, cities: dict[int, int]) -> bool:
    """Whether a masculine demonym stands behind a city's name, which is feminine: a club is meant ("روما الإيطالي").

    Behind a noun the name is the place of what the demonym describes ("the Saudi-Iranian meeting of Riyadh").
    """
    start = cities.get(span.start - 1)
    masculine = definite_at(text, span) and bare(text[span.start : span.end]).endswith(mark("relative"))
    if start is None or not masculine:
        return False
    if is_letter(text[start - 1 : start] or " "):
        return True
    before = text[max(0, start - _REACH) : start].split()
    return bool(before) and bare(before[-1]) in particles()


def _describes(text: str, span: Span, media: set[int], named: set[int], titled: list[Span]) -> bool:
    if any(end in media for end in range(span.start - 4, span.start)):
        return True
    named_next = span.end + 1 in named and definite_at(text, span) and not any(t.overlaps(span) for t in titled)
    if named_next and not _of_side(text, span):
        return True
    return _head(text, span) in listed("states", "described")


def _of_side(text: str, span: Span) -> bool:
    """Whether the demonym says whose side somebody signs for who is named behind it ("عن الجانب اللبناني أنطوان")."""
    before = text[max(0, span.start - _REACH) : span.start].split()
    return bool(before) and bare(before[-1]) in listed("states", "sides")


def definite_at(text: str, span: Span) -> bool:
    """Whether the word at ``span`` has the article."""
    return bare(text[span.start : span.end]).startswith(mark("article"))


def _head(text: str, span: Span) -> str:
    """The noun that the demonym describes: before it, behind other adjectives and names."""
    start = span.start
    while start > 0 and is_letter(text[start - 1]):
        start -= 1
    line = text[max(0, start - _REACH) : start].rpartition("\n")[2]
    if not line or line.rstrip()[-1:] in _stops():
        return ""
    words = (bare(part.strip(_quotes())) for part in reversed(line.split()))
    for word in islice(filter(None, words), _WORDS):
        head = _listed(word)
        if head:
            return head
        if common(word) and not _adjective(word):
            return ""
    return ""


@lru_cache(maxsize=WORDS)
def _listed(word: str) -> str:
    return next((form for form in (word, stem(word)) if form in listed("states", "described")), "")


@lru_cache(maxsize=WORDS)
def _adjective(word: str) -> bool:
    """Whether the word is an adjective of relation, alone or joined to others ("والكردية")."""
    return definite(word) and word.endswith((mark("relative"), mark("relative") + mark("feminine")))


def _stops() -> str:
    return str(topic("states")["stops"])


def _quotes() -> str:
    return str(topic("states")["quotes"])


def _is_quoted(text: str, span: Span, places: list[Hit]) -> bool:
    """Whether nothing but demonyms stands in the quotation marks around this one: it is part of a name."""
    opening = text.rfind(_quotes()[0], max(0, span.start - _REACH), span.start)
    closing = text.find(_quotes()[1], span.end, span.end + _REACH)
    if opening < 0 or closing < 0:
        return False
    inside = {at for hit in places if hit.rule == "demonym" for at in range(hit.span.start, hit.span.end)}
    return all(not is_letter(text[at]) or at in inside for at in range(opening, closing))
