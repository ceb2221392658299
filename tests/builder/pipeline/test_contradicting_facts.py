"""Facts that contradict an axiom: the build goes on without the guilty one, and says which, why, and on which words."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from pyoxigraph import RdfFormat, parse

from builder import validate
from builder.identifiers import Minter
from builder.model import VOICE, Article, ClaimRecord, Entity, Factuality, Layout, PartialDate, Reading, Span, Value
from builder.pipeline.ahead import Ahead
from builder.pipeline.layers import Layers
from builder.pipeline.progress import Stages
from builder.pipeline.reading import in_hand
from builder.vocabulary import DATA, MQ, MQV, SH

OLD, NEW = (f"{DATA}instrument/{name}" for name in ("north-atlantic-treaty", "warsaw-treaty"))
TREATIES = tuple(Entity(iri, "Treaty", iri, known=True) for iri in (OLD, NEW))
ENTRY = f"event:EntryIntoForce:{NEW}"
TEXT = "one two three"


def claim(subject: str, predicate: str, obj: str | Value, factuality: str = "asserted") -> ClaimRecord:
    return ClaimRecord(subject, predicate, obj, VOICE, Factuality(factuality), (Span(4, 7),), "test")


def reading(name: str, year: int, *claims: ClaimRecord) -> Reading:
    events = {c.subject for c in claims if c.subject.startswith("event:")}
    return Reading(
        Article(name, TEXT, "0" * 64, f"{name}.txt", issued=PartialDate(year, 1, 1)),
        Layout((), ()),
        entities=(*TREATIES, *(Entity(key, "EntryIntoForce", "entry") for key in sorted(events))),
        claims=claims,
    )


PLAN = reading(
    "plan",
    2020,
    claim(NEW, "directlySupersedes", OLD, "planned"),
    claim(ENTRY, "rdf:type", Value("EntryIntoForce", "class")),
    claim(ENTRY, "ofInstrument", NEW),
)
REVERSE = [reading(name, 2021, claim(OLD, "directlySupersedes", NEW)) for name in ("r1", "r2")]


def built(*readings: Reading, reasoner: str = "compiled") -> tuple[Layers, set[Any]]:
    with TemporaryDirectory() as directory:
        layers = Layers(Ahead(Path(directory), Minter()), in_hand(readings), Stages(lambda *_: None), reasoner=reasoner)
        layers.articles()
        quads = layers.others()
        return layers, {*quads, *parse("".join(layers.spelt), format=RdfFormat.N_QUADS)}


def of_graph(quads: set[Any], layer: str) -> set[tuple[str, str, str]]:
    name = Minter().graph(layer)
    return {
        (quad.subject.value, quad.predicate.value, getattr(quad.object, "value", ""))
        for quad in quads
        if quad.graph_name.value == name
    }


def test_without_a_contradiction_nothing_is_left_out() -> None:
    layers, quads = built(PLAN)
    assert layers.violations == layers.counts["quarantined"] == 0
    assert (NEW, MQ + "directlySupersedes", OLD) in of_graph(quads, "inferred")


@pytest.mark.parametrize("reasoner", ["compiled", "owlrl"])
def test_the_least_supported_fact_goes_with_its_explanation_and_the_rest_stands(reasoner: str) -> None:
    layers, quads = built(PLAN, *REVERSE, reasoner=reasoner)
    facts, inferred = of_graph(quads, "facts"), of_graph(quads, "inferred")
    opposed = [(NEW, MQ + "directlySupersedes", OLD), (OLD, MQ + "directlySupersedes", NEW)]
    assert len([triple for triple in opposed if triple in facts | inferred]) == 1
    assert layers.counts["quarantined"] >= 1
    assert layers.violations >= 1
    results = validate.recorded(quad for quad in quads if quad.graph_name.value == Minter().graph("report"))
    found = next(result for result in results if result.shape.endswith("NoContradiction"))
    assert found.path is not None
    assert "prp-asyp" in found.message_en or reasoner == "owlrl"
    assert " ⇐ " in found.message_ar
    assert found.articles
    assert found.evidence
    reasons = {s: o for s, p, o in of_graph(quads, "report") if p == MQ + "policyReason"}
    out = [claim for claim, reason in reasons.items() if reason == "contradicts-an-axiom"]
    assert out
    outcomes = {s: o for s, p, o in of_graph(quads, "report") if p == MQ + "policyOutcome"}
    assert all(outcomes[claim] == MQV + "outcome/withheld" for claim in out)
    shapes = {o for _, p, o in of_graph(quads, "report") if p == SH + "sourceShape"}
    assert any(shape.endswith("NoContradiction") for shape in shapes)


def test_two_articles_outweigh_one() -> None:
    _, quads = built(PLAN, *REVERSE)
    facts = of_graph(quads, "facts")
    assert (OLD, MQ + "directlySupersedes", NEW) in facts
    assert not {triple for triple in of_graph(quads, "inferred") if triple[0] == NEW and "upersedes" in triple[1]}


def test_of_equals_the_newest_goes() -> None:
    _, quads = built(PLAN, REVERSE[0])
    assert (OLD, MQ + "directlySupersedes", NEW) not in of_graph(quads, "facts")
    assert (NEW, MQ + "directlySupersedes", OLD) in of_graph(quads, "inferred")
