"""What kind of duty the words of a provision lay down."""

from __future__ import annotations

import pytest

from builder.recognise.text import fold
from builder.relate.clause_types import conditions, obligation, strength


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("تقديم المساعدة العسكرية إذا تعرض أحد الطرفين لهجوم", "mutual-defence"),
        ("التعاون العسكري بين الجيشين", "military-cooperation"),
        ("التعاون في القطاعات غير العسكرية", "other"),
        ("التعاون الاقتصادي بين البلدين", "economic-cooperation"),
        ("عدم التدخل في الشؤون الداخلية", "non-interference"),
        ("التشاور عند كل تهديد", "consultation"),
        ("حظر الاتجار في المواد المشعة", "trade"),
        ("منع استيراد العاج", "trade"),
        ("أن تبقى نافذة ما لم يطلب أحد الطرفين مراجعتها", "duration"),
        ("تتيح لأي طرف إنهاءها بإشعار خطي", "withdrawal"),
        ("يتيح لأي منهما الخروج بعد إشعار مدته ستة أشهر", "withdrawal"),
        ("إحالة أي خلاف بشأن تفسيرها إلى المحكمة", "dispute-settlement"),
        ("تشترط لنفاذه مرور شهرين على إيداع الوثيقة السابعة", "entry-into-force"),
        ("يستمر العمل بها حتى نهاية العام", "duration"),
        ("أن تهب الدول لنجدة دولة تتعرض لهجوم مسلح", "mutual-defence"),
        ("وقف إطلاق النار على الجبهات كلها", "non-aggression"),
        ("تمنع أي هجوم مسلح على المنشآت", "non-aggression"),
        ("تحظر عقد أي اتفاق يناقض الميثاق", "no-adverse-treaties"),
        ("تحدد أعداد الدبابات على جانبي الخط", "arms-control"),
        ("نشر بعثة مراقبين على جانبي الخط", "inspection"),
        ("إنهاء العنصرية في العالم", "other"),
        ("تحظر على الدول ادعاء السيادة على القطب", "territorial"),
    ],
)
def test_type(words: str, kind: str) -> None:
    assert obligation(fold(words)) == [kind]


def test_a_trigger_is_named_once_as_it_is_said() -> None:
    assert conditions(fold("المساعدة في حالة العدوان على أحد الطرفين")) == ["aggression"]
    assert conditions(fold("المساعدة إذا تعرض أحد الطرفين لهجوم")) == ["attack"]
    assert conditions(fold("المساعدة إذا تعرض أحد الطرفين لهجوم مسلح")) == ["armed-attack"]
    assert conditions(fold("المساعدة في حالة حرب بسبب غزو مسلح")) == ["invasion", "war"]
    assert conditions(fold("المساعدة المتبادلة بين الطرفين")) == []


def test_strength_is_said_or_unknown() -> None:
    assert strength(fold("يجب على الطرف الآخر تقديم المساعدة")) == "shall"
    assert strength(fold("ضمانات أمنية أضعف")) is None
