"""Statements: the examples of the data files, a sentence for every verb, who goes on speaking, and any text."""

import sys
from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builder.languages import topic
from builder.model import Article, Block, BlockKind, Entity, Form, Layout, Mention, Mode, Span, Statement
from builder.relate import statements

REPORTING = topic("reporting")
ACTORS = {
    "سامي": "Person",
    "كامل": "Person",
    "الوزارة": "StateOrgan",
    "وزارة الموانئ": "StateOrgan",
    "الأهرام": "MediaOrganisation",
}


@dataclass(frozen=True)
class Actors:
    entities: tuple[Entity, ...]
    mentions: tuple[Mention, ...]


def article(text: str) -> Article:
    return Article("sample", text, "0" * 64, "sample.txt")


def layout(text: str, kind: BlockKind = BlockKind.BODY) -> Layout:
    blocks, start = [], 0
    for line in text.split("\n"):
        if line.strip():
            blocks.append(Block(Span(start, start + len(line)), kind, "test"))
        start += len(line) + 1
    return Layout(tuple(blocks), ())


def actors(text: str, names: dict[str, str] = ACTORS) -> Actors:
    """Every occurrence of the names as a word, the proclitics before it left out."""
    entities = tuple(Entity(name, kind, name) for name, kind in names.items() if name in text)
    mentions = []
    for entity in entities:
        at = text.find(entity.label)
        while at >= 0:
            mentions.append(Mention(Span(at, at + len(entity.label)), entity.key, Form.NAME, "test"))
            at = text.find(entity.label, at + 1)
    return Actors(entities, tuple(mentions))


def said(text: str, names: dict[str, str] = ACTORS) -> list[tuple[str, str, str]]:
    result = statements.find(article(text), layout(text), actors(text, names))
    label = {e.key: e.label for e in (*actors(text, names).entities, *result.entities)}
    return [(label[s.speaker], s.mode.value, s.span.of(text)) for s in result.statements]


@pytest.mark.parametrize("example", REPORTING["examples"], ids=lambda e: e["text"])
def test_example(example: dict[str, str]) -> None:
    assert said(example["text"]) == [(example["speaker"], example["mode"], example["said"])]


def test_who_was_told_may_stand_before_who_speaks() -> None:
    text = 'كشفت لـ "الأهرام" مصادر مطلعة أن العمل جار في الميناء.'
    assert said(text) == [("مصادر مطلعة", "indirect", "العمل جار في الميناء")]


def test_a_long_report_that_ends_in_a_quotation_is_told_whole() -> None:
    report = "الشركة التي وافقت بعد طول انتظار على إعادة المبنى إلى أصحابه ما زالت تبقي على «المخزن والمرفأ والطريق»"
    assert said(f"قال سامي إن {report}.") == [("سامي", "indirect", report.rstrip("»"))]


@pytest.mark.parametrize("text", REPORTING["counter_examples"])
def test_counter_example(text: str) -> None:
    assert said(text) == []


def sentences() -> list[tuple[str, str]]:
    """For every verb and every way it may be used, a sentence and its speaker."""
    patterns, made = REPORTING["patterns"], []
    for verb in REPORTING["verbs"]:
        kind = verb.get("kind", "say")
        past = (
            verb["past"] if verb.get("forms", {}).get("masculine", True) else REPORTING["endings"]["he"] + verb["stem"]
        )
        if kind in patterns:
            speaker = {"relay": "كامل", "learn": "كامل", "appear": "الوزارة"}.get(kind, "سامي")
            made.append((patterns[kind].format(verb=past), speaker))
        if (
            kind in ("accuse", "describe", "appraise", "relay", "learn", "request", "appear", "blame", "express")
            or verb.get("bare") is False
        ):
            continue
        for preposition in verb.get("that", ()):
            opener = patterns["openers"][preposition]
            made.append((patterns["that"].format(verb=past, opener=opener), "سامي"))
        for preposition in verb.get("noun", ()):
            form = patterns["noun"].get(preposition, patterns["noun"]["other"])
            if kind != "call":
                made.append((form.format(verb=past, opener=preposition), "سامي"))
    return made


