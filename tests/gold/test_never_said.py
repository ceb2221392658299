"""What a careless reader would take from the seed articles, and the graph must not say."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from builder.store import Graph

Row = dict[str, str]
Ask = Callable[[str], list[Row]]

PREVIEW, SIGNING, OVERVIEW, FORCE, ANALYSIS = (
    "003_2f7170243fa04bc2",
    "000_ee7ffccebc38d67c",
    "001_835db1d79905e6e0",
    "002_ea3f70110632d81d",
    "004_e65b993b54ca09cb",
)

# What each article itself makes of a claim; events and instruments with their names.
HELD = """SELECT DISTINCT ?subject ?predicate ?object ?factuality ?holder WHERE {{
  ?attribution mq:ofClaim ?claim ; mq:factuality ?f ; mq:attributedTo ?holder ;
               mq:evidence/oa:hasSource/dcterms:identifier "{article}" .
  ?claim mq:subject ?subject ; mq:predicate ?p ; mq:object ?object .
  BIND (REPLACE(STR(?f), ".*/", "") AS ?factuality) BIND (REPLACE(STR(?p), ".*[/#]", "") AS ?predicate) }}"""

TREATY_OF = """GRAPH <graph/facts> {{ ?{name} mq:hasParty {parties} . }}
  FILTER EXISTS {{ ?signing{name} a mq:Signature ; mq:ofInstrument ?{name} .
                   GRAPH <graph/facts> {{ ?signing{name} mq:date ?date{name} }}
                   FILTER (STRSTARTS(STR(?date{name}), "{year}")) }}"""


def treaty(name: str, parties: str, year: int) -> str:
    """A group pattern for the treaty between these parties that was signed in a year."""
    return TREATY_OF.format(name=name, parties=parties, year=year)


NEW = treaty("new", "<state/RUS>, <state/PRK>", 2024)
MIDDLE = treaty("middle", "<state/RUS>, <state/PRK>", 2000)
OLD = treaty("old", "<state/SUN>, <state/PRK>", 1961)


@pytest.fixture
def claims_of(ask_seeds: Ask) -> Callable[[str], list[Row]]:
    """The claims that an article holds or relates."""
    return lambda article: ask_seeds(HELD.format(article=article))


def test_the_preview_asserts_no_signing(ask_seeds: Ask) -> None:
    rows = ask_seeds(f"""SELECT DISTINCT ?factuality WHERE {{
        ?event a mq:Signature . ?claim mq:subject ?event ; mq:predicate mq:ofInstrument .
        ?attribution mq:ofClaim ?claim ; mq:factuality ?factuality ;
                     mq:evidence/oa:hasSource/dcterms:identifier "{PREVIEW}" }}""")
    assert [row["factuality"].rsplit("/", 1)[1] for row in rows] == ["planned"]


def test_a_planned_signing_is_an_event_of_its_own(ask_seeds: Ask) -> None:
    rows = ask_seeds("""SELECT DISTINCT ?plan WHERE {
        ?claim mq:subject ?plan ; mq:predicate mq:ofInstrument .
        ?attribution mq:ofClaim ?claim ; mq:factuality factuality:planned .
        GRAPH <graph/facts> { ?plan ?property ?value } }""".replace(
        "factuality:planned", "<https://w3id.org/mithaq/vocab/factuality/planned>"
    ))  # fmt: skip
    assert rows == []


@pytest.mark.parametrize("article", [SIGNING, ANALYSIS])
def test_what_will_be_replaced_is_not_yet_replaced(article: str, claims_of: Callable[[str], list[Row]]) -> None:
    held = [row for row in claims_of(article) if row["predicate"] in ("supersedes", "directlySupersedes")]
    assert held
    assert {row["factuality"] for row in held} == {"planned"}


def test_ushakov_alone_says_what_the_new_document_will_replace(ask_seeds: Ask) -> None:
    rows = ask_seeds(f"""SELECT DISTINCT ?old ?name WHERE {{
        ?claim mq:predicate mq:directlySupersedes ; mq:object ?old .
        ?attribution mq:ofClaim ?claim ; mq:attributedTo/rdfs:label ?name ;
                     mq:evidence/oa:hasSource/dcterms:identifier "{SIGNING}" . FILTER (LANG(?name) = "ar") }}""")
    assert {row["name"] for row in rows} == {"يوري أوشاكوف"}
    assert len({row["old"] for row in rows}) == 4


def test_an_agency_that_reports_is_neither_party_nor_signatory(ask_seeds: Ask) -> None:
    rows = ask_seeds("""SELECT DISTINCT ?role ?name WHERE {
        VALUES ?role { mq:hasParty mq:participant mq:signedBy }
        ?claim mq:predicate ?role ; mq:object ?who . ?who a mq:MediaOrganisation ; rdfs:label ?name }""")
    assert rows == []


@pytest.mark.parametrize("article", [OVERVIEW, FORCE])
def test_the_treaty_of_1961_was_replaced_by_that_of_2000(article: str, ask_seeds: Ask) -> None:
    rows = ask_seeds(f"""SELECT DISTINCT ?by ?middle WHERE {{ {MIDDLE} {OLD}
        ?claim mq:subject ?by ; mq:predicate mq:directlySupersedes ; mq:object ?old .
        ?attribution mq:ofClaim ?claim ; mq:evidence/oa:hasSource/dcterms:identifier "{article}" }}""")
    assert rows
    assert all(row["by"] == row["middle"] for row in rows)


def test_no_protection_is_said_to_be_equal(ask_seeds: Ask) -> None:
    rows = ask_seeds(f"""SELECT ?property WHERE {{ {NEW} {OLD}
        {{ ?new ?property ?old }} UNION {{ ?old ?property ?new }}
        FILTER (?property NOT IN (mq:supersedes, mq:directlySupersedes, mq:supersededBy)) }}""")
    assert rows == []


def test_no_fact_comes_from_another_article_below(ask_seeds: Ask, seeds_graph: Graph) -> None:
    tail = seeds_graph.article_text(FORCE).index("إقرأ أيضاً")
    rows = ask_seeds(f"""SELECT DISTINCT ?words WHERE {{
        ?node oa:hasSource/dcterms:identifier "{FORCE}" ; oa:hasSelector ?selector .
        FILTER NOT EXISTS {{ ?node a mq:Block }}
        ?selector oa:start ?start ; oa:exact ?words . FILTER (?start >= {tail}) }}""")
    assert rows == []


@pytest.mark.parametrize(
    ("article", "words"),
    [(FORCE, "كلمات دلالية"), (PREVIEW, "Russian President Vladimir Putin"), (SIGNING, "التعليقات")],
)
def test_furniture_gives_nothing_but_is_recorded(article: str, words: str, ask_seeds: Ask, seeds_graph: Graph) -> None:
    at = seeds_graph.article_text(article).index(words)
    rows = ask_seeds(f"""SELECT DISTINCT ?kind WHERE {{
        ?node oa:hasSource/dcterms:identifier "{article}" ; a/rdfs:label ?kind ; oa:hasSelector ?selector .
        ?selector oa:start ?start ; oa:end ?end .
        FILTER (?start < {at + len(words)} && ?end > {at} && LANG(?kind) = "en") }}""")
    block = ask_seeds('SELECT ?name { mq:Block rdfs:label ?name FILTER (LANG(?name) = "en") }')[0]["name"]
    assert {row["kind"] for row in rows} <= {block, "evidence"}
    assert block in {row["kind"] for row in rows}
    assert not ask_seeds(f"""SELECT ?node WHERE {{
        ?node a mq:Mention ; oa:hasSource/dcterms:identifier "{article}" ; oa:hasSelector ?selector .
        ?selector oa:start ?start ; oa:end ?end . FILTER (?start < {at + len(words)} && ?end > {at}) }}""")


@pytest.mark.parametrize("words", ["جندي", "حاوية", "حاويات", "الصواريخ الباليستية", "جرائم حرب", "مذكرة اعتقال"])
def test_an_accusation_is_behind_no_fact(words: str, ask_seeds: Ask) -> None:
    rows = ask_seeds(f"""SELECT DISTINCT ?predicate ?exact WHERE {{
        ?claim mq:policyOutcome <https://w3id.org/mithaq/vocab/outcome/fact> ; mq:predicate ?predicate .
        ?attribution mq:ofClaim ?claim ; mq:evidence/oa:hasSelector/oa:exact ?exact .
        FILTER (CONTAINS(?exact, "{words}")) }}""")
    assert rows == []


def test_what_the_spokesman_alleges_stays_his_statement(ask_seeds: Ask) -> None:
    rows = ask_seeds(f"""SELECT DISTINCT ?name WHERE {{
        ?statement a mq:Statement ; mq:speaker/rdfs:label ?name ; mq:evidence ?evidence .
        ?evidence oa:hasSource/dcterms:identifier "{PREVIEW}" ; oa:hasSelector/oa:exact ?words .
        FILTER (CONTAINS(?words, "حاوية ذخائر") && LANG(?name) = "ar") }}""")
    assert rows == [{"name": "ماثيو ميلر"}]


def test_putin_does_not_call_it_an_alliance(ask_seeds: Ask) -> None:
    rows = ask_seeds("""SELECT DISTINCT ?name ?factuality WHERE {
        ?claim mq:predicate mq:characterisedAs ;
               mq:object <https://w3id.org/mithaq/vocab/characterisation/alliance> .
        ?attribution mq:ofClaim ?claim ; mq:factuality ?f ; mq:attributedTo/rdfs:label ?name .
        BIND (REPLACE(STR(?f), ".*/", "") AS ?factuality) FILTER (LANG(?name) = "ar") }""")
    assert {"name": "كيم جونغ أون", "factuality": "asserted"} in rows
    assert {"name": "فلاديمير بوتين", "factuality": "asserted"} not in rows
    assert "فلاديمير بوتين" in {row["name"] for row in rows}


def test_a_disputed_character_is_no_fact_beyond_who_asserts_it(ask_seeds: Ask) -> None:
    rows = ask_seeds("""SELECT DISTINCT ?factuality WHERE {
        ?claim mq:predicate mq:characterisedAs ;
               mq:object <https://w3id.org/mithaq/vocab/characterisation/mutual-defence-treaty> .
        ?attribution mq:ofClaim ?claim ; mq:factuality ?f . BIND (REPLACE(STR(?f), ".*/", "") AS ?factuality) }""")
    assert {row["factuality"] for row in rows} >= {"asserted", "unknown"}


def test_vietnam_is_party_to_nothing(ask_seeds: Ask) -> None:
    assert ask_seeds("SELECT ?claim { ?claim mq:predicate mq:hasParty ; mq:object <state/VNM> }") == []


def test_no_state_but_its_parties_is_bound_by_the_new_treaty(ask_seeds: Ask) -> None:
    rows = ask_seeds(f"SELECT DISTINCT ?code WHERE {{ {NEW} ?new mq:hasParty/mq:iso3166 ?code }}")
    assert {row["code"] for row in rows} == {"RUS", "PRK"}
