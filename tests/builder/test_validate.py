"""Validation of whole builds: what is rejected, what is withheld, and how the report leads back to the words."""

from __future__ import annotations

from dataclasses import replace

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, Store, parse

from builder import ontology, validate
from builder.assemble.gathered import Gathered
from builder.identifiers import Minter
from builder.validate import evidence
from builder.validate.results import Report, Result, Severity
from builder.validate.shapes import SHAPES
from builder.vocabulary import MQ, SH

MINTER = Minter("https://example.org/")
TEXT = "وقعت روسيا وكوريا معاهدة."
HASH = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
PREFIXES = """
@prefix : <https://example.org/> .
@prefix g: <https://example.org/graph/> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix f: <https://w3id.org/mithaq/vocab/factuality/> .
@prefix mq: <https://w3id.org/mithaq/ontology#> .
@prefix oa: <http://www.w3.org/ns/oa#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
ARTICLE = """
<https://example.org/graph/article/a> {
  <https://example.org/article/a> a mq:Article ; dcterms:identifier "a" ; dcterms:language "ar" ;
    dcterms:title "خبر"@ar ; dcterms:issued "2024-06-20"^^xsd:date ; dcterms:publisher :medium ;
    mq:sha256 "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08" .
  :medium a mq:MediaOrganisation ; rdfs:label "وكالة"@ar .
  :evidence a mq:Evidence ; oa:hasSource <https://example.org/article/a> ; oa:hasSelector :selector .
  :selector a oa:TextPositionSelector , oa:TextQuoteSelector ; oa:start 5 ; oa:end 10 ; oa:exact "روسيا" .
  :claim a mq:Claim ; mq:subject :treaty ; mq:predicate mq:hasParty ; mq:object :russia .
  :attribution a mq:Attribution ; mq:ofClaim :claim ; mq:attributedTo :medium ; mq:factuality f:asserted ;
    mq:evidence :evidence ; mq:origin "rule" .
  :treaty a mq:Treaty ; rdfs:label "معاهدة"@ar .
  :russia a mq:State ; rdfs:label "روسيا"@ar ; mq:iso3166 "RUS" .
}
"""
FACTS = "g:facts { :treaty mq:hasParty :russia }"
TERMS = [
    Quad(quad.subject, quad.predicate, quad.object, NamedNode(MINTER.graph("ontology")))
    for path in ontology.files(entities=False)
    for quad in parse(path=path, format=RdfFormat.TURTLE)
]


def _trig(text: str) -> list[Quad]:
    return list(parse(input=PREFIXES + text, format=RdfFormat.TRIG))


def _articles(text: str = ARTICLE, words: str = TEXT, digest: str = HASH) -> Report:
    return validate.articles({"a": _trig(text)}, {"a": words}, TERMS, MINTER, {"a": digest})


def _names(report: Report) -> set[str]:
    return {result.shape.removeprefix(SHAPES) for result in report.results}


def _local(iris: frozenset[str]) -> set[str]:
    return {iri.removeprefix(MINTER.base) for iri in iris}


def test_sound_article_has_no_result() -> None:
    report = _articles()
    assert report.results == ()
    assert validate.rejected(report) == frozenset()


def test_bad_selector_rejects_all_that_rests_on_it_and_nothing_else() -> None:
    report = _articles(ARTICLE.replace("oa:end 10", "oa:end 4"))
    assert "Selector-order" in _names(report)
    assert _local(validate.rejected(report)) == {"selector", "evidence", "attribution", "claim"}


def test_claim_with_another_good_attribution_stays() -> None:
    more = """
      :other a mq:Attribution ; mq:ofClaim :claim ; mq:attributedTo :russia ; mq:factuality f:asserted ;
        mq:evidence :second ; mq:origin "rule" .
      :second a mq:Evidence ; oa:hasSource <https://example.org/article/a> ; oa:hasSelector :sound .
      :sound a oa:TextPositionSelector , oa:TextQuoteSelector ; oa:start 5 ; oa:end 10 ; oa:exact "روسيا" .
    }"""
    report = _articles(ARTICLE.replace("oa:end 10", "oa:end 4").rstrip().removesuffix("}") + more)
    assert _local(validate.rejected(report)) == {"selector", "evidence", "attribution"}


@pytest.mark.parametrize(
    ("old", "new"),
    [('oa:exact "روسيا"', 'oa:exact "روسية"'), ("oa:start 5", "oa:start 6"), ("oa:end 10", "oa:end 400")],
    ids=["words", "start", "end beyond the text"],
)
def test_evidence_that_slices_to_other_words_is_a_violation(old: str, new: str) -> None:
    report = _articles(ARTICLE.replace(old, new))
    assert [result.shape for result in report.violations] == [evidence.SLICE]
    assert "claim" in _local(validate.rejected(report))


def test_end_beyond_the_text_is_a_violation_even_if_the_slice_agrees() -> None:
    last = ARTICLE.replace("oa:start 5", "oa:start 18").replace("oa:end 10", "oa:end 99")
    report = _articles(last.replace('oa:exact "روسيا"', f'oa:exact "{TEXT[18:]}"'))
    assert [result.shape for result in report.violations] == [evidence.SLICE]


def test_offsets_are_code_points() -> None:
    text = "🕊️" + TEXT
    assert _articles(ARTICLE.replace("5 ;", "7 ;").replace("10 ;", "12 ;"), text).results == ()


def test_wrong_hash_is_a_violation() -> None:
    report = _articles(digest="0" * 64)
    assert [(result.shape, str(result.focus)) for result in report.violations] == [(evidence.HASH, MINTER.article("a"))]


def test_value_keeps_the_form_that_it_is_stored_in() -> None:
    report = _articles(ARTICLE.replace('"2024-06-20"^^xsd:date', '"2024-06-20T00:00:00+00:00"^^xsd:dateTime'))
    (result,) = report.violations
    assert str(result.value) == '"2024-06-20T00:00:00+00:00"^^<http://www.w3.org/2001/XMLSchema#dateTime>'


@pytest.mark.parametrize(
    "literal",
    ['"2024-13-45"^^xsd:date', '"20x4"^^xsd:gYear', '"none"^^xsd:boolean', '"غدا"@ar', '"2024-02-30"^^xsd:date'],
)
def test_ill_typed_literals_are_results_not_crashes(literal: str) -> None:
    report = _articles(ARTICLE.replace('"2024-06-20"^^xsd:date', literal))
    (result,) = report.violations
    assert result.shape == f"{SHAPES}Article-issued"
    assert result.value in {quad.object for quad in _trig(f"g:x {{ :a :b {literal} }}")}


def test_result_leads_to_its_evidence_and_article() -> None:
    report = _articles(ARTICLE.replace("mq:factuality f:asserted", "mq:factuality f:sure"))
    (result,) = report.violations
    assert result.evidence == (MINTER.base + "evidence",)
    assert result.articles == (MINTER.article("a"),)
    assert result.graph == MINTER.article_graph("a")


def test_types_that_another_article_gives_count() -> None:
    other = """<https://example.org/graph/article/b> { :treaty mq:hasClause :clause }"""
    here = ARTICLE.rstrip().removesuffix("}") + ":clause a mq:Clause ; mq:partOf :treaty . }"
    report = validate.articles({"a": _trig(here), "b": _trig(other)}, {}, TERMS, MINTER)
    assert report.violations == ()
    alone = validate.articles({"b": _trig(other + "g:x { :treaty a mq:Treaty }")}, {}, TERMS, MINTER)
    assert f"{SHAPES}Instrument-hasClause" in {result.shape for result in alone.violations}


