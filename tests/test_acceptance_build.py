"""What a build of the seed articles must hold to: the same bytes, reasons for everything, both sides of a dispute."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from pyoxigraph import NamedNode

from builder import pipeline, store
from builder.languages import topic
from builder.reason import explain
from builder.reason.proof import Derivation, Kind, Node
from builder.reason.terms import parts
from builder.vocabulary import DATA, MQ
from endpoint.command import main

Row = dict[str, str]
Ask = Callable[[str], list[Row]]

ELSEWHERE = Path(__file__).parent / "data" / "entry-into-force-a-day-earlier.txt"
OUTCOMES = "https://w3id.org/mithaq/vocab/outcome/"
FACTUALITY = "https://w3id.org/mithaq/vocab/factuality/"


def treaty(ask: Ask, parties: str, year: str) -> str:
    """The IRI of the one treaty between two parties that was signed in a year."""
    rows = ask(f"""SELECT DISTINCT ?it WHERE {{ GRAPH <graph/facts> {{ ?it mq:hasParty {parties} .
        ?signing a mq:Signature ; mq:ofInstrument ?it ; mq:date ?date . }}
        FILTER (STRSTARTS(STR(?date), "{year}")) }}""")
    assert len(rows) == 1, rows
    return rows[0]["it"]


@pytest.fixture(scope="module")
def new(ask_seeds: Ask) -> str:
    return treaty(ask_seeds, "<state/RUS>, <state/PRK>", "2024")


@pytest.fixture(scope="module")
def middle(ask_seeds: Ask) -> str:
    return treaty(ask_seeds, "<state/RUS>, <state/PRK>", "2000")


@pytest.fixture(scope="module")
def old(ask_seeds: Ask) -> str:
    return treaty(ask_seeds, "<state/SUN>, <state/PRK>", "1961")


# The same bytes.


@pytest.fixture(scope="module")
def again(tmp_path_factory: pytest.TempPathFactory, seeds: Path) -> store.Graph:
    """The seeds built by another process, file by file from the last to the first, with other hashes of strings."""
    directory = tmp_path_factory.mktemp("again")
    files = sorted(map(str, seeds.glob("*.txt")), reverse=True)
    command = [sys.executable, "-c", "from endpoint.command import main; main()", "build", *files, "--quiet"]
    seed = "1" if os.environ.get("PYTHONHASHSEED") != "1" else "2"
    subprocess.run([*command, "-o", str(directory)], check=True, env={**os.environ, "PYTHONHASHSEED": seed})
    return store.open_graph(directory)


def test_another_order_gives_the_same_graph(seeds_graph: store.Graph, again: store.Graph) -> None:
    assert again.nquads.read_bytes() == seeds_graph.nquads.read_bytes()
    assert again.identifier == seeds_graph.identifier


@pytest.mark.parametrize("format", sorted(store.FORMATS))
def test_another_order_gives_the_same_export(format: str, seeds_graph: store.Graph, again: store.Graph) -> None:
    written = []
    for graph in (seeds_graph, again):
        out = io.BytesIO()
        store.export(graph, format, store.DEFAULT_LAYERS, out)
        written.append(out.getvalue())
    assert written[0] == written[1]
    assert len(written[0]) > 1000


# Reasons for everything.


def test_every_fact_has_a_claim(ask_seeds: Ask) -> None:
    assert len(ask_seeds("SELECT ?s WHERE { GRAPH <graph/facts> { ?s ?p ?o } }")) > 100
    assert (
        ask_seeds("""SELECT ?s ?p ?o WHERE { GRAPH <graph/facts> { ?s ?p ?o }
        FILTER NOT EXISTS { ?claim a mq:Claim ; mq:subject ?s ; mq:predicate ?p ; mq:object ?o } }""")
        == []
    )


def test_no_fact_is_only_planned_alleged_or_denied(ask_seeds: Ask) -> None:
    assert (
        ask_seeds(f"""SELECT ?s ?p ?o WHERE {{ GRAPH <graph/facts> {{ ?s ?p ?o }}
        ?claim mq:subject ?s ; mq:predicate ?p ; mq:object ?o .
        FILTER NOT EXISTS {{ ?attribution mq:ofClaim ?claim ; mq:factuality <{FACTUALITY}asserted> }} }}""")
        == []
    )


def test_every_claim_has_an_outcome(ask_seeds: Ask) -> None:
    assert (
        ask_seeds("""SELECT ?claim WHERE { ?claim a mq:Claim .
        FILTER NOT EXISTS { ?claim mq:policyOutcome ?outcome } }""")
        == []
    )


def test_every_claim_that_is_a_fact_is_in_the_facts(ask_seeds: Ask) -> None:
    assert (
        ask_seeds(f"""SELECT ?claim WHERE {{ ?claim mq:policyOutcome <{OUTCOMES}fact> ;
            mq:subject ?s ; mq:predicate ?p ; mq:object ?o .
        FILTER NOT EXISTS {{ GRAPH <graph/facts> {{ ?s ?p ?o }} }} }}""")
        == []
    )


def test_every_slice_is_what_it_quotes(ask_seeds: Ask, seeds_graph: store.Graph) -> None:
    rows = ask_seeds("""SELECT DISTINCT ?article ?start ?end ?exact WHERE {
        ?node oa:hasSource/dcterms:identifier ?article ; oa:hasSelector ?selector .
        ?selector oa:start ?start ; oa:end ?end ; oa:exact ?exact }""")
    assert len({row["article"] for row in rows}) == 5
    for row in rows:
        text = seeds_graph.article_text(row["article"])
        assert text[int(row["start"]) : int(row["end"])] == row["exact"]


def test_every_attribution_has_evidence(ask_seeds: Ask) -> None:
    assert (
        ask_seeds("""SELECT ?attribution WHERE { ?attribution a mq:Attribution .
        FILTER NOT EXISTS { ?attribution mq:evidence/oa:hasSelector/oa:exact ?words } }""")
        == []
    )


def test_every_inferred_triple_is_explained(seeds_graph: store.Graph) -> None:
    graph = NamedNode(seeds_graph.minter.graph("inferred"))
    inferred = list(seeds_graph.store.quads_for_pattern(None, None, None, graph))
    assert len(inferred) > 50
    for quad in inferred:
        root = explain(seeds_graph, *parts(quad.triple)).root  # type: ignore[arg-type]
        assert root.kind is Kind.INFERRED
        assert root.derivations
        assert not [node for node in root.walk() if node.kind is Kind.UNKNOWN], quad


# The treaty of 2024 supersedes that of 1961.


def triples(node: Node | Derivation) -> set[tuple[str, str, str]]:
    """The triples of a tree, as strings of their terms."""
    nodes = node.walk() if isinstance(node, Node) else (n for premise in node.premises for n in premise.walk())
    return {tuple(getattr(term, "value", str(term)) for term in parts(n.triple)) for n in nodes}  # type: ignore[misc]


def pairs(node: Node | Derivation) -> set[tuple[str, str]]:
    """Who supersedes whom in a tree, directly or not."""
    return {(s, o) for s, p, o in triples(node) if p in (MQ + "supersedes", MQ + "directlySupersedes")}


@pytest.fixture(scope="module")
def why(seeds_graph: store.Graph, new: str, old: str) -> Node:
    """Why the treaty of 2024 supersedes that of 1961."""
    return explain(seeds_graph, NamedNode(new), NamedNode(MQ + "supersedes"), NamedNode(old)).root


def test_it_is_inferred_through_the_treaty_of_2000(why: Node, new: str, middle: str, old: str) -> None:
    assert why.kind is Kind.INFERRED
    assert any({(new, middle), (middle, old)} <= pairs(way) for way in why.derivations)
    said = next(node for node in why.walk() if triples_of(node) == (middle, MQ + "directlySupersedes", old))
    assert said.kind is Kind.FACT
    assert {quote.identifier[:3] for quote in quotes(said)} == {"001", "002"}


def test_it_took_effect_by_entry_into_force(why: Node, new: str) -> None:
    ways = [way for node in why.walk() for way in node.derivations if way.rule == "planned-supersession-takes-effect"]
    assert ways
    for way in ways:
        found = triples(way)
        events = {s for s, p, o in found if p.endswith("#type") and o == MQ + "EntryIntoForce"}
        assert any((event, MQ + "ofInstrument", new) in found for event in events)


def test_ushakov_planned_it_beside(why: Node, seeds_graph: store.Graph, new: str, old: str) -> None:
    direct = [node for node in why.walk() if triples_of(node) == (new, MQ + "directlySupersedes", old)]
    claims = [claim for node in direct for claim in node.claims]
    held = [attribution for claim in claims for attribution in claim.attributions]
    names = explain(
        seeds_graph, NamedNode(new), NamedNode(MQ + "supersedes"), NamedNode(old)
    ).labels  # fmt: skip
    assert {names[attribution.holder]["ar"] for attribution in held} == {"يوري أوشاكوف"}
    assert {attribution.factuality for attribution in held} == {"planned"}
    assert all("ستحل" in quote.exact for attribution in held for quote in attribution.quotes)


def triples_of(node: Node) -> tuple[str, ...]:
    """The terms of a node's own triple."""
    return tuple(getattr(term, "value", str(term)) for term in parts(node.triple))


