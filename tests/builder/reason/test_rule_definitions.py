"""Engine and definition agree: a rule's published SPARQL gives the same in another engine, and nothing new.

The rules run in pyoxigraph, between rounds of OWL 2 RL. Here rdflib, which shares no code with it, runs the text of
each rule once over what came out.
"""

from __future__ import annotations

from typing import Any

import pytest
import rdflib
from pyoxigraph import Literal

from builder import store
from builder.reason.layers import Layers
from builder.reason.rules import Rule, installed
from builder.reason.terms import to_rdflib, triple_from_rdflib
from builder.vocabulary import MQ, OA, SKOS

RULES = installed()
pytestmark = pytest.mark.filterwarnings("ignore:Dataset:DeprecationWarning:rdflib")
_UNREAD = (OA, SKOS, MQ + "evidence", MQ + "refersTo", MQ + "origin", MQ + "mergedInto", MQ + "mergeReason")
"""Properties that no rule reads; leaving their triples out saves rdflib half its time."""


@pytest.fixture(scope="module")
def dataset(seeds_graph: store.Graph) -> rdflib.Dataset:
    """The built seeds as the rules see them: facts, inferred and ontology as one, all else by its graph's name."""
    found = rdflib.Dataset(default_union=False)
    visible = {seeds_graph.minter.graph(layer) for layer in ("facts", "inferred", "ontology")}
    for quad in seeds_graph.quads():
        if quad.predicate.value.startswith(_UNREAD):
            continue
        terms: Any = tuple(map(to_rdflib, (quad.subject, quad.predicate, quad.object)))
        name = str(getattr(quad.graph_name, "value", ""))
        found.graph(rdflib.URIRef(name)).add(terms)
        if name in visible:
            found.default_graph.add(terms)
    return found


def test_no_rule_reads_what_is_left_out() -> None:
    named = {str(pattern.predicate) for rule in RULES for pattern in rule.body}
    assert not [predicate for predicate in named if predicate.startswith(_UNREAD)]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_another_engine_gives_the_same_and_nothing_new(
    rule: Rule, dataset: rdflib.Dataset, seeds_graph: store.Graph
) -> None:
    layers = Layers(seeds_graph.store, seeds_graph.minter)
    ours = {triple for triple in layers.construct(rule) if not isinstance(triple.subject, Literal)}
    theirs = {triple_from_rdflib(triple) for triple in dataset.query(rule.query)}
    assert theirs == ours
    assert all(layers.holds(triple) for triple in ours)


def test_most_rules_have_something_to_say_of_the_seeds(seeds_graph: store.Graph) -> None:
    layers = Layers(seeds_graph.store, seeds_graph.minter)
    fired = {rule.name for rule in RULES if any(True for _ in layers.construct(rule))}
    assert {"planned-supersession-takes-effect", "ally-of", "party-by-consent", "signed-on"} <= fired
