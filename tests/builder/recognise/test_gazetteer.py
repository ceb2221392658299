"""The gazetteer: names behind proclitics, longest first, with offsets of the text as it was read."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.model import Span
from builder.recognise.gazetteer import Gazetteer
from builder.recognise.text import fold

NAMES = {"روسيا": "RUS", "كوريا": "K", "كوريا الشمالية": "PRK", "الأمم المتحدة": "UN", "بيونغ يانغ": "PY"}
GAZETTEER = Gazetteer(NAMES.items())


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("زار روسيا", [("روسيا", "RUS")]),
        ("وروسيا وبروسيا ولروسيا", [("روسيا", "RUS")] * 3),
        ("بيلاروسيا وروسياوي", []),
        ("كوريا الشمالية", [("كوريا الشمالية", "PRK")]),
        ("كوريا الجنوبية", [("كوريا", "K")]),
        ("ميثاق الامم المتحده", [("الامم المتحده", "UN")]),
        ("للأمم المتحدة", [("لأمم المتحدة", "UN")]),
        ("بيونغ  يانغ", [("بيونغ  يانغ", "PY")]),
        ("رُوسيا", [("رُوسيا", "RUS")]),
    ],
)
def test_names_are_found_where_words_begin_and_end(text: str, found: list[tuple[str, str]]) -> None:
    assert [(span.of(text), value) for span, value in GAZETTEER.find(text)] == found


def test_values_that_share_a_name_all_come() -> None:
    assert [value for _, value in Gazetteer([("عمان", 1), ("عُمان", 2)]).find("عمان")] == [1, 2]


def test_an_empty_gazetteer_finds_nothing() -> None:
    assert Gazetteer([]).find("روسيا") == []


@given(st.lists(st.sampled_from([*NAMES, " ", "و", "لل", "\u064f", "،", "x"])).map("".join))
def test_spans_are_in_order_apart_and_spell_the_name(text: str) -> None:
    spans: list[Span] = []
    for span, value in GAZETTEER.find(text):
        spans.append(span)
        name = next(name for name, code in NAMES.items() if code == value)
        letters = "".join(char for char in fold(span.of(text)) if char.isalpha())
        assert letters[-3:] == "".join(char for char in fold(name) if char.isalpha())[-3:]
    assert all(a.end <= b.start for a, b in pairwise(spans))


@given(st.text())
def test_folding_keeps_the_length_and_is_idempotent(text: str) -> None:
    assert len(fold(text)) == len(text)
    assert fold(fold(text)) == fold(text)


def test_gazetteers_found_together_give_what_each_gives_alone() -> None:
    shared = {"روسيا": 1, "الأمم المتحدة": 2}, {"روسيا": 3, "للأمم": 4}
    text = "قالت روسيا للأمم المتحدة إن روسيا"
    alone = [Gazetteer(names.items()).find(text) for names in shared]
    first = Gazetteer(shared[0].items(), together=True)
    assert first.find(text) == alone[0]
    later = Gazetteer(shared[1].items(), together=True)
    assert later.find(text) == alone[1]
    assert [one.find(f"{text} ") for one in (first, later)] == alone
