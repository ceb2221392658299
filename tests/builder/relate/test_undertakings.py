"""What parties undertake by an instrument, and what an instrument does by verbs of many uses."""

from __future__ import annotations

import pytest

from builder.extract import extract
from builder.model import Article

_MADE = "وقعت مصر وتونس معاهدة الصداقة في القاهرة. "


def clauses(text: str) -> list[str]:
    """The words of the clauses that a text tells."""
    return [one.span.of(text) for one in extract(Article("test", text, "0" * 64, "test.txt"), deep=True).clauses]


def test_each_thing_undertaken_is_a_clause() -> None:
    text = _MADE + "ويتعهد البلدان، بموجب المعاهدة، بالاعتراف المتبادل بحدودهما، وبالامتناع عن استخدام القوة."
    first, second = clauses(text)
    assert first.endswith("بالاعتراف المتبادل بحدودهما")
    assert second == "وبالامتناع عن استخدام القوة"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (_MADE + "وتنازلت بموجبها تونس عن جزيرة قريبة من الساحل.", ["وتنازلت بموجبها تونس عن جزيرة قريبة من الساحل"]),
        (_MADE + "وتستحدث المعاهدة لجنة مشتركة للتجارة.", ["لجنة مشتركة للتجارة"]),
        (_MADE + "ويستحدث النص لجنة مشتركة للتجارة.", ["ويستحدث النص لجنة مشتركة للتجارة"]),
        ("وقعت مصر وتونس معاهدة تنقل السيادة على الجزر إلى مصر.", ["تنقل السيادة على الجزر إلى مصر"]),
        (_MADE + "ونقلت المعاهدة البلدين إلى مرحلة جديدة من العلاقات.", []),
        (_MADE + "ونقلت الصحيفة عن الوزير أن المعاهدة مهمة للبلدين.", []),
        (_MADE + "واقتصر الحفل على كلمات قصيرة للوزيرين.", []),
    ],
    ids=["cedes", "sets up", "the text", "transfers", "a new stage", "reports", "a ceremony"],
)
def test_a_verb_of_many_uses_provides_only_by_its_object(text: str, words: list[str]) -> None:
    assert clauses(text) == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            _MADE + "وتلزم المعاهدة الطرفين بالتشاور. كما تحظر نزع الملكية من دون تعويض.",
            "تحظر نزع الملكية من دون تعويض",
        ),
        (
            "وقعت مصر وتونس معاهدة الصداقة، التي دخلت حيز النفاذ في 24 أكتوبر 1996 وتلزم أطرافها بتقديم تقارير.",
            "وتلزم أطرافها بتقديم تقارير",
        ),
        (
            "وقعت مصر وتونس معاهدة التجارة، التي بدأ العمل بها في مايو 1990، وألغت الرسوم الجمركية على السلع.",
            "وألغت الرسوم الجمركية على السلع",
        ),
        ("ويلزم اتفاق الصداقة مصر بعدم الاعتراض، ويقر بأن الحدود ثابتة.", "ويقر بأن الحدود ثابتة"),
        (_MADE + "ونصت على انسحاب الجيش من الجزر وعلى إنهاء حالة الحرب.", "إنهاء حالة الحرب"),
        (_MADE + "ودخلت حيز التنفيذ في 1990 لمدة عشر سنوات تمدد تلقائيا، بحسب الوزير.", "لمدة عشر سنوات تمدد تلقائيا"),
        (_MADE + "وتعهد البلدان فيها عدم اللجوء إلى القوة.", "وتعهد البلدان فيها عدم اللجوء إلى القوة"),
        (_MADE + "وتعهدت مصر بموجبها ألا تسمح بأي نشاط ضد تونس.", "وتعهدت مصر بموجبها ألا تسمح بأي نشاط ضد تونس"),
        (
            "رحبت مصر بقرار مجلس الأمن 2235 الذي يطلب من الأمين العام تقديم توصيات.",
            "يطلب من الأمين العام تقديم توصيات",
        ),
        ("خالفت مصر قرار مجلس الأمن 2216 والبند الذي يقضي بتسليم كافة الأسلحة.", "بتسليم كافة الأسلحة"),
        ("أقرت معاهدة الصداقة بين مصر وتونس المساواة بين الطرفين.", "المساواة بين الطرفين"),
    ],
    ids=[
        "goes on in the next sentence",
        "described behind a pause",
        "abolished duties",
        "recognises",
        "provided",
        "in force for",
        "undertook in it",
        "not to allow",
        "requests",
        "a provision of it",
        "behind its parties",
    ],
)
def test_a_provision_is_told_without_naming_its_instrument_again(text: str, words: str) -> None:
    assert clauses(text)[-1] == words


@pytest.mark.parametrize(
    "text",
    [
        _MADE + "كما تحظر الحكومة نزع الملكية من دون تعويض.",
        _MADE + "وألغت الحكومة الرسوم الجمركية على السلع.",
        _MADE + "وتعهد الوزير فيها بدعم الاقتصاد في البلدين.",
        _MADE + "واستمرت المفاوضات لمدة عشر سنوات في القاهرة.",
        _MADE + "ويطلب من الوزير تقديم توصيات في الشهر المقبل.",
        _MADE + "وقال الوزير إنه طلب بالفعل من اللجنة إجراء تقييم آخر للمعاهدة.",
        _MADE + "وأقرت الوزارة بأن الحدود مفتوحة أمام المهربين.",
    ],
    ids=["a government", "abolished by it", "a minister", "talks", "asked", "a person asks", "admitted"],
)
def test_what_others_do_is_no_provision(text: str) -> None:
    assert clauses(text) == []
