"""Persons and organisations of many articles: what makes one of two namesakes, and without comparing every pair."""

from __future__ import annotations

from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from builder.identifiers import digest
from builder.model import Article, Entity, Form, Layout, Mention, Reading, Sentence, Span
from builder.resolve import same_actors
from builder.resolve.joining import Joining
from builder.resolve.judged import Judged
from builder.resolve.keys import name_ends, without_state

KNOWN = [f"https://w3id.org/mithaq/id/state/{code}" for code in ("AAA", "BBB", "CCC", "DDD")]


def reading(name: str, entities: list[Entity], known: set[str], text: str = "") -> Reading:
    """A reading of an article that names these, where its text has their labels, and these known states."""
    states = [Entity(iri, "State", iri[-3:], known=True) for iri in sorted(known)]
    mentions = [
        Mention(Span(text.index(e.label), text.index(e.label) + len(e.label)), e.key, Form.NAME, "test")
        for e in (*entities, *states)
        if text and e.label in text
    ]
    layout = Layout((), (Sentence(Span(0, len(text)), 0),) if text else ())
    return Reading(Article(name, text, digest(name), name), layout, (*entities, *states), tuple(mentions))


def named(position: int, name: str, kind: str = "Person", states: tuple[str, ...] = (), **facets: str) -> Entity:
    """A person or an organisation, of these states."""
    pairs = sorted([*(("state", code) for code in states), *facets.items()])
    return Entity(f"{kind.lower()}:{position}", kind, name, facets=tuple(pairs))


def one(*found: tuple[Entity, set[str], str]) -> str:
    """The rule by which the entities of as many articles are all one; "" where they are not."""
    read = [reading(f"{at:02}", [entity], known, text) for at, (entity, known, text) in enumerate(found)]
    groups, reasons = same_actors.join(read)
    refs = [(item.article.identifier, item.entities[0].key) for item in read]
    return reasons[refs[1]] if len(set(map(groups.find, refs))) == 1 else ""


def bare(entity: Entity, *known: str, text: str = "") -> tuple[Entity, set[str], str]:
    return entity, set(known), text


@pytest.mark.parametrize(
    ("first", "second", "rule"),
    [
        ("ليلى القصيباتي", "ليلى القصيباتي", "rare-name"),
        ("سامي بن عادل القصيباتي", "سامي القصيباتي", "rare-name"),
        ("محمد بن سعد بن علي القحطاني", "محمد بن سعد بن علي القحطاني", "full-name"),
        ("سامر الجهني", "سامر الجهني", "given-and-family-name"),
        ("محمد القحطاني", "محمد القحطاني", ""),
        ("محمد علي", "محمد علي", ""),
        ("عبد الله", "عبد الله", ""),
        ("أبو بكر", "أبو بكر", ""),
        ("سالم القصيباتي", "سليم القصيباتي", ""),
        ("خالد بن سلمان", "خالد سلمان", ""),
    ],
)
def test_how_much_a_name_tells(first: str, second: str, rule: str) -> None:
    found = one(bare(named(0, first)), bare(named(1, second)))
    assert found == rule


def test_a_name_that_many_bear_needs_company_context_or_like_words() -> None:
    person = named(0, "محمد القحطاني")
    assert one(bare(person, *KNOWN[:2]), bare(person, *KNOWN[:2])) == "name-and-context"
    assert not one(bare(person, KNOWN[0]), bare(person, KNOWN[0]))
    said = one(
        bare(person, text="حضر الفلكي محمد القحطاني الندوة"), bare(person, text="ثم تحدث محمد القحطاني الفلكي طويلا")
    )
    assert said == "described-alike"
    assert not one(bare(person, text="حضر الطبيب محمد القحطاني"), bare(person, text="ثم تحدث محمد القحطاني الفلكي"))
    friend = named(7, "ليلى القصيباتي")
    groups, _ = same_actors.join([reading(name, [person, friend], set()) for name in "ab"])
    assert groups.find(("a", person.key)) == groups.find(("b", person.key))


def test_two_common_words_near_a_name_that_many_bear_tell_nothing_unless_one_is_a_trade() -> None:
    person = named(0, "محمد القحطاني")
    visit, return_ = "زار محمد القحطاني المدرسة في القرية مساء", "عاد محمد القحطاني من القرية إلى المدرسة ليلا"
    assert not one(bare(person, text=visit), bare(person, text=return_))
    doctor = "زار الطبيب محمد القحطاني القرية مساء"
    assert not one(bare(person, text=doctor), bare(person, text=return_))
    again = "عاد الطبيب محمد القحطاني من القرية مساء"
    assert one(bare(person, text=again), bare(person, text=doctor)) == "described-alike"


def test_many_words_near_a_name_tell_by_their_number_alone() -> None:
    person = named(0, "محمد القحطاني")
    flood = "غرق محمد القحطاني في البحر قرب القرية خلف المدرسة أمس"
    rescue = "عاد محمد القحطاني من البحر إلى القرية ثم المدرسة مساء"
    assert one(bare(person, text=flood), bare(person, text=rescue)) == "described-alike"
    assert not one(bare(person, text=flood), bare(person, text=rescue.replace("القرية", "المدينة")))
    head = [named(0, person.label, office="director") for _ in range(2)]
    fewer = rescue.replace("القرية", "المدينة")
    assert one(bare(head[0], text=flood), bare(head[1], text=fewer)) == "described-alike"


def test_a_calling_before_the_public_tells_who_is_meant() -> None:
    person = named(0, "محمد القحطاني")
    reads, sings = "قرأ الشاعر محمد القحطاني أبياتا", "عاد محمد القحطاني شاعر الجبل"
    assert one(bare(person, text=reads), bare(person, text=sings)) == "described-alike"
    assert not one(bare(person, text=reads), bare(person, text=sings.replace("شاعر", "معلم")))


