"""Papers and agencies to which a text gives credit, bodies told by their sort, and where a body's name ends."""

from __future__ import annotations

import pytest

from builder.extract import extract
from builder.model import Article

TREATY = "خبر اليوم\n\nووقعت روسيا والصين معاهدة الصداقة أمس في موسكو.\n\n"
KINDS = ("Organisation", "StateOrgan", "MediaOrganisation", "InternationalOrganisation")


def bodies(text: str) -> set[str]:
    """The names of the organisations of a text that stands in an article on a treaty."""
    reading = extract(Article("x", TREATY + text, "0" * 64, "x"))
    return {entity.label for entity in reading.entities if entity.kind in KINDS}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("وقال سامح شكري لـ«حديث الموانئ» إن السفن وصلت.", "حديث الموانئ"),
        ("وقال سامح شكري في اتصال هاتفي مع «الموانئ» إن السفن وصلت.", "الموانئ"),
        ("والتقت «مرافئ برس» القبطان أمس.", "مرافئ برس"),
        ("وجاء في جولة أجرتها «البحرية» على الأرصفة أن العمل قليل.", "البحرية"),
        ("عمّان، 21 تشرين الثاني (بترا) - وصلت السفن إلى الميناء.", "بترا"),
        ("برلين - «الشرق الأوسط»: وصلت السفن إلى الميناء.", "الشرق الأوسط"),
        ("وقال موقع ويندلاين إن السفن وصلت.", "موقع ويندلاين"),
        ("وتقدمت قوات التحالف العربي إلى الميناء.", "قوات التحالف العربي"),
        ("وتقدمت قوات الطوارئ الخاصة إلى الميناء.", "قوات الطوارئ الخاصة"),
        ("وأنقذ خفر السواحل الإيطالي السفن.", "خفر السواحل الإيطالي"),
        ("وقصفت طائرات التحالف الدولي الميناء.", "التحالف الدولي"),
        ("وصعد مؤشر بورصة الكويت أمس.", "بورصة الكويت"),
        ("ووقع جهاز قطر للاستثمار العقد.", "جهاز قطر للاستثمار"),
        ("ووقع المركز الوطني لإدارة الموانئ العقد.", "المركز الوطني لإدارة الموانئ"),
        ("واضطر البرلمان الإيراني للإعلان عن اجتماع.", "البرلمان الإيراني"),
        ("ورحبت اللجنة الاقتصادية لأوروبا بالخطوة العراقية.", "اللجنة الاقتصادية"),
    ],
)
def test_a_body_is_named(text: str, name: str) -> None:
    assert name in bodies(text)


@pytest.mark.parametrize(
    "text",
    [
        "ودخل القبطان غرفة العناية الفائقة.",
        "ووقف القبطان مع «السفينة» في الميناء.",
        "وصل القبطان (سالما) إلى الميناء.",
        "وباع موقعا ويدير الآن ميناء.",
        "وتعاقد القبطان لـ«سفينة» جديدة في الميناء.",
    ],
)
def test_other_words_are_no_body(text: str) -> None:
    assert not bodies(text)


def test_whom_the_paper_was_told_by_stands_before_the_verb() -> None:
    text = TREATY + "لكن مصدرا مقربا منها أفاد «الموانئ» بأن السفن وصلت."
    reading = extract(Article("x", text, "0" * 64, "x"))
    label = {entity.key: entity.label for entity in reading.entities}
    assert [label[s.speaker] for s in reading.statements] == ["مصدرا مقربا"]
