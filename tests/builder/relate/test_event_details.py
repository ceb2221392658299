"""Who, when and where of an event: what belongs to the deed, and what only stands in its sentence."""

from __future__ import annotations

import pytest

from builder.languages import topic
from builder.model import Article, ClaimRecord, PartialDate, Value
from builder.recognise import actors, dates
from builder.recognise.text import fold
from builder.relate import relations, statements
from builder.relate.anniversaries import counted
from builder.resolve import instruments
from builder.segment import layout


def claims_of(text: str, issued: PartialDate | None = None) -> tuple[ClaimRecord, ...]:
    """What the relations of a text claim."""
    article = Article("test", text, "0" * 64, "test.txt", issued=issued)
    plan = layout(article)
    found, days = actors.find(article, plan), dates.find(article, plan)
    named = instruments.find(article, plan, found, days)
    said = statements.find(article, plan, found)
    return relations.find(article, plan, found, days, named, said.statements).claims


def deeds(text: str) -> set[tuple[str, str]]:
    """Each kind of event with its factuality."""
    claims = (claim for claim in claims_of(text) if claim.predicate == "rdf:type")
    return {(one.object.lexical, one.factuality.value) for one in claims if isinstance(one.object, Value)}


def told(text: str, predicate: str, issued: PartialDate | None = None) -> set[str]:
    """The objects of the claims with a predicate; of entities the last part of the IRI or key."""
    objects = (claim.object for claim in claims_of(text, issued) if claim.predicate == predicate)
    return {one.lexical if isinstance(one, Value) else str(one).rpartition("/")[2] for one in objects}


PACT = "معاهدة الصداقة بين مصر والأردن."


@pytest.mark.parametrize(
    "before",
    [
        "وجرى على هامش أعمال القمة العربية السنوية، التوقيع على",
        "وجرى في القاهرة أمس بحضور عدد من الوزراء التوقيع على",
        "وجرى خلال اللقاء استعراض العلاقات، والتوقيع على",
    ],
)
def test_what_took_place_is_done_however_late_it_is_told(before: str) -> None:
    assert deeds(f"{before} {PACT}") == {("Signature", "asserted")}


@pytest.mark.parametrize(
    "before",
    [
        "وتم على هامش القمة بحث التوقيع على",
        "وتم في القاهرة الاتفاق على التوقيع على",
        "وجرى خلال اللقاء استعراض العلاقات، وأكد الوزير أهمية التوقيع على",
    ],
)
def test_what_took_place_was_only_talk_of_the_deed(before: str) -> None:
    assert deeds(f"{before} {PACT}") == {("Signature", "unknown")}


ANNALS = (
    "في مثل هذا اليوم\n1955 - اتفاق بين فرنسا وليبيا يقضي بسحب القوات.\n1920 - توقيع معاهدة سيفر بين تركيا وفرنسا.\n"
)


def test_an_item_of_annals_dates_what_it_tells() -> None:
    assert told(ANNALS, "date") == {"1955", "1920"}


def test_an_item_of_annals_behind_a_bullet_gives_its_year_to_the_days_that_it_tells() -> None:
    text = (
        "حدث في مثل هذا اليوم\nالقاهرة - 3 مارس 2021\nهذه أبرز المحطات.\n"
        "* 1951: وقعت مصر وتركيا معاهدة الصداقة. صادق البرلمان المصري على المعاهدة في 15 مايو.\n"
        "• 1960: اتفاقية الحدود بين مصر وليبيا.\n"
    )
    assert told(text, "date", PartialDate(2021, 3, 3)) == {"1951", "1951-05-15", "1960"}


@pytest.mark.parametrize(
    "text",
    [
        "يُتوقع أن تنضم تركيا إلى معاهدة الصداقة بين مصر وليبيا.",
        "وتوقع الوزير أن تنضم تركيا إلى معاهدة الصداقة بين مصر وليبيا.",
        "وينتظر أن تنضم تركيا إلى معاهدة الصداقة بين مصر وليبيا.",
    ],
)
def test_what_is_expected_is_planned(text: str) -> None:
    assert deeds(text) == {("Accession", "planned")}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("أشاد الوزير باتفاقية الحدود بين مصر وتونس. وقال إن المصادقة عليها تمت.", {"Ratification"}),
        ("أشاد الوزير باتفاق الحدود بين مصر وتونس. وقال إن المصادقة عليه تمت.", {"Ratification"}),
        ("أشاد الوزير باتفاقية الحدود بين مصر وتونس، وأعلن انسحابه منها.", {"Withdrawal"}),
        ("أشاد الوزير باتفاقية الحدود بين مصر وتونس. وقال إن المصادقة عليه تمت.", set()),
        ("بحث الوزير مشروع مذكرة تفاهم بين مصر وتونس، والتوقيع عليه.", {"Signature"}),
        ("أشاد الوزير بمعاهدة الصداقة بين مصر وتونس. وقال إن نصا جديدا يبحث وإن توقيعه مرتقب غدا.", set()),
        ("أشاد الوزير بمعاهدة الصداقة بين مصر وتونس. وقال إن القانون الجديد ألغاه البرلمان.", set()),
    ],
)
def test_a_masculine_pronoun_takes_up_no_feminine_treaty(text: str, found: set[str]) -> None:
    assert {kind for kind, _ in deeds(text)} == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("فهل صدقت مصر على معاهدة الصداقة مع تونس؟", {("Ratification", "unknown")}),
        ("صدقت مصر على معاهدة الصداقة مع تونس.", {("Ratification", "asserted")}),
        ("هل تغير شيء بعد أن صدقت مصر على معاهدة الصداقة مع تونس؟", {("Ratification", "asserted")}),
        ("أعلن وزير المالية المصري انضمام بلاده رسميا إلى معاهدة الحدود.", {("Accession", "asserted")}),
        (
            "وستتغير الأوضاع بعد أن تنسحب مصر من معاهدة الحدود وتلغي معاهدة الصداقة مع تونس.",
            {("Withdrawal", "conditional"), ("Termination", "conditional")},
        ),
        (
            "تنسحب مصر من معاهدة الحدود وتلغي معاهدة الصداقة مع تونس.",
            {("Withdrawal", "planned"), ("Termination", "asserted")},
        ),
        ("وقال إن خروج بلاده من معاهدة الحدود بات نافذا أمس.", {("Withdrawal", "asserted"), ("Withdrawal", "unknown")}),
        ("وكان من المفترض أن توقع مصر وتونس اتفاقية دفاع في 2023.", {("Signature", "unknown")}),
        ("ورفعت تونس تحفظاتها على اتفاقية سيداو عام 2014.", set()),
        ("ودافعت تونس عن معاهدة الصداقة لعام 2014 مع مصر.", {("Signature", "asserted")}),
        ("أصدر الرئيس المصري مرسوما قضى بتعليق معاهدة الصداقة مع تونس.", {("Suspension", "asserted")}),
        ("وبحث الوزير القانون الذي يعلق مشاركة بلاده في معاهدة الصداقة بين مصر وتونس.", set()),
        ("أعلن وزير المالية المصري رغبة بلاده في الانضمام إلى معاهدة الحدود.", {("Accession", "unknown")}),
    ],
)
def test_what_is_asked_or_announced(text: str, found: set[tuple[str, str]]) -> None:
    assert deeds(text) == found


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("اختارت الحكومة في ديسمبر 2013 يوم توقيع معاهدة الصداقة بين مصر وتونس عيدا وطنيا.", set()),
        ("وفي 5 مايو 2010، يوم توقيع معاهدة الصداقة بين مصر وتونس، خرج الناس.", {"2010-05-05"}),
    ],
)
def test_a_date_before_the_day_of_the_signing(text: str, days: set[str]) -> None:
    assert told(text, "date") == days