def test_a_sports_club_is_known_by_its_players_not_by_its_opponents_states() -> None:
    iris = [f"https://w3id.org/mithaq/id/state/{code}" for code in ("EGY", "YEM")]
    match = "خسر نادي النصر مباراة الدوري أمام فريق من {} وسجل ليلى القصيباتي هدف الموسم في الملعب"
    club, player = body("نادي النصر", head="نادي"), named(7, "ليلى القصيباتي")
    read = [reading(iri[-3:], [club, player], {iri}, match.format(iri[-3:])) for iri in iris]
    groups, reasons = same_actors.join(read)
    assert groups.find(("EGY", club.key)) == groups.find(("YEM", club.key))
    assert reasons["YEM", club.key] == "name-and-company"
    office = body("وزارة العمل", head="وزاره")
    read = [reading(iri[-3:], [office, player], {iri}, match.format(iri[-3:])) for iri in iris]
    groups, _ = same_actors.join(read)
    assert groups.find(("EGY", office.key)) != groups.find(("YEM", office.key))


def test_players_and_officials_of_one_name_are_two() -> None:
    person = named(0, "محمد القحطاني")
    sport = "سجل محمد القحطاني هدف المباراة أمام مدرب المنتخب في ختام الموسم"
    office = "وصل محمد القحطاني إلى ختام الموسم الثقافي"
    assert not one(bare(person, text=sport), bare(person, text=office))


def test_states_that_differ_keep_namesakes_apart_even_with_a_third_between() -> None:
    name = "سامر الجهني"
    three = [named(0, name, states=("EGY",)), named(0, name), named(0, name, states=("IRQ",))]
    groups, _ = same_actors.join([reading(f"{at}", [e], set(KNOWN)) for at, e in enumerate(three)])
    assert groups.find(("0", "person:0")) != groups.find(("2", "person:0"))


def test_an_ambassador_is_of_his_state_and_to_another() -> None:
    two = [named(0, "سامر الجهني", states=(state,), office="ambassador") for state in ("EGY", "IRQ")]
    assert one(*map(bare, two)) == "given-and-family-name"


def test_two_longer_names_leave_the_shorter_alone() -> None:
    names = ["سامر بن علي الجهني", "سامر بن سعد الجهني", "سامر الجهني"]
    groups, _ = same_actors.join([reading(f"{at}", [named(0, name)], set()) for at, name in enumerate(names)])
    assert len(list(groups.roots())) == 3


def test_two_newspapers_that_print_one_report_speak_of_the_same() -> None:
    printed = "وقال في بيان صدر مساء الخميس في المدينة محمد القحطاني ثم غادر"
    person = named(0, "محمد القحطاني")
    assert one(bare(person, text=printed), bare(person, text="(وكالات) " + printed)) == "same-words"
    assert not one(bare(person, text=printed), bare(person, text="وقال أمس في لقاء مع الصحافة محمد القحطاني إنه غادر"))


EGYPT, YEMEN = "في القاهرة EGY EGY", "في صنعاء YEM"


def body(name: str, kind: str = "StateOrgan", *states: str, **facets: str) -> Entity:
    return named(0, name, kind, states, **facets)


def test_a_ministry_belongs_to_the_state_that_its_article_is_about() -> None:
    def told(state: str) -> tuple[Entity, set[str], str]:
        iri = f"https://w3id.org/mithaq/id/state/{state}"
        return bare(body("وزارة العمل"), iri, text=f"قالت وزارة العمل في {state}")

    assert one(told("EGY"), told("EGY")) == "name-and-home"
    assert not one(told("EGY"), told("YEM"))
    named_ = (body("وزارة العمل المصرية", "StateOrgan", "EGY"), set[str](), "")
    assert one(told("EGY"), named_) == "name-and-home"
    assert not one(told("YEM"), named_)


def test_a_newspaper_does_not_name_its_own_state() -> None:
    iri = "https://w3id.org/mithaq/id/state/EGY"
    about = [bare(body("وزارة العمل"), iri, text=f"قالت وزارة العمل في EGY {at}") for at in range(3)]
    silent = bare(body("وزارة العمل"), text="قالت وزارة العمل أمس")
    assert one(*about, silent) == "name-and-home"
    assert one(*about, *[silent] * 4) == "name-and-home"
    assert not one(*about[:2], silent)
    others = [
        bare(body("وزارة العمل"), f"https://w3id.org/mithaq/id/state/{code}", text=f"قالت وزارة العمل في {code}")
        for code in ("YEM", "IRQ", "LBN", "SYR")
    ]
    told = enumerate([*about, *others, silent])
    groups, _ = same_actors.join([reading(f"{at}", [e], known, text) for at, (e, known, text) in told])
    assert len(list(groups.roots())) == 6, "three of seven are too few for the one without a state"


@pytest.mark.parametrize(
    ("entity", "rule"),
    [
        (body("جامعة هارفارد", "Organisation"), "organisation-name"),
        (body("بنك اليابان", "Organisation"), "organisation-name"),
        (body("بروكينغز", "Organisation"), "organisation-name"),
        (body("جامعة الوادي", "Organisation"), "organisation-name"),
        (body("البرلمان", "Organisation"), ""),
        (body("نادي النصر", "Organisation"), ""),
        (body("الأمانة العامة", "Organisation", "EGY"), "name-and-state"),
        (body("الأمانة العامة", "Organisation"), ""),
        (body("السفير", "MediaOrganisation"), "organisation-name"),
        (body("السفارة المصرية", "StateOrgan", "EGY", head="سفاره"), ""),
        (body("الجيش المصري", "StateOrgan", "EGY"), "name-and-state"),
    ],
)
def test_what_an_organisation_name_tells_alone(entity: Entity, rule: str) -> None:
    assert one(bare(entity), bare(entity)) == rule


