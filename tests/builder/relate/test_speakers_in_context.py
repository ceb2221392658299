"""Who speaks, and of what: where the words around a verb of saying decide it, with what must not be read."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Said = Callable[[str], list[tuple[str, str, str]]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ورد سامح شكري بأن السفن ستصل غدا.", ("سامح شكري", "indirect", "السفن ستصل غدا")),
        ("ويقول لهم سامح شكري إن السفن وصلت.", ("سامح شكري", "indirect", "السفن وصلت")),
        ("ووعد سامح شكري بمساندة الأكاديمية.", ("سامح شكري", "indirect", "مساندة الأكاديمية")),
        ("وتتهم لندن بكين بانتهاك الاتفاق.", ("بريطانيا", "indirect", "بكين بانتهاك الاتفاق")),
        (
            'ويرى سامح شكري أن الحديث عن "نظام السفن" مبالغ فيه.',
            ("سامح شكري", "indirect", 'الحديث عن "نظام السفن" مبالغ فيه'),
        ),
        (
            "وشدد سامح شكري على أهمية التعاون، وفقا لميثاق الأمم المتحدة، لصون السلم.",
            ("سامح شكري", "indirect", "أهمية التعاون، وفقا لميثاق الأمم المتحدة، لصون السلم"),
        ),
        (
            "وانتهى النزاع الذي قالت محكمة العدل الدولية عام 2019 إنه لا يخدم أحدا.",
            ("محكمة العدل الدولية", "indirect", "إنه لا يخدم أحدا"),
        ),
        ("وحذرت صحيفة «كيهان» وموقع «راجا» من نشر الأخبار.", ("كيهان", "indirect", "نشر الأخبار")),
    ],
)
def test_what_is_said(text: str, expected: tuple[str, str, str], said: Said) -> None:
    assert said(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "ويقضي الاتفاق بجمع السلاح، وبأن تكشف الحركة عن ممتلكاتها لتعويض الضحايا.",
        "وحذرت صحيفة «كيهان» الناطقة باسم المحافظين.",
        "وحذرت صحيفة «كيهان» وموقع «راجا» الناطقين باسم المحافظين.",
        "ونشر تعليقات وردت مثل غيرها في الموقع.",
        "وبقيت المعاهدة التي اعترفت فيها مدريد باستقلال المدن بعد الحرب.",
        "واستمر العمل وفقا لقانون الأمم المتحدة في الميناء.",
    ],
)
def test_what_nobody_said(text: str, said: Said) -> None:
    assert not said(text)


def test_who_speaks_is_whoever_spoke_where_no_other_was_called_so(said: Said) -> None:
    first = "وأكد الوزير سامح شكري أن السفن وصلت. "
    assert said(first + "ونفى المتحدث أن تكون السفن غرقت.")[1][0] == "سامح شكري"
    other = "وقال متحدث عسكري إن السفن وصلت. وأكد سامح شكري أن السفن عادت. وأضاف المتحدث أن السفن غرقت."
    assert said(other)[2][0] == "متحدث عسكري"


def test_a_paper_is_of_whoever_the_source_phrase_names(said: Said) -> None:
    text = "وتوصل سامح شكري إلى اتفاق، بحسب ما أعلنت الرئاسة الفرنسية في بيان. وأورد البيان أن السفن وصلت."
    assert [speaker for speaker, _, words in said(text) if words == "السفن وصلت"] == ["الرئاسة الفرنسية"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "ويزعم سامح شكري أن السفن وصلت، لكنها لم تغادر الميناء قط.",
            [("سامح شكري", "indirect", "السفن وصلت")],
        ),
        (
            "وقال سامح شكري إن السفن وصلت، لكنها لم تغادر الميناء قط.",
            [("سامح شكري", "indirect", "السفن وصلت، لكنها لم تغادر الميناء قط")],
        ),
        ("ولم تنته المعاهدة بعد، كما يزعم سامح شكري.", []),
        ("وانتهت المعاهدة قبل عام، كما يزعم سامح شكري.", [("سامح شكري", "indirect", "وانتهت المعاهدة قبل عام")]),
    ],
)
def test_what_an_article_answers_to_a_claim_is_its_own(
    text: str, expected: list[tuple[str, str, str]], said: Said
) -> None:
    assert said(text) == expected


def test_that_somebody_would_not_comment_ends_what_was_said(said: Said) -> None:
    text = "وأكد سامح شكري أن السفن وصلت سالمة، ورفضت شركة الملاحة حتى مساء أمس التعليق على الخبر."
    assert said(text) == [("سامح شكري", "indirect", "السفن وصلت سالمة")]
    text = "وأكد سامح شكري أن السفن وصلت سالمة، ورفضت الشركة العرض."
    assert said(text) == [("سامح شكري", "indirect", "السفن وصلت سالمة، ورفضت الشركة العرض")]


def test_a_name_in_quotation_marks_is_who_is_told_where_what_is_said_follows(said: Said) -> None:
    text = "لكن مصدرا في الميناء أفاد «صوت السواحل» بأن السفن ستصل غدا."
    assert [(mode, words) for _, mode, words in said(text)] == [("indirect", "السفن ستصل غدا")]


def test_first_letters_of_a_word_that_look_like_the_article_are_its_own(said: Said) -> None:
    text = "وصفت دوائر بحرية ألمانية هذا القرار بأنه «خطأ كبير»."
    assert said(text) == [("دوائر بحرية ألمانية", "direct", "خطأ كبير")]
    text = "وأكد سامح شكري التزام بلاده بموعد وصول السفن."
    assert said(text) == [("سامح شكري", "indirect", "التزام بلاده بموعد وصول السفن")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "واستعاد سامح شكري تاريخ الميناء، مذكرا بأن السفن وصلت متأخرة.",
            ("سامح شكري", "indirect", "السفن وصلت متأخرة"),
        ),
        ("وأفاد سامح شكري عن وصول سفينتين إلى الميناء.", ("سامح شكري", "indirect", "وصول سفينتين إلى الميناء")),
        ("وتفيد معطيات وزارة الخارجية بأن السفن وصلت.", ("وزارة الخارجية", "indirect", "السفن وصلت")),
        ("وقال مفتش الميناء إن السفن وصلت.", ("مفتش الميناء", "indirect", "السفن وصلت")),
        ("وأبدت جماهير النادي سعادتها بوصول السفن.", ("جماهير النادي", "indirect", "سعادتها بوصول السفن")),
    ],
)
def test_who_reminds_reports_and_rejoices_is_heard(text: str, expected: tuple[str, str, str], said: Said) -> None:
    assert said(text) == [expected]


def test_the_sources_of_a_newspaper_in_quotation_marks_say_what_follows_it(said: Said) -> None:
    text = "وقالت مصادر «صوت السواحل» إن السفن وصلت."
    assert [(mode, words) for _, mode, words in said(text)] == [("indirect", "السفن وصلت")]


def test_a_memorandum_reminds_nobody(said: Said) -> None:
    assert said("ووقعت الوزارتان، مذكرة تفاهم تقضي بأن تصل السفن غدا.") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "وطالب الأمين العام لنقابة البحارة بجمهورية مصر سامح شكري، بضرورة عودة السفن.",
            [("سامح شكري", "indirect", "ضرورة عودة السفن")],
        ),
        ("ونفت فرنسا في مارس الماضي نيتها الانسحاب من الميناء.", [("فرنسا", "indirect", "نيتها الانسحاب من الميناء")]),
        (
            "وأكد مدير عام «بحار بلا حدود» سامح شكري، أن السفن وصلت.",
            [("سامح شكري", "indirect", "السفن وصلت")],
        ),
        ("وقال سامح شكري «وصلت السفن كلها» كامل الحمولة.", [("سامح شكري", "direct", "وصلت السفن كلها")]),
        (
            "واستعرض سامح شكري أحوال الميناء، مشيرا إلى أن السفن وصلت.",
            [("سامح شكري", "indirect", "السفن وصلت")],
        ),
        (
            "وقال سامح شكري إن السفن وصلت. وتطرق إلى اتفاق أبرمته الأمم المتحدة، مشيرا إلى أن الميناء قديم.",
            [("سامح شكري", "indirect", "السفن وصلت"), ("سامح شكري", "indirect", "الميناء قديم")],
        ),
    ],
)
def test_who_is_named_far_behind_or_before_the_verb_speaks(
    text: str, expected: list[tuple[str, str, str]], said: Said
) -> None:
    assert said(text) == expected
