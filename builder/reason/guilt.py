"""Which facts to leave out so that the others contradict no axiom.

Of the facts from which a contradiction follows one has to go: the one that fewest articles assert; of those the one
whose first article is newest; of those the last in the order of their terms. What the ontology says always stays.
Where one that goes for one contradiction is a ground of another too, that one needs no further.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from pyoxigraph import Triple

from builder.reason.closure import Inconsistency
from builder.reason.terms import order

Support = Callable[[Triple], tuple[int, int]]
"""How many articles assert a fact, and the day of the first as YYYYMMDD (0 where it is unknown)."""


def guilty(found: Iterable[Inconsistency], support: Support) -> list[tuple[Inconsistency, Triple | None]]:
    """Each contradiction with the fact that goes for it; None where it follows from no fact."""
    out: set[Triple] = set()
    judged: list[tuple[Inconsistency, Triple | None]] = []
    for inconsistency in sorted(found):
        gone = [triple for triple in inconsistency.grounds if triple in out]
        chosen = gone[0] if gone else _least(inconsistency.grounds, support)
        out |= {chosen} if chosen else set()
        judged.append((inconsistency, chosen))
    return judged


def _least(grounds: Iterable[Triple], support: Support) -> Triple | None:
    ordered = sorted(grounds, key=order, reverse=True)
    return min(ordered, key=lambda triple: (support(triple)[0], -support(triple)[1]), default=None)