def test_many_words_near_bodies_tell_where_their_articles_are_not_about_two_states() -> None:
    told = "افتتح مركز التدريب في القرية قرب البحر خلف المدرسة عند الجسر أمس"
    again = "يقع مركز التدريب خلف المدرسة قرب الجسر على البحر في القرية مساء"
    centre = body("مركز التدريب", "Organisation")
    assert one(bare(centre, text=told), bare(centre, text=again)) == "described-alike"
    assert not one(bare(centre, text=told), bare(centre, text=again.replace("الجسر", "السوق")))
    club = body("نادي النصر", "Organisation", head="نادي")
    fewer = [text.replace("مركز التدريب", "نادي النصر") for text in (told, again.replace("الجسر", "السوق"))]
    assert one(*(bare(club, text=text) for text in fewer)) == "described-alike"
    abroad = [
        bare(centre, f"https://w3id.org/mithaq/id/state/{code}", text=f"{text} في {code}")
        for code, text in (("EGY", told), ("YEM", again))
    ]
    assert not one(*abroad)
    assembly = body("الجمعية العامة", "Organisation")
    same = (text.replace("مركز التدريب", "الجمعية العامة") for text in (told, again))
    assert not one(*(bare(assembly, text=text) for text in same))


def test_bodies_that_any_organisation_has_do_not_meet_in_one_state() -> None:
    iri = "https://w3id.org/mithaq/id/state/EGY"
    two = [bare(body("الأمانة العامة", "Organisation"), iri, text=f"{at} الأمانة العامة EGY") for at in "ab"]
    assert not one(*two)


def at(*found: Entity) -> list[Entity]:
    """Entities of one article, each beginning where its place in the list says."""
    return [replace(entity, key=f"organisation:{place}") for place, entity in enumerate(found)]


def told_twice(*bodies: Entity, about: str = "EGY") -> bool:
    """Whether an article about a state takes these two bodies for one."""
    iri = f"https://w3id.org/mithaq/id/state/{about}"
    groups, _ = same_actors.join([reading("a", at(*bodies), {iri}, f"في {about}")])
    return len(list(groups.roots())) == 1


def test_an_article_names_a_body_with_its_state_and_then_without() -> None:
    full = body("البرلمان المصري", "StateOrgan", "EGY", head="برلمان")
    bare_ = body("البرلمان", head="برلمان")
    assert told_twice(full, bare_)
    assert told_twice(bare_, full), "no article speaks of another parliament"
    assert not told_twice(full, bare_, about="YEM")
    assert not told_twice(full, body("البرلمان اليمني", "StateOrgan", "YEM", head="برلمان"))
    assert not told_twice(full, bare_, body("البرلمان اليمني", "StateOrgan", "YEM", head="برلمان"))


def test_a_bare_name_that_comes_first_may_be_the_readers_own_unless_the_article_names_one_state() -> None:
    bare_, full = at(body("البرلمان", head="برلمان"), body("البرلمان المصري", "StateOrgan", "EGY", head="برلمان"))
    other = body("البرلمان اليمني", "StateOrgan", "YEM", head="برلمان")
    iri = "https://w3id.org/mithaq/id/state/EGY"
    for code, one_body in (("EGY", True), ("YEM", False)):
        more = {iri, f"https://w3id.org/mithaq/id/state/{code}"}
        found = [reading("a", [bare_, full], more, f"في EGY ثم {code}"), reading("b", [other], set())]
        groups, _ = same_actors.join(found)
        assert (groups.find(("a", bare_.key)) == groups.find(("a", full.key))) == one_body


def first_is_full(text: str, *states: str, readers: str = "") -> bool:
    """Whether an article takes the bare parliament for Egypt's, which it names later; ``readers``: of whom many are."""
    bare_, full = at(body("البرلمان", head="برلمان"), body("البرلمان المصري", "StateOrgan", "EGY", head="برلمان"))
    iris = {f"https://w3id.org/mithaq/id/state/{code}" for code in ("EGY", *states)}
    own = {f"https://w3id.org/mithaq/id/state/{readers}"} if readers else set()
    others = [reading(f"{n:02}", [], own, readers) for n in range(10) if readers]
    read = reading("a", [bare_, full], iris, text)
    here = [m for m in read.mentions if m.entity.startswith("http")]
    again_ = [replace(m, span=Span(m.span.end, m.span.end + 1)) for m in here if m.entity.endswith("EGY")]
    other = reading("b", [body("البرلمان اليمني", "StateOrgan", "YEM", head="برلمان")], set())
    groups, _ = same_actors.join([replace(read, mentions=(*read.mentions, *again_)), other, *others])
    return groups.find(("a", bare_.key)) == groups.find(("a", full.key))


def test_a_bare_name_that_comes_first_is_not_the_readers_own_where_the_article_speaks_of_nothing_of_theirs() -> None:
    text = "قال البرلمان في القاهرة EGY ثم البرلمان المصري عن SYR"
    assert first_is_full(text, "SYR", readers="JOR")
    assert not first_is_full(text, "SYR"), "nothing tells who the readers are"
    assert not first_is_full(text, "SYR", readers="SYR")


def test_a_bare_name_that_is_said_to_be_in_a_state_is_of_it() -> None:
    assert first_is_full("قال البرلمان في EGY ثم البرلمان المصري ثم SYR", "SYR")
    assert not first_is_full("قال البرلمان عن EGY ثم البرلمان المصري ثم SYR", "SYR")


def test_a_headline_says_the_same_of_a_body_as_the_first_sentence() -> None:
    said = "رفض أمس خطة السدود الجديدة كلها"
    assert first_is_full(f"البرلمان {said}\nSYR: البرلمان المصري {said} EGY", "SYR")
    assert not first_is_full(f"البرلمان {said}\nSYR: البرلمان المصري قبل أمس خطة السدود كلها EGY", "SYR")


def test_what_two_newspapers_print_is_one_whatever_else_they_call_so() -> None:
    said = "رفض أمس خطة السدود الجديدة كلها"
    bare_, full = at(body("البرلمان", head="برلمان"), body("البرلمان المصري", "StateOrgan", "EGY", head="برلمان"))
    full_, after = at(full, bare_)
    iris = {f"https://w3id.org/mithaq/id/state/{code}" for code in ("EGY", "SYR")}
    more = "البرلمان المصري حذر من خطر الفيضان على القرى"
    clear = reading("a", [full_, after], {KNOWN[0]}, f"البرلمان {said} ثم {more}")
    unclear = reading("b", [bare_, full], iris, f"SYR البرلمان {said} ولكن {more} EGY")
    groups, _ = same_actors.join([clear, unclear])
    assert groups.find(("b", bare_.key)) == groups.find(("a", after.key)) == groups.find(("b", full.key))


