"""Records survive their way through JSON exactly."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder import read
from builder.extract import extract
from builder.model import Article, ClaimRecord, Concept, Entity, Factuality, PartialDate, Reading, Record, Span, Value
from builder.resolve.outlines import outline

R = TypeVar("R", bound=Record)


def there_and_back(record: R) -> R:
    """The record after its way through JSON."""
    return msgspec.json.decode(msgspec.json.encode(record), type=type(record))


def test_readings_of_real_articles_come_back_as_they_were(seeds: Path) -> None:
    for outcome in read.articles([seeds]):
        assert isinstance(outcome, Article)
        reading = extract(outcome)
        assert reading.claims
        assert there_and_back(reading) == reading
        told = outline(reading)
        assert told.setting.printed
        assert there_and_back(told) == told


OFFSETS = st.integers(0, 1 << 40)
OBJECTS = st.one_of(
    st.text(),
    st.builds(Value, st.text(), st.text(), st.none() | st.text()),
    st.builds(Concept, st.text(), st.text()),
)


@given(OBJECTS, st.sampled_from(Factuality), st.lists(st.builds(Span, OFFSETS, OFFSETS)))
def test_any_claim_comes_back_as_it_was(obj: str | Value | Concept, factuality: Factuality, spans: list[Span]) -> None:
    claim = ClaimRecord("s", "p", obj, "voice", factuality, tuple(spans), "rule")
    back = there_and_back(claim)
    assert back == claim
    assert type(back.factuality) is Factuality


@given(st.text(), st.none() | st.builds(PartialDate, st.integers(1, 9999), st.none() | st.integers(1, 12)))
def test_any_article_comes_back_as_it_was(text: str, issued: PartialDate | None) -> None:
    article = Article("a", text, "0" * 64, "a.txt", title=text, issued=issued)
    assert there_and_back(article) == article


def test_records_of_unknown_types_are_told_apart() -> None:
    value, concept = Value("a", "b"), Concept("a", "b")
    claims = [ClaimRecord("s", "p", obj, "v", Factuality.DENIED, (), "r") for obj in (value, concept)]
    assert [there_and_back(claim).object for claim in claims] == [value, concept]


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        *((Article, text) for text in ("", "[", "null", "{}", "[1]", '[["a"]]', '"abc"', '["a", 1, "b", "c"]')),
        (Reading, '[["a", "b", "c", "d", "t"], []]'),
        (ClaimRecord, '["s", "p", ["Path", "/"], "v", "denied", [], "r"]'),
        (ClaimRecord, '["s", "p", "o", "v", "sworn", [], "r"]'),
        (PartialDate, '["2015", null, null]'),
        (Entity, '["k", "State", "l", false, ["a", 1], []]'),
        (Entity, '["k", "State", "l", false, [], [["state", 1]]]'),
        (Span, "[1]"),
    ],
)
def test_what_is_no_record_of_a_class_is_refused(kind: type[Record], text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        msgspec.json.decode(text, type=kind)
