"""Each rule of ontology/rules: what it must infer, and what it must not."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from rdflib import RDF
from rdflib.plugins.sparql import prepareQuery

from builder.errors import OntologyError
from builder.reason import rules
from builder.reason.rules import installed, load
from builder.vocabulary import expand

PENDING: dict[str, Any] = {"factuality": "planned", "outcome": "pending"}
SUPERSEDES = "<new> mq:directlySupersedes <old>"
IN_FORCE = '<entry> a mq:EntryIntoForce ; mq:ofInstrument <new> ; mq:date "2024-12-04"^^xsd:date .'


def test_rules_have_titles_and_descriptions() -> None:
    assert [rule.name for rule in installed()] == [
        "in-force-from",
        "party-by-consent",
        "plan-fulfilled",
        "planned-supersession-takes-effect",
        "signed-on",
        "clause-binds-the-parties",
        "in-force-to",
        "ally-of",
    ]
    for rule in installed():
        assert all(len(dict(rule.titles)[tag]) > 10 for tag in ("ar", "en"))
        assert all(len(dict(rule.descriptions)[tag]) > 40 for tag in ("ar", "en"))


# planned-supersession-takes-effect


def test_planned_supersession_takes_effect_on_entry_into_force(world: Any) -> None:
    world.add(IN_FORCE).claim(SUPERSEDES, **PENDING)
    assert world.infers(SUPERSEDES)
    assert world.infers("<new> mq:supersedes <old>")
    assert world.infers("<old> mq:supersededBy <new>")


def test_planned_supersession_without_entry_into_force_infers_nothing(world: Any) -> None:
    world.add("<sig> a mq:Signature ; mq:ofInstrument <new> .").claim(SUPERSEDES, **PENDING)
    assert not world.objects("<new>", "mq:directlySupersedes")


def test_entry_into_force_of_another_instrument_fulfils_no_plan(world: Any) -> None:
    world.add(IN_FORCE.replace("<new>", "<other>")).claim(SUPERSEDES, **PENDING)
    assert not world.infers(SUPERSEDES)


@pytest.mark.parametrize(
    ("factuality", "outcome"),
    [
        ("denied", "withheld"),
        ("alleged", "withheld"),
        ("possible", "withheld"),
        ("conditional", "withheld"),
        ("planned", "withheld"),
        ("asserted", "contested"),
    ],
)
def test_no_other_claim_becomes_a_fact_by_inference(world: Any, factuality: str, outcome: str) -> None:
    world.add(IN_FORCE)
    world.claim(SUPERSEDES, factuality, outcome)
    world.claim("<state/RUS> mq:allyOf <state/PRK>", factuality, outcome)
    world.claim("<state/RUS> a mq:State", factuality, outcome)
    world.claim("<new> mq:hasParty <state/RUS>", factuality, outcome)
    inferred = {str(triple) for triple in world.inferred}
    assert not any("upersede" in text or "allyOf" in text or "RUS" in text for text in inferred)


# in-force-from and signed-on


@pytest.mark.parametrize(("kind", "property_"), [("EntryIntoForce", "inForceFrom"), ("Signature", "signedOn")])
def test_event_dates_its_instrument(world: Any, kind: str, property_: str) -> None:
    world.add(f'<e> a mq:{kind} ; mq:ofInstrument <t> ; mq:date "2024-06"^^xsd:gYearMonth .')
    assert world.infers(f'<t> mq:{property_} "2024-06"^^xsd:gYearMonth')


@pytest.mark.parametrize(("kind", "property_"), [("EntryIntoForce", "inForceFrom"), ("Signature", "signedOn")])
def test_the_more_precise_of_two_dates_is_taken(world: Any, kind: str, property_: str) -> None:
    world.add(f'<e> a mq:{kind} ; mq:ofInstrument <t> ; mq:date "2024"^^xsd:gYear, "2024-06-19"^^xsd:date .')
    assert world.objects("<t>", f"mq:{property_}") == ["2024-06-19"]


def test_dates_that_conflict_both_stay(world: Any) -> None:
    world.add('<e> a mq:Signature ; mq:ofInstrument <t> ; mq:date "2024-06-18"^^xsd:date, "2024-06-19"^^xsd:date .')
    assert world.objects("<t>", "mq:signedOn") == ["2024-06-18", "2024-06-19"]


@pytest.mark.parametrize("property_", ["mq:inForceFrom", "mq:signedOn"])
def test_another_event_gives_no_such_date(world: Any, property_: str) -> None:
    world.add('<e> a mq:Negotiation ; mq:ofInstrument <t> ; mq:date "2024"^^xsd:gYear .')
    assert not world.objects("<t>", property_)


# party-by-consent


@pytest.mark.parametrize("consent", ["Ratification", "Accession", "Approval", "InstrumentExchange"])
def test_consent_makes_a_party(world: Any, consent: str) -> None:
    world.add("<state/RUS> a mq:State .", "ontology")
    world.add(f"<e> a mq:{consent} ; mq:ofInstrument <t> ; mq:participant <state/RUS> .")
    assert world.infers("<t> mq:hasParty <state/RUS>")
    assert world.infers("<state/RUS> mq:partyTo <t>")


def test_consent_on_behalf_of_a_state_makes_it_a_party(world: Any) -> None:
    world.add("<state/RUS> a mq:State .", "ontology")
    world.add("<e> a mq:Ratification ; mq:ofInstrument <t> ; mq:participant <person> ; mq:onBehalfOf <state/RUS> .")
    assert world.objects("<t>", "mq:hasParty") == ["https://w3id.org/mithaq/id/state/RUS"]


@pytest.mark.parametrize("event", ["Signature", "Negotiation", "Withdrawal"])
def test_no_party_without_consent(world: Any, event: str) -> None:
    world.add("<state/RUS> a mq:State .", "ontology")
    world.add(f"<e> a mq:{event} ; mq:ofInstrument <t> ; mq:participant <state/RUS> .")
    assert not world.objects("<t>", "mq:hasParty")


# clause-binds-the-parties


def test_mutual_obligation_binds_both_parties(treaty: Any) -> None:
    for role in ("mq:obligor", "mq:obligee"):
        assert [iri[-3:] for iri in treaty.objects("<clause>", role)] == ["PRK", "RUS"]


def test_with_a_third_party_no_one_is_bound_by_inference(treaty: Any) -> None:
    treaty.add("<new> mq:hasParty <state/CHN> .")
    assert not treaty.objects("<clause>", "mq:obligor")


def test_who_an_article_says_is_bound_stays_alone(treaty: Any) -> None:
    treaty.add("<clause> mq:obligor <state/RUS> .").claim("<clause> mq:obligor <state/RUS>", outcome="fact")
    assert not treaty.objects("<clause>", "mq:obligor")
    assert not treaty.objects("<clause>", "mq:obligee")


def test_an_obligation_that_is_not_mutual_binds_no_one_by_inference(treaty: Any) -> None:
    other = "<https://w3id.org/mithaq/vocab/obligation/duration>"
    treaty.add(f"<lasting> a mq:Clause ; mq:partOf <new> ; mq:obligationType {other} .")
    assert not treaty.objects("<lasting>", "mq:obligor")


# in-force-to

TERMINATED = '<end> a mq:Termination ; mq:ofInstrument <old> ; mq:date "1996"^^xsd:gYear .'
REPLACED = f"<new> mq:directlySupersedes <old> . {IN_FORCE}"
LEFT = '<leave> a mq:Withdrawal ; mq:ofInstrument <old> ; mq:participant <state/RUS> ; mq:date "1995-09-07"^^xsd:date .'
TWO = "<old> mq:hasParty <state/RUS>, <state/PRK> ."


@pytest.mark.parametrize(
    ("facts", "ends"),
    [
        (TERMINATED, ["1996"]),
        (REPLACED, ["2024-12-04"]),
        (LEFT + TWO, ["1995-09-07"]),
        (TERMINATED + REPLACED + LEFT + TWO, ["1995-09-07"]),
        (TERMINATED + REPLACED, ["1996"]),
        (TERMINATED.replace("Termination", "Supersession"), ["1996"]),
        (TERMINATED + TWO + "<leave> a mq:Withdrawal ; mq:ofInstrument <old> ; mq:participant <state/RUS> .", []),
        (LEFT, []),
        (LEFT + TWO + "<old> mq:hasParty <state/CHN> .", []),
        ("<new> mq:directlySupersedes <old> .", []),
        (REPLACED + "<end> a mq:Termination ; mq:ofInstrument <old> .", []),
        (REPLACED + "<middle> mq:directlySupersedes <old> .", []),
    ],
)
def test_the_first_end_counts(world: Any, facts: str, ends: list[str]) -> None:
    assert world.add(facts).objects("<old>", "mq:inForceTo") == ends


def test_no_revival_when_the_successor_ends(world: Any) -> None:
    world.add(REPLACED + '<end> a mq:Termination ; mq:ofInstrument <new> ; mq:date "2030"^^xsd:gYear .')
    assert world.objects("<old>", "mq:inForceTo") == ["2024-12-04"]
    assert world.objects("<new>", "mq:inForceTo") == ["2030"]


def test_a_planned_supersession_ends_the_old_instrument_once_it_takes_effect(world: Any) -> None:
    world.add(IN_FORCE).claim(SUPERSEDES, **PENDING)
    assert world.objects("<old>", "mq:inForceTo") == ["2024-12-04"]


# ally-of


def test_parties_to_mutual_defence_in_force_are_allies(treaty: Any) -> None:
    assert treaty.infers("<state/RUS> mq:allyOf <state/PRK>")
    assert treaty.infers("<state/PRK> mq:allyOf <state/RUS>")
    assert not treaty.infers("<state/RUS> mq:allyOf <state/RUS>")


@pytest.mark.parametrize(
    "end",
    [
        "<x> a mq:Termination ; mq:ofInstrument <new> .",
        '<x> a mq:Termination ; mq:ofInstrument <new> ; mq:date "2030"^^xsd:gYear .',
        "<x> a mq:Supersession ; mq:ofInstrument <new> .",
        "<x> a mq:Withdrawal ; mq:ofInstrument <new> ; mq:participant <state/RUS> .",
        "<later> mq:directlySupersedes <new> . <x> a mq:EntryIntoForce ; mq:ofInstrument <later> .",
    ],
)
def test_no_allies_by_an_instrument_that_ended(treaty: Any, end: str) -> None:
    assert not treaty.add(end).objects("<state/RUS>", "mq:allyOf")


def test_superseded_by_an_instrument_not_in_force_leaves_allies(treaty: Any) -> None:
    assert treaty.add("<later> mq:directlySupersedes <new> .").infers("<state/RUS> mq:allyOf <state/PRK>")


def test_no_allies_before_entry_into_force(world: Any) -> None:
    world.add("<state/RUS> a mq:State . <state/PRK> a mq:State .", "ontology")
    world.add(
        """<new> mq:hasParty <state/RUS>, <state/PRK> .
        <clause> mq:partOf <new> ; mq:obligationType <https://w3id.org/mithaq/vocab/obligation/mutual-defence> ."""
    )
    assert not world.objects("<state/RUS>", "mq:allyOf")