def test_what_nobody_expects_is_denied() -> None:
    assert deeds("لا يتوقع أن تنضم تركيا إلى معاهدة الصداقة بين مصر وليبيا.") == {("Accession", "denied")}


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("اعتمد مجلس الأمن القرار 661 الذي فرض حظرا استمر حتى 2003.", set()),
        ("وقعت مصر وتركيا معاهدة الصداقة في عام 1990.", {"1990"}),
        (
            "وقعت مصر وتركيا معاهدة الصداقة واتفاقية التجارة في عامي 1994 و1999 على التوالي.",
            {"1994", "1999"},
        ),
        ("وقعت مصر وتركيا وليبيا معاهدة الصداقة في عامي 1994 و1999 على التوالي.", set()),
        ("1952- مفاوضات بين مصر وتركيا. ووقع البلدان معاهدة الصداقة في 10 أيلول/سبتمبر.", {"1952-09-10"}),
        (
            "وقعت مصر وتركيا معاهدة الصداقة لكن تركيا لم تصادق عليها وفي 2011 توصل البلدان لاتفاق جديد.",
            {"2011"},
        ),
        ("قال البيان في 5 مايو 1990 إن مصر تدرس المعاهدة التي وقعتها مع تركيا.", set()),
        ("صادقت مصر على معاهدة الصداقة سنة 1995.", {"1995"}),
        ("وقعت مصر وتركيا معاهدة الصداقة في 5 مايو 1990 على هامش توقيع اتفاقية باريس.", {"1990-05-05"}),
        (
            "بعد قرار الشورى رقم 84 وتاريخ 2 يونيو 2015، قرر مجلس الوزراء الموافقة على معاهدة الصداقة مع تركيا.",
            set(),
        ),
        ("رحبت مصر - قبل القمة التي ستعقد في 2016 - بتوقيع معاهدة الصداقة مع تركيا.", set()),
        ("انتهت مدة معاهدة الصداقة بين مصر وتركيا في عام 1991.", {"1991"}),
        (
            "وقعت مصر وتركيا معاهدة الصداقة في مايو 1990 ودخلت حيز النفاذ في يناير من العام التالي.",
            {"1990-05", "1991-01"},
        ),
    ],
    ids=[
        "end of the ban",
        "own",
        "respectively",
        "not as many",
        "of an item of annals",
        "of the next deed",
        "of the statement",
        "no title's year",
        "on the sidelines",
        "of a decision",
        "of another meeting",
        "end",
        "next year",
    ],
)
def test_a_date_is_that_of_the_deed(text: str, dates: set[str]) -> None:
    assert told(text, "date") == dates


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("وقعت مصر وتركيا معاهدة الصداقة في فبراير.", {"2016-02"}),
        ("وقعت مصر وتركيا معاهدة الصداقة في ديسمبر.", {"2015-12"}),
        ("ستوقع مصر وتركيا معاهدة الصداقة في ديسمبر.", {"2016-12"}),
        ("انسحبت مصر من معاهدة الصداقة مع تركيا قبل ثلاثة أعوام.", {"2013"}),
        ("لن توقع مصر معاهدة الصداقة مع تركيا قبل عامين.", set()),
        ("ستوقع مصر معاهدة الصداقة مع تركيا تنفيذا لقرار القمة في مارس الماضي.", set()),
        ("قبل ثلاثين عاما بالتمام، وقعت مصر وتركيا معاهدة الصداقة.", {"1986-08-05"}),
        ("قبل ثلاثين عاما، وقعت مصر وتركيا معاهدة الصداقة.", set()),
    ],
)
def test_a_date_without_a_year_counts_from_the_articles_own(text: str, dates: set[str]) -> None:
    assert told(text, "date", PartialDate(2016, 8, 5)) == dates


def test_a_month_without_a_year_has_none_where_the_article_has_none() -> None:
    assert told("وقعت مصر وتركيا معاهدة الصداقة في فبراير.", "date") == set()


NUCLEAR = "أبرمت إيران والدول الكبرى خطة العمل الشاملة المشتركة"


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        pytest.param(f"{NUCLEAR} في الرابع عشر من يوليو الماضي.", {"2015-07-14"}, id="day-and-month"),
        pytest.param(f"{NUCLEAR} يوم 14 من الشهر الماضي.", {"2015-07-14"}, id="day-of-last-month"),
        pytest.param(f"{NUCLEAR} في شهر يوليو الماضي.", {"2015-07"}, id="month-alone"),
        pytest.param(f"{NUCLEAR} في 13 يوليو الماضي.", set(), id="another-day"),
        pytest.param(f"{NUCLEAR} في يونيو الماضي.", set(), id="another-month"),
        pytest.param(f"{NUCLEAR} في 14 يوليو 2016.", {"2016-07-14"}, id="year-that-is-told"),
        pytest.param(f"{NUCLEAR} الشهر الماضي.", set(), id="neither-day-nor-month"),
        pytest.param(f"{NUCLEAR} في يوليو الماضي. وزار الوزير باريس في 3 مايو 2019.", set(), id="later-article"),
        pytest.param("ستبرم إيران خطة العمل الشاملة المشتركة في 14 يوليو المقبل.", set(), id="plan"),
        pytest.param("اعتمد مجلس الأمن القرار 2231 يوم العشرين من الشهر الماضي.", {"2015-07-20"}, id="resolution"),
        pytest.param("اعتمد مجلس الأمن القرار 2231 يوم 21 من الشهر الماضي.", set(), id="resolution-on-another-day"),
        pytest.param("اعتمد مجلس الأمن القرار 2999 يوم العشرين من الشهر الماضي.", set(), id="resolution-unknown"),
        pytest.param("دخلت معاهدة نيو ستارت حيز التنفيذ في 5 فبراير.", {"2011-02-05"}, id="entry-into-force"),
        pytest.param("وقعت كينيا معاهدة تجارة الأسلحة في يونيو الماضي.", set(), id="one-of-many-some-june"),
        pytest.param("وقعت كينيا معاهدة تجارة الأسلحة في 3 يونيو الماضي.", {"2013-06-03"}, id="one-of-many-on-the-day"),
        pytest.param("وقعت مصر والأردن معاهدة الصداقة في 14 يوليو الماضي.", set(), id="unknown-treaty"),
    ],
)
def test_a_known_instrument_gives_its_own_day_the_year(text: str, dates: set[str]) -> None:
    assert told(text, "date") == dates


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("وقعت الهند ونيبال مذكرة تفاهم في 14 يوليو الماضي على هامش توقيع الاتفاق النووي الإيراني.", {"2015-07-14"}),
        ("وقعت الهند ونيبال مذكرة تفاهم في 15 يوليو الماضي على هامش توقيع الاتفاق النووي الإيراني.", set()),
        ("هدأ القصف في منتصف فبراير بعد توقيع اتفاقات مينسك.", {"2015-02"}),
        ("هدأ القصف في منتصف مارس بعد توقيع اتفاقات مينسك.", set()),
        ("هدأ القصف في منتصف فبراير بعد توقيع اتفاق الهدنة.", set()),
    ],
)
def test_what_is_done_beside_a_known_instrument_is_of_its_day(text: str, dates: set[str]) -> None:
    assert told(text, "date") == dates


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("وافق البرلمان المصري، في جلسته التي عقدها أمس، على معاهدة الصداقة مع تونس.", {"2016-08-04"}),
        ("وافق البرلمان المصري في جلسته العامة التي عقدها أمس على معاهدة الصداقة مع تونس.", {"2016-08-04"}),
        ("وافق البرلمان المصري على معاهدة الصداقة مع تونس التي بحثها أمس.", set()),
        ("وافق البرلمان المصري على معاهدة الصداقة مع تونس بعد الجلسة التي عقدها أمس.", set()),
    ],
)
def test_what_is_done_in_a_session_is_done_when_it_is_held(text: str, dates: set[str]) -> None:
    assert told(text, "date", PartialDate(2016, 8, 5)) == dates


