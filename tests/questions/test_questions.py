"""Every competency question is answered on the seeds as a reader of the five articles answers it.

``expected/NAME.tsv`` was written by reading the articles. ``#`` lines say why. A column whose name ends in ``~``
holds words that the answer must contain (where a span begins and ends is the extraction's affair); a cell ``*``
asks for any value at all, an empty one for none. ``# ordered`` in the first line: the rows come in this order.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from builder.resources import folder
from builder.rulefile import RuleFile, rule_files
from builder.store import Graph

Row = dict[str, str]
Ask = Callable[[str], list[Row]]

EXPECTED = Path(__file__).parent / "expected"
QUESTIONS = rule_files(folder("ontology") / "questions")
LEAST = 24
"""How many questions the seeds must answer with rows."""
BETWEEN = " … "
"""What stands between the words of one answer that lie apart in the article."""
FIELDS = ("title-en", "title-ar", "description-en", "description-ar")


@dataclass(frozen=True)
class Answer:
    """What a reader answers: column names (``~`` kept), rows of cells, and whether their order counts."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    ordered: bool

    def fits(self, wanted: tuple[str, ...], row: Row) -> bool:
        """Whether a row of the graph is the wanted one."""
        return all(_fits(column, cell, row) for column, cell in zip(self.columns, wanted, strict=True))


def _fits(column: str, cell: str, row: Row) -> bool:
    value = row.get(column.removesuffix("~"), "")
    if cell == "*":
        return value != ""
    return (cell in value and bool(cell) == bool(value)) if column.endswith("~") else cell == value


def expected(name: str) -> Answer:
    """The answer of a reader."""
    lines = (EXPECTED / f"{name}.tsv").read_text("utf-8").splitlines()
    ordered = lines[0] == "# ordered"
    header, *rows = (line for line in lines if not line.startswith("#"))
    return Answer(tuple(header.split("\t")), tuple(tuple(row.split("\t")) for row in rows), ordered)


def pairing(answer: Answer, rows: list[Row]) -> dict[int, int]:
    """A largest pairing of wanted rows with the graph's rows, by augmenting paths (Kuhn): wanted -> found."""
    taken: dict[int, int] = {}

    def place(wanted: int, tried: set[int]) -> bool:
        for found, row in enumerate(rows):
            if found not in tried and answer.fits(answer.rows[wanted], row):
                tried.add(found)
                if found not in taken or place(taken[found], tried):
                    taken[found] = wanted
                    return True
        return False

    for wanted in range(len(answer.rows)):
        place(wanted, set())
    return {wanted: found for found, wanted in taken.items()}


def difference(answer: Answer, rows: list[Row]) -> str:
    """What the graph misses and what it has beyond the reader's answer; empty where they agree."""
    pairs = pairing(answer, rows)
    missed = ["missed  " + " | ".join(row) for at, row in enumerate(answer.rows) if at not in pairs]
    names = [column.removesuffix("~") for column in answer.columns]
    extra = [
        "extra   " + " | ".join(row.get(name, "") for name in names)
        for at, row in enumerate(rows)
        if at not in pairs.values()
    ]
    lines = [*missed, *extra]
    if not lines and answer.ordered and [pairs[at] for at in range(len(answer.rows))] != sorted(pairs.values()):
        lines = ["the right rows in another order:", *(" | ".join(row.get(name, "") for name in names) for row in rows)]
    return "\n".join(lines)


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.name)
def test_the_answer_is_that_of_a_reader(question: RuleFile, ask_seeds: Ask) -> None:
    answer = expected(question.name)
    found = difference(answer, ask_seeds(question.text))
    assert not found, f"{question.field('title-en')}\n{found}"


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.name)
def test_the_words_stand_where_the_answer_says(question: RuleFile, ask_seeds: Ask, seeds_graph: Graph) -> None:
    rows = ask_seeds(question.text)
    for row in rows:
        if row.keys() >= {"article", "words"}:
            text = seeds_graph.article_text(row["article"])
            pieces = row["words"].split(BETWEEN)
            assert all(piece in text for piece in pieces)
            if "start" in row:
                assert text[int(row["start"]) :].startswith(pieces[0])


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.name)
def test_a_question_is_asked_in_two_languages(question: RuleFile) -> None:
    for name in FIELDS:
        letters = [char for char in question.field(name) if char.isalpha()]
        arabic = sum("\u0600" <= char <= "\u06ff" for char in letters)
        assert len(letters) > 10, name
        assert (arabic / len(letters) > 0.6) == name.endswith("-ar"), name


def test_every_answer_has_its_question() -> None:
    assert [path.stem for path in sorted(EXPECTED.glob("*.tsv"))] == [question.name for question in QUESTIONS]


def test_the_seeds_answer_enough_questions() -> None:
    assert sum(bool(expected(question.name).rows) for question in QUESTIONS) >= LEAST


@pytest.mark.parametrize(
    ("rows", "tells"),
    [
        ([{"who": "a", "words": "one two"}, {"who": "b", "words": "x"}], ""),
        ([{"who": "b", "words": "x"}, {"who": "a", "words": "one two"}], "another order"),
        ([{"who": "a", "words": "one two"}], "missed  b"),
        ([{"who": "a", "words": "one two"}, {"who": "b", "words": "x"}, {"who": "c"}], "extra   c"),
        ([{"who": "a", "words": "one"}, {"who": "b", "words": "x"}], "missed  a"),
    ],
)
def test_a_difference_is_told(rows: list[Row], tells: str) -> None:
    answer = Answer(("who", "words~"), (("a", "two"), ("b", "*")), ordered=True)
    found = difference(answer, rows)
    assert tells in found
    assert bool(found) == bool(tells)
