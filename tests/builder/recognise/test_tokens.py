"""A sentence cut into words and signs, each at its place, whatever stands between them."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from builder.recognise.instruments_scene import tokens

MIXED = st.text(alphabet="اتفاقيه٣7أé_،.«(\n\t \u00a0\u0651\U0001f600", max_size=40)


@given(MIXED, st.integers(min_value=0, max_value=5))
def test_words_signs_and_line_ends_are_tokens_at_their_places(text: str, first: int) -> None:
    found = list(tokens(text, first, max(first, len(text)), ()))
    pieces = re.compile(r"(?<![^ ])[^\W\d_]\.(?![^ ])|[^\W_]+|[^\w\s]|_|\n").finditer(text[first:])
    assert [(token.start, token.text) for token in found] == [
        (first + match.start(), match.group().rstrip(".") or ".") for match in pieces
    ]
    assert all(text[token.start : token.end] in (token.text, f"{token.text}.") for token in found)
    assert [token.glued for token in found] == [
        token.start > first and not text[token.start - 1].isspace() for token in found
    ]
