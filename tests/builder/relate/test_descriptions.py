"""Speakers whom an article only describes: where the description ends, and whose office it is."""

from __future__ import annotations

import pytest

from builder.extract import extract
from builder.model import Article

TREATY = "خبر اليوم\n\nووقعت روسيا والصين معاهدة الصداقة أمس في موسكو.\n\n"


def said(text: str) -> list[tuple[str, str]]:
    """The speaker and the words of each statement of a text that stands in an article on a treaty."""
    whole = TREATY + text
    reading = extract(Article("x", whole, "0" * 64, "x"))
    label = {entity.key: entity.label for entity in reading.entities}
    return [(label[s.speaker], s.span.of(whole)) for s in reading.statements]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("وأكد الرئيس المصري أن السفن وصلت.", "الرئيس المصري"),
        ("وقالت المستشارة الألمانية إن السفن وصلت.", "المستشارة الألمانية"),
        ("وقال ملك الأردن إن السفن وصلت.", "ملك الأردن"),
        ("وأوضح مدير عام الشركة مرارا أن السفن وصلت.", "مدير عام الشركة"),
        ("وأكد وزير الدفاع الروسي بشكل قاطع أن السفن وصلت.", "وزير الدفاع الروسي"),
        ("وقال مصدر لـ«الشرق الأوسط» إن السفن وصلت.", "مصدر"),
        ("وأكد الحزب الحاكم أن السفن وصلت.", "الحزب"),
    ],
)
def test_a_description_ends_with_its_last_noun(text: str, speaker: str) -> None:
    assert said(text) == [(speaker, "السفن وصلت")]


@pytest.mark.parametrize(
    "text",
    ["وأكد الوزير أن السفن وصلت.", "وأكد المدير العام أن السفن وصلت.", "وأكد السفير العمري أن السفن وصلت."],
)
def test_an_officer_of_no_state_is_not_known(text: str) -> None:
    assert said(text) == []


def test_a_minister_of_a_state_is_the_one_whom_the_article_names() -> None:
    named = "وصل وزير الخارجية الألماني فرانك شتاينماير. "
    assert said(f"{named}وقال الوزير الألماني إن السفن وصلت.") == [("فرانك شتاينماير", "السفن وصلت")]


def test_an_office_of_a_state_that_another_holds_is_nobodys() -> None:
    named = "وصل وزير الخارجية الألماني فرانك شتاينماير. "
    assert said(f"{named}وقال السفير الألماني إن السفن وصلت.") == []


def test_who_spoke_without_content_goes_on_speaking() -> None:
    text = "ونفت وزارة الداخلية تلك المعلومات على حسابها. وقالت إن السفن وصلت."
    assert said(text) == [("وزارة الداخلية", "السفن وصلت")]


def test_a_subject_that_nobody_knows_is_not_left_out() -> None:
    text = "وقال سامح شكري إن السفن وصلت. وأبدى عدد آخر من الديمقراطيين اعتراضهم على الاتفاق."
    assert said(text) == [("سامح شكري", "السفن وصلت")]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("وأشاد سامح شكري باختيار المدينة لتكون «ضيف الشرف» للمعرض.", []),
        ("وأشاد سامح شكري بـ«الدعم الثابت».", ["الدعم الثابت"]),
        (
            "ورأت لندن أن الحكم مؤقت. وتعتبر هؤلاء القادة «عاجزين عن الصلح مع أحد».",
            ["الحكم مؤقت", "عاجزين عن الصلح مع أحد"],
        ),
        (
            "وقال سامح شكري إنه كان صعبا، لكن في هذه الحالة فإن النفع «لا يقارن بالضرر أبدا».",
            ["إنه كان صعبا، لكن في هذه الحالة فإن النفع «لا يقارن بالضرر أبدا"],
        ),
        ("وحث سامح شكري الأطراف على الإسراع.", ["الأطراف على الإسراع"]),
    ],
)
def test_what_was_said(text: str, words: list[str]) -> None:
    assert [span for _, span in said(text)] == words


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("وقالت سفيرة تشيلي لدى الكرسي الرسولي باتريسيا لورايا إن السفن وصلت.", "باتريسيا لورايا"),
        ("وأعلن سفير المملكة لدى مصر ومندوبها الدائم السفير أحمد القطان أن السفن وصلت.", "أحمد القطان"),
        ("وقال رئيس النادي، القطري ناصر العمري، إن السفن وصلت.", "ناصر العمري"),
    ],
)
def test_the_name_behind_a_long_title_is_the_speakers(text: str, speaker: str) -> None:
    assert said(text) == [(speaker, "السفن وصلت")]


def test_a_family_name_may_lose_its_article_behind_a_title() -> None:
    text = "وصل السفير أحمد القطان. وقال السفير قطان إن السفن وصلت. وأضاف قطان أن السفن ستعود."
    assert said(text) == [("أحمد القطان", "السفن وصلت"), ("أحمد القطان", "السفن ستعود")]