def test_no_allies_by_other_obligations(treaty: Any) -> None:
    treaty.facts = [quad for quad in treaty.facts if not quad.predicate.value.endswith("obligationType")]
    treaty.add("<clause> mq:obligationType <https://w3id.org/mithaq/vocab/obligation/consultation> .")
    assert treaty.objects("<clause>", "mq:obligor")
    assert not treaty.objects("<state/RUS>", "mq:allyOf")


# plan-fulfilled


def _plan(world: Any) -> Any:
    world.claim("<plan> a mq:Signature", **PENDING)
    return world.claim("<plan> mq:ofInstrument <t>", **PENDING)


def test_done_event_fulfils_the_plan(world: Any) -> None:
    _plan(world).add("<done> a mq:Signature ; mq:ofInstrument <t> .")
    assert world.infers("<done> mq:fulfils <plan>")


@pytest.mark.parametrize(
    "done", ["a mq:Ratification ; mq:ofInstrument <t>", "a mq:Signature ; mq:ofInstrument <other>"]
)
def test_event_of_another_kind_or_instrument_fulfils_no_plan(world: Any, done: str) -> None:
    assert not _plan(world).add(f"<done> {done} .").objects("<done>", "mq:fulfils")


def test_event_of_others_fulfils_no_plan(world: Any) -> None:
    _plan(world).claim("<plan> mq:participant <state/PRK>", **PENDING)
    world.add("<done> a mq:Signature ; mq:ofInstrument <t> ; mq:participant <state/RUS> .")
    assert not world.objects("<done>", "mq:fulfils")


