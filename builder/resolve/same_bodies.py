"""Decides which organisations of different articles are one, by name and by the state that each belongs to.

A shared name is not enough: what a state has as others do ("the Ministry of Labour") needs the state too.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping
from functools import cache

from builder.languages import topic
from builder.model import Entity
from builder.recognise.lexicon import listed
from builder.resolve.clusters import Clusters
from builder.resolve.joining import Block, Evidence, Joining, printed
from builder.resolve.keys import identifying, without_state, words
from builder.resolve.nearby import heard, much_alike
from builder.resolve.profiles import Ref
from builder.resolve.settings import Setting, readers_state, states_named
from builder.resolve.twice import twice

People = Mapping[str, Mapping[str, str]]
"""Of each article the persons that it names, each with the last word of the name."""
_ESTABLISHED, _MOST = 3, 1 / 2
"""Articles that have one state for a name, and their share of all that have any, before those with none mean it too."""
_ROUNDS = 2
"""How often the homes are asked for: what is joined by one name may tell the home of another."""
_HOME, _NEAREST = 2, 2
"""What the state that an article is about and the nearest count, where the one that it names most often counts one."""
_SURE = _HOME + _NEAREST + 1
_OWN = "-"
"""The state of articles that name none, whichever it is."""
_MANY_WORDS, _LONG = 4, 3
"""Words near a body's name that tell by their number alone, one fewer near a club's or a name of so many words."""


def join(bodies: dict[Ref, Entity], settings: dict[str, Setting], people: People, joining: Joining) -> None:
    """Joins bodies that are one; ``people``: the persons that each article names."""
    blocks: dict[str, Block] = defaultdict(dict)
    for ref, entity in bodies.items():
        for name in (entity.label, *(name for name in entity.names if _stands_alone(entity, name))):
            blocks[without_state(name, entity.facet("state"))].setdefault(ref, name)
    clubs: dict[str, set[str]] = defaultdict(set)
    for key, block in blocks.items():
        for ref in filter(lambda ref: _club(bodies[ref]), block):
            clubs[ref[0]].add(key)
    shared = {key: block for key, block in sorted(blocks.items()) if key and len(block) > 1}
    own = readers_state(settings.values())
    for key, block in shared.items():
        joining.at_home("full-and-bare-name", twice(block, bodies, settings, own))
        _by_evidence(key, block, bodies, settings, people, clubs, joining)
    for _ in range(_ROUNDS):
        for key, block in shared.items():
            if key not in _anyones():
                joining.by("name-and-home", _of_home(block, bodies, settings, joining.groups, own))
    for key, block in shared.items():
        if key not in _anyones():
            homes = _of_home(block, bodies, settings, joining.groups, own)
            joining.left(block, {ref: state for state, ref in homes if not _club(bodies[ref])})


def _by_evidence(
    key: str,
    block: Block,
    bodies: dict[Ref, Entity],
    settings: dict[str, Setting],
    people: People,
    clubs: Mapping[str, set[str]],
    joining: Joining,
) -> None:
    joining.by("same-words", printed(block, settings))
    joining.at_home("same-words", _named_alike(printed(block, settings), bodies))
    joining.by("name-and-state", _of_states(block, bodies, settings))
    if key in _anyones():
        return
    named = [ref for ref, name in block.items() if _one_bearer(bodies[ref], name)]
    joining.by("organisation-name", (("", ref) for ref in named))
    company = list(_company(block, bodies, settings, people))
    joining.by("name-and-company", company)
    joining.at_home("name-and-company", _named_alike(company, bodies))
    joining.by("name-and-company", _league(block, key, bodies, settings, people, clubs))
    if len(set(map(joining.groups.find, block))) > 1:
        joining.by("described-alike", _described(block, key, bodies, settings))


def _named_alike(evidence: Evidence, bodies: dict[Ref, Entity]) -> Iterator[tuple[Ref, Ref]]:
    """Each two that share evidence, both with their state or both without: whatever else their articles call so."""
    first: dict[tuple[Hashable, str | None], Ref] = {}
    for key, ref in evidence:
        yield first.setdefault((key, bodies[ref].facet("state")), ref), ref


def _company(block: Block, bodies: dict[Ref, Entity], settings: dict[str, Setting], people: People) -> Evidence:
    """The persons named near each, with the state that it likely belongs to; of no organ of a state without that."""
    for ref in block:
        near, state = settings[ref[0]].near.get(ref[1], frozenset()), settings[ref[0]].state(bodies[ref])
        for person in (person for person, last in sorted(people.get(ref[0], {}).items()) if last in near):
            yield (person, state), ref
            if bodies[ref].kind != "StateOrgan":
                yield (person,), ref


def _league(
    block: Block,
    key: str,
    bodies: dict[Ref, Entity],
    settings: dict[str, Setting],
    people: People,
    clubs: Mapping[str, set[str]],
) -> Evidence:
    """The persons and, where no club of the name is said to be of a state, the clubs of each article on sport."""
    here = [ref for ref in block if _club(bodies[ref]) and settings[ref[0]].sport]
    for ref in here:
        yield from ((person, ref) for person in sorted(people.get(ref[0], ())))
    if not any(bodies[ref].facet("state") for ref in here):
        yield from (((other,), ref) for ref in here for other in sorted(clubs[ref[0]] - {key}))


def _stands_alone(entity: Entity, name: str) -> bool:
    """Whether another name tells the organisation outside its article too; "the telecoms company" does not."""
    return len(words(name)) >= 2 and (entity.kind == "StateOrgan" or _one_bearer(entity, name))


def _one_bearer(entity: Entity, name: str) -> bool:
    """Whether the name alone tells the organisation: it holds a proper name, or is a newspaper's or a station's."""
    if entity.kind == "MediaOrganisation":
        return True
    if entity.kind == "StateOrgan" and entity.facet("head") in words(name):
        return False
    return _named(name) or identifying(name)


def _named(name: str) -> bool:
    """Whether it is a name of which one bears each, as a university's is, with whatever stands behind the head."""
    found = words(name)
    return len(found) > 1 and found[0] in listed("identity", "named")


