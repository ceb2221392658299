"""The parts of scoring: figures, spans, pairing, names, and gold that is none."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from builder.errors import InputError
from builder.model import Span
from builder.scoring.found import folded
from builder.scoring.gold import load
from builder.scoring.spans import assign, between, occurrences, similar
from builder.scoring.tally import Figures, Tally

TREATY: dict[str, Any] = {
    "key": "t",
    "surface": ["معاهدة"],
    "parties": ["EGY"],
    "supersedes": [],
    "events": [{"type": "planned-signing", "date": "2024"}, {"type": "signed", "factuality": "denied"}],
    "clauses": [{"starts": "أول", "ends": "آخر", "types": ["trade"]}],
}
GOLD: dict[str, Any] = {
    "treaties": [TREATY],
    "persons": [{"name": "ب"}, {"name": "أ"}, {"name": "أ"}],
    "states": ["EGY"],
    "organisations": ["الأمم المتحدة"],
    "statements": [],
}


def test_figures() -> None:
    figures = Figures(right=3, extra=1, missed=2)
    assert (figures.precision, figures.recall) == (0.75, 0.6)
    assert figures.f1 == pytest.approx(2 / 3)
    nothing = Figures(0, 0, 0)
    assert (nothing.precision, nothing.recall, nothing.f1) == (None, None, None)


def test_a_wrong_judgement_is_missed_and_where_something_was_found_extra() -> None:
    tally = Tally()
    tally.judge("speaker", True, "unused")
    tally.judge("speaker", False, "wrong one")
    tally.judge("event date", False, "none found", found=False)
    assert tally.figures("speaker") == Figures(1, 1, 1)
    assert tally.figures("event date") == Figures(0, 0, 1)
    assert tally.notes["speaker"] == ["wrong one"]


def test_words_are_found_wherever_they_stand() -> None:
    assert occurrences("ab", "ab.abab") == [Span(0, 2), Span(3, 5), Span(5, 7)]
    assert occurrences("", "ab") == []
    assert between("a", "z", "a..z a z") == [Span(0, 4), Span(5, 8)]
    assert between("a", "z", "a" + "." * 3000 + "z") == []


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [((0, 10), (0, 10), True), ((0, 10), (0, 5), True), ((0, 10), (0, 3), False), ((0, 10), (8, 20), False)],
)
def test_two_spans_are_one_statement(one: tuple[int, int], other: tuple[int, int], same: bool) -> None:
    assert similar(Span(*one), Span(*other)) is same


def test_the_heaviest_pair_goes_first_and_nothing_is_paired_twice() -> None:
    weights = {("a", "x"): 1, ("a", "y"): 3, ("b", "y"): 5, ("c", "z"): 0}
    assert assign(weights) == {"b": "y", "a": "x"}


@pytest.mark.parametrize(("name", "key"), [("الأمم المتحدة", "امم متحده"), ("للاتفاقية،", "اتفاقيه"), ("NATO", "nato")])
def test_names_are_compared_without_article_marks_and_variants(name: str, key: str) -> None:
    assert folded(name) == key


def written(folder: Path, content: Any) -> Path:
    path = folder / "gold.json"
    path.write_text(json.dumps(content), "utf-8")
    return path


def test_gold_is_loaded(tmp_path: Path) -> None:
    (record,) = load(written(tmp_path, [{"id": "x", "file": "deep/a1.txt", "gold": GOLD}]))
    assert record.identifier == "a1"
    assert record.persons == ("أ", "ب")
    assert [(event.kind, event.factuality) for event in record.treaties[0].events] == [
        ("Signature", "planned"),
        ("Signature", "denied"),
    ]
    assert not record.trap


@pytest.mark.parametrize(
    ("content", "words"),
    [({}, "a list of records"), ([{"id": "x"}], "record 1 is no gold"), ([1], "record 1 is no gold")],
)
def test_what_is_no_gold_is_refused(tmp_path: Path, content: Any, words: str) -> None:
    with pytest.raises(InputError, match=words):
        load(written(tmp_path, content))
