"""Descriptions: every triple in and out, by layer, with labels in the wanted language."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, parse

from builder.describe import as_dict, describe, resolve, text
from builder.errors import QueryError
from builder.store import Graph, open_graph, write
from builder.vocabulary import DATA, MQ

SMALL = Path(__file__).parents[1] / "graphs" / "small.trig"


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Graph:
    directory = tmp_path_factory.mktemp("graph")
    write(directory, parse(path=SMALL, format=RdfFormat.TRIG), {"first": "text"})
    return open_graph(directory)


def test_a_description_holds_every_triple_of_the_thing(graph: Graph) -> None:
    found = describe(graph, "state/RUS")
    iri = f"<{DATA}state/RUS>"
    expected = [quad for quad in graph.quads() if iri in (str(quad.subject), str(quad.object))]
    assert len(found.lines) == len(expected)
    assert {layer: len(lines) for layer, lines in found.layers().items()} == {
        "documents": 2,
        "claims": 1,
        "facts": 1,
        "inferred": 1,
        "ontology": 8,
    }
    assert [line.inverse for line in found.layers()["claims"]] == [True]


def test_labels_follow_the_wanted_languages(graph: Graph) -> None:
    assert describe(graph, "state/RUS").label == "Russia"
    assert describe(graph, "state/RUS", ("ko", "en")).label == "러시아"
    pact = describe(graph, "instrument/pact", ("ar",))
    parties = {line.label for line in pact.lines if line.predicate.value == f"{MQ}hasParty"}
    assert parties == {"روسيا", "كوريا الشمالية"}


def test_what_has_no_label_goes_by_its_words(graph: Graph) -> None:
    labels = {line.other.value: line.label for line in describe(graph, "article/first").lines}
    assert labels[f"{DATA}article/first/evidence/0-5"] == "وقّعت"
    assert describe(graph, "attribution/one").label == "وقّعت"


def test_a_claim_is_described_in_its_layer(graph: Graph) -> None:
    assert set(describe(graph, "claim/one").layers()) == {"claims"}
    assert set(describe(graph, "article/first/evidence/0-5").layers()) == {"documents", "claims"}


def test_the_text_names_layers_and_directions(graph: Graph) -> None:
    lines = text(describe(graph, "state/RUS"), graph.base).splitlines()
    assert lines[0] == f"<{DATA}state/RUS>  Russia"
    assert "facts" in lines
    assert "  ← mq:hasParty of  <instrument/pact>  Partnership Treaty" in lines
    assert "  mq:partyTo  <instrument/pact>  Partnership Treaty" in lines


@pytest.mark.parametrize(
    ("name", "iri"),
    [
        ("mq:Treaty", f"{MQ}Treaty"),
        ("state/RUS", f"{DATA}state/RUS"),
        (f"<{DATA}state/RUS>", f"{DATA}state/RUS"),
        ("http://www.wikidata.org/entity/Q159", "http://www.wikidata.org/entity/Q159"),
    ],
)
def test_names_may_be_short(name: str, iri: str) -> None:
    assert resolve(name, DATA) == iri


def test_unknown_and_impossible_names_are_refused(graph: Graph) -> None:
    with pytest.raises(QueryError, match="not in this graph"):
        describe(graph, "state/XXX")
    with pytest.raises(QueryError, match="no IRI"):
        describe(graph, "x> { } SELECT * {")


def test_the_same_as_data(graph: Graph) -> None:
    found = json.loads(json.dumps(as_dict(describe(graph, "state/RUS"))))
    assert (found["iri"], found["label"], found["cut"]) == (f"{DATA}state/RUS", "Russia", False)
    assert found["layers"]["inferred"] == [
        {
            "inverse": False,
            "predicate": f"{MQ}partyTo",
            "other": f"<{DATA}instrument/pact>",
            "label": "Partnership Treaty",
            "graph": f"{DATA}graph/inferred",
        }
    ]
