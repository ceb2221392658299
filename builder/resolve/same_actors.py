"""Decides which persons and organisations of different articles are one, by key and context.

A shared name is not enough: the state they act for must agree, or the articles must speak of enough of the same
known actors. Groups and unnamed sources are never the same across articles.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from itertools import combinations

from builder.model import Entity, Reading
from builder.resolve.clusters import Clusters
from builder.resolve.judged import NOTHING, Judged
from builder.resolve.keys import name_key, skeleton, words
from builder.resolve.profiles import Ref

ORGANISATIONS = frozenset({"Organisation", "InternationalOrganisation", "StateOrgan", "MediaOrganisation"})
_SHARED_CONTEXT = 2


def _keys(entity: Entity) -> list[str]:
    """Under which keys an entity may meet others: full names of persons, whole names of organisations."""
    if entity.kind == "Person":
        return sorted({skeleton(name) for name in (entity.label, *entity.names) if len(words(name)) >= 2})
    return sorted({name_key(entity.label)})


def _same(one: Entity, two: Entity, context: dict[str, set[str]], articles: tuple[str, str]) -> str | None:
    """The rule by which two entities that share a key are one, or None."""
    states = [set(entity.facet_values("state")) for entity in (one, two)]
    if all(states):
        return "name-and-state" if states[0] & states[1] else None
    if one.kind in ORGANISATIONS and not any(states):
        return "organisation-name" if len(words(one.label)) >= 2 else None
    shared = context[articles[0]] & context[articles[1]]
    return "name-and-context" if len(shared) >= _SHARED_CONTEXT else None


def join(readings: Iterable[Reading], asked: Judged = NOTHING) -> tuple[Clusters[Ref], dict[Ref, str]]:
    """The groups of persons and organisations that are one, and the rule that joined each ref."""
    entities: dict[Ref, Entity] = {}
    context: dict[str, set[str]] = {}
    for reading in readings:
        article = reading.article.identifier
        context[article] = {e.key for e in reading.entities if e.known}
        entities |= {
            (article, e.key): e
            for e in reading.entities
            if not e.known and (e.kind == "Person" or e.kind in ORGANISATIONS)
        }
    blocks: dict[tuple[bool, str], list[Ref]] = defaultdict(list)
    for ref in sorted(entities):
        for key in _keys(entities[ref]):
            blocks[entities[ref].kind == "Person", key].append(ref)
    groups: Clusters[Ref] = Clusters({ref: ref[0] for ref in sorted(entities)}, asked.same, asked.different)
    reasons: dict[Ref, str] = {}
    for _, block in sorted(blocks.items()):
        for a, b in combinations(block, 2):
            rule = _same(entities[a], entities[b], context, (a[0], b[0]))
            if rule and groups.join(a, b):
                reasons.setdefault(a, rule)
                reasons.setdefault(b, rule)
    return groups, reasons