def test_of_the_readers_own_is_what_an_article_does_not_say_to_be_of_another_state() -> None:
    company, other = body("شركة التمور", head="شركه"), "https://w3id.org/mithaq/id/state/YEM"
    own = "https://w3id.org/mithaq/id/state/EGY"
    texts = ["في EGY قالت شركة التمور", "رأت شركة التمور", "في YEM رفضت شركة التمور"]
    named_ = [({own}, texts[0]), (set[str](), texts[1]), ({other}, texts[2])]
    read = [reading(f"{n}", [company], known, text) for n, (known, text) in enumerate(named_)]
    for readers, joined in ((own, True), (other, False)):
        more = [reading(f"m{n:02}", [], {readers}, readers[-3:]) for n in range(10)]
        groups, _ = same_actors.join([*read, *more])
        assert (groups.find(("0", company.key)) == groups.find(("1", company.key))) == joined
        assert groups.find(("0", company.key)) != groups.find(("2", company.key))


def test_who_speaks_for_a_party_tells_it_whatever_state_an_article_is_about() -> None:
    speaker = named(9, "سامر الجهني")
    iris = [f"https://w3id.org/mithaq/id/state/{code}" for code in ("EGY", "YEM")]
    for entity, same in (
        (body("حزب التمور", "Organisation", head="حزب"), True),
        (body("وزارة التمور", head="وزاره"), False),
    ):
        said = [f"في {iri[-3:]} قال {entity.label} سامر الجهني أمس" for iri in iris]
        read = [
            reading(f"{n}", [entity, speaker], {iri}, text)
            for n, (iri, text) in enumerate(zip(iris, said, strict=True))
        ]
        groups, _ = same_actors.join(read)
        assert (groups.find(("0", entity.key)) == groups.find(("1", entity.key))) == same


def about(entity: Entity, *codes: str, text: str) -> tuple[Entity, set[str], str]:
    """An entity in an article with this text that names these states."""
    return entity, {f"https://w3id.org/mithaq/id/state/{code}" for code in codes}, text


@pytest.mark.parametrize(
    ("name", "head", "joined"),
    [
        ("التحالف العربي", "تحالف", True),
        ("تحالف حماية السدود", "تحالف", True),
        ("التحالف الوطني", "تحالف", False),
        ("معهد السدود الدولي", "معهد", True),
        ("معهد السدود الوطني", "معهد", False),
        ("مركز السدود الدولي", "مركز", False),
        ("شركة السدود والجسور الحديثة", "شركه", True),
        ("لجنة السدود والجسور الحديثة", "لجنه", False),
        ("وزارة السدود والجسور الحديثة", "وزاره", False),
    ],
)
def test_what_no_other_state_has_is_one_whatever_the_articles_are_about(name: str, head: str, joined: bool) -> None:
    kind = "StateOrgan" if head == "وزاره" else "Organisation"
    entity = body(name, kind, head=head)
    two = [about(entity, code, text=f"{code} ثم {name} {code}") for code in ("EGY", "YEM")]
    assert (one(*two) == "organisation-name") == joined


def test_a_telling_person_anywhere_in_two_articles_tells_a_party_and_no_office_that_every_town_has() -> None:
    speaker = named(9, "سامر القصيباتي")
    for head, name, same in (("حزب", "حزب التمور", True), ("مكتب", "مكتب التمور", False)):
        entity = body(name, "Organisation", head=head)
        said = [f"{word} {name} {word * 40} {word} سامر القصيباتي {word}" for word in ("في", "عن")]
        groups, _ = same_actors.join([reading(f"{n}", [entity, speaker], set(), t) for n, t in enumerate(said)])
        assert (groups.find(("0", entity.key)) == groups.find(("1", entity.key))) == same


def test_an_association_is_known_by_those_it_is_named_with_in_sport() -> None:
    entity, player = body("جمعية اللاعبين القدامى", "Organisation", head="جمعيه"), named(9, "محمد نور")
    said = [f"{word} الدوري مباراة {entity.label} {f'{word} ' * 40} محمد نور {word}" for word in ("في", "عن")]
    for texts, same in ((said, True), ([text.replace("الدوري مباراة", "الزرع") for text in said], False)):
        iris = [f"https://w3id.org/mithaq/id/state/{code}" for code in ("EGY", "YEM")]
        read = [
            reading(f"{n}", [entity, player], {iri}, f"{text} {iri[-3:]}")
            for n, (iri, text) in enumerate(zip(iris, texts, strict=True))
        ]
        groups, _ = same_actors.join(read)
        assert (groups.find(("0", entity.key)) == groups.find(("1", entity.key))) == same


def test_a_federation_near_which_no_state_is_named_is_the_readers_own() -> None:
    entity = body("اتحاد الكرة", "Organisation", head="اتحاد")
    camp = "عاد الفريق من EGY بعد مباراة مع مدرب الدوري.\n"
    home = reading(
        "a",
        [entity],
        {"https://w3id.org/mithaq/id/state/YEM"},
        "فاز لاعب بعد مباراة في الدوري.\nقرر اتحاد الكرة في YEM",
    )
    for end, same in (
        ("قرر اتحاد الكرة أمس", True),
        ("قرر اتحاد الكرة في مصر", False),
        ("شكر اتحاد الكرة المصري", True),
    ):
        text = f"{camp}{end}"
        abroad = reading("b", [entity], {"https://w3id.org/mithaq/id/state/EGY"}, text)
        first = len(camp)
        abroad = replace(abroad, layout=Layout((), (Sentence(Span(0, first), 0), Sentence(Span(first, len(text)), 0))))
        if "أمس" not in end:
            place = Mention(Span(text.rindex(" ") + 1, len(text)), abroad.mentions[-1].entity, Form.NAME, "test")
            abroad = replace(abroad, mentions=(*abroad.mentions, place))
        own = [reading(f"m{n:02}", [], {"https://w3id.org/mithaq/id/state/YEM"}, "YEM") for n in range(10)]
        groups, _ = same_actors.join([home, abroad, *own])
        assert (groups.find(("a", entity.key)) == groups.find(("b", entity.key))) == same


