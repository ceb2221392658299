"""Persons' names of many regions, in lists, cut where a title or another word begins, and what is no name."""

import pytest

from builder.model import Article
from builder.recognise.actors import find
from builder.segment import layout


def persons(text: str) -> set[str]:
    read = Article("x", text, "", "x.txt")
    return {entity.label for entity in find(read, layout(read)).entities if entity.kind == "Person"}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("استمعت اللجنة إلى عز الدين البكري وزير العدل.", {"عز الدين البكري"}),
        ("وقال مصدران أمنيان أمريكيان أمس إن خالد العمري وصل.", {"خالد العمري"}),
        ("وما كان له أن يبلغ بغداد وصنعاء لولا سقوط الحكومة، كما قال خالد العمري.", {"خالد العمري"}),
        ("حضر اللقاء خالد العمري وعبد الوهاب الراشدي.", {"خالد العمري", "عبد الوهاب الراشدي"}),
        ("حضر اللقاء خالد العمري، وسلطان العمراني، وآخرون.", {"خالد العمري", "سلطان العمراني"}),
        ("وقع الاتفاق سعيد الناصري وجواد الزيات أمس.", {"سعيد الناصري", "جواد الزيات"}),
        ("وقال «كيم مين-سيوك» وهو متحدث باسم الوزارة.", {"كيم مين-سيوك"}),
        ("ودعا الكاتب العام لسعد الطرابلسي إلى إضراب.", {"لسعد الطرابلسي"}),
        ("وكتب روبرت فلويد، السكرتير التنفيذي للمنظمة.", {"روبرت فلويد"}),
        ("وأفادت المتحدثة باسم الوزارة تامي بروس بأن الوضع صعب.", {"تامي بروس"}),
        ("وقع المعاهدة السير بيرسي كوكس عام 1920.", {"بيرسي كوكس"}),
        ("التقى الموفد الأميركي موريس درايبر الوزير.", {"موريس درايبر"}),
        ("قال الشيخ صالح آل راشد إن العمل مستمر.", {"صالح آل راشد"}),
        ("قال رئيس الوزراء رامي الحمد الله إن الاتفاق مهم.", {"رامي الحمد الله"}),
        ("وأصيب الطفل خالد العمري ابن الأربع سنوات في الحادث.", {"خالد العمري"}),
        ("وحضر أحمد ابن سعيد اللقاء.", {"أحمد ابن سعيد"}),
        ("وقال الدكتور على عبدالعال إن العمل مستمر.", {"على عبدالعال"}),
        ("وحض الدكتور على الصبر في العمل.", set()),
        ("وقال معالي الدكتور ثاني بن أحمد الزيودي إن العمل مستمر.", {"ثاني بن أحمد الزيودي"}),
        ("وأوضحت المتحدثة باسم المنظمة فانينا مايستراتشي أن العمل مستمر.", {"فانينا مايستراتشي"}),
        ("وقال العقيد عبد الله مورينغا إن العمل مستمر.", {"عبد الله مورينغا"}),
        ("وصل الوزير خالد العمري مسرعا ومحذرا.", {"خالد العمري"}),
        ("وصل أحمد سعد الدين أمس. وقال سعد الدين إن العمل مستمر.", {"أحمد سعد الدين"}),
    ],
)
def test_a_name_is_found_whole(text: str, names: set[str]) -> None:
    assert persons(text) == names


@pytest.mark.parametrize(
    "text",
    [
        "جرى الاتفاق على سلام عادل وشامل.",
        "صدر القرار في 6 ربيع الثاني 1447.",
        "فاز الفريق في كأس محمد السادس للأندية.",
        "يتعلم الأطفال من عمر ست سنوات.",
        "درس الطلاب كم عمر حضارات النهرين.",
        "نقلت السيارة اثنين مفرج عنهما.",
        "يلتقي ناديا الوداد والرجاء غدا.",
        "تضمن خطابه كلمة معتز بدينه وبلده.",
        "رفض العرض المقدم لي وبالتالي غادر.",
    ],
)
def test_what_only_looks_like_a_name_is_none(text: str) -> None:
    assert persons(text) == set()


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("وقال قاسم سالم أمين عام الحزب إن الأمر صعب.", "قاسم سالم"),
        ("حضر اللقاء محمود الراوي مساعد البحوث في الوزارة.", "محمود الراوي"),
        ("قال علي الراوي الأمين العام للحزب ذلك.", "علي الراوي"),
    ],
)
def test_a_name_ends_where_a_title_begins(text: str, name: str) -> None:
    assert persons(text) == {name}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("رحبت إيران بالاتفاق، وحسب تصريحات روحاني فإنه مفيد.", {"روحاني"}),
        ("قالت الولايات المتحدة إنها وافقت، وأكد أوباما ذلك لاحقا.", {"أوباما"}),
        ("وصل الوفد إلى مصر والتقى الرئيس السيسي أمس.", {"السيسي"}),
    ],
)
def test_a_known_persons_surname_stands_for_him(text: str, names: set[str]) -> None:
    read = Article("x", text, "", "x.txt")
    found = [entity for entity in find(read, layout(read)).entities if entity.kind == "Person"]
    assert {entity.label for entity in found} == names
    assert all(entity.known for entity in found)