def quotes(node: Node) -> Iterator[object]:
    """The words behind a node."""
    for claim in node.claims:
        for attribution in claim.attributions:
            yield from attribution.quotes


# Where sources disagree, both sides stand.


SIDES = """SELECT DISTINCT ?holder ?article ?factuality ?predicate ?object WHERE {{
  ?conflict a mq:Conflict ; mq:origin "{rule}" ; mq:about ?about ; mq:conflictingAttribution ?attribution .
  ?attribution mq:ofClaim ?claim ; mq:attributedTo/rdfs:label ?holder ; mq:factuality ?f ;
               mq:evidence/oa:hasSource/dcterms:identifier ?id .
  ?conflict mq:conflictingClaim ?claim . ?claim mq:predicate ?p ; mq:object ?object .
  FILTER (LANG(?holder) = "ar" && {about})
  BIND (SUBSTR(?id, 1, 3) AS ?article) BIND (REPLACE(STR(?f), ".*/", "") AS ?factuality)
  BIND (REPLACE(STR(?p), ".*#", "") AS ?predicate) }}"""

NAMELESS = topic("publisher")["unnamed"]
"""The holder of what an article says itself, where its publisher is not known."""
AL_WAFD, EXPERTS, USHAKOV, PUTIN, KIM = ("بوابة الوفد", "الخبراء", "يوري أوشاكوف", "فلاديمير بوتين", "كيم جونغ أون")


