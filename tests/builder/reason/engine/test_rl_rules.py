"""Each rule of OWL 2 Profiles, section 4.3, tables 4 to 9, by name: 59 that derive, 19 that find a contradiction."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from pyoxigraph import RdfFormat, parse

from builder.reason.engine.datatypes import belongs, datatype, value
from builder.vocabulary import OWL, RDF, RDFS, XSD

_PREFIXES = "".join(
    f"@prefix {name}: <{namespace}> .\n"
    for name, namespace in {"": "http://example.org/", "rdf": RDF, "rdfs": RDFS, "owl": OWL, "xsd": XSD}.items()
)

DERIVING = {
    # table 4
    "eq-sym": (":Moscow owl:sameAs :Moskva .", ":Moskva owl:sameAs :Moscow ."),
    "eq-trans": (":a owl:sameAs :b . :b owl:sameAs :c .", ":a owl:sameAs :c . :c owl:sameAs :a ."),
    "eq-rep-s": (":old owl:sameAs :new . :old :cites :x .", ":new :cites :x ."),
    "eq-rep-p": (":cites owl:sameAs :quotes . :a :cites :b .", ":a :quotes :b ."),
    "eq-rep-o": (":x owl:sameAs :y . :a :cites :x .", ":a :cites :y ."),
    # table 5
    "prp-ap": (":a :cites :b .", "rdfs:seeAlso a owl:AnnotationProperty . owl:priorVersion a owl:AnnotationProperty ."),
    "prp-dom": (":signs rdfs:domain :State . :a :signs :t .", ":a a :State ."),
    "prp-rng": (":signs rdfs:range :Treaty . :a :signs :t .", ":t a :Treaty ."),
    "prp-fp": (":seat a owl:FunctionalProperty . :o :seat :x , :y .", ":x owl:sameAs :y ."),
    "prp-ifp": (":seatOf a owl:InverseFunctionalProperty . :x :seatOf :o . :y :seatOf :o .", ":x owl:sameAs :y ."),
    "prp-symp": (":allied a owl:SymmetricProperty . :a :allied :b .", ":b :allied :a ."),
    "prp-trp": (":in a owl:TransitiveProperty . :a :in :b . :b :in :c . :c :in :d .", ":a :in :c , :d . :b :in :d ."),
    "prp-spo1": (":amends rdfs:subPropertyOf :affects . :a :amends :b .", ":a :affects :b ."),
    "prp-spo2": (
        ":owes owl:propertyChainAxiom (:party :clause :duty) . :s :party :t . :t :clause :c . :c :duty :d .",
        ":s :owes :d .",
    ),
    "prp-eqp1": (":ends owl:equivalentProperty :terminates . :a :ends :b .", ":a :terminates :b ."),
    "prp-eqp2": (":ends owl:equivalentProperty :terminates . :a :terminates :b .", ":a :ends :b ."),
    "prp-inv1": (":party owl:inverseOf :partyTo . :t :party :s .", ":s :partyTo :t ."),
    "prp-inv2": (":party owl:inverseOf :partyTo . :s :partyTo :t .", ":t :party :s ."),
    "prp-key": (
        ":Treaty owl:hasKey (:series :volume) . :a a :Treaty ; :series :unts ; :volume 7 ."
        ":b a :Treaty ; :series :unts ; :volume 7 .",
        ":a owl:sameAs :b .",
    ),
    # table 6
    "cls-thing": ("", "owl:Thing a owl:Class ."),
    "cls-nothing1": ("", "owl:Nothing a owl:Class ."),
    "cls-int1": (":P owl:intersectionOf (:A :B :C) . :x a :A , :B , :C .", ":x a :P ."),
    "cls-int2": (":P owl:intersectionOf (:A :B :C) . :x a :P .", ":x a :A , :B , :C ."),
    "cls-uni": (":Actor owl:unionOf (:State :Body) . :x a :State . :y a :Body .", ":x a :Actor . :y a :Actor ."),
    "cls-svf1": (":R owl:someValuesFrom :Duty ; owl:onProperty :has . :t :has :d . :d a :Duty .", ":t a :R ."),
    "cls-svf2": (":R owl:someValuesFrom owl:Thing ; owl:onProperty :has . :t :has :d .", ":t a :R ."),
    "cls-avf": (":R owl:allValuesFrom :State ; owl:onProperty :party . :t a :R ; :party :s .", ":s a :State ."),
    "cls-hv1": (":R owl:hasValue :bilateral ; owl:onProperty :kind . :t a :R .", ":t :kind :bilateral ."),
    "cls-hv2": (":R owl:hasValue :bilateral ; owl:onProperty :kind . :t :kind :bilateral .", ":t a :R ."),
    "cls-maxc2": (
        ':R owl:maxCardinality "1"^^xsd:nonNegativeInteger ; owl:onProperty :seat . :o a :R ; :seat :x , :y .',
        ":x owl:sameAs :y .",
    ),
    "cls-maxqc3": (
        ':R owl:maxQualifiedCardinality "1"^^xsd:nonNegativeInteger ; owl:onProperty :seat ; owl:onClass :City .'
        ":o a :R ; :seat :x , :y , :z . :x a :City . :y a :City .",
        ":x owl:sameAs :y .",
    ),
    "cls-maxqc4": (
        ':R owl:maxQualifiedCardinality "1"^^xsd:nonNegativeInteger ; owl:onProperty :seat ; owl:onClass owl:Thing .'
        ":o a :R ; :seat :x , :y .",
        ":x owl:sameAs :y .",
    ),
    "cls-oo": (":Permanent owl:oneOf (:cn :fr :ru) .", ":cn a :Permanent . :fr a :Permanent . :ru a :Permanent ."),
    # table 7
    "cax-sco": (":Treaty rdfs:subClassOf :Act . :t a :Treaty .", ":t a :Act ."),
    "cax-eqc1": (":Pact owl:equivalentClass :Treaty . :t a :Pact .", ":t a :Treaty ."),
    "cax-eqc2": (":Pact owl:equivalentClass :Treaty . :t a :Treaty .", ":t a :Pact ."),
    # table 8
    "dt-type1": ("", "xsd:integer a rdfs:Datatype . xsd:dateTime a rdfs:Datatype . rdf:PlainLiteral a rdfs:Datatype ."),
    # table 9
    "scm-cls": (
        ":C a owl:Class .",
        ":C rdfs:subClassOf :C , owl:Thing ; owl:equivalentClass :C . owl:Nothing rdfs:subClassOf :C .",
    ),
    "scm-sco": (":A rdfs:subClassOf :B . :B rdfs:subClassOf :C .", ":A rdfs:subClassOf :C ."),
    "scm-eqc1": (":A owl:equivalentClass :B .", ":A rdfs:subClassOf :B . :B rdfs:subClassOf :A ."),
    "scm-eqc2": (":A rdfs:subClassOf :B . :B rdfs:subClassOf :A .", ":A owl:equivalentClass :B ."),
    "scm-op": (":p a owl:ObjectProperty .", ":p rdfs:subPropertyOf :p ; owl:equivalentProperty :p ."),
    "scm-dp": (":p a owl:DatatypeProperty .", ":p rdfs:subPropertyOf :p ; owl:equivalentProperty :p ."),
    "scm-spo": (":p rdfs:subPropertyOf :q . :q rdfs:subPropertyOf :r .", ":p rdfs:subPropertyOf :r ."),
    "scm-eqp1": (":p owl:equivalentProperty :q .", ":p rdfs:subPropertyOf :q . :q rdfs:subPropertyOf :p ."),
    "scm-eqp2": (":p rdfs:subPropertyOf :q . :q rdfs:subPropertyOf :p .", ":p owl:equivalentProperty :q ."),
    "scm-dom1": (":p rdfs:domain :A . :A rdfs:subClassOf :B .", ":p rdfs:domain :B ."),
    "scm-dom2": (":q rdfs:domain :A . :p rdfs:subPropertyOf :q .", ":p rdfs:domain :A ."),
    "scm-rng1": (":p rdfs:range :A . :A rdfs:subClassOf :B .", ":p rdfs:range :B ."),
    "scm-rng2": (":q rdfs:range :A . :p rdfs:subPropertyOf :q .", ":p rdfs:range :A ."),
    "scm-hv": (
        ":R owl:hasValue :i ; owl:onProperty :p . :S owl:hasValue :i ; owl:onProperty :q . :p rdfs:subPropertyOf :q .",
        ":R rdfs:subClassOf :S .",
    ),
    "scm-svf1": (
        ":R owl:someValuesFrom :A ; owl:onProperty :p . :S owl:someValuesFrom :B ; owl:onProperty :p ."
        ":A rdfs:subClassOf :B .",
        ":R rdfs:subClassOf :S .",
    ),
    "scm-svf2": (
        ":R owl:someValuesFrom :A ; owl:onProperty :p . :S owl:someValuesFrom :A ; owl:onProperty :q ."
        ":p rdfs:subPropertyOf :q .",
        ":R rdfs:subClassOf :S .",
    ),
    "scm-avf1": (
        ":R owl:allValuesFrom :A ; owl:onProperty :p . :S owl:allValuesFrom :B ; owl:onProperty :p ."
        ":A rdfs:subClassOf :B .",
        ":R rdfs:subClassOf :S .",
    ),
    "scm-avf2": (
        ":R owl:allValuesFrom :A ; owl:onProperty :p . :S owl:allValuesFrom :A ; owl:onProperty :q ."
        ":p rdfs:subPropertyOf :q .",
        ":S rdfs:subClassOf :R .",
    ),
    "scm-int": (":P owl:intersectionOf (:A :B) .", ":P rdfs:subClassOf :A , :B ."),
    "scm-uni": (":P owl:unionOf (:A :B) .", ":A rdfs:subClassOf :P . :B rdfs:subClassOf :P ."),
}
"""Of the 59, eq-ref and dt-type2 have tests of their own: they hold of every term and are not stored."""

FORBIDDING = {
    "eq-diff1": (":a owl:sameAs :b . :a owl:differentFrom :b .", ":a owl:sameAs :b . :a owl:differentFrom :c ."),
    "eq-diff2": (
        "[] a owl:AllDifferent ; owl:members (:a :b :c) . :b owl:sameAs :c .",
        "[] a owl:AllDifferent ; owl:members (:a :b :c) . :c owl:sameAs :d .",
    ),
    "eq-diff3": (
        "[] a owl:AllDifferent ; owl:distinctMembers (:a :b :c) . :a owl:sameAs :c .",
        "[] a owl:AllDifferent ; owl:distinctMembers (:a :b :c) . :c owl:sameAs :d .",
    ),
    "prp-irp": (
        ":amends a owl:IrreflexiveProperty . :a :amends :a .",
        ":amends a owl:IrreflexiveProperty . :a :amends :b .",
    ),
    "prp-asyp": (
        ":ends a owl:AsymmetricProperty . :a :ends :b . :b :ends :a .",
        ":ends a owl:AsymmetricProperty . :a :ends :b . :b :ends :c .",
    ),
    "prp-pdw": (
        ":ends owl:propertyDisjointWith :amends . :a :ends :b ; :amends :b .",
        ":ends owl:propertyDisjointWith :amends . :a :ends :b ; :amends :c .",
    ),
    "prp-adp": (
        "[] a owl:AllDisjointProperties ; owl:members (:p :q :r) . :a :q :b ; :r :b .",
        "[] a owl:AllDisjointProperties ; owl:members (:p :q :r) . :a :q :b ; :r :c .",
    ),
    "prp-npa1": (
        "[] owl:sourceIndividual :a ; owl:assertionProperty :signs ; owl:targetIndividual :t . :a :signs :t .",
        "[] owl:sourceIndividual :a ; owl:assertionProperty :signs ; owl:targetIndividual :t . :b :signs :t .",
    ),
    "prp-npa2": (
        '[] owl:sourceIndividual :a ; owl:assertionProperty :title ; owl:targetValue "T" . :a :title "T" .',
        '[] owl:sourceIndividual :a ; owl:assertionProperty :title ; owl:targetValue "T" . :a :title "U" .',
    ),
    "cls-nothing2": (":x a owl:Nothing .", ":x a owl:Thing ."),
    "cls-com": (":A owl:complementOf :B . :x a :A , :B .", ":A owl:complementOf :B . :x a :A . :y a :B ."),
    "cls-maxc1": (
        ':R owl:maxCardinality "0"^^xsd:nonNegativeInteger ; owl:onProperty :p . :x a :R ; :p :y .',
        ':R owl:maxCardinality "0"^^xsd:nonNegativeInteger ; owl:onProperty :p . :x a :R ; :q :y .',
    ),
    "cls-maxqc1": (
        ':R owl:maxQualifiedCardinality "0"^^xsd:nonNegativeInteger ; owl:onProperty :p ; owl:onClass :C .'
        ":x a :R ; :p :y . :y a :C .",
        ':R owl:maxQualifiedCardinality "0"^^xsd:nonNegativeInteger ; owl:onProperty :p ; owl:onClass :C .'
        ":x a :R ; :p :y . :y a :D .",
    ),
    "cls-maxqc2": (
        ':R owl:maxQualifiedCardinality "0"^^xsd:nonNegativeInteger ; owl:onProperty :p ; owl:onClass owl:Thing .'
        ":x a :R ; :p :y .",
        ':R owl:maxQualifiedCardinality "0"^^xsd:nonNegativeInteger ; owl:onProperty :p ; owl:onClass owl:Thing .'
        ":x a :S ; :p :y .",
    ),
    "cax-dw": (":A owl:disjointWith :B . :x a :A , :B .", ":A owl:disjointWith :B . :x a :A . :y a :B ."),
    "cax-adc": (
        "[] a owl:AllDisjointClasses ; owl:members (:A :B :C) . :x a :B , :C .",
        "[] a owl:AllDisjointClasses ; owl:members (:A :B :C) . :x a :B . :y a :C .",
    ),
    "dt-diff": (
        ":volume a owl:FunctionalProperty . :t :volume 5 , 6 .",
        ':volume a owl:FunctionalProperty . :t :volume 5 , "05"^^xsd:integer , 5.0 .',
    ),
    "dt-not-type": (':t :volume "five"^^xsd:integer .', ':t :volume "five" , 5 ; :title "خمسة"@ar .'),
}


def _spelt(turtle: str) -> set[tuple[str, str, str]]:
    quads = parse(_PREFIXES + turtle, format=RdfFormat.TURTLE)
    return {(str(q.subject), str(q.predicate), str(q.object)) for q in quads}


def test_each_rule_of_the_tables_has_a_test() -> None:
    tables = Counter(name.partition("-")[0] for name in [*DERIVING, *FORBIDDING, "eq-ref", "dt-type2", "dt-eq"])
    assert tables == {"eq": 9, "prp": 20, "cls": 19, "cax": 5, "dt": 5, "scm": 20}
    assert len(FORBIDDING) + 1 == 19  # dt-eq is seen by what it forbids
    assert len(DERIVING) + 2 == 59


@pytest.mark.parametrize("rule", DERIVING)
def test_a_rule_derives(rule: str, close: Any) -> None:
    given, conclusion = DERIVING[rule]
    assert _spelt(conclusion) <= close(given).all
    assert not close(given).contradictions


@pytest.mark.parametrize("rule", FORBIDDING)
def test_a_rule_finds_a_contradiction_and_none_where_there_is_none(rule: str, close: Any) -> None:
    forbidden, fine = FORBIDDING[rule]
    assert close(forbidden).contradictions == {rule}
    assert close(fine).contradictions == set()


def test_eq_ref_every_term_represents_itself(close: Any) -> None:
    closed = close(":a :p :b .")
    assert all(closed.engine.representative(term) == term for row in closed.engine.given() for term in row)


def test_dt_type2_every_literal_is_of_its_datatype() -> None:
    assert datatype(f'"5"^^<{XSD}integer>') == "integer"
    assert belongs(f'"5"^^<{XSD}integer>', "integer")


def test_dt_eq_literals_of_one_value_are_one(close: Any) -> None:
    assert close(':p owl:propertyDisjointWith :q . :a :p 5 ; :q "05"^^xsd:integer .').contradictions == {"prp-pdw"}
    assert not close(':p owl:propertyDisjointWith :q . :a :p 5 ; :q "5" .').contradictions


@pytest.mark.parametrize(
    ("given", "conclusion"),
    [
        (":p a owl:SymmetricProperty , owl:TransitiveProperty . :a :p :b . :c :p :b .", ":a :p :c , :a ."),
        (":p owl:inverseOf :p . :a :p :b .", ":b :p :a ."),
        (
            ":p a owl:TransitiveProperty ; owl:inverseOf :q . :c :q :b . :a :p :b . :b :p :d .",
            ":a :p :d . :b :p :c . :d :q :a .",
        ),
        (
            ":p a owl:TransitiveProperty . :q a owl:TransitiveProperty ; owl:inverseOf :p . :a :p :b . :c :q :b .",
            ":a :p :b . :b :q :a . :b :p :c .",
        ),
        (
            ":in a owl:TransitiveProperty . :c :in :d . :a :in :b , :e . :b :in :c . :e :in :c .",
            ":a :in :c , :d . :b :in :d . :e :in :d .",
        ),
        (
            ":in a owl:TransitiveProperty ; owl:inverseOf :has . :a :in :b . :b :in :c . :d :has :c . :d :in :e .",
            ":a :in :d , :e . :c :in :e . :e :has :a .",
        ),
        (
            ":p owl:inverseOf :q . :r owl:propertyChainAxiom (:p :s) . :a :p :b . :c :q :d . :b :s :x . :c :s :y .",
            ":b :q :a . :d :p :c . :a :r :x . :d :r :y .",
        ),
        (':name rdfs:subPropertyOf :label . :t :name "اتفاقية"@ar .', ':t :label "اتفاقية"@ar .'),
        (":T owl:hasKey (:number) . :a a :T ; :number 1 . :b a :T ; :number 1 . :b :cites :c .", ":a :cites :c ."),
        (
            ":B owl:equivalentClass [ owl:intersectionOf (:T [ owl:onProperty :kind ; owl:hasValue :two ]) ] ."
            ":t a :T ; :kind :two .",
            ":t a :B .",
        ),
        ("rdf:type rdfs:subPropertyOf :is . :C rdfs:subClassOf :D . :x a :C .", ":x :is :C , :D ."),
        (":kindOf rdfs:subPropertyOf rdfs:subClassOf . :C :kindOf :D . :x a :C .", ":x a :D ."),
        (":is rdfs:subPropertyOf rdf:type . :x :is :C . :C rdfs:subClassOf :D .", ":x a :C , :D ."),
        (":alias rdfs:subPropertyOf owl:sameAs . :a :alias :b . :b :cites :c .", ":a :cites :c ."),
        ("owl:Thing rdfs:subClassOf :All . :C a owl:Class . :x a :C .", ":x a :All ."),
        (":R owl:onProperty rdf:type ; owl:hasValue :C . :x a :R . :y a :C .", ":x a :C . :y a :R ."),
        (":a owl:sameAs :b . :R owl:onProperty :p ; owl:hasValue :a . :x :p :b .", ":x a :R ."),
    ],
)
def test_rules_together(given: str, conclusion: str, close: Any) -> None:
    assert _spelt(conclusion) <= close(given).all


@pytest.mark.parametrize(
    ("given", "too_much"),
    [
        (":C owl:hasKey (:k :l) . :a a :C ; :k 1 ; :l 2 . :b a :C ; :k 1 ; :l 3 .", ":a owl:sameAs :b ."),
        (":C owl:hasKey (:k) . :a a :C ; :k 1 . :b a :D ; :k 1 .", ":a owl:sameAs :b ."),
        (":P owl:intersectionOf (:A :B :C) . :x a :A , :B .", ":x a :P ."),
        (":p owl:propertyChainAxiom (:q :r :s) . :a :q :b . :b :r :c .", ":a :p :c ."),
        (
            ':R owl:maxCardinality "2"^^xsd:nonNegativeInteger ; owl:onProperty :p . :x a :R ; :p :y , :z .',
            ":y owl:sameAs :z .",
        ),
        (":R owl:allValuesFrom :C ; owl:onProperty :p . :x :p :y . :y a :C .", ":x a :R ."),
    ],
)
def test_what_does_not_follow(given: str, too_much: str, close: Any) -> None:
    assert not _spelt(too_much) & close(given).all


@pytest.mark.parametrize(
    ("form", "name", "fits"),
    [
        ("200", "byte", False), ("127", "byte", True), ("-1", "nonNegativeInteger", False), ("5", "decimal", True),
        ("5.0", "integer", False), ("x", "boolean", False), ("1", "boolean", True), ("NaN", "float", True),
        ("2024-12-04T00:00:00Z", "dateTime", True), ("2024-13-04T00:00:00Z", "dateTime", False),
        ("2024-12-04T00:00:00", "dateTimeStamp", False), ("2024", "gYear", True),
    ],
)  # fmt: skip
def test_which_forms_spell_a_value(form: str, name: str, fits: bool) -> None:
    assert (value(f'"{form}"^^<{XSD}{name}>') is not None) is fits