def test_event_of_some_of_the_planned_fulfils_the_plan(world: Any) -> None:
    _plan(world).claim("<plan> mq:participant <state/PRK>", **PENDING)
    world.claim("<plan> mq:participant <state/RUS>", **PENDING)
    world.add("<done> a mq:Signature ; mq:ofInstrument <t> ; mq:participant <state/RUS> .")
    assert world.infers("<done> mq:fulfils <plan>")


def test_a_plan_that_very_many_articles_tell_is_fulfilled_all_the_same(world: Any) -> None:
    for number in range(90):  # each of which was once joined with each other, and each plan with each event
        for part in ("a mq:Signature", "mq:ofInstrument <t>", "mq:participant <state/PRK>"):
            world.claim(f"<plan> {part}", article=f"a{number}", **PENDING)
        world.add(f"<done{number % 30}> a mq:Signature ; mq:ofInstrument <t> ; mq:participant <state/PRK> .")
        world.add(f"<others{number}> a mq:Signature ; mq:ofInstrument <t> ; mq:participant <state/RUS> .")
    fulfilling = {triple.subject for triple in world.inferred if triple.predicate.value.endswith("fulfils")}
    assert len(fulfilling) == 30


def test_an_event_that_is_no_plan_is_not_fulfilled(world: Any) -> None:
    world.claim("<said> a mq:Signature").claim("<said> mq:ofInstrument <t>")
    world.add("<done> a mq:Signature ; mq:ofInstrument <t> .")
    assert not world.objects("<done>", "mq:fulfils")


