"""Identity across articles: by traits and context, never by a bare name; the same for any order of articles."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from builder.errors import InputError
from builder.identifiers import Minter
from builder.model import (
    VOICE,
    Article,
    ClaimRecord,
    Concept,
    Entity,
    Factuality,
    Form,
    Layout,
    Mention,
    Reading,
    Sentence,
    Span,
    Value,
)
from builder.resolve.identity import Identity, decide, near_misses
from builder.resolve.judgements import Judgement

RUS, PRK, SUN = (f"https://w3id.org/mithaq/id/state/{code}" for code in ("RUS", "PRK", "SUN"))
STATES = tuple(Entity(iri, "State", iri[-3:], known=True) for iri in (RUS, PRK, SUN))


def claim(subject: str, predicate: str, obj: str | Value | Concept, factuality: str = "asserted") -> ClaimRecord:
    return ClaimRecord(subject, predicate, obj, VOICE, Factuality(factuality), (Span(0, 1),), "test")


def treaty(key: str, *facets: tuple[str, str]) -> Entity:
    return Entity(key, "Treaty", key, facets=tuple(sorted(facets)))


def reading(name: str, *parts: Entity | ClaimRecord) -> Reading:
    return Reading(
        Article(name, "نص", "0" * 64, f"{name}.txt"),
        Layout((), ()),
        entities=(*STATES, *(p for p in parts if isinstance(p, Entity))),
        claims=tuple(p for p in parts if isinstance(p, ClaimRecord)),
    )


def parties(key: str, *states: str) -> list[ClaimRecord]:
    return [claim(key, "hasParty", state) for state in states]


def same(identity: Identity, *refs: tuple[str, str]) -> bool:
    return len({identity.iri(*ref) for ref in refs}) == 1


def test_one_title_of_two_pairs_of_parties_is_two_treaties() -> None:
    title = ("title", "الصداقة والتعاون")
    one = reading("a", treaty("t", title), *parties("t", RUS, PRK))
    two = reading("b", treaty("t", title), *parties("t", SUN, PRK))
    assert not same(decide([one, two], Minter()), ("a", "t"), ("b", "t"))


def test_a_title_with_the_same_parties_is_one_treaty() -> None:
    one = reading("a", treaty("t", ("title", "الشراكة الاستراتيجية الشاملة")), *parties("t", RUS, PRK))
    two = reading("b", treaty("u", ("title", "للشراكة الاستراتيجية")), *parties("u", PRK, RUS))
    identity = decide([one, two], Minter())
    assert same(identity, ("a", "t"), ("b", "u"))
    assert [merge.rule for merge in identity.merges] == ["title-and-parties"]
    assert identity.merges[0].canonical == identity.iri("a", "t")


def test_years_that_differ_keep_treaties_apart() -> None:
    title = ("title", "الشراكة الاستراتيجية الشاملة")
    one = reading("a", treaty("t", title, ("year", "2000")), *parties("t", RUS, PRK))
    two = reading("b", treaty("t", title, ("year", "2024")), *parties("t", RUS, PRK))
    assert not same(decide([one, two], Minter()), ("a", "t"), ("b", "t"))


def test_what_an_article_tells_apart_stays_apart() -> None:
    title = ("title", "التعاون الاقتصادي والثقافي")
    one = reading("a", treaty("t", title), treaty("u", title), *parties("t", RUS, PRK), *parties("u", RUS, PRK))
    two = reading("b", treaty("t", title), *parties("t", RUS, PRK))
    identity = decide([one, two], Minter())
    assert identity.iri("a", "t") != identity.iri("a", "u")


def test_an_unnamed_successor_is_the_one_that_another_article_dates() -> None:
    old = treaty("old", ("year", "1961"))
    dated = reading(
        "a", old, treaty("new", ("year", "2000")), *parties("old", SUN, PRK), claim("new", "directlySupersedes", "old")
    )
    plain = reading("b", old, treaty("new"), *parties("old", SUN, PRK), claim("new", "directlySupersedes", "old"))
    identity = decide([dated, plain], Minter())
    assert same(identity, ("a", "old"), ("b", "old"))
    assert same(identity, ("a", "new"), ("b", "new"))


KNOWN = [Entity(f"https://w3id.org/mithaq/id/organisation/{name}", "Organisation", name, True) for name in "abcd"]


def test_two_newspapers_that_print_one_report_speak_of_one_instrument() -> None:
    text = "وقالت الوكالة إن الجانبين وقعا في المدينة اتفاقا ينظم الصيد في البحيرة بين الضفتين"

    def printed(name: str, text: str) -> Reading:
        at = text.index("اتفاقا")
        named = Mention(Span(at, at + len("اتفاقا")), "t", Form.NOMINAL, "test")
        return Reading(Article(name, text, "0" * 64, name), Layout((), ()), (treaty("t"),), (named,))

    one = decide([printed("a", text), printed("b", "رويترز: " + text)], Minter())
    assert [merge.rule for merge in one.merges] == ["same-words"]
    other = decide([printed("a", text), printed("b", "وقعا قبل شهر اتفاقا آخر لا صلة له بذلك البتة عندهم")], Minter())
    assert not other.merges


def test_the_adjectives_of_the_parties_are_no_title() -> None:
    one = reading("a", treaty("t", ("title", "روسي كوري شمالي")), *parties("t", RUS, PRK))
    two = reading("b", treaty("t", ("title", "الكوري الروسي")), *parties("t", RUS, PRK))
    assert {merge.rule for merge in decide([one, two], Minter()).merges} <= {"parties-and-setting"}


def test_one_title_needs_common_surroundings_and_one_pair_of_parties_too() -> None:
    pact, other = treaty("t", ("title", "السلم والشراكة")), treaty("u", ("title", "صيد الأسماك"))
    one, two = reading("a", pact, *KNOWN[:1]), reading("b", pact, *KNOWN[:1])
    assert [merge.rule for merge in decide([one, two], Minter()).merges] == ["title-and-setting"]
    bare = [Reading(r.article, r.layout, (pact,)) for r in (one, two)]
    assert not decide(bare, Minter()).merges
    sides = [reading(name, treaty("t"), *KNOWN[:1], *parties("t", RUS, PRK)) for name in "ab"]
    assert [merge.rule for merge in decide(sides, Minter()).merges] == ["parties-and-setting"]
    apart = [
        reading("a", pact, *parties("t", RUS, PRK)),
        reading("b", other, *parties("u", RUS, PRK)),
    ]
    assert not decide(apart, Minter()).merges


def test_one_word_is_a_title_where_persons_and_bodies_are_in_common_not_states() -> None:
    pact = treaty("t", ("title", "الجسر"), ("kind", "agreement"))
    known = (Entity(RUS, "State", "RUS", known=True), *(replace(e, kind="Organisation") for e in KNOWN[:3]))
    with_bodies = [Reading(Article(n, "", "0" * 64, n), Layout((), ()), (pact, *known)) for n in "ab"]
    assert [merge.rule for merge in decide(with_bodies, Minter()).merges] == ["title-and-setting"]
    states = [Reading(Article(n, "", "0" * 64, n), Layout((), ()), (pact, *STATES)) for n in "ab"]
    assert not decide(states, Minter()).merges


def test_one_word_and_one_party_are_enough_where_both_articles_are_about_one_state() -> None:
    def told(name: str, *party: str) -> Reading:
        text = "RUS ثم RUS ثم PRK"
        mentions = [Mention(Span(at, at + 3), iri, Form.NAME, "test") for at, iri in ((0, RUS), (7, RUS), (14, PRK))]
        base = reading(name, treaty("t", ("title", "الجسر")), *parties("t", *party))
        kept = tuple(e for e in base.entities if e.key != SUN)
        return replace(base, article=replace(base.article, text=text), entities=kept, mentions=tuple(mentions))

    assert [m.rule for m in decide([told("a", PRK), told("b", PRK)], Minter()).merges] == ["title-and-setting"]
    assert not decide([told("a"), told("b")], Minter()).merges
    assert not decide([told("a", PRK), told("b")], Minter()).merges


def test_what_is_called_better_or_last_or_after_a_state_has_no_title() -> None:
    for word in ("أفضل", "النهائي", "إيران", "الإيراني"):
        pact = treaty("t", ("title", word))
        found = [reading(name, pact, *KNOWN) for name in "ab"]
        assert near_misses(found, Minter())[1] == ()
        assert not decide(found, Minter()).merges


def test_an_article_that_does_not_name_the_parties_speaks_of_another_agreement() -> None:
    title = ("title", "التجارة الحرة")
    told = reading("a", treaty("t", title), *KNOWN, *parties("t", RUS, PRK))
    other = Reading(Article("b", "", "0" * 64, "b"), Layout((), ()), (treaty("t", title), *KNOWN))
    assert not decide([told, other], Minter()).merges
    both = replace(other, entities=(*other.entities, *STATES))
    assert [merge.rule for merge in decide([told, both], Minter()).merges] == ["title-and-setting"]


def test_an_agreement_that_an_article_names_barely_once_more_is_the_one_of_other_newspapers() -> None:
    lead = "قال الوزير إن الجانبين وقعا في المدينة اتفاقا ينظم الصيد في البحيرة بين الضفتين"
    again = "وكان المجلس قد وافق في جلسة سابقة له على وثيقة بين البلدين سبق أن نوقشت مرات عدة"

    def printed(name: str, *keys: str) -> Reading:
        text = f"{lead}. {again}"
        places = [text.index(word) for word in ("اتفاقا", "وثيقة")]
        mentions = [Mention(Span(at, at + 6), key, Form.NOMINAL, "test") for at, key in zip(places, keys, strict=True)]
        found = tuple(treaty(key) for key in sorted(set(keys)))
        claims = tuple(c for key in sorted(set(keys)) for c in parties(key, RUS, PRK))
        base = reading(name, *found, *claims)
        return replace(base, article=replace(base.article, text=text), mentions=tuple(mentions))

    who = decide([printed("a", "t", "u"), printed("b", "t", "t")], Minter())
    assert same(who, ("a", "t"), ("a", "u"), ("b", "t"))
    assert {merge.rule for merge in who.merges} == {"same-words"}


def test_a_place_is_title_enough_for_a_declaration_and_not_for_a_treaty() -> None:
    title = ("title", "القاهرة")
    for kind, merged in (("declaration", 1), ("agreement", 0)):
        articles = [reading(name, treaty("t", title, ("kind", kind)), *KNOWN[:1]) for name in "ab"]
        assert len(decide(articles, Minter()).merges) == merged


def test_a_place_is_title_enough_for_a_treaty_where_both_articles_name_one_known_treaty() -> None:
    named = [treaty("t", ("title", "القاهرة"), ("kind", "agreement"))]
    known = [
        Entity(f"https://w3id.org/mithaq/id/instrument/{name}", "Treaty", "", True) for name in ("npt", "un-charter")
    ]
    for second, merged in ((known[0], ["title-and-setting"]), (known[1], [])):
        articles = [reading("a", *named, known[0]), reading("b", *named, second)]
        assert [merge.rule for merge in decide(articles, Minter()).merges] == merged


def test_one_word_and_both_parties_are_enough_of_which_one_may_be_the_state_of_the_article() -> None:
    def told(name: str, party: list[str], text: str) -> Reading:
        found = [(text.index(iri[-3:]), iri) for iri in (RUS, PRK, SUN) if iri[-3:] in text]
        mentions = [Mention(Span(at, at + 3), iri, Form.NAME, "test") for at, iri in found]
        base = reading(name, treaty("t", ("title", "الجسر")), *parties("t", *party))
        return replace(base, article=replace(base.article, text=text), mentions=tuple(mentions))

    both = told("a", [RUS, PRK], "RUS PRK")
    for text, merged in (("RUS", ["title-and-setting"]), ("SUN", [])):
        assert [merge.rule for merge in decide([both, told("b", [PRK], text)], Minter()).merges] == merged


def test_a_bare_agreement_is_the_one_whose_subject_is_told_near_it() -> None:
    def told(name: str, text: str, *facets: tuple[str, str]) -> Reading:
        start = text.index("اتفاق")
        mention = Mention(Span(start, start + 5), "t", Form.NAME, "test")
        base = reading(name, treaty("t", *facets), *parties("t", RUS, PRK))
        kept = tuple(entity for entity in base.entities if entity.key != SUN)
        return replace(base, article=replace(base.article, text=text), entities=kept, mentions=(mention,))

    titled = told("a", "وقع البلدان اتفاق السدود", ("title", "السدود الروسي"))
    for text, rule in (
        ("أبرم البلدان اتفاقا بشأن السدود الجبلية", {"parties-and-subject"}),
        ("أبرما اتفاقا روسيا آخر", set()),
    ):
        assert {merge.rule for merge in decide([titled, told("b", text)], Minter()).merges} == rule


def test_many_words_near_two_agreements_of_one_pair_of_parties_make_them_one() -> None:
    def told(name: str, text: str) -> Reading:
        entity = Entity("t", "Treaty", "اتفاقية")
        start = text.index(entity.label)
        mention = Mention(Span(start, start + len(entity.label)), "t", Form.NAME, "test")
        base = reading(name, entity, *parties("t", RUS, PRK))
        return replace(base, article=replace(base.article, text=text), entities=(entity,), mentions=(mention,))

    first = told("a", "وافق المجلس على اتفاقية لتدريب الحراس وتطوير المعابر وفحص الشاحنات")
    again = told("b", "تنص اتفاقية أقرها المجلس على تدريب أي تدريب الحراس وتطوير المعابر وفحص البضائع")
    other = told("c", "ستبرم اتفاقية لصيد الأسماك وتصدير التمور")
    who = decide([first, again, other], Minter())
    assert same(who, ("a", "t"), ("b", "t"))
    assert not same(who, ("a", "t"), ("c", "t"))
    assert {merge.rule for merge in who.merges} == {"described-alike"}


def test_the_name_of_a_known_person_near_two_treaties_of_one_title_tells_as_much_as_two_words() -> None:
    def told(name: str, text: str) -> Reading:
        entity = treaty("t", ("title", "السلام"))
        start = text.index("معاهدة")
        mention = Mention(Span(start, start + len("معاهدة")), "t", Form.NAME, "test")
        return replace(reading(name, entity), article=Article(name, text, "0" * 64, name), mentions=(mention,))

    first = "وقع أنور السادات معاهدة أنهت الحرب مع الجيران بعد أشهر طويلة"
    again = "لما أنهت معاهدة السادات الحرب بين الجيران الغاضبين كلهم أجمعين"
    assert {merge.rule for merge in decide([told("a", first), told("b", again)], Minter()).merges} == {
        "described-alike"
    }
    nobody = [told(name, text.replace("السادات", "الرئيس")) for name, text in (("a", first), ("b", again))]
    assert not decide(nobody, Minter()).merges


def test_what_nearly_was_one_is_told_with_the_reason() -> None:
    title = ("title", "الصداقة والتعاون")
    years = [
        reading(name, treaty("t", title, ("year", year)), *parties("t", RUS, PRK))
        for name, year in (("a", "1961"), ("b", "2000"))
    ]
    man = Entity("p", "Person", "محمد القحطاني")
    men = [replace(reading(name, man), entities=(man,)) for name in "cd"]
    who, near = near_misses([*years, *men], Minter())
    found = {frozenset((miss.one, miss.two)): (miss.shared, miss.why) for miss in near}
    assert found == {
        frozenset((who.iri("a", "t"), who.iri("b", "t"))): ("title-and-parties", "years-differ"),
        frozenset((who.iri("c", "p"), who.iri("d", "p"))): ("name", "nothing-more"),
    }
    assert list(near) == sorted(near)
    assert who.iris == decide([*years, *men], Minter()).iris


def test_words_that_bodies_of_two_states_share_are_no_near_miss() -> None:
    bodies = [
        reading(name, Entity("o", "StateOrgan", "وزارة العمل", facets=(("state", code),)))
        for name, code in (("a", "RUS"), ("b", "PRK"))
    ]
    assert near_misses(bodies, Minter())[1] == ()
    silent = reading("c", Entity("o", "StateOrgan", "وزارة العمل"))
    assert {miss.why for miss in near_misses([*bodies, silent], Minter())[1]} == {"nothing-more"}


def test_stations_of_two_states_share_a_word_alone() -> None:
    stations = [
        reading(name, Entity("o", "MediaOrganisation", label, facets=(("state", code),)))
        for name, label, code in (("a", "التلفزيون الروسي", "RUS"), ("b", "التلفزيون الكوري", "PRK"))
    ]
    assert near_misses(stations, Minter())[1] == ()


def test_a_body_that_no_state_has_is_a_near_miss_whatever_its_articles_are_about() -> None:
    def told(kind: str, head: str) -> list[Reading]:
        body = Entity("o:0", kind, "حزب التمور", facets=(("head", head),))
        found = []
        for name, iri in (("a", RUS), ("b", PRK)):
            text = f"{iri[-3:]} حزب التمور"
            mentions = (
                Mention(Span(0, 3), iri, Form.NAME, "test"),
                Mention(Span(4, len(text)), "o:0", Form.NAME, "test"),
            )
            layout = Layout((), (Sentence(Span(0, len(text)), 0),))
            states = tuple(state for state in STATES if state.key == iri)
            found.append(Reading(Article(name, text, "0" * 64, name), layout, (body, *states), mentions))
        return found

    assert [miss.why for miss in near_misses(told("Organisation", "حزب"), Minter())[1]] == ["nothing-more"]
    assert near_misses(told("StateOrgan", "وزاره"), Minter())[1] == ()


def test_what_one_article_or_a_person_tells_apart_is_no_oversight() -> None:
    pair = [reading(name, Entity("p", "Person", "ليلى القصيباتي")) for name in "ab"]
    who = decide(pair, Minter())
    assert same(who, ("a", "p"), ("b", "p"))
    local = tuple(sorted(Minter().local("person", name, "p") for name in "ab"))
    judged = Judgement(local, "different", "x", "2026-01-01", "y", "z")
    assert [miss.why for miss in near_misses(pair, Minter(), [judged])[1]] == ["judged-different"]
    both = reading("a", Entity("p", "Person", "ليلى القصيباتي"), Entity("q", "Person", "ليلى القصيباتي"))
    assert [miss.why for miss in near_misses([both, pair[1]], Minter())[1]] == ["one-article"]


def test_one_word_and_a_year_are_a_title() -> None:
    facets = ("title", "التشغيل"), ("year", "2010")
    assert [m.rule for m in decide([reading(n, treaty("t", *facets)) for n in "ab"], Minter()).merges] == [
        "title-and-year"
    ]
    later = [reading("a", treaty("t", *facets)), reading("b", treaty("t", facets[0], ("year", "2011")))]
    assert not decide(later, Minter()).merges


def chained(name: str, year: str = "2000", *more: Entity | ClaimRecord) -> Reading:
    """An article in which a treaty of 2000, without title or parties, stands in the chain that ends the one of 1961."""
    old = treaty("old", ("year", "1961"))
    new = treaty("new", ("year", year))
    return reading(name, old, new, *parties("old", SUN, PRK), claim("new", "directlySupersedes", "old"), *more)


def test_a_year_and_a_chain_join_across_many_articles() -> None:
    identity = decide([chained("a"), chained("b"), chained("c")], Minter())
    assert same(identity, ("a", "new"), ("b", "new"), ("c", "new"))


def test_a_weak_rule_stands_back_where_two_candidates_rival() -> None:
    other = treaty("other", ("year", "2000"))
    rivals = chained("b", "2000", other, claim("other", "directlySupersedes", "old"))
    identity = decide([chained("a"), rivals], Minter())
    assert not same(identity, ("a", "new"), ("b", "new"))
    assert not same(identity, ("a", "new"), ("b", "other"))


def test_persons_need_a_state_or_a_context() -> None:
    two = [Entity(f"person:{i}", "Person", name) for i, name in enumerate(["محمد الحداد", "محمّد الحداد"])]
    together = decide([reading("a", two[0], KNOWN[0]), reading("b", two[1], KNOWN[0])], Minter())
    assert same(together, ("a", "person:0"), ("b", "person:1"))
    bare = [Reading(r.article, r.layout, entities=(k,)) for r, k in zip([reading("a"), reading("b")], two, strict=True)]
    assert not same(decide(bare, Minter()), ("a", "person:0"), ("b", "person:1"))


def test_persons_of_two_states_are_two() -> None:
    name = "محمد علي حسن"
    one = reading("a", Entity("person:0", "Person", name, facets=(("state", "EGY"),)))
    two = reading("b", Entity("person:0", "Person", name, facets=(("state", "IRQ"),)))
    assert not same(decide([one, two], Minter()), ("a", "person:0"), ("b", "person:0"))


def test_a_plan_and_its_doing_are_two_events_and_a_signing_is_one() -> None:
    def signed(name: str, factuality: str, suffix: str = "") -> Reading:
        event = f"event:Signature:t{suffix}"
        return reading(
            name,
            treaty("t", ("title", "الشراكة الاستراتيجية الشاملة")),
            Entity(event, "Signature", ""),
            *parties("t", RUS, PRK),
            claim(event, "ofInstrument", "t", factuality),
        )

    identity = decide([signed("a", "asserted"), signed("b", "asserted"), signed("c", "planned", ":planned")], Minter())
    done, again, plan = (identity.iri(a, f"event:Signature:t{s}") for a, s in (("a", ""), ("b", ""), ("c", ":planned")))
    assert done == again != plan


def test_the_order_of_articles_changes_nothing() -> None:
    readings = [
        reading(name, treaty("t", ("title", "الشراكة الاستراتيجية الشاملة")), *parties("t", RUS, PRK)) for name in "abc"
    ]
    assert decide(readings, Minter()) == decide(readings[::-1], Minter())


def person(key: str, name: str, *facets: tuple[str, str]) -> Entity:
    return Entity(key, "Person", name, facets=facets)


def judgement(verdict: str, *iris: str) -> Judgement:
    return Judgement(tuple(sorted(iris)), verdict, "B", "2026-05-01", "read both", f"d/{verdict}", f"f.ttl:{len(iris)}")


NAMED = [reading(name, person("p", "أحمد بن علي", ("state", "DZA"))) for name in "abc"]
OWN = {name: Minter().local("person", name, "p") for name in "abc"}
PUTIN = "https://w3id.org/mithaq/id/person/vladimir-putin"


def test_different_keeps_apart_what_rules_would_join() -> None:
    assert same(decide(NAMED, Minter()), ("a", "p"), ("b", "p"), ("c", "p"))
    kept = decide(NAMED, Minter(), [judgement("different", OWN["a"], OWN["b"])])
    assert not same(kept, ("a", "p"), ("b", "p"))
    assert len({kept.iri(name, "p") for name in "abc"}) == 2
    assert decide(reversed(NAMED), Minter(), [judgement("different", OWN["a"], OWN["b"])]) == kept


def test_apart_holds_for_instruments_and_whatever_joins_them_to_a_third() -> None:
    title = ("title", "الشراكة الاستراتيجية الشاملة")
    articles = [reading(name, treaty("t", title), *parties("t", RUS, PRK)) for name in "abc"]
    own = {name: Minter().local("instrument", name, "t") for name in "abc"}
    kept = decide(articles, Minter(), [judgement("different", own["a"], own["c"])])
    assert not same(kept, ("a", "t"), ("c", "t"))
    assert len(kept.merges) == 1


def test_same_joins_what_no_rule_would_even_within_an_article() -> None:
    two = [reading("a", person("p", "أحمد بن علي"), person("q", "سالم")), reading("b", person("p", "جون"))]
    assert not decide(two, Minter()).merges
    within = Minter().local("person", "a", "q")
    found = decide(two, Minter(), [judgement("same", OWN["a"], OWN["b"]), judgement("same", OWN["b"], within)])
    assert same(found, ("a", "p"), ("a", "q"), ("b", "p"))
    assert {merge.rule for merge in found.merges} == {"judged-same"}
    assert {merge.canonical for merge in found.merges} == {min(OWN["a"], OWN["b"], within)}


def test_same_as_a_known_entity_gives_its_iri_and_its_name() -> None:
    found = decide(NAMED, Minter(), [judgement("same", OWN["a"], PUTIN)])
    assert {found.iri(name, "p") for name in "abc"} == {PUTIN}
    assert found.label("a", NAMED[0].entity("p")) == "فلاديمير بوتين"


def test_unsure_changes_nothing_and_what_is_nowhere_waits() -> None:
    gone = Minter().local("person", "z", "p")
    found = decide(NAMED, Minter(), [judgement("unsure", OWN["a"], OWN["b"]), judgement("same", OWN["a"], gone)])
    assert found.iris == decide(NAMED, Minter()).iris
    assert [iri for _, iri in found.idle] == [gone]


def test_judgements_that_contradict_are_refused_with_their_places() -> None:
    same_ = [judgement("same", OWN["a"], OWN["b"]), judgement("same", OWN["b"], OWN["c"])]
    with pytest.raises(InputError, match=r"f.ttl:2: .* are judged different, which contradicts f.ttl:2; f.ttl:2; take"):
        decide(NAMED, Minter(), [*same_, judgement("different", OWN["a"], OWN["c"])])
    with pytest.raises(InputError, match=r"contradicts f.ttl:2; take one of these judgements out"):
        decide(NAMED, Minter(), [judgement("same", OWN["a"], PUTIN), judgement("different", OWN["a"], PUTIN)])
    other = PUTIN.replace("vladimir-putin", "kim-jong-un")
    with pytest.raises(InputError, match="are judged same, which contradicts"):
        decide(NAMED, Minter(), [judgement("same", OWN["a"], PUTIN), judgement("same", OWN["b"], other)])
    with pytest.raises(InputError, match="are both known entities; correct ontology/entities"):
        decide(NAMED, Minter(), [judgement("same", PUTIN, other)])
    with pytest.raises(InputError, match="of different kinds; judge only what may be one"):
        decide(NAMED, Minter(), [judgement("same", OWN["a"], RUS)])
    with pytest.raises(InputError, match=r"event/1> cannot be judged; judge one of: group, instrument"):
        decide(NAMED, Minter(), [judgement("same", OWN["a"], Minter().base + "event/1")])
