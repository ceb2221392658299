"""What the stages over all articles need to know of one reading: a small part of it, made once and kept with it.

A reading is mostly words and where they stand. Who is one with whom, and what depends on that, is decided from the
outlines of all articles, so that of a corpus that gains a few articles only these few have to be looked at whole.
"""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from builder.model import ClaimRecord, Entity, PartialDate, Reading, Record
from builder.resolve.profiles import Profile, profiles
from builder.resolve.settings import Setting, setting
from builder.vocabulary import INSTRUMENTS

ORGANISATIONS = frozenset({"Organisation", "InternationalOrganisation", "StateOrgan", "MediaOrganisation"})
_STRUCTURE = frozenset({"ofInstrument", "partOf", "articleNumber", "office", "ofState", "holdsOffice", "rdf:type"})
"""What claims say of a node that its IRI or its classes depend on."""


class Sizes(Record, frozen=True):
    """How much an article holds."""

    mentions: int
    statements: int
    clauses: int
    claims: int
    unaccounted: int


class Outline(Record, frozen=True, tag=True):
    """One article's part in what is decided over all of them.

    ``entities``: those that are not known ones. ``claims``: those that say what a node is a part of, or is, without
    their evidence. ``others``: the keys of nodes of which only claims speak. ``setting``: of actors and instruments;
    ``profiles``: of instruments, with keys in place of IRIs. ``issued``: the day of the metadata or the furniture.
    """

    article: str
    entities: tuple[Entity, ...]
    claims: tuple[ClaimRecord, ...]
    others: tuple[str, ...]
    setting: Setting
    profiles: tuple[Profile, ...]
    issued: PartialDate | None
    sizes: Sizes


def outline(reading: Reading) -> Outline:
    """The outline of a reading."""
    own = tuple(entity for entity in reading.entities if not entity.known)
    wanted = {"Person", *ORGANISATIONS, *INSTRUMENTS}
    keys = {entity.key for entity in reading.entities}
    every = (reading.mentions, reading.statements, reading.clauses, reading.claims, reading.unaccounted)
    return Outline(
        article=reading.article.identifier,
        entities=own,
        claims=tuple(replace(c, evidence=(), rule="") for c in reading.claims if c.predicate in _STRUCTURE),
        others=tuple(sorted({claim.subject for claim in reading.claims} - keys)),
        setting=setting(reading, frozenset(entity.key for entity in own if entity.kind in wanted)),
        profiles=tuple(profiles(reading)),
        issued=reading.article.issued or reading.layout.issued,
        sizes=Sizes(*map(len, every)),
    )


def outlined(found: Iterable[Reading | Outline]) -> list[Outline]:
    """Readings as outlines, and outlines as they are, in the order of the articles' identifiers."""
    made = (outline(item) if isinstance(item, Reading) else item for item in found)
    return sorted(made, key=lambda item: item.article)