def test_what_may_be_of_any_of_several_states_is_of_none_of_them() -> None:
    entity = body("وزارة السدود", head="وزاره")
    home = about(entity, "YEM", text="قالت وزارة السدود في YEM")

    def far(text: str) -> Reading:
        found = about(entity, *(code for code in ("YEM", "EGY") if code in text), text=text)
        read = reading("b", [entity], found[1], text)
        return replace(read, layout=Layout((), (Sentence(Span(0, 14), 0), Sentence(Span(14, len(text)), 0))))

    for text, same in (("YEM ثم أيضا ثم وزارة السدود", True), ("YEM ثم EGY ثم وزارة السدود", False)):
        groups, _ = same_actors.join([reading("a", [entity], home[1], home[2]), far(text)])
        assert (groups.find(("a", entity.key)) == groups.find(("b", entity.key))) == same


def test_among_states_that_are_as_likely_the_one_of_most_articles_wins() -> None:
    entity = body("وزارة السدود", head="وزاره")
    run = "وزارة السدود حذرت القرى كلها من الفيضان المقبل في الوادي"
    two = [about(entity, code, text=f"{code} {word} {run}") for code, word in (("EGY", "ثم"), ("YEM", "لكن"))]
    third = about(entity, "YEM", text="YEM هددت وزارة السدود المزارعين")
    groups, _ = same_actors.join(
        [reading(f"{n}", [e], known, text) for n, (e, known, text) in enumerate([*two, third])]
    )
    assert groups.find(("0", entity.key)) == groups.find(("2", entity.key))


def test_what_no_newspaper_tells_from_another_by_a_state_is_one_where_both_articles_may_be_of_one_state() -> None:
    def told(name: str, head: str, first: str, second: str, end: str) -> tuple[Entity, set[str], str]:
        return about(body(name, "Organisation", head=head), first, second, text=f"{second} {end} {first} {end} {name}")

    movement = [
        told("حركة العاملين", "حركه", *codes, end) for codes, end in ((("EGY", "YEM"), "ثم"), (("SYR", "YEM"), "لكن"))
    ]
    assert one(*movement) == "name-and-place"
    other = about(body("حركة العاملين السورية", "Organisation", "SYR", head="حركه"), "SYR", text="SYR")
    assert not one(*movement, other), "there are two of the name"
    bands = [replace(found[0], label="كتائب العاملين", facets=(("head", "كتائب"),)) for found in movement]
    texts = [found[2].replace("حركة", "كتائب") for found in movement]
    assert not one(*((band, found[1], text) for band, found, text in zip(bands, movement, texts, strict=True)))


def test_of_a_name_that_articles_about_one_state_have_one_is_meant_where_that_state_is_one_of_several() -> None:
    party = body("حزب العاملين", "Organisation", head="حزب")
    home = about(party, "YEM", text="قال حزب العاملين في YEM")
    assert one(home, about(party, "SYR", "YEM", text="SYR ثم حزب العاملين SYR ثم YEM")) == "name-and-place"
    assert not one(home, about(party, "SYR", text="YEM SYR SYR ثم حزب العاملين")), "of one state"
    other = about(party, "SYR", text="لكن SYR وحزب العاملين")
    assert not one(home, about(party, "EGY", "YEM", text="EGY ثم حزب العاملين EGY ثم YEM"), other), "two are so called"


def test_a_party_or_a_movement_tells_of_its_state_where_that_is_named_too() -> None:
    ministry, houthis = body("وزارة السدود", head="وزاره"), "https://w3id.org/mithaq/id/organisation/houthis"
    home = about(ministry, "YEM", text="قالت وزارة السدود في YEM")
    for text, same in (
        ("EGY هناك YEM: houthis ثم houthis، وزارة السدود", True),
        ("EGY: houthis ثم houthis، وزارة السدود", False),
    ):
        abroad = reading("b", [ministry], {KNOWN[0][:-3] + code for code in ("EGY", "YEM") if code in text}, text)
        first = text.index("houthis")
        spans = [Span(at, at + 7) for at in (first, text.index("houthis", first + 1))]
        abroad = replace(
            abroad,
            entities=(*abroad.entities, Entity(houthis, "Organisation", "houthis", known=True)),
            mentions=(*abroad.mentions, *(Mention(span, houthis, Form.NAME, "test") for span in spans)),
        )
        groups, _ = same_actors.join([reading("a", [ministry], home[1], home[2]), abroad])
        assert (groups.find(("a", ministry.key)) == groups.find(("b", ministry.key))) == same


def test_a_body_is_one_beside_one_known_person_unless_every_town_has_such() -> None:
    person = "https://w3id.org/mithaq/id/person/masoud-barzani"
    texts = [f"{word} حزب العاملين {word} مسعود بارزاني" for word in ("في", "عن")]
    party = body("حزب العاملين", "Organisation", head="حزب")
    assert one(*(bare(party, person, text=text) for text in texts)) == "name-and-company"
    assert not one(bare(party, person, text=texts[0]), bare(party, person, text="حزب العاملين")), "farther off"
    board = body("لجنة العاملين", "Organisation", head="لجنه")
    assert not one(*(bare(board, person, text=text.replace("حزب", "لجنة")) for text in texts))


def test_what_is_called_after_a_known_person_or_is_a_centre_with_a_long_name_is_one() -> None:
    for name, head, rule in (
        ("ميليشيات الأسد", "ميليشيات", "organisation-name"),
        ("ميليشيات الأسود", "ميليشيات", ""),
        ("مركز رعاية الحرفيات والنساجات", "مركز", "organisation-name"),
        ("مكتب رعاية الحرفيات والنساجات", "مكتب", ""),
        ("مركز رعاية الحرفيات", "مركز", ""),
    ):
        assert one(*(bare(body(name, "Organisation", head=head)) for _ in range(2))) == rule


