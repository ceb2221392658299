"""Decides which organisations of different articles are one, by name and by the state that each belongs to.

A shared name is not enough: what a state has as others do ("the Ministry of Labour") needs the state too.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator, Mapping
from functools import cache, partial

from builder.known import known
from builder.model import Entity
from builder.recognise.lexicon import listed
from builder.resolve.bearers import LONG, anyones, association, club, one_bearer, posted, stands_alone
from builder.resolve.homes import of_home
from builder.resolve.joining import Block, Evidence, Joining, printed
from builder.resolve.keys import without_state, words
from builder.resolve.nearby import heard, much_alike
from builder.resolve.profiles import Ref
from builder.resolve.settings import Setting, readers_state, states_named
from builder.resolve.twice import twice

People = Mapping[str, Mapping[str, tuple[str, bool]]]
"""Of each article the persons that it names, each with the last word of the name, and whether few bear it."""
_ROUNDS = 2
"""How often the homes are asked for: what is joined by one name may tell the home of another."""
_VAGUE = ("local", "inner", "vague")
"""Lists of what is part of something, in every town, or a trade or description rather than a name."""
_MANY_WORDS = 4
"""Words near a body's name that tell by their number alone, one fewer near a club's or a long name."""


def join(bodies: dict[Ref, Entity], settings: dict[str, Setting], people: People, joining: Joining) -> None:
    """Joins bodies that are one; ``people``: the persons that each article names."""
    blocks: dict[str, Block] = defaultdict(dict)
    for ref, entity in bodies.items():
        for name in (entity.label, *(name for name in entity.names if stands_alone(entity, name))):
            blocks[without_state(name, entity.facet("state"))].setdefault(ref, name)
    clubs: dict[str, set[str]] = defaultdict(set)
    for key, block in blocks.items():
        for ref in filter(lambda ref: club(bodies[ref]), block):
            clubs[ref[0]].add(key)
    shared = {key: block for key, block in sorted(blocks.items()) if key and len(block) > 1}
    own = readers_state(settings.values())
    for key, block in shared.items():
        joining.at_home("full-and-bare-name", twice(block, bodies, settings, own))
        _by_evidence(key, block, bodies, settings, people, clubs, joining)
    for _ in range(_ROUNDS):
        for key, block in shared.items():
            if key not in anyones() and not joining.settled(block):
                joining.by("name-and-home", of_home(block, bodies, settings, joining.groups, own))
    for key, block in shared.items():
        if key not in anyones():
            joining.left(block, partial(_organs_homes, block, bodies, settings, own, joining))


def _organs_homes(
    block: Block, bodies: dict[Ref, Entity], settings: dict[str, Setting], own: str | None, joining: Joining
) -> dict[Ref, str]:
    """The states that the organs of states in a block most likely belong to."""
    homes = of_home(block, bodies, settings, joining.groups, own, sure=False)
    return {ref: state for state, ref in homes if bodies[ref].kind == "StateOrgan"}


def _by_evidence(
    key: str,
    block: Block,
    bodies: dict[Ref, Entity],
    settings: dict[str, Setting],
    people: People,
    clubs: Mapping[str, set[str]],
    joining: Joining,
) -> None:
    if joining.settled(block):
        return
    runs = list(printed(block, settings))
    joining.by("same-words", runs)
    joining.at_home("same-words", _named_alike(runs, bodies))
    joining.by("name-and-state", _of_states(block, bodies, settings))
    if key in anyones() or joining.settled(block):
        return
    named = [ref for ref, name in block.items() if one_bearer(bodies[ref], name)]
    joining.by("organisation-name", (("", ref) for ref in named), words_alone=True)
    if joining.settled(block):
        return
    company = list(_company(block, bodies, settings, people))
    joining.by("name-and-company", company)
    joining.at_home("name-and-company", _named_alike(company, bodies))
    joining.by("name-and-company", _league(block, key, bodies, settings, people, clubs))
    joining.by("name-and-company", _beside(block, bodies, settings))
    joining.by("name-and-place", _of_place(block, bodies, settings))
    if not joining.settled(block):
        joining.by("described-alike", _described(block, key, bodies, settings))


def _named_alike(evidence: Evidence, bodies: dict[Ref, Entity]) -> Iterator[tuple[Ref, Ref]]:
    """Each two that share evidence, both with their state or both without: whatever else their articles call so."""
    first: dict[tuple[Hashable, str | None], Ref] = {}
    for key, ref in evidence:
        yield first.setdefault((key, bodies[ref].facet("state")), ref), ref


def _company(block: Block, bodies: dict[Ref, Entity], settings: dict[str, Setting], people: People) -> Evidence:
    """The persons named near each, with the state that it likely belongs to.

    Without the state for what is no organ of one; and for what is neither said to be of one nor found in every town the
    telling names that stand farther off, too.
    """
    for ref in block:
        entity, place = bodies[ref], settings[ref[0]]
        near, state = place.near.get(entity.key, frozenset()), place.state(entity)
        free = entity.kind != "StateOrgan"
        far = free and not entity.facet("state") and entity.facet("head") not in listed("identity", "local")
        for person, (last, tells) in sorted(people.get(ref[0], {}).items()):
            if last in near:
                yield (person, state), ref
            if free and (last in near or (far and tells)):
                yield (person,), ref


def _league(
    block: Block,
    key: str,
    bodies: dict[Ref, Entity],
    settings: dict[str, Setting],
    people: People,
    clubs: Mapping[str, set[str]],
) -> Evidence:
    """The persons of each article on sport and, where no club of the name is said to be of a state, the clubs."""
    here = [ref for ref in block if club(bodies[ref]) and settings[ref[0]].sport]
    others = [ref for ref in block if association(bodies[ref]) and settings[ref[0]].sport]
    for ref in (*here, *others):
        yield from ((person, ref) for person in sorted(people.get(ref[0], ())))
    if not any(bodies[ref].facet("state") for ref in here):
        yield from (((other,), ref) for ref in here for other in sorted(clubs[ref[0]] - {key}))


def _of_place(block: Block, bodies: dict[Ref, Entity], settings: dict[str, Setting]) -> Evidence:
    """The states that each may belong to: that which its article is about, the nearest, and the most often named.

    Only of what no newspaper tells from another of the name by a state's adjective. Where all articles that are about a
    state are about one, what stands in an article about several may belong to it if it is one of these.
    """
    free = [ref for ref in block if _free(bodies[ref])]
    if any(bodies[ref].facet("state") for ref in block):
        return
    homes = {place.home for ref in free if (place := settings[ref[0]]).home}
    for ref in free:
        place = settings[ref[0]]
        found = {place.home, place.nearest.get(ref[1]), place.first}
        if len(homes) == 1 and homes <= place.leading:
            found |= homes
        yield from ((state, ref) for state in sorted(filter(None, found)))


def _beside(block: Block, bodies: dict[Ref, Entity], settings: dict[str, Setting]) -> Evidence:
    """The known persons named beside each: who leads it, negotiates with it or fights it."""
    for ref in filter(lambda ref: _free(bodies[ref]), block):
        place = settings[ref[0]]
        near = place.near.get(ref[1], frozenset())
        yield from ((key, ref) for key in sorted(place.known) if not near.isdisjoint(_family_names(key)))


def _free(entity: Entity) -> bool:
    """Whether it is no organ of a state, part of something, in every town, or a trade or description, no name."""
    head = entity.facet("head")
    return entity.kind != "StateOrgan" and all(head not in listed("identity", key) for key in _VAGUE)


@cache
def _family_names(key: str) -> frozenset[str]:
    """The last words of a known person's names; none for what is no person."""
    entity = known().by_iri(key)
    return frozenset(words(name)[-1] for name in entity.labels()) if entity and entity.kind == "Person" else frozenset()


