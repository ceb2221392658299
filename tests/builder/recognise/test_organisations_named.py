"""Organisations by structure: where their names end, those in quotation marks, and phrases that name none."""

import pytest

from builder.model import Article
from builder.recognise.actors import find
from builder.segment import layout

KINDS = ("Organisation", "StateOrgan", "MediaOrganisation", "InternationalOrganisation")


def organisations(text: str) -> set[str]:
    read = Article("x", text, "", "x.txt")
    return {entity.label for entity in find(read, layout(read)).entities if entity.kind in KINDS}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("رحبت تنسيقية حركات الشمال بالاتفاق.", {"تنسيقية حركات الشمال"}),
        ("قال قائد فيلق القدس ذلك.", {"فيلق القدس"}),
        ("اعترضت المليشيات الحوثية على الاتفاق.", {"المليشيات الحوثية"}),
        ("نشر الجهاز المركزي للإحصاء أرقامه.", {"الجهاز المركزي للإحصاء"}),
        ("قضت محكمة الأسرة بذلك.", {"محكمة الأسرة"}),
        ("أحال المجلس المعاهدة إلى اللجنة القانونية.", {"اللجنة القانونية"}),
        ("شاركت البعثة التجارية لجنوب إفريقيا في الاجتماع.", {"البعثة التجارية لجنوب إفريقيا"}),
        ("أشرفت مديرية أمن القاهرة على العملية.", {"مديرية أمن القاهرة"}),
        ("لعب لفريق ريفر بليت في موسمين.", {"ريفر بليت", "فريق ريفر بليت"}),
        ("أكدت المندوبية العامة لإدارة السجون ذلك.", {"المندوبية العامة لإدارة السجون"}),
        ("تعزو مديرية الأشغال المائية التركية الأمر إلى الجفاف.", {"مديرية الأشغال المائية التركية"}),
        ("وقع مدير مؤسسة الملك فهد بن سالم العالمية.", {"مؤسسة الملك فهد بن سالم العالمية"}),
    ],
)
def test_a_body_is_named_by_its_structure(text: str, names: set[str]) -> None:
    found = organisations(text)
    assert found
    assert found <= names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("وقعت شركتا «رينو» الفرنسية و«نيسان» اليابانية العقد.", {"رينو", "نيسان"}),
        ("قررت لجنة الحقوق العربية «لجنة الميثاق» السفر.", {"لجنة الحقوق العربية"}),
        ("أكد أن السيادة على القناة «ليست محل نقاش».", set()),
        ("أحيلت إلى اللجنة «تمهيدا لإلغائها».", set()),
        ("التقت إيران مجموعة «5+1» أمس.", set()),
        ("تحدثت صحيفة «نيويورك بوست» عن الخلاف.", {"نيويورك بوست"}),
    ],
)
def test_quotation_marks_show_names_and_not_sentences(text: str, names: set[str]) -> None:
    assert organisations(text) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("رأس مجلس إدارة الهيئة العامة للإحصاء الجلسة.", {"الهيئة العامة للإحصاء"}),
        ("حضر رئيس الهيئة العامة للآثار الوطنية والمهندس خالد العمري.", {"الهيئة العامة للآثار الوطنية"}),
        ("أصدرت المؤسسة العامة للتأمينات الاجتماعية للعام الماضي تقريرها.", {"المؤسسة العامة للتأمينات الاجتماعية"}),
        ("قال وكيل جامعة نجران للتطوير ذلك.", {"جامعة نجران"}),
        ("وعلق رئيس شركة منافع قائلا إن العمل ناجح.", {"شركة منافع"}),
        ("دعت جامعة نجران للمساهمة في البرنامج.", {"جامعة نجران"}),
    ],
)
def test_a_name_ends_before_what_is_said_of_it(text: str, names: set[str]) -> None:
    assert organisations(text) == names


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("أبلغ نادي الشعاب البرازيلي دينيلسون ماركيز والأرجنتيني توريس بالاستغناء عنهما.", "نادي الشعاب"),
        ("فاوض مدير نادي الشعاب الإيطالي الحكم عبد الله.", "نادي الشعاب الإيطالي"),
        ("لعب نادي الشعاب الإيطالي والشباب الأرجنتيني أمس.", "نادي الشعاب الإيطالي"),
        ("قال رئيس نادي الشعاب الإيطالي أنطونيو كونتي ذلك.", "نادي الشعاب الإيطالي"),
    ],
    ids=["of-two-players", "of-nobody", "of-another-club", "of-its-president"],
)
def test_the_nationality_of_the_first_of_two_players_is_not_that_of_their_club(text: str, name: str) -> None:
    assert name in organisations(text)


