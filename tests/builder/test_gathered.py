"""What questions over all articles are asked of: the same from files as from quads, each triple once."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, Quad, RdfFormat, parse

from builder.assemble import gathered as assembled
from builder.assemble.gathered import Gathered, Seen
from builder.identifiers import Minter
from builder.model import Span
from builder.vocabulary import MQ, RDF

MINTER = Minter("urn:b/")
HEAD = f"PREFIX : <urn:> PREFIX mq: <{MQ}> PREFIX rdf: <{RDF}> "
ONE = ":c mq:subject :e ; mq:predicate rdf:type ; mq:object mq:Signature . :a a mq:Article ."
TWO = ":c mq:subject :e ; mq:predicate rdf:type ; mq:object mq:Signature . :d mq:subject :e ; mq:object mq:State ."


def said() -> list[Quad]:
    text = f"{HEAD} <urn:b/graph/article/1> {{ {ONE} }} <urn:b/graph/article/2> {{ {TWO} }}"
    return sorted(parse(text, format=RdfFormat.TRIG), key=str)


def layer(name: str, *objects: str) -> list[Quad]:
    graph = NamedNode(MINTER.graph(name))
    return [Quad(NamedNode("urn:e"), NamedNode(RDF + "type"), NamedNode(found), graph) for found in objects]


def written(path: Path, quads: Iterable[Quad]) -> Seen:
    """A file of what articles say in these quads."""
    ordered = sorted(quads, key=lambda quad: str(quad.graph_name))
    with path.open("w", encoding="utf-8") as file:
        for graph, own in groupby(ordered, lambda quad: str(quad.graph_name)):
            file.write(f"# {graph}\n")
            file.writelines(f"{quad.triple} .\n" for quad in own)
    names = {str(quad.subject)[1:-1] for quad in ordered}
    mine = MINTER.article("")
    return Seen(path, sorted(name for name in names if "/" not in name.removeprefix(mine) or not name.startswith(mine)))


def from_files(folder: Path) -> Gathered:
    one, two = said()[:3], said()[3:]
    return Gathered(MINTER, [written(folder / "1.nt", one), written(folder / "2.nt", two)])


def test_what_articles_say_is_one_graph_with_each_triple_once(tmp_path: Path) -> None:
    for gathered in (from_files(tmp_path), Gathered(MINTER, quads=said())):
        assert {quad.graph_name for quad in gathered.store} == {gathered.said}
        assert len(gathered.store) == len({quad.triple for quad in said()}) == len(said()) - 3
        assert sorted(gathered.described({"urn:a", "urn:d"}), key=str) == [
            quad for quad in said() if str(quad.subject) in ("<urn:a>", "<urn:d>")
        ]
        assert list(gathered.described(set())) == []


def test_what_an_article_says_of_its_own_nodes_is_in_its_graph(tmp_path: Path) -> None:
    article, graph = MINTER.article("one/two 3"), NamedNode(MINTER.article_graph("one/two 3"))
    nodes = [article, MINTER.evidence("one/two 3", Span(0, 4)), "urn:e"]
    quads = [Quad(NamedNode(node), NamedNode("urn:p"), NamedNode("urn:o"), graph) for node in nodes]
    for gathered in (Gathered(MINTER, [written(tmp_path / "one.nt", quads)]), Gathered(MINTER, quads=quads)):
        assert sorted(gathered.described(set(nodes)), key=str) == sorted(quads, key=str)
        assert list(gathered.described({article})) == quads[:1]


def test_what_is_loaded_ahead_counts_if_it_is_wanted_then(tmp_path: Path) -> None:
    whole = from_files(tmp_path)
    one, two = written(tmp_path / "one.nt", said()[:3]), written(tmp_path / "two.nt", said()[3:])
    for early in ([one], [one, two], []):
        gathered = Gathered(MINTER)
        gathered.ahead(early)
        gathered.read([two, one])
        assert set(gathered.store) == set(whole.store)
    gathered.ahead([])
    gathered.read([two])
    assert set(gathered.store) == set(Gathered(MINTER, [two]).store) < set(whole.store)


@pytest.mark.parametrize("much", [0, 100], ids=["loaded-anew", "taken-out"])
def test_what_was_loaded_ahead_and_is_not_wanted_goes_where_no_other_file_says_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, much: int
) -> None:
    monkeypatch.setattr(assembled, "_MUCH", much)
    one, two = (
        written(tmp_path / f"{number}.nt", [quad for quad in said() if f"article/{number}" in str(quad)])
        for number in (1, 2)
    )
    for wanted in ([one], [two], []):
        gathered = Gathered(MINTER)
        gathered.ahead([one, two])
        gathered.rest()
        gathered.read(wanted)
        assert set(gathered.store) == set(Gathered(MINTER, wanted).store)


def test_of_two_files_of_one_article_the_one_that_is_wanted_stays_whole(tmp_path: Path) -> None:
    article, graph = MINTER.article("x"), NamedNode(MINTER.article_graph("x"))
    nodes = [article, MINTER.evidence("x", Span(0, 4)), MINTER.evidence("x", Span(5, 9))]
    quads = [Quad(NamedNode(node), NamedNode("urn:p"), NamedNode("urn:o"), graph) for node in nodes]
    old, new = written(tmp_path / "old.nt", quads[:2]), written(tmp_path / "new.nt", [quads[0], quads[1], quads[2]])
    for gone, wanted in ((old, new), (new, old)):
        gathered = Gathered(MINTER)
        gathered.ahead([gone, wanted])
        gathered.read([wanted])
        assert set(gathered.store) == set(Gathered(MINTER, [wanted]).store)


def test_nodes_that_several_articles_speak_of_are_described_in_the_graph_of_each(tmp_path: Path) -> None:
    found = list(from_files(tmp_path).described({"urn:c", "urn:d", "urn:nothing"}))
    assert sorted(found, key=str) == [quad for quad in said() if str(quad.subject) in ("<urn:c>", "<urn:d>")]


def test_a_file_that_cannot_be_loaded_is_told_where_it_is_wanted(tmp_path: Path) -> None:
    gathered, broken = Gathered(MINTER), Seen(tmp_path / "broken.nt", ["urn:a"])
    broken.path.write_text("<urn:a> <urn:b>\n")
    gathered.ahead([broken])
    gathered.read([])
    assert not list(gathered.store)
    with pytest.raises(SyntaxError):
        _ = Gathered(MINTER, [broken]).store


def test_a_layer_is_what_was_put_there_last() -> None:
    gathered = Gathered(MINTER, quads=[*said(), *layer("facts", "urn:One")])
    assert gathered.layer("facts") == layer("facts", "urn:One")
    gathered.put("facts", layer("facts", "urn:Two", "urn:Three"))
    gathered.store.extend(layer("inferred", "urn:Four"))
    gathered.drop("inferred")
    held = gathered.store.quads_for_pattern(NamedNode("urn:e"), NamedNode(RDF + "type"), None)
    assert sorted(held, key=str) == sorted(layer("facts", "urn:Two", "urn:Three"), key=str)
    assert {quad.object.value for quad in gathered.described({"urn:e"})} == {"urn:Two", "urn:Three"}


def test_classes_are_those_of_triples_and_those_of_whole_claims(tmp_path: Path) -> None:
    gathered = from_files(tmp_path)
    gathered.put("facts", layer("facts", "urn:One"))
    found = gathered.types(["urn:e", "urn:a", "urn:nothing"])
    assert found == {"urn:e": {"urn:One", MQ + "Signature"}, "urn:a": {MQ + "Article"}}
