"""Finds names of organisations that stand in quotation marks: a second name of one, and those of a list."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from typing import Final

import regex

from builder.languages import topic
from builder.model import Form, Span
from builder.recognise.hits import Hit
from builder.recognise.lexicon import behind_prefixes, mark, stem
from builder.recognise.organisation_quotes import may_be_named
from builder.recognise.organisation_words import heads
from builder.recognise.words import Word, bare, places, words


def other_names(text: str, hits: list[Hit]) -> dict[Hit, Hit]:
    """The hits that are but another name of the one before them, with that one: "the UN force «Minusma»".

    Nothing but an opening mark parts the two, and a closing mark follows; of two known ones each stays itself.
    """
    ordered = sorted(hits, key=lambda hit: hit.span)
    found: dict[Hit, Hit] = {}
    for first, second in pairwise(ordered):
        gap = text[first.span.end : second.span.start]
        between = len(gap) < 5 and _OPENING.fullmatch(gap) and text[second.span.end : second.span.end + 1] in _CLOSING
        if between and second.key is None and second.kind != "MediaOrganisation":
            found[second] = found.get(first, first)
    return found


_OPENING: Final = regex.compile(r"\s?[\"«“(]\s?")
_CLOSING: Final = ('"', "»", "”", ")")


def several(text: str, sequence: tuple[Word, ...]) -> Iterator[Hit]:
    """The names in quotation marks behind a plural head: "the two firms «Renault» and «Nissan»"."""
    for at in places(sequence, _plural_words()):
        head = _plurals().get(stem(sequence[at].text)) or _plurals().get(sequence[at].text)
        start = sequence[at].end
        while head and (match := _quoted_next().match(text, start)):
            span = Span(*match.span("name"))
            if not may_be_named(words(text, span)) or span.end > sequence[-1].end:
                break
            yield Hit(span, heads()[head], Form.NAME, "quoted-name", None, head)
            start = match.end()


@cache
def _plurals() -> dict[str, str]:
    """Bare plural and dual heads to the head of one."""
    table: dict[str, str] = topic("organisations")["several"]
    return {bare(word): bare(head) for word, head in table.items()}


@cache
def _plural_words() -> frozenset[str]:
    return behind_prefixes(_plurals())


@cache
def _quoted_next() -> regex.Pattern[str]:
    """Up to two words, "and" or a comma among them, then a name of at most four words in quotation marks."""
    gap, word = r"[^\w\"«“]*", r"[^\W\d_]+"
    name = rf"(?P<name>{word}(?:[ .-][^\W_]+){{0,3}})"
    return regex.compile(rf"{gap}(?:{word}{gap}){{0,2}}{mark('and')}?[\"«“]\s*{name}\s*[\"»”]")
