"""Whose deed a verb off its noun tells: of the treaty before its relative, of a paper without a name, of a cabinet."""

from __future__ import annotations

import pytest

from builder.extract import extract
from builder.model import Article, Value


def deeds(text: str) -> dict[tuple[str, str], set[str]]:
    """Each event by the name of its instrument and its kind, with its date, who takes part and how sure it is."""
    reading = extract(Article("x", text, "0" * 64, "x"), deep=True)
    names = {entity.key: entity.label for entity in reading.entities}
    of = {c.subject: names[str(c.object)] for c in reading.claims if c.predicate == "ofInstrument"}
    found: dict[tuple[str, str], set[str]] = {}
    for claim in reading.claims:
        if claim.subject in of:
            told = found.setdefault((of[claim.subject], claim.subject.split(":")[1]), set())
            if claim.predicate == "rdf:type":
                told.add(claim.factuality.value)
            elif claim.predicate in ("date", "participant"):
                told.add(claim.object.lexical if isinstance(claim.object, Value) else names[claim.object])
    return found


BUDAPEST = "اتفاقية بودابست"
CYBER = "الاتفاقية العربية لمكافحة جرائم تقنية المعلومات"
SKIES = "معاهدة السماء المفتوحة"


NPT = "معاهدة عدم انتشار الأسلحة النووية"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "ويعود اتفاق التجارة بين مصر وتونس، الذي عوض اتفاق الصيد لعام 2006، إلى 14 يناير 2019 حين وقعه البلدان.",
            {
                ("اتفاق التجارة", "Signature"): {"asserted", "2019-01-14", "مصر", "تونس"},
                ("اتفاق الصيد", "Signature"): {"asserted", "2006"},
            },
            id="what-an-aside-does-away-with-is-not-signed-behind-it",
        ),
        pytest.param(
            "ألغى البلدان اتفاق التجارة بين مصر وتونس الذي عوض اتفاق الصيد الموقع عام 2006.",
            {
                ("اتفاق التجارة", "Termination"): {"asserted", "مصر", "تونس"},
                ("اتفاق الصيد", "Signature"): {"asserted", "2006"},
            },
            id="what-is-done-away-with-keeps-its-own-participle",
        ),
    ],
)
def test_what_an_aside_does_away_with_is_not_gone_on_about(
    text: str, expected: dict[tuple[str, str], set[str]]
) -> None:
    assert deeds(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            f"صادق الأردن على {NPT} عام 1970. ووقع اتفاق ضمانات مع الوكالة الدولية للطاقة الذرية عام 1974. "
            "وانسحبت كوريا الشمالية من المعاهدة عام 2003.",
            {
                (NPT, "Ratification"): {"asserted", "1970", "الأردن"},
                (NPT, "Withdrawal"): {"asserted", "2003", "كوريا الشمالية"},
                ("اتفاق ضمانات", "Signature"): {"asserted", "1974", "الوكالة الدولية للطاقة الذرية"},
            },
            id="the treaty is the one that is called so",
        ),
        pytest.param(
            "وقعت إيطاليا وليبيا معاهدة الصداقة في روما عام 1935. غير أن وثائق التصديق عليها لم تتبادل.",
            {
                ("معاهدة الصداقة", "Signature"): {"asserted", "1935", "إيطاليا", "ليبيا"},
                ("معاهدة الصداقة", "InstrumentExchange"): {"denied"},
            },
            id="of another year than the known one, and never exchanged",
        ),
        pytest.param(
            "انسحبت غامبيا من نظام روما الأساسي، قبل الموعد الذي كان الانسحاب سيصبح فيه ساريا.",
            {
                ("نظام روما الأساسي", "Withdrawal"): {"asserted", "planned", "غامبيا"},
            },
            id="the withdrawal takes effect",
        ),
        pytest.param(
            "بعد سبعة وعشرين عاما من الجدل، وقع وزير الخارجية اليوناني نيكوس كوتزياس ونظيره المقدوني نيكولا ديميتروف "
            "اليوم الأحد (17 يونيو 2018)، في قرية بساراديس الحدودية على ضفة البحيرة، اتفاقا يقضي بفتح الحدود.",
            {
                ("اتفاقا", "Signature"): {"asserted", "2018-06-17", "نيكوس كوتزياس", "نيكولا ديميتروف"},
            },
            id="far behind the verb that opens a clause",
        ),
        pytest.param(
            "وقعت مصر والسودان مذكرة تفاهم لحماية الآثار عام 2016، قبل أن تبرم القاهرة مذكرات مماثلة مع ليبيا في 2018.",
            {("مذكرة تفاهم لحماية الآثار", "Signature"): {"asserted", "2016", "مصر", "السودان"}},
            id="similar ones are others",
        ),
        pytest.param(
            "وقعت مصر والسودان اتفاقية للتجارة. وألغت الحكومة عام 2012 اتفاقية تشغيله المبرمة مع شركة موانئ.",
            {("اتفاقية للتجارة", "Signature"): {"asserted", "مصر", "السودان"}},
            id="to operate a port is no treaty",
        ),
        pytest.param(
            f"ظلت {BUDAPEST}، التي صاغها مجلس أوروبا ووقعت في 23 نوفمبر 2001، هي الإطار، "
            f"وتليها {CYBER} المحررة بالقاهرة في 21 ديسمبر 2010.",
            {(BUDAPEST, "Signature"): {"asserted", "2001-11-23"}, (CYBER, "Signature"): {"asserted", "2010-12-21"}},
            id="a relative clause goes on with a passive",
        ),
        pytest.param(
            "أقر المجلس أمس تعديلات معاهدة الصداقة بين مصر وكينيا، وهي التعديلات التي كانت اللجنة قد ألغتها.",
            {("معاهدة الصداقة", "Adoption"): {"asserted"}},
            id="the relative is of the amendments",
        ),
        pytest.param(
            "بحث الوزيران اتفاق الصيد بين مصر وكينيا. وقد جرى تعديله بموجب ملحق وقعه الطرفان في 11 يوليو 2001، "
            "ولم يدخل حيز التنفيذ إلا في 2003.",
            {
                ("اتفاق الصيد", "Amendment"): {"asserted"},
                ("ملحق", "Signature"): {"asserted", "2001-07-11", "مصر", "كينيا"},
                ("ملحق", "EntryIntoForce"): {"asserted", "2003"},
            },
            id="an annex is signed and enters into force",
        ),
        pytest.param(
            "يذكر أن روسيا كانت قد خرجت في 18 ديسمبر 2021 من معاهدة الأجواء المفتوحة، بعد خروج الولايات المتحدة منها.",
            {(SKIES, "Withdrawal"): {"asserted", "2021-12-18", "روسيا", "الولايات المتحدة"}},
            id="who leaves stands before the verb, and behind the noun",
        ),
        pytest.param(
            "علقت الحركة مشاركتها في الحكومة رغم معاهدة الصداقة بين مصر والسودان.",
            {},
            id="a part in a cabinet",
        ),
        pytest.param(
            "علقت مصر مشاركتها في معاهدة الصداقة مع السودان.",
            {("معاهدة الصداقة", "Suspension"): {"asserted", "مصر"}},
            id="a part in the treaty",
        ),
        pytest.param(
            f"تنظم التعاون {BUDAPEST}. ويبدأ نفاذها بعد تسعين يوما من تاريخ إيداع الصك الأربعين من صكوك التصديق.",
            {(BUDAPEST, "EntryIntoForce"): {"conditional"}, (BUDAPEST, "Ratification"): {"conditional"}},
            id="days are counted from the condition",
        ),
        pytest.param(
            "وافق المجلس على تفويض وزارة المالية بالتوقيع على اتفاقية لتشجيع الاستثمار بين مصر وغانا.",
            {("اتفاقية لتشجيع الاستثمار", "Signature"): {"planned", "مصر", "غانا"}},
            id="to authorise is not to approve",
        ),
        pytest.param(
            "قال وزير خارجية مصر: اعتمدنا أمس انضمامنا إلى معاهدة الأجواء المفتوحة.",
            {(SKIES, "Accession"): {"unknown"}},
            id="what is approved is our accession",
        ),
        pytest.param(
            "علقت باريس العمل باتفاق التأشيرات بين فرنسا والجزائر، فردت عليها الجزائر بإشعار رسمي بنقضه.",
            {
                ("اتفاق التأشيرات", "Suspension"): {"asserted", "فرنسا"},
                ("اتفاق التأشيرات", "Termination"): {"asserted", "الجزائر"},
            },
            id="a notice of denunciation",
        ),
        pytest.param(
            "أقر البرلمان أمس القانون الذي قدمته الحكومة والقاضي بإنهاء العمل باتفاق التأشيرات بين فرنسا والجزائر.",
            {("اتفاق التأشيرات", "Termination"): {"asserted"}},
            id="a law that ends it",
        ),
        pytest.param(
            "ناقش البرلمان مشروع القانون القاضي بإنهاء العمل باتفاق التأشيرات بين فرنسا والجزائر.",
            {("اتفاق التأشيرات", "Termination"): {"unknown"}},
            id="a draft ends nothing",
        ),
        pytest.param(
            "انضمت مصر، بعد انسحاب كينيا من معاهدة الصداقة في نوفمبر 1971، إلى اللجنة التي تجتمع السنة القادمة.",
            {("معاهدة الصداقة", "Withdrawal"): {"asserted", "كينيا", "1971-11"}},
            id="another time to come behind the day of the deed",
        ),
        pytest.param(
            "ستحل اتفاقية السجناء بين مصر وكينيا، متى تبادل البلدان وثائق التصديق عليها، محل اتفاقية التعاون القضائي.",
            {("اتفاقية السجناء", "InstrumentExchange"): {"conditional", "مصر", "كينيا"}},
            id="once they have exchanged",
        ),
        pytest.param(
            "وقعت السعودية واليمن معاهدة الطائف. وقعها عن الملك عبد العزيز آل سعود نجله الأمير خالد.",
            {("معاهدة الطائف", "Signature"): {"asserted", "السعودية", "اليمن", "خالد"}},
            id="who is signed for does not sign",
        ),
    ],
)
def test_a_deed_is_of_what_its_clause_is_about(text: str, expected: dict[tuple[str, str], set[str]]) -> None:
    assert deeds(text) == expected
