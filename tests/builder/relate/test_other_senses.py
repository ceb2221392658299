"""Words of events in other senses: what is initialled, what happens, what is said to end a treaty."""

from __future__ import annotations

import pytest

from builder.extract import extract
from builder.model import Article, Value

_KNOWN = "تنظم معاهدة الصداقة بين مصر وتونس التجارة. "


def events(text: str) -> set[str]:
    """The kinds of the events that a text tells."""
    claims = extract(Article("test", text, "0" * 64, "test.txt")).claims
    typed = (claim.object for claim in claims if claim.predicate == "rdf:type" and claim.subject.startswith("event"))
    return {one.lexical for one in typed if isinstance(one, Value)}


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("وقع وزيرا خارجية مصر وتونس في القاهرة بالأحرف الأولى على معاهدة الصداقة.", set()),
        ("وقع وزيرا خارجية مصر وتونس في القاهرة على معاهدة الصداقة.", {"Signature"}),
        ("دعا الوزير، وفقا لمعاهدة الصداقة بين مصر وتونس، إلى بحث أي هجمات وقعت، أيا كان مرتكبوها.", set()),
        ("كانت معاهدة الصداقة بين مصر وتونس قد وقعت في عام 1961.", {"Signature"}),
        (_KNOWN + "وقال النائب إن الحكم ينهي المعاهدة ويعيد الملف إلى بدايته.", set()),
        ("أنهت مصر معاهدة الصداقة مع تونس عام 1990.", {"Termination"}),
        ("أنهت معاهدة لوزان الحرب التي استمرت أعواما.", set()),
        (_KNOWN + "وتلغي المعاهدة تدريجيا ما لا يقل عن نصف الرسوم.", set()),
        ("أقرت معاهدة الصداقة بين مصر وتونس المساواة بين الطرفين.", set()),
        ("اعتمدت معاهدة الصداقة بين مصر وتونس في القاهرة.", {"Adoption"}),
        (_KNOWN + "وقال النائب إن المعاهدة ستبقى سارية المفعول.", set()),
        ("ما تزال معاهدة الصداقة، التي تربط مصر بتونس وليبيا منذ توقيعها في القاهرة، سارية المفعول.", {"Signature"}),
        (
            "ما زال الوزير يدرس معاهدة الصداقة بين مصر وتونس التي وقعت في القاهرة، السارية منذ 1990.",
            {"EntryIntoForce", "Signature"},
        ),
        ("وقع الرئيس قانونا ينص على تنفيذ معاهدة الصداقة بين مصر وتونس.", set()),
        ("أنهى اتفاق الصداقة بين مصر وتونس العقد الموقع عام 2011.", set()),
        ("ينتظر الجميع قانون مراجعة اتفاق الصداقة بين مصر وتونس الذي وقعه الرئيس في مايو 2010.", set()),
        ("عقدت مصر وتونس معاهدة الصداقة في القاهرة.", {"Signature"}),
        ("عقدت مصر وتونس قمة عن معاهدة الصداقة بينهما.", set()),
        ("أعلن الوزير أمله في عقد معاهدة الصداقة بين مصر وتونس.", set()),
        ("انتقدت حركة التجديد معاهدة الصداقة بين مصر وتونس.", set()),
        ("أعلنت الحركة التصديق على معاهدة الصداقة بين مصر وتونس.", {"Ratification"}),
        ("وافقت لجنة الدفاع بمجلس النواب المصري على معاهدة الصداقة مع تونس.", set()),
        ("وافق مجلس النواب المصري على معاهدة الصداقة مع تونس.", {"Ratification"}),
        (_KNOWN + "وأبطلت محكمة القضاء الإداري المعاهدة أمس.", set()),
        (_KNOWN + "وأبطلت مصر المعاهدة أمس.", {"Termination"}),
        ("وقعت مصر وتونس محضر اجتماع لجنة المياه في ضوء معاهدة الصداقة.", set()),
    ],
    ids=[
        "initialled",
        "signed",
        "happened",
        "was signed",
        "a ruling",
        "a party",
        "a war",
        "duties",
        "laid down",
        "adopted",
        "stays in force",
        "still in force",
        "in force since",
        "a law",
        "a contract",
        "a law on it",
        "concluded",
        "held",
        "a hope",
        "a movement's name",
        "a movement's deed",
        "a committee",
        "a parliament",
        "a court",
        "a state",
        "a record of a meeting",
    ],
)
def test_a_word_of_another_sense_tells_of_no_event(text: str, kinds: set[str]) -> None:
    assert events(text) == kinds


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("رحبت مصر بقرار مجلس الأمن 2216 الصادر في أبريل 2015.", {"Adoption"}),
        ("رحبت مصر بقرار مجلس الأمن رقم 2216 الصادر في أبريل 2015.", {"Adoption"}),
        ("جمعت العريضة 500 توقيع ضد معاهدة الصداقة بين مصر وتونس.", set()),
        ("أشار إلى معاهدة الصداقة بين مصر وتونس في القانون 12 الصادر عام 1990.", set()),
    ],
    ids=["number", "its number", "names on a list", "a law"],
)
def test_a_number_before_a_participle_is_that_of_the_instrument(text: str, kinds: set[str]) -> None:
    assert events(text) == kinds
