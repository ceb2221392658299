"""Names written in different newsrooms meet under one key."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.resolve.keys import name_key, skeleton
from builder.resolve.profiles import title_words


@pytest.mark.parametrize(
    "names",
    [
        ["كيم جونغ أون", "كيم جونج أون", "كيم جونغ-أون", "كيم جونق اون"],
        ["كيم إيل سونغ", "كيم ايل سونج"],
        ["نجوين فو ترونج", "نجوين فو ترونغ"],
    ],
)
def test_transliterations_share_a_skeleton(names: list[str]) -> None:
    assert len({skeleton(name) for name in names}) == 1


@pytest.mark.parametrize(
    ("one", "two"), [("كيم جونغ أون", "كيم يو جونغ"), ("كيم جونغ أون", "كيم جونغ إيل"), ("جمال", "كمال")]
)
def test_other_names_do_not(one: str, two: str) -> None:
    assert skeleton(one) != skeleton(two)


@given(st.text(max_size=40))
def test_a_key_of_a_key_is_itself(text: str) -> None:
    assert name_key(name_key(text)) == name_key(text)


def test_title_words_leave_out_what_tells_nothing() -> None:
    assert title_words("للشراكة الاستراتيجية الشاملة بين البلدين") >= {"شراكه", "استراتيجيه", "شامله"}
    assert title_words("الصداقة وحسن الجوار في عام 2000") == title_words("صداقة وحسن الجوار")
