"""Parts what is told of an instrument into its provisions: "provides for A, and that B", "to do A, in return for B"."""

from __future__ import annotations

import re  # several times as fast as regex for the forms of a word
from collections.abc import Sequence
from dataclasses import replace

from builder.languages import topic
from builder.recognise.instruments_scene import WORD, Token
from builder.relate.provision_words import natural_end
from builder.relate.tellings import Told
from builder.relate.undertakings import and_to

_SHORTEST = 3
"""So many words at least stand before and behind a cut."""


def parted(tokens: Sequence[Token], one: Told, until: int | None) -> list[Told]:
    """The parts of what is told, each a provision of its own, in order; what is told itself where it has none."""
    last = min(natural_end(tokens, one), until or len(tokens))
    if one.rule == "clause-undertaken":
        cuts = [(at - 1, at) for at in and_to(tokens, one.first, last)]
    else:
        cuts = [*_that_and_that(tokens, one, last), *_provided_that(tokens, one.first, last)]
        cuts += _and_does(tokens, one.first, last)
    cuts += _in_return(tokens, one.first, last)
    cuts.sort()
    starts = [one.first, *(first for _, first in cuts)]
    ends = [*(end for end, _ in cuts), one.last]
    return [replace(one, first=first, last=end) for first, end in zip(starts, ends, strict=True)]


def _that_and_that(tokens: Sequence[Token], one: Told, last: int) -> list[tuple[int, int]]:
    """Where "provides for A, and that B" has its second content: where the first ends, and the second begins."""
    if one.rule not in ("clause-provides", "clause-includes") or one.article is not None:
        return []
    joins = topic("clauses")["and_that"]
    return [(at, at + 1) for at in range(one.first + _SHORTEST, last - _SHORTEST) if tokens[at].text in joins]


def _provided_that(tokens: Sequence[Token], first: int, last: int) -> list[tuple[int, int]]:
    """The same of "allows A, provided that B"."""
    provided = topic("clauses")["provided_that"]
    places = range(first + _SHORTEST, last - _SHORTEST)
    return [(at, at + 3) for at in places if [t.text for t in tokens[at : at + 3]] in provided]


def _in_return(tokens: Sequence[Token], first: int, last: int) -> list[tuple[int, int]]:
    """The same of "to do A, in return for B", where a pause stands before: what the other side owes."""
    data = topic("clauses")["in_return"]
    found = []
    for at in range(first + _SHORTEST, last - _SHORTEST):
        if tokens[at].text not in data["words"] or tokens[at + 1].tag != WORD or tokens[at + 1].text.isdigit():
            continue
        pause = at - 1 - (tokens[at - 1].text in data["led_by"])
        if tokens[pause].text in topic("clauses")["pauses"]:
            found.append((pause, at + 1))
    return found


def _and_does(tokens: Sequence[Token], first: int, last: int) -> list[tuple[int, int]]:
    """The same of "that A does …, and B does …", where finite verbs open both behind a pause."""
    data = topic("clauses")
    verb = re.compile(data["and_does"]["verb"])
    opens = next((t.text for t in tokens[first:last] if t.text not in data["opens"]), "")
    if not re.fullmatch(data["and_does"]["first"], opens):
        return []
    places = range(first + _SHORTEST + 1, last - _SHORTEST)
    return [(at - 1, at) for at in places if tokens[at - 1].text in data["pauses"] and verb.fullmatch(tokens[at].text)]