SPOKE = "وقال سامح شكري إن السفن وصلت. "


@pytest.mark.parametrize(
    "text",
    [
        "وعن الميناء في اليمن، أكد أن الحرب مستمرة.",
        "وفيما يتعلق بالحقوق في إيران، أكد أن الحرب مستمرة.",
        "وهو يرى أن الحرب مستمرة.",
        "لكنه يقول إن الحرب مستمرة.",
    ],
)
def test_a_topic_or_a_pronoun_leaves_the_word_to_who_had_it(text: str) -> None:
    assert said(SPOKE + text) == [("سامح شكري", "السفن وصلت"), ("سامح شكري", "الحرب مستمرة")]


@pytest.mark.parametrize(
    "text", ["وعن الميناء في اليمن، قالت إن الحرب مستمرة.", "وهو طريق يقول إن الحرب مستمرة.", "يقول إن الحرب مستمرة."]
)
def test_neither_does_to_another(text: str) -> None:
    assert said(SPOKE + text) == [("سامح شكري", "السفن وصلت")]


def test_a_request_to_stay_unnamed_is_not_what_was_said() -> None:
    text = "وأكد مصدر في الشرطة، طلب عدم ذكر اسمه، مقتل عشرين طالبا عسكريا."
    assert said(text) == [("مصدر", "مقتل عشرين طالبا عسكريا")]


def test_the_dateline_before_it_was_not_said() -> None:
    text = "كييف - «الميناء»: قتل جندي وأصيب تسعة آخرون في شرق البلاد، وفق ما أعلن سامح شكري."
    assert said(text) == [("سامح شكري", "قتل جندي وأصيب تسعة آخرون في شرق البلاد")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("وأعلن سامح شكري وزير الخارجية انسحابه من السباق.", [("سامح شكري", "انسحابه من السباق")]),
        ("ووصف سامح شكري وزير الخارجية الاتفاق بأنه جيد.", [("سامح شكري", "الاتفاق بأنه جيد")]),
        ("واتهم سامح شكري وزير الخارجية بالفساد.", [("سامح شكري", "وزير الخارجية بالفساد")]),
        ("ودعا سامح شكري وزير الخارجية وزراء الدول إلى اللقاء.", [("سامح شكري", "وزراء الدول إلى اللقاء")]),
        ("وكان البرلمان الأوكراني أقر النص بغالبية 277 صوتا.", []),
        ("وأعلن سامح شكري مسؤوليته عن التفجير.", [("سامح شكري", "مسؤوليته عن التفجير")]),
        ("وقال سامح شكري إن السفن وصلت. وتبين أيضا أن الميناء مغلق.", [("سامح شكري", "السفن وصلت")]),
        ("وأكد رئيس المجلس علي لاريجاني في تصريح بأن السفن وصلت.", [("علي لاريجاني", "السفن وصلت")]),
        ("وكان مدرب نادي الاتحاد قد أشار إلى أن السفن وصلت.", []),
    ],
)
def test_a_title_behind_the_name_was_not_said(text: str, expected: list[tuple[str, str]]) -> None:
    assert said(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("وقال مصدر مطلع إن السفن وصلت. وتابع المصدر بالقول إن الميناء مغلق.", [("مصدر مطلع", 2)]),
        ("وأوضحت الدراسة التي نشرت أمس أن السفن وصلت.", [("الدراسة", 1)]),
        ("وكانت الحكومة البريطانية أعلنت مطلع الأسبوع الجاري أنها ستنضم.", [("بريطانيا", 1)]),
        ("ووصفت واشنطن فيلق القدس بأنه خطر على الجميع.", [("الولايات المتحدة", 1)]),
    ],
)
def test_one_speaks(text: str, expected: list[tuple[str, int]]) -> None:
    speakers = [speaker for speaker, _ in said(text)]
    assert [(speaker, speakers.count(speaker)) for speaker in dict.fromkeys(speakers)] == expected


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("رأس الأمير محمد بن نايف الجلسة بحضور الوزير سامح شكري. وقال سموه إن السفن وصلت.", "محمد بن نايف"),
        ("التقى معالي الوزير عادل الجبير نظيره فرانك شتاينماير. وأكد معاليه أن السفن وصلت.", "عادل الجبير"),
        ("- 30 يوليو: الرئيس سامح شكري يرى أن السفن وصلت.", "سامح شكري"),
    ],
)
def test_an_honorific_is_said_of_whom_it_befits(text: str, speaker: str) -> None:
    assert said(text) == [(speaker, "السفن وصلت")]


@pytest.mark.parametrize(
    "text",
    [
        "وتعتبر بكين أحد أهم المستوردين للنفط بدليل أنها استوردت نصف وارداتها.",
        "لكن مصدرا مقربا ينفي ذلك في حديث عن «تعاون» بينهما.",
    ],
)
def test_nothing_was_said(text: str) -> None:
    assert said(text) == []
