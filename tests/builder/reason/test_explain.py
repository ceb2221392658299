"""Explanations: each kind of node, every alternative, no circle, and nothing inferred without a reason."""

from __future__ import annotations

import json
from typing import Any

import pytest
import rdflib
from pyoxigraph import NamedNode, Quad
from rdflib import OWL, RDFS

from builder.errors import QueryError
from builder.reason import as_dict, as_text, explain, explain_text, parse_triple
from builder.reason.explanation import ALTERNATIVES
from builder.reason.proof import Kind, Node
from builder.vocabulary import DATA, MQ

EX = "https://example.org/"


def _rules(node: Node) -> list[str]:
    return [way.rule for way in node.derivations]


def _leaves(node: Node) -> set[str]:
    return {f"{n.kind} {n.triple}".replace(DATA, "").replace(MQ, "mq:") for n in node.walk() if not n.derivations}


def _check_no_circle(node: Node, above: frozenset[str] = frozenset()) -> None:
    assert str(node.triple) not in above
    for way in node.derivations:
        for premise in way.premises:
            if premise.kind is not Kind.CLAIMED:
                _check_no_circle(premise, above | {str(node.triple)})


@pytest.fixture
def seeds(treaty: Any) -> Any:
    """2024 is planned to replace 1961 and 2000, and enters into force; 2000 replaced 1961."""
    treaty.add("<y2000> mq:directlySupersedes <y1961> .")
    treaty.claim("<y2000> mq:directlySupersedes <y1961>", outcome="fact", holder="outlet", article="a2")
    treaty.claim("<new> mq:directlySupersedes <y2000>", "planned", "pending", holder="aide")
    treaty.claim("<new> mq:directlySupersedes <y1961>", "planned", "pending", holder="aide")
    return treaty.claim("<entry> mq:ofInstrument <new>", outcome="fact", holder="outlet")


def test_supersession_is_explained_by_the_chain_and_by_its_own_plan(seeds: Any) -> None:
    root = explain_text(seeds, "<new> mq:supersedes <y1961>").root
    assert _rules(root) == ["prp-spo1", "prp-trp"]
    own, chain = root.derivations
    direct = own.premises[1]
    assert _rules(direct) == ["planned-supersession-takes-effect"]
    assert [premise.kind for premise in direct.derivations[0].premises] == [Kind.FACT, Kind.FACT, Kind.CLAIMED]
    assert direct.derivations[0].premises[2].claims[0].outcome == "pending"
    names = [str(premise.triple).replace(DATA, "").replace(MQ, "mq:") for premise in chain.premises]
    assert names[1:] == ["<new> <mq:supersedes> <y2000>", "<y2000> <mq:supersedes> <y1961>"]
    assert "fact <y2000> <mq:directlySupersedes> <y1961>" in _leaves(chain.premises[2])
    assert "claimed <new> <mq:directlySupersedes> <y2000>" in _leaves(chain.premises[1])
    assert "fact <entry> <mq:ofInstrument> <new>" in _leaves(chain.premises[1])


def test_a_fact_leads_to_the_words(seeds: Any) -> None:
    root = explain_text(seeds, "<y2000> mq:directlySupersedes <y1961>").root
    assert (root.kind, root.derivations) == (Kind.FACT, ())
    (claim,) = root.claims
    assert claim.outcome == "fact"
    (held,) = claim.attributions
    assert (held.holder, held.factuality, held.origin) == (f"{DATA}outlet", "asserted", "a-rule")
    (quote,) = held.quotes
    assert (quote.identifier, quote.start, quote.end, quote.exact) == ("a2", 12, 26, "The new treaty")
    assert quote.sentence == "The new treaty will replace the old one."


def test_the_ontology_is_its_own_reason(seeds: Any) -> None:
    assert explain_text(seeds, "mq:supersedes a owl:TransitiveProperty").root.kind is Kind.AXIOM
    assert explain_text(seeds, "<state/RUS> a mq:State").root.kind is Kind.AXIOM


def test_what_is_only_claimed_says_why_it_is_no_fact(world: Any) -> None:
    world.claim("<t> mq:hasParty <state/RUS>", "alleged", "withheld")
    explanation = explain_text(world, "<t> mq:hasParty <state/RUS>")
    assert explanation.root.kind is Kind.CLAIMED
    assert (explanation.root.claims[0].outcome, explanation.root.claims[0].reason) == ("withheld", "not-asserted")
    assert "the policy left it out of the facts: no one asserts it" in as_text(explanation, "en")
    assert "12–26: \u2068The new treaty\u2069" in as_text(explanation, "ar")


def test_a_triple_of_the_documents_is_told_apart(seeds: Any) -> None:
    graph = NamedNode(seeds.minter.article_graph("a1"))
    seeds.context.append(Quad(NamedNode(f"{DATA}s"), NamedNode(f"{MQ}speaker"), NamedNode(f"{DATA}aide"), graph))
    assert explain_text(seeds, "<s> mq:speaker <aide>").root.kind is Kind.DOCUMENT


