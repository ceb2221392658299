"""The facts policy: what becomes a plain triple, and why the rest does not."""

from __future__ import annotations

import pytest
from pyoxigraph import NamedNode, Quad, Triple

from builder.assemble.facts import decide, withhold
from builder.assemble.holdings import Holding
from builder.assemble.terms import mq
from builder.model import Factuality, Span

RUSSIA, OFFICER, TENURE, PAPER, EXPERTS = "urn:russia", "urn:officer", "urn:tenure", "urn:paper", "urn:experts"
NEW, OLD, EVENT = "urn:new", "urn:old", "urn:event"


def held(
    subject: str, name: str, obj: str, holder: str, factuality: str, voice: bool = False, claim: str | None = None
) -> Holding:
    return Holding(
        claim=claim or f"urn:claim:{subject}:{name}:{obj}",
        attribution=f"urn:attribution:{subject}:{name}:{obj}:{holder}:{factuality}",
        subject=subject,
        predicate=mq(name),
        object=NamedNode(obj),
        holder=holder,
        factuality=Factuality(factuality),
        article="a",
        voice=voice,
        evidence=(Span(0, 1),),
        rule="test",
    )


PARTY = held(NEW, "hasParty", RUSSIA, PAPER, "asserted", voice=True)
OFFICE = [
    held(OFFICER, "holdsOffice", TENURE, PAPER, "asserted", voice=True),
    held(TENURE, "ofState", RUSSIA, PAPER, "asserted", voice=True),
]


def outcome(*holdings: Holding, of: str = "directlySupersedes", known: tuple[Quad, ...] = ()) -> tuple[str, str]:
    """The outcome and reason of the one claim with this predicate."""
    (decision,) = [d for d in decide([PARTY, *OFFICE, *holdings], known) if d.predicate == mq(of)]
    return decision.outcome, decision.reason


def stance(holder: str, factuality: str, voice: bool = False) -> Holding:
    return held(NEW, "directlySupersedes", OLD, holder, factuality, voice)


@pytest.mark.parametrize(
    ("stances", "expected"),
    [
        ([stance(PAPER, "asserted", voice=True)], ("fact", "asserted-in-own-voice")),
        ([stance(RUSSIA, "asserted")], ("fact", "asserted-by-a-party")),
        ([stance(OFFICER, "asserted")], ("fact", "asserted-by-a-party")),
        ([stance(EXPERTS, "asserted")], ("withheld", "asserted-without-standing")),
        ([stance(PAPER, "planned", voice=True)], ("pending", "planned-with-standing")),
        ([stance(EXPERTS, "planned")], ("withheld", "not-asserted")),
        (
            [stance(PAPER, "asserted", voice=True), stance(RUSSIA, "denied")],
            ("contested", "denied-with-higher-standing"),
        ),
        ([stance(RUSSIA, "asserted"), stance(PAPER, "denied", voice=True)], ("fact", "asserted-by-a-party")),
        *[
            ([stance(RUSSIA, f)], ("withheld", "not-asserted"))
            for f in ("alleged", "denied", "possible", "conditional")
        ],
    ],
)
def test_outcome(stances: list[Holding], expected: tuple[str, str]) -> None:
    assert outcome(*stances) == expected


def test_a_successor_speaks_for_its_forerunner() -> None:
    union = "urn:union"
    party = held(OLD, "hasParty", union, PAPER, "asserted", voice=True)
    said = held(OLD, "amends", NEW, RUSSIA, "asserted")
    successor = Quad(NamedNode(RUSSIA), mq("successorOf"), NamedNode(union))
    assert outcome(party, said, of="amends") == ("withheld", "asserted-without-standing")
    assert outcome(party, said, of="amends", known=(successor,)) == ("fact", "asserted-by-a-party")


def test_what_is_said_of_a_planned_event_is_no_fact() -> None:
    event = held(EVENT, "ofInstrument", NEW, PAPER, "planned", voice=True)
    place = held(EVENT, "place", "urn:moscow", PAPER, "asserted", voice=True)
    assert outcome(event, place, of="place") == ("withheld", "of-a-node-that-is-no-fact")
    done = held(EVENT, "ofInstrument", NEW, PAPER, "asserted", voice=True)
    assert outcome(done, place, of="place") == ("fact", "asserted-in-own-voice")


def test_what_a_shape_rejects_is_no_fact() -> None:
    said = stance(PAPER, "asserted", voice=True)
    (decision,) = decide([said], (), frozenset({OLD}))
    assert (decision.outcome, decision.reason) == ("withheld", "rejected-by-a-shape")
    (late,) = withhold(decide([said], ()), [Triple(NamedNode(NEW), mq("directlySupersedes"), NamedNode(OLD))])
    assert (late.outcome, late.reason) == ("withheld", "rejected-by-a-shape")


def test_a_bad_attribution_counts_for_nothing() -> None:
    good, bad = stance(PAPER, "asserted", voice=True), stance(RUSSIA, "denied")
    assert {d.outcome for d in decide([PARTY, good, bad], (), frozenset({bad.attribution}))} == {"fact"}
