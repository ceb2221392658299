"""Dates: as precise as the words, resolved only against the article's own date."""

import pytest

from builder.model import Article, PartialDate
from builder.recognise.dates import find
from builder.segment import layout

ISSUED = PartialDate(2024, 12, 5)


def dates(sentence: str, issued: PartialDate | None = ISSUED) -> list[tuple[str, str | None]]:
    article = Article("x", f"{sentence}", "", "x.txt", issued=issued)
    return [
        (found.span.of(article.text), found.date.lexical if found.date else None)
        for found in find(article, layout(article))
    ]


@pytest.mark.parametrize(
    ("sentence", "words", "date"),
    [
        ("وقعت في 19 يونيو 2024 بالقاهرة.", "19 يونيو 2024", "2024-06-19"),
        ("وقعت في ١٩ يونيو ٢٠٢٤ بالقاهرة.", "١٩ يونيو ٢٠٢٤", "2024-06-19"),
        ("وقعت في 18 حزيران / يونيو 2024 هنا.", "18 حزيران / يونيو 2024", "2024-06-18"),
        ("وقعت في 14 من يوليو (تموز) 2015 هنا.", "14 من يوليو (تموز) 2015", "2015-07-14"),
        ("وقعت في الأول من سبتمبر 1951 هنا.", "الأول من سبتمبر 1951", "1951-09-01"),
        ("وقعت في 4 شتنبر 1479 هنا.", "4 شتنبر 1479", "1479-09-04"),
        ("تدخل في غرة جانفي 2016 هنا.", "غرة جانفي 2016", "2016-01-01"),
        ("وقعت في 14 ماي 1987 هنا.", "14 ماي 1987", "1987-05-14"),
        ("وقعت في كانون الأول 1999 هنا.", "كانون الأول 1999", "1999-12"),
        ("وقعت في يوليو عام 2000 هنا.", "يوليو عام 2000", "2000-07"),
        ("معاهدة لعام 1961 بينهما.", "1961", "1961"),
        ("اتفاقية فيينا 1961م للعلاقات.", "1961م", "1961"),
        ("وقعت في 2024-06-19 هنا.", "2024-06-19", "2024-06-19"),
        ("وقعت في 19/6/2024 هنا.", "19/6/2024", "2024-06-19"),
        ("وقعت في يونيو الماضي هنا.", "يونيو الماضي", "2024-06"),
        ("توقع في يناير المقبل هنا.", "يناير المقبل", "2025-01"),
        ("وقعت في الرابع عشر من شهر يوليو الماضي هنا.", "الرابع عشر من شهر يوليو الماضي", "2024-07-14"),
        ("وقعت في 20 من الشهر الماضي هنا.", "20 من الشهر الماضي", "2024-11-20"),
        ("وقعت في العام الماضي هنا.", "العام الماضي", "2023"),
        ("وصل اليوم إلى هنا.", "اليوم", "2024-12-05"),
        ("وصل أمس الأربعاء إلى هنا.", "أمس الأربعاء", "2024-12-04"),
        ("وصل أول من أمس إلى هنا.", "أول من أمس", "2024-12-03"),
        ("يصل غدا إلى هنا.", "غدا", "2024-12-06"),
        ("وصل الخميس إلى هنا.", "الخميس", "2024-12-05"),
        ("وصل الثلاثاء الماضي إلى هنا.", "الثلاثاء الماضي", "2024-12-03"),
        ("يصل الخميس المقبل إلى هنا.", "الخميس المقبل", "2024-12-12"),
        ("وقعت في 3 نوفمبر هنا.", "3 نوفمبر", "2024-11-03"),
        ("بتاريخ 17 / 5 / 1436هـ في الرياض.", "17 / 5 / 1436هـ", "2015-03-08"),
        ("بتاريخ 25 شوال 1436 هـ في الرياض.", "25 شوال 1436 هـ", "2015-08-10"),
    ],
)
def test_a_date_is_read(sentence: str, words: str, date: str) -> None:
    assert dates(sentence) == [(words, date)]


def test_two_years_after_one_noun_are_two_dates() -> None:
    assert dates("في عامي 2000 و2001 معا.") == [("2000", "2000"), ("2001", "2001")]


def test_a_day_without_a_year_takes_that_of_the_date_before_it_in_the_paragraph() -> None:
    text = "وفي 8 أكتوبر 1951 وقف الرجل. وبعد أسبوع، في 15 أكتوبر، ألغى البرلمان المعاهدة."
    assert dates(text)[-1] == ("15 أكتوبر", "1951-10-15")


@pytest.mark.parametrize(
    ("words", "date"),
    [
        ("الخامس عشر من الشهر نفسه", "1951-02-15"),
        ("15 من ذلك الشهر", "1951-02-15"),
        ("15 منه", "1951-02-15"),
        ("30 من الشهر ذاته", None),
    ],
)
def test_a_day_of_the_same_month_is_of_the_month_spoken_of_before(words: str, date: str | None) -> None:
    assert dates(f"صادق عليها البرلمان في 4 فبراير 1951، ودخلت حيز التنفيذ في {words}.")[-1] == (words, date)


def test_a_day_of_a_month_that_is_not_told_is_none() -> None:
    assert dates("صادق عليها البرلمان عام 1951، ثم نشرت في الخامس عشر من الشهر نفسه.")[-1][1] is None


@pytest.mark.parametrize("words", ["اليوم", "يونيو الماضي", "الخميس", "3 نوفمبر", "العام الماضي"])
def test_without_the_articles_own_date_nothing_is_resolved(words: str) -> None:
    assert dates(f"وقعت {words} هنا.", issued=None) == [(words, None)]


@pytest.mark.parametrize(
    "sentence",
    [
        "بلغ العدد 1961 جنديا.",
        "في الذكرى الخامسة والسبعين للعلاقات.",
        "وصل 45 يناير 2024 إلى.",
        "وقعت في 4 سبتمبر 1249 هنا.",
        "بلغ 10,000 جندي.",
        "وقعت عام 1435هـ هنا.",
    ],
)
def test_what_is_no_date_is_none(sentence: str) -> None:
    assert [found for found in dates(sentence) if found[1] and len(found[1]) != 7] == []