def test_what_the_ontology_says_of_a_known_entity_is_no_violation() -> None:
    known = """g:ontology { :putin a mq:Person ; rdfs:label "بوتين"@ar ; mq:holdsOffice :tenure .
      :tenure a mq:Tenure ; mq:office :office . :office a mq:Office }"""
    said = (
        """<https://example.org/graph/article/a> { :claim mq:subject :putin ; mq:predicate mq:allyOf ; mq:object :x }"""
    )
    facts = "g:facts { :putin mq:onBehalfOf :putin }"
    report = validate.whole(Report(), [*_trig(known), *_trig(said), *_trig(facts), *TERMS], MINTER)
    assert _names(report) == {"FactTraceable"}


def test_fact_with_an_asserted_claim_stands() -> None:
    kept, withheld, report = validate.settle(Report(), _trig(FACTS), Gathered(MINTER, quads=[*_trig(ARTICLE), *TERMS]))
    assert kept == _trig(FACTS)
    assert withheld == []
    assert report.violations == ()


@pytest.mark.parametrize("factuality", ["planned", "alleged", "denied", "possible", "conditional", "unknown"])
def test_fact_that_nobody_asserts_is_withheld(factuality: str) -> None:
    article = ARTICLE.replace("f:asserted", f"f:{factuality}")
    kept, withheld, report = validate.settle(Report(), _trig(FACTS), Gathered(MINTER, quads=[*_trig(article), *TERMS]))
    assert kept == []
    assert withheld == _trig(FACTS)
    assert _names(report) >= {"FactAsserted"}
    (result,) = report.violations
    assert result.evidence == (MINTER.base + "evidence",)


def _violation(component: str, path: str | None, value: str | None = None) -> Report:
    return Report(
        (
            Result(
                Severity.VIOLATION,
                "https://example.org/x",
                f"{SHAPES}S",
                f"{SH}{component}ConstraintComponent",
                MINTER.graph("facts"),
                "en",
                "ar",
                None if path is None else MQ + path,
                None if value is None else NamedNode(f"https://example.org/{value}"),
            ),
        )
    )


FEW = "g:facts { :x mq:date :one , :two ; mq:place :p . :y mq:fulfils :x . :z mq:place :p }"


