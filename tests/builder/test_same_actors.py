"""Persons and organisations of many articles: joined as if every pair were compared, without comparing every pair."""

from __future__ import annotations

from itertools import combinations
from time import process_time

from hypothesis import given
from hypothesis import strategies as st

from builder.identifiers import digest
from builder.model import Article, Entity, Layout, Reading
from builder.resolve import same_actors

KNOWN = [f"https://w3id.org/mithaq/id/state/{code}" for code in ("AAA", "BBB", "CCC", "DDD")]
NAMES = ("سامي الحداد", "ليلى النجار", "اتحاد الصيادين", "اتحاد")


def reading(name: str, entities: list[Entity], known: set[str]) -> Reading:
    """A reading of an article that names these, and these known states."""
    states = [Entity(iri, "State", iri[-3:], known=True) for iri in sorted(known)]
    return Reading(Article(name, "", digest(name), name), Layout((), ()), (*entities, *states))


def person(position: int, name: str, kind: str, states: set[str]) -> Entity:
    """A person or an organisation, of these states."""
    return Entity(f"{kind.lower()}:{position}", kind, name, facets=tuple(("state", code) for code in sorted(states)))


def rule(one: tuple[Reading, Entity], two: tuple[Reading, Entity]) -> bool:
    """Whether the two are one by what the rules say of a pair."""
    (first, a), (second, b) = one, two
    states = [set(entity.facet_values("state")) for entity in (a, b)]
    if all(states):
        return bool(states[0] & states[1])
    if a.kind == "Organisation" and not any(states):
        return len(a.label.split()) >= 2
    known = [{entity.key for entity in found.entities if entity.known} for found in (first, second)]
    return len(known[0] & known[1]) >= 2


ENTITIES = st.tuples(
    st.sampled_from(NAMES), st.sampled_from(["Person", "Organisation"]), st.sets(st.sampled_from(["AAA", "BBB", "CCC"]))
)


@given(st.lists(st.tuples(ENTITIES, st.sets(st.sampled_from(KNOWN))), max_size=12))
def test_groups_are_those_that_all_pairs_make(found: list[tuple[tuple[str, str, set[str]], set[str]]]) -> None:
    """One entity an article, so that no article tells two apart and the order of joining cannot matter."""
    read = [reading(f"{at:02}", [person(at, *traits)], known) for at, (traits, known) in enumerate(found)]
    groups, reasons = same_actors.join(read)
    refs = [(item.article.identifier, item.entities[0].key) for item in read]
    parent = {ref: {ref} for ref in refs}
    for (one, a), (two, b) in combinations(zip(read, refs, strict=True), 2):
        first, second = one.entities[0], two.entities[0]
        meet = first.kind == second.kind and first.label == second.label
        whole = first.kind == "Organisation" or len(first.label.split()) >= 2
        if meet and whole and rule((one, first), (two, second)):
            union = parent[a] | parent[b]
            parent |= dict.fromkeys(union, union)
    assert {ref: set(groups.members(ref)) for ref in refs} == parent
    assert set(reasons) == {ref for ref in refs if len(parent[ref]) > 1}


def test_a_name_in_very_many_articles_takes_no_time() -> None:
    """3,000 articles with one name are 4.5 million pairs."""
    read = [reading(f"{at:05}", [person(at, NAMES[0], "Person", set())], set(KNOWN)) for at in range(3000)]
    begun = process_time()
    groups, _ = same_actors.join(read)
    assert len(list(groups.roots())) == 1
    assert process_time() - begun < 5
