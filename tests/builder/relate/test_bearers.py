"""Offices that an article names without their bearers: whose they are, and what remains nobody's."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Said = Callable[[str], list[tuple[str, str, str]]]


@pytest.mark.parametrize(
    ("before", "again", "speaker"),
    [
        ("ووصل الملحق الثقافي الدكتور سامح شكري أمس.", "الملحق الثقافي", "سامح شكري"),
        ("ووصل سامح شكري، مدير عام الميناء، أمس.", "مدير عام الميناء", "سامح شكري"),
        ("ووصل السفير سامح شكري أمس.", "السفير شكري", "سامح شكري"),
        ("والتقى سامح شكري المبعوث الأممي إلى الميناء محمد فهمي.", "المبعوث الأممي", "محمد فهمي"),
    ],
)
def test_an_office_is_whose_it_was_before(before: str, again: str, speaker: str, said: Said) -> None:
    assert said(f"{before} وأكد {again} أن السفن وصلت.") == [(speaker, "indirect", "السفن وصلت")]


def test_an_office_of_several_is_of_whoever_of_them_spoke_last(said: Said) -> None:
    both = "وقال وزير النقل سامح شكري إن السفن غرقت. ووصل وزير النقل محمد فهمي أمس. "
    assert said(both + "وأكد معالي وزير النقل أن السفن وصلت.")[1][0] == "سامح شكري"


def test_a_joined_office_before_a_name_is_anothers(said: Said) -> None:
    text = "ووصل سامح شكري رئيس هيئة الميناء ومدير الأسطول محمد فهمي. وأكد رئيس هيئة الميناء أن السفن وصلت."
    assert [speaker for speaker, _, _ in said(text)] == ["سامح شكري"]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("وأكد معالي وزير النقل أن السفن وصلت.", "وزير النقل"),
        ("وأعلن الرئيس التنفيذي لشركة الميناء أن السفن وصلت.", "الرئيس التنفيذي"),
        ("وكشف عضو في مجلس الشورى عن أن السفن وصلت.", "عضو في مجلس الشورى"),
        ("وذكرت ثلاثة مصادر أن السفن وصلت.", "ثلاثة مصادر"),
        ("وأفاد 83 % من المشاركين أن السفن وصلت.", "83 % من المشاركين"),
        ("وأوضح مشاركون في الملتقى أن السفن وصلت.", "مشاركون"),
        ("وقال أحد الوسطاء إن السفن وصلت.", "أحد الوسطاء"),
        ("وقال مستخدمو الميناء إن السفن وصلت.", "مستخدمو الميناء"),
        ("وأكدت الصحف المحلية أن السفن وصلت.", "الصحف المحلية"),
        ("وأكدت لـ«الميناء» مصادر بحرية أن السفن وصلت.", "مصادر بحرية"),
        ("وأفادت وكالة أنباء «رويترز» البريطانية أن السفن وصلت.", "رويترز"),
        ("أما الكاتب سامح شكري فيرى أن السفن وصلت.", "سامح شكري"),
        ("ونقل «مكتب أخبار الميناء» عن الناشط سامح شكري أن السفن وصلت.", "سامح شكري"),
        ("أكد المشرف العام على الميناء، الدكتور سامح شكري، أن السفن وصلت.", "سامح شكري"),
        ("وقال المحلل الاقتصادي سامي الفضيل إن السفن وصلت.", "سامي الفضيل"),
    ],
)
def test_who_is_described_speaks(text: str, speaker: str, said: Said) -> None:
    assert [(who, words) for who, _, words in said(text)] == [(speaker, "السفن وصلت")]


@pytest.mark.parametrize(
    "text",
    [
        "وأكد السفير الفلاني أن السفن وصلت.",
        "ويرى الصحراء أن السفن وصلت.",
        "وأشرف سامح شكري على الميناء.",
    ],
)
def test_what_is_no_office_speaks_not(text: str, said: Said) -> None:
    assert not said(text)