def sides(ask: Ask, rule: str, about: str) -> set[tuple[str, str, str]]:
    """Holder, article and factuality of each side of the conflict that a rule found about a thing."""
    rows = ask(SIDES.format(rule=rule, about=f"?about = <{about}>"))
    return {(row["holder"], row["article"], row["factuality"]) for row in rows}


def test_sources_differ_on_what_replaced_the_old_treaty(ask_seeds: Ask, old: str) -> None:
    assert sides(ask_seeds, "superseded-by-different-instruments", old) == {
        (USHAKOV, "000", "planned"),
        (NAMELESS, "001", "asserted"),
        (AL_WAFD, "002", "asserted"),
    }


def test_sources_differ_on_whether_it_was_cancelled(ask_seeds: Ask, old: str) -> None:
    assert sides(ask_seeds, "terminated-or-still-to-be-superseded", old) == {
        (USHAKOV, "000", "planned"),
        (NAMELESS, "001", "asserted"),
        (AL_WAFD, "002", "asserted"),
    }


def test_sources_differ_on_how_strong_its_duty_was(ask_seeds: Ask, old: str) -> None:
    rows = ask_seeds(SIDES.format(rule="strength-differs", about=f"?about = <{old}>"))
    found = {(row["holder"], row["article"], row["object"].rsplit("/", 1)[1]) for row in rows}
    assert found == {
        (EXPERTS, "001", "shall"),
        (AL_WAFD, "002", "may"),
        (NAMELESS, "004", "shall"),
    }


def test_sources_differ_on_whether_it_is_a_mutual_defence_treaty(ask_seeds: Ask, new: str) -> None:
    rows = ask_seeds(SIDES.format(rule="characterisation-disputed", about=f"?about = <{new}>"))
    found = {(row["object"].rsplit("/", 1)[1], row["holder"], row["article"], row["factuality"]) for row in rows}
    assert found >= {
        ("mutual-defence-treaty", AL_WAFD, "002", "asserted"),
        ("mutual-defence-treaty", NAMELESS, "004", "unknown"),
        ("alliance", KIM, "004", "asserted"),
    }
    assert ("alliance", PUTIN, "004", "asserted") not in found