@cache
def _anyones() -> frozenset[str]:
    """Names of bodies that any organisation has."""
    return frozenset(without_state(name, None) for name in topic("identity")["bodies"])


def _posted(entity: Entity) -> bool:
    """Whether it is an organ that a state has in many others, as an embassy is."""
    return entity.facet("head") in listed("identity", "posted")


def _club(entity: Entity) -> bool:
    """Whether it is a sports club: articles name its opponents' states as often as its own."""
    return entity.facet("head") in listed("identity", "clubs")


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
        host = _host(entity, settings[ref[0]]) if _posted(entity) else "-"
        yield from (((state, host), ref) for state in entity.facet_values("state") if host)


def _host(entity: Entity, place: Setting) -> str:
    """The state that an embassy is in: one named with it, else the only other one of its article; "" where none is."""
    others = states_named(place) - set(entity.facet_values("state"))
    return place.hosts.get(entity.key, min(others) if len(others) == 1 else "")


def _of_home(
    block: Block, bodies: dict[Ref, Entity], settings: dict[str, Setting], groups: Clusters[Ref], own: str | None
) -> list[tuple[str, Ref]]:
    """The state that each most likely belongs to, by most of the articles that print the same of it.

    A newspaper does not name its own state: where enough of them have one state, and most do, those that name no state
    at all have it too; what told of another state would name it. Enough is one where a state has but one such body, and
    of these ``own``, the readers' own state, before all others.
    """
    stated = [ref for ref in block if not _posted(bodies[ref]) and not _one_bearer(bodies[ref], block[ref])]
    said = {state for ref in stated for state in bodies[ref].facet_values("state")}
    roots = dict.fromkeys(map(groups.find, stated))
    of = {root: state for root in roots if (state := _most_likely(groups.members(root), bodies, settings, said))}
    told = Counter(state for ref in stated if (state := of.get(groups.find(ref))))
    if any(_club(bodies[ref]) and settings[ref[0]].sport for ref in stated):
        return [(state, ref) for ref in stated for state in _of_league(ref, block, bodies, settings, groups)]
    most = min(told.items(), key=lambda item: (-item[1], item[0]), default=(_OWN, 0))
    sole = all(_sole(bodies[ref]) for ref in stated)
    enough = most[1] >= max(_ESTABLISHED, _MOST * told.total()) or (sole and len(told) <= 1)
    alone = most[0] if enough else own if sole and own in told else None
    return [(state, ref) for ref in stated if (state := of.get(groups.find(ref), alone))]


def _most_likely(
    group: Iterable[Ref], bodies: dict[Ref, Entity], settings: dict[str, Setting], said: set[str]
) -> str | None:
    """The state of a group: its own, else what most speaks for; before an article's, the nearest if others say it."""
    votes: Counter[str] = Counter()
    members = list(group)
    for ref in members:
        place, nearest = settings[ref[0]], settings[ref[0]].nearest.get(ref[1])
        if stated := bodies[ref].facet("state"):
            votes[stated] += _SURE * len(members)
        elif nearest and said == {nearest}:
            votes[nearest] += _SURE
        else:
            for state, weight in ((place.home, _HOME), (nearest, _NEAREST), (place.first, 1)):
                if state:
                    votes[state] += weight
    return min(votes, key=lambda state: (-votes[state], state), default=None)


def _of_league(
    ref: Ref, block: Block, bodies: dict[Ref, Entity], settings: dict[str, Setting], groups: Clusters[Ref]
) -> list[str]:
    """The state that a club is said to be of, else the readers' own: that of another state is told by its adjective.

    Not where one article alone is about a state, and names it nearest to the club: that may be a club of this state.
    """
    group = groups.members(ref)
    if own := sorted({state for member in group for state in bodies[member].facet_values("state")}):
        return own[:1] + [_OWN] * any(not bodies[member].facet("state") for member in group)
    state = settings[ref[0]].home
    others = {settings[other[0]].home for other in block if other != ref}
    if len(group) == 1 and state and state == settings[ref[0]].nearest.get(ref[1]) and state not in others:
        return [state]
    return [_OWN]


def _sole(entity: Entity) -> bool:
    """Whether a state has one body with such a name: a ministry, an authority, its league's club, what is national."""
    sole = entity.facet("head") in listed("identity", "sole")
    return sole or not listed("identity", "national").isdisjoint(words(entity.label))
