"""Reports of validation in every format: message, value as stored, article, offsets, words and sentence."""

from __future__ import annotations

import csv
import io
import json
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import unquote
from xml.etree import ElementTree as Xml
from zipfile import ZipFile

import pytest
from click.testing import CliRunner
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse

from builder import pipeline, store, validate
from builder.report.validation import FORMATS, LANGUAGES, gather, written
from builder.vocabulary import MQ, OA, SH
from endpoint.command import main

SURE = "\u2028sure\u0007<b>&\"',\n2nd"


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory, seeds_graph: store.Graph) -> store.Graph:
    """The graph of the seeds with one attribution whose factuality is none, as a hostile text."""
    quads = list(seeds_graph.quads())
    at = next(
        number
        for number, quad in enumerate(quads)
        if quad.predicate.value == MQ + "factuality" and "/article/000" in str(quad.graph_name)
    )
    old = quads[at]
    quads[at] = Quad(old.subject, old.predicate, Literal(SURE), old.graph_name)
    texts = {identifier: seeds_graph.article_text(identifier) for identifier in seeds_graph.articles}
    directory = tmp_path_factory.mktemp("broken")
    store.write(directory, quads, texts, {"base": seeds_graph.base})
    return store.open_graph(directory)


@pytest.fixture(scope="module")
def checked(broken: store.Graph) -> validate.Report:
    return pipeline.revalidate(broken)


@pytest.fixture(scope="module")
def violation(checked: validate.Report) -> validate.Result:
    return next(result for result in checked.violations if result.path == MQ + "factuality")


def test_what_is_told_is_in_the_article(broken: store.Graph, checked: validate.Report) -> None:
    found = gather(checked, broken, "en")
    quoted = [quote for finding in found.all for quote in finding.quotes]
    assert quoted
    for quote in quoted:
        text = broken.article_text(quote.identifier)
        assert text[quote.start : quote.end] == quote.exact
        before, after = found.around(quote)
        assert before + quote.exact + after == quote.sentence


def test_text_is_in_the_language_asked_for(broken: store.Graph, checked: validate.Report) -> None:
    english, arabic = (written(checked, broken, "text", language) for language in ("en", "ar"))
    assert english.startswith("Violation: ")
    assert "in the sentence:" in english
    assert english.endswith(f"{validate.summary(checked)}\n")
    assert arabic.startswith("مخالفة: ")
    assert "في الجملة:" in arabic
    assert "Violation" not in arabic


def test_json_has_both_messages_and_the_value_as_stored(
    broken: store.Graph, checked: validate.Report, violation: validate.Result
) -> None:
    data = json.loads(written(checked, broken, "json", "en"))
    assert data["conforms"] is False
    assert data["counts"]["Violation"] == len(checked.violations)
    row = next(row for row in data["results"] if row["focus"] == violation.focus and row["path"] == violation.path)
    assert row["value"] == str(Literal(SURE))
    assert row["message"] == {"en": violation.message_en, "ar": violation.message_ar}
    assert row["words"][0]["sentence"]


def test_csv_has_a_line_for_each_piece_of_evidence(broken: store.Graph, checked: validate.Report) -> None:
    rows = list(csv.DictReader(io.StringIO(written(checked, broken, "csv", "ar"), newline="")))
    found = gather(checked, broken, "ar").all
    assert len(rows) == sum(max(len(finding.quotes), 1) for finding in found)
    bad = next(row for row in rows if row["value"] == str(Literal(SURE)))
    text = broken.article_text(bad["article"])
    assert text[int(bad["start"]) : int(bad["end"])] == bad["words"]
    assert bad["words"] in bad["sentence"]


def test_turtle_is_shacls_own_report_with_its_words(broken: store.Graph, violation: validate.Result) -> None:
    text = written(pipeline.revalidate(broken), broken, "turtle", "en")
    triples = {quad.triple for quad in parse(text, format=RdfFormat.TURTLE)}
    values = {triple.object for triple in triples if triple.predicate.value == SH + "value"}
    assert Literal(SURE) in values
    evidence = {t.object for t in triples if t.predicate.value == MQ + "evidence"}
    assert {NamedNode(iri) for iri in violation.evidence} <= evidence
    selectors = {t.object for t in triples if t.predicate.value == OA + "hasSelector" and t.subject in evidence}
    for part in ("start", "end", "exact", "prefix", "suffix"):
        assert selectors <= {t.subject for t in triples if t.predicate.value == OA + part}