def test_in_a_state_at_the_beginning_of_a_sentence_is_where_all_of_it_happens() -> None:
    bands = [
        body(name, "Organisation", *states, head="ميليشيات")
        for name, states in (("ميليشيات الحرس", ()), ("ميليشيات الحرس السورية", ("SYR",)))
    ]
    stated = about(bands[1], "SYR", text="ميليشيات الحرس السورية")
    for text, same in (("في SYR قاتلت EGY وميليشيات الحرس", True), ("بعد SYR قاتلت EGY وميليشيات الحرس", False)):
        assert bool(one(about(bands[0], "SYR", "EGY", text=text), stated)) == same


def test_what_nearly_all_articles_have_one_state_for_is_one_in_an_article_about_another() -> None:
    for name, head, kind, joined in (
        ("حركة العاملين", "حركه", "Organisation", True),
        ("وزارة العمل", "وزاره", "StateOrgan", False),
    ):
        entity = body(name, kind, head=head)
        many = [about(entity, "YEM", text=f"YEM {'ا' * n} {name} {'ب' * n}") for n in range(20)]
        abroad = about(entity, "EGY", text=f"EGY ثم {name}")
        read = [reading(f"{n:02}", [e], known, text) for n, (e, known, text) in enumerate([*many, abroad])]
        groups, _ = same_actors.join(read)
        assert (groups.find(("00", entity.key)) == groups.find(("20", entity.key))) == joined


def test_a_misprinted_dot_in_a_full_name_makes_no_second_person_of_an_article() -> None:
    for second, same in (("أيوب بن جحاب القصيباتي", True), ("أيوب بن شهاب القصيباتي", False)):
        two = [named(0, "أيوب بن حجاب القصيباتي"), named(1, second)]
        groups, reasons = same_actors.join([reading("a", two, set())])
        assert (groups.find(("a", two[0].key)) == groups.find(("a", two[1].key))) == same
        assert set(reasons.values()) == ({"misprint"} if same else set())


def test_what_people_judged_different_stays_so_in_one_article_too() -> None:
    full, bare_ = at(body("البرلمان المصري", "StateOrgan", "EGY"), body("البرلمان"))
    asked = Judged(different=((("a", full.key), ("a", bare_.key)),))
    groups, _ = same_actors.join([reading("a", [full, bare_], set())], asked)
    assert groups.find(("a", full.key)) != groups.find(("a", bare_.key))


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("الهيئة العامة للطيران", "هيئة الطيران"),
        ("المؤسسة العامة للري والصرف", "مؤسسة الري والصرف"),
        ("وزارة الشئون العامة", "وزارة الشؤون العامة"),
        ("النادي الجديد", "نادي الجديد"),
    ],
)
def test_a_body_is_called_in_two_ways(first: str, second: str) -> None:
    assert without_state(first, None) == without_state(second, None)


@pytest.mark.parametrize(
    ("first", "second"),
    [("الإدارة العامة للري", "إدارة الري"), ("الهيئة العامة", "الهيئة"), ("هيئة الري", "هيئة الطيران")],
)
def test_bodies_of_other_names(first: str, second: str) -> None:
    assert without_state(first, None) != without_state(second, None)


def test_a_name_that_begins_with_the_adjective_of_a_state_has_it_as_a_part() -> None:
    assert without_state("المصري اليوم", "EGY") == "المصري اليوم" != without_state("اليوم", None)
    assert without_state("البرلمان المصري", "EGY") == without_state("البرلمان", None)


def test_of_some_bodies_a_state_has_but_one() -> None:
    iri = "https://w3id.org/mithaq/id/state/EGY"
    fund, office = body("صندوق التمور", head="صندوق"), body("مكتب التمور", head="مكتب")
    for entity, rule in ((fund, "name-and-home"), (office, "")):
        silent = bare(entity, text=f"قال {entity.label} أمس")
        assert one(bare(entity, iri, text=f"قال {entity.label} في EGY"), silent) == rule
        assert one(silent, silent) == rule


def test_what_is_joined_by_one_name_tells_the_home_of_another() -> None:
    iri = "https://w3id.org/mithaq/id/state/EGY"
    renamed = named(0, "وزارة الري", "StateOrgan", head="وزاره")
    renamed = replace(renamed, names=("وزارة السدود",))
    former = body("وزارة السدود", head="وزاره")
    text = "قالت وزارة الري وكانت وزارة السدود"
    found = [bare(renamed, text=text), *(bare(body("وزارة الري", head="وزاره"), iri, text=f"{at} EGY") for at in "ab")]
    assert one(*found, bare(former, iri, text="في EGY قالت وزارة السدود")) == "name-and-home"


def test_what_is_national_is_one_in_a_state() -> None:
    iri = "https://w3id.org/mithaq/id/state/EGY"
    centre = body("مركز التمور الوطني", head="مركز")
    silent = bare(centre, text="قال مركز التمور الوطني أمس")
    assert one(bare(centre, iri, text="قال مركز التمور الوطني في EGY"), silent) == "name-and-home"


def test_who_speaks_for_a_body_tells_which_it_is() -> None:
    director = named(9, "سامر الجهني")
    said = [f"{word} مدير مكتب التمور سامر الجهني {end}" for word, end in (("قال", "أمس"), ("غادر", "ليلا"))]
    office = body("مكتب التمور", head="مكتب")
    read = [reading(f"{place}", [office, director], set(), text) for place, text in enumerate(said)]
    groups, reasons = same_actors.join(read)
    assert groups.find(("0", office.key)) == groups.find(("1", office.key))
    assert reasons["1", office.key] == "name-and-company"
    apart = [reading(f"{place}", [office, director], set(), f"قال مكتب التمور {'xyz'[place]}") for place in range(2)]
    groups, _ = same_actors.join(apart)
    assert groups.find(("0", office.key)) != groups.find(("1", office.key)), "named elsewhere in the article"


def test_a_club_without_the_adjective_of_a_state_plays_in_the_readers_league() -> None:
    def told(name: str, about: str, *states: str) -> tuple[Entity, set[str], str]:
        text = f"{about} مدرب {about} لاعب {about} مباراة {about} {name} {about}"
        entity = body(name, "Organisation", *states, head="نادي")
        return entity, {f"https://w3id.org/mithaq/id/state/{about}"}, text

    camps = [told("نادي التمور", code) for code in ("EGY", "YEM")]
    assert not one(*camps), "each may be a club of the state that its article is about"
    silent = (camps[0][0], set[str](), "لاعب مباراة مدرب نادي التمور")
    assert one(silent, (silent[0], set[str](), "مدرب نادي التمور مباراة لاعب")) == "name-and-home"
    assert not one(silent, told("نادي التمور السوري", "SYR", "SYR"))