def test_an_unknown_triple_says_what_to_do(world: Any) -> None:
    explanation = explain_text(world, "<a> mq:supersedes <b>")
    assert explanation.root.kind is Kind.UNKNOWN
    assert "Check its spelling and direction" in as_text(explanation, "en")
    assert as_dict(explanation)["root"]["kind"] == "unknown"


def test_every_inferred_triple_has_an_explanation_without_circles(seeds: Any) -> None:
    seeds.add("<state/CHN> a mq:State .", "ontology")
    seeds.add(
        """<rat> a mq:Ratification ; mq:ofInstrument <y2000> ; mq:participant <state/CHN> .
        <sig> a mq:Signature ; mq:ofInstrument <new> ; mq:date "2024-06-19"^^xsd:date ; mq:signedBy <person> .
        <end> a mq:Termination ; mq:ofInstrument <y1961> ; mq:date "1996"^^xsd:gYear ."""
    )
    seeds.claim("<plan> a mq:Signature", "planned", "pending").claim("<plan> mq:ofInstrument <new>", "planned")
    assert len(seeds.inferred) > 40
    used = set()
    for quad in seeds.inference.quads:
        root = explain(seeds, quad.subject, quad.predicate, quad.object).root
        assert root.kind is Kind.INFERRED
        assert root.derivations, f"no explanation of {quad.triple}"
        assert all(node.kind is not Kind.UNKNOWN for node in root.walk())
        assert all(node.derivations for node in root.walk() if node.kind is Kind.INFERRED)
        _check_no_circle(root)
        used |= {way.rule for node in root.walk() for way in node.derivations}
    assert used >= {"ally-of", "in-force-from", "in-force-to", "signed-on", "party-by-consent", "plan-fulfilled"}
    assert used >= {"clause-binds-the-parties", "planned-supersession-takes-effect", "prp-trp", "prp-spo1", "cax-sco"}


def test_planned_event_is_the_reason_why_it_is_fulfilled(world: Any) -> None:
    world.claim("<plan> a mq:Signature", "planned", "pending").claim("<plan> mq:ofInstrument <t>", "planned", "pending")
    world.add("<done> a mq:Signature ; mq:ofInstrument <t> .")
    (way,) = explain_text(world, "<done> mq:fulfils <plan>").root.derivations
    kinds = [premise.kind for premise in way.premises]
    assert kinds == [Kind.FACT, Kind.FACT, Kind.AXIOM, Kind.CLAIMED, Kind.CLAIMED]


def test_the_branch_not_taken_is_no_premise(world: Any) -> None:
    world.add('<end> a mq:Termination ; mq:ofInstrument <t> ; mq:date "1996"^^xsd:gYear .')
    (way,) = explain_text(world, '<t> mq:inForceTo "1996"^^xsd:gYear').root.derivations
    assert way.rule == "in-force-to"
    assert sorted(premise.triple.predicate.value.rsplit("#")[1] for premise in way.premises) == [
        "date",
        "ofInstrument",
        "type",
    ]


def test_alternatives_are_bounded_and_the_shortest_comes_first(world: Any) -> None:
    pairs = [f"<m{i}> mq:directlySupersedes <z> . <a> mq:directlySupersedes <m{i}> ." for i in range(12)]
    root = explain_text(world.add("".join(pairs)), "<a> mq:supersedes <z>").root
    assert len(root.derivations) == ALTERNATIVES
    world.add("<a> mq:directlySupersedes <z> .")
    assert _rules(explain_text(world, "<a> mq:supersedes <z>").root)[0] == "prp-spo1"


def test_a_long_chain_is_explained_in_a_text_of_sensible_size(world: Any) -> None:
    world.add("".join(f"<c{i}> mq:directlySupersedes <c{i + 1}> ." for i in range(12)))
    explanation = explain_text(world, "<c0> mq:supersedes <c12>")
    _check_shared(explanation.root)
    assert len(as_text(explanation).splitlines()) < 2500


def _check_shared(root: Node) -> None:
    leaves = _leaves(root)
    assert {f"fact <c{i}> <mq:directlySupersedes> <c{i + 1}>" for i in range(12)} <= leaves


def test_cycles_in_the_facts_end(world: Any) -> None:
    world.add("<a> mq:directlySupersedes <b> . <b> mq:directlySupersedes <c> . <c> mq:directlySupersedes <a> .")
    for quad in world.inference.quads:
        root = explain(world, quad.subject, quad.predicate, quad.object).root
        assert root.derivations
        _check_no_circle(root)


