"""Which articles are read deeply: those in which a word may name an instrument."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from builder.extract import extract
from builder.model import Article
from builder.recognise.relevance import relevant

NAMED = (
    "وقع البلدان معاهدة صداقة",
    "وبالاتفاقية الجديدة",
    "بموجب اتفاقيتهما المبرمة",
    "للمعاهدات أثر",
    "فبالمعاهدة الجديدة",
    "مذكرة  التفاهم",
    "القرار الدولي رقم 2231",
    "قرار مجلس الأمن",
    "إعلان موسكو",
    "صدر إعلانا موسكو وبيونغ يانغ",
    'اعتمدت القمة "إعلان القاهرة" أمس',
    "وقع الوزيران على إعلان الضمانات",
    "وقعت الدولتان شراكة شاملة",
    "حلف بغداد",
    "القرار رقم (2216)",
    "قرار مجلس الأمن التابع للأمم المتحدة 2216",
    "القرار 73/295",
    "مدد مجلس الأمن ولاية البعثة بقراره المرقم 1790",
    "أصدر مجلس الأمن أمس قرارا يدعو إلى وقف القتال",
    "انهارت الهدنة",
    "خطوط سايكس بيكو",
    "خطوط سايكس ـ بيكو",
    "المُعاهَدة",
    "سحب توقيعه على نظام روما",
)
UNNAMED = (
    "افتتح الوزير المعرض",
    "الإعلان عن نتائج المسابقة",
    "أعلن مختلف التحالفات ذلك",
    "قرار اللجنة تأجيل المباراة",
    "كلف المشروع 2000 دينار",
    "باقة من الإعلانات التجارية",
    "بعد إعلان أسماء الفائزين",
    "الإعلان عن الأردن ضيفا",
    "أشاد بالشراكة بين القطاعين",
    "وقع اللاعب عقده\nوأشاد بالشراكة بين القطاعين",
    "قرارات الوزارة ضد 448 موظفا",
    "عضو مجلس الأمناء بعد القرار",
    "قرار الجمعية\nعقد مجلس الأمن جلسة",
    "حلف اليمين أمس",
)


@pytest.mark.parametrize("text", NAMED)
def test_words_of_instruments_are_seen(text: str) -> None:
    assert relevant(text)


@pytest.mark.parametrize("text", UNNAMED)
def test_other_news_is_passed_over(text: str) -> None:
    assert not relevant(text)


def test_an_article_without_an_instrument_is_only_laid_out() -> None:
    text = "الرباط تستعد\n\nقال الرئيس الفرنسي فرانسوا هولاند إن المعرض ناجح جدا هذا العام."
    article = Article("a1", text, "0" * 64, "a1.txt")
    shallow, deep = extract(article), extract(article, deep=True)
    assert shallow.layout == replace(deep.layout, sentences=deep.layout.sentences[:1])
    assert (shallow.entities, shallow.statements, shallow.claims) == ((), (), ())
    assert len(deep.statements) == 1
    assert any(entity.kind == "Person" for entity in deep.entities)


def test_an_article_with_one_is_read_whole() -> None:
    text = "الرباط تستعد\n\nقال الرئيس الفرنسي فرانسوا هولاند إن المعاهدة مهمة جدا هذا العام."
    article = Article("a1", text, "0" * 64, "a1.txt")
    assert extract(article) == extract(article, deep=True)
    assert extract(article).statements
