"""Which phrases name instruments, how far they reach, and which of them speak of one and the same."""

from __future__ import annotations

import pytest

from builder.model import Article, Mention
from builder.recognise import actors, dates
from builder.recognise.instruments import Instruments
from builder.resolve import instruments
from builder.segment import layout


def read(text: str) -> tuple[Instruments, dict[str, list[str]]]:
    """The instruments of a text, and for each label the words of its mentions."""
    article = Article("test", text, "0" * 64, "test.txt")
    plan = layout(article)
    found = instruments.find(article, plan, actors.find(article, plan), dates.find(article, plan))
    spoken: dict[str, list[str]] = {e.label: [] for e in found.entities}
    label = {e.key: e.label for e in found.entities}
    for mention in found.mentions:
        spoken[label[mention.entity]].append(mention.span.of(text))
    return found, spoken


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("وقعت مصر وتركيا معاهدة الصداقة وحسن الجوار في أنقرة.", ["معاهدة الصداقة وحسن الجوار"]),
        ("أبرمت مصر وتركيا اتفاقية لتشجيع الاستثمارات وحمايتها.", ["اتفاقية لتشجيع الاستثمارات وحمايتها"]),
        ("صوتت مصر على قرار مجلس الأمن رقم 2216.", ["قرار مجلس الأمن رقم 2216"]),
        ("لدى مصر معاهدة دفاعية مع تركيا.", ["معاهدة دفاعية"]),
        ("وقعت مصر وتركيا معاهدة في عام 1961.", ["معاهدة في عام 1961"]),
        ("انتهكت الحكومة السورية قانون روما الأساسي.", ["نظام روما الأساسي"]),
        ("أعلنت السودان رفضها اتفاق وقف إطلاق النار الذي ترعاه مصر.", ["اتفاق وقف إطلاق النار"]),
        ("دخلت اتفاقيات تجنب الازدواج الضريبي التي وقعتها مصر حيز النفاذ.", ["اتفاقيات تجنب الازدواج الضريبي"]),
        ("ترى تركيا أن الاتفاق الذي وقعته مصر مع قبرص باطل.", ["الاتفاق"]),
        ("وقع الوزيران اتفاقية سعودية - مالطية لتأسيس مجلس أعمال.", ["اتفاقية سعودية - مالطية"]),
        ("رحبت تركيا باتفاق تعاون أمس بين مصر وقبرص.", ["اتفاق تعاون"]),
        ("تفاوضت إيران طويلا حول الاتفاق النووي.", ["خطة العمل الشاملة المشتركة"]),
        ("انضمت مصر إلى بروتوكول القضاء على الاتجار غير المشروع.", ["بروتوكول القضاء على الاتجار غير المشروع"]),
        ("وقعت مصر وقبرص اتفاقية للتعاون في مجال الصحة.", ["اتفاقية للتعاون في مجال الصحة"]),
        ("وافقت مصر على قرار مجلس الأمن رقم (2216) أمس.", ["قرار مجلس الأمن رقم (2216)"]),
        ("رحبت مصر بقرار القمة العربية الأخير، لا بميثاق.", ["قرار القمة العربية"]),
        ("اعتمدت مصر مدونة سلوك منظمة التعاون الإسلامي.", ["مدونة سلوك منظمة التعاون الإسلامي"]),
        ("توصلت مصر وقبرص أمس إلى اتفاق جديد.", ["اتفاق جديد"]),
        ("نص اتفاق على ترسيم الحدود بين مصر وقبرص.", ["اتفاق"]),
        ("وقعت مصر وقبرص اتفاقا بحريا جديدا.", ["اتفاقا بحريا جديدا"]),
        ("ترى مصر أن اتفاق جنيف بداية ضرورية للمنطقة.", ["اتفاق جنيف"]),
        ("تربط مصر بقبرص اتفاقية قديمة.", ["اتفاقية"]),
        ("اتفقت مصر وقبرص على مراجعة معاهدة كومو المبرمة في عام 1950.", ["معاهدة كومو"]),
        ("وافقت مصر على الاتفاقية الموقعة بين وزارة السياحة في المملكة واليمن.", ["الاتفاقية"]),
        ("ألغت مصر اتفاقية الصيد. وجرى توقيع هدنة كومانا في مايو 1950.", ["اتفاقية الصيد", "هدنة كومانا"]),
    ],
)
def test_an_instrument_is_found_with_its_extent(text: str, names: list[str]) -> None:
    found, _ = read(text)
    assert [e.label for e in found.entities] == names