# the files

_FILE = """# name: {name}
# title-en: t
# title-ar: t
# description-en: d
# description-ar: d
# stratum: {stratum}
PREFIX mq: <https://w3id.org/mithaq/ontology#>
{query}
"""
_GOOD = "CONSTRUCT { ?s mq:supersedes ?o } WHERE { ?s mq:directlySupersedes ?o }"
_GOOD_WHOLE = _GOOD.replace("mq:supersedes", "<https://w3id.org/mithaq/ontology#supersedes>")
_NEGATES = "CONSTRUCT { ?s mq:amends ?o } WHERE { ?s mq:invokes ?o FILTER NOT EXISTS { ?s mq:supersedes ?o } }"
_NEGATES_DEEP = (
    "CONSTRUCT { ?s mq:amends ?o } WHERE { ?s mq:invokes ?o "
    "FILTER NOT EXISTS { ?s mq:reportedKind ?k FILTER NOT EXISTS { ?s mq:supersedes ?o } } }"
)


def _write(folder: Path, name: str, query: str, stratum: object = 1) -> None:
    (folder / f"{name}.rq").write_text(_FILE.format(name=name, query=query, stratum=stratum), "utf-8")


@pytest.mark.parametrize(
    ("query", "stratum", "message"),
    [
        ("SELECT * WHERE { ?s ?p ?o }", 1, "one CONSTRUCT"),
        ("CONSTRUCT { ?s mq:supersedes ?o } WHERE { ?s }", 1, "not SPARQL"),
        (_GOOD, "soon", "no number"),
    ],
)
def test_a_broken_rule_file_is_named(tmp_path: Path, query: str, stratum: object, message: str) -> None:
    _write(tmp_path, "broken", query, stratum)
    with pytest.raises(OntologyError, match=rf"broken\.rq.*{message}"):
        load(tmp_path)