@pytest.mark.parametrize(
    "text",
    [
        "هبطت الطائرة في تركيا بمطار أتاتورك.",
        "باعت الولايات المتحدة سيارات فورد إلى مصر.",
        "تحدث روحاني في المؤتمر.",
        "خلال وجوده في الأردن وقع الاتفاق.",
        "ناقشت مصر مسائل الشرع والقانون.",
    ],
)
def test_a_surname_alone_names_nobody_without_his_state_or_in_another_sense(text: str) -> None:
    assert persons(text) == set()


def test_a_surname_is_its_bearers_where_the_article_names_another() -> None:
    text = "قالت الولايات المتحدة ذلك. ووصل خالد كيري إلى القاهرة. ثم غادر كيري المدينة."
    assert persons(text) == {"خالد كيري"}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("وقال المتحدث باسم الوزارة سيزارو تيبلينو إن الوضع صعب.", {"سيزارو تيبلينو"}),
        ("وأشارت السفيرة الفرنسية باتريسيا لورايا إلى أن الوضع صعب.", {"باتريسيا لورايا"}),
        ("وأكد وزير الدفاع الروسي أكثر من مرة أن الوضع صعب.", set()),
        ("وأكد وزير الدفاع الروسي بشكل قاطع أن الوضع صعب.", set()),
        ("وأوضح المدير العام للشركة مرارا وتكرارا أن الوضع صعب.", set()),
        ("وقالت المتحدثة باسم الوزارة لوكالة سكاي إن الوضع صعب.", set()),
    ],
)
def test_between_the_office_of_a_speaker_and_what_is_said_stands_a_name(text: str, names: set[str]) -> None:
    assert persons(text) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("وقال وزير الخارجية مولود أوغلو الأربعاء إن العمل جار.", {"مولود أوغلو"}),
        ("قال صلاح الدين دميرتاش السبت إن العمل جار.", {"صلاح الدين دميرتاش"}),
        ("قال أحمد الخميس إن العمل جار.", {"أحمد الخميس"}),
        ("دان مسعود البرزاني رئيس الإقليم القصف.", {"مسعود البرزاني"}),
        ("وحضر عبداللطيف الراوي أطال الله عمره اللقاء.", {"عبداللطيف الراوي"}),
        ("وهزم المرشح سامي الراوي بسهولة في الانتخابات.", {"سامي الراوي"}),
        ("وأكد محمد رضا باهنر مساعد رئيس البرلمان ذلك.", {"محمد رضا باهنر"}),
        ("وأكد أمين مجلس منطقة عسير عادل آل عمر ذلك.", {"عادل آل عمر"}),
        ("وقال المتحدث باسم الحركة ذبيح الله مجاهد ذلك.", {"ذبيح الله مجاهد"}),
        ("وشدد رئيس مجلس الخبراء محمد يزدي على ذلك.", {"محمد يزدي"}),
        ("أكد محمد رضا الراوي مساعد الوزير ذلك. وقال رئيس الحزب محمد ذلك.", {"محمد رضا الراوي", "محمد"}),
        ("لا يكف رئيس الوزراء العراقي عن الكلام.", set()),
    ],
)
def test_a_name_holds_no_day_no_verb_and_no_office(text: str, names: set[str]) -> None:
    assert persons(text) == names


def offices(text: str) -> set[tuple[str, str]]:
    """Each person's label and an office that he is given, with its state."""
    read = Article("x", text, "", "x.txt")
    people = [entity for entity in find(read, layout(read)).entities if entity.kind == "Person"]
    return {(p.label, value.rpartition("|")[0]) for p in people for value in p.facet_values("tenure")}


@pytest.mark.parametrize(
    ("text", "held"),
    [
        (
            "وصل خالد العمري وزير الخارجية المصري، والسيد سعيد الناصري وزير الخارجية التونسي.",
            {("خالد العمري", "foreign-minister|EGY"), ("سعيد الناصري", "foreign-minister|TUN")},
        ),
        (
            "وصل نائب رئيس الوزراء المصري خالد العمري ونظيره وزير الخارجية التونسي سعيد الناصري.",
            {("خالد العمري", "deputy-prime-minister|EGY"), ("سعيد الناصري", "foreign-minister|TUN")},
        ),
        (
            "وصل نائب رئيس الوزراء المصري خالد العمري ونظيره التونسي سعيد الناصري.",
            {("خالد العمري", "deputy-prime-minister|EGY"), ("سعيد الناصري", "deputy-prime-minister|TUN")},
        ),
        ("شغل كاتب المقال منصب وزير المالية في حكومة خالد العمري.", set()),
        ("وصل خالد العمري وزير المالية في إدارة سعيد الناصري.", {("خالد العمري", "finance-minister|")}),
    ],
    ids=["behind-and-another's", "a-counterpart-with-his-own", "a-counterpart's", "who-leads", "who-serves"],
)
def test_an_office_is_its_bearers_alone(text: str, held: set[tuple[str, str]]) -> None:
    assert offices(text) == held
