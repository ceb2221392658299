"""Every rule file says what it covers, and rules that are patterns have an example and a counter-example that hold."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from builder import languages
from builder.languages import topic
from builder.model import Article, Block, BlockKind, PartialDate, Span
from builder.recognise import dates
from builder.segment import layout
from builder.segment.blocks import blocks
from builder.segment.headers import dateline

FOLDER = Path(languages.__file__).parent
FILES = sorted(FOLDER.glob("*/*.yaml"))
RULES = sorted(FOLDER.glob("ar/*.yaml"))
STORY = "وقعت مصر والعراق في القاهرة معاهدة صداقة.\n\nوقال الوزير إن المعاهدة تفتح صفحة جديدة بين البلدين.\n\n"
FURNITURE, HEADERS, DATES = topic("furniture"), topic("headers"), topic("dates")


def header(path: Path) -> str:
    """The comment that a file begins with."""
    lines = path.read_text("utf-8").splitlines()
    end = next((number for number, line in enumerate(lines) if not line.startswith("#")), len(lines))
    return " ".join(line.lstrip("# ") for line in lines[:end])


def keys(value: Any) -> set[str]:
    """Every key of nested mappings."""
    if isinstance(value, dict):
        return {str(key) for key in value} | {key for inner in value.values() for key in keys(inner)}
    return {key for inner in value for key in keys(inner)} if isinstance(value, list) else set()


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_a_file_says_at_its_head_what_it_covers(path: Path) -> None:
    said = header(path)
    assert len(said.split()) >= 6, "a comment of a line or more: what these words or rules are for"
    assert said.rstrip().endswith((".", ":", ")")) or "." in said


@pytest.mark.parametrize("path", RULES, ids=lambda path: path.stem)
def test_a_file_of_patterns_has_examples_and_counter_examples(path: Path) -> None:
    found = keys(topic(path.stem))
    if found & {"pattern", "verb"}:
        assert found >= {"examples", "counter"}


def of(data: dict[str, Any], *groups: str) -> list[tuple[str, dict[str, Any]]]:
    return [(rule["name"], rule) for group in groups for rule in data[group]]


FURNITURE_RULES = of(FURNITURE, "lines", "tails", "trailing", "leading")


def furniture(line: str) -> tuple[set[str], set[str]]:
    """The rules and kinds of what is no story in an article with this line, at its end or at its beginning."""
    found = [block for text in (f"{STORY}{line}\n", f"{line}\n{STORY}") for block in blocks(text)]
    return {block.rule for block in found}, {block.kind.value for block in found if not block.kind.readable}


@pytest.mark.parametrize(("name", "rule"), FURNITURE_RULES, ids=[name for name, _ in FURNITURE_RULES])
def test_furniture(name: str, rule: dict[str, Any]) -> None:
    rules, kinds = furniture(FURNITURE["examples"][name])
    assert rule["kind"] in kinds
    assert name in rules or rule in FURNITURE["trailing"] + FURNITURE["leading"]  # these only cut a piece off
    assert furniture(FURNITURE["counter"][name])[1] == set()


def head(line: str) -> str | None:
    found = dateline(line, Block(Span(0, len(line)), BlockKind.BODY, "paragraph"))
    return found.rule if found else None


@pytest.mark.parametrize("name", [name for name, _ in of(HEADERS, "inline", "line")])
def test_headers(name: str) -> None:
    assert head(HEADERS["examples"][name]) == name
    assert head(HEADERS["counter"][name]) is None


def dated(words: str, alone: bool) -> dict[str, str | None]:
    """The dates in a sentence with these words, by rule."""
    text = f"{words}." if alone else f"وقعت مصر المعاهدة {words}."
    article = Article("a", text, "0" * 64, "a.txt", issued=PartialDate(2024, 6, 19))
    return {
        mention.rule: mention.date.lexical if mention.date else None for mention in dates.find(article, layout(article))
    }


@pytest.mark.parametrize("name", [name for name, _ in of(DATES, "absolute", "hijri", "relative")])
def test_dates(name: str) -> None:
    words, date = DATES["examples"][name]
    assert dated(words, name == "year-of-line").get(name) == date
    assert name not in dated(DATES["counter"][name], alone=False)
