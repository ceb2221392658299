"""One article read whole: where several stages must work together for one thing to be read right."""

from __future__ import annotations

from pathlib import Path

from builder import read
from builder.extract import extract
from builder.model import Reading, Value

FIRST = "وقع الرئيس الروسي فلاديمير بوتين والزعيم الكوري الشمالي كيم جونغ أون معاهدة الشراكة بين البلدين.\n"


def reading(folder: Path, text: str) -> Reading:
    """What is read in an article of these words."""
    path = folder / "article.txt"
    path.write_text(text, encoding="utf-8")
    return extract(read.article(path))


def said(found: Reading, kind: str, predicate: str) -> set[str]:
    """The words on which a property of events of a kind is claimed, or its values where they are literals."""
    events = {c.subject for c in found.claims if c.predicate == "rdf:type" and c.object == Value(kind, "class")}
    claims = [c for c in found.claims if c.subject in events and c.predicate == predicate]
    return {span.of(found.article.text) for claim in claims for span in claim.evidence}


def test_those_who_exchange_instruments_stand_behind_by(tmp_path: Path) -> None:
    text = (
        FIRST
        + "وشهد الحفل تبادل وثائق التصديق على المعاهدة من قبل نائبي الوزيرين، كيم جونغ غيو ممثلا عن كوريا الشمالية "
        + "وأندريه رودينكو ممثلا عن روسيا.\n"
    )
    found = said(reading(tmp_path, text), "InstrumentExchange", "participant")
    assert found >= {"كوريا الشمالية", "روسيا"}
    assert any("رودينكو" in words for words in found)


def test_what_is_done_during_a_visit_is_done_there(tmp_path: Path) -> None:
    text = FIRST + "وتم توقيع معاهدة الشراكة خلال زيارة الرئيس الروسي إلى بيونغ يانغ.\n"
    assert said(reading(tmp_path, text), "Signature", "place") == {"بيونغ يانغ"}


def test_a_visit_elsewhere_is_no_place_of_what_is_not_done_then(tmp_path: Path) -> None:
    text = FIRST + "وتم توقيع معاهدة الشراكة، ثم سافر الرئيس إلى هانوي.\n"
    assert said(reading(tmp_path, text), "Signature", "place") == set()


def test_close_relations_are_no_document(tmp_path: Path) -> None:
    text = FIRST + "وتنظر واشنطن بتشكك إلى العلاقات الوثيقة بين روسيا وكوريا الشمالية. ونصت الوثيقة على التعاون.\n"
    found = reading(tmp_path, text)
    documents = [m.span for m in found.mentions if "وثيقة" in m.span.of(found.article.text)]
    assert [span.start for span in documents] == [text.rindex("الوثيقة")]


def test_a_text_that_is_shown_is_not_said(tmp_path: Path) -> None:
    shown = FIRST + "وكشفت وكالة الأنباء المركزية الكورية عن النص الكامل لمعاهدة الشراكة بين البلدين.\n"
    assert reading(tmp_path, shown).statements == ()
    told = FIRST + "وكشفت وكالة الأنباء المركزية الكورية عن أن معاهدة الشراكة دخلت حيز التنفيذ أمس.\n"
    assert len(reading(tmp_path, told).statements) == 1
