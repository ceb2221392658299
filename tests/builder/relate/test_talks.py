"""Talks on an instrument that is yet to be made: the examples of the data file."""

from __future__ import annotations

import pytest

from builder.extract import extract
from builder.languages import topic
from builder.model import Article, ClaimRecord
from builder.relate.talks import TALKS

DATA = topic("events")["talks"]


def talked(text: str) -> tuple[list[ClaimRecord], set[str]]:
    """The claims that the rule on talks makes, and the codes of those who take part."""
    reading = extract(Article("x", text, "0" * 64, "x"), deep=True)
    claims = [claim for claim in reading.claims if claim.rule == TALKS]
    who = {str(claim.object).rpartition("/")[2] for claim in claims if claim.predicate == "participant"}
    return claims, who


@pytest.mark.parametrize(("text", "truth", "states"), DATA["examples"], ids=lambda e: str(e)[:20])
def test_talks_on_an_instrument_negotiate_it(text: str, truth: str, states: list[str]) -> None:
    claims, who = talked(text)
    assert {claim.factuality.value for claim in claims} == {truth}
    assert who == set(states)


@pytest.mark.parametrize("text", DATA["counter"])
def test_what_is_wished_for_or_made_already_is_not_negotiated(text: str) -> None:
    assert talked(text)[0] == []


def test_talks_on_what_was_signed_since_negotiate_nothing() -> None:
    text = "وقعت مصر وتونس اتفاقا للصيد عام 2001. وتجري مصر وتونس محادثات حول اتفاق للصيد."
    assert talked(text)[0] == []
