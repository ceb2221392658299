"""Records survive their way through JSON exactly."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder import read
from builder.extract import extract
from builder.kept import codec
from builder.model import Article, ClaimRecord, Concept, Entity, Factuality, PartialDate, Reading, Span, Value
from builder.resolve.outlines import Outline, outline


def test_readings_of_real_articles_come_back_as_they_were(seeds: Path) -> None:
    for outcome in read.articles([seeds]):
        assert isinstance(outcome, Article)
        reading = extract(outcome)
        assert reading.claims
        assert codec.loads(Reading, codec.dumps(reading)) == reading
        told = outline(reading)
        assert told.setting.printed
        assert codec.loads(Outline, codec.dumps(told)) == told


OBJECTS = st.one_of(
    st.text(),
    st.builds(Value, st.text(), st.text(), st.none() | st.text()),
    st.builds(Concept, st.text(), st.text()),
)


@given(OBJECTS, st.sampled_from(Factuality), st.lists(st.builds(Span, st.integers(), st.integers())))
def test_any_claim_comes_back_as_it_was(obj: str | Value | Concept, factuality: Factuality, spans: list[Span]) -> None:
    claim = ClaimRecord("s", "p", obj, "voice", factuality, tuple(spans), "rule")
    back = codec.loads(ClaimRecord, codec.dumps(claim))
    assert back == claim
    assert type(back.factuality) is Factuality


@given(st.text(), st.none() | st.builds(PartialDate, st.integers(1, 9999), st.none() | st.integers(1, 12)))
def test_any_article_comes_back_as_it_was(text: str, issued: PartialDate | None) -> None:
    article = Article("a", text, "0" * 64, "a.txt", title=text, issued=issued)
    assert codec.loads(Article, codec.dumps(article)) == article


def test_records_of_unknown_types_are_told_apart() -> None:
    value, concept = Value("a", "b"), Concept("a", "b")
    claims = [ClaimRecord("s", "p", obj, "v", Factuality.DENIED, (), "r") for obj in (value, concept)]
    assert [codec.loads(ClaimRecord, codec.dumps(claim)).object for claim in claims] == [value, concept]


@pytest.mark.parametrize(
    "text",
    ["", "[", "null", "{}", "[1]", '["a", 1, "b", "c", null, null, null, null, "ar"]', '[["a"]]', '"abc"'],
)
def test_what_is_no_record_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        codec.loads(Article, text)


def test_a_record_of_another_shape_is_refused() -> None:
    reading = codec.dumps(replace(Article("a", "b", "c", "d"), title="t"))
    with pytest.raises(ValueError, match="no Reading"):
        codec.loads(Reading, reading)
    with pytest.raises(ValueError, match="no ClaimRecord"):
        codec.loads(ClaimRecord, '["s", "p", {"Path": ["/"]}, "v", "denied", [], "r"]')
    with pytest.raises(ValueError, match="no PartialDate"):
        codec.loads(PartialDate, '["2015", null, null]')
    with pytest.raises(ValueError, match="no Entity"):
        codec.loads(Entity, '["k", "State", "l", false, ["a", 1], []]')
    with pytest.raises(ValueError, match="no Entity"):
        codec.loads(Entity, '["k", "State", "l", false, [], [["state", 1]]]')
    with pytest.raises(ValueError, match="no Span"):
        codec.loads(Span, "[1]")
