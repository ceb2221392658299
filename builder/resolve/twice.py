"""Tells whether one article speaks of one body twice: with the adjective of its state, and without.

A reader takes the bare name ("the parliament") for the body that was named in full before it. The bare name that comes
first is rather that of the readers' own state, unless the article does not speak of that state, nor of anything of it,
or says that the body is in the other, or has the same words next to both, as a headline and the first sentence have.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import combinations

from builder.model import Entity
from builder.resolve.keys import without_state
from builder.resolve.profiles import Ref
from builder.resolve.settings import Setting, states_meant


def twice(
    block: Mapping[Ref, str], bodies: Mapping[Ref, Entity], settings: Mapping[str, Setting], own: str | None = None
) -> Iterator[tuple[Ref, Ref]]:
    """Each two bodies of one article, among those that share a name, which are one.

    ``own``: the code of the readers' own state, if that is known.
    """
    by_article: dict[str, list[Ref]] = defaultdict(list)
    for ref in sorted(block):
        by_article[ref[0]].append(ref)
    for article, refs in by_article.items():
        if len({bodies[ref].facet_values("state") for ref in refs} - {()}) > 1:
            continue
        refs.sort(key=lambda ref: not bodies[ref].facet("state"))
        for stated, bare in combinations(refs, 2):
            if _one(bodies[stated], bodies[bare], settings[article], own):
                yield stated, bare


def _one(stated: Entity, bare: Entity, place: Setting, own: str | None) -> bool:
    """Whether the article, where it names a state near the bare name, names that of the full one."""
    if stated.facet("head") != bare.facet("head"):
        return False
    state = stated.facet("state")
    if state == bare.facet("state") or _said_alike(stated, bare, place):
        return True
    if place.inside.get(bare.key) == state:
        return True
    other = {place.home, place.nearest.get(bare.key)} - {None, state}
    if _start(stated) < _start(bare):
        return not other
    meant = states_meant(place)
    return place.home == state and (meant <= {state} or (not other and own is not None and own not in meant - {state}))


def _said_alike(stated: Entity, bare: Entity, place: Setting) -> bool:
    """Whether the article has the same words next to both, but for the adjective of the state."""
    one, two = (
        {without_state(run, stated.facet("state")) for run in place.printed.get(entity.key, ())}
        for entity in (stated, bare)
    )
    return not one.isdisjoint(two)


def _start(entity: Entity) -> int:
    """Where the first full mention of an entity stands, which its key says."""
    place = entity.key.rpartition(":")[2]
    return int(place) if place.isdigit() else 0
