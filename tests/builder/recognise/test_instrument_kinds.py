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
        (
            "وقعت مصر معاهدة مع تركيا. وكان البيان الثلاثي، الذي وقعه الرئيسان الروسي والسوري، قد أوقف الحرب.",
            [["معاهدة مع تركيا"], ["البيان الثلاثي"]],
        ),
        (
            "ويستلزم تنفيذ المعاهدة تعديل تبادل المذكرات الموقع بين لندن وواشنطن في 30 ديسمبر 1966.",
            [["تبادل المذكرات الموقع بين لندن وواشنطن"]],
        ),
        (
            "أيدت الجمعية العامة للأمم المتحدة الطلب في قرارها رقم 61/295، وأشارت إلى القرار 2758.",
            [["قرارها رقم 61/295"], ["القرار 2758"]],
        ),
        (
            "وعلقت الهند العمل بالاتفاق المؤقت الموقع مع الصين في 1993، ثم أنهت الاتفاق المؤقت.",
            [["الاتفاق المؤقت الموقع مع الصين في 1993", "الاتفاق المؤقت"]],
        ),
        (
            "تبنى مجلس الأمن الدولي أمس قرارا يدعو إلى هدنة. ويطلب القرار تقديم تقرير.",
            [["قرارا", "القرار"]],
        ),
        ("صادق البرلمان على اتفاقيات السلام مع الأردن ومصر.", [["اتفاقيات السلام مع الأردن ومصر"]]),
        ("وفصلت الجزر بموجب اتفاق نورث هاوس الذي وقعته بريطانيا وموريشيوس.", [["اتفاق نورث هاوس"]]),
        (
            "أنهت أوكرانيا معاهدة الصداقة مع روسيا. وتلتزم كييف بالاتفاق حول التعاون في الصيد، الموقع في ديسمبر 2003.",
            [["معاهدة الصداقة مع روسيا"], ["الاتفاق"]],
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
        "joint statement signed",
        "exchange of notes",
        "resolutions of the General Assembly",
        "interim agreement",
        "resolution adopted",
        "set of agreements with states",
        "foreign name of two words",
        "signed on another day",
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
        "وجاء في البيان المشترك الذي أصدرته مصر وتركيا عن المعاهدات أن الرئيسين بحثا الأزمة.",
        "وتحدث الوزير عن تبادل الرسائل بين مصر وإيران بشأن المعاهدات.",
        "وجمدت باكستان جميع الاتفاقيات الثنائية مع الهند.",
        "وقال مدير الوكالة الدولية للطاقة الذرية إنه لا يوجد اتفاق منفصل مع إيران، ولا معاهدة.",
        "وفي اليونان عقدت معاهدة صلح مع نفسي.",
        "وارتفعت الأسعار بعد إعلان موسكو تمديد الحظر رغم المعاهدة.",
        "أصدر وزير التجارة المصري القرار رقم 45/120 وقرارا آخر بشأن المعاهدات.",
    ],
    ids=[
        "arrest warrant",
        "draft of a resolution",
        "trade union",
        "university",
        "adjective without article",
        "joint declaration issued",
        "joint statement issued",
        "messages exchanged",
        "all agreements",
        "there is none",
        "with oneself",
        "a capital announces",
        "a minister's own order",
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


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("معرض في روسيا عن معاهدة أنقذت الحيتان.", []),
        ("ووقعت مصر وتركيا معاهدة جديدة طمأنت التجار.", [["معاهدة جديدة"]]),
        ("ووقعت مصر وتركيا معاهدة زوتفت الموقعة عام 1812.", [["معاهدة زوتفت الموقعة عام 1812"]]),
        ("ووقعت مصر وتركيا اتفاقية إنترنت الأشياء.", [["اتفاقية إنترنت الأشياء"]]),
    ],
    ids=["verb", "verb-behind-new", "name", "noun"],
)
def test_a_verb_that_agrees_with_the_head_is_no_title(text: str, expected: list[list[str]]) -> None:
    assert mentions(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "اتفاقية الاستقدام تتعثر في مصر\n\nتعثرت بعد توقيع اتفاقية بين البلدين. وقالت كينيا إن الاتفاقية نافذة.",
            [["اتفاقية الاستقدام", "اتفاقية بين البلدين", "الاتفاقية"]],
        ),
        (
            "اتفاقية الاستقدام تتعثر في مصر\n\nوقعت مصر وكينيا أمس اتفاقية جديدة بين البلدين.",
            [["اتفاقية الاستقدام"], ["اتفاقية جديدة بين البلدين"]],
        ),
    ],
    ids=["told-again", "a-new-one"],
)
def test_the_lead_tells_of_the_instrument_of_the_headline(text: str, expected: list[list[str]]) -> None:
    assert mentions(text) == expected


@pytest.mark.parametrize("written", ["دول / 5 + 1 /", "دول (5+1)", "دول (5 + 1)", "دول 5 + 1", "مجموعة دول (5+1)"])
def test_the_group_of_five_and_one_is_a_party_however_it_is_written(written: str) -> None:
    text = f"وأشاد الوزير بالاتفاق النووي الذي أبرمته إيران مع {written} في فيينا."
    claims = extract(Article("x", text, "0" * 64, "x"), deep=True).claims
    parties = {str(claim.object).rpartition("/")[2] for claim in claims if claim.predicate == "hasParty"}
    assert parties == {"IRN", "p5-plus-1"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("دعا الكاتب إلى تفعيل الاتفاقية الخليجية الأمنية.", [["الاتفاقية الخليجية الأمنية"]]),
        ("ووقعت تونس اتفاقية اليونيدروا لعام 1995 في روما.", [["اتفاقية اليونيدروا لعام 1995"]]),
    ],
)
def test_a_further_name_of_a_known_instrument(text: str, expected: list[list[str]]) -> None:
    assert mentions(text) == expected
