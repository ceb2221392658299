"""The inferred layer as a whole: useful, new, in order, under any base, and in any order of its input."""

from __future__ import annotations

import random
from typing import Any

from pyoxigraph import NamedNode, Quad

from builder.assemble.gathered import Gathered
from builder.identifiers import Minter
from builder.reason import infer
from builder.vocabulary import MQ


def test_a_chain_of_three_supersessions_closes(world: Any) -> None:
    world.add("<a> mq:directlySupersedes <b> . <b> mq:directlySupersedes <c> . <c> mq:directlySupersedes <d> .")
    superseded = [iri[-1] for iri in world.objects("<a>", "mq:supersedes")]
    assert superseded == ["b", "c", "d"]
    assert [iri[-1] for iri in world.objects("<d>", "mq:supersededBy")] == ["a", "b", "c"]
    assert not world.objects("<a>", "mq:directlySupersedes")


def test_the_order_of_the_input_changes_nothing(treaty: Any) -> None:
    treaty.claim("<new> mq:directlySupersedes <old>", "planned", "pending")
    first = treaty.inference
    rng = random.Random(7)
    for _ in range(3):
        facts, context = rng.sample(treaty.facts, len(treaty.facts)), rng.sample(treaty.context, len(treaty.context))
        assert infer(treaty.schema, facts, Gathered(treaty.minter, quads=context)) == first
    assert list(first.quads) == sorted(first.quads, key=lambda q: (str(q.subject), str(q.predicate), str(q.object)))
    assert {quad.graph_name for quad in first.quads} == {NamedNode(treaty.minter.graph("inferred"))}


def test_rules_hold_under_another_base(world: Any) -> None:
    world.minter = Minter("https://example.org/kg/")
    world.add("<entry> a mq:EntryIntoForce ; mq:ofInstrument <new> .")
    world.claim("<new> mq:directlySupersedes <old>", "planned", "pending")
    assert world.infers("<new> mq:directlySupersedes <old>")
    assert all(quad.graph_name.value == "https://example.org/kg/graph/inferred" for quad in world.inference.quads)


def test_only_known_entities_of_the_facts_are_reasoned_over(world: Any) -> None:
    world.add("<state/RUS> a mq:State . <state/CHN> a mq:State .", "ontology")
    world.add("<t> mq:hasParty <state/RUS> .")
    assert world.infers("<state/RUS> a mq:Polity")
    assert not world.infers("<state/CHN> a mq:Polity")


def test_a_contradiction_is_told_and_the_rest_inferred(world: Any) -> None:
    world.add("<a> mq:hasParty <b> . <b> a mq:Instrument . <c> mq:directlySupersedes <d> .")
    about = {iri for inconsistency in world.inference.inconsistencies for iri in inconsistency.about}
    assert {"https://w3id.org/mithaq/id/b", MQ + "Instrument", MQ + "Actor"} <= about
    assert world.infers("<c> mq:supersedes <d>")


def test_claims_are_never_reasoned_over(world: Any) -> None:
    for factuality in ("asserted", "alleged", "denied", "planned", "possible", "conditional"):
        world.claim(f"<{factuality}> mq:directlySupersedes <old>", factuality, "withheld")
        world.claim(f"<{factuality}> mq:hasParty <state/RUS>", factuality, "withheld")
    assert world.inference.quads == ()


def test_an_inference_from_its_own_result_adds_nothing(treaty: Any) -> None:
    layer = NamedNode(treaty.minter.graph("facts"))
    inferred = [Quad(quad.subject, quad.predicate, quad.object, layer) for quad in treaty.inference.quads]
    assert infer(treaty.schema, [*treaty.facts, *inferred], treaty.gathered).quads == ()
