"""Who does a deed, where they do not stand right behind its verb: the examples of the data file."""

from __future__ import annotations

import pytest

from builder.extract import extract
from builder.languages import topic
from builder.model import Article


def doers(text: str) -> set[str]:
    """The codes of the states that take part in an event of the text."""
    reading = extract(Article("x", text, "0" * 64, "x"), deep=True)
    states = {entity.key: dict(entity.facets).get("state", "") for entity in reading.entities}
    return {states[str(claim.object)] for claim in reading.claims if claim.predicate == "participant"}


@pytest.mark.parametrize("example", [*topic("subjects")["examples"], *topic("subjects")["counter"]], ids=lambda e: e[0])
def test_an_example_of_the_data_file(example: tuple[str, list[str]]) -> None:
    text, expected = example
    assert doers(text) == set(expected)
