"""Frames of speech that hold a quoted term, an aside or a topic: what was said opens behind them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Said = Callable[[str], list[tuple[str, str, str]]]


@pytest.mark.parametrize(
    ("text", "speaker", "words"),
    [
        ('وتابع سامح شكري في ختام "حوار الميناء" الذي عقد أمس، أن "السفن وصلت كلها".', "سامح شكري", "السفن وصلت كلها"),
        ("وأوضح سامح شكري، المحلل في «أصداء البحر»، أن السفن وصلت.", "سامح شكري", "السفن وصلت"),
        ("أما الوزير سامح شكري، الذي غاب أمس، فاعتبر من جهته أن السفن وصلت.", "سامح شكري", "السفن وصلت"),
        ("أما روسيا، التي غابت أمس، فقد أكدت أن السفن وصلت.", "روسيا", "السفن وصلت"),
        ("وكان سامح شكري، قد أكد أن السفن وصلت.", "سامح شكري", "السفن وصلت"),
        ("وقال مسؤول، طالبا عدم كشف هويته، إن السفن وصلت.", "مسؤول", "السفن وصلت"),
        ("وأعلنت السفارة المصرية في بيان ترحيبها بوصول السفن.", "السفارة المصرية", "ترحيبها بوصول السفن"),
        ("وأبدى الجانب البرازيلي رغبته في شراء السفن.", "البرازيل", "رغبته في شراء السفن"),
        ("وفي تقدير الباحث سامح شكري، فإن السفن وصلت.", "سامح شكري", "السفن وصلت"),
        ("ورحب سامح شكري بقرار إعادة السفن.", "سامح شكري", "قرار إعادة السفن"),
        ("ورحب سامح شكري بالبيان المشترك.", "سامح شكري", "البيان المشترك"),
    ],
)
def test_what_is_said_opens_behind_the_frame(text: str, speaker: str, words: str, said: Said) -> None:
    assert [(who, what) for who, _, what in said(text)] == [(speaker, words)]


@pytest.mark.parametrize(
    "text",
    [
        "ورحب سامح شكري بالحضور في الميناء.",
        "ورحب سامح شكري بالوزراء والضيوف في الميناء.",
        "ورحب سامح شكري بحرارة بضيفه في الميناء.",
        "ورحب سامح شكري بفلاديمير بوتين ترحيبا حارا.",
        "ورحب سامح شكري بمن التقاهم في الميناء.",
    ],
)
def test_guests_are_received_and_nothing_is_said(text: str, said: Said) -> None:
    assert not said(text)


def test_a_short_quotation_is_what_was_said_where_nothing_opens_behind_it(said: Said) -> None:
    assert said('وأكد سامح شكري "دعمه الثابت" للميناء.')[0][2] == "دعمه الثابت"
