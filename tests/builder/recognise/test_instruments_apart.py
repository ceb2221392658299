"""Which mentions are of one instrument, and which of two: by kind, by parties, by a name that the text tells."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Mentions = Callable[[str], list[list[str]]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "أنهت مصر العمل بمذكرة التفاهم الموقعة مع قبرص عام 2003. وأقرت تعديلات النظام الأساسي للمحكمة الجنائية "
            "الدولية الموقع في روما عام 2003.",
            [["مذكرة التفاهم الموقعة مع قبرص عام 2003"], ["النظام الأساسي للمحكمة الجنائية الدولية"]],
            id="the year alone makes no statute of a memorandum",
        ),
        pytest.param(
            "مصر تصدق على اتفاقية مع كينيا\n\nالقاهرة - بحث المجلس بروتوكول قرطاج بشأن السلامة. وصدق على اتفاقية تسليم "
            "المجرمين بين مصر وكينيا.",
            [["اتفاقية مع كينيا", "اتفاقية تسليم المجرمين بين مصر وكينيا"], ["بروتوكول قرطاج"]],
            id="a headline's agreement with a state is that with this state",
        ),
        pytest.param(
            "وقعت مصر وكينيا اتفاقية نقل المحكوم عليهم بين البلدين.",
            [["اتفاقية نقل المحكوم عليهم بين البلدين"]],
            id="a preposition with a pronoun belongs to the participle before it",
        ),
        pytest.param(
            "تنظم الملاحة في القناة اتفاقية القسطنطينية. وقد أقرتها بريطانيا في الوفاق الودي مع فرنسا. وما زالت "
            "الاتفاقية سارية.",
            [["اتفاقية القسطنطينية", "الاتفاقية"], ["الوفاق الودي"]],
            id="the noun takes up what was called by it",
        ),
        pytest.param(
            "وقعت السعودية واليمن معاهدة الصداقة الإسلامية، وهي المعروفة بمعاهدة الطائف، بعد حرب قصيرة.",
            [["معاهدة الصداقة الإسلامية", "معاهدة الطائف"]],
            id="known by another name, with a joined preposition",
        ),
        pytest.param(
            "قمة بين مصر والأردن\n\nبحثت القمة العلاقات. وأمس وقع الجانبان في العقبة مذكرة تفاهم من تسع مواد.",
            [["مذكرة تفاهم"]],
            id="the two sides are the states spoken of",
        ),
        pytest.param(
            "وقعت مصر وكينيا اتفاقية نقل السجناء التي ستحل محل مذكرة التعاون القضائي النافذة بينهما منذ عام 2011.",
            [["اتفاقية نقل السجناء"], ["مذكرة التعاون القضائي"]],
            id="a memorandum of cooperation",
        ),
        pytest.param(
            "وقعت مصر وكينيا بروتوكول الصيد. ويندرج ضمن الاتفاقية المتعلقة بالتعاون البحري والمبرمة بين البلدين في 25 "
            "فبراير 2001.",
            [["بروتوكول الصيد"], ["الاتفاقية"]],
            id="an agreement told by what it is about and its day",
        ),
        pytest.param(
            "وقعت مصر معاهدة الانضمام إلى المجموعة مع تونس. وتعود المجموعة إلى المعاهدة التي وقعتها كينيا وأوغندا في 3 "
            "نوفمبر 1999. وانضمت رواندا إلى المعاهدة عام 2007.",
            [["معاهدة الانضمام"], ["المعاهدة", "المعاهدة"]],
            id="a treaty told by makers of whom nothing was said is none spoken of",
        ),
        pytest.param(
            "وقعت مصر معاهدة الصداقة مع تونس. وتنص المعاهدة التي وقعتها مصر وتونس في 30 نوفمبر 1999 على التعاون.",
            [["معاهدة الصداقة مع تونس", "المعاهدة"]],
            id="a treaty told by its makers again is the one spoken of",
        ),
        pytest.param(
            "وهذا مخالفة لبنود الاتفاقية الموقعة بين البلدين، والتي لم تحدد عددا لمكاتب وشركات الاستقدام.",
            [["الاتفاقية الموقعة بين البلدين"]],
            id="what is signed between the two countries is theirs, whatever it says of companies",
        ),
        pytest.param(
            "حلت الاتفاقية بين مالي وغينيا محل معاهدة لابي الموقعة في 24 مارس 1968.",
            [["الاتفاقية بين مالي وغينيا"], ["معاهدة لابي"]],
            id="a name that looks like an adjective",
        ),
        pytest.param(
            "نصت اتفاقية 11 مارس 1972 بين مالي وغينيا على لجنة، وحلت هذه محل معاهدة لابي الموقعة في 24 مارس 1968.",
            [["اتفاقية 11 مارس 1972 بين مالي وغينيا"], ["معاهدة لابي"]],
            id="a name that is a day",
        ),
        pytest.param(
            "كابول وإسلام آباد توقعان اتفاقات جنيف\n\nوقعت أفغانستان وباكستان اتفاقات جنيف، فيما وضع وزيرا "
            "خارجية أمريكا وروسيا توقيعيهما على إعلان الضمانات الدولية الملحق بها. وتدخل الاتفاقات حيز التنفيذ غدا.",
            [["اتفاقات جنيف", "اتفاقات جنيف", "الاتفاقات"], ["إعلان الضمانات الدولية"]],
            id="a set is taken up, and a declaration is signed beside it",
        ),
        pytest.param(
            "القاهرة وتونس توقعان بروتوكول الصيد\n\nوقعت مصر وتونس أمس بروتوكولا تطبيقيا جديدا يسمح بالصيد.",
            [["بروتوكول الصيد", "بروتوكولا"]],
            id="headline and lead tell of the same two states",
        ),
        pytest.param(
            "طلب السادات إلغاء المعاهدة مع موسكو\n\nوقع الاتحاد السوفياتي ومصر معاهدة الصداقة والتعاون في القاهرة.",
            [["المعاهدة مع موسكو", "معاهدة الصداقة والتعاون"]],
            id="Moscow stands for the Soviet Union",
        ),
        pytest.param(
            "أنهت النيجر الاتفاق العسكري المبرم مع كندا عام 2012. وقال وزير إن مصر وكينيا ستوقعان اتفاقا للتدريب "
            "العسكري.",
            [["الاتفاق العسكري المبرم مع كندا عام 2012"], ["اتفاقا للتدريب العسكري"]],
            id="an indefinite phrase that tells more brings in another",
        ),
        pytest.param(
            "وقعت مصر وكينيا أمس معاهدة الدفاع. وقال وزير إن البلدين وقعا معاهدة للدفاع بينهما.",
            [["معاهدة الدفاع", "معاهدة للدفاع"]],
            id="one that tells no more does not",
        ),
        pytest.param(
            "اعتمدت الجمعية العامة أول معاهدة عالمية بشأن حماية البحار.",
            [["معاهدة عالمية بشأن حماية البحار"]],
            id="the world's first treaty on",
        ),
        pytest.param(
            "دعا قرار مجلس الأمن رقم 95 الصادر في 1 سبتمبر 1951 مصر إلى رفع القيود.",
            [["قرار مجلس الأمن رقم 95"]],
            id="an early resolution of the Council",
        ),
        pytest.param(
            "حذر نائب من مصر في المعاهدة من خريطة جديدة وقال: إنها سايكس بيكو جديدة.",
            [],
            id="a new one of the name is a figure",
        ),
    ],
)
def test_mentions_are_of_one_instrument_or_of_two(text: str, expected: list[list[str]], mentions: Mentions) -> None:
    assert mentions(text) == expected
