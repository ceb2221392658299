"""The two reasoners give the same: on the seeds, and on small worlds that grow."""

from __future__ import annotations

from pathlib import Path

import pytest
import rdflib
from click.testing import CliRunner
from pyoxigraph import NamedNode, Quad, Triple

from builder import ontology, store
from builder.assemble.gathered import Gathered
from builder.cli import main
from builder.errors import OntologyError
from builder.reason import infer
from builder.reason.reasoners import REASONERS, reasoner
from builder.vocabulary import MQ, OWL


def test_the_same_quads_on_the_seeds(seeds_graph: store.Graph) -> None:
    facts, context, stored = list[Quad](), list[Quad](), list[Quad]()
    names = {layer: seeds_graph.minter.graph(layer) for layer in ("facts", "inferred")}
    for quad in seeds_graph.quads():
        name = getattr(quad.graph_name, "value", "")
        (facts if name == names["facts"] else stored if name == names["inferred"] else context).append(quad)
    by_name = {
        name: infer(ontology.schema(), facts, Gathered(seeds_graph.minter, quads=context), reasoner=name)
        for name in REASONERS
    }
    assert by_name["compiled"].quads == by_name["owlrl"].quads
    assert len(by_name["compiled"].quads) == len(stored) > 100
    assert by_name["compiled"].inconsistencies == by_name["owlrl"].inconsistencies == ()


def test_a_build_with_owlrl_is_the_same_to_the_byte(seeds: Path, seeds_folder: Path, tmp_path: Path) -> None:
    command = ["build", str(seeds), "-o", str(tmp_path), "--reasoner", "owlrl", "--quiet"]
    assert CliRunner().invoke(main, command).exit_code == 0
    graphs = [folder / "current" / "graph.nq" for folder in (seeds_folder, tmp_path)]
    assert graphs[0].read_bytes() == graphs[1].read_bytes()


@pytest.mark.parametrize("name", REASONERS)
def test_each_addition_tells_only_what_is_new(name: str) -> None:
    def supersedes(one: str, other: str, how: str = "supersedes") -> Triple:
        return Triple(
            NamedNode(f"http://example.org/{one}"), NamedNode(MQ + how), NamedNode(f"http://example.org/{other}")
        )

    growing = reasoner(name, ontology.schema())
    growing.add({supersedes("b", "c")})
    found = growing.add({supersedes("a", "b", "directlySupersedes")}).triples
    assert {supersedes("a", "b"), supersedes("a", "c"), supersedes("c", "a", "supersededBy")} <= found
    assert supersedes("c", "b", "supersededBy") not in found
    assert supersedes("a", "b", "directlySupersedes") not in found


@pytest.mark.parametrize("name", REASONERS)
def test_a_contradiction_is_about_what_it_names(name: str) -> None:
    schema = rdflib.Graph().parse(data=f"@prefix : <http://example.org/> . :p <{OWL}propertyDisjointWith> :q .")
    one, other = NamedNode("http://example.org/x"), NamedNode("http://example.org/y")
    properties = [NamedNode("http://example.org/p"), NamedNode("http://example.org/q")]
    found = reasoner(name, schema).add({Triple(one, prop, other) for prop in properties}).inconsistencies
    assert {iri for inconsistency in found for iri in inconsistency.about} >= {one.value, other.value}


def test_a_reasoner_that_is_not_there_is_named() -> None:
    with pytest.raises(OntologyError, match="'pellet': give one of compiled, owlrl"):
        reasoner("pellet", rdflib.Graph())