@pytest.mark.parametrize(
    ("axioms", "facts", "asked", "rule"),
    [
        (":p a owl:SymmetricProperty .", ":x :p :y .", ":y :p :x", "prp-symp"),
        (":p owl:inverseOf :q .", ":x :p :y .", ":y :q :x", "prp-inv1"),
        (":p owl:inverseOf :q .", ":x :q :y .", ":y :p :x", "prp-inv2"),
        (":p owl:equivalentProperty :q .", ":x :p :y .", ":x :q :y", "prp-eqp"),
        (":p owl:equivalentProperty :q .", ":x :q :y .", ":x :p :y", "prp-eqp"),
        (":p owl:propertyChainAxiom (:q :r :s) .", ":x :q :y . :y :r :z . :z :s :w .", ":x :p :w", "prp-spo2"),
        (":p rdfs:domain :C .", ":x :p :y .", ":x a :C", "prp-dom"),
        (":p rdfs:range :C .", ":x :p :y .", ":y a :C", "prp-rng"),
        (":C owl:equivalentClass :D .", ":x a :C .", ":x a :D", "cax-eqc"),
        ("", ":x owl:sameAs :y .", ":y owl:sameAs :x", "eq-sym"),
        ("", ":z owl:sameAs :y . :y owl:sameAs :x .", ":z owl:sameAs :x", "eq-trans"),
        ("", ":y owl:sameAs :x . :y :p :z .", ":x :p :z", "eq-rep-s"),
        ("", ":y owl:sameAs :x . :z :p :y .", ":z :p :x", "eq-rep-o"),
    ],
)
def test_rules_of_owl_read_backwards(world: Any, axioms: str, facts: str, asked: str, rule: str) -> None:
    prefixes = f"@prefix : <{EX}> . @prefix owl: <{OWL}> . @prefix rdfs: <{RDFS}> . "
    world.schema = rdflib.Graph().parse(data=prefixes + axioms, format="turtle")
    world.add(f"@prefix : <{EX}> . {facts}")
    terms = [f"<{EX}{term[1:]}>" if term.startswith(":") else term for term in asked.split()]
    root = explain_text(world, " ".join(terms)).root
    assert rule in _rules(root)
    for quad in world.inference.quads:
        assert explain(world, quad.subject, quad.predicate, quad.object).root.derivations, quad


def test_as_dict_is_json_and_refers_back(seeds: Any) -> None:
    explanation = explain_text(seeds, "<new> mq:supersedes <y1961>")
    text = json.dumps(as_dict(explanation), ensure_ascii=False)
    assert json.loads(text)["root"]["derivations"][0]["rule"] == "prp-spo1"
    assert json.loads(text)["root"]["id"] == 1
    assert text == json.dumps(as_dict(explain_text(seeds, "<new> mq:supersedes <y1961>")), ensure_ascii=False)


def test_text_names_things_by_their_labels(seeds: Any) -> None:
    seeds.add('<new> rdfs:label "Pact"@en, "الميثاق"@ar .', "ontology")
    explanation = explain_text(seeds, "<new> mq:supersedes <y1961>")
    assert "\u2068Pact\u2069 · mq:supersedes · <y1961>" in as_text(explanation, "en")
    assert "\u2068الميثاق\u2069" in as_text(explanation, "ar")
    assert "  [<new> mq:supersedes <y1961>]" in as_text(explanation, "ar")


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("<a> mq:supersedes <state/RUS>", [f"<{DATA}a>", f"<{MQ}supersedes>", f"<{DATA}state/RUS>"]),
        ("  <https://x.org/a>   a   mq:State . ", ["<https://x.org/a>", None, f"<{MQ}State>"]),
        (
            '<a> mq:signedOn "2024-06-19"^^xsd:date',
            [None, None, '"2024-06-19"^^<http://www.w3.org/2001/XMLSchema#date>'],
        ),
        ('<a> rdfs:label "two words \\"x\\""@ar', [None, None, '"two words \\"x\\""@ar']),
        ("<a> mq:articleNumber 4", [None, None, '"4"^^<http://www.w3.org/2001/XMLSchema#integer>']),
    ],
)
def test_triples_as_people_type_them(text: str, terms: list[str | None]) -> None:
    for found, expected in zip(parse_triple(text), terms, strict=True):
        assert expected is None or str(found) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "<a> mq:supersedes",
        "<a> <b> <c> <d>",
        "<a> nope:x <b>",
        '"a" mq:supersedes <b>',
        "_:a mq:supersedes <b>",
        "<a> <b> <c> ; <d> <e>",
    ],
)
def test_what_is_no_triple_is_refused(text: str) -> None:
    with pytest.raises(QueryError, match=r"no triple|blank node"):
        parse_triple(text)


def test_every_form_of_axiom_in_the_ontology_can_be_read_backwards_or_only_forbids(world: Any) -> None:
    backward = {RDFS.domain, RDFS.range, RDFS.subClassOf, RDFS.subPropertyOf, OWL.inverseOf}
    forbidding = {OWL.disjointWith, OWL.members, rdflib.RDF.first, rdflib.RDF.rest}
    assert set(world.schema.predicates()) - {rdflib.RDF.type} <= backward | forbidding
    characters = {OWL.TransitiveProperty, OWL.SymmetricProperty, OWL.AsymmetricProperty, OWL.IrreflexiveProperty}
    declared = {OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AllDisjointClasses, rdflib.SKOS.Concept}
    assert set(world.schema.objects(None, rdflib.RDF.type)) <= characters | declared
