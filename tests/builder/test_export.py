"""Exports: the layers asked for, in every format, term-exact and the same from run to run."""

from __future__ import annotations

import io
from pathlib import Path
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Triple, parse

from builder.errors import GraphError
from builder.store import DEFAULT_LAYERS, FORMATS, Graph, export, open_graph, write
from builder.store.export import select
from builder.store.turtle import Names, trig, turtle
from builder.vocabulary import DATA, LAYERS, MQ, MQV, RDFS, XSD

SMALL = Path(__file__).parents[1] / "graphs" / "small.trig"
PARSERS = {
    "turtle": RdfFormat.TURTLE,
    "trig": RdfFormat.TRIG,
    "nquads": RdfFormat.N_QUADS,
    "ntriples": RdfFormat.N_TRIPLES,
    "jsonld": RdfFormat.JSON_LD,
    "rdfxml": RdfFormat.RDF_XML,
}
WITH_GRAPHS = {"trig", "nquads", "jsonld"}


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Graph:
    directory = tmp_path_factory.mktemp("graph")
    write(directory, parse(path=SMALL, format=RdfFormat.TRIG), {"first": "text"})
    return open_graph(directory)


def exported(graph: Graph, format: str, *layers: str) -> bytes:
    out = io.BytesIO()
    export(graph, format, layers, out)
    return out.getvalue()


def canonical(quads: list[Quad], keep_graphs: bool) -> set[str]:
    """Quads to compare: blank nodes reduced to one, which is enough where each stands in a list of its own."""
    items: list[Quad | Triple] = [quad if keep_graphs else quad.triple for quad in quads]
    return {" ".join("_:b" if part.startswith("_:") else part for part in str(item).split(" ")) for item in items}


@pytest.mark.parametrize("format", FORMATS)
def test_every_format_gives_back_the_same_terms(graph: Graph, format: str) -> None:
    got = list(parse(exported(graph, format, "all"), format=PARSERS[format], base_iri="urn:unused"))
    keep = format in WITH_GRAPHS
    assert canonical(got, keep) == canonical(list(graph.quads()), keep)


@pytest.mark.parametrize("format", FORMATS)
def test_an_export_is_the_same_from_run_to_run(graph: Graph, format: str, tmp_path: Path) -> None:
    write(tmp_path, reversed(list(parse(path=SMALL, format=RdfFormat.TRIG))), {"first": "text"})
    assert exported(open_graph(tmp_path), format, "all") == exported(graph, format, "all")


def test_all_layers_as_nquads_are_the_truth_itself(graph: Graph) -> None:
    assert exported(graph, "nquads", "all") == graph.nquads.read_bytes()


def test_every_quad_is_in_one_layer(graph: Graph) -> None:
    # The ontology layer brings no declarations of its own.
    parts = [exported(graph, "nquads", layer, "ontology").splitlines() for layer in LAYERS]
    ontology = set(exported(graph, "nquads", "ontology").splitlines())
    whole = [line for part in parts for line in set(part) - ontology] + list(ontology)
    assert sorted(whole) == sorted(graph.nquads.read_bytes().splitlines())


def test_documents_and_claims_of_an_article_are_told_apart(graph: Graph) -> None:
    claims = {str(quad.subject) for quad in select(graph, ["claims"]) if "graph/article" in str(quad.graph_name)}
    assert claims == {f"<{DATA}claim/one>", f"<{DATA}attribution/one>"}
    documents = {str(quad.subject) for quad in select(graph, ["documents"]) if "graph/article" in str(quad.graph_name)}
    assert f"<{DATA}statement/one>" in documents
    assert not documents & claims


def test_facts_come_with_declarations_of_their_terms(graph: Graph) -> None:
    text = exported(graph, "turtle", *DEFAULT_LAYERS).decode()
    assert "mq:hasParty a owl:ObjectProperty" in text
    assert "mq:signedOn a owl:DatatypeProperty" in text
    assert "mq:Treaty a owl:Class" in text
    # The class of a known entity that a fact names, and the entity's labels, but none that no fact names.
    assert "mq:State a owl:Class" in text
    assert '"Россия"@ru' in text
    assert "state:FRA" not in text
    assert "mq:speaker" not in text
    assert "rdfs:comment" not in text


