"""Names of two senses, adjectives of nationality, titles beside names, phrases that look like organisations."""

import pytest

from builder.model import Article
from builder.recognise.actors import find
from builder.segment import layout

STATES = ("State", "HistoricalState")
ORGANISATIONS = ("Organisation", "StateOrgan", "MediaOrganisation", "InternationalOrganisation")


def labels(text: str, *kinds: str) -> set[str]:
    read = Article("x", text, "", "x.txt")
    return {entity.label for entity in find(read, layout(read)).entities if entity.kind in kinds}


def tenures(text: str) -> dict[str, list[str]]:
    read = Article("x", text, "", "x.txt")
    people = [entity for entity in find(read, layout(read)).entities if entity.kind == "Person"]
    return {
        entity.label: sorted(value.split("|")[0] for name, value in entity.facets if name == "tenure")
        for entity in people
    }


@pytest.mark.parametrize(
    ("text", "states"),
    [
        ("وقعت حكومة مالي اتفاق سلام في شمال البلاد.", {"مالي"}),
        ("تحتاج المدينة إلى دعم مالي وإنقاذ مالي جديد.", set()),
        ("وقعت السنغال ومالي والنيجر الاتفاق.", {"السنغال", "مالي", "النيجر"}),
        ("استقبلت عمان الوفد، وأعلنت سلطنة عمان موافقتها.", {"سلطنة عمان"}),
        ("وصل الوفد إلى عمان بعد لقاء رئيس الوزراء الأردني.", {"الأردن"}),
        ("وقعت السعودية والكويت وعمان الاتفاقية.", {"السعودية", "الكويت", "سلطنة عمان"}),
        ("تمر القناة بنهر الأردن وبحيرة تشاد ووادي الأردن.", set()),
        ("يقع المضيق بين البحرين الأحمر والأبيض.", set()),
        ("تقع البلدة في إقليم روسيون.", set()),
        ("وصل خبراء روسيون إلى إقليم كشمير.", {"روسيا"}),
        ("انهارت الإمبراطورية الرومانية بعد قرون.", set()),
        ("زار وفد من الحكومة الرومانية المتحف.", {"رومانيا"}),
        ("اجتمع وزراء دول شرق وجنوب أفريقيا.", set()),
        ("وقعت الاتفاق كينيا وجنوب أفريقيا.", {"كينيا", "جنوب إفريقيا"}),
        ("التقى الوزراء في أحد فنادق موسكو قرب قلعة براغ.", set()),
        ("رحبت موسكو بعمل مجموعة مينسك.", {"روسيا"}),
        ("وقع الوفد الاتفاق في مدينة طرابلس اللبنانية.", {"لبنان"}),
        ("التزمت جمهورية الكونغو الديمقراطية بالاتفاق، وقالت الكونغو ذلك مرارا.", {"الكونغو الديمقراطية"}),
    ],
)
def test_a_name_of_two_senses_is_read_by_its_context(text: str, states: set[str]) -> None:
    assert labels(text, *STATES) == states


@pytest.mark.parametrize(
    ("text", "states"),
    [
        ("ذكرت صحيفة لوموند الفرنسية أن المهاجم الأرجنتيني سيصل.", set()),
        ("يبلغ السعر مائة مليون بالدولار الأمريكي.", set()),
        ("تعاني القوميات العربية والكردية والأذرية هناك.", set()),
        ("وقع البنك «السعودي البريطاني» العقد.", set()),
        ("التقى الرئيس الأرجنتيني القوات الفرنسية.", {"الأرجنتين", "فرنسا"}),
        ("انتقل اللاعب إلى ريال مدريد الإسباني.", set()),
        ("نشرت إحدى الصحف البريطانية الخبر.", set()),
        ("نصت اتفاقية الجزائر على ترسيم الحدود.", set()),
        ("وقعت الجزائر اتفاق تونس مع الصندوق.", {"الجزائر", "تونس"}),
        ("خرقت موسكو مذكرة بودابست.", {"روسيا"}),
        ("مصير «اتفاق القاهرة» مجهول، وأعلنت حالة القوة القاهرة.", set()),
    ],
)
def test_an_adjective_that_says_whence_one_comes_speaks_of_no_state(text: str, states: set[str]) -> None:
    assert labels(text, *STATES) == states


@pytest.mark.parametrize(
    ("text", "offices"),
    [
        ("استقبل الملك سلمان بن عبدالعزيز رئيس الوزراء الباكستاني أمس.", {"سلمان بن عبدالعزيز": ["king"]}),
        (
            "التقى جون كيري وزير الخارجية الروسي سيرغي لافروف.",
            {"جون كيري": [], "سيرغي لافروف": ["foreign-minister"]},
        ),
        ("قال لوران فابيوس وزير الخارجية الفرنسي إن العمل جار.", {"لوران فابيوس": ["foreign-minister"]}),
        ("قال الأمين العام للأمم المتحدة بان كي مون إن العمل جار.", {"بان كي مون": ["secretary-general"]}),
        ("وقال وزير خارجيتها إسبن بارت إيدي إن العمل جار.", {"إسبن بارت إيدي": ["foreign-minister"]}),
    ],
)
def test_a_title_belongs_to_whom_the_verb_lets_it(text: str, offices: dict[str, list[str]]) -> None:
    assert tenures(text) == offices


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("كتب محمد جواد ظريف مقالة في الصحيفة.", {"محمد جواد ظريف"}),
        ("قال الشيخ عبدالله بن ناصر بن خليفة آل ثاني ذلك.", {"عبدالله بن ناصر بن خليفة آل ثاني"}),
        ("قال الدكتور عبدالله بن عبدالمحسن التركي ذلك.", {"عبدالله بن عبدالمحسن التركي"}),
        ("قال حاكم ولاية كالينور كريس هامتون ذلك.", {"كريس هامتون"}),
        ("كان ذلك في عهد الرئيس بوش وكلينتون.", set()),
        ("وقال جون وكثيرون غيره ذلك.", set()),
    ],
)
def test_a_name_ends_where_it_ends(text: str, names: set[str]) -> None:
    assert labels(text, "Person") == names


@pytest.mark.parametrize(
    ("text", "bodies"),
    [
        ("قضت المحكمة الدستورية العليا ببطلان ذلك.", {"المحكمة الدستورية العليا"}),
        ("ونفت لجنة النظام وجود أي وثيقة.", {"لجنة النظام"}),
        ("يجري العمل على إعادة تنظيم الوجود العسكري الأمريكي.", set()),
        ("قال مسؤول في الإدارة الأمريكية ذلك.", set()),
        ('اعتبرته جبهة البوليساريو "انقلابا" على الموقف.', {"جبهة البوليساريو"}),
    ],
)
def test_a_body_is_told_from_a_phrase(text: str, bodies: set[str]) -> None:
    assert labels(text, *ORGANISATIONS) == bodies
