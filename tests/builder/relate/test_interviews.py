"""The answers of a printed interview are said by whom the headline quotes; lists and counsel are no interview."""

from __future__ import annotations

import pytest

from builder.extract import extract
from builder.model import Article, Mode

TURNS = (
    "* كيف بدأت المفاوضات؟\n- بدأت في القاهرة. كنا خمسة.\n* ومن كتب النص؟\n- كتبه المصريون والسودانيون معا.\n"
    "* هل تندمون؟\n- لا نندم على شيء.\n"
)
LEAD = "كان اللواء المتقاعد سمير حداد عضوا في وفد السودان، ولم يتحدث إلى صحيفة منذ توقيع اتفاقية السلام.\n"


def answered(text: str) -> list[tuple[str, str]]:
    """Who answers what."""
    reading = extract(Article("x", text, "0" * 64, "x"))
    names = {entity.key: entity.label for entity in reading.entities}
    said = [one for one in reading.statements if one.rule == "speech.answer"]
    assert all(one.mode is Mode.DIRECT for one in said)
    return [(names[one.speaker], one.span.of(text)) for one in said]


@pytest.mark.parametrize("title", ['سمير حداد لـ"المساء": وقعنا ونحن نعرف', "كبير المفاوضين: وقعنا ونحن نعرف"])
def test_whom_the_headline_quotes_answers(title: str) -> None:
    assert answered(f"{title}\n\n{LEAD}{TURNS}") == [
        ("سمير حداد", "بدأت في القاهرة. كنا خمسة"),
        ("سمير حداد", "كتبه المصريون والسودانيون معا"),
        ("سمير حداد", "لا نندم على شيء"),
    ]


def test_whom_the_lead_of_a_talk_names_answers_behind_doubled_signs() -> None:
    turns = TURNS.replace("- ", "•• ").replace("* ", "• ")
    lead = "قال اللواء المتقاعد سمير حداد في حوار مع الصحيفة إن اتفاقية السلام بقيت، والتقى كامل فهمي.\n"
    assert answered(f"المفاوض يتحدث\n\n{lead}{turns}") == [
        ("سمير حداد", "بدأت في القاهرة. كنا خمسة"),
        ("سمير حداد", "كتبه المصريون والسودانيون معا"),
        ("سمير حداد", "لا نندم على شيء"),
    ]


def test_whose_name_begins_a_paragraph_answers_there() -> None:
    turns = TURNS.replace("* ", "المساء: ").replace("- ", "سمير حداد: ")
    assert answered(f"المفاوض يتحدث\n\n{LEAD}{turns}") == [
        ("سمير حداد", "بدأت في القاهرة. كنا خمسة"),
        ("سمير حداد", "كتبه المصريون والسودانيون معا"),
        ("سمير حداد", "لا نندم على شيء"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            f"المفاوض يتحدث\n\n{LEAD}سمير حداد: عضو الوفد\nكامل فهمي: رئيس الوفد\nسمير حداد: من السودان\n"
            "سمير حداد: لواء\n",
            id="a list of members",
        ),
        pytest.param(f"المفاوض يتحدث\n\n{LEAD}{TURNS}", id="a headline that quotes nobody"),
        pytest.param(
            f"سمير حداد: وقعنا\n\n{LEAD}* بنود الاتفاق\n- وقف النار\n* ملاحقه\n- الحدود\n* سريانه\n- فورا\n",
            id="a list",
        ),
        pytest.param(f"سمير حداد: وقعنا\n\n{LEAD}* كيف بدأتم؟\n- في القاهرة.\n", id="one question"),
    ],
)
def test_no_interview(text: str) -> None:
    assert answered(text) == []
