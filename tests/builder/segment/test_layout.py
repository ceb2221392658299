"""Layouts: kinds of lines, sentences, datelines and what they tell."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.errors import UnsuitableError
from builder.languages import topic
from builder.model import Article, BlockKind, Layout, PartialDate
from builder.read import article
from builder.resources import folder
from builder.segment import layout, readable
from builder.segment.headers import is_date_line

BODY = "وقعت مصر والعراق معاهدة صداقة في القاهرة، وقال الوزير إن بلاده ترحب بها."


def laid(text: str) -> tuple[Article, Layout]:
    read = Article("x", text, "", "x.txt")
    return read, layout(read)


def kinds(text: str) -> list[str]:
    return [block.kind.value for block in laid(text)[1].blocks]


def sentences(text: str) -> list[str]:
    return [sentence.span.of(text) for sentence in laid(text)[1].sentences]


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("المصدر: بوابة الوفد", "source"),
        ("تاريخ النشر: 5th, December 2024 GMT", "published"),
        ("كلمات دلالية: روسيا الصين", "keywords"),
        ("(مع صورة من د.ب.أ)", "caption"),
        ("President Vladimir Putin meets a guest. -/Kremlin/dpa", "caption"),
        ("© Deutsche Presse-Agentur GmbH", "copyright"),
        ("جميع الحقوق محفوظة لصحيفة ما", "copyright"),
        ("التعليقات", "comments"),
        ("إقرأ أيضاً:", "related"),
        ("مواضيع ذات صلة", "related"),
        ("// انتهى //", "source"),
        ("رابط الخبر بصحيفة الأيام: عنوان", "source"),
    ],
)
def test_furniture_is_recognised(line: str, kind: str) -> None:
    assert kinds(f"{BODY}\n{BODY}\n{BODY}\n{line}")[-1] == kind


@pytest.mark.parametrize(
    "line",
    ["المصدر الذي فضل عدم ذكر اسمه قال إن الاتفاق قريب.", "شاهد الوزير العرض العسكري في القاهرة أمس.", BODY],
)
def test_sentences_that_begin_like_furniture_are_paragraphs(line: str) -> None:
    assert kinds(f"{BODY}\n{line}") == ["body", "body"]


def test_the_first_line_is_the_title_and_its_repetition_too() -> None:
    title = "معاهدة صداقة بين مصر  والعراق"
    assert kinds(f"{title}\n\nمعاهدة صداقة بين مصر والعراق\n{BODY}") == ["title", "title", "body"]


def test_a_first_paragraph_is_no_title() -> None:
    assert kinds(f"{BODY}\nعنوان فرعي\n{BODY}") == ["body", "subtitle", "body"]


def test_all_behind_read_also_is_related() -> None:
    assert kinds(f"{BODY}\nإقرأ أيضاً:\nعنوان مقال آخر\n{BODY}") == ["body", "related", "related", "related"]


def test_a_link_to_another_article_between_paragraphs_is_one_line() -> None:
    text = f"{BODY}\nاقرأ أيضا: قمة جديدة تجمع قادة المنطقة في عمان\n{BODY}\n{BODY}"
    assert kinds(text) == ["body", "related", "body", "body"]


def test_an_article_of_furniture_only_is_refused() -> None:
    read, found = laid("المصدر: وكالات\nالتعليقات\nعلِّق")
    with pytest.raises(UnsuitableError, match="no paragraph to read"):
        readable(read, found)


@pytest.mark.parametrize(
    ("line", "publisher", "issued"),
    [
        ("موسكو/سول 18 حزيران / يونيو (د ب أ) – يوقع", "د ب أ", None),
        ("الرياض 25 شوال 1436 هـ الموافق 10 أغسطس 2015 م واس", "واس", PartialDate(2015, 8, 10)),
        ("جدة 13 رمضان 1439 هـ الموافق 29 مايو 2018 م واس", "واس", PartialDate(2018, 5, 29)),
        ("القاهرة ـ 15 أكتوبر 2016:", None, PartialDate(2016, 10, 15)),
        ("الكويت في 24 مارس 2019 / نظم", None, PartialDate(2019, 3, 24)),
        ("تونس – 18 أفريل 2021", None, PartialDate(2021, 4, 18)),
        ("واشنطن (رويترز) - قال", "رويترز", None),
    ],
)
def test_datelines_tell_place_day_and_agency(line: str, publisher: str | None, issued: PartialDate | None) -> None:
    text = f"عنوان المقال\n{line} {BODY}" if line.split()[-1] in ("يوقع", "نظم", "قال") else f"عنوان\n{line}\n{BODY}"
    _, found = laid(text)
    assert found.dateline is not None
    assert (found.publisher.of(text) if found.publisher else None) == publisher
    assert found.issued == issued
    assert not any(sentence.span.overlaps(found.dateline) for sentence in found.sentences)


def test_a_published_line_gives_the_day() -> None:
    assert laid(f"عنوان\nتاريخ النشر: 5th, December 2024 GMT\n{BODY}")[1].issued == PartialDate(2024, 12, 5)


@pytest.mark.parametrize(
    ("line", "issued"),
    [
        ("تحرير:سامي سالم ٠٢ فبراير ٢٠١٩ - ٠٣:١١ م", PartialDate(2019, 2, 2)),
        ("كتب: سامي سالم 12 مايو 2022", PartialDate(2022, 5, 12)),
        ("المصدر: وكالات عن معاهدة 12 مايو 1961 المجمدة", None),
        ("المصدر: وكالات مايو 2022", None),
    ],
)
def test_a_day_that_ends_the_line_of_a_writer_is_that_of_publication(line: str, issued: PartialDate | None) -> None:
    assert laid(f"عنوان\n{line}\n{BODY}")[1].issued == issued


def test_the_weekday_of_writing_is_read_from_today_and_yesterday() -> None:
    assert laid(f"{BODY}\nوقال الوزير اليوم الثلاثاء إن بلاده ترحب.")[1].weekday == 1
    assert laid(f"{BODY}\nوقال الوزير أمس الأحد إن بلاده ترحب.")[1].weekday == 0


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("بلغت النسبة 10.5 بالمئة. ثم زادت.", 2),
        ("قال د. أحمد إن العمل جار.", 1),
        ("ذكرت وكالة د. ب. أ أن الوفد وصل. ثم غادر.", 2),
        ("قال: «وصلنا. ثم عدنا». وأضاف آخر.", 2),
        ('قال: "وصلنا. ثم عدنا." وأضاف آخر.', 2),
        ("هل وصل؟ نعم وصل!", 2),
        ("قال: “لم يغلق القوس. ثم مضى.", 2),
    ],
)
def test_sentences_end_where_they_should(text: str, number: int) -> None:
    assert len(sentences(text)) == number


def test_the_seeds_have_their_furniture_left_out() -> None:
    left: dict[str, set[str]] = {}
    for path in sorted(folder("seeds").glob("*.txt")):
        found = layout(article(path))
        left[path.stem[:3]] = {block.kind.value for block in found.blocks if not block.kind.readable}
    assert left == {
        "000": {"comments"},
        "001": set(),
        "002": {"published", "source", "keywords", "related"},
        "003": {"caption", "copyright"},
        "004": set(),
    }


PIECES = st.sampled_from(
    [
        "وقال",
        "الوزير",
        " ",
        "\n",
        "\r\n",
        ".",
        "؟",
        "«",
        "»",
        "“",
        "”",
        '"',
        "إقرأ أيضاً:",
        "التعليقات",
        "10.5",
        "\u064b",
    ]
)


@given(st.one_of(st.text(), st.lists(PIECES).map("".join)))
def test_any_text_has_blocks_and_sentences_in_order_and_in_range(text: str) -> None:
    read, found = laid(text)
    spans = [block.span for block in found.blocks]
    assert all(0 <= a.start < a.end <= len(read.text) for a in spans)
    assert all(a.end <= b.start for a, b in pairwise(spans))
    inside = [sentence.span for sentence in found.sentences]
    assert all(a.end <= b.start for a, b in pairwise(inside))
    for sentence in found.sentences:
        block = found.blocks[sentence.block]
        assert block.span.covers(sentence.span)
        assert block.kind in (BlockKind.TITLE, BlockKind.SUBTITLE, BlockKind.BODY)


@pytest.mark.parametrize("line", topic("headers")["date_line"]["examples"])
def test_a_line_that_is_a_date_is_the_day_of_publication(line: str) -> None:
    assert is_date_line(line)
    plan = layout(Article("t", f"عنوان المقال\n\n{line}\n\nوقعت مصر وتركيا معاهدة الصداقة أمس.\n", "0" * 64, "t.txt"))
    assert plan.issued is not None
    assert plan.issued.day


@pytest.mark.parametrize("line", topic("headers")["date_line"]["counter"])
def test_a_line_that_tells_what_was_done_on_a_day_is_none(line: str) -> None:
    assert not is_date_line(line)