def test_a_date_by_two_calendars_is_that_of_one_deed() -> None:
    text = "أبرمت السعودية والكويت اتفاقية الصيد في 6 ربيع الأول 1385هـ الموافق 5 يوليو 1965، وصدقت عليها الكويت لاحقا."
    assert [claim.subject.split(":")[1] for claim in claims_of(text) if claim.predicate == "date"] == ["Signature"]


@pytest.mark.parametrize(("day", "found"), [("26 مارس", "1979-03-26"), ("27 مارس", "2024-03-27")])
def test_a_year_that_was_only_guessed_gives_way_to_the_known_one(day: str, found: str) -> None:
    text = f"وقعت مصر وإسرائيل معاهدة السلام المصرية الإسرائيلية في {day}."
    assert told(text, "date", PartialDate(2024, 6, 19)) == {found}


def test_the_origin_of_such_a_date_says_so() -> None:
    [claim] = [one for one in claims_of(f"{NUCLEAR} في 14 يوليو الماضي.") if one.predicate == "date"]
    assert claim.rule == "event-date-of-known-instrument"


def test_what_a_provision_names_was_done_all_the_same() -> None:
    text = "تنص معاهدة الصداقة بين مصر وتركيا على احترام اتفاقية التجارة الموقعة بينهما في 3 مايو 1990."
    assert told(text, "date") == {"1990-05-03"}


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


@pytest.mark.parametrize(
    ("words", "years"),
    [
        ("الذكرى السادسة والثلاثون", 36),
        ("مرور 40 عاما", 40),
        ("مرور عشر سنوات", 10),
        ("الذكرى الـ75", 75),
        ("الذكرى الخامسة عشرة", 15),
        ("الذكرى الحادية عشرة", 11),
        ("الذكرى الحادية والعشرون", 21),
        ("مرور خمسة عشر عاما", 15),
        ("الذكرى المئوية", 100),
        ("ذكرى التوقيع", 0),
    ],
)
def test_the_years_of_an_anniversary_are_counted(words: str, years: int) -> None:
    assert counted(fold(words).split()) == years


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("وتعتزم مصر الانسحاب من معاهدة الصداقة مع تركيا.", "Withdrawal:planned"),
        (
            "وقعت مصر وتركيا معاهدة الصداقة بعد تسع سنوات من المفاوضات.",
            "Negotiation:asserted Signature:asserted",
        ),
        ("تبنى مجلس الأمن مساء الجمعة القرار 2334 بشأن سوريا.", "Adoption:asserted"),
        (
            "أخطرت مصر تركيا بانسحابها من معاهدة الصداقة، على أن يسري الانسحاب بعد عام.",
            "Withdrawal:asserted Withdrawal:planned",
        ),
        ("قررت الجزائر، مساء الأربعاء، التعليق الفوري لمعاهدة الصداقة مع إسبانيا.", "Suspension:asserted"),
        (
            "قالت الهند إنها ستعلق، بأثر فوري، العمل بمعاهدة السند المبرمة مع باكستان.",
            "Signature:asserted Suspension:asserted",
        ),
        (
            "تدخل معاهدة الصداقة بين مصر وتركيا حيز التنفيذ بعد مصادقة 50 دولة عليها.",
            "EntryIntoForce:conditional Ratification:conditional",
        ),
        ("أقر مجلس الشيوخ الأميركي معاهدة الصداقة مع تركيا.", "Ratification:asserted"),
        (
            "قالت مصر إن إنهاء معاهدة الصداقة مع تركيا لا يكون إلا بمعاهدة يصادق عليها البلدان.",
            "Ratification:conditional Termination:unknown",
        ),
    ],
    ids=["intends", "talks", "perfect", "notice", "decision", "at once", "awaits", "senate", "only by"],
)
def test_what_is_done_and_how_surely(text: str, kinds: str) -> None:
    assert " ".join(sorted(f"{kind}:{truth}" for kind, truth in deeds(text))) == kinds


def test_a_notice_is_given_by_who_leaves() -> None:
    assert told("أخطرت مصر تركيا في مايو 2020 بانسحابها من معاهدة الصداقة.", "participant") == {"EGY"}


def test_those_who_leave_together_leave_on_one_day() -> None:
    assert told("انسحبت إستونيا ولاتفيا من معاهدة الصداقة في 27 يونيو 2025.", "date") == {"2025-06-27"}


def test_his_country_is_the_state_of_who_speaks() -> None:
    text = "أعلن الرئيس الروسي فلاديمير بوتين أن بلاده تعلق مشاركتها في معاهدة الصداقة مع تركيا."
    assert told(text, "participant") == {"RUS"}


@pytest.mark.parametrize("text", topic("events")["belongs"]["examples"])
def test_who_belongs_to_a_treaty_is_its_party(text: str) -> None:
    assert told(text, "hasParty")


@pytest.mark.parametrize("text", topic("events")["belongs"]["counter"])
def test_who_does_not_belong_is_none(text: str) -> None:
    assert not told(text, "hasParty")


