"""Instruments by kind: memoranda, declarations of principles, documents, and which mention is of which instrument."""

from __future__ import annotations

import pytest

from builder.extract import extract
from builder.model import Article

KINDS = ("Treaty", "PoliticalDeclaration", "Instrument")


def mentions(text: str) -> list[list[str]]:
    """The words of each instrument's mentions, in the order of the text."""
    reading = extract(Article("x", text, "0" * 64, "x"), deep=True)
    found = [
        sorted((m.span.start, m.span.of(text)) for m in reading.mentions if m.entity == entity.key)
        for entity in reading.entities
        if entity.kind in KINDS
    ]
    return [[words for _, words in group] for group in sorted(found)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("أشار الوزير إلى المذكرة التي وقعتها موسكو مع الأمم المتحدة بشأن الأسمدة، ولم يذكر أي معاهدة.", [["المذكرة"]]),
        (
            "وقعت مصر مذكرة تفاهم مع تركيا في أنقرة. وقال النائب إن المذكرة باطلة.",
            [["مذكرة تفاهم مع تركيا", "المذكرة"]],
        ),
        (
            "وتمسكت القاهرة بإعلان المبادئ الذي وقعه في الخرطوم الرئيس المصري ورئيس السودان.",
            [["إعلان المبادئ"]],
        ),
        (
            "أعلنت بنما أنها لن تجدد مذكرة التفاهم الخاصة بالموانئ التي وقعتها مع الصين عام 2017.",
            [["مذكرة التفاهم"]],
        ),
        ("ووقعت مصر وقبرص وثيقة التعاون البحري في نيقوسيا، ولم توقعا أي معاهدة.", [["وثيقة التعاون البحري"]]),
        (
            'دخلت الاتفاقية الإطارية لدول حوض النيل، المعروفة إعلاميا باسم "اتفاقية عنتيبي"، حيز التنفيذ.',
            [["الاتفاقية الإطارية", "اتفاقية عنتيبي"]],
        ),
        (
            "وقعت مصر وسوريا في 1953 اتفاقية أولى، قبل أن تحل محلها الاتفاقية الحالية التي وقعها البلدان عام 1987.",
            [["اتفاقية أولى"], ["الاتفاقية الحالية"]],
        ),
        ('ومنذ 1936 تنظم اتفاقية "مونترو" حركة السفن في مضيقي إسطنبول.', [['اتفاقية "مونترو"']]),
        (
            "أنشئت القاعدة بعد أن زارت روسيا أرمينيا. ومدد أجلها بموجب معاهدة الصداقة وبروتوكول وقع في أغسطس 2010.",
            [["معاهدة الصداقة"], ["بروتوكول"]],
        ),
        ("قررت القيادة في السودان ومصر تنشيط ميثاق التكامل الاقتصادي بينهما.", [["ميثاق التكامل الاقتصادي"]]),
        (
            "معاهدة الوحدة أبرمتها مصر وسوريا. وقد سبقتها معاهدة الوحدة النقدية والجمركية الموقعة في روما.",
            [["معاهدة الوحدة"], ["معاهدة الوحدة النقدية والجمركية"]],
        ),
        (
            "ولم تصادق مصر وسوريا على اتفاقية تعديلها، الموقعة في روما عام 1999. ورفضت مصر اتفاقية التعديل.",
            [["اتفاقية تعديلها", "اتفاقية التعديل"]],
        ),
        (
            "وقّع رئيس الوزراء البريطاني كير ستارمر ونظيره المصري مصطفى مدبولي، اليوم الخميس، في مراسم طويلة جرت أمس "
            "عبر الاتصال المرئي، معاهدة تنقل السيادة على الجزيرة.",
            [["معاهدة"]],
        ),
        (
            "وقعت مصر وفرنسا معاهدة تحظر التجارب. وقال الوزير إنه سيحيل المعاهدة إلى الجمعية الوطنية.",
            [["معاهدة", "المعاهدة"]],
        ),
        ("وقعت مصر وفرنسا إعلانا مشتركا يؤكد حرية الملاحة.", [["إعلانا مشتركا"]]),
        (
            "اتفاق فرنسي - روسي. وقال البيان إن فرنسا وروسيا توصلتا إلى اتفاق لإنهاء الخلاف.",
            [["اتفاق فرنسي - روسي", "اتفاق لإنهاء الخلاف"]],
        ),
    ],
    ids=[
        "memorandum told",
        "memorandum again",
        "declaration of principles",
        "memorandum concerning",
        "document",
        "known to the media as",
        "taken by another",
        "quoted name ends",
        "signed plainly",
        "between them",
        "preceded by another",
        "with a pronoun",
        "far from the verb that opens",
        "laid before a parliament",
        "joint declaration signed",
        "by its states, then by its aim",
    ],
)
def test_an_instrument_and_its_mentions(text: str, expected: list[list[str]]) -> None:
    assert mentions(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "أصدرت المحكمة مذكرة توقيف دولية بحق الوزير، وقالت مصر إن المذكرة باطلة.",
        "توصلت الولايات المتحدة وروسيا إلى اتفاق على مسودة قرار في مجلس الأمن.",
        "وقعت رئاسة الحكومة التونسية واتحاد الشغل اتفاقا حول الزيادة في أجور الموظفين.",
        "وقعت جامعة القاهرة مذكرة تفاهم مع «بولونيا» الإيطالية.",
        "وتعطي الاتفاقية سورية حق إقامة 25 سدا.",
        "أصدرت مصر وفرنسا إعلانا مشتركا يؤكد حرية الملاحة.",
    ],
    ids=[
        "arrest warrant",
        "draft of a resolution",
        "trade union",
        "university",
        "adjective without article",
        "joint declaration issued",
    ],
)
def test_what_looks_like_an_instrument_and_is_none(text: str) -> None:
    assert mentions(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("وطالب الوزير باحترام الاتفاقات الموقعة بين العراق وتركيا.", [["الاتفاقات الموقعة بين العراق وتركيا"]]),
        ("وتحدث الوزير عن الاتفاقيات بين روسيا ومصر.", []),
        ("ويشمل ذلك القرارات الدولية ولا سيما القرار رقم 1701.", [["القرار رقم 1701"]]),
        ("أصدر الوزير القرار رقم 105 لسنة 2015 بشأن المدارس، ولا صلة له بأي اتفاقية.", []),
        ("يعد هذا خرقا لاتفاقية الهدنة التي أنهت الحرب.", [["اتفاقية الهدنة"]]),
        (
            "وقعت مصر وقبرص اتفاق الشراكة والبروتوكول الملحق به في نيقوسيا.",
            [["اتفاق الشراكة"]],
        ),
        (
            "تؤكد الاتفاقية بين مصر وليبيا ما جاء في الإعلان المشترك للسلام والصداقة الموقع في طرابلس عام 2018.",
            [["الاتفاقية بين مصر وليبيا"], ["الإعلان المشترك للسلام والصداقة"]],
        ),
    ],
    ids=[
        "signed set",
        "bare set",
        "world's resolution",
        "office's decision",
        "armistice",
        "joined",
        "joint declaration",
    ],
)
def test_sets_resolutions_and_titles(text: str, expected: list[list[str]]) -> None:
    assert mentions(text) == expected
