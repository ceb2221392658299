"""A stroke (tatweel) without a letter, as some papers write for a dash, is no word of a name."""

from __future__ import annotations

import pytest

from builder.extract import extract
from builder.model import Article


@pytest.mark.parametrize(
    "text", ["قال ـ إن المعاهدة جاهزة للتوقيع في موسكو.", "وأضاف ـ أن المعاهدة جاهزة للتوقيع في موسكو."]
)
def test_nobody_is_named_by_a_stroke(text: str) -> None:
    reading = extract(Article("a", text, "0" * 64, "a.txt"), deep=True)
    assert reading.statements == ()
    assert {entity.kind for entity in reading.entities} <= {"Place", "State", "Treaty"}