@pytest.mark.parametrize(
    "text",
    [
        "يحظر القانون على أي اتحاد موقوف المشاركة.",
        "وافق النادي الأندلسي على العرض.",
        "باعت الشركة الفرنسية حصتها.",
        "تبث القنوات الفضائية العربية الخطاب.",
        "شكلت لجنة تدير الانتخابات المقبلة.",
        "اجتمع أعضاء هيئة التدريس أمس.",
        "سمح الاتفاق بتنظيم الانتخابات الرئاسية.",
        "عثرت على الورقة في صندوق جدتها القديم.",
        "كلما اشتعلت جبهة عربية يتذكر الخطباء ما كان.",
        "بحثوا عن جبهة تشاركهم العداء.",
    ],
)
def test_what_calls_a_body_or_an_act_is_no_name(text: str) -> None:
    assert organisations(text) == set()


@pytest.mark.parametrize(
    "text",
    [
        "وقعت الدولتان معاهدة القوات المسلحة التقليدية في القارة.",
        "وهذا أول حضور لجامعة عربية وللأكاديمية في القارة.",
        "بقلم: هاجر بن رمضان\nتونس – 25 نوفمبر 2022\n\nوقعت الدولتان المعاهدة أمس.",
    ],
)
def test_kinds_of_arms_and_writers_are_no_bodies_and_no_name_goes_on_behind_and_for(text: str) -> None:
    assert organisations(text) <= {"جامعة عربية"}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("وقع الاتفاق في غزة أمس بين حماس وإسرائيل.", {"حماس"}),
        ("تحدث الوزير في غزة بحماس عن الاتفاق.", set()),
        ("أثار الاتفاق حماس الطلاب في القاهرة.", set()),
    ],
    ids=["where-it-is", "with", "elsewhere"],
)
def test_a_movement_called_by_a_common_word_is_found_where_the_article_speaks_of_its_land(
    text: str, names: set[str]
) -> None:
    assert organisations(text) == names


def test_a_place_of_an_organisations_name_is_none() -> None:
    assert organisations("وصلت السفينة أمس إلى شبه جزيرة الفاو.") == set()
    assert organisations("وقالت الفاو أمس إن الأسعار ارتفعت.") == {"الفاو"}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("أقر البرلمان المصري القانون. وقال البرلمان إنه مهم.", {"البرلمان المصري"}),
        ("قال البرلمان إنه مهم. وأقر البرلمان المصري القانون.", {"البرلمان"}),
        (
            "أقر البرلمان المصري القانون وأقره البرلمان التونسي. وقال البرلمان إنه مهم.",
            {"البرلمان", "البرلمان المصري", "البرلمان التونسي"},
        ),
    ],
    ids=["one-named-before", "named-after", "two-named"],
)
def test_a_parliament_is_called_again_by_its_noun(text: str, names: set[str]) -> None:
    assert organisations(text) == names


def test_a_movement_known_by_its_name_is_known_by_its_adjective() -> None:
    read = Article("x", "انسحب الحوثيون. ثم عادت الميليشيات الحوثية إلى المدينة.", "", "x.txt")
    bodies = [entity for entity in find(read, layout(read)).entities if entity.kind in KINDS]
    assert [entity.known for entity in bodies] == [True]


def test_the_ministry_at_home_is_not_that_of_another_state() -> None:
    text = "قالت وزارة العمل إنها لن تقبل. ورفضت وزارة العمل الفلبينية القرار. ثم عادت وزارة العمل فأكدته."
    assert organisations(text) == {"وزارة العمل", "وزارة العمل الفلبينية"}


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ('المصدر: "تاس" + RT', {"تاس", "RT"}),
        ("المصدر: رويترز + وكالات", {"رويترز"}),
        ("بقلم: مروان الدمشقي", set()),
    ],
)
def test_each_source_of_a_line_is_a_publisher_and_no_writer(line: str, names: set[str]) -> None:
    text = f"وقعت مصر والعراق معاهدة.\n\nوافق البلدان على النص في القاهرة أمس.\n\n{line}\n"
    assert organisations(text) == names


def test_the_writer_named_in_the_line_of_the_source_is_a_person() -> None:
    text = "وقعت مصر والعراق معاهدة.\n\nوافق البلدان على النص في القاهرة أمس.\n\nبقلم: مروان الدمشقي\n"
    read = Article("x", text, "", "x.txt")
    people = {entity.label for entity in find(read, layout(read)).entities if entity.kind == "Person"}
    assert people == {"مروان الدمشقي"}


def test_a_known_paper_beside_agencies_publishes() -> None:
    text = "توقيع معاهدة بين مصر والعراق\n\nسبق- وكالات: وقعت مصر والعراق معاهدة في القاهرة أمس.\n"
    assert organisations(text) == {"سبق"}
