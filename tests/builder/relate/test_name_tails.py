"""The words of a provision begin behind the whole name of its instrument: its parties, its place and its date."""

from __future__ import annotations

import pytest

from builder.extract import extract
from builder.model import Article


def provided(text: str) -> list[str]:
    """The words of the provisions of a text."""
    reading = extract(Article("x", text, "0" * 64, "x"), deep=True)
    return [clause.span.of(text) for clause in reading.clauses]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("وتتضمن اتفاقية التعاون بين مصر وتونس إنشاء مجلس مشترك.", "إنشاء مجلس مشترك"),
        ("تلزم اتفاقية التعاون المبرمة في القاهرة بين مصر وتونس الطرفين بتسليم المطلوبين.", "الطرفين بتسليم المطلوبين"),
        ("منحت معاهدة السلام الموقعة عام 1904 استقلالا كاملا لبوليفيا وتشيلي.", "استقلالا كاملا لبوليفيا وتشيلي"),
        ("وبموجب معاهدة السلام بين تشيلي وبوليفيا تخلت بوليفيا عن الساحل.", "تخلت بوليفيا عن الساحل"),
        (
            "وبموجب الاتفاق الموقع بين مصر وتونس في القاهرة عام 1990 تلتزم تونس بدفع الرسوم.",
            "تلتزم تونس بدفع الرسوم",
        ),
    ],
)
def test_a_provision_begins_behind_the_name_with_its_tail(text: str, words: str) -> None:
    assert provided(text) == [words]


def test_a_further_article_is_a_provision_of_its_own() -> None:
    text = (
        "أقر البلدان معاهدة السلام بين تشيلي وبوليفيا عام 1904. "
        "تحظر مادتها الثانية الصيد في الخليج، وتمنع مادتها الرابعة وضع أسلحة على الحدود."
    )
    assert provided(text) == ["تحظر مادتها الثانية الصيد في الخليج", "وتمنع مادتها الرابعة وضع أسلحة على الحدود"]