def test_a_resolution_invokes_a_chapter() -> None:
    text = "صدر القرار 678 عن مجلس الأمن بموجب الفصل السابع من ميثاق الأمم المتحدة."
    assert {one.rpartition(":")[2] for one in told(text, "invokes")} == {"chapter 7"}
    assert told(text, "articleNumber") == set()


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("وقعت مصر وتركيا معاهدة الصداقة. وتعهدت مصر وتركيا بموجب المعاهدة بتقديم المساعدة لكل محتاج.", {"EGY", "TUR"}),
        ("وقعت مصر وتركيا معاهدة الصداقة. وتلزم المعاهدة مصر بخفض عدد قواتها في الشمال.", {"EGY"}),
        ("وقعت مصر وتركيا معاهدة الصداقة. وتمنح المعاهدة مصر حق المرور في المضائق.", set()),
    ],
    ids=["undertake", "obliges", "grants"],
)
def test_who_is_bound(text: str, bound: set[str]) -> None:
    assert told(text, "obligor") == bound


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        (
            "وقعت مصر وتركيا معاهدة الصداقة في 5 مايو 1990.\n\nوصادق عليها البرلمان المصري في الشهر التالي.",
            {"1990-05-05", "1990-06"},
        ),
        (
            "اعتمدت الجمعية العامة معاهدة حظر التجارب النووية في 10 سبتمبر 1996، وفتحت للتوقيع بعد أسبوعين.",
            {"1996-09-10", "1996-09-24"},
        ),
        (
            "تبادلت مصر وتركيا وثائق التصديق على معاهدة الصداقة في 10 مايو 1990، فأضحت سارية المفعول.",
            {"1990-05-10"},
        ),
        ("تتمسك مصر باتفاقية 1929 التي أبرمتها مصر مع بريطانيا.", {"1929"}),
        ("أشادت تركيا بمعاهدة السلام بين مصر وإسرائيل (1979).", {"1979"}),
        ("وقعت مصر وتركيا معاهدة الصداقة في 5 مايو 1961. وتنص معاهدة الصداقة لعام 1961 على التعاون.", {"1961-05-05"}),
        ("أعلن وزير الخارجية أن مصر علقت العمل بمعاهدة الصداقة مع تركيا، معتبرا أن أنقرة أخلت بها في 2021.", set()),
        (
            "القاهرة 8 مايو 2024 - تمر اليوم الذكرى الثلاثون لتوقيع معاهدة الصداقة بين مصر وتركيا.\n\nوهي معروفة.",
            {"1994-05-08"},
        ),
    ],
    ids=["next month", "two weeks", "thereby", "name", "bracket", "told better", "reported", "anniversary today"],
)
def test_a_date_is_counted_from_what_is_told(text: str, dates: set[str]) -> None:
    assert told(text, "date") == dates


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("رفضت مصر التوقيع على معاهدة الصداقة مع تركيا.", {("Signature", "denied")}),
        ("معاهدة الصداقة بين مصر وتركيا لم تعلق ولم تلغ.", {("Suspension", "denied"), ("Termination", "denied")}),
        (
            "أعلنت مصر في بيان مشترك مساء الاثنين انسحابها «بأثر فوري» من نظام روما الأساسي.",
            {("Withdrawal", "asserted")},
        ),
        ("سحب الرئيس الأميركي بلاده من معاهدة الأجواء المفتوحة.", {("Withdrawal", "asserted")}),
        ("ألغت روسيا تصديقها على معاهدة حظر التجارب النووية.", {("Withdrawal", "asserted")}),
        (
            "لا تسري معاهدة الصداقة بين مصر وتركيا إلا بعد تبادل وثائق التصديق.",
            {("EntryIntoForce", "conditional"), ("InstrumentExchange", "conditional")},
        ),
        (
            "صادقت روسيا على معاهدة حظر التجارب النووية، فيما لم توقعها الهند.",
            {("Ratification", "asserted"), ("Signature", "denied")},
        ),
        ("ألغت واشنطن تأشيرة الوزير بعد معاهدة الصداقة بين مصر وتركيا.", set()),
        (
            "وقضت معاهدة القناة بين بنما والولايات المتحدة بنقل السيطرة إلى بنما تدريجيا، وانتهت عام 1999.",
            {("Termination", "asserted")},
        ),
    ],
    ids=[
        "refused",
        "passive",
        "effect quoted",
        "his country",
        "ratification undone",
        "only after",
        "while not",
        "visa",
        "and ended",
    ],
)
def test_what_is_done_and_by_what_words(text: str, found: set[tuple[str, str]]) -> None:
    assert deeds(text) == found


def test_a_place_that_the_agreement_is_about_is_not_that_of_its_signing() -> None:
    assert told("وقعت مصر وتركيا معاهدة الصداقة بشأن التجارة في لبنان.", "place") == set()
    assert told("وقعت مصر وتركيا معاهدة الصداقة في لبنان.", "place") == {"LBN"}
    assert told("أقر مجلس الوزراء معاهدة الصداقة بين وزارة الداخلية في لبنان وتركيا.", "place") == set()
    assert told("وقعت مصر وتركيا معاهدة الصداقة، خاصة أن التيار في لبنان يريدها.", "place") == set()


def test_who_is_named_in_another_clause_does_not_do_the_deed() -> None:
    assert (
        told("رحبت مصر بتوقيع معاهدة الصداقة مع الجيران، خاصة أن العداء بينهم وبين لبنان قديم.", "participant") == set()
    )
    assert told("رحبت مصر بتوقيع معاهدة الصداقة مع لبنان.", "participant") == {"LBN"}


def test_opening_for_signature_is_nobodys_signature() -> None:
    assert (
        told("اعتمدت الجمعية العامة للأمم المتحدة معاهدة حظر التجارب النووية، وفتحت للتوقيع في نيويورك.", "hasParty")
        == set()
    )


def dated(text: str) -> set[tuple[str, str]]:
    """Who does a deed, by the end of the IRI, and the date of that deed."""
    claims = claims_of(text)
    days = {c.subject: c.object.lexical for c in claims if c.predicate == "date" and isinstance(c.object, Value)}
    return {(str(c.object).rpartition("/")[2], days.get(c.subject, "")) for c in claims if c.predicate == "participant"}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "وصادق الأردن على معاهدة الصداقة مع مصر في 16 أيار 2019، ثم الصين في حزيران 2021 والهند في 2022.",
            {("JOR", "2019-05-16"), ("CHN", "2021-06"), ("IND", "2022")},
        ),
        (
            "وصادقت على معاهدة حظر التجارب النووية روسيا في ٣٠ يونيو ٢٠٠٠ وفرنسا وبريطانيا في ١٩٩٨.",
            {("RUS", "2000-06-30"), ("FRA", "1998"), ("GBR", "1998")},
        ),
        (
            "وصادقت على نظام روما الأساسي السنغال في 1999 والنيجر وبوركينا فاسو في 2002 و2004 على التوالي.",
            {("SEN", "1999"), ("NER", "2002"), ("BFA", "2004")},
        ),
        ("وصادقت على نظام روما الأساسي مالي والنيجر في 2002.", {("MLI", "2002"), ("NER", "2002")}),
    ],
    ids=["then and", "among them", "respectively", "together"],
)
def test_each_has_its_own_date(text: str, found: set[tuple[str, str]]) -> None:
    assert dated(text) == found


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("إن كييف لا تنوي في الوقت الراهن الانسحاب من معاهدة الصداقة مع روسيا.", {("Withdrawal", "denied")}),
        ("سيجمد الأردن استهلاكه من الغاز تنفيذا لأحكام معاهدة الصداقة مع مصر.", set()),
        ("بدء التفاوض حول إبرام اتفاقية تشجيع الاستثمار بين السعودية ومالطا.", {("Signature", "unknown")}),
        ("قال الوزير إن معاهدة الصداقة بين مصر وتركيا ما زالت سارية المفعول.", set()),
        ("أعلنت مصر إنهاء العمل «بأثر فوري» بمعاهدة الصداقة مع تركيا.", {("Termination", "asserted")}),
    ],
    ids=["no intention", "another object", "about", "still", "adjunct"],
)
def test_what_is_no_deed_and_what_is(text: str, kinds: set[tuple[str, str]]) -> None:
    assert {one for one in deeds(text) if one[0] != "Negotiation"} == kinds


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        (
            "القاهرة 1 مايو 2024 - يصادف اليوم مرور 45 عاما على انتهاء العمل بمعاهدة الصداقة مع مصر.\n\nوهي معروفة.",
            {"1979-05-01"},
        ),
        (
            "القاهرة 1 مايو 2024 - بدأ سريان معاهدة الصداقة مع تركيا بعد مرور 60 يوما على إيداع مصر صكها.\n\nوهي.",
            set(),
        ),
        (
            "تبادلت مصر وتركيا وثائق التصديق على معاهدة الصداقة في 20 ربيع الأول 1346هـ الموافق 17 سبتمبر 1927م.",
            {"1927-09-17"},
        ),
        ("اعتمد بروتوكول مونتريال سنة 1987.", {"1987"}),
    ],
    ids=["end", "days", "two calendars", "adopted"],
)
def test_anniversaries_and_calendars(text: str, dates: set[str]) -> None:
    assert told(text, "date") == dates


