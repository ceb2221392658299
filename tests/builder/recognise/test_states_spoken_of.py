"""Which names and adjectives of states speak of the state, and which only say where something is from."""

from __future__ import annotations

import pytest

from builder.extract import extract
from builder.model import Article

TREATY = "خبر اليوم\n\nووقعت روسيا والصين معاهدة الصداقة أمس في موسكو.\n\n"


def found(text: str, *kinds: str) -> set[str]:
    """The labels of the entities of some classes in a text that stands in an article of Russia's and China's treaty."""
    reading = extract(Article("x", TREATY + text, "0" * 64, "x"))
    return {entity.label for entity in reading.entities if entity.kind in kinds}


@pytest.mark.parametrize(
    "text",
    [
        "وذكرت صحيفة الشرق الأوسط السعودية أن السفن وصلت.",
        "وزادت الصادرات السعودية كثيرا.",
        "وجمع مدير الجامعات الحكومية السعودية الطلاب.",
        "وانتقل اللاعب إلى روما الإيطالي أمس.",
        "ووقعت شركة «سنتريكا» البريطانية العقد.",
        "لندن - «رويترز»: وصلت السفن إلى الميناء.",
        "ويعاني اللاعب من إصابة الرباط في ركبته.",
    ],
)
def test_where_something_is_from_is_no_state(text: str) -> None:
    assert found(text, "State") == {"روسيا", "الصين"}


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("وقالت الحكومة السعودية إن السفن وصلت.", "السعودية"),
        ("وأعلنت اليوم السعودية وصول السفن.", "السعودية"),
        ("وعقد اجتماع الرياض السعودي الإيراني أمس.", "السعودية"),
        ("ووقع عن الجانب اللبناني أنطوان فتوح.", "لبنان"),
        ("لندن ترفض وصول السفن.", "بريطانيا"),
        ("وقالت الحكومة الجنوب سودانية إن السفن وصلت.", "جنوب السودان"),
        ("وقال الوزير الجنوب أفريقي إن السفن وصلت.", "جنوب إفريقيا"),
    ],
)
def test_what_acts_for_a_state_is_its(text: str, state: str) -> None:
    assert state in found(text, "State")


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("وقالت وزارة العمل السعودية إن السفن وصلت.", "وزارة العمل السعودية"),
        ("واستقبلت السفارة السعودية الوفد.", "السفارة السعودية"),
        ("ونفت الخارجية السعودية ذلك.", "الخارجية السعودية"),
        ("وكشفت الهيئة السعودية للموانئ عن ذلك.", "الهيئة السعودية للموانئ"),
    ],
)
def test_a_state_whose_name_is_its_adjective_ends_a_body_s_name(text: str, body: str) -> None:
    assert body in found(text, "StateOrgan", "Organisation")


def test_a_ministry_by_its_field_calls_no_other_again() -> None:
    text = "وقالت وزارة العمل السعودية إن السفن وصلت. وأكدت الخارجية السعودية ذلك."
    assert found(text, "StateOrgan") == {"وزارة العمل السعودية", "الخارجية السعودية"}
