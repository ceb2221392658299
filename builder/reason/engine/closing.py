"""Closes a transitive property at once where its steps do not run in a circle, from its ends backwards.

Whatever follows a term is what its next terms are and what follows these: each pair is made once, and that a pair is
there already need not be found out again and again. All else is left to the rules: circles, and steps that come later.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import chain, islice, repeat

from builder.reason.engine.facts import Key, Table

Skipped = list[tuple[int, int]]
"""Of the new facts of a predicate those (from, to) that one of its rules need not see."""


def closing(
    table: Table, counter: list[int], skipped: Skipped, otherwise: Callable[[Sequence[Key]], None]
) -> Callable[[Sequence[Key]], None]:
    """What to do with new steps once they are links in ``table``.

    ``skipped``: where to say that the links need no joining with steps; ``otherwise``: what closes in every case.
    """

    def close(batch: Sequence[Key]) -> None:
        following = table.by_subject
        assert following is not None  # steps are joined with links through it
        only = len(table) == len(batch)
        order = _backwards(following) if only else None
        if order is None:
            otherwise(batch)
            return
        for term in order:
            _reach(term, following, table, counter)
        skipped.append((0, len(table.fresh)))

    return close


def _reach(term: int, following: Mapping[int, list[int]], table: Table, counter: list[int]) -> None:
    """Adds what comes after the next terms of a term, once these are done."""
    next_terms = following[term]
    reached = dict.fromkeys(chain(next_terms, *(following[other] for other in next_terms if other in following)))
    beyond = list(islice(reached, len(next_terms), None))
    table.take(list(zip(repeat(term), beyond, strict=False)), counter)


def _backwards(following: Mapping[int, Sequence[int]]) -> list[int] | None:
    """The terms that others follow, each behind all that follow it; None where they run in a circle."""
    ordered: list[int] = []
    finished: dict[int, bool] = {}  # of each term that was met
    for first, others in following.items():
        if first in finished or following.keys().isdisjoint(others):
            continue
        finished[first] = False
        way = [(first, iter(others))]
        while way:
            term, rest = way[-1]
            other = next((other for other in rest if other in following and not finished.get(other, False)), None)
            if other is None:
                finished[term] = True
                ordered.append(term)
                way.pop()
            elif other in finished:
                return None
            else:
                finished[other] = False
                way.append((other, iter(following[other])))
    return ordered