PACT = "تنظم معاهدة الصداقة بين مصر وتونس التجارة. "


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (PACT + "وسبقتنا ليبيا، التي صادقت عليها في مارس 2021.", {("Ratification", "asserted")}),
        ("سلمها إلى الدول الموقعة على معاهدة الصداقة بين مصر وتونس.", {("Signature", "asserted")}),
        ("سلمها إلى الدول الموقعة على الرسالة بعد معاهدة الصداقة بين مصر وتونس.", set()),
        ("سرت معاهدة الصداقة بين مصر وتونس اعتبارا من 27 أكتوبر 1990.", {("EntryIntoForce", "asserted")}),
        ("لم تصدق على معاهدة الصداقة سوى مصر وتونس.", {("Ratification", "asserted")}),
        ("نفت مصر أن تكون خلافات قد أدت إلى تأجيل التوقيع على معاهدة الصداقة مع تونس.", {("Signature", "planned")}),
        ("بحث الوزيران التوقيع المرتقب على معاهدة الصداقة بين مصر وتونس.", {("Signature", "planned")}),
        ("من المتوقع أن يعقد اجتماع في القاهرة للتوقيع على معاهدة الصداقة مع تونس.", {("Signature", "planned")}),
        ("أعلنت وزارة الخارجية أن إجراءات الانسحاب من معاهدة الصداقة مع تونس اكتملت.", {("Withdrawal", "asserted")}),
        ("أعلن وزير الخارجية المصري أمام البرلمان تعليق معاهدة الصداقة مع تونس.", {("Suspension", "asserted")}),
        ("أعلنت الحكومة المصرية العزم على تعليق معاهدة الصداقة مع تونس.", {("Suspension", "unknown")}),
        ("تمت المصادقة على معاهدة الصداقة بين مصر وتونس.", {("Ratification", "asserted")}),
        (PACT + "ويرى الخبير أن إنهاءها لا يكون إلا بمعاهدة أخرى يصادق عليها البلدان.", {("Termination", "unknown")}),
        (PACT + "وأبرم الجانبان عشرات التفاهمات، لم يدخل حيز التنفيذ منها سوى ستة.", set()),
        ("قرر الرئيس سحب خطاب إنهاء معاهدة الصداقة مع تونس.", {("Termination", "unknown")}),
        ("وافق المجلس على معاهدة الصداقة مع تونس، الموقع عليها في القاهرة.", {("Signature", "asserted")}),
    ],
    ids=[
        "who ratified it",
        "its signatories",
        "signatories of a letter",
        "takes effect",
        "none but these",
        "put off",
        "awaited",
        "a meeting for it",
        "completed",
        "announced",
        "meant",
        "was ratified",
        "another treaty",
        "some of them",
        "taken back",
        "signed on",
    ],
)
def test_a_deed_is_told_of_its_instrument(text: str, found: set[tuple[str, str]]) -> None:
    assert deeds(text) == found


def test_what_took_a_place_goes_on_as_the_subject() -> None:
    text = "حلت معاهدة الصداقة بين مصر وتونس محل اتفاقية التجارة بينهما، ووقعها البلدان في 5 مايو 1990."
    claims = claims_of(text)
    events = {str(c.subject) for c in claims if c.predicate == "date"}
    labels = {str(c.object) for c in claims if c.predicate == "ofInstrument" and c.subject in events}
    assert labels == {str(c.subject) for c in claims if c.predicate == "directlySupersedes"}


NOUNS = [topic("events")[name] for name in ("reported", "approvals", "carries_out", "presupposed")]


@pytest.mark.parametrize("text", [text for rule in NOUNS for text in rule["examples"]])
def test_the_noun_of_a_deed_that_is_reported_approved_or_carried_out_is_done(text: str) -> None:
    assert "asserted" in {truth for kind, truth in deeds(text) if kind != "Treaty"}


@pytest.mark.parametrize("text", [text for rule in NOUNS for text in rule["counter"]])
def test_the_noun_of_a_deed_that_is_only_spoken_of_is_not_done(text: str) -> None:
    told = {truth for kind, truth in deeds(text) if kind in topic("events")["kinds"]}
    assert told == {"unknown"}


@pytest.mark.parametrize("text", topic("events")["approves_again"]["counter"])
def test_an_approval_without_an_organ_before_it_is_no_ratification(text: str) -> None:
    assert "Ratification" not in {kind for kind, _ in deeds(text)}


def test_what_is_announced_for_a_day_to_come_is_not_done() -> None:
    assert ("Signature", "asserted") not in deeds("وأعلن الوزير عن توقيع اتفاقية بين مصر وتونس الأسبوع المقبل.")


def test_still_denies_nothing() -> None:
    assert ("Ratification", "unknown") in deeds("ولا زال مطلوبا مصادقة مصر وتونس على اتفاقية الصيد.")


def test_an_item_of_a_list_of_decisions_is_done_on_the_day_of_the_session() -> None:
    text = (
        "عنوان الخبر\n\nرأس الملك في 5 مايو 2018 جلسة مجلس الوزراء السعودي.\n"
        "وأصدر مجلس الوزراء السعودي القرارات الآتية:\n"
        "أولا: الموافقة على انضمام المملكة العربية السعودية إلى معاهدة القوات مع تونس.\n"
    )
    assert told(text, "date") == {"2018-05-05"}
    assert told(text, "participant") == {"SAU"}


def test_what_is_to_take_place_afterwards_is_planned() -> None:
    text = "وقعت مصر وتونس معاهدة القوات، على أن يتم بعد ذلك تبادل وثائق التصديق عليها."
    assert ("InstrumentExchange", "planned") in deeds(text)


def test_each_of_two_instruments_has_the_date_behind_it() -> None:
    text = "اعتمدت الجمعية العامة اتفاقية مناهضة التعذيب في 10 ديسمبر 1984، واتفاقية الاختفاء القسري في 20 ديسمبر 2006."
    days = [(str(c.subject), c.object) for c in claims_of(text) if c.predicate == "date"]
    assert len({one for one, _ in days}) == 2
    assert told(text, "date") == {"1984-12-10", "2006-12-20"}


def test_the_date_before_a_deed_is_that_of_each_who_does_it() -> None:
    text = "وفي 10 مارس 1990 صادقت مصر وتونس على معاهدة القوات."
    assert len([c for c in claims_of(text) if c.predicate == "date"]) == 2
    assert told(text, "date") == {"1990-03-10"}


JOINED = topic("events")["coordinated"]


@pytest.mark.parametrize(("text", "count"), [*JOINED["examples"], *JOINED["counter"]])
def test_what_is_joined_to_the_object_of_a_deed_is_an_object_too(text: str, count: int) -> None:
    done = {str(c.object) for c in claims_of(text) if c.predicate == "ofInstrument" and "year" not in c.rule}
    assert len(done) == count


def test_the_words_of_an_entry_into_force_are_whole() -> None:
    text = "دخلت اتفاقية التعاون بين مصر وتونس حيز التنفيذ في 4 نوفمبر 2016."
    said = {one.evidence[0].of(text) for one in claims_of(text) if str(one.rule).startswith("event-EntryIntoForce")}
    assert "دخلت اتفاقية التعاون بين مصر وتونس حيز التنفيذ" in said


