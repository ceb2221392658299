"""Offices named alone, and the one person of the article that they mean."""

from __future__ import annotations

import pytest

from builder.extract import extract
from builder.model import Article, Form

NAMED = "قال الدكتور سامي عبد الرحمن مدير جامعة الملك سعود إن الورشة مفيدة. "


def nominals(text: str) -> dict[str, str]:
    """The words of each office alone, and the person they are given to."""
    reading = extract(Article("x", text, "0" * 64, "x"), deep=True)
    people = {entity.key: entity.label for entity in reading.entities if entity.kind == "Person"}
    return {
        m.span.of(text): people[m.entity] for m in reading.mentions if m.form is Form.NOMINAL and m.entity in people
    }


@pytest.mark.parametrize("office", ["مدير الجامعة", "مدير جامعة الملك سعود"])
def test_an_office_of_the_same_body_is_its_holder(office: str) -> None:
    assert nominals(f"{NAMED}وأكد {office} أن التعاون مهم.") == {office: "سامي عبد الرحمن"}


@pytest.mark.parametrize("office", ["مدير المركز", "مدير جامعة", "مدير شركة النور", "عميد الجامعة"])
def test_an_office_of_another_body_is_not(office: str) -> None:
    assert nominals(f"{NAMED}وأكد {office} أن التعاون مهم.") == {}


def test_two_who_hold_it_leave_it_open() -> None:
    other = "وقال الدكتور خالد محمود مدير جامعة القاهرة إن الورشة ناجحة. "
    assert nominals(f"{NAMED}{other}وأكد مدير الجامعة أن التعاون مهم.") == {}


@pytest.mark.parametrize(
    "behind",
    [
        "وقال الرئيس الروسي آنذاك بوريس يلتسين ذلك.",
        "وقال الرئيس الروسي السابق دميتري مدفيديف ذلك.",
        "وأوضح الرئيس الروسي، ديمتري كوزاك، ذلك.",
        "وأوضح الرئيس الروسي في موسكو سيرغي إيفانوف ذلك.",
    ],
)
def test_the_name_of_another_behind_an_office_says_who_is_meant(behind: str) -> None:
    first = "التقى الرئيس الروسي فلاديمير بوتين الوفد. "
    assert "فلاديمير بوتين" not in nominals(first + behind).values()


def test_the_name_behind_a_deputy_is_not_his_superiors() -> None:
    text = "التقى الرئيس الروسي فلاديمير بوتين الوفد. وحضر مساعد الرئيس الروسي، يوري أوشاكوف، اللقاء."
    assert nominals(text) == {"الرئيس الروسي": "فلاديمير بوتين"}


def test_one_of_many_members_is_not_the_member_named_before() -> None:
    text = "قال سامي محمود عضو البرلمان العراقي إن الجلسة تأجلت. "
    assert nominals(f"{text}وأكد عضو البرلمان العراقي أن الوضع صعب.") == {}


ARRIVED = "وصل وزير الخارجية الأردني سامي النجار إلى القاهرة. "


@pytest.mark.parametrize("words", ["الوزير", "الوزير الأردني"])
@pytest.mark.parametrize("told", ["", " لصحيفة «الميناء»", " لوكالة رويترز", " لقناة النور"])
def test_a_minister_is_the_one_whose_office_is_told_and_a_newspaper_hears_him(words: str, told: str) -> None:
    assert nominals(f"{ARRIVED}وقال {words}{told} إن الجلسة تأجلت.") == {words: "سامي النجار"}


def test_of_two_ministers_none_is_the_minister() -> None:
    other = "واستقبله وزير الدفاع المصري خالد محمود. "
    assert nominals(f"{ARRIVED}{other}وقال الوزير إن الجلسة تأجلت.") == {}


@pytest.mark.parametrize(
    ("words", "found"), [("وزير أردني", {}), ("وزير خارجية الأردن", {"وزير خارجية الأردن": "سامي النجار"})]
)
def test_a_minister_of_a_state_may_be_any(words: str, found: dict[str, str]) -> None:
    assert nominals(f"{ARRIVED}وقال {words} إن الجلسة تأجلت.") == found


def test_a_minister_is_not_one_who_is_named_only_later() -> None:
    assert nominals(f"وقال الوزير إن الجلسة تأجلت. {ARRIVED}") == {}


def test_the_head_of_a_newspaper_keeps_it_in_his_title() -> None:
    text = "قال الرئيس التنفيذي لشبكة النور سامي النجار إن الورشة مفيدة."
    reading = extract(Article("x", text, "0" * 64, "x"), deep=True)
    (person,) = (entity for entity in reading.entities if entity.kind == "Person")
    assert person.facet_values("office-label") == ("الرئيس التنفيذي لشبكة النور",)