def test_companies_that_gain_by_what_states_sign_make_no_contract_of_it() -> None:
    text = "وقعت قطر والاتحاد الأوروبي اتفاقية النقل الجوي. وتتيح الاتفاقية لشركات الطيران تشغيل رحلات أكثر."
    assert [entity.label for entity in read(text)[0].entities] == ["اتفاقية النقل الجوي"]


@pytest.mark.parametrize(
    "text",
    [
        "وقعت شركة النيل اتفاقية الاندماج مع شركة دلتا في مصر.",
        "وقع اللاعب اتفاقية ملزمة مع نادي النصر.",
        "فاز الاتفاق على الخليج في الدوري السعودي.",
        "لا معاهدة سرية بيننا وبين أحد.",
        "يحظر على مصر التوقيع على المعاهدات الثنائية.",
        "وقع تلاميذ مدرسة في المغرب معاهدة سلام بين القسمين.",
        "وقعت الخطوط المصرية اتفاقية للاستحواذ على طائرات.",
        "تلتزم مصر بالاتفاقيات الثنائية التي وقعتها.",
        "تم الاتفاق بين مصر وقبرص على عقد اجتماع.",
        "أقرت مصر نظام المرور الأساسي.",
        "يعاد نشر المقال بالاتفاق مع صحيفة في مصر.",
        "وقع برنامج إنجاز السعودية ومركز ماجد للتنمية شراكة استراتيجية.",
        "لم توقع هيئة المهندسين أي اتفاق مع وزارة الإسكان المصرية.",
        "وقعت وزارة الصحة المصرية اتفاقية شراكة مع وزارة التعليم المصرية.",
        "أعلنت مصر أن اتفاق الدول الكبرى ضروري.",
        "أي اتفاق سلام مع مصر مرفوض.",
        "رحبت مصر بإعلان إتمام مشروع قناة السويس الجديدة.",
        "وقعت مصر اتفاقية «رسل السلام» الكشفية.",
        "وقعت مصر وقبرص ثلاثين اتفاقية.",
        "انتقدت مصر الحلف الأمريكي الإيراني واتفاقا شاملا للمنطقة.",
        "يحظر القانون الأساسي الإيراني ذلك، ولا اتفاق في مصر.",
        "انهار الاتفاق المبرم بين المجلس المحلي وأعضاء تنظيم القاعدة في اليمن.",
        "وقع الحزب الوطني وحزب الأمة أمس اتفاقا سياسيا يقضي بدخول برلمان الإقليم بقائمة واحدة.",
        "نفى مصدر في الهيئة العامة للتدريب وجود نية لتوقيع بروتوكول جديد.",
        "كشفت مصر عن الاتفاق النهائي مع رجل الأعمال الإماراتي محمد نبيل بشأن تنفيذ المشروع.",
    ],
    ids=[
        "companies",
        "player",
        "club",
        "denied",
        "plural",
        "pupils",
        "purchase",
        "no set",
        "act",
        "law",
        "adverb",
        "programmes",
        "none yet",
        "organs of one state",
        "agents",
        "any",
        "announcement",
        "scouts",
        "counted",
        "alliances",
        "constitution",
        "not states",
        "parties in their parliament",
        "an authority at home",
        "businessman",
    ],
)
def test_what_states_did_not_make_is_no_instrument(text: str) -> None:
    assert read(text)[0].entities == ()


def test_a_short_mention_takes_up_the_instrument_before_it() -> None:
    _, spoken = read("وقعت مصر وتركيا معاهدة الصداقة في القاهرة. وتنص المعاهدة على التعاون. وتعد الوثيقة الجديدة مهمة.")
    assert spoken == {"معاهدة الصداقة": ["معاهدة الصداقة", "المعاهدة", "الوثيقة الجديدة"]}


def test_this_agreement_of_two_is_the_one_that_was_spoken_of_with_both() -> None:
    first = "وقعت مصر وتركيا اتفاق التعاون العسكري في القاهرة."
    _, spoken = read(f"{first} وانتقدت صحف هذا الاتفاق المصري التركي بشدة.")
    assert spoken == {"اتفاق التعاون العسكري": ["اتفاق التعاون العسكري", "الاتفاق المصري التركي"]}
    for other in ("وانتقدت صحف هذا الاتفاق المصري السوري بشدة.", "وانتقدت صحف الاتفاق المصري السوري بشدة."):
        assert len(read(f"{first} {other}")[0].entities) == 2