def test_a_place_of_the_next_clause_is_none_of_the_deed() -> None:
    text = "وقعت مصر اتفاقية التعاون مع تونس تتضمن إنشاء مجلس في المغرب."
    assert told(text, "place") == set()
    assert told("وقعت مصر اتفاقية التعاون مع تونس في المغرب.", "place") == {"MAR"}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("وأصدر الملك مرسوما ملكيا بالمصادقة على معاهدة الحدود بين تونس والجزائر.", ("Ratification", "asserted")),
        ("ويناقش البرلمان مشروع قانون التصديق على معاهدة الحدود بين تونس والجزائر.", ("Ratification", "unknown")),
        ("واتفقت تونس والجزائر على تمديد معاهدة الحدود بينهما خمس سنوات.", ("Extension", "asserted")),
        ("وتنتظر الشركات دخول معاهدة الحدود بين تونس والجزائر حيز التنفيذ.", ("EntryIntoForce", "unknown")),
        ("ومع دخول معاهدة الحدود بين تونس والجزائر حيز التنفيذ نمت التجارة.", ("EntryIntoForce", "asserted")),
        ("وتجددت معاهدة الصداقة بين تونس والجزائر تلقائيا عام 1991.", ("Extension", "asserted")),
        ("ودافعت تونس عن معاهدة الحدود مع الجزائر، ولن تتراجع الدول الموقعة عليها.", ("Signature", "asserted")),
        ("وأثنى على مالي التي وقعت معها تونس معاهدة الحدود.", ("Signature", "asserted")),
        ("وقد يوقع البلدان معاهدة الصداقة بين تونس والجزائر.", ("Signature", "possible")),
        ("وينتظر أن يتم توقيع معاهدة الصداقة بين تونس والجزائر في القمة.", ("Signature", "planned")),
        ("وبعد مباحثات مطولة وقع الوزيران معاهدة الصداقة بين تونس والجزائر.", ("Signature", "asserted")),
        ("وتخلت تونس عن معاهدة الصداقة مع الجزائر.", ("Withdrawal", "asserted")),
        ("وأثار قرار تونس الانسحاب من معاهدة الصداقة مع الجزائر قلقا.", ("Withdrawal", "asserted")),
        ("ويناقش البرلمان مشروع قرار الانسحاب من معاهدة الصداقة مع الجزائر.", ("Withdrawal", "unknown")),
        ("وفقدت معاهدة الصداقة بين تونس والجزائر مفعولها.", ("Termination", "asserted")),
        ("ومدد البلدان العمل بمعاهدة الصداقة بين تونس والجزائر.", ("Extension", "asserted")),
        ("واتخذ مجلس الأمن القرار 1701 بالإجماع.", ("Adoption", "asserted")),
        ("ونقل الوزير استعداد بلاده لتوقيع معاهدة الصداقة بين تونس والجزائر.", ("Signature", "unknown")),
    ],
    ids=[
        "decree",
        "draft law",
        "agreed on",
        "awaited",
        "along with",
        "by itself",
        "signatories",
        "with whom",
        "perhaps",
        "expected",
        "behind an indefinite noun",
        "abandoned",
        "a decision",
        "a draft decision",
        "lost its force",
        "its operation extended",
        "adopted by a council",
        "willing",
    ],
)
def test_how_surely_a_deed_is_told(text: str, found: tuple[str, str]) -> None:
    assert {one for one in deeds(text) if one[0] == found[0]} == {found}


def test_a_treaty_signed_upon_is_found_behind_what_it_is_about() -> None:
    text = (
        "وافق مجلس الوزراء على اتفاقية بين تونس والجزائر لتدريب حرس الحدود الموقع عليها في مدينة تونس في 5 مايو 1990."
    )
    assert ("Signature", "asserted") in deeds(text)
    assert "1990-05-05" in told(text, "date")


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("وقعت مصر معاهدة الصداقة عام 1996. أما البروتوكولان الملحقان بالمعاهدة فقد صادقت عليهما تونس.", 0),
        ("أبرمت مصر وتونس معاهدة الصداقة ومعاهدة التجارة، وصادقت عليهما مصر في 2001.", 2),
        ("أبرمت مصر وتونس اتفاقيتين للتجارة والصداقة، وصادقت عليهما مصر في 2001.", 1),
        ("أبرمت مصر وتونس معاهدة الصداقة، وصادقت عليها مصر في 2001.", 1),
    ],
    ids=["of two protocols", "of both", "of a pair", "of one"],
)
def test_a_dual_pronoun_takes_up_two_instruments(text: str, count: int) -> None:
    kinds = [one.object for one in claims_of(text) if one.predicate == "rdf:type"]
    assert sum(isinstance(kind, Value) and kind.lexical == "Ratification" for kind in kinds) == count


def test_states_named_by_their_bodies_alone_may_be_the_two_who_sign() -> None:
    text = "التقى الجيش السوداني بالجيش المصري في الخرطوم، ثم وقع الطرفان اتفاقية المياه."
    assert told(text, "participant") == {"SDN", "EGY"}


def test_a_relative_clause_may_be_cut_off_behind_its_verb() -> None:
    assert deeds("النص الكامل لمعاهدة الشراكة التي وقعها") == {("Signature", "asserted")}


@pytest.mark.parametrize("text", topic("events")["told_on"]["examples"])
def test_the_date_of_the_telling_is_not_that_of_the_deed(text: str) -> None:
    assert told(text, "date") == set()


@pytest.mark.parametrize("text", topic("events")["told_on"]["counter"])
def test_who_announces_does_it_on_that_day(text: str) -> None:
    assert told(text, "date") == {"2010-05-05"}


FIVE = {"USA", "RUS", "CHN", "FRA", "IRN"}


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("رفض الرئيس عادل نبيل الاتفاق الذي توصلت إليه إيران مع تركيا في يوليو.", {"IRN", "TUR"}),
        ("عارضت مصر الاتفاق الذي توصلت إليه إيران مع دول كبرى.", {"IRN"}),
        ("ستنطلق الطائرات بموجب اتفاق مع تركيا تم التوصل إليه في يوليو.", {"TUR"}),
        ("دافع الرئيس عن اتفاق التجارة الذي تم التوصل إليه بين الولايات المتحدة وروسيا والصين وفرنسا وإيران.", FIVE),
        (
            "دافع الرئيس عن اتفاق مع تركيا تم التوصل إليه في يوليو تحت قيادة دول كبرى في مواجهة غضب من جانب مصر.",
            {"TUR"},
        ),
    ],
    ids=["behind", "not before", "passive", "listed", "not far off"],
)
def test_who_reached_an_agreement_told_by_a_pronoun(text: str, who: set[str]) -> None:
    assert told(text, "participant") == who


def test_what_is_said_to_have_been_reached_is_no_plan() -> None:
    text = "تشاور الرئيسان بهدف التأكيد على أن مصر وتركيا توصلتا إلى اتفاق لإنهاء الأزمة."
    assert deeds(text) == {("Negotiation", "asserted")}


@pytest.mark.parametrize("text", ["وقد اعتمد نصها في 19 يونيو 2023.", "وكان نصها قد أقر في 19 يونيو 2023."])
def test_what_is_done_with_its_text_is_done_with_it(text: str) -> None:
    assert ("Adoption", "asserted") in deeds("ترحب مصر والأردن بمعاهدة الملاحة. " + text)
    assert told("ترحب مصر والأردن بمعاهدة الملاحة. " + text, "date") == {"2023-06-19"}


def test_the_next_day_is_that_after_the_deed_before() -> None:
    text = "لندن - 6 يناير 2021\nوقعت مصر معاهدة الملاحة في 23 نوفمبر 2013، ثم انضم إليها الأردن في اليوم التالي."
    assert told(text, "date") == {"2013-11-23", "2013-11-24"}


