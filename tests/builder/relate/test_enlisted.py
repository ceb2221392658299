"""Parties told in lists, among those counted, in groups, and by who signs for them: the examples of the data file."""

from __future__ import annotations

import pytest

from builder.extract import extract
from builder.languages import topic
from builder.model import Article

RULES = {name: rule for name, rule in topic("parties").items() if isinstance(rule, dict) and "examples" in rule}
CASES = [case for rule in RULES.values() for case in (*rule["examples"], *rule["counter"])]


def parties(text: str) -> set[str]:
    """The codes of all parties that a text names."""
    reading = extract(Article("x", text, "0" * 64, "x"), deep=True)
    return {str(claim.object).rpartition("/")[2] for claim in reading.claims if claim.predicate == "hasParty"}


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[text for text, _ in CASES])
def test_an_example_of_the_data_file(text: str, expected: list[str]) -> None:
    assert parties(text) == set(expected)
