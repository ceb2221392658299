"""Random small ontologies: the engine derives what owlrl derives, whole or in parts.

Left out, because owlrl 7.6 is wrong there: owl:hasKey (it ignores the last key, so a key of one property makes all
instances that have it one), owl:AllDifferent and owl:AllDisjointProperties (the last of a list is never compared).
These have tests of their own in test_rl_rules.py.
"""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from builder.reason.engine import Dictionary

_CLASS = st.sampled_from([f":C{i}" for i in range(5)])
_PROPERTY = st.sampled_from([f":p{i}" for i in range(4)])
_THING = st.sampled_from([f":i{i}" for i in range(6)])
_ONE = '"1"^^xsd:nonNegativeInteger'


def _filled(pattern: str) -> SearchStrategy[str]:
    """A pattern with each C, p and i filled by a class, a property and a thing."""
    kinds = {"C": _CLASS, "p": _PROPERTY, "i": _THING}
    return st.tuples(*(kinds.get(word, st.just(word)) for word in pattern.split())).map(" ".join)


_AXIOMS = st.one_of(
    *map(
        _filled,
        [
            "C rdfs:subClassOf C .",
            "C owl:equivalentClass C .",
            "C owl:disjointWith C .",
            "C owl:complementOf C .",
            "C owl:unionOf ( C C ) .",
            "C owl:equivalentClass [ owl:intersectionOf ( C C ) ] .",
            "C owl:oneOf ( i i ) .",
            "C owl:equivalentClass [ owl:onProperty p ; owl:someValuesFrom C ] .",
            "C owl:equivalentClass [ owl:onProperty p ; owl:someValuesFrom owl:Thing ] .",
            "C rdfs:subClassOf [ owl:onProperty p ; owl:allValuesFrom C ] .",
            "C owl:equivalentClass [ owl:onProperty p ; owl:hasValue i ] .",
            f"C rdfs:subClassOf [ owl:onProperty p ; owl:maxCardinality {_ONE} ] .",
            f"C rdfs:subClassOf [ owl:onProperty p ; owl:onClass C ; owl:maxQualifiedCardinality {_ONE} ] .",
            "p rdfs:subPropertyOf p .",
            "p owl:equivalentProperty p .",
            "p owl:inverseOf p .",
            "p owl:propertyDisjointWith p .",
            "p rdfs:domain C .",
            "p rdfs:range C .",
            "p owl:propertyChainAxiom ( p p ) .",
            "p owl:propertyChainAxiom ( p p p ) .",
            "p a owl:TransitiveProperty .",
            "p a owl:SymmetricProperty .",
            "p a owl:AsymmetricProperty .",
            "p a owl:IrreflexiveProperty .",
            "p a owl:FunctionalProperty .",
            "p a owl:InverseFunctionalProperty .",
            "i owl:differentFrom i .",
        ],
    )
)
_FACTS = st.one_of(_filled("i p i ."), _filled("i p i ."), _filled("i a C ."), _filled("i owl:sameAs i ."))
_ONTOLOGY = st.lists(_AXIOMS, min_size=2, max_size=8)
_DATA = st.lists(_FACTS, min_size=3, max_size=12)
_QUIET = settings(
    max_examples=25,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@_QUIET
@given(axioms=_ONTOLOGY, facts=_DATA)
def test_the_same_closure_as_owlrl(axioms: list[str], facts: list[str], close: Any, reference: Any) -> None:
    turtle = "\n".join([*axioms, *facts])
    closed, (expected, complains) = close(turtle), reference(turtle)
    assert closed.core() == expected
    assert bool(closed.contradictions) == complains


@_QUIET
@given(axioms=_ONTOLOGY, facts=_DATA, data=st.data())
def test_in_parts_as_at_once(axioms: list[str], facts: list[str], close: Any, data: Any) -> None:
    at = data.draw(st.integers(0, len(facts)))
    whole, parts = close("\n".join([*axioms, *facts])), close("\n".join([*axioms, *facts[:at]]))
    for fact in facts[at:]:
        parts.engine.add(parts.rows(fact))
    assert parts.core() == whole.core()
    assert parts.contradictions == whole.contradictions


@_QUIET
@given(axioms=_ONTOLOGY, facts=_DATA, more=_DATA)
def test_what_is_taken_out_leaves_nothing_behind(
    axioms: list[str], facts: list[str], more: list[str], close: Any
) -> None:
    closed, without = close("\n".join([*axioms, *facts])), close("\n".join([*axioms, *facts]))
    extra = [row for fact in more if fact not in facts for row in closed.rows(fact)]
    closed.engine.add(extra)
    closed.engine.remove(extra)
    assert closed.core() == without.core()
    assert closed.contradictions == without.contradictions


@_QUIET
@given(axioms=_ONTOLOGY, facts=_DATA)
def test_every_fact_has_a_proof_that_ends_at_what_was_given(axioms: list[str], facts: list[str], close: Any) -> None:
    engine = close("\n".join([*axioms, *facts])).engine
    given_rows = set(engine.given())
    for row in list(engine.inferred()):
        proof = engine.proof(row)
        assert proof is not None
        assert row in proof
        _well_founded(proof, given_rows, engine)


def _well_founded(proof: Any, given_rows: set[Any], engine: Any) -> None:
    """Every premise has a step, no step is below itself, and what is asserted was given."""
    done: set[Any] = set()
    while len(done) < len(proof):
        ready = [row for row, step in proof.items() if row not in done and done.issuperset(step.premises)]
        assert ready, "the rest of the proof stands on itself"
        done.update(ready)
    for row, step in proof.items():
        assert step.rule != "asserted" or row in given_rows or row in engine.schema
        assert all(axiom in engine.schema for axiom in step.axioms)


@pytest.mark.parametrize("size", [2, 30])
def test_a_cycle_of_a_transitive_property_closes(size: int, close: Any) -> None:
    links = " ".join(f":i{i} :in :i{(i + 1) % size} ." for i in range(size))
    closed = close(f":in a owl:TransitiveProperty , owl:SymmetricProperty . {links}")
    assert len([row for row in closed.core() if row[1].endswith("/in>")]) == size * size


@pytest.mark.parametrize("backwards", [False, True], ids=["from its first link", "from its last link"])
def test_each_pair_of_a_chain_is_found_once_and_has_a_proof(backwards: bool, close: Any) -> None:
    links = [f":i{i} :in :i{i + 1} ." for i in range(12)]
    closed = close(" ".join([":in a owl:TransitiveProperty .", *(links[::-1] if backwards else links)]))
    found = list(closed.engine.inferred())
    assert len(found) == len(set(found)) == 13 * 12 // 2 - 12
    for row in found:
        _well_founded(closed.engine.proof(row), set(closed.engine.given()), closed.engine)


@pytest.mark.parametrize("size", [1, 7, 1000])
def test_what_is_read_in_blocks_is_what_is_read_in_lines(size: int) -> None:
    text = "".join(
        f"<http://example.org/{s}> <http://example.org/{p}> {o} .\n"
        for s, p, o in [
            ("a", "p", "<http://example.org/ب>"),
            ("a", "p", '"a . \\n b"'),
            ("ب", "q", "_:x"),
            ("a", "p", "_:x"),
        ]
    ).encode()
    whole, parts = Dictionary(), Dictionary()
    read = parts.read(text[at : at + size] for at in range(0, len(text), size))
    assert read == whole.read(text.splitlines(keepends=True))
    assert parts.terms == whole.terms
    assert all(parts.known(term) == parts.number(term) == number for number, term in enumerate(whole.terms))


def test_what_is_given_twice_follows_once(close: Any) -> None:
    engine = close(":p rdfs:subPropertyOf :q . :q owl:inverseOf :r .").engine
    terms = [engine.dictionary.number(f"<http://example.org/{name}>") for name in "apb"]
    engine.add([(terms[0], terms[1], terms[2])] * 2)
    assert len([row for row in engine.inferred() if {terms[0], terms[2]} <= set(row)]) == 2
