"""Deeds told in turns of phrase that are easily missed, and what looks like them: kind, factuality, who and when."""

from __future__ import annotations

import pytest

from builder.extract import extract
from builder.model import Article, Value

Deed = tuple[str, str, frozenset[str]]
"""A kind, its factuality, and the participants' and the date's last part of the name."""

FISH = "اتفاق الصيد بين مصر وتونس"


def deeds(text: str) -> set[Deed]:
    """The deeds that an article of this text tells."""
    claims = [c for c in extract(Article("x", text, "0" * 64, "x"), deep=True).claims if c.subject.startswith("event:")]
    details: dict[str, set[str]] = {}
    for claim in claims:
        if claim.predicate in ("participant", "date"):
            value = claim.object.lexical if isinstance(claim.object, Value) else str(claim.object).rpartition("/")[2]
            details.setdefault(claim.subject, set()).add(value)
    kinds = ((c, c.object) for c in claims if c.predicate == "rdf:type")
    return {
        (kind.lexical, c.factuality.value, frozenset(details.get(c.subject, ())))
        for c, kind in kinds
        if isinstance(kind, Value)
    }


def deed(kind: str, truth: str, *details: str) -> Deed:
    return kind, truth, frozenset(details)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(f"وينتظر {FISH} توقيع الوزيرين.", {deed("Signature", "planned")}, id="it awaits the signing"),
        pytest.param(
            f"ولا يزال {FISH} بحاجة إلى مصادقة تونس.", {deed("Ratification", "planned", "TUN")}, id="it needs"
        ),
        pytest.param(
            f"ولا ينقص {FISH} ليدخل حيز التنفيذ سوى مصادقة تونس.",
            {deed("Ratification", "planned", "TUN")},
            id="it lacks but",
        ),
        pytest.param(
            f"وما زال {FISH} في انتظار التصديق عليه.", {deed("Ratification", "planned")}, id="taken up by a pronoun"
        ),
        pytest.param(f"ولا يحتاج {FISH} إلى مصادقة تونس.", set(), id="it needs none"),
        pytest.param(f"ويحتاج {FISH} إلى موافقة الجميع.", set(), id="an approval of everybody is no consent"),
        pytest.param(f"ولم ينقص {FISH} أمس بعد توقيع الكتاب عنه.", set(), id="another deed behind"),
    ],
)
def test_what_a_treaty_still_needs_is_planned(text: str, expected: set[Deed]) -> None:
    assert deeds(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "وسبق لمصر أن صادقت على معاهدة القوات.", {deed("Ratification", "asserted", "EGY")}, id="it had before"
        ),
        pytest.param(
            "ولم يسبق لمصر أن صادقت على معاهدة القوات.", {deed("Ratification", "denied", "EGY")}, id="it never had"
        ),
        pytest.param(
            "ومصر إن صادقت على معاهدة القوات ربحت.", {deed("Ratification", "conditional", "EGY")}, id="if it does"
        ),
        pytest.param("ومصر غير موقعة على معاهدة القوات.", {deed("Signature", "denied")}, id="not signatory"),
        pytest.param("وتعد مصر موقعة على معاهدة القوات.", {deed("Signature", "asserted")}, id="signatory"),
        pytest.param(
            "ولن تصبح معاهدة القوات سارية قبل أن تصادق عليها مصر.",
            {deed("EntryIntoForce", "planned"), deed("Ratification", "conditional", "EGY")},
            id="not before",
        ),
        pytest.param(
            "واحترمت مصر معاهدة القوات قبل أن تنسحب منها عام 1990.",
            {deed("Withdrawal", "asserted", "1990")},
            id="before it withdrew",
        ),
    ],
)
def test_what_was_done_before_and_what_is_not(text: str, expected: set[Deed]) -> None:
    assert deeds(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "وتراجعت الأسعار بعد توصل مصر والسودان وتونس والمغرب والجزائر وليبيا إلى اتفاق للتجارة الحرة.",
            {deed("Negotiation", "asserted", "EGY", "SDN", "TUN", "MAR", "DZA", "LBY")},
            id="many have reached it",
        ),
        pytest.param(
            "وهدأت الجبهة بعد توصل مصر إلى اتفاق هدنة مع ليبيا.",
            {deed("Negotiation", "asserted", "EGY")},
            id="the noun behind after",
        ),
        pytest.param(
            "ودعا الوزير إلى توصل مصر وليبيا إلى اتفاق هدنة.",
            {deed("Negotiation", "unknown", "EGY", "LBY")},
            id="the noun behind a wish",
        ),
        pytest.param(
            "ويسعى الوزير إلى أن تتوصل مصر وليبيا إلى اتفاق هدنة.",
            {deed("Negotiation", "unknown", "EGY", "LBY")},
            id="a clause behind a wish",
        ),
        pytest.param(
            "واحتج كثيرون بعد إقرار الكنيست معاهدة القوات مع مصر.",
            {deed("Ratification", "asserted", "knesset")},
            id="after the passing of it",
        ),
        pytest.param("واحتج كثيرون بعد إقرار قانون يعارض معاهدة القوات مع ليبيا.", set(), id="a law on it is passed"),
        pytest.param(
            "ومنذ صدور قرار مجلس الأمن 2216 تغير الوضع.", {deed("Adoption", "asserted")}, id="since it was issued"
        ),
        pytest.param("ولم يبق وقت لإصدار قرار بشأن معاهدة القوات بين مصر وليبيا.", set(), id="a decision on it"),
        pytest.param("ومنذ صدور كتاب عن معاهدة القوات بين مصر وليبيا تغير الوضع.", set(), id="a book was issued"),
        pytest.param(
            "ودخلت معاهدة القوات، الموقعة في 14 يونيو 1985 بين مصر وليبيا، حيز التنفيذ عام 1995.",
            {deed("EntryIntoForce", "asserted", "1995"), deed("Signature", "asserted", "EGY", "LBY", "1985-06-14")},
            id="each has its date",
        ),
        pytest.param(
            "وأودعت مصر لدى الأمين العام للأمم المتحدة صك انضمامها إلى معاهدة القوات.",
            {deed("Accession", "asserted", "EGY")},
            id="the depositary accedes to nothing",
        ),
        pytest.param(
            "وعادت المفاوضات مع مصر، التي خرجت من معاهدة القوات عام 2003.",
            {deed("Withdrawal", "asserted", "EGY", "2003")},
            id="who left it",
        ),
    ],
)
def test_a_deed_by_its_noun_or_in_a_clause_of_its_own(text: str, expected: set[Deed]) -> None:
    assert deeds(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "ووقع الرئيس أمرا تنفيذيا بالانسحاب من معاهدة القوات مع مصر.",
            {deed("Withdrawal", "asserted")},
            id="an executive order",
        ),
        pytest.param(
            "ودخل قرار مصر بالانسحاب من معاهدة القوات حيز التنفيذ.",
            {deed("Withdrawal", "asserted", "EGY")},
            id="the decision takes effect and not the treaty",
        ),
        pytest.param(
            "وقالت الوزارة إن الانسحاب من معاهدة القوات مع ليبيا يصبح نافذا غدا.",
            {deed("Withdrawal", "planned")},
            id="the withdrawal takes effect and not the treaty",
        ),
        pytest.param(
            "وأبلغت مصر ليبيا رسميا أنها ستنسحب من معاهدة القوات.",
            {deed("Withdrawal", "planned", "EGY")},
            id="who is told does not withdraw",
        ),
        pytest.param(
            "وعادت مصر أمس إلى معاهدة القوات مع ليبيا.", {deed("Accession", "asserted", "EGY")}, id="it returned to it"
        ),
        pytest.param(
            "وأعادت مصر الانضمام إلى معاهدة القوات مع ليبيا.",
            {deed("Accession", "asserted", "EGY")},
            id="it joined it again",
        ),
        pytest.param("وعادت مصر إلى بحث معاهدة القوات مع ليبيا.", set(), id="it returned to talk of it"),
        pytest.param("وعاد الحديث إلى معاهدة القوات بين مصر وليبيا.", set(), id="the talk returned to it"),
        pytest.param(
            "ونالت معاهدة القوات بين مصر وليبيا موافقة الكنيست.",
            {deed("Ratification", "asserted", "knesset")},
            id="it won an approval",
        ),
        pytest.param("ونالت معاهدة القوات بين مصر وليبيا موافقة الجميع.", set(), id="it won that of everybody"),
        pytest.param(
            "ومعاهدة القوات بين مصر وليبيا المصادق عليها عام 2017 سارية.",
            {deed("Ratification", "asserted", "2017")},
            id="the treaty ratified",
        ),
        pytest.param(
            "ومعاهدة القوات بين مصر وليبيا غير المصادق عليها ليست سارية.",
            set(),
            id="the treaty not ratified",
        ),
        pytest.param(
            "وقال الوزير إن معاهدة القوات وقعت من قبل مصر وليبيا.",
            {deed("Signature", "asserted", "EGY", "LBY")},
            id="signed by",
        ),
        pytest.param(
            "وكانت معاهدة القوات بين مصر وليبيا قد أبرمت وسط خلافات واسعة.",
            {deed("Signature", "asserted", "EGY", "LBY")},
            id="concluded amid",
        ),
    ],
)
def test_leaving_returning_and_consenting(text: str, expected: set[Deed]) -> None:
    assert deeds(text) == expected
