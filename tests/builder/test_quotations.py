"""Quotations: the examples of the data file, awkward marks, and what holds of any text."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.languages import topic
from builder.model import Span
from builder.relate import quotations

MARKS = "\"'“”„«»‹›"


def quoted(text: str) -> list[str]:
    return [q.inner.of(text) for q in quotations.find(text, Span(0, len(text)))]


@pytest.mark.parametrize("example", topic("quotation")["examples"], ids=lambda e: e["text"])
def test_example(example: dict[str, object]) -> None:
    assert quoted(str(example["text"])) == example["quoted"]


@pytest.mark.parametrize("text", topic("quotation")["counter_examples"])
def test_counter_example(text: str) -> None:
    assert quoted(text) == []


def test_a_mark_glued_to_a_proclitic_opens() -> None:
    assert quoted("النص الكامل لـ”معاهدة الشراكة” التي وقعها") == ["معاهدة الشراكة"]
    assert quoted("وسم الأمر بـ«الخطير» أمس") == ["الخطير"]


def test_two_kinds_of_marks_may_pair() -> None:
    assert quoted('قال "نعم” ثم “لا" فقط') == ["نعم", "لا"]


def test_an_unclosed_quotation_ends_with_its_paragraph() -> None:
    text = "قال: «لن نعود. سنبقى هنا"
    (found,) = quotations.find(text, Span(0, len(text)))
    assert found.inner.of(text) == "لن نعود. سنبقى هنا"
    assert not found.closed


@given(st.text(alphabet=MARKS + "ابوقال .،:\n", max_size=80))
def test_any_text_gives_ordered_clean_quotations(text: str) -> None:
    found = quotations.find(text, Span(0, len(text)))
    for before, after in itertools.pairwise(found):
        assert before.outer.end <= after.outer.start
    for quote in found:
        words = quote.inner.of(text)
        assert words
        assert quote.outer.covers(quote.inner)
        assert words[0] not in MARKS + " "
        assert words[-1] not in MARKS + " "
