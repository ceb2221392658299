"""Decides which organisations of different articles are one, by name and by the state that each belongs to.

A shared name is not enough: what a state has as others do ("the Ministry of Labour") needs the state too.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from functools import cache

from builder.languages import topic
from builder.model import Entity
from builder.resolve.clusters import Clusters
from builder.resolve.joining import Block, Evidence, Joining, printed
from builder.resolve.keys import identifying, name_key, without_state, words
from builder.resolve.nearby import heard, much_alike
from builder.resolve.profiles import Ref
from builder.resolve.settings import Setting

_ESTABLISHED, _MOST = 3, 1 / 2
"""Articles that have one state for a name, and their share of all that have any, before those with none mean it too."""
_MANY_WORDS, _LONG = 4, 3
"""Words near a body's name that tell by their number alone, one fewer near a club's or a name of so many words."""


def join(
    bodies: dict[Ref, Entity], settings: dict[str, Setting], company: Mapping[str, set[str]], joining: Joining
) -> None:
    """Joins bodies that are one; ``company``: the telling names of persons that each article has."""
    blocks: dict[str, Block] = defaultdict(dict)
    for ref, entity in bodies.items():
        for name in (entity.label, *(name for name in entity.names if _stands_alone(entity, name))):
            blocks[without_state(name, entity.facet("state"))].setdefault(ref, name)
    for key, block in sorted(blocks.items()):
        if not key or len(block) < 2:
            continue
        joining.by("same-words", printed(block, settings))
        joining.by("name-and-state", _of_states(block, bodies, settings))
        named = [ref for ref, name in block.items() if _one_bearer(bodies[ref], name)]
        joining.by("organisation-name", (("", ref) for ref in named))
        clubs = [ref for ref in block if _club(bodies[ref]) and settings[ref[0]].sport]
        joining.by("name-and-company", ((person, ref) for ref in clubs for person in sorted(company.get(ref[0], ()))))
        if key not in _anyones():
            if len(set(map(joining.groups.find, block))) > 1:
                joining.by("described-alike", _described(block, key, bodies, settings))
            homes = _of_home(block, bodies, settings, joining.groups)
            joining.by("name-and-home", homes)
            joining.left(block, {ref: state for state, ref in homes if not _club(bodies[ref])})


def _stands_alone(entity: Entity, name: str) -> bool:
    """Whether another name tells the organisation outside its article too; "the telecoms company" does not."""
    return len(words(name)) >= 2 and (entity.kind == "StateOrgan" or _one_bearer(entity, name))


def _one_bearer(entity: Entity, name: str) -> bool:
    """Whether the name alone tells the organisation: it holds a proper name, or is a newspaper's or a station's."""
    if entity.kind == "MediaOrganisation":
        return True
    return entity.kind != "StateOrgan" and (_named(name) or identifying(name))


def _named(name: str) -> bool:
    """Whether it is a name of which one bears each, as a university's is, with whatever stands behind the head."""
    found = words(name)
    return len(found) > 1 and found[0] in frozenset(map(name_key, topic("identity")["named"]))


@cache
def _anyones() -> frozenset[str]:
    """Names of bodies that any organisation has."""
    return frozenset(map(name_key, topic("identity")["bodies"]))


def _posted(entity: Entity) -> bool:
    """Whether it is an organ that a state has in many others, as an embassy is."""
    return entity.facet("head") in frozenset(map(name_key, topic("identity")["posted"]))


def _club(entity: Entity) -> bool:
    """Whether it is a sports club: articles name its opponents' states as often as its own."""
    return entity.facet("head") in frozenset(map(name_key, topic("identity")["clubs"]))


def _described(block: Block, key: str, bodies: dict[Ref, Entity], settings: dict[str, Setting]) -> Evidence:
    """Each two near which many of the same words stand, in articles that are not about two states."""
    home = {ref: None if _club(bodies[ref]) else settings[ref[0]].state(bodies[ref]) for ref in block}
    said = {ref: heard(ref, key, settings) for ref in block}
    plain = len(key.split()) < _LONG and not all(_club(bodies[ref]) for ref in block)
    many = _MANY_WORDS - (not plain)
    for state in sorted(set(filter(None, home.values()))) or [""]:
        yield from much_alike({ref: found for ref, found in said.items() if home[ref] in (None, state)}, many)


def _of_states(block: Block, bodies: dict[Ref, Entity], settings: dict[str, Setting]) -> Evidence:
    """The state that each is said to be of; with the host, where the state has one in each."""
    for ref in block:
        entity = bodies[ref]
        host = settings[ref[0]].hosts.get(ref[1], "") if _posted(entity) else "-"
        yield from (((state, host), ref) for state in entity.facet_values("state") if host)


def _of_home(
    block: Block, bodies: dict[Ref, Entity], settings: dict[str, Setting], groups: Clusters[Ref]
) -> list[tuple[str, Ref]]:
    """The state that each most likely belongs to, by most of the articles that print the same of it.

    A newspaper does not name its own state: where enough of them have one state, and most do, those that name no state
    at all have it too; what told of another state would name it.
    """
    votes: dict[Ref, Counter[str]] = defaultdict(Counter)
    stated = [ref for ref in block if not _posted(bodies[ref]) and not _one_bearer(bodies[ref], block[ref])]
    for ref in stated:
        state = settings[ref[0]].state(bodies[ref])
        if state:
            votes[groups.find(ref)][state] += len(block) if bodies[ref].facet("state") else 1
    of = {root: min(found, key=lambda state: (-found[state], state)) for root, found in votes.items()}
    told = Counter(state for ref in stated if (state := of.get(groups.find(ref))))
    most = min(told.items(), key=lambda item: (-item[1], item[0]), default=("", 0))
    alone = most[0] if most[1] >= max(_ESTABLISHED, _MOST * told.total()) else None
    return [(state, ref) for ref in stated if (state := of.get(groups.find(ref), alone))]
