"""The page on rules leads from every rule's name to its words and its code."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
import shown

from builder.languages import topic

PAGE = shown.ROOT / "docs" / "rules.md"
ROW = re.compile(r"^\| (?P<names>`[^|]+) \| [^|]+ \| (?P<words>[^|]*) \| (?P<code>`builder/[^|]+) \|$", re.MULTILINE)
TICKED = re.compile(r"`([^`]+)`")
ROWS = [
    tuple(TICKED.findall(row[part]) for part in ("names", "words", "code"))
    for row in ROW.finditer(PAGE.read_text("utf-8"))
]


def elsewhere() -> set[str]:
    """The names of furniture and of conflicts, which the page tells in prose."""
    furniture = topic("furniture")
    names = {rule["name"] for group in ("lines", "tails", "trailing", "leading") for rule in furniture[group]}
    names |= {rule["name"] for group in ("inline", "line") for rule in topic("headers")[group]}
    names |= {path.stem for path in (shown.ROOT / "ontology" / "conflicts").glob("*.rq")}
    return names | {"foreign-caption", "no-words", "title-repeated", "first-line", "short-line"}


def test_every_rule_of_the_seeds_has_its_row(ask_seeds: Callable[[str], list[dict[str, str]]]) -> None:
    origins = {row["rule"] for row in ask_seeds("SELECT DISTINCT ?rule { ?x mq:origin ?rule }")}
    prefixes = tuple(name for names, _, _ in ROWS for name in names)
    assert len(origins) > 40
    assert {rule for rule in origins - elsewhere() if not rule.startswith(prefixes)} == set()


@pytest.mark.parametrize(("names", "words", "code"), ROWS, ids=[" ".join(row[0]) for row in ROWS])
def test_a_row_names_files_that_are_there_and_speak_of_the_rule(
    names: list[str], words: list[str], code: list[str]
) -> None:
    assert all((shown.ROOT / "builder" / "languages" / "ar" / name).is_file() for name in words)
    sources = "".join(Path(shown.ROOT, path).read_text("utf-8") for path in code)
    headers = (shown.ROOT / "builder" / "languages" / "ar" / "headers.yaml").read_text("utf-8")
    for name in names:
        assert name in sources or name in headers, f"{name} is found in none of {', '.join(code)}"
