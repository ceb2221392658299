"""Who, when and where of an event: what belongs to the deed, and what only stands in its sentence."""

from __future__ import annotations

import pytest

from builder.model import Article, Value
from builder.recognise import actors, dates
from builder.relate import relations, statements
from builder.resolve import instruments
from builder.segment import layout


def told(text: str, predicate: str) -> set[str]:
    """The objects of the claims with a predicate; of entities the last part of the IRI or key."""
    article = Article("test", text, "0" * 64, "test.txt")
    plan = layout(article)
    found, days = actors.find(article, plan), dates.find(article, plan)
    deeds = instruments.find(article, plan, found, days)
    said = statements.find(article, plan, found)
    claims = relations.find(article, plan, found, days, deeds, said.statements).claims
    objects = (claim.object for claim in claims if claim.predicate == predicate)
    return {one.lexical if isinstance(one, Value) else str(one).rpartition("/")[2] for one in objects}


ANNALS = (
    "في مثل هذا اليوم\n1955 - اتفاق بين فرنسا وليبيا يقضي بسحب القوات.\n1920 - توقيع معاهدة سيفر بين تركيا وفرنسا.\n"
)


def test_an_item_of_annals_dates_what_it_tells() -> None:
    assert told(ANNALS, "date") == {"1955", "1920"}


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("اعتمد مجلس الأمن القرار 661 الذي فرض حظرا استمر حتى 2003.", set()),
        ("وقعت مصر وتركيا معاهدة الصداقة في عام 1990.", {"1990"}),
        ("وقعت مصر وتركيا معاهدة الصداقة واتفاقية التجارة في عامي 1994 و1999 على التوالي.", set()),
    ],
    ids=["end of the ban", "own", "respectively"],
)
def test_a_date_is_that_of_the_deed(text: str, dates: set[str]) -> None:
    assert told(text, "date") == dates


def test_states_after_a_temporal_adjunct_are_no_parties() -> None:
    text = "منذ توقيع الاتفاق النووي مع مجموعة (5+1)، تخشى دول المنطقة تدخل إيران في دول مثل سوريا واليمن."
    assert told(text, "hasParty") <= {"p5-plus-1", "IRN"}


def test_a_verb_that_goes_on_keeps_its_subject() -> None:
    text = "زار الرئيس الروسي فلاديمير بوتين القاهرة ووقع مع الرئيس المصري عبدالفتاح السيسي معاهدة الصداقة."
    assert told(text, "hasParty") == {"EGY", "RUS"}


def test_a_cabinet_that_decides_the_approval_ratifies() -> None:
    text = "قرر مجلس الوزراء الموافقة على اتفاقية بين وزارة الداخلية في مصر ووزارة الداخلية في ألمانيا."
    assert told(text, "rdf:type") >= {"Ratification"}
    assert not told(text, "participant") & {"EGY", "DEU"}


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        ("رحبت مصر بالاتفاق النووي الذي تم التوصل إليه بين إيران ومجموعة 5+1 في فيينا.", {"IRN", "p5-plus-1"}),
        ("فشلت إيران وتركيا في التوصل إلى اتفاقية تعاون بشأن المياه.", set()),
    ],
    ids=["reached", "failed"],
)
def test_those_who_reach_an_agreement_are_its_parties(text: str, parties: set[str]) -> None:
    assert told(text, "hasParty") == parties


@pytest.mark.parametrize(
    ("text", "adopted"),
    [
        ("في نيويورك يعتمد مجلس الأمن القرار 661 بشأن العراق.", True),
        ("صدر القرار 2216 عن مجلس الأمن بشأن اليمن.", True),
        ("يعتمد تنفيذ القرار 2216 على موقف اليمن.", False),
    ],
    ids=["adopts", "issued", "depends"],
)
def test_a_resolution_is_adopted_by_who_issues_it(text: str, adopted: bool) -> None:
    assert ("Adoption" in told(text, "rdf:type")) is adopted
