"""How a report goes on: closing words, answers, relays of whoever spoke last, sentences that begin with "and that"."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Said = Callable[[str], list[tuple[str, str, str]]]

FIRST = "قال الوزير سامح شكري إن السفن وصلت. "


@pytest.mark.parametrize(
    ("text", "mode", "words"),
    [
        ("واسترسل بالقول «هذه سفن رأيناها في الميناء».", "direct", "هذه سفن رأيناها في الميناء"),
        ("ومضى قائلا «هذه سفن رأيناها في الميناء».", "direct", "هذه سفن رأيناها في الميناء"),
        ("واختتم تصريحاته بالقول «لن نترك السفن أبدا».", "direct", "لن نترك السفن أبدا"),
        ("ونقل التلفزيون الرسمي عنه قوله إن السفن غرقت.", "indirect", "السفن غرقت"),
        ("ورد على منتقديه بأنه لا يخاف البحر.", "indirect", "أنه لا يخاف البحر"),
        ("وأنه تم التعرف على السفن كلها.", "indirect", "أنه تم التعرف على السفن كلها"),
        ("وأجاب عن سؤال: «لن نترك السفن أبدا».", "direct", "لن نترك السفن أبدا"),
    ],
)
def test_whoever_spoke_goes_on(text: str, mode: str, words: str, said: Said) -> None:
    assert said(FIRST + text)[1:] == [("سامح شكري", mode, words)]


@pytest.mark.parametrize(
    ("text", "speaker", "words"),
    [
        (
            "دعا سامح شكري كافة الهيئات للتحرك الفوري لإنقاذ السفن.",
            "سامح شكري",
            "كافة الهيئات للتحرك الفوري لإنقاذ السفن",
        ),
        ("وأقر سامح شكري أن قسما من السفن غرق.", "سامح شكري", "قسما من السفن غرق"),
        ("وشرح سامح شكري أن السفن غرقت.", "سامح شكري", "السفن غرقت"),
        ("وجدد سامح شكري تأكيداته بأن السفن ستعود.", "سامح شكري", "تأكيداته بأن السفن ستعود"),
        ("وأبدى الوزير سامح شكري سعادته بوصول السفن.", "سامح شكري", "سعادته بوصول السفن"),
        ("ونقلت صحيفة الأهرام عن سامح شكري توقعه غرق السفن كلها.", "سامح شكري", "غرق السفن كلها"),
        (
            "وغرقت سبع سفن منذ بداية العام وفقا لتقديرات الأمم المتحدة.",
            "الأمم المتحدة",
            "وغرقت سبع سفن منذ بداية العام",
        ),
        ("وأعلن سامح شكري، أمس الأحد، استدعاء السفن كلها.", "سامح شكري", "استدعاء السفن كلها"),
    ],
)
def test_what_is_said(text: str, speaker: str, words: str, said: Said) -> None:
    assert said(text) == [(speaker, "indirect", words)]


def test_what_was_told_is_described(said: Said) -> None:
    assert said("قال سامح شكري إن السفن وصلت واصفا ذلك بأنه نجاح كبير.")[1][2] == "ذلك بأنه نجاح كبير"


@pytest.mark.parametrize(
    "text",
    [
        "وأقر المجلس عددا من الإجراءات من بينها أن يكون لكل ميناء حرم.",
        "وتوزع السفن على الموانئ حسب الدول.",
        "وتعمل السفن كلها وفق خطة الحكومة.",
        "وفي مقابلة مع صحيفة الأهرام سئل عن السفن، فأجاب: «لن نترك السفن أبدا».",
        "وصلت السفن. وأنه تم التعرف على السفن كلها.",
        "ودعا سامح شكري نظيره لحفل عشاء كبير.",
    ],
)
def test_what_nobody_said(text: str, said: Said) -> None:
    assert not said(text)


def test_a_condition_does_not_go_on_with_a_report(said: Said) -> None:
    assert len(said(FIRST + "وإن عدتم عدنا كما كنا.")) == 1
