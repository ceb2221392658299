"""The state that a body of an article most likely belongs to, where its name does not say so."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from builder.model import Entity
from builder.recognise.lexicon import listed
from builder.resolve.bearers import club, one_bearer, posted, sole
from builder.resolve.clusters import Clusters
from builder.resolve.joining import Block
from builder.resolve.profiles import Ref
from builder.resolve.settings import Setting, worldwide

_ESTABLISHED, _MOST = 3, 1 / 2
"""Articles that have one state for a name, and their share of all that have any, before those with none mean it too."""
_MANY, _NEARLY_ALL = 20, 19 / 20
"""Articles, and their share with one state, before what is no organ of a state is one in those about others too."""
_HOME, _NEAREST = 2, 2
"""What the state that an article is about and the nearest count, where the one that it names most often counts one."""
_SURE = _HOME + _NEAREST + 1
_OWN = "-"
"""The state of articles that name none, whichever it is."""


def of_home(
    block: Block,
    bodies: dict[Ref, Entity],
    settings: dict[str, Setting],
    groups: Clusters[Ref],
    own: str | None,
    *,
    sure: bool = True,
) -> list[tuple[str, Ref]]:
    """The state that each most likely belongs to, by most of the articles that print the same of it.

    A newspaper does not name its own state: where enough of them have one state, and most do, those that name no state
    at all have it too; what told of another state would name it. Enough is one where a state has but one such body, and
    of these ``own``, the readers' own state, before all others. ``sure``: without what may be of one of several.
    """
    stated = [ref for ref in block if not posted(bodies[ref]) and not one_bearer(bodies[ref], block[ref])]
    said = {state for ref in stated for state in bodies[ref].facet_values("state")}
    roots = dict.fromkeys(map(groups.find, stated))
    homes = Counter(home for ref in stated if (home := settings[ref[0]].home))
    of = {root: state for root in roots if (state := _most_likely(groups.members(root), bodies, settings, said, homes))}
    if own:
        of |= {groups.find(ref): own for ref in stated if _at_home(groups.members(ref), bodies, settings, own)}
    told = Counter(state for ref in stated if (state := of.get(groups.find(ref))))
    if told.total() >= _MANY and max(told.values()) >= _NEARLY_ALL * told.total():
        chief = max(told, key=lambda state: told[state])
        of |= {root: chief for root in roots if _of_none(groups.members(root), bodies)}
    if any(club(bodies[ref]) and settings[ref[0]].sport for ref in stated):
        return [(state, ref) for ref in stated for state in _of_league(ref, block, bodies, settings, groups)]
    most = min(told.items(), key=lambda item: (-item[1], item[0]), default=(_OWN, 0))
    single = all(sole(bodies[ref]) for ref in stated)
    enough = most[1] >= max(_ESTABLISHED, _MOST * told.total()) or (single and len(told) <= 1)
    alone = most[0] if enough else own if single and own in told else None
    several = {root for root in roots if of.get(root) != own and _of_several(groups.members(root), bodies, settings)}
    likely = [(of.get(groups.find(ref), alone), ref) for ref in stated if not (sure and groups.find(ref) in several)]
    return [(state, ref) for state, ref in likely if state]


def _of_several(group: Iterable[Ref], bodies: dict[Ref, Entity], settings: dict[str, Setting]) -> bool:
    """Whether it may be of any of several states: near it none is named, and its articles are about none of them."""
    return all(
        len(settings[ref[0]].leading) > 1 and ref[1] not in settings[ref[0]].nearest and not bodies[ref].facet("state")
        for ref in group
    )


def _at_home(group: Iterable[Ref], bodies: dict[Ref, Entity], settings: dict[str, Setting], own: str) -> bool:
    """Whether it is a federation or a committee of sport in articles that name no other's: the readers' own.

    An article on sport is about camps and players abroad as often as about matches at home: adjectives of states and
    the places of matches do not tell whose federation is meant, where it names no other state and none of the world's.
    """
    return all(
        settings[ref[0]].sport
        and bodies[ref].kind != "StateOrgan"
        and bodies[ref].facet("head") in listed("identity", "associations")
        and not bodies[ref].facet("state")
        and (ref[1] not in settings[ref[0]].nearest or _no_other(settings[ref[0]], own))
        for ref in group
    )


def _no_other(place: Setting, own: str) -> bool:
    return place.lands <= {own} and not worldwide(place)


def _of_none(group: Iterable[Ref], bodies: dict[Ref, Entity]) -> bool:
    """Whether it is no organ of a state, and not said to be of one."""
    return not any(bodies[ref].kind == "StateOrgan" or bodies[ref].facet("state") for ref in group)


def _most_likely(
    group: Iterable[Ref], bodies: dict[Ref, Entity], settings: dict[str, Setting], said: set[str], homes: Counter[str]
) -> str | None:
    """The state of a group: its own, else what most speaks for; before an article's, the nearest if others say it.

    ``homes``: the states that articles with the name are about, of which the more frequent wins among equals.
    """
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
    return min(votes, key=lambda state: (-votes[state], -homes[state], state), default=None)


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