def test_turtle_reads_well(graph: Graph) -> None:
    text = exported(graph, "turtle", *DEFAULT_LAYERS).decode()
    assert "instrument:pact a mq:Treaty ;\n    rdfs:label " in text
    assert "    mq:hasParty state:PRK,\n        state:RUS ;\n" in text
    assert 'mq:signedOn "2024-06-19"^^xsd:date' in text
    header, _, body = text.partition("\n\n")
    assert "@prefix oa:" not in header
    assert header.splitlines() == sorted(header.splitlines())
    subjects = [line.split(" ")[0] for line in body.splitlines() if line and not line.startswith(" ")]
    assert len(subjects) == len(set(subjects))


def test_unknown_formats_and_layers_are_named(graph: Graph) -> None:
    with pytest.raises(GraphError, match="hdt: no format"):
        exported(graph, "hdt", "all")
    with pytest.raises(GraphError, match="rumours: no layer"):
        exported(graph, "turtle", "facts", "rumours")


@pytest.mark.parametrize(
    ("iri", "short"),
    [
        (f"{MQ}Treaty", "mq:Treaty"),
        (f"{DATA}state/RUS", "state:RUS"),
        (f"{DATA}article/a/evidence/1-2", f"<{DATA}article/a/evidence/1-2>"),
        (f"{MQV}factuality/asserted", "mqv-factuality:asserted"),
        (f"{MQV}text-status/quoted", "mqv-text-status:quoted"),
        (f"{DATA}org/UN", f"<{DATA}org/UN>"),
        (f"{MQ}-x", f"<{MQ}-x>"),
        (f"{MQ}a.b", f"<{MQ}a.b>"),
        (f"{MQ}معاهدة", f"<{MQ}معاهدة>"),
        (MQ, f"<{MQ}>"),
        ("urn:x", "<urn:x>"),
    ],
)
def test_only_plain_names_are_shortened(iri: str, short: str) -> None:
    assert Names(DATA).iri(iri) == short


WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
NAMES = st.text("abz09_-/.~%é", max_size=8).map(lambda local: DATA + quote(local, safe="/~é"))
LITERALS = st.one_of(
    WORDS.map(Literal),
    st.tuples(WORDS, st.sampled_from(["ar", "en", "zh-hant"])).map(lambda pair: Literal(pair[0], language=pair[1])),
    st.integers().map(lambda number: Literal(str(number), datatype=NamedNode(f"{XSD}integer"))),
)


@given(st.lists(st.tuples(NAMES, NAMES, st.one_of(NAMES.map(NamedNode), LITERALS)), max_size=12))
def test_any_triples_survive_turtle_and_trig(rows: list[tuple[str, str, NamedNode | Literal]]) -> None:
    triples = {Triple(NamedNode(subject), NamedNode(predicate), value) for subject, predicate, value in rows}
    text = "".join(turtle(triples, DATA))
    assert {quad.triple for quad in parse(text, format=RdfFormat.TURTLE)} == triples
    quads = {Quad(triple.subject, triple.predicate, triple.object, triple.predicate) for triple in triples}
    assert set(parse("".join(trig(quads, DATA)), format=RdfFormat.TRIG)) == quads


def test_only_canonical_numbers_stand_bare() -> None:
    source = f'<urn:s> <urn:p> 5 , -5 , "05"^^<{XSD}integer> , true , "1"^^<{XSD}boolean> , "5" , "x"@en .'
    triples = [quad.triple for quad in parse(source, format=RdfFormat.TURTLE)]
    text = "".join(turtle(triples, DATA))
    assert {quad.triple for quad in parse(text, format=RdfFormat.TURTLE)} == set(triples)
    assert '"05"^^xsd:integer' in text
    assert '"5"^^' not in text


def test_xml_cannot_hold_every_character(tmp_path: Path) -> None:
    source = f'<urn:s> <{RDFS}label> "a\\u0001b" <{DATA}graph/facts> .'
    write(tmp_path, parse(source, format=RdfFormat.N_QUADS), {})
    with pytest.raises(GraphError, match=r"U\+0001"):
        exported(open_graph(tmp_path), "rdfxml", "all")
    assert b"\\u0001" in exported(open_graph(tmp_path), "turtle", "all")