def test_two_declarations_share_one_coordinated_phrase() -> None:
    found, _ = read("أكدت روسيا التزامها بإعلاني موسكو وبيونغ يانغ في عامي 2000 و2001 مع كوريا الشمالية.")
    assert [e.kind for e in found.entities] == ["PoliticalDeclaration", "PoliticalDeclaration"]
    assert len({m.span for m in found.mentions}) == 1


def test_a_replaced_instrument_is_not_the_one_that_replaces_it() -> None:
    found, _ = read("وقعت مصر وتركيا الاتفاقية الاقتصادية عام 2001، وحلت محل الاتفاقية الاقتصادية الموحدة لعام 1981.")
    assert len(found.entities) == 2


def test_a_known_instrument_bears_its_iri() -> None:
    found, _ = read("دعت مصر إلى احترام ميثاق الأمم المتحدة.")
    (entity,) = found.entities
    assert (entity.key, entity.known) == ("https://w3id.org/mithaq/id/instrument/un-charter", True)


def test_facets_tell_an_instrument_from_others() -> None:
    found, _ = read("وقعت مصر معاهدة الصداقة والتحالف لعام 1936 مع بريطانيا.")
    facets = found.entities[0].facets
    assert ("kind", "treaty") in facets
    assert ("year", "1936") in facets
    assert ("title", "صداقه تحالف") in facets


def test_mentions_slice_to_words_without_proclitics() -> None:
    text = "انسحبت مصر من معاهدة الصداقة مع تركيا. والتزمت تركيا بالمعاهدة، وللمعاهدة ثلاثون مادة."
    found, _ = read(text)
    words = [mention.span.of(text) for mention in found.mentions]
    assert all(not word.startswith(("ب", "ول", "لل")) for word in words)
    assert all(isinstance(mention, Mention) for mention in found.mentions)


def test_the_same_text_gives_the_same_instruments() -> None:
    text = "وقعت مصر وتركيا معاهدة الصداقة. وستحل المعاهدة محل اتفاقية الجوار لعام 1970."
    assert read(text)[0] == read(text)[0]


def test_a_name_in_quotation_marks_after_another_is_an_alias() -> None:
    _, spoken = read("وقعت مصر اتفاقية التعريفات الجمركية «الغات» مع تركيا. ثم انتهى العمل بـ«الغات».")
    assert spoken == {"اتفاقية التعريفات الجمركية": ["اتفاقية التعريفات الجمركية", "الغات", "الغات"]}


def test_plans_by_different_words_are_two_instruments() -> None:
    found, _ = read(
        "وقعت مصر خطة العمل المشتركة التي وقعتها الأمم المتحدة. ووقعت مصر خارطة الطريق التي وقعتها الأمم المتحدة."
    )
    assert [e.label for e in found.entities] == ["خطة العمل المشتركة", "خارطة الطريق"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("انتقدت مصر الاتفاق مع إيران. ودافعت فرنسا عن الاتفاق النووي الإيراني.", {"الاتفاق مع إيران"}),
        ("دافعت فرنسا عن الاتفاق النووي الإيراني. وقالت مصر إن اتفاق إيران سيئ.", {"اتفاق إيران"}),
        ("دافعت فرنسا عن الاتفاق النووي الإيراني. وانتقدت مصر الاتفاقية النووية.", {"الاتفاقية النووية"}),
        ("دافعت فرنسا عن الاتفاق النووي الإيراني. وانتقدت مصر الصفقة.", {"الصفقة"}),
        ("انتقدت مصر الاتفاق النووي بين إيران والولايات المتحدة.", {"الاتفاق النووي بين إيران والولايات المتحدة"}),
    ],
)
def test_a_known_instrument_is_known_by_its_states_and_by_other_heads(text: str, words: set[str]) -> None:
    found, spoken = read(text)
    assert [e.key.rpartition("/")[2] for e in found.entities] == ["jcpoa"]
    assert words <= {word for said in spoken.values() for word in said}


def test_a_deal_between_other_states_is_not_the_known_instrument() -> None:
    found, _ = read("دافعت فرنسا عن الاتفاق النووي الإيراني. ووقعت مصر وتركيا الاتفاق المصري التركي.")
    assert len(found.entities) == 2


def test_instruments_that_and_joins_are_different() -> None:
    _, spoken = read("وافقت مصر على الاتفاقية البريدية العالمية والاتفاق الخاص بالدفع.")
    assert spoken == {"الاتفاقية البريدية العالمية": ["الاتفاقية البريدية العالمية"]}


