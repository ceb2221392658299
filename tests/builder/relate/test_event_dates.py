"""The date of a deed, and how sure it is: counted from another, none of another clause's, still to come."""

from __future__ import annotations

import pytest

from builder.extract import extract
from builder.languages import topic
from builder.model import Article, PartialDate, Value


def told(text: str, issued: PartialDate | None = None) -> dict[str, tuple[str, str | None]]:
    """How sure each kind of event is, and its date."""
    reading = extract(Article("x", text, "0" * 64, "x", issued=issued), deep=True)
    claims = [claim for claim in reading.claims if claim.subject.startswith("event:")]
    dates = {c.subject: c.object.lexical for c in claims if c.predicate == "date" and isinstance(c.object, Value)}
    sure = {c.subject: c.factuality.value for c in claims if c.predicate == "rdf:type"}
    return {key.split(":")[1]: (sure[key], dates.get(key)) for key in sure}


@pytest.mark.parametrize(("text", "year"), topic("events")["later"]["examples"])
def test_years_later_count_from_the_deed_before(text: str, year: str) -> None:
    assert told(text)["EntryIntoForce"] == ("asserted", year or None)


def test_years_from_now_count_from_no_deed_before() -> None:
    text = "وقعت مصر وتونس اتفاقية طرابلس عام 1976 وستدخل حيز التنفيذ بعد عامين."
    assert told(text)["EntryIntoForce"] == ("planned", None)


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("ظهر في أبريل 2022 اتفاق وقعته مصر وتونس، وأبطلت المحكمة مفعوله في 15 نوفمبر 2023.", "2022-04"),
        ("كانت مصر قد وقعت معاهدة القوات عام 1990، وتبعها العراق في 2014.", "1990"),
        ("كانت مصر قد وقعت معاهدة القوات، وتبعها العراق في 2014.", None),
        ("اتفاق وقعته مصر وتونس، وجرت المراسم في القاهرة في 15 نوفمبر 2023.", "2023-11-15"),
        ("توقفت الزيارات من عام 1979 إلى عام 1989 نتيجة التوقيع على معاهدة القوات مع تونس.", None),
        ("في عام 1989 تم التوقيع على معاهدة القوات مع تونس.", "1989"),
    ],
    ids=["of-the-court", "of-its-own", "of-who-followed", "of-the-ceremony", "of-a-span", "before-the-deed"],
)
def test_a_date_is_of_the_clause_that_it_stands_in(text: str, date: str) -> None:
    assert told(text)["Signature"] == ("asserted", date)


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("كتبت الصحف الصادرة اليوم الخميس عن الحدث، عقب توقيع مصر وتونس، في القاهرة أمس، اتفاقية الصيد.", "2025-09-17"),
        ("كتبت الصحف الصادرة اليوم الخميس عن الحدث، عقب توقيع مصر وتونس اتفاقية الصيد، في صفحاتها الأولى.", None),
    ],
    ids=["its-own", "of-the-papers"],
)
def test_a_circumstance_is_not_of_the_day_of_what_it_is_told_with(text: str, date: str | None) -> None:
    assert told(text, PartialDate(2025, 9, 18))["Signature"] == ("asserted", date)


def test_a_day_without_a_year_is_not_behind_an_article_that_is_dated_by_its_lead() -> None:
    text = "قال الوزير مساء الثلاثاء 9 يوليو 2024 إن الأمر انتهى.\n\nووقعت مصر وتونس في 5 ديسمبر اتفاقية للصيد."
    assert told(text)["Signature"] == ("asserted", "2023-12-05")


@pytest.mark.parametrize(
    ("text", "kind", "sure"),
    [
        (
            "ستصبح معاهدة القوات قانونا في 17 يناير 2026، وذلك بعد أن أودع المغرب وسيراليون وثيقتي تصديقهما.",
            "Ratification",
            "asserted",
        ),
        (
            "وقعت مصر وتونس اتفاقية الصيد. ولا تنفذ الاتفاقية إلا بعد شهر من تاريخ تبادل وثائق التصديق.",
            "InstrumentExchange",
            "conditional",
        ),
        ("وقعت مصر معاهدة القوات. والانسحاب لا يصبح نافذا إلا بعد ستة أشهر من الإخطار.", "Withdrawal", "conditional"),
        (
            "ينتظر أن يوافق البرلمان على معاهدة القوات بين مصر وتونس، وعندئذ فقط تدخل حيز النفاذ.",
            "EntryIntoForce",
            "conditional",
        ),
        ("أعاد رئيس لاتفيا أمس إلى البرلمان قانونا يقضي بانسحاب البلاد من معاهدة القوات.", "Withdrawal", "unknown"),
        ("أقر برلمان لاتفيا أمس قانونا يقضي بانسحاب البلاد من معاهدة القوات.", "Withdrawal", "asserted"),
    ],
    ids=["Sierra Leone", "from-the-day-of", "withdrawal", "only-then", "sent-back", "passed"],
)
def test_how_sure_a_deed_is(text: str, kind: str, sure: str) -> None:
    assert told(text)[kind][0] == sure


def test_what_applies_to_somebody_does_not_enter_into_force() -> None:
    assert "EntryIntoForce" not in told("أبرمت مصر معاهدة القوات عام 1980، وهي لا تسري إلا على من لم يبلغ العشرين.")


@pytest.mark.parametrize(("year", "sure"), [(2031, "planned"), (2019, "asserted")])
def test_what_ends_behind_the_day_of_the_article_is_to_come(year: int, sure: str) -> None:
    text = f"يبقى القيد عاما بعد انتهاء العمل بمعاهدة نيو ستارت بين روسيا والولايات المتحدة في 5 فبراير {year}."
    assert told(text, PartialDate(2025, 9, 23))["Termination"] == (sure, f"{year}-02-05")
