"""Gives each of those who do a deed one by one its own date: "Mali in 2000, and Niger and Chad in 2002 and 2004"."""

from __future__ import annotations

from collections.abc import Sequence

from builder.languages import topic
from builder.recognise.instruments_scene import DATE, Token
from builder.relate.participants import Actor


def dates_of(tokens: Sequence[Token], actors: Sequence[Actor], end: int) -> list[range]:
    """For each actor the tokens among which its date stands; all alike where no date stands between them."""
    if not actors or not any(t.tag == DATE for t in tokens[actors[0].at : actors[-1].at]):
        return [range(0)] * len(actors)
    named = in_turn(tokens, [actor.at for actor in actors], end)
    return [named.get(actor.at, range(actor.at, _until(tokens, actor.at, end))) for actor in actors]


def _until(tokens: Sequence[Token], at: int, end: int) -> int:
    """Behind the first date after an actor: that of the actors joined before it too."""
    return next((i + 1 for i in range(at, end) if tokens[i].tag == DATE), end)


def in_turn(tokens: Sequence[Token], places: Sequence[int], end: int) -> dict[int, range]:
    """By the place of a name the tokens of its date, where each has its own: behind it, or before "respectively"."""
    cue = next((i for i in range(end) if tokens[i].text in topic("events")["respectively"]), None)
    if cue is None:
        return _by_turns(tokens, sorted(places), end)
    days = [i for i in range(cue) if tokens[i].tag == DATE]
    run = days[-1:]
    while run and len(days) > len(run) and run[0] - days[-len(run) - 1] <= _JOINED:
        run = days[-len(run) - 1 :]
    named = [at for at in places if at < run[0]][-len(run) :] if run else []
    between = any(t.tag == DATE for t in tokens[named[0] : run[0]]) if named else True
    return {} if between or len(named) != len(run) else {a: range(d, d + 1) for a, d in zip(named, run, strict=True)}


def _by_turns(tokens: Sequence[Token], places: Sequence[int], end: int) -> dict[int, range]:
    """For each name the tokens up to the next, where a date stands behind each: "X in 1984, and Y in 2006"."""
    ends = [*places[1:], end]
    turns = {at: range(at, until) for at, until in zip(places, ends, strict=True)}
    dated = all(any(tokens[i].tag == DATE for i in turn) for turn in turns.values())
    return turns if dated and len(places) > 1 else {}


_JOINED = 3
"""Dates of one list stand no further apart: "and" and a preposition between them."""