@pytest.mark.parametrize(
    ("report", "out"),
    [
        (_violation("Class", "date", "one"), {"date one"}),
        (_violation("MaxCount", "date"), {"date one", "date two"}),
        (_violation("MinCount", "ofInstrument"), {"date one", "date two", "place p", "fulfils x"}),
        (_violation("Not", None, "x"), {"date one", "date two", "place p", "fulfils x"}),
    ],
    ids=["a value", "too many values", "a node that lacks what it must have", "a node of two kinds"],
)
def test_violation_withholds_no_more_than_it_must(report: Report, out: set[str]) -> None:
    kept, withheld = validate.withhold(report, _trig(FEW))
    names = {f"{quad.predicate.value.removeprefix(MQ)} {_end(quad)}" for quad in withheld}
    assert names == out
    assert sorted(map(str, kept + withheld)) == sorted(map(str, _trig(FEW)))


def _end(quad: Quad) -> str:
    assert isinstance(quad.object, NamedNode)
    return quad.object.value.rpartition("/")[2]


def test_warnings_withhold_nothing() -> None:
    (violation,) = _violation("MinCount", "ofInstrument").results
    warning = Report((replace(violation, severity=Severity.WARNING),))
    assert validate.withhold(warning, _trig(FEW)) == (_trig(FEW), [])
    assert warning.conforms


def test_taking_a_triple_out_is_checked_again() -> None:
    # Without its alleged class, :p is no place: so the capital goes too.
    claims = (
        ARTICLE.rstrip().removesuffix("}")
        + """
      :one mq:subject :e ; mq:predicate mq:ofInstrument ; mq:object :treaty .
      :two mq:subject :e ; mq:predicate mq:date ; mq:object "2024"^^xsd:gYear .
      :three mq:subject :e ; mq:predicate rdf:type ; mq:object mq:Signature .
      :a1 mq:ofClaim :one ; mq:factuality f:alleged .
      :a2 mq:ofClaim :two ; mq:factuality f:asserted .
      :a3 mq:ofClaim :three ; mq:factuality f:asserted .
    }"""
    )
    facts = _trig('g:facts { :e a mq:Signature ; mq:ofInstrument :treaty ; mq:date "2024"^^xsd:gYear }')
    kept, withheld, report = validate.settle(Report(), facts, Gathered(MINTER, quads=[*_trig(claims), *TERMS]))
    assert kept == []
    assert len(withheld) == 3
    assert _names(report) >= {"FactAsserted", "LifecycleEvent-ofInstrument"}


def test_report_graph_is_shacl_without_blank_nodes() -> None:
    report = _articles(ARTICLE.replace("oa:end 10", "oa:end 4"))
    quads = report.quads(MINTER)
    assert quads == sorted(quads, key=str)
    assert not any(isinstance(term, BlankNode) for quad in quads for term in (quad.subject, quad.object))
    assert {quad.graph_name for quad in quads} == {NamedNode(MINTER.graph("report"))}
    store = Store()
    store.bulk_extend(quads)
    rows = store.query(
        f"""SELECT ?result WHERE {{ GRAPH ?g {{
          ?report a <{SH}ValidationReport> ; <{SH}conforms> false ; <{SH}result> ?result .
          ?result a <{SH}ValidationResult> ; <{SH}focusNode> ?focus ; <{SH}resultSeverity> <{SH}Violation> ;
            <{SH}sourceShape> ?shape ; <{SH}sourceConstraintComponent> ?component ; <{MQ}inArticle> ?article ;
            <{SH}resultMessage> ?en , ?ar . FILTER (LANG(?en) = "en" && LANG(?ar) = "ar") }} }}"""
    )
    assert len(list(rows)) == len(report.results)  # type: ignore[arg-type]


def test_report_of_nothing_conforms() -> None:
    literals = {quad.object for quad in Report().quads(MINTER) if isinstance(quad.object, Literal)}
    assert {literal.value for literal in literals} == {"true"}


def test_report_does_not_depend_on_the_order_of_quads() -> None:
    bad = _trig(ARTICLE.replace("oa:end 10", "oa:end 4").replace("f:asserted", "f:sure"))
    one = validate.articles({"a": bad}, {"a": TEXT}, TERMS, MINTER)
    two = validate.articles({"a": bad[::-1]}, {"a": TEXT}, TERMS[::-1], MINTER)
    assert one == two
    assert len(one.results) > 1


def test_whole_graph_is_validated_as_it_was_built() -> None:
    quads = [*_trig(ARTICLE.replace("f:asserted", "f:alleged")), *_trig(FACTS), *TERMS]
    report = validate.validate(quads, MINTER, {"a": TEXT})
    assert "FactAsserted" in _names(report)
    assert validate.violations(report) == 1


def test_summary_counts_each_severity() -> None:
    report = _articles(ARTICLE.replace("mq:factuality f:asserted", "mq:factuality f:sure"))
    assert validate.summary(report) == "1 violations, 0 warnings, 0 notes"