def test_the_resolution_takes_up_the_one_with_a_number() -> None:
    _, spoken = read("أصدر مجلس الأمن القرار 2216. وطالبت مصر بتنفيذ القرار.")
    assert spoken == {"القرار 2216": ["القرار 2216", "القرار"]}


def test_a_headline_that_names_two_states_speaks_of_what_they_reach_in_the_lead() -> None:
    found, _ = read("اتفاق فرنسي - روسي\n\nتوصلت فرنسا وروسيا إلى اتفاق لإنهاء النزاع الطويل.")
    assert len(found.entities) == 1


@pytest.mark.parametrize(
    ("text", "iri"),
    [
        ('علقت روسيا مشاركتها في معاهدة "ستارت الجديدة".', "new-start"),
        ("وقعت مصر وإسرائيل اتفاقية «كامب ديفيد» الشهيرة عام 1978.", "camp-david-accords"),
        ("دخلت اتفاقية التبادل الحر (NAFTA) حيز النفاذ بين كندا والمكسيك.", "nafta"),
        ("التزمت مصر بمعاهدة السلام الموقعة مع إسرائيل.", "egypt-israel-peace-treaty"),
    ],
    ids=["quoted", "a place in quotes", "bracketed", "with the other"],
)
def test_a_known_instrument_is_known_by_a_name_in_quotes_or_brackets(text: str, iri: str) -> None:
    found, _ = read(text)
    assert [e.key.rpartition("/")[2] for e in found.entities] == [iri]


def test_what_is_quoted_of_the_agreement_is_not_its_name() -> None:
    _, spoken = read('وقعت مصر وكندا اتفاقية الصيد. وقال الرئيس إن الاتفاق "جيد لكندا".')
    assert spoken == {"اتفاقية الصيد": ["اتفاقية الصيد", "الاتفاق"]}


def test_a_shorter_name_of_another_year_is_another_instrument() -> None:
    found, _ = read(
        "وقعت لبنان وإسرائيل اتفاق ترسيم الحدود البحرية. وبحث لبنان تعديل اتفاق الحدود البحرية الموقع في عام 2007."
    )
    assert len(found.entities) == 2


def test_what_an_instrument_is_said_to_be_is_that_instrument() -> None:
    found, _ = read("وقعت مصر اتفاق كومو، وهو اتفاق الشراكة بين الاتحاد الأوروبي ومصر. والاتفاق مهم.")
    assert len(found.entities) == 1


def test_a_ligature_is_read_as_its_letters() -> None:
    text = "وقعت مصر وقبرص اتفاقية الصيد. ودخلت ا\ufefbتفاقية حيز النفاذ."
    _, spoken = read(text)
    assert spoken == {"اتفاقية الصيد": ["اتفاقية الصيد", "ا\ufefbتفاقية"]}


def test_a_name_that_others_share_counts_beside_one_that_is_its_own() -> None:
    alone, _ = read("طبقت بنوك مصر اتفاقية بازل أمس.")
    beside, _ = read(
        "أعلنت روسيا تعليق معاهدة ستارت الجديدة. وقالت روسيا إن معاهدة الأسلحة الهجومية الاستراتيجية باقية."
    )
    assert not any(e.known for e in alone.entities)
    assert [e.key.rpartition("/")[2] for e in beside.entities] == ["new-start"]


@pytest.mark.parametrize(
    ("text", "iri"),
    [
        ("قارن الكاتب ذلك باتفاقية ميونيخ عام 1938.", "munich-agreement"),
        ("خلف اتفاق ساموا اتفاق كوتونو.", "samoa-agreement"),
        ("ما زال وعد بلفور يثير الجدل بعد اتفاقية سايكس بيكو.", "balfour-declaration"),
        ("انتهكت إسرائيل اتفاقية فض الاشتباك لعام 1974.", "disengagement-israel-syria"),
        ("رفضت مصر اتفاقية عنتيبي.", "nile-basin-framework"),
        ("لم تصادق مصر على اتفاقية العنف والتحرش في عالم العمل.", "violence-and-harassment-convention"),
        ("علقت روسيا تفتيشا تتيحه وثيقة فيينا لتدابير بناء الثقة والأمن.", "vienna-document"),
        ("تنظم اتفاقية تنظيم الملاحة البحرية في خور عبدالله مرور السفن.", "khor-abdullah-agreement"),
        ("قارن الكاتب ذلك بمعاهدة الوحدة الألمانية.", "german-unification-treaty"),
    ],
)
def test_instruments_of_history_are_known_by_their_popular_names(text: str, iri: str) -> None:
    found, _ = read(text)
    assert iri in [e.key.rpartition("/")[2] for e in found.entities]
