"""Actors: who is named, what they are called again, and what is no name."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builder.model import Article, Entity
from builder.read import article
from builder.recognise.actors import Found, find
from builder.resources import folder
from builder.segment import layout

ORGANISATIONS = ("Organisation", "StateOrgan", "MediaOrganisation", "InternationalOrganisation")


def found(text: str) -> tuple[Article, Found]:
    read = Article("x", text, "", "x.txt")
    return read, find(read, layout(read))


def labels(text: str, *kinds: str) -> list[str]:
    return [entity.label for entity in found(text)[1].entities if entity.kind in kinds]


def mentions(text: str, key: str) -> list[str]:
    read, actors = found(text)
    return [mention.span.of(read.text) for mention in actors.mentions if mention.entity.endswith(key)]


def person(text: str) -> Entity:
    return next(entity for entity in found(text)[1].entities if entity.kind == "Person")


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("وقع وزير الموارد المائية الغاني كوفي منساه الاتفاق.", ["كوفي منساه"]),
        ("وقال المتحدث باسم الوزارة مارك هيلي إن العمل جار.", ["مارك هيلي"]),
        ("وقال كاتسو أمارو، مدير عام الوكالة الدولية، إن العمل جار.", ["كاتسو أمارو"]),
        ("بدعوة من الأمين العام للحزب الحاكم، نغوين فو ترونغ، زار البلاد.", ["نغوين فو ترونغ"]),
        ("افتتح الأمير فيصل بن مشعل بن سعود المعرض.", ["فيصل بن مشعل بن سعود"]),
        ("وقال منسق المعرض حسام عبد الرازق إن العمل جار.", ["حسام عبد الرازق"]),
        ("شارك د. خالد مرغلاني في اللقاء.", ["خالد مرغلاني"]),
        ("ورأى أستاذ التاريخ الحديث في جامعة الكويت الدكتور ناصر العتيقي ذلك.", ["ناصر العتيقي"]),
        ("وقع نائبا الوزيرين كيم جونغ-غيو وأندريه رودينكو المحضر.", ["كيم جونغ-غيو", "أندريه رودينكو"]),
    ],
)
def test_persons_no_list_knows_are_found_by_title_and_name(text: str, names: list[str]) -> None:
    assert labels(text, "Person") == names


@pytest.mark.parametrize(
    "text",
    [
        "تربطهما علاقات صداقة وحسن جوار منذ عقود.",
        "صلى في جامع الإمام تركي بن عبدالله أمس.",
        "طبع الكتاب في مجمع الملك فهد لطباعة المصحف الشريف.",
        "قال الرئيس إن العمل جار على قدم وساق.",
        "وصل الوزير أمس على رأس وفد كبير إلى العاصمة.",
        "افتتح رئيس غرفة التجارة صباح السبت المعرض.",
        "قال إن السفير مهتم بالقضية.",
        "يطلب من الصحفي إرسال فاكس إلى الإدارة.",
        "وقال المحلل في إنرجي اسبكتس إن العمل جار.",
        'وأشار الرئيس التنفيذي لـ "بى بى" إلى ذلك.',
        "قال إن الرئيس ارتكب خطأ فادحا.",
        "عاد الشعب إلى العمل الجاد من أجل نظام عادل ومتعدد الأقطاب.",
    ],
)
def test_common_nouns_and_eponyms_are_no_persons(text: str) -> None:
    assert labels(text, "Person") == []


PUTIN = "زار الرئيس الروسي فلاديمير بوتين فيتنام. وقال بوتين إن روسيا ترحب. وأكد الرئيس الروسي ذلك لبوتين."


def test_short_names_and_offices_refer_to_the_person_named_in_full() -> None:
    assert mentions(PUTIN, "vladimir-putin") == ["فلاديمير بوتين", "بوتين", "الرئيس الروسي", "بوتين"]


def test_a_family_name_may_look_like_a_word_with_a_proclitic() -> None:
    text = "وقال الوزير الأميركي جون كيري ذلك. وأضاف كيري أن العمل جار."
    assert [entity.label for entity in found(text)[1].entities if entity.kind == "Person"] == ["جون كيري"]
    assert mentions(text, person(text).key) == ["جون كيري", "كيري"]


def test_a_family_name_may_be_a_noun_with_the_ending_of_relation() -> None:
    assert labels("وقال خالد الشهري إن العمل جار.", "Person") == ["خالد الشهري"]
    assert labels("وقال المستشار الزراعي خالد إن العمل جار.", "Person") == ["خالد"]


def test_an_office_without_a_name_is_no_longer_than_itself() -> None:
    text = (
        "زار الرئيس الروسي فلاديمير بوتين فيتنام. ووجه الرئيس الروسي الشكر لها، وأكد الرئيس الروسي اليوم الثلاثاء ذلك."
    )
    assert mentions(text, "vladimir-putin") == ["فلاديمير بوتين", "الرئيس الروسي", "الرئيس الروسي"]


def test_a_title_gives_office_and_state() -> None:
    entity = person(PUTIN)
    assert entity.facet("office") == "president"
    assert entity.facet("state") == "RUS"
    assert entity.facet("office-label") == "الرئيس الروسي"
    start, end = (int(number) for number in str(entity.facet("office-span")).split("-"))
    assert PUTIN[start:end] == "الرئيس الروسي"


@pytest.mark.parametrize(
    ("title", "slug", "state"),
    [
        ("رئيس غرفة التجارة", "head", None),
        ("رئيس الوزراء المصري", "prime-minister", "EGY"),
        ("الرئيس المصري السابق", "president", "EGY"),
        ("وزير خارجية روسيا", "foreign-minister", "RUS"),
        ("نائب وزير الخارجية الصيني", "deputy-foreign-minister", "CHN"),
        ("المتحدث باسم وزارة الدفاع الأسترالية", "spokesman", "AUS"),
        ("الأمين العام لجامعة الدول العربية", "secretary-general", None),
        ("مدير عام الوكالة", "director-general", None),
        ("المستشار الألماني", "chancellor", "DEU"),
        ("الأمين العام للحزب الشيوعي الفيتنامي", "party-secretary", "VNM"),
        ("مبعوث الأمم المتحدة في اليمن", "special-envoy", None),
        ("السفير الفرنسي لدى لبنان", "ambassador", "FRA"),
        ("وزير الدفاع في كوريا الجنوبية", "defence-minister", "KOR"),
    ],
)
def test_offices_and_their_states(title: str, slug: str, state: str | None) -> None:
    entity = person(f"وقال {title} خالد مرغلاني إن العمل جار.")
    assert (entity.facet("office"), entity.facet("state")) == (slug, state)


def test_of_two_with_one_family_name_the_one_in_office_is_meant() -> None:
    text = "التقى الزعيم الكوري الشمالي كيم جونغ أون الوفد. وحضرت أخت الزعيم كيم يو جونغ اللقاء. وقال كيم ذلك."
    assert mentions(text, "kim-jong-un") == ["كيم جونغ أون", "الزعيم", "كيم"]


def test_a_counterpart_holds_the_office_named_before() -> None:
    text = "يوقع وزير العدل الجزائري رشيد بوزيان ونظيره الكيني بيتر موانغي المعاهدة غدا."
    offices = {e.label: (e.facet("office"), e.facet("state")) for e in found(text)[1].entities if e.kind == "Person"}
    assert offices == {"رشيد بوزيان": ("justice-minister", "DZA"), "بيتر موانغي": ("justice-minister", "KEN")}


def test_a_counterpart_without_a_name_is_the_known_holder_in_the_article() -> None:
    text = "وصل فلاديمير بوتين أمس. والتقى الرئيس الفيتنامي تو لام نظيره الروسي في القصر."
    assert mentions(text, "vladimir-putin") == ["فلاديمير بوتين", "نظيره الروسي"]


def test_spellings_of_one_name_are_one_person() -> None:
    text = "قال الوزير أندريه رودينكو ذلك. ثم عاد الوزير أندريه رودنكو وأكده."
    assert len(labels(text, "Person")) == 1


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("أعلنت وزارة الخارجية الروسية اليوم القرار.", ["وزارة الخارجية الروسية"]),
        ("وقعت وزارة الصناعة والتجارة المذكرة.", ["وزارة الصناعة والتجارة"]),
        ("انتقدت السفارة الأمريكية الزيارة.", ["السفارة الأمريكية"]),
        ("نفت الخارجية الأمريكية ذلك.", ["الخارجية الأمريكية"]),
        ("ساعد للجيش الياباني جنوده.", ["الجيش الياباني"]),
        ("نظم مركز الخليج للدراسات التاريخية ندوة.", ["مركز الخليج للدراسات التاريخية"]),
        ("وقالت صحيفة «باسيفيك تايمز» ذلك.", ["باسيفيك تايمز"]),
        ("صادق عليها مجلس الأمن الدولي.", ["مجلس الأمن الدولي"]),
        ("أعلنت المؤسسة العامة للتدريب التقني والمهني أمس ذلك.", ["المؤسسة العامة للتدريب التقني والمهني"]),
        ("درس في جامعة الملك سعود أعواما.", ["جامعة الملك سعود"]),
    ],
)
def test_organisations_are_found_by_their_heads(text: str, names: list[str]) -> None:
    assert labels(text, *ORGANISATIONS) == names


@pytest.mark.parametrize(
    "text",
    [
        "وقال وزير الخارجية البريطاني ذلك.",
        "انتقد السياسة الخارجية الأمريكية بشدة.",
        "شكلت لجنة فنية لرسم الحدود.",
        "ينمو الاتحاد الروسي بسرعة.",
        "قالت الوزارة إن العمل جار.",
    ],
)
def test_common_phrases_are_no_organisations(text: str) -> None:
    assert labels(text, *ORGANISATIONS) == []


def test_the_head_alone_calls_the_organisation_last_named() -> None:
    text = "أعلنت وزارة الخارجية الروسية القرار. وقالت الوزارة إن العمل جار."
    read, actors = found(text)
    body = next(entity for entity in actors.entities if entity.kind == "StateOrgan")
    assert [m.span.of(read.text) for m in actors.mentions if m.entity == body.key] == [
        "وزارة الخارجية الروسية",
        "الوزارة",
    ]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("تعاونت روسيا مع جارتها.", ["روسيا"]),
        ("القوات الروسية والشعب الروسي.", ["الروسية", "الروسي"]),
        ("رفضت موسكو الاتهامات.", ["موسكو"]),
        ("التقيا في موسكو.", []),
        ("وقعت معاهدة موسكو.", []),
        ("التقيا في أنقرة وموسكو.", []),
        ("وفي باريس وأنقرة وموسكو وضعا توقيعيهما.", []),
        ("وقفت أنقرة وموسكو ضد القرار.", ["موسكو"]),
        ("وكان حوار موسكو قد تعثر قبل دورة موسكو الثانية.", []),
        ("شاركت بيلاروسيا.", []),
    ],
)
def test_states_by_name_demonym_and_capital(text: str, words: list[str]) -> None:
    assert mentions(text, "state/RUS") == words


def test_a_capital_is_a_place_even_where_it_stands_for_its_government() -> None:
    assert mentions("رفضت موسكو الاتهامات في موسكو.", "place/moscow") == ["موسكو", "موسكو"]


def test_a_nationality_inside_an_organisations_name_is_no_state() -> None:
    assert mentions("وقع البنك السعودي البريطاني العقد.", "state/GBR") == []


def test_groups_and_unnamed_sources() -> None:
    text = "ويرى محللون سياسيون ذلك. وصرح مسؤولون روس بذلك. وأكدت مصادر مطلعة الخبر. وحذر الغرب منه."
    assert labels(text, "ActorGroup") == ["محللون سياسيون", "مسؤولون روس", "الغرب"]
    assert labels(text, "UnnamedSource") == ["مصادر مطلعة"]


def test_the_publisher_is_an_actor() -> None:
    text = "وصل الوفد إلى العاصمة أمس.\nوغادر الوفد العاصمة اليوم.\nثم عاد.\nالمصدر: بوابة الأيام"
    assert labels(text, "MediaOrganisation") == ["بوابة الأيام"]


def test_the_seeds_name_these_persons() -> None:
    named = {}
    for path in sorted(folder("seeds").glob("*.txt")):
        read = article(path)
        named[path.stem[:3]] = sorted(e.label for e in find(read, layout(read)).entities if e.kind == "Person")
    assert named == {
        "000": ["فلاديمير بوتين", "كيم إيل سونغ", "كيم جونغ أون", "يوري أوشاكوف"],
        "001": ["تشوي سون هوي", "جو يونغ وون", "فلاديمير بوتين", "كيم جونغ أون", "كيم يو جونغ"],
        "002": ["أندريه رودينكو", "فلاديمير بوتين", "كيم جونغ أون", "كيم جونغ-غيو"],
        "003": ["فلاديمير بوتين", "كيم إيل سونج", "كيم جونج أون", "كيم جونج إيل", "ماثيو ميلر"],
        "004": ["تو لام", "فام مينه تشينه", "فلاديمير بوتين", "كيم جونغ أون", "نجوين فو ترونج"],
    }


WORDS = (
    "الرئيس الروسي فلاديمير بوتين كيم وزير الخارجية للجيش الياباني بن عبد الله وزارة «تاس» موسكو أمس",
    ". ، قال إن علي على",
)
PIECES = st.sampled_from([piece for line in WORDS for piece in line.split()])


@settings(deadline=None)
@given(st.lists(PIECES).map(" ".join))
def test_any_words_give_ordered_mentions_of_listed_entities(text: str) -> None:
    read, actors = found(text)
    keys = {entity.key for entity in actors.entities}
    assert {mention.entity for mention in actors.mentions} == keys
    assert [m.span for m in actors.mentions] == sorted(m.span for m in actors.mentions)
    assert all(0 <= m.span.start < m.span.end <= len(read.text) for m in actors.mentions)
    assert all(m.span.of(text) == m.span.of(text).strip(' "«»،.') for m in actors.mentions)
