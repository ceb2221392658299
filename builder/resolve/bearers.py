"""What the name of a body tells: whether only one bears it, or any town, any organisation, or any state has such."""

from __future__ import annotations

from functools import cache

from builder.languages import topic
from builder.model import Entity
from builder.recognise.lexicon import listed
from builder.resolve.keys import identifying, without_state, words

LONG = 3
"""Words of a name that is long."""


def stands_alone(entity: Entity, name: str) -> bool:
    """Whether another name tells the organisation outside its article too; "the telecoms company" does not."""
    return len(words(name)) >= 2 and (entity.kind == "StateOrgan" or one_bearer(entity, name))


def one_bearer(entity: Entity, name: str) -> bool:
    """Whether the name alone tells the organisation: it holds a proper name, or is a newspaper's or a station's."""
    if entity.kind == "MediaOrganisation":
        return True
    if entity.kind == "StateOrgan" and entity.facet("head") in words(name):
        return False
    return _named(name) or identifying(name) or (entity.kind != "StateOrgan" and _unlike_others(entity, name))


def _unlike_others(entity: Entity, name: str) -> bool:
    """Whether no town or state has another of the name: that of a long name, or of a whole region or people.

    Not what every town has; nor what is a part of something, unless of a whole region.
    """
    head, found = entity.facet("head"), words(name)
    wide = not listed("identity", "wide").isdisjoint(found[1:])
    if head in listed("identity", "alliances"):
        return wide or len(found) >= LONG
    if entity.facet("state") or head in listed("identity", "local"):
        return len(found) > LONG and head in listed("identity", "centres") and not entity.facet("state")
    return len(found) >= LONG if wide else len(found) > LONG and head not in listed("identity", "inner")


def _named(name: str) -> bool:
    """Whether it is a name of which one bears each, as a university's is, with whatever stands behind the head."""
    found = words(name)
    return len(found) > 1 and found[0] in listed("identity", "named")


@cache
def anyones() -> frozenset[str]:
    """Names of bodies that any organisation has."""
    return frozenset(without_state(name, None) for name in topic("identity")["bodies"])


def posted(entity: Entity) -> bool:
    """Whether it is an organ that a state has in many others, as an embassy is."""
    return entity.facet("head") in listed("identity", "posted")


def club(entity: Entity) -> bool:
    """Whether it is a sports club: articles name its opponents' states as often as its own."""
    return entity.facet("head") in listed("identity", "clubs")


def association(entity: Entity) -> bool:
    """Whether it is an association with a long name, as those of players, keepers and supporters are."""
    return entity.facet("head") in listed("identity", "associations") and len(words(entity.label)) >= LONG


def sole(entity: Entity) -> bool:
    """Whether a state has one body with such a name: a ministry, an authority, its league's club, what is national."""
    sole = entity.facet("head") in listed("identity", "sole")
    return sole or not listed("identity", "national").isdisjoint(words(entity.label))
