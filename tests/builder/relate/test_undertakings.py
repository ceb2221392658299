"""What parties undertake by an instrument, and what an instrument does by verbs of many uses."""

from __future__ import annotations

import pytest

from builder.extract import extract
from builder.model import Article

_MADE = "وقعت مصر وتونس معاهدة الصداقة في القاهرة. "


def clauses(text: str) -> list[str]:
    """The words of the clauses that a text tells."""
    return [one.span.of(text) for one in extract(Article("test", text, "0" * 64, "test.txt"), deep=True).clauses]


def test_each_thing_undertaken_is_a_clause() -> None:
    text = _MADE + "ويتعهد البلدان، بموجب المعاهدة، بالاعتراف المتبادل بحدودهما، وبالامتناع عن استخدام القوة."
    first, second = clauses(text)
    assert first.endswith("بالاعتراف المتبادل بحدودهما")
    assert second == "وبالامتناع عن استخدام القوة"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (_MADE + "وتنازلت بموجبها تونس عن جزيرة قريبة من الساحل.", ["وتنازلت بموجبها تونس عن جزيرة قريبة من الساحل"]),
        (_MADE + "وتستحدث المعاهدة لجنة مشتركة للتجارة.", ["لجنة مشتركة للتجارة"]),
        (_MADE + "ويستحدث النص لجنة مشتركة للتجارة.", ["ويستحدث النص لجنة مشتركة للتجارة"]),
        ("وقعت مصر وتونس معاهدة تنقل السيادة على الجزر إلى مصر.", ["تنقل السيادة على الجزر إلى مصر"]),
        (_MADE + "ونقلت المعاهدة البلدين إلى مرحلة جديدة من العلاقات.", []),
        (_MADE + "ونقلت الصحيفة عن الوزير أن المعاهدة مهمة للبلدين.", []),
        (_MADE + "واقتصر الحفل على كلمات قصيرة للوزيرين.", []),
    ],
    ids=["cedes", "sets up", "the text", "transfers", "a new stage", "reports", "a ceremony"],
)
def test_a_verb_of_many_uses_provides_only_by_its_object(text: str, words: list[str]) -> None:
    assert clauses(text) == words