@pytest.mark.parametrize(("text", "speaker"), sentences())
def test_every_verb_reports(text: str, speaker: str) -> None:
    names = ACTORS if "للوزارة" not in text else {"وزارة": "StateOrgan"}
    found = said(text, names)
    assert len(found) == 1
    assert found[0][0] == (speaker if speaker != "الوزارة" else "وزارة")


@pytest.mark.parametrize("verb", REPORTING["verbs"], ids=lambda v: v["past"])
def test_no_verb_reports_without_content(verb: dict[str, str]) -> None:
    assert said(REPORTING["patterns"]["counter"].format(verb=verb["past"])) == []


@pytest.mark.parametrize("example", topic("speakers")["examples"], ids=lambda e: e["text"])
def test_described_speaker(example: dict[str, str]) -> None:
    text = example["text"]
    result = statements.find(article(text), layout(text), actors(text))
    (statement,) = result.statements
    (entity,) = result.entities
    assert (entity.label, entity.kind, entity.key) == (example["speaker"], example["kind"], statement.speaker)
    assert [m.span.of(text) for m in result.mentions] == [example["speaker"]]


@pytest.mark.parametrize("text", topic("speakers")["counter_examples"])
def test_nobody_is_made_up(text: str) -> None:
    assert said(text) == []


def test_the_last_speaker_goes_on() -> None:
    text = "قال سامي إن السفن وصلت. وأضاف: «ستعود غدا»، مشيرا إلى أن البحر هادئ."
    assert said(text) == [
        ("سامي", "indirect", "السفن وصلت"),
        ("سامي", "direct", "ستعود غدا"),
        ("سامي", "indirect", "البحر هادئ"),
    ]


def test_a_verb_of_another_gender_has_another_subject() -> None:
    assert said("قال سامي إن السفن وصلت. وأضافت أن البحر هادئ.") == [("سامي", "indirect", "السفن وصلت")]


def test_a_speaker_nobody_knows_ends_the_turn() -> None:
    assert said("قال سامي إن السفن وصلت. وقال فلان إن البحر هائج. وأضاف أنه بارد.") == [
        ("سامي", "indirect", "السفن وصلت")
    ]


def test_a_name_that_nothing_else_makes_known_is_a_speaker() -> None:
    text = "وقال ستريليت في لقاء إن السفن وصلت. وأضاف ستريليت أنها ستعود. وقال كليجدار أوغلو: «لن تعود»."
    result = statements.find(article(text), layout(text), actors(text))
    kinds = {entity.label: entity.kind for entity in result.entities}
    assert kinds == {"ستريليت": "Person", "كليجدار أوغلو": "Person"}
    assert [s.span.of(text) for s in result.statements] == ["السفن وصلت", "أنها ستعود", "لن تعود"]


@pytest.mark.parametrize(
    "text",
    [
        "وقال ستريليت إن السفن وصلت.",
        "وقال سائق إن السفن وصلت. وشكا السائق. وأضاف سائق أن البحر هائج.",
        "وقال ركاب سفينة إن السفن وصلت. وقال ركاب سفينة إن البحر هائج.",
        "وذكرت صحيفتا الميناء أن السفن وصلت. وذكرت صحيفتا الميناء أن البحر هائج.",
    ],
)
def test_a_noun_is_no_name_of_a_speaker(text: str) -> None:
    assert said(text) == []


def test_a_quotation_in_a_report_is_what_was_said() -> None:
    text = (
        "قال سامي إن البلدين تربطهما “صداقة نارية”، وأن الاتفاق هو “أقوى معاهدة على الإطلاق” بينهما، مما يرفع العلاقة."
    )
    assert said(text) == [("سامي", "direct", "صداقة نارية"), ("سامي", "direct", "أقوى معاهدة على الإطلاق")]