def test_those_between_whom_it_was_signed_stand_behind_its_day_and_their_offices() -> None:
    text = "أبرم اتفاق الملاحة سرا في الرياض في 23 نوفمبر 2013 بين العاهل السعودي الراحل وأمير قطر وأمير الكويت."
    assert told(text, "hasParty") == {"SAU", "QAT", "KWT"}


def test_the_two_are_those_of_the_headline() -> None:
    text = "مصر والأردن توقعان معاهدة سلام\n\nوحضر الحفل رئيس تركيا ورئيس اليونان ووزير تركي.\n\n"
    assert told(text + "ووقع الطرفان اتفاقا إطاريا للنقل البحري.", "hasParty") >= {"EGY", "JOR"}
    assert "TUR" not in told(text + "ووقع الطرفان اتفاقا إطاريا للنقل البحري.", "hasParty")


def test_a_withdrawal_that_takes_effect_is_no_entry_into_force() -> None:
    text = "صار انسحاب ليتوانيا من معاهدة القوات نافذا في 6 مارس 2025."
    assert deeds(text) == {("Withdrawal", "asserted")}


def test_a_resolution_that_was_issued_says_nothing_by_that() -> None:
    text = "وقرار مجلس الأمن 2334 الذي صدر في 23 ديسمبر 2016 يؤكد أن المستوطنات غير شرعية."
    assert told(text, "date") == {"2016-12-23"}
    text = "واعتبر مجلس الأمن في القرار 497، الذي تبناه في 17 ديسمبر 1981، أن الضم باطل."
    assert told(text, "date") == {"1981-12-17"}


def test_an_adverb_in_quotation_marks_parts_no_verb_from_its_treaty() -> None:
    text = 'أما النيجر فأنهت "بأثر فوري"، في 16 مارس 2024، الاتفاق العسكري المبرم مع الولايات المتحدة عام 2012.'
    assert ("Termination", "asserted") in deeds(text)
    assert told(text, "hasParty") == {"NER", "USA"}


@pytest.mark.parametrize(("text", "day"), topic("events")["arrivals"]["examples"])
def test_a_treaty_that_came_at_a_date_was_signed_then(text: str, day: str) -> None:
    assert ("Signature", "asserted") in deeds(text)
    assert told(text, "date") == {day}


@pytest.mark.parametrize("text", topic("events")["arrivals"]["counter"])
def test_what_came_after_another_deed_is_not_dated_by_that(text: str) -> None:
    assert not told(text, "date")


def test_who_is_no_longer_bound_ends_it_and_who_only_said_something_before_does_not() -> None:
    text = "علقت كوريا الجنوبية معاهدة القوات التي كانت بيونغ يانغ قد أعلنت في نوفمبر 2023 أنها لم تعد ملزمة بها."
    assert deeds(text) == {("Suspension", "asserted"), ("Termination", "asserted")}
    assert told(text, "participant") == {"KOR", "PRK"}


@pytest.mark.parametrize("part", ["بصفة شاهد", "بصفتها ضامنا", "كضامنين وشهود"])
def test_who_signs_as_a_witness_makes_nothing(part: str) -> None:
    text = f"وقعت مصر وليبيا معاهدة القوات، ثم وقعتها تركيا {part}."
    assert told(text, "hasParty") == {"EGY", "LBY"}


def test_others_who_follow_leave_it_too() -> None:
    text = "وخرجت مصر من معاهدة القوات عام 2004، بعد عامين من إبلاغها عن قرارها، تلتها في يونيو 2012 تونس وليبيا."
    assert told(text, "hasParty") == {"EGY", "TUN", "LBY"}
    assert told(text, "date") == {"2004", "2012-06"}


def test_who_deposits_an_instrument_stands_before_the_verb() -> None:
    text = "يذكر أن مصر أودعت وثيقة انضمامها إلى معاهدة القوات في عام 2018."
    assert told(text, "participant") == {"EGY"}


def test_an_adopted_return_to_a_treaty_is_no_adoption_of_it() -> None:
    assert not told("أقر المجلس العودة إلى معاهدة القوات بين مصر وليبيا.", "ofInstrument")


def test_the_date_of_what_is_opposed_to_a_deed_is_not_its_own() -> None:
    text = "دخلت معاهدة القوات بين مصر وليبيا حيز التنفيذ، غير أن الطرفين اجتمعا في مارس 2012."
    assert not told(text, "date")


def test_what_is_excluded_to_have_been_ended_is_not_ended() -> None:
    assert deeds("ويستبعد الخبير أن تكون مصر قد ألغت معاهدة القوات.") == {("Termination", "denied")}


def test_those_with_whom_the_subject_of_a_relative_clause_signed_are_parties() -> None:
    text = "وطالب الخبير دول مجلس التعاون الخليجي التي وقعت معها إيران معاهدة القوات بالحذر."
    assert "IRN" in told(text, "hasParty")
    assert told("واجتمعت تونس التي وقعت معها إيران معاهدة القوات.", "hasParty") == {"IRN", "TUN"}


def test_whom_an_instrument_is_on_did_not_sign_it() -> None:
    makers = "اتفاقية بين وزارة الداخلية في مصر ووزارة الداخلية في الأردن"
    assert len(told(f"أقر البرلمان {makers} في شأن تدريب حرس الحدود، الموقعة في القاهرة.", "participant")) == len(
        told(f"أقر البرلمان {makers}، الموقعة في القاهرة.", "participant")
    )
    assert told("صدرت اتفاقية بشأن المياه بين مصر والأردن الموقعة في القاهرة.", "participant") == {"EGY", "JOR"}


def test_a_passive_right_behind_an_instrument_is_of_that() -> None:
    text = "وتعود الصداقة بين مصر وتونس إلى اتفاقية أبرمت عام 1967، تلاها بروتوكول وقع في ديسمبر 1982."
    dated = {claim.subject for claim in claims_of(text) if claim.predicate == "date"}
    assert len(dated) == 2


def test_what_is_only_weighed_is_no_plan() -> None:
    assert deeds("ستدرس مصر إمكانية إلغاء معاهدة القوات مع تونس.") == {("Termination", "unknown")}
    assert deeds("ستبذل مصر ما في وسعها لإبرام معاهدة القوات مع تونس.") == {("Signature", "unknown")}


def test_the_council_of_peace_adopts_no_treaty() -> None:
    assert not deeds("وأقر مجلس الأمن الدولي معاهدة القوات بين مصر وتونس في قراره 2510.")


def test_a_withdrawal_that_does_not_run_before_its_day() -> None:
    text = "انسحبت مصر من معاهدة القوات. ولا يسري الانسحاب إلا في 3 يوليو 2019."
    assert ("Withdrawal", "conditional") in deeds(text)


def test_a_decree_of_ratification_ratifies_though_it_is_counted() -> None:
    text = "ونشرت الجريدة مرسوما رابعا بالتصديق على معاهدة القوات مع تونس."
    assert deeds(text) == {("Ratification", "asserted")}


def test_an_expiry_in_the_present_is_to_come() -> None:
    assert deeds("معاهدة الملاحة بين مصر وتونس تنقضي بعد عام.") == {("Termination", "planned")}


def test_an_entry_into_force_has_no_place() -> None:
    assert not told("دخلت معاهدة الملاحة بين مصر وتونس حيز التنفيذ أمس في القاهرة.", "place")


def test_what_was_signed_then_has_its_own_place() -> None:
    text = "وقعت مصر وتونس اتفاقية البحار في القاهرة في 23 ديسمبر 1976 ثم اتفاقية الحدود في تونس في 2 سبتمبر 1996."
    assert told(text, "date") == {"1976-12-23", "1996-09-02"}