@pytest.mark.parametrize("good", [_GOOD, _GOOD_WHOLE])
@pytest.mark.parametrize("negating", [_NEGATES, _NEGATES_DEEP])
def test_a_rule_negates_only_lower_strata(tmp_path: Path, negating: str, good: str) -> None:
    _write(tmp_path, "first", good)
    _write(tmp_path, "second", negating)
    with pytest.raises(OntologyError, match=r"second\.rq negates mq:supersedes, which first\.rq derives"):
        load(tmp_path)
    _write(tmp_path, "second", negating, 2)
    assert [rule.name for rule in load(tmp_path)] == ["first", "second"]


@pytest.mark.parametrize(
    "query",
    [
        pytest.param(_GOOD, id="nothing-negated"),
        pytest.param(_NEGATES, id="negated"),
        pytest.param(_NEGATES_DEEP, id="negated-inside-a-negation"),
        pytest.param(
            "CONSTRUCT { ?s mq:amends ?o } WHERE { ?s mq:invokes ?o FILTER NOT EXISTS { ?s mq:amends ?k } . "
            "FILTER  NOT  EXISTS { ?k mq:amends ?o } ?o a mq:Treaty FILTER(?s != ?o) }",
            id="between-what-must-hold",
        ),
        *(pytest.param(rule.query, id=rule.name) for rule in installed()),
    ],
)
def test_what_must_hold_is_the_same_without_what_must_not(query: str) -> None:
    text = query if "PREFIX" in query else f"PREFIX mq: <https://w3id.org/mithaq/ontology#>\n{query}"
    short = rules._without_negations(text)
    assert not re.search(r"NOT\s+EXISTS", re.sub(r"(?m)#.*$", "", short))
    whole, left = (prepareQuery(found).algebra for found in (text, short))
    assert sorted(map(repr, rules._patterns(whole.p))) == sorted(map(repr, rules._patterns(left.p)))
    assert whole.template == left.template


@pytest.mark.parametrize("rule", installed(), ids=lambda rule: rule.name)
def test_what_a_rule_asks_for_holds_the_properties_of_its_patterns(rule: rules.Rule) -> None:
    assert rule.asked is not None
    properties = {getattr(pattern.predicate, "path", pattern.predicate) for pattern in rule.body if not pattern.graph}
    typed = {str(pattern.object) for pattern in rule.body if pattern.predicate == RDF.type and not pattern.graph}
    assert {str(name) for name in properties - {RDF.type}} <= rule.asked
    assert {name if ":" in name else str(RDF.type) for name in typed} <= rule.asked
    assert {expand(name) for name in rule.negated} <= rule.asked


@pytest.mark.parametrize(
    ("body", "asked"),
    [
        ("?s mq:invokes ?o . ?o mq:amends ?x", {"invokes", "amends"}),
        ("?s mq:invokes ?o GRAPH ?g { ?c mq:subject ?s } FILTER(?o != ?s)", {"invokes"}),
        ("?s (mq:invokes|^mq:amends)+ ?o FILTER NOT EXISTS { ?s a mq:Treaty }", {"invokes", "amends", "Treaty"}),
        ("?s a ?kind ; mq:amends ?o", {"type", "amends"}),
        ("?s ^a/mq:amends ?o", {"type", "amends"}),
        ("?s <https://w3id.org/mithaq/ontology#amends> ?o ; mq:invokes ?o", {"amends", "invokes"}),
        ("?s ?property ?o", None),
        ("?s mq:amends ?o ; ?property mq:Treaty", None),
        ("mq:Treaty ?property mq:Treaty . ?s mq:amends ?o", None),
        ('<urn:s> ?property "o" . ?s mq:amends ?o', None),
        ("?s !mq:amends ?o", None),
        ("?s !(mq:amends|mq:invokes) ?o", None),
    ],
)
def test_a_rule_asks_for_what_its_text_names(tmp_path: Path, body: str, asked: set[str] | None) -> None:
    _write(tmp_path, "some", f"CONSTRUCT {{ ?s mq:supersedes ?o }} WHERE {{ {body} }}")
    [rule] = load(tmp_path)
    found = None if rule.asked is None else {name.rpartition("#")[2] for name in rule.asked}
    assert found == asked