def test_a_term_in_quotation_marks_leaves_a_report_indirect() -> None:
    text = "قال سامي إن الخلاف مع الجار هو خلاف “فني” وليس هناك ما يعكر العلاقات."
    assert said(text) == [("سامي", "indirect", "الخلاف مع الجار هو خلاف “فني” وليس هناك ما يعكر العلاقات")]


def test_a_newspaper_that_relays_is_no_speaker() -> None:
    text = "ونقلت صحيفة «الأهرام» عن سامي قوله إن السفن وصلت."
    (statement,) = statements.find(article(text), layout(text), actors(text)).statements
    assert (statement.speaker, statement.via) == ("سامي", ("الأهرام",))
    assert said("وصلت السفن إلى الميناء أمس، بحسب صحيفة الأهرام.") == []


def test_quoting_another_makes_that_one_the_speaker() -> None:
    text = "وأفادت صحيفة «الأهرام»، نقلا عن سامي، بأن السفن وصلت."
    (statement,) = statements.find(article(text), layout(text), actors(text)).statements
    assert (statement.speaker, statement.via, statement.span.of(text)) == ("سامي", ("الأهرام",), "السفن وصلت")


@pytest.mark.parametrize(
    "text",
    [
        "وحسب ما نقلته صحيفة «الأهرام» عن سامي، فإن السفن وصلت إلى الميناء.",
        "السفن وصلت إلى الميناء، وفقا لما نقلته صحيفة «الأهرام» عن سامي.",
    ],
    ids=["before", "behind"],
)
def test_what_a_paper_passes_on_beside_the_clause_is_said_by_its_source(text: str) -> None:
    (statement,) = statements.find(article(text), layout(text), actors(text)).statements
    assert (statement.speaker, statement.via) == ("سامي", ("الأهرام",))
    assert statement.span.of(text) == "السفن وصلت إلى الميناء"


def together(text: str) -> list[tuple[tuple[str, ...], str]]:
    """Who speaks, those who speak together with them included, and the words said."""
    found = statements.find(article(text), layout(text), actors(text)).statements
    return [((s.speaker, *s.others), s.span.of(text)) for s in found]


def test_those_who_speak_together_are_each_named() -> None:
    both = ("سامي", "كامل")
    assert together("قال سامي وكامل إن السفن وصلت. وأضافا أنها ستعود.") == [(both, "السفن وصلت"), (both, "أنها ستعود")]
    assert together("أكد كل من سامي وكامل أن السفن وصلت.") == [(both, "السفن وصلت")]
    assert together("قال سامي ونظيره الجديد كامل إن السفن وصلت.") == [(both, "السفن وصلت")]


def test_who_is_spoken_of_beside_the_speaker_does_not_speak() -> None:
    assert together("قال سامي إن كامل وصل.") == [(("سامي",), "كامل وصل")]
    assert together("قال سامي والوزارة غائبة إن السفن وصلت.") == [(("سامي",), "السفن وصلت")]


def test_one_of_two_does_not_go_on_for_both() -> None:
    assert together("قال سامي وكامل إن السفن وصلت. وأضاف أنها ستعود.") == [(("سامي", "كامل"), "السفن وصلت")]


def test_a_quotation_that_names_nobody_is_of_whoever_speaks_before_and_behind_it() -> None:
    middle = 'وأعدت وثيقة جديدة: "بنينا في العام الماضي سفنا كثيرة جدا". '
    text = f'قال سامي: "وصلت السفن". {middle}وقال سامي: "ستعود غدا".'
    assert ("سامي", "direct", "بنينا في العام الماضي سفنا كثيرة جدا") in said(text)
    assert len(said(text)) == 3
    assert len(said(f'قال كامل: "وصلت السفن". {middle}وقال سامي: "ستعود غدا".')) == 2
    asked = middle.replace('جدا"', 'جدا؟"')
    assert len(said(f'قال سامي: "وصلت السفن". {asked}وقال سامي: "ستعود غدا".')) == 2