class Tags(HTMLParser):
    """Checks that tags nest, and keeps the text of marks."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.marks: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        if tag != "meta":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] == "mark":
            self.marks.append(data)


@pytest.mark.parametrize("language", LANGUAGES)
def test_html_nests_and_escapes(broken: store.Graph, checked: validate.Report, language: str) -> None:
    text = written(checked, broken, "html", language)
    tags = Tags()
    tags.feed(text)
    assert not tags.open
    quotes = [quote.exact for finding in gather(checked, broken, language).all for quote in finding.quotes]
    assert tags.marks == quotes
    assert "<b>" not in text
    assert f'lang="{language}" dir="{"rtl" if language == "ar" else "ltr"}"' in text
    assert "<script" not in text
    assert "http" not in text.replace("http-equiv", "").partition("<main>")[0]


def test_junit_counts_and_parses(broken: store.Graph, checked: validate.Report) -> None:
    root = Xml.fromstring(written(checked, broken, "junit", "en").encode("utf-8"))
    assert root.tag == "testsuites"
    assert {suite.attrib["name"] for suite in root} >= set(broken.articles)
    for part in (root, *root):
        cases, failures = part.findall(".//testcase"), part.findall(".//testcase/failure")
        assert (int(part.attrib["tests"]), int(part.attrib["failures"])) == (len(cases), len(failures))
        assert part.attrib["errors"] == part.attrib["skipped"] == "0"
        assert all(case.attrib["name"] and case.attrib["classname"] for case in cases)
    assert len(root.findall(".//failure")) == len(checked.violations) > 0
    assert all(failure.attrib["message"] and failure.attrib["type"] for failure in root.iter("failure"))


def test_sarif_has_what_its_schema_asks_for(
    broken: store.Graph, checked: validate.Report, violation: validate.Result
) -> None:
    log = json.loads(written(checked, broken, "sarif", "ar"))
    assert set(log) == {"$schema", "version", "runs"}
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    assert run["columnKind"] == "unicodeCodePoints"
    driver = run["tool"]["driver"]
    assert driver["name"] == "mithaq"
    ids = [rule["id"] for rule in driver["rules"]]
    assert len(ids) == len(set(ids))
    assert all(rule["shortDescription"]["text"] for rule in driver["rules"])
    assert len(run["results"]) == len(checked.results)
    for result in run["results"]:
        assert ids[result["ruleIndex"]] == result["ruleId"]
        assert result["level"] in ("error", "warning", "note")
        assert result["message"]["text"]
        for place in (*result["locations"], *result["relatedLocations"]):
            _check_place(place, run, broken)
        numbers = [place["id"] for place in result["relatedLocations"]]
        assert len(numbers) == len(set(numbers))
    bad = next(r for r in run["results"] if r["properties"].get("value") == str(Literal(SURE)))
    assert bad["level"] == "error"
    assert violation.message_ar in bad["message"]["text"]
    assert "region" in bad["locations"][0]["physicalLocation"]


def _check_place(place: dict[str, Any], run: dict[str, Any], graph: store.Graph) -> None:
    physical = place.get("physicalLocation")
    if physical is None:
        assert place["logicalLocations"]
        return
    at = physical["artifactLocation"]
    artifact = run["artifacts"][at["index"]]
    assert artifact["location"]["uri"] == at["uri"]
    archive = run["artifacts"][artifact["parentIndex"]]["location"]
    assert archive["uriBaseId"] in run["originalUriBaseIds"]
    text = ZipFile(graph.path / archive["uri"]).read(unquote(at["uri"])).decode("utf-8")
    if "region" in physical:
        assert artifact["contents"]["text"] == text
    for region in (physical.get("region"), physical.get("contextRegion")):
        if region is None:
            continue
        start, end = region["charOffset"], region["charOffset"] + region["charLength"]
        assert text[start:end] == region["snippet"]["text"]
        lines = text.split("\n")
        first, last = lines[region["startLine"] - 1], lines[region["endLine"] - 1]
        assert (
            text[start:end].split("\n")[0] == first[region["startColumn"] - 1 :][: len(text[start:end].split("\n")[0])]
        )
        assert text[start:end].endswith(last[: region["endColumn"] - 1][-1:])
        assert min(region["startColumn"], region["endColumn"]) >= 1


@pytest.mark.parametrize("form", sorted(FORMATS))
def test_the_command_writes_every_format_the_same_each_time(broken: store.Graph, form: str, tmp_path: Path) -> None:
    folder = broken.path.parent.parent
    out = tmp_path / "report"
    made = CliRunner().invoke(
        main, ["validate", str(folder), "--format", form, "--lang", "ar", "-o", str(out)], prog_name="mithaq"
    )
    assert made.exit_code == 1
    assert made.stdout == ""
    again = CliRunner().invoke(main, ["validate", str(folder), "--format", form, "--language", "ar"])
    assert again.stdout_bytes == out.read_bytes() != b""


def test_a_graph_without_findings_is_told_so(broken: store.Graph) -> None:
    assert "Nothing was found." in written(validate.Report(), broken, "html", "en")
    root = Xml.fromstring(written(validate.Report(), broken, "junit", "en"))
    assert root.attrib["tests"] == str(len(broken.articles))
    assert json.loads(written(validate.Report(), broken, "sarif", "en"))["runs"][0]["results"] == []
    assert written(validate.Report(), broken, "csv", "en").count("\r\n") == 1


def test_recorded_results_are_those_that_were_written(checked: validate.Report, broken: store.Graph) -> None:
    again = validate.recorded(checked.quads(broken.minter))
    assert sorted(again, key=lambda result: result.order) == list(checked.results)