def test_who_keeps_the_goal_is_known_by_it_in_sport() -> None:
    person = named(0, "محمد القحطاني")
    sport = [f"{word} الدوري {word} الحارس محمد القحطاني {word} مباراة {word} لاعب" for word in ("في", "عن")]
    assert one(*(bare(person, text=text) for text in sport)) == "described-alike"
    gate = [f"{word} الحارس محمد القحطاني {word}" for word in ("في", "عن")]
    assert not one(*(bare(person, text=text) for text in gate))


def test_states_and_places_alone_are_no_context_for_a_name_that_many_bear() -> None:
    person = named(0, "محمد القحطاني")
    states = [f"https://w3id.org/mithaq/id/state/{code}" for code in ("EGY", "YEM")]
    assert not one(bare(person, *states), bare(person, *states))
    body_too = [*states, "https://w3id.org/mithaq/id/organisation/united-nations"]
    assert one(bare(person, *body_too), bare(person, *body_too)) == "name-and-context"


def test_a_name_that_many_bear_near_another_tells_nothing() -> None:
    person = named(0, "محمد القحطاني")
    texts = [f"{word} العتيبي محمد القحطاني {word}" for word in ("رأى", "سمع")]
    assert not one(*(bare(person, text=text) for text in texts))
    assert one(*(bare(person, text=text.replace("العتيبي", "القصيباتي")) for text in texts)) == "described-alike"


def test_who_presides_in_sport_is_known_by_it() -> None:
    heads = [named(0, "محمد القحطاني", office=office) for office in ("head", "president")]
    text = "{0} الدوري {0} مباراة {0} لاعب {0} مدرب"
    sport = [bare(head, text=text.format(word)) for head, word in zip(heads, ("في", "عن"), strict=True)]
    assert one(*sport) == "name-and-chair"
    assert not one(*map(bare, heads))


def test_under_whose_presidency_something_was_done_is_who_presides() -> None:
    person = named(0, "محمد القحطاني")
    text = "{0} الدوري {0} مباراة {0} لاعب {0} ثم {0} حين {0} برئاسة الأمير محمد القحطاني {0} مدرب"
    sport = [bare(person, text=text.format(word)) for word in ("في", "عن")]
    assert one(*sport) == "name-and-chair"
    assert not one(*(bare(person, text=found[2].replace("برئاسة", "بحضور")) for found in sport))


def test_who_plays_is_known_by_it_in_articles_on_sport_of_one_state() -> None:
    iri = "https://w3id.org/mithaq/id/state/EGY"

    def told(word: str, does: str = "المهاجم", name: str = "محمد نور", **facets: str) -> tuple[Entity, set[str], str]:
        first, second, last = ("الدوري", "مباراة", "مدرب") if word == "في" else ("الموسم", "الملعب", "البطولة")
        text = f"{word} {first} {word} {second} EGY {word} {does} {name} {word} {last}"
        return bare(named(0, name, **facets), iri, text=text)

    assert one(told("في"), told("عن")) == "name-and-play"
    assert not one(told("في"), (*told("عن")[:1], set(), told("عن")[2])), "of no state"
    assert not one(told("في"), told("عن", office="head"))
    assert not one(told("في"), told("عن", does="الطبيب"))
    tribe = "محمد القحطاني"
    assert not one(told("في", name=tribe), told("عن", name=tribe)), "several play who are called so"


def test_a_misread_state_keeps_nobody_apart_of_whom_two_articles_say_the_same() -> None:
    told = "قفز الفلكي محمد القحطاني والمهندسة ليلى القصيباتي بمظلة فوق البحيرة الجبلية الجليدية"
    again_ = told.replace("قفز", "نجا")
    states = [named(0, "محمد القحطاني", states=(code,)) for code in ("EGY", "YEM")]
    assert one(bare(states[0], text=told), bare(states[1], text=again_)) == "described-alike"
    assert not one(*(bare(state, text="وصل محمد القحطاني الفلكي") for state in states))


def test_two_names_that_many_bear_tell_together_in_sport() -> None:
    two = [named(0, "محمد القحطاني"), named(1, "علي العتيبي")]
    sport = [f"{word} الدوري {word} مباراة {word} لاعب {word} مدرب" for word in ("في", "عن")]
    groups, reasons = same_actors.join([reading(f"{at}", two, set(), text) for at, text in enumerate(sport)])
    assert groups.find(("0", two[0].key)) == groups.find(("1", two[0].key))
    assert reasons["1", two[0].key] == "name-and-team"
    groups, _ = same_actors.join([reading(f"{at}", two, set()) for at in range(2)])
    assert groups.find(("0", two[0].key)) != groups.find(("1", two[0].key))


def test_a_team_mate_is_one_with_the_fathers_father_named_and_without() -> None:
    prince = named(0, "محمد بن سعد")
    texts = [f"{word} الدوري {word} مباراة {word} لاعب {word} مدرب" for word in ("في", "عن")]
    for mate, same in (("فهد بن خالد بن سالم", True), ("فهد بن ناصر بن خالد", False)):
        mates = [named(1, "فهد بن خالد"), named(1, mate)]
        groups, _ = same_actors.join([reading(f"{at}", [prince, mates[at]], set(), texts[at]) for at in range(2)])
        assert (groups.find(("0", prince.key)) == groups.find(("1", prince.key))) == same


def test_a_byline_is_one_reporters() -> None:
    person = named(0, "محمد القحطاني")
    first, again = (f"{title}\nمحمد القحطاني – صدى الجبل\n{text}" for title, text in (("أ", "ب"), ("ت", "ث")))
    assert one(bare(person, text=first), bare(person, text=again)) == "same-words"
    assert not one(bare(person, text=first), bare(person, text=again.replace("صدى الجبل", "صوت البحر")))
    assert not one(bare(person, text="أ\nمحمد القحطاني\nب"), bare(person, text="ت\nمحمد القحطاني\nث"))


