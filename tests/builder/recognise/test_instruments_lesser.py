"""Truces, annexes, arrangements and what else is an instrument only where the words around show it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Mentions = Callable[[str], list[list[str]]]

PACT = "وقعت مصر وقبرص معاهدة الصداقة في نيقوسيا. "


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "انهارت هدنة بين أنقرة والمتمردين تعود إلى العام 2010. وخرق المتمردون الهدنة.",
            [["هدنة بين أنقرة", "الهدنة"]],
            id="a truce of a state that broke",
        ),
        pytest.param(
            "قصفت تركيا مواقع المتمردين. وسقطت هدنة كان يلتزمها الطرفان منذ عامين.",
            [["هدنة"]],
            id="a truce that both had kept",
        ),
        pytest.param(
            "مصر والمتمردون يوقعون على هدنة\n\nوقعت حكومة مصر والمتمردون على هدنة في نيروبي. وتنص الهدنة على الإفراج.",
            [["هدنة", "هدنة", "الهدنة"]],
            id="a truce that is signed",
        ),
        pytest.param(
            "وافقت الحكومة المصرية على تمديد الهدنة. وتنتهي الهدنة غدا.",
            [["الهدنة", "الهدنة"]],
            id="a truce that is prolonged",
        ),
        pytest.param("لم توقع مصر والمتمردون على هدنة.", [], id="a truce that was not signed"),
        pytest.param(
            "اتفاق أم حرب؟ ذكر السفير تفاهم نيسان 1996 بين لبنان وإسرائيل. وقال إن التفاهم قائم.",
            [["تفاهم نيسان 1996", "التفاهم"]],
            id="an understanding by its month",
        ),
        pytest.param(
            "بعد مفاوضات على اتفاق طويل توصلت الهند والصين إلى تفاهم بشأن الدوريات.",
            [["تفاهم بشأن الدوريات"]],
            id="an understanding that two reached",
        ),
        pytest.param("وقع سوء تفاهم بين مصر والسودان حول الاتفاق.", [], id="a misunderstanding"),
        pytest.param(PACT + "وتوصلت مصر والسودان إلى تفاهم مشترك.", [["معاهدة الصداقة"]], id="a mutual understanding"),
        pytest.param(
            PACT + "ثم وقعت مصر وتركيا برنامجا تنفيذيا للتعاون الثقافي.",
            [["معاهدة الصداقة"], ["برنامجا تنفيذيا للتعاون الثقافي"]],
            id="a programme that two sign",
        ),
        pytest.param(PACT + "ورسمت مصر خارطة طريق للتعليم.", [["معاهدة الصداقة"]], id="a road map of one's own"),
        pytest.param("تدعو مصر إلى هدنة بين سورية وتركيا.", [], id="a truce that is called for"),
        pytest.param("قررت مصر الهدنة الإنسانية لإدخال المساعدات.", [], id="one side's pause"),
        pytest.param(
            "تقع البلدة في سورية. وخرق المسلحون الهدنة القائمة بين النظام وبين البلدة.", [], id="a truce of no state"
        ),
        pytest.param(
            PACT + "لكن البرلمان لم يصادق على البروتوكول الملحق بها الذي وقع عام 1997.",
            [["معاهدة الصداقة"], ["البروتوكول"]],
            id="what is annexed is another",
        ),
        pytest.param(
            PACT + "ولم تنضم تركيا إلى بروتوكولها الخامس المتعلق بالألغام.",
            [["معاهدة الصداقة"], ["بروتوكولها الخامس"]],
            id="its own protocol",
        ),
        pytest.param(
            PACT + "وعدلت بملحق عام 1985، ثم جاء ملحق (التجارة) الذي وقعه الجانبان. وينص هذا الملحق على الإعفاء.",
            [["معاهدة الصداقة"], ["ملحق عام 1985"], ["ملحق (التجارة)", "الملحق"]],
            id="annexes that amend or are signed",
        ),
        pytest.param(PACT + "وصدر ملحق الصحيفة أمس عن السفر.", [["معاهدة الصداقة"]], id="a paper's supplement"),
        pytest.param(
            PACT + "وتحل محل ترتيب فني أبرم عام 2013. وأبرمت مصر ترتيبا مشابها مع كينيا.",
            [["معاهدة الصداقة"], ["ترتيب"], ["ترتيبا مشابها مع كينيا"]],
            id="arrangements",
        ),
        pytest.param(
            PACT + "والمادة لا تمس ما يحميه العهدان الدوليان. ومن صدق على العهدين ملزم بهما.",
            [["معاهدة الصداقة"], ["العهدان الدوليان", "العهدين"]],
            id="the covenants",
        ),
        pytest.param(PACT + "وقارن الكاتب بين العهدين.", [["معاهدة الصداقة"]], id="two reigns"),
        pytest.param(
            "زار الرئيس المصري فرنسا وعقد معها اتفاقية سلاح، ثم إيطاليا.", [["اتفاقية"]], id="concluded with it"
        ),
        pytest.param(
            "لم تلغ المعاهدة. وتصالحت مصر وتركيا، فوقعتا أمس «وثيقة العقبة».",
            [["وثيقة العقبة"]],
            id="a document of its place",
        ),
        pytest.param(
            PACT + "أما الاتفاق الإطاري الذي وقعه العسكريون في ديسمبر فقد مات.",
            [["معاهدة الصداقة"], ["الاتفاق الإطاري"]],
            id="named and signed beside another",
        ),
        pytest.param(
            "انضمت مصر إلى اتفاقية فيينا للعلاقات الدبلوماسية. وقالت إيران إن مصر باقية في اتفاقية فيينا نفسها.",
            [["اتفاقية فيينا للعلاقات الدبلوماسية", "اتفاقية فيينا"]],
            id="the beginning of a known name",
        ),
        pytest.param(
            PACT + "وألغيت أحكام اتفاقيات 3 يونيو 1955 بين البلدين.",
            [["معاهدة الصداقة"], ["اتفاقيات 3 يونيو 1955 بين البلدين"]],
            id="a set by its day",
        ),
        pytest.param(PACT + "وجاء النادي في ترتيب متأخر.", [["معاهدة الصداقة"]], id="a rank"),
        pytest.param(
            "يتبنى مجلس الأمن الدولي صباح اليوم قرارا يقضي بتشكيل لجنة.", [["قرارا"]], id="to be adopted today"
        ),
        pytest.param(
            "رحبت مصر بقرار مجلس الأمن الدولي، الصادر أول من أمس، القاضي بتشكيل لجنة.",
            [["قرار مجلس الأمن الدولي"]],
            id="the resolution issued, behind a comma",
        ),
        pytest.param(
            "وقعت مصر وتركيا إعلان «بروسور» في نيقوسيا. وأنهى الحرب بين مصر وتركيا «إعلان كانتاري» الذي وقع عام 1995.",
            [["إعلان «بروسور»"], ["إعلان كانتاري"]],
            id="declarations by a name that no list has",
        ),
        pytest.param(
            PACT + "وتعهدت مصر لروسيا بذلك في مذكرة موسكو التي وقعها الوفدان.",
            [["معاهدة الصداقة"], ["مذكرة موسكو"]],
            id="a memorandum named after its place",
        ),
        pytest.param(
            PACT + "وتبدأ مصر في الخريف مفاوضات مع كينيا. وهي مفاوضات صعبة. وتتناول اللجان ذلك. وتستمر المفاوضات مع "
            "كينيا على معاهدة للصداقة.",
            [["معاهدة الصداقة"], ["معاهدة للصداقة"]],
            id="one that is negotiated is another",
        ),
        pytest.param(
            "انتهت في العقبة أمس مفاوضات مصر وتركيا، ووقعت الدولتان معاهدة للحدود. وتنص معاهدة العقبة على التحكيم.",
            [["معاهدة للحدود", "معاهدة العقبة"]],
            id="named after the place of its signing",
        ),
        pytest.param(
            "هل ينهار اتفاق الفصل؟ ماذا ينص اتفاق 1974؟\n\nالقاهرة - أعلنت سورية انهيار اتفاق الفصل الموقع مع إسرائيل.",
            [["اتفاق الفصل", "اتفاق 1974", "اتفاق الفصل الموقع مع إسرائيل"]],
            id="the headline's name and year",
        ),
        pytest.param(
            "وقعت مصر وقبرص معاهدة الرياض لقانون التصاميم.", [["معاهدة الرياض لقانون التصاميم"]], id="on the law of"
        ),
        pytest.param(
            PACT + "وقال الوزير إن البديل عن المعاهدة هو معاهدة أفضل مع قبرص.",
            [["معاهدة الصداقة", "المعاهدة"]],
            id="a better one is none yet",
        ),
    ],
)
def test_what_shows_an_instrument(text: str, expected: list[list[str]], mentions: Mentions) -> None:
    assert mentions(text) == expected
