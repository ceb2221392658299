"""Decides which persons and organisations of different articles are one, by key and context.

A shared name is not enough: the state they act for must agree, or the articles must speak of enough of the same
known actors. Groups and unnamed sources are never the same across articles.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
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


def _meetings(
    block: list[Ref], entities: dict[Ref, Entity], context: dict[str, set[str]]
) -> Iterator[tuple[str, list[Ref], list[Ref]]]:
    """Of entities that share a key, the rules by which each of some is one with any of others: rule, some, others.

    Not pair by pair: a name that many articles have would make as many pairs as their number squared.
    """
    states: dict[str, list[Ref]] = defaultdict(list)
    nowhere: list[Ref] = []
    for ref in block:
        found = entities[ref].facet_values("state")
        for state in sorted(set(found)):
            states[state].append(ref)
        if not found:
            nowhere.append(ref)
    for _, refs in sorted(states.items()):
        yield "name-and-state", refs, refs
    organisations = [ref for ref in nowhere if entities[ref].kind in ORGANISATIONS]
    named = [ref for ref in organisations if len(words(entities[ref].label)) >= 2]
    yield "organisation-name", named, named
    stated = [ref for ref in block if entities[ref].facet_values("state")]
    for some, others in _sharing([ref for ref in nowhere if ref not in set(organisations)], block, context):
        yield "name-and-context", some, others
    for some, others in _sharing(organisations, stated, context):
        yield "name-and-context", some, others


def _sharing(some: list[Ref], others: list[Ref], context: dict[str, set[str]]) -> Iterator[tuple[list[Ref], list[Ref]]]:
    """Those of each side whose articles speak of the same two known actors."""
    if not some or len(others) + len(some) < 2:
        return
    sides: tuple[dict[tuple[str, ...], list[Ref]], ...] = (defaultdict(list), defaultdict(list))
    for side, refs in zip(sides, (some, others), strict=True):
        for ref in refs:
            for shared in combinations(sorted(context[ref[0]]), _SHARED_CONTEXT):
                side[shared].append(ref)
    for shared in sorted(sides[0].keys() & sides[1].keys()):
        yield sides[0][shared], sides[1][shared]


def _joined(some: list[Ref], others: list[Ref], groups: Clusters[Ref]) -> Iterator[Ref]:
    """Joins each with all others that it may be joined with; gives those that were joined."""
    roots = dict.fromkeys(map(groups.find, others))
    for ref in some:
        for root in roots:
            if groups.join(root, ref):
                yield from (root, ref)
        roots = dict.fromkeys(map(groups.find, roots))


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
        for rule, some, others in _meetings(block, entities, context) if len(block) > 1 else ():
            for ref in _joined(some, others, groups):
                reasons.setdefault(ref, rule)
    return groups, reasons
