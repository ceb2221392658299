"""Conflict rules: each finds its disagreement, and leaves agreement alone."""

from __future__ import annotations

from collections.abc import Iterable

import pyoxigraph as ox
import pytest

from builder.assemble import conflicts
from builder.assemble.gathered import Gathered
from builder.identifiers import Minter
from builder.resources import folder
from builder.rulefile import rule_files

HEAD = """@prefix mq: <https://w3id.org/mithaq/ontology#> . @prefix f: <https://w3id.org/mithaq/vocab/factuality/> .
@prefix o: <https://w3id.org/mithaq/vocab/obligation/> . @prefix s: <https://w3id.org/mithaq/vocab/strength/> .
@prefix c: <https://w3id.org/mithaq/vocab/characterisation/> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix : <urn:t:> ."""


def claim(name: str, subject: str, predicate: str, obj: str, *stances: str) -> str:
    lines = [f":{name} a mq:Claim ; mq:subject {subject} ; mq:predicate {predicate} ; mq:object {obj} ."]
    lines += [
        f":{name}-{i} a mq:Attribution ; mq:ofClaim :{name} ; mq:factuality f:{s} ." for i, s in enumerate(stances)
    ]
    return "\n".join(lines)


def found(*parts: str) -> list[tuple[str, str, tuple[str, ...]]]:
    quads = [
        ox.Quad(t.subject, t.predicate, t.object, ox.NamedNode("urn:g"))
        for t in ox.parse("\n".join([HEAD, *parts]).encode(), format=ox.RdfFormat.TURTLE)
    ]
    return [
        (c.rule.name, c.about.removeprefix("urn:t:"), tuple(x.removeprefix("urn:t:") for x in c.claims))
        for c in conflicts.find(Gathered(Minter(), quads=quads))
    ]


def test_a_claim_of_very_many_articles_is_one_claim() -> None:
    lines = "\n".join([HEAD, claim("a", ":x", "mq:hasParty", ":y", "asserted", "denied")])
    triples = list(ox.parse(lines.encode(), format=ox.RdfFormat.TURTLE))
    graphs = [ox.NamedNode(f"urn:g{number}") for number in range(500)]
    quads = [ox.Quad(t.subject, t.predicate, t.object, graph) for graph in graphs for t in triples]
    assert [(c.about, c.claims) for c in conflicts.find(Gathered(Minter(), quads=quads))] == [("urn:t:x", ("urn:t:a",))]


def dates(*values: str) -> Iterable[str]:
    yield ":e a mq:EntryIntoForce ."
    for i, value in enumerate(values):
        kind = {4: "gYear", 7: "gYearMonth", 10: "date"}[len(value)]
        yield claim(f"d{i}", ":e", "mq:date", f'"{value}"^^xsd:{kind}', "asserted")


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (["2024-12-04", "2024-12-05"], [("dates-differ", "e", ("d0", "d1"))]),
        (["2024-12", "2024-12-05"], []),
        (["2023", "2024-12-05"], [("dates-differ", "e", ("d0", "d1"))]),
    ],
)
def test_dates(values: list[str], expected: list[tuple[str, str, tuple[str, ...]]]) -> None:
    assert found(*dates(*values)) == expected


def test_different_successors() -> None:
    both = [claim(n, f":{n}x", "mq:directlySupersedes", ":old", "asserted") for n in ("a", "b")]
    assert found(*both) == [("superseded-by-different-instruments", "old", ("a", "b"))]
    assert found(both[0]) == []


def test_terminated_or_still_to_be_superseded() -> None:
    ended = ":e a mq:Termination ." + claim("a", ":e", "mq:ofInstrument", ":old", "asserted")
    plan = claim("b", ":new", "mq:directlySupersedes", ":old", "planned")
    assert found(ended, plan) == [("terminated-or-still-to-be-superseded", "old", ("a", "b"))]
    assert found(ended, claim("b", ":new", "mq:directlySupersedes", ":old", "asserted")) == []


def test_strength() -> None:
    def clause(name: str, strength: str) -> str:
        said = claim(f"p{name}", f":{name}", "mq:partOf", ":t", "asserted")
        return (
            said
            + f"\n:{name} mq:obligationType o:mutual-defence .\n"
            + claim(f"s{name}", f":{name}", "mq:strength", f"s:{strength}", "asserted")
        )

    assert found(clause("a", "shall"), clause("b", "may")) == [("strength-differs", "t", ("sa", "sb"))]
    assert found(clause("a", "shall"), clause("b", "shall")) == []


def test_characterisation() -> None:
    other = claim("b", ":t", "mq:characterisedAs", "c:alliance", "asserted")
    open_ = claim("a", ":t", "mq:characterisedAs", "c:mutual-defence-treaty", "asserted", "unknown")
    assert found(open_, other) == [("characterisation-disputed", "t", ("a", "b"))]
    assert found(claim("a", ":t", "mq:characterisedAs", "c:mutual-defence-treaty", "asserted"), other) == []


def test_said_and_denied() -> None:
    assert found(claim("a", ":t", "mq:hasParty", ":x", "alleged", "denied")) == [("asserted-and-denied", "t", ("a",))]
    assert found(claim("a", ":t", "mq:hasParty", ":x", "planned", "denied")) == []


def test_the_report_keeps_both_sides() -> None:
    quads = [
        ox.Quad(t.subject, t.predicate, t.object, ox.NamedNode("urn:g"))
        for t in ox.parse("\n".join([HEAD, *dates("2024-12-04", "2024-12-05")]).encode(), format=ox.RdfFormat.TURTLE)
    ]
    gathered = Gathered(Minter(), quads=quads)
    report = conflicts.quads(conflicts.find(gathered), gathered)
    said = {q.object.value for q in report if q.predicate.value.endswith("conflictingClaim")}
    sides = {q.object.value for q in report if q.predicate.value.endswith("conflictingAttribution")}
    assert (said, sides) == ({"urn:t:d0", "urn:t:d1"}, {"urn:t:d0-0", "urn:t:d1-0"})


@pytest.mark.parametrize("rule", rule_files(folder("ontology") / "conflicts"), ids=lambda rule: rule.name)
def test_each_rule_says_what_it_is(rule: conflicts.RuleFile) -> None:
    for field in ("kind", "title-en", "title-ar", "description-en", "description-ar"):
        assert rule.field(field)