def test_the_date_behind_an_inserted_circumstance_is_not_that_of_the_deed_in_it() -> None:
    inserted = "توقع الخبير أن تنمو التجارة، وذلك بعد توقيع معاهدة القوات بين مصر وليبيا، في الموانئ عام 2016."
    assert not told(inserted, "date")
    assert told(inserted.replace("، وذلك", ""), "date") == {"2016"}


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("وقع د. سامح شكري وزير الخارجية المصري معاهدة القوات مع تونس.", {"sameh-shoukry", "TUN"}),
        ("وقع نائب رئيس مجلس الوزراء العراقي فؤاد حسين معاهدة القوات.", {"fuad-hussein"}),
        (
            "وقع فؤاد حسين، السبت، مع وزير خارجية المغرب ناصر بوريطة، معاهدة القوات، وذلك في مقر الخارجية المغربية.",
            {"fuad-hussein", "nasser-bourita", "MAR"},
        ),
        (
            "نشرت معاهدة القوات. وجاء توقيع المعاهدة على هامش أعمال الدورة الخامسة للجمعية العامة للأمم المتحدة.",
            set(),
        ),
    ],
    ids=["a-title-of-one-letter", "the-organ-one-heads", "who-does-it-with-him", "whose-session-it-is"],
)
def test_who_takes_part_is_told_from_titles_and_places(text: str, who: set[str]) -> None:
    assert told(text, "participant") == who


def test_who_tells_of_a_deed_does_not_do_it() -> None:
    text = "وقالت الخارجية المصرية: تم التوصل إلى اتفاقية تسليم المطلوبين بين تونس وليبيا."
    assert told(text, "participant") == {"TUN", "LBY"}


def test_what_a_ruler_intends_for_his_country_is_planned_by_it() -> None:
    text = "أعلن الرئيس المصري، قبل أيام، اعتزام بلاده الانسحاب من معاهدة القوات مع تونس."
    assert deeds(text) == {("Withdrawal", "planned")}
    assert told(text, "participant") == {"EGY"}


@pytest.mark.parametrize(
    ("headline", "what", "who"),
    [
        ("مصر: الانسحاب من معاهدة الأجواء بيد البرلمان", "unknown", set()),
        ("مصر وتركيا: التوقيع على معاهدة الأجواء في القاهرة", "asserted", {"EGY", "TUR"}),
    ],
    ids=["what-is-said-of-it", "what-was-done"],
)
def test_a_deed_behind_the_colon_of_a_headline(headline: str, what: str, who: set[str]) -> None:
    text = f"{headline}\n\nنشرت الصحف ذلك أمس."
    assert {factuality for _, factuality in deeds(text)} == {what}
    assert told(text, "participant") == who


def test_a_parliament_of_a_body_is_none_of_the_two_who_sign() -> None:
    text = "البرلمان الأوروبي يقر اتفاق الصيد مع المغرب\n\nوكان الطرفان قد وقعا اتفاق الصيد في بروكسل."
    assert "european-parliament" not in told(text, "hasParty")


def test_the_capital_of_a_state_does_not_make_it_one_of_the_two() -> None:
    text = "وقع الوزير اليمني خالد العمري في العاصمة السعودية اتفاق عدن لوقف القتال بين الطرفين."
    assert "SAU" not in told(text, "hasParty")


def test_who_signs_only_as_a_witness_is_no_party() -> None:
    text = "وقع معاهدة القوات وزيرا خارجية مصر وليبيا، ووقع عليها الرئيس التركي رجب طيب أردوغان شاهدا."
    assert told(text, "hasParty") == {"EGY", "LBY"}


def test_who_is_named_behind_when_does_nothing_before_it() -> None:
    text = "وتعرض الاتفاق الذي أبرم بين مصر وليبيا حول معاهدة الأجواء لانتكاسة حين عارضه الوزير التونسي خالد العمري."
    assert told(text, "signedBy") == set()
    text = "ووقعت مصر وليبيا معاهدة الأجواء عندما زار القاهرة الوزير التونسي خالد العمري."
    assert told(text, "participant") == {"EGY", "LBY"}


def test_a_statement_that_speaks_of_a_resolution_does_not_adopt_it() -> None:
    text = "وأصدر مجلس الأمن أمس بيانا دعا فيه إلى تنفيذ القرار 2231."
    assert "Adoption" not in {kind for kind, _ in deeds(text)}
    assert ("Adoption", "asserted") in deeds("وأصدر مجلس الأمن أمس القرار 2231.")


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        (
            "وتعيّن الحدود معاهدة الصداقة المعقودة بين فرنسا والمملكة الليبية المتحدة عام 1955.",
            {"FRA", "LBY"},
        ),
        (
            "وغضبت أثينا من مذكرة التفاهم حول السيادة على المناطق البحرية التي وقعها الرئيس التركي رجب طيب إردوغان "
            "ورئيس المجلس الرئاسي الليبي فائز السراج.",
            {"TUR", "LBY"},
        ),
        (
            "وهي المعاهدة التي وقعها في روما الوزير الفرنسي سامي دوران ورئيس الوزراء الإيطالي كارلو روسي.",
            {"FRA", "ITA"},
        ),
        ("وصادق البرلمان التونسي على الاتفاقية المؤسسة للبنك الإفريقي. ودخلت الاتفاقية طور النفاذ.", {"TUN"}),
        ("وصادق البرلمان التونسي على الاتفاقية المتعلقة بالصيد البحري.", {"TUN"}),
        ("وذكرت الصحف اتفاقية قانون البحار، علما بأن تركيا ليست طرفا فيها، وأن ليبيا وقعتها.", {"LBY"}),
        ("وصادقت الشركة على الاتفاقية المتعلقة بتوريد السفن.", set()),
        ("ووقع الرئيس الروسي فلاديمير بوتين القانون الذي ينهي مشاركة بلاده في معاهدة الأجواء المفتوحة.", {"RUS"}),
        ("ونظمت البحر معاهدة الصداقة التي أبرمتها بلاد فارس مع بريطانيا عام 1921.", {"IRN", "GBR"}),
        ("وعادت الصحف إلى معاهدة السوق المشتركة «الكوميسا» الموقعة في تونس عام 1994.", set()),
    ],
    ids=[
        "a-kingdom",
        "officers-behind-the-matter",
        "officers-of-two",
        "founding",
        "on-a-matter",
        "another-clause",
        "firm",
        "participation",
        "persia",
        "a-by-name",
    ],
)
def test_who_is_party_by_what_is_told_of_the_treaty(text: str, parties: set[str]) -> None:
    assert told(text, "hasParty") == parties


def test_the_predecessor_told_by_its_year_is_superseded() -> None:
    text = (
        "ووقعت مصر والأردن معاهدة الحدود. وأحجمت تونس عن سلفها، أي اتفاقية عام 1994، التي حلت محلها المعاهدة الحالية."
    )
    assert [c for c in claims_of(text) if c.predicate == "directlySupersedes"]


@pytest.mark.parametrize(("once", "truth"), [("، متى سرى،", "conditional"), ("", "asserted")])
def test_what_takes_a_place_once_it_is_in_force_takes_it_conditionally(once: str, truth: str) -> None:
    text = f"ووقعت مصر والأردن معاهدة الحدود. وحلت المعاهدة{once} محل اتفاقية الهدنة المبرمة بين البلدين عام 1949."
    assert {c.factuality.value for c in claims_of(text) if c.predicate == "directlySupersedes"} == {truth}