def test_a_prince_is_told_from_his_fathers_brother() -> None:
    assert name_ends("سامي بن عبد العزيز") == name_ends("سامي بن عبدالعزيز") != name_ends("سامي بن عادل بن عبدالعزيز")


def test_an_embassy_is_where_its_name_is_followed_by_a_place() -> None:
    embassy = body("السفارة المصرية", "StateOrgan", "EGY", head="سفاره")
    iris = [f"https://w3id.org/mithaq/id/state/{code}" for code in ("YEM", "IRQ")]
    texts = [f"IRQ ثم IRQ ثم السفارة المصرية {word}" for word in ("في YEM أمس", "أمس")]
    read = [reading(f"{at}", [embassy], set(iris), text) for at, text in enumerate(texts)]
    read = [replace(r, mentions=(*r.mentions, *again(r, iris[1], "IRQ"))) for r in read]
    groups, _ = same_actors.join(read)
    assert groups.find(("0", embassy.key)) != groups.find(("1", embassy.key))


def test_an_embassy_whose_article_names_one_other_state_is_there() -> None:
    embassy = body("السفارة المصرية", "StateOrgan", "EGY", head="سفاره")
    iris = [f"https://w3id.org/mithaq/id/state/{code}" for code in ("EGY", "YEM", "IRQ")]
    told = bare(embassy, *iris[:2], text="قالت السفارة المصرية في بيان")
    assert one(told, bare(embassy, *iris[:2], text="وأعلنت السفارة المصرية أمس")) == "name-and-state"
    assert not one(told, bare(embassy, *iris, text="وأعلنت السفارة المصرية أمس"))


def test_a_name_without_the_head_of_a_state_organ_may_tell_alone() -> None:
    two = [body("بروكينغز", "StateOrgan", head="مصلحه"), body("بروكينغز", "Organisation", head="مجموعه")]
    assert one(*map(bare, two)) == "organisation-name"


def again(read: Reading, key: str, word: str) -> list[Mention]:
    """A second mention of what an article names twice."""
    at = read.article.text.index(word, read.article.text.index(word) + 1)
    return [Mention(Span(at, at + len(word)), key, Form.NAME, "test")]


def test_an_embassy_is_one_in_each_host() -> None:
    def told(host: str) -> tuple[Entity, set[str], str]:
        embassy = body("السفارة المصرية", "StateOrgan", "EGY", head="سفاره")
        return bare(embassy, f"https://w3id.org/mithaq/id/state/{host}", text=f"أعلنت السفارة المصرية لدى {host}")

    assert one(told("YEM"), told("YEM")) == "name-and-state"
    assert not one(told("YEM"), told("IRQ"))


def test_the_adjective_of_a_state_is_spelt_in_several_ways() -> None:
    two = [body(f"وزارة الدفاع {word}", "StateOrgan", "USA") for word in ("الأمريكية", "الأميركية")]
    assert one(*map(bare, two)) == "name-and-state"
    assert not one(bare(two[0]), bare(body("وزارة الدفاع الفرنسية", "StateOrgan", "FRA")))


ENTITIES = st.tuples(
    st.sampled_from(["محمد القحطاني", "ليلى القصيباتي", "سامر الجهني", "اتحاد الصيادين", "جامعة هارفارد"]),
    st.sets(st.sampled_from(["AAA", "BBB", "CCC"]), max_size=1),
    st.sets(st.sampled_from(KNOWN)),
)


@given(st.lists(ENTITIES, max_size=12))
@settings(deadline=None)
def test_no_rule_without_what_it_names(found: list[tuple[str, set[str], set[str]]]) -> None:
    """Only namesakes are one; every one that is joined has a rule; and no two of weak names are of different states."""
    read = [
        reading(f"{at:02}", [named(at, name, states=tuple(states))], known)
        for at, (name, states, known) in enumerate(found)
    ]
    groups, reasons = same_actors.join(read)
    for root in groups.roots():
        members = groups.members(root)
        entities = [read[int(article)].entities[0] for article, _ in members]
        assert len({entity.label for entity in entities}) == 1
        assert (len(members) > 1) == all(ref in reasons for ref in members)
        if entities[0].label == "محمد القحطاني":
            assert len({state for entity in entities for state in entity.facet_values("state")}) <= 1
    assert [groups.find(ref) for ref in sorted(reasons)] == [
        same_actors.join(read)[0].find(ref) for ref in sorted(reasons)
    ]


NEAR = ("الاستثمار", "المهرجان", "الفيضانات", "الميناء", "المستشفى", "الزلازل", "المتاحف", "البرلمان", "الأسماك")
ARTICLES = st.tuples(
    st.lists(ENTITIES, min_size=1, max_size=3, unique_by=lambda entity: entity[0]), st.sets(st.sampled_from(NEAR))
)


@given(st.lists(ARTICLES, max_size=10))
@settings(deadline=None)
def test_what_is_one_already_needs_no_more_evidence(
    found: list[tuple[list[tuple[str, set[str], set[str]]], set[str]]],
) -> None:
    read = []
    for at, (entities, near) in enumerate(found):
        own = [named(place, name, states=tuple(states)) for place, (name, states, _) in enumerate(entities)]
        text = " ".join([*(entity.label for entity in own), *sorted(near)])
        read.append(reading(f"{at:02}", own, set().union(*(known for *_, known in entities)), text))
    groups, reasons = same_actors.join(read)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Joining, "settled", lambda *_: False)
        others, again = same_actors.join(read)
    parted = [{frozenset(some.members(root)) for root in some.roots()} for some in (groups, others)]
    assert parted[0] == parted[1]
    assert reasons == again


def test_a_name_in_very_many_articles_takes_no_time() -> None:
    """3,000 articles with one name are 4.5 million pairs."""
    read = [reading(f"{at:05}", [named(at, "محمد القحطاني")], set(KNOWN)) for at in range(3000)]
    begun = process_time()
    groups, _ = same_actors.join(read)
    assert len(list(groups.roots())) == 1
    assert process_time() - begun < 5
