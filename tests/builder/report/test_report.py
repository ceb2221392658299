"""The report of a build: what was found, what is no fact and why, what no rule accounted for."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from builder import pipeline, report, store
from builder.report.gather import SILENT, Gatherer
from builder.report.markdown import shown
from builder.report.records import ArticleReport

TEXT = """وقعت مصر والعراق في القاهرة معاهدة صداقة يوم 5 مايو 2020.

ورحب سكان العاصمتين بالمعاهدة ترحيبا حارا.

وقال الخبير *أحمد سالم* <b>: "المعاهدة فرصة".

ووقّع اتحاد الطلبة المصري اتفاق تعاون.
"""


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> store.Graph:
    folder = tmp_path_factory.mktemp("report")
    (folder / "a1.txt").write_text(TEXT, "utf-8")
    (folder / "bad.txt").write_text("English only", "utf-8")
    pipeline.build([folder], folder / "graph")
    return store.open_graph(folder / "graph")


@pytest.fixture(scope="module")
def found(graph: store.Graph) -> ArticleReport:
    return Gatherer(graph).article("a1")


@pytest.fixture(scope="module")
def written(graph: store.Graph, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, dict[str, Any]]:
    page, data = report.write(graph, tmp_path_factory.mktemp("out"))
    return page.read_text("utf-8"), json.loads(data.read_text("utf-8"))


def test_what_was_found_is_counted_and_named(found: ArticleReport) -> None:
    assert found.counts["Treaty"] >= 1
    assert found.counts["State"] == 2
    assert found.counts["mentions"] == sum(len(entity.mentions) for entity in found.entities)
    parties = {held.object for held in found.claims if held.predicate == "mq:hasParty"}
    assert parties == {"مصر", "العراق"}


def test_every_offset_slices_back_to_its_words(found: ArticleReport) -> None:
    words = [w for entity in found.entities for w in entity.mentions]
    words += [w for held in found.claims for w in held.evidence]
    words += [said.words for said in found.statements] + [gap.words for gap in found.gaps]
    assert len(words) > 10
    assert all(TEXT[w.start : w.end] == w.text for w in words)


def test_every_claim_has_an_outcome_and_its_reason(found: ArticleReport, graph: store.Graph) -> None:
    assert all(held.outcome and held.reason and held.rule for held in found.claims)
    assert sum(found.outcomes.values()) == found.counts["claims"] == graph.manifest["counts"]["claims"]


def test_what_rules_gave_up_on_is_told_with_the_rule(found: ArticleReport) -> None:
    given_up = [gap for gap in found.gaps if gap.rule != SILENT[1]]
    assert given_up
    assert [(gap.words.text, gap.rule) for gap in given_up] == [("ووقّع", "event-Signature")]
    assert all(gap.reason and gap.sentence in TEXT for gap in given_up)


def test_a_sentence_that_names_an_instrument_and_gives_no_claim_is_told(found: ArticleReport) -> None:
    silent = [gap.sentence for gap in found.gaps if gap.rule == SILENT[1]]
    assert any("سكان العاصمتين" in sentence for sentence in silent)
    assert not any("وقعت مصر" in sentence for sentence in silent)


def test_the_page_tells_all_of_it_and_what_was_left_out(written: tuple[str, dict[str, Any]]) -> None:
    page, data = written
    for heading in ("## Left out (1)", "## a1", "### Facts (", "### Not accounted for (", "## All articles"):
        assert heading in page
    assert "only 0% of its letters are Arabic" in page
    assert [item["source"] for item in data["left out"]] == ["bad.txt"]


def test_the_machine_form_is_the_same_report(written: tuple[str, dict[str, Any]], found: ArticleReport) -> None:
    (article,) = written[1]["articles"]
    assert article["counts"] == found.counts
    assert len(article["claims"]) == len(found.claims)
    assert written[1]["claims"] == found.outcomes


def test_the_same_articles_give_the_same_bytes(graph: store.Graph, tmp_path: Path) -> None:
    source = graph.path.parents[1].parent
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
    again = tmp_path / "articles"
    again.mkdir()
    shutil.copy(source / "a1.txt", again)
    shutil.copy(source / "bad.txt", again)
    pipeline.build([again / "bad.txt", again / "a1.txt"], tmp_path / "graph")
    first = report.write(graph, tmp_path / "one")
    second = report.write(store.open_graph(tmp_path / "graph"), tmp_path / "two")
    one, two = (
        path.read_text("utf-8").replace(str(folder), "") for path, folder in ((first[1], source), (second[1], again))
    )
    assert one == two


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a *b* <c> [d]|e", "a \\*b\\* \\<c\\> \\[d\\]\\|e"),
        ("سطر\nآخر", "\u2068سطر آخر\u2069"),
        ("x" * 300, "x" * 199 + "…"),
    ],
)
def test_words_of_an_article_are_no_markup(text: str, line: str) -> None:
    assert shown(text) == line
