"""The ontology graph: the quads of Turtle files, whose blank nodes have the same names each time."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.assemble import ontology_graph
from builder.errors import OntologyError
from builder.identifiers import Minter

MINTER = Minter("https://example.org/")
GRAPH = ox.NamedNode(MINTER.graph("ontology"))


def test_blank_nodes_are_named_by_file_and_order(tmp_path: Path) -> None:
    path = tmp_path / "terms.ttl"
    path.write_text('<x:a> <x:p> [ <x:q> "_:b0" ] . <x:b> <x:p> [ <x:q> [ ] ] .', "utf-8")
    first = ontology_graph.quads([path], MINTER)
    assert first == ontology_graph.quads([path], MINTER)
    terms = {term for quad in first for term in (quad.subject, quad.object)}
    assert {t.value for t in terms if isinstance(t, ox.BlankNode)} == {"terms0", "terms1", "terms2"}
    assert ox.Literal("_:b0") in terms


@given(
    st.lists(
        st.text(st.characters(exclude_categories=["Cs"]) | st.sampled_from('_: .\\"\n\r\u2028\x85'), max_size=9),
        max_size=9,
    )
)
def test_literals_are_as_they_were_read_in_the_order_of_their_text(
    tmp_path_factory: pytest.TempPathFactory, words: list[str]
) -> None:
    path = tmp_path_factory.mktemp("ontology") / "terms.ttl"
    said = {ox.Quad(ox.NamedNode("x:a"), ox.NamedNode("x:p"), ox.Literal(word), GRAPH) for word in words}
    path.write_bytes(ox.serialize((quad.triple for quad in said), format=ox.RdfFormat.TURTLE) or b"")
    assert ontology_graph.quads([path], MINTER) == sorted(said, key=str)


def test_no_turtle_is_said_to_be_none(tmp_path: Path) -> None:
    path = tmp_path / "terms.ttl"
    path.write_text("no Turtle", "utf-8")
    with pytest.raises(OntologyError, match=r"terms\.ttl: cannot be read as Turtle"):
        ontology_graph.quads([path], MINTER)