def _described(block: Block, key: str, bodies: dict[Ref, Entity], settings: dict[str, Setting]) -> Evidence:
    """Each two near which many of the same words stand, in articles that are not about two states."""
    home = {ref: None if club(bodies[ref]) else settings[ref[0]].state(bodies[ref]) for ref in block}
    said = {ref: heard(ref, key, settings) for ref in block}
    plain = len(key.split()) < LONG and not all(club(bodies[ref]) for ref in block)
    many = _MANY_WORDS - (not plain)
    anywhere = [ref for ref in block if home[ref] is None]
    of: dict[str | None, list[Ref]] = defaultdict(list)
    for ref in block:
        of[home[ref]].append(ref)
    for state in sorted(filter(None, of)) or [""]:
        yield from much_alike({ref: said[ref] for ref in (*anywhere, *of.get(state, ()))}, many)


def _of_states(block: Block, bodies: dict[Ref, Entity], settings: dict[str, Setting]) -> Evidence:
    """The state that each is said to be of; with the host, where the state has one in each."""
    for ref in block:
        entity = bodies[ref]
        host = _host(entity, settings[ref[0]]) if posted(entity) else "-"
        yield from (((state, host), ref) for state in entity.facet_values("state") if host)


def _host(entity: Entity, place: Setting) -> str:
    """The state that an embassy is in: one named with it, else the only other one of its article; "" where none is."""
    others = states_named(place) - set(entity.facet_values("state"))
    return place.hosts.get(entity.key, min(others) if len(others) == 1 else "")
