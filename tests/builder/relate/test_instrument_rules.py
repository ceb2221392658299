"""The examples and counter-examples of the rule files on instruments, events, supersession and clauses hold."""

from __future__ import annotations

from typing import Any

import pytest

from builder.languages import topic
from builder.model import Article, Concept, PartialDate, Value
from builder.recognise import actors, dates
from builder.recognise.instruments import Instruments
from builder.relate import relations, statements
from builder.relate.relations import Relations
from builder.resolve import instruments
from builder.segment import layout


def read(text: str, issued: PartialDate | None = None) -> tuple[Instruments, Relations]:
    """The instruments and relations of an article with this text."""
    article = Article("test", text, "0" * 64, "test.txt", issued=issued)
    plan = layout(article)
    found, days = actors.find(article, plan), dates.find(article, plan)
    deeds = instruments.find(article, plan, found, days)
    said = statements.find(article, plan, found)
    return deeds, relations.find(article, plan, found, days, deeds, said.statements)


def values(related: Relations, predicate: str) -> list[tuple[str, str, str]]:
    """Subject, object and factuality of the claims with a predicate."""
    rows = []
    for claim in related.claims:
        if claim.predicate == predicate:
            held = claim.object
            shown = held.lexical if isinstance(held, Value) else held.name if isinstance(held, Concept) else held
            rows.append((claim.subject, shown, claim.factuality.value))
    return rows


def kinds(related: Relations) -> set[str]:
    """The kinds of events."""
    return {kind for _, kind, _ in values(related, "rdf:type")}


EVENTS: dict[str, Any] = topic("events")["kinds"]
LEAD = "وقعت مصر وتركيا اتفاقية الصداقة في القاهرة عام 1990.\n"


@pytest.mark.parametrize("example", topic("instrument-traps")["examples"], ids=lambda e: str(e["why"]))
def test_states_make_instruments_and_companies_do_not(example: dict[str, Any]) -> None:
    deeds, _ = read(example["text"])
    assert len(deeds.entities) == example["instruments"]


def said_in(name: str, key: str) -> list[tuple[str, str]]:
    """Rule and text of every example (or counter-example) of a rule file whose rules are mappings."""
    rules = {rule: data for rule, data in topic(name).items() if isinstance(data, dict) and key in data}
    return [(rule, text) for rule, data in rules.items() for text in data[key]]


CONTEXT = "وقعت مصر وتركيا معاهدة الشراكة الجديدة في القاهرة عام 2020.\n"


@pytest.mark.parametrize(("rule", "text"), said_in("supersession", "examples"))
def test_the_example_of_a_supersession_is_read(rule: str, text: str) -> None:
    assert values(read(CONTEXT + text + ".")[1], "directlySupersedes"), rule


@pytest.mark.parametrize(("rule", "text"), said_in("supersession", "counter"))
def test_the_counter_example_of_a_supersession_is_not(rule: str, text: str) -> None:
    assert values(read(CONTEXT + text + ".")[1], "directlySupersedes") == [], rule


@pytest.mark.parametrize(("rule", "text"), said_in("clauses", "examples"))
def test_the_example_of_a_clause_is_read(rule: str, text: str) -> None:
    assert read(CONTEXT + text + ".")[1].clauses, rule


@pytest.mark.parametrize(("rule", "text"), said_in("clauses", "counter"))
def test_the_counter_example_of_a_clause_is_not(rule: str, text: str) -> None:
    assert read(CONTEXT + text + ".")[1].clauses == (), rule


@pytest.mark.parametrize(("factuality", "text"), said_in("factuality", "examples"))
def test_the_example_of_a_factuality_is_read(factuality: str, text: str) -> None:
    told = {truth for _, _, truth in values(read(CONTEXT + text + ".")[1], "ofInstrument")}
    assert factuality in told


@pytest.mark.parametrize(("factuality", "text"), said_in("factuality", "counter"))
def test_the_counter_example_of_a_factuality_is_not(factuality: str, text: str) -> None:
    told = {truth for _, _, truth in values(read(CONTEXT + text + ".")[1], "ofInstrument")}
    assert factuality not in told


@pytest.mark.parametrize(("kind", "text"), [(k, t) for k, v in EVENTS.items() for t in v["examples"]])
def test_the_example_of_an_event_is_read(kind: str, text: str) -> None:
    _, related = read(LEAD + text + ".")
    assert kind in kinds(related)


@pytest.mark.parametrize(("kind", "text"), [(k, t) for k, v in EVENTS.items() for t in v["counter"]])
def test_the_counter_example_of_an_event_is_not(kind: str, text: str) -> None:
    _, related = read(text + ".")
    assert kind not in kinds(related)


def test_a_plan_a_denial_and_a_condition_are_told_apart() -> None:
    _, related = read(
        "من المقرر أن توقع مصر وتركيا اتفاقية الصداقة في القاهرة. ولم تصدق إيران على اتفاقية الصداقة. "
        "ولن تدخل اتفاقية الصداقة حيز التنفيذ ما لم يصادق عليها البرلمان."
    )
    told = {(key.split(":")[1], truth) for key, _, truth in values(related, "ofInstrument")}
    assert ("Signature", "planned") in told
    assert ("Ratification", "denied") in told
    assert ("EntryIntoForce", "conditional") in told


