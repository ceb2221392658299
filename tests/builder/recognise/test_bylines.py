"""The writer and the paper that a byline names: persons by their place in the line, papers that are no places."""

import pytest

from builder.model import Article
from builder.recognise.actors import find
from builder.segment import layout

_BODY = "وقعت الحكومة أمس الاتفاقية مع الحكومة المجاورة، ورحب بها الطرفان."


def actors(line: str, kind: str, body: str = _BODY) -> set[str]:
    text = f"توقيع اتفاقية جديدة\n\n{line}\n\n{body}"
    read = Article("x", text, "", "x.txt")
    return {entity.label for entity in find(read, layout(read)).entities if entity.kind == kind}


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("الرباط - هند العلمي", {"هند العلمي"}),
        ("سامي سلامة ـ الأحد 13 أكتوبر 2024", {"سامي سلامة"}),
        ("بقلم: حسن الطبيب", {"حسن الطبيب"}),
        ("بقلم: د. رنا الخصاونة", {"رنا الخصاونة"}),
        ("مرسى مطروح - سامية الجندى:", {"سامية الجندى"}),
        ("كتب - محمود صبري:", {"محمود صبري"}),
        ("دمشق - من محمود الشجاع", {"محمود الشجاع"}),
        ("خالد الراعي – سبق", {"خالد الراعي"}),
        ("خالد الراعي سبق - الرياض:", {"خالد الراعي"}),
        ("القاهرة: خالد الراعي - تونس: حسن الطبيب", {"خالد الراعي", "حسن الطبيب"}),
    ],
    ids=[
        "place-and-writer",
        "writer-and-day",
        "by",
        "by-with-a-title",
        "an-unknown-town-and-a-colon",
        "wrote",
        "from",
        "writer-and-paper",
        "the-paper-within",
        "two-writers",
    ],
)
def test_whatever_follows_a_given_name_in_a_byline_is_of_the_name(line: str, names: set[str]) -> None:
    assert actors(line, "Person") == names


@pytest.mark.parametrize(
    "line",
    [
        "سلام عادل - مطلب قديم - حلم جديد",
        "حسن العمل والنظام غدا للجميع: القاهرة",
        "القاهرة - وكالات",
        "هند والصين - جولة جديدة",
    ],
    ids=["a-slogan", "a-sentence", "agencies", "states"],
)
def test_a_line_of_other_things_names_no_writer(line: str) -> None:
    assert actors(line, "Person") == set()


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("الناقورة (جنوب لبنان) – 27 أكتوبر 2022", set()),
        ("لاهاي (هولندا) - وكالات", set()),
        ("بقلم: حسن الطبيب", set()),
        ("سامي سلامة ـ الأحد 13 أكتوبر 2024", set()),
        ("عمر إبراهيم – عين اليوم", {"عين اليوم"}),
    ],
    ids=["a-side-of-a-state", "a-state", "a-writer", "a-month", "a-paper"],
)
def test_a_place_a_writer_or_a_month_publishes_nothing(line: str, names: set[str]) -> None:
    assert actors(line, "MediaOrganisation") == names
