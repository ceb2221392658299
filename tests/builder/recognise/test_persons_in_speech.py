"""Persons whom only a frame of speech shows to be persons, and family names that are given names too."""

from __future__ import annotations

import pytest

from builder.extract import extract
from builder.model import Article

TREATY = "خبر اليوم\n\nووقعت روسيا والصين معاهدة الصداقة أمس في موسكو.\n\n"


def persons(text: str) -> dict[str, set[str]]:
    """The persons found in a text that stands in an article on a treaty, each with how the text names them."""
    whole = TREATY + text
    reading = extract(Article("x", whole, "0" * 64, "x"))
    people = {e.key: e.label for e in reading.entities if e.kind == "Person"}
    return {label: {m.span.of(whole) for m in reading.mentions if m.entity == key} for key, label in people.items()}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("وقال يلدريم أوزكان نائب رئيس البلدية التركي إن السفن وصلت.", "يلدريم أوزكان"),
        ("وأكد مدير عام «دار السفن للنقل البحري» فالح زهران، أن السفن وصلت.", "فالح زهران"),
        ("وقال نائب رئيس المبيعات بمجموعة مارينا وكورال الشرق الأوسط، نعيم ربيحي: «وصلت السفن أمس».", "نعيم ربيحي"),
        ("وصرح السناتور مارفن ديلاني أن السفن وصلت.", "مارفن ديلاني"),
        ("وكانت وزيرة الدفاع الليتوانية روتالي بيرجينيه قالت إن السفن وصلت.", "روتالي بيرجينيه"),
        ("ونقلت الصحيفة عن الأمينة العامة للجنة، أونيانغ إيكونبو، قولها إن السفن وصلت.", "أونيانغ إيكونبو"),
        ("وقال رئيس بلدية كفرزين حسن كوراني إن السفن وصلت.", "حسن كوراني"),
        ("وأعرب رئيس فييت نام، لونغ كوونغ، عن سروره بوصول السفن.", "لونغ كوونغ"),
        ("كما قال الناطق باسم الأمم المتحدة أحمد فوزان صباح اليوم إن السفن وصلت.", "أحمد فوزان"),
        ("وقال زميلها المنذر العبادي إن السفن وصلت.", "المنذر العبادي"),
        ("وقاد القوة العميد ركن فضل حسن أمس.", "فضل حسن"),
        ("ويقول الربان المتقاعد باري تومسون إن السفن وصلت.", "باري تومسون"),
        ("وقاطعه النائب سليم بن شيخون صارخا: «وصلت السفن أمس».", "سليم بن شيخون"),
        ("وأكد كبير القضاة في الميناء، جون براندستينو، أن السفن وصلت.", "جون براندستينو"),
    ],
)
def test_a_frame_of_speech_shows_a_name(text: str, name: str) -> None:
    assert name in persons(text)


@pytest.mark.parametrize(
    "text",
    [
        "وسبق للميناء وأن قال مرارا ان السفن وصلت. وسبق له وان اكد مرارا ان البديل عن ذلك هو التأخير.",
        "وندد به معارضو الرئيس مؤكدين ان السفن وصلت.",
        "واستقبلهم الوزير مشددين على وصول السفن.",
        "وقال بعد ذلك رئيس البلدية التركي إن السفن وصلت.",
        "وقال مسؤولون أمنيون نائب الوزير غائب عنهم إن السفن وصلت.",
        "وقال مدير الميناء، ردا على سؤال: وصلت السفن.",
        "وقال مدير الميناء، بعد اجتماع طويل، إن السفن وصلت.",
        "وحذر الرئيس، مستاء غاضبا، من أن السفن لن تصل.",
    ],
)
def test_what_stands_there_otherwise_is_no_name(text: str) -> None:
    assert not persons(text)


def test_a_family_name_that_is_a_given_name_calls_its_bearer() -> None:
    text = "وقال المدير جابر سليمان إن السفن وصلت. وكان سليمان أكد أن السفن سليمة، ثم سافر مع سليمان وفد كبير."
    assert persons(text) == {"جابر سليمان": {"جابر سليمان", "سليمان"}}


def test_a_family_name_that_is_a_common_word_calls_its_bearer_behind_a_verb_alone() -> None:
    text = "وقال الرئيس ميشال عون إن السفن وصلت. وأكد عون أن السفن سليمة، ثم تلقى عون البحارة، وأعلن عن عون جديد."
    assert persons(text) == {"ميشال عون": {"ميشال عون", "عون"}}


@pytest.mark.parametrize(
    "text",
    [
        "ووصل المدير جابر صالح. وهذا الماء غير صالح للشرب.",
        "ووصل المدير جابر صالح. وهو أمر لصالح السفن كلها.",
        "ووصل المدير جابر بن سليمان. ثم سافر مع سليمان وفد كبير.",
        "ووصل المدير جابر سليمان والوزير سليمان عثمان. وأكد سليمان عثمان أن السفن وصلت.",
    ],
)
def test_the_same_word_elsewhere_calls_nobody(text: str) -> None:
    assert all("سليمان" not in said and "صالح" not in said for said in persons(text).values())


def test_a_pronoun_ends_no_name() -> None:
    assert set(persons("وجدد الرئيس المصري سامح شكري تأكيداته بأن السفن وصلت.")) == {"سامح شكري"}
