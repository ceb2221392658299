"""Who reached an instrument, whom it is between, and who negotiates it."""

from __future__ import annotations

import pytest

from builder.extract import extract
from builder.languages import topic
from builder.model import Article


def parties(text: str) -> set[tuple[str, str, str]]:
    """Party, rule and factuality of each claim that names a party."""
    reading = extract(Article("test", text, "0" * 64, "test.txt"), deep=True)
    found = [c for c in reading.claims if c.predicate == "hasParty"]
    return {(str(c.object).rpartition("/")[2], c.rule, c.factuality.value) for c in found}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "بحثت الهند وبنغلاديش الحدود، ونص اتفاق على تبادل الأراضي بينهما.",
            {("IND", "party-between-them", "asserted"), ("BGD", "party-between-them", "asserted")},
        ),
        (
            "تفاوضت مصر وقبرص طويلا. ثم توصلت الدولتان أمس إلى اتفاق جديد.",
            {("EGY", "party-reached", "asserted"), ("CYP", "party-reached", "asserted")},
        ),
        (
            "تعد بروناي وفيتنام جزءا من مفاوضات اتفاقية الشراكة عبر المحيط الهادئ.",
            {("BRN", "party-negotiates", "planned"), ("VNM", "party-negotiates", "planned")},
        ),
        ("ترتبط مصر باتفاق خاص يسمح بالعبور.", {("EGY", "party-bound", "asserted")}),
        (
            "كانت مصر من أوائل الدول التي وقعت على معاهدة مكافحة التهريب.",
            {("EGY", "party-among", "asserted")},
        ),
        ("زار الوزير إيران منذ التوصل لاتفاق نووي معها.", {("IRN", "party-with-it", "asserted")}),
        (
            "تعد الخطة جزءا من اتفاق ثنائي لحماية الحدود المصرية في قبرص.",
            {("EGY", "party-in-title", "asserted"), ("CYP", "party-bilateral", "asserted")},
        ),
    ],
    ids=["between them", "reached", "negotiate", "bound", "among", "with it", "bilateral"],
)
def test_parties_are_read_from_who_makes_it(text: str, expected: set[tuple[str, str, str]]) -> None:
    assert expected <= parties(text)


@pytest.mark.parametrize(
    "text",
    [
        "لم تتوصل الدولتان مصر وقبرص إلى اتفاقية الصيد.",
        "تعد بروناي جزءا من منطقة اتفاقية الشراكة عبر المحيط الهادئ.",
    ],
    ids=["not reached", "not of the talks"],
)
def test_who_does_not_make_it_is_no_party(text: str) -> None:
    assert parties(text) == set()


ANNOUNCED = topic("instruments")["announced_reach"]


@pytest.mark.parametrize("text", ANNOUNCED["examples"])
def test_who_announces_that_an_agreement_is_reached_is_a_party(text: str) -> None:
    assert {rule for _, rule, _ in parties(text)} == {"party-announced"}


@pytest.mark.parametrize("text", ANNOUNCED["counter"])
def test_who_announces_what_others_reached_or_a_truce_is_no_party(text: str) -> None:
    assert "party-announced" not in {rule for _, rule, _ in parties(text)}


BILL = "أقر مجلس النواب قانون التصديق على اتفاقية المساعدة القانونية مع أوكرانيا."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            f"عنوان الخبر\n\nعمان - 11 يناير 2012\n\nاستقبل الأردن وفدا. {BILL} وزار الوفد فرنسا ثم فرنسا.",
            {"JOR", "UKR"},
        ),
        (f"عنوان الخبر\n\nباريس - 11 يناير 2012\n\nاستقبل الأردن وفدا. {BILL} وزار الوفد تونس.", {"UKR"}),
        (f"عنوان الخبر\n\nاستقبل الأردن وفدا من فرنسا. {BILL} وزار الوفد الأردن.", {"JOR", "UKR"}),
        (f"عنوان الخبر\n\nاستقبلت فرنسا وفدا من الأردن. {BILL} وزار الوفد الأردن.", {"UKR"}),
    ],
    ids=["of-the-dateline", "of-another-dateline", "first-and-most", "not-first"],
)
def test_a_parliament_whose_state_is_not_told_is_that_of_the_article(text: str, expected: set[str]) -> None:
    assert {party for party, _, _ in parties(text)} == expected