def test_the_seeds_agree_on_every_date(ask_seeds: Ask) -> None:
    assert ask_seeds('SELECT ?about WHERE { ?conflict mq:origin "dates-differ" ; mq:about ?about }') == []


def test_another_source_dates_the_entry_into_force_otherwise(
    tmp_path: Path, seeds: Path, asker_of: Callable[[store.Graph], Ask]
) -> None:
    pipeline.build([seeds, ELSEWHERE], tmp_path)
    ask = asker_of(store.open_graph(tmp_path))
    rows = ask(SIDES.format(rule="dates-differ", about="EXISTS { ?about a mq:EntryIntoForce }"))
    found = {(row["article"], row["object"]) for row in rows}
    assert found == {("002", "2024-12-05"), ("ent", "2024-12-04")}
    about = ask('SELECT DISTINCT ?it WHERE { ?c mq:origin "dates-differ" ; mq:about/mq:ofInstrument ?it }')
    assert [row["it"] for row in about] == [treaty(ask, "<state/RUS>, <state/PRK>", "2024")]


# What cannot be read is left out and said; the rest is built.


FURNITURE = "التعليقات\n\nعلِّق\n"
ENGLISH = "Russia and North Korea signed a treaty in Pyongyang. " * 5
BAD = ("broken-link", "empty", "large", "latin-1", "english", "furniture")


def spoil(folder: Path) -> None:
    """Puts one file of each bad kind into a folder."""
    (folder / "broken-link.txt").symlink_to(folder / "nowhere")
    (folder / "empty.txt").write_text("")
    (folder / "large.txt").write_bytes("معاهدة ".encode() * 900_000)
    (folder / "latin-1.txt").write_bytes("Traité signé à Pyongyang par les présidents".encode("latin-1"))
    (folder / "english.txt").write_text(ENGLISH)
    (folder / "furniture.txt").write_text(FURNITURE, encoding="utf-8")
    assert (folder / "large.txt").stat().st_size > 10_000_000


def test_bad_files_are_left_out_and_named(tmp_path: Path, seeds: Path) -> None:
    folder = tmp_path / "articles"
    folder.mkdir()
    spoil(folder)
    good = next(path for path in sorted(seeds.glob("*.txt")) if path.name.startswith("001"))
    shutil.copy(good, folder)
    result = CliRunner().invoke(main, ["build", str(folder), "-o", str(tmp_path / "graph")])
    assert result.exit_code == 0, result.output
    for name in BAD:
        told = [line for line in result.stderr.splitlines() if "left out" in line and f"{name}.txt" in line]
        assert len(told) == 1, (name, result.stderr)
        assert "please report" not in told[0]
    graph = store.open_graph(tmp_path / "graph")
    assert graph.articles == (good.stem,)
    assert {entry["source"] for entry in graph.manifest["rejected"]} == {f"{name}.txt" for name in BAD}
    assert all(entry["reason"] for entry in graph.manifest["rejected"])


def test_nothing_but_bad_files_is_wrong_use(tmp_path: Path) -> None:
    folder = tmp_path / "articles"
    folder.mkdir()
    spoil(folder)
    result = CliRunner().invoke(main, ["build", str(folder), "-o", str(tmp_path / "graph")])
    assert result.exit_code == 2
    assert all(f"{name}.txt" in result.stderr for name in BAD)
    assert not (tmp_path / "graph" / "current").exists()


def test_the_base_of_data_can_be_another(tmp_path: Path, seeds: Path) -> None:
    good = next(path for path in sorted(seeds.glob("*.txt")) if path.name.startswith("001"))
    summary = pipeline.build([good], tmp_path, base="https://example.org/data/")
    assert summary.violations == 0
    graph = store.open_graph(tmp_path)
    own = {quad.graph_name.value for quad in graph.quads()}  # type: ignore[union-attr]
    assert all(name.startswith("https://example.org/data/graph/") for name in own)
    made = {quad.subject.value for quad in graph.quads() if isinstance(quad.subject, NamedNode)}
    assert any(name.startswith("https://example.org/data/instrument/") for name in made)
    assert any(name.startswith(DATA + "state/") for name in made)