def test_a_source_inside_a_sentence_says_all_of_it() -> None:
    text = "ولا علاقة للسفن، بحسب سامي، بحصة المدينة من الميناء."
    assert said(text) == [("سامي", "indirect", text.rstrip("."))]


def test_a_source_between_the_speaker_and_the_words_is_passed_over() -> None:
    text = "وجزم كامل، بحسب ما جاء في كتاب نشره الخميس الماضي، أن السفن غرقت."
    assert said(text) == [("كامل", "indirect", "السفن غرقت")]


def test_words_that_no_mark_closes_end_where_the_article_speaks_again() -> None:
    text = "قال سامي: وصلت السفن أمس. الجدير بالذكر أن الميناء قديم."
    assert said(text) == [("سامي", "direct", "وصلت السفن أمس")]


def test_titles_and_furniture_are_not_searched() -> None:
    text = "قال سامي إن السفن وصلت."
    for kind in BlockKind:
        found = statements.find(article(text), layout(text, kind), actors(text)).statements
        assert bool(found) == (kind in (BlockKind.BODY, BlockKind.SUBTITLE))


def check(text: str, found: tuple[Statement, ...], blocks: tuple[Block, ...]) -> None:
    edges = "\"'“”„«»‹› \n\t"
    for statement in found:
        words = statement.span.of(text)
        assert words
        assert words[0] not in edges
        assert words[-1] not in edges
        assert statement.frame.covers(statement.span)
        assert any(b.span.covers(Span(statement.frame.start, statement.frame.start + 1)) for b in blocks)
        assert any(b.span.covers(statement.frame) for b in blocks) or ":" in statement.frame.of(text)
        assert statement.mode in Mode


PIECES = [
    "قال",
    "وأضاف",
    "سامي",
    "أن",
    "إن",
    "إنه",
    "بأن",
    ":",
    "«",
    "»",
    '"',
    "“",
    "”",
    "،",
    ". ",
    "السفن",
    "وصلت",
    "بحسب",
    "وفقا",
    "لسامي",
    "مشيرا",
    "إلى",
    "عن",
    "وأن",
    "نقلت",
    "الوزارة",
    "قوله",
    "كما",
    "اتهم",
    "وصف",
    "بأنه",
    "هذا",
    "ما",
    "\n",
    "محللون",
    "ذكرته",
    "في",
    "بيان",
]


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=40), st.sampled_from([" ", ""]))
def test_any_words_give_statements_inside_their_paragraph(pieces: list[str], joint: str) -> None:
    text = joint.join(pieces)
    first = statements.find(article(text), layout(text), actors(text))
    again = statements.find(article(text), layout(text), actors(text))
    assert first == again
    check(text, first.statements, layout(text).blocks)
    keys = {e.key for e in (*actors(text).entities, *first.entities)}
    assert all(s.speaker in keys and set(s.via) <= keys for s in first.statements)


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=200))
def test_any_text_at_all_is_read(text: str) -> None:
    check(text, statements.find(article(text), layout(text), actors(text)).statements, layout(text).blocks)


@pytest.mark.parametrize("piece", ["قال سامي إن ", "«", "وأضاف أن ", "، بحسب ", "“قال”", "قال "])
def test_work_grows_with_the_text_and_no_faster(piece: str) -> None:
    def calls(times: int) -> int:
        """How many functions are called, ours and the interpreter's: the same on any machine, unlike seconds."""
        text, count = piece * times, 0

        def counted(_frame: object, event: str, _value: object) -> None:
            nonlocal count
            count += event in ("call", "c_call")

        given = article(text), layout(text), actors(text)
        before = sys.getprofile()
        sys.setprofile(counted)
        try:
            statements.find(*given)
        finally:
            sys.setprofile(before)
        return count

    calls(50)  # rules are loaded
    assert 0 < calls(800) < 12 * calls(100)
