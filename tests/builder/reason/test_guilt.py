"""Contradictions lead to the facts that they follow from, and one of these goes: the least supported, the newest."""

from __future__ import annotations

from typing import Any

import pytest
from pyoxigraph import Triple

from builder.reason import Inconsistency, guilty
from builder.reason.terms import parse_triple


def facts(*texts: str) -> tuple[Triple, ...]:
    return tuple(Triple(*parse_triple(text)) for text in texts)


ONE, TWO, THREE = facts("<urn:a> <urn:p> <urn:b>", "<urn:a> <urn:p> <urn:c>", "<urn:a> <urn:p> <urn:d>")


def grounds(world: Any) -> set[tuple[Triple, ...]]:
    return {inconsistency.grounds for inconsistency in world.inference.inconsistencies}


def given(world: Any) -> set[Triple]:
    return {quad.triple for quad in world.facts}


def test_grounds_are_the_facts_and_no_others(world: Any) -> None:
    world.add("<a> mq:hasParty <b> . <b> a mq:Instrument . <c> mq:directlySupersedes <d> .")
    bad = {triple for triple in given(world) if "directly" not in triple.predicate.value}
    assert {frozenset(found) for found in grounds(world)} == {frozenset(bad)}


def test_grounds_are_found_through_rules_of_ours(world: Any) -> None:
    world.add("<entry> a mq:EntryIntoForce ; mq:ofInstrument <new> . <old> mq:directlySupersedes <new> .")
    world.add("<x> mq:hasParty <y> .")
    world.claim("<new> mq:directlySupersedes <old>", "planned", "pending")
    (found,) = grounds(world)
    assert set(found) == {triple for triple in given(world) if "hasParty" not in triple.predicate.value}


def test_what_the_ontology_says_is_no_ground(world: Any) -> None:
    world.add("<state/RUS> a mq:State .", "ontology").add("<state/RUS> a mq:Instrument .")
    assert grounds(world) == {tuple(given(world))}


def test_owlrl_gives_grounds_by_what_it_speaks_of(world: Any) -> None:
    world.add("<a> mq:directlySupersedes <b> . <b> mq:directlySupersedes <a> . <c> mq:directlySupersedes <d> .")
    from builder.reason import infer  # the world infers by the default reasoner only

    found = infer(world.schema, world.facts, world.gathered, reasoner="owlrl").inconsistencies
    named = {triple for item in found for triple in item.grounds}
    assert named
    assert named <= {triple for triple in given(world) if "/id/c" not in str(triple.subject)}


@pytest.mark.parametrize(
    ("support", "gone"),
    [
        ({ONE: (2, 0), TWO: (1, 0), THREE: (3, 0)}, TWO),
        ({ONE: (1, 20200101), TWO: (1, 20240101), THREE: (2, 20250101)}, TWO),
        ({ONE: (1, 20200101), TWO: (1, 0), THREE: (1, 0)}, ONE),
        ({ONE: (1, 5), TWO: (1, 5), THREE: (1, 5)}, THREE),
    ],
)
def test_the_least_supported_goes_then_the_newest_then_the_last(
    support: dict[Triple, tuple[int, int]], gone: Triple
) -> None:
    found = [Inconsistency("x", (), grounds=(ONE, TWO, THREE))]
    assert guilty(found, support.__getitem__) == [(found[0], gone)]


def test_one_that_goes_serves_for_two_and_no_ground_no_guilt() -> None:
    first, second = Inconsistency("a", (), grounds=(ONE, TWO)), Inconsistency("b", (), grounds=(TWO, THREE))
    support = {ONE: (2, 0), TWO: (1, 0), THREE: (0, 0)}
    assert [gone for _, gone in guilty([second, first], support.__getitem__)] == [TWO, TWO]
    assert guilty([Inconsistency("c", ())], support.__getitem__) == [(Inconsistency("c", ()), None)]