def test_the_new_instrument_supersedes_every_one_of_a_list() -> None:
    deeds, related = read(
        "وقعت مصر وتركيا معاهدة الشراكة. "
        "وستحل المعاهدة الجديدة محل معاهدة الصداقة لعام 1950، واتفاقية الجوار لعام 1970."
    )
    label = {e.key: e.label for e in deeds.entities}
    pairs = {(label[new], label[old], truth) for new, old, truth in values(related, "directlySupersedes")}
    assert pairs == {
        ("معاهدة الشراكة", "معاهدة الصداقة", "planned"),
        ("معاهدة الشراكة", "اتفاقية الجوار", "planned"),
    }


def test_what_is_exchanged_for_another_is_superseded_by_it() -> None:
    deeds, related = read("وقعت مصر وتركيا اتفاقية الجوار. وقد استبدلت اتفاقية الجوار باتفاقية الصداقة.")
    label = {e.key: e.label for e in deeds.entities}
    pairs = [(label[new], label[old]) for new, old, _ in values(related, "directlySupersedes")]
    assert pairs == [("اتفاقية الصداقة", "اتفاقية الجوار")]


def test_precedence_is_no_supersession() -> None:
    _, related = read("وقعت مصر وتركيا معاهدة الصداقة، وقد سبقتها اتفاقية الجوار بين البلدين.")
    assert values(related, "directlySupersedes") == []


def test_a_state_that_abolishes_a_treaty_ends_it_and_supersedes_nothing() -> None:
    _, related = read("وقعت مصر وتركيا معاهدة الصداقة عام 1950. وألغت مصر المعاهدة في 3 مايو 1960.")
    assert values(related, "directlySupersedes") == []
    assert ("1960-05-03", "asserted") in [(day, truth) for _, day, truth in values(related, "date")]


def test_a_provision_has_its_words_article_and_duty() -> None:
    text = "وقعت مصر وتركيا معاهدة الصداقة. وتلزم المادة الثالثة من المعاهدة الطرفين بالتشاور عند كل خطر."
    deeds, related = read(text)
    (clause,) = related.clauses
    assert clause.span.of(text) == "وتلزم المادة الثالثة من المعاهدة الطرفين بالتشاور عند كل خطر"
    assert clause.instrument == deeds.entities[0].key
    assert [number for _, number, _ in values(related, "articleNumber")] == ["3"]
    assert [kind for _, kind, _ in values(related, "obligationType")] == ["consultation"]


def test_what_a_provision_provides_for_is_no_event() -> None:
    _, related = read("وقعت مصر وتركيا معاهدة الصداقة. وتجيز المادة 9 من المعاهدة الانسحاب منها بعد عام.")
    assert "Withdrawal" not in kinds(related)


def test_media_are_never_parties() -> None:
    _, related = read("ذكرت وكالة رويترز أن مصر وتركيا وقعتا معاهدة الصداقة.")
    assert {party.rsplit("/")[-1] for _, party, _ in values(related, "hasParty")} == {"EGY", "TUR"}


def test_a_signature_without_ratification_makes_no_party() -> None:
    _, related = read("أما كندا فوقعت بروتوكول كيوتو عام 1998 ولم تصدق عليه.")
    assert values(related, "hasParty") == []


@pytest.mark.parametrize("example", topic("characterisations")["examples"], ids=lambda e: str(e["factuality"]))
def test_what_a_treaty_is_said_to_be(example: dict[str, Any]) -> None:
    _, related = read("وقعت مصر وتركيا معاهدة الصداقة. " + example["text"] + ".")
    assert [(c, f) for _, c, f in values(related, "characterisedAs")] == [(example["concept"], example["factuality"])]


@pytest.mark.parametrize("text", topic("characterisations")["counter"])
def test_a_name_is_no_characterisation(text: str) -> None:
    _, related = read("التقى رئيسا مصر وتركيا. " + text + ".")
    assert values(related, "characterisedAs") == []


@pytest.mark.parametrize("years", [30, 75])
def test_an_anniversary_dates_a_signing_only_where_the_article_has_a_date(years: int) -> None:
    word = {30: "الثلاثين", 75: "الخامسة والسبعين"}[years]
    text = f"احتفلت مصر وتركيا بالذكرى {word} لتوقيع معاهدة الصداقة."
    assert values(read(text)[1], "date") == []
    dated = values(read(text, PartialDate(2020, 5, 1))[1], "date")
    assert [day for _, day, _ in dated] == [str(2020 - years)]


def test_who_has_a_treaty_with_another_is_its_party_and_who_opposes_it_is_not() -> None:
    _, related = read("لدى كوريا الشمالية معاهدة دفاعية مع الصين.")
    assert {party.rsplit("/")[-1] for _, party, _ in values(related, "hasParty")} == {"PRK", "CHN"}
    _, related = read("انتقدت إسرائيل معاهدة الصداقة مع إيران.")
    assert {party.rsplit("/")[-1] for _, party, _ in values(related, "hasParty")} == {"IRN"}
