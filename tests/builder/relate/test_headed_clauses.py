"""The provisions whose instrument stands far before their verb, and where one provision ends and the next begins."""

from __future__ import annotations

import pytest

from builder.extract import extract
from builder.model import Article, Concept

_MADE = "وقعت مصر وتونس معاهدة الصداقة في القاهرة. "


def clauses(text: str) -> list[str]:
    """The words of the clauses that a text tells."""
    return [one.span.of(text) for one in extract(Article("test", text, "0" * 64, "test.txt"), deep=True).clauses]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            "قال إن معاهدة الصداقة بين مصر وتونس، التي وقعت في القاهرة يوم 29 مايو 1946، ألزمت تونس بإغلاق الميناء.",
            "ألزمت تونس بإغلاق الميناء",
        ),
        (
            "وكان القرار 1640، الذي اعتمده مجلس الأمن في 3 يونيو الماضي، قد أنهى مهام بعثة المراقبين في الجزر.",
            "أنهى مهام بعثة المراقبين في الجزر",
        ),
        (
            "وقال الباحث: «معاهدة الصداقة في غرب المتوسط تلزم البلدين منذ عقود بتسوية خلافاتهما سلميا».",
            "تلزم البلدين منذ عقود بتسوية خلافاتهما سلميا",
        ),
        (
            "أما معاهدة الصداقة التي أمضتها مصر مع تونس عام 1946 فهي التي ألزمتها بإغلاق الميناء.",
            "ألزمتها بإغلاق الميناء",
        ),
        (_MADE + "لكن فصلها الرابع جعل تونس ضامنة لأمن الجزر.", "جعل تونس ضامنة لأمن الجزر"),
        (
            "وطالب مجلس الأمن، في القرار 1640 الذي اعتمده في 21 فبراير، الجيش بوقف دعمه للمسلحين.",
            "الجيش بوقف دعمه للمسلحين",
        ),
        (
            "وتبنى مجلس الأمن القرار 1640 الذي يطالب إثيوبيا بسحب قواتها من الجزر.",
            "يطالب إثيوبيا بسحب قواتها من الجزر",
        ),
        (
            "واعتمد مجلس الأمن القرار 1640 الذي أنشأ قوة الأمم المتحدة في الجزر.",
            "أنشأ قوة الأمم المتحدة في الجزر",
        ),
        (
            "وكان اتفاق الصداقة بين مصر وتونس يلزم المصرف بإيداع نصف احتياطياته.",
            "يلزم المصرف بإيداع نصف احتياطياته",
        ),
        (
            "وحلت محلها معاهدة الصداقة التي وقعتها مصر مع تونس في 13 مايو 1946، وكرست حياد الجزر في زمن الحرب.",
            "وكرست حياد الجزر في زمن الحرب",
        ),
    ],
    ids=[
        "a relative clause",
        "a resolution",
        "where it holds",
        "as for it",
        "a part of it",
        "what a body demands in it",
        "whom a resolution asks",
        "sets up a body",
        "its parties",
        "the second verb of a relative clause",
    ],
)
def test_what_is_told_of_an_instrument_parts_it_from_its_verb(text: str, words: str) -> None:
    assert clauses(text) == [words]


@pytest.mark.parametrize(
    "text",
    [
        _MADE + "وأشاد الوزير بالدين الذي يوجب إغاثة الملهوف ومساعدة المحتاج.",
        _MADE + "وتبادل البلدان البيانات التي تمكن المستثمرين من الاطلاع على الفرص المتاحة.",
        _MADE + "ونصت المادة الثانية من كل مرسوم على أن تودع الوزارة الوثائق.",
        _MADE + "ولم تدخل المعاهدة حيز التنفيذ لأن البرلمان لم يصادق عليها.",
        _MADE + "ويبدأ اليوم حفر ستة صوامع كانت المعاهدة تحظر مثلها.",
        _MADE + "وكان نصها قد أقر في القاهرة يوم 30 مايو.",
        _MADE + "وسقط مشروع لتمديد مدتها ستة أشهر.",
    ],
    ids=["a faith", "data", "a decree", "what has not come about", "two words", "its adoption", "a longer term"],
)
def test_what_another_noun_does_is_no_provision(text: str) -> None:
    assert clauses(text) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            _MADE + "وتنص المعاهدة على سحب القوات من الجزر، مقابل تعهد تونس عدم تسليح الميناء.",
            ["سحب القوات من الجزر", "تعهد تونس عدم تسليح الميناء"],
        ),
        (
            _MADE + "وتنص المعاهدة على أن تعود المنشآت إلى مصر بعد عامين، وتبقى الطرق في يد تونس عشر سنوات.",
            ["تعود المنشآت إلى مصر بعد عامين", "وتبقى الطرق في يد تونس عشر سنوات"],
        ),
        (
            _MADE + "وتنص المادة 10 من المعاهدة على عدم الاعتداء، كما تعزز عمل لجنة رصد، وتقضي بإنشاء هيئة مشتركة.",
            ["عدم الاعتداء", "تعزز عمل لجنة رصد", "بإنشاء هيئة مشتركة"],
        ),
        (
            _MADE + "وسيتمكن المفتشون من زيارة الميناء مرتين في السنة بموجب المعاهدة.",
            ["وسيتمكن المفتشون من زيارة الميناء مرتين في السنة"],
        ),
        (
            _MADE + "وبمقتضى المادة الثالثة من المعاهدة تتسلم تونس نصف مياه النهر.",
            ["تتسلم تونس نصف مياه النهر"],
        ),
    ],
    ids=["in return", "and another does", "goes on with it", "before its name", "by an article"],
)
def test_each_duty_is_a_provision_of_its_own(text: str, words: list[str]) -> None:
    assert clauses(text) == words


def test_on_what_terms_it_comes_into_force_is_told_from_the_verb_on() -> None:
    text = _MADE + "لكن المعاهدة لن تدخل حيز التنفيذ ما لم يصادق عليها البرلمانان."
    reading = extract(Article("test", text, "0" * 64, "test.txt"), deep=True)
    (one,) = reading.clauses
    kinds = [c.object for c in reading.claims if c.subject == one.key and c.predicate == "obligationType"]
    assert one.span.of(text) == "لن تدخل حيز التنفيذ ما لم يصادق عليها البرلمانان"
    assert kinds == [Concept("obligation", "entry-into-force")]
