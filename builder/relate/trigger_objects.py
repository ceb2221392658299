"""Finds the instrument that a word of an event is about."""

from __future__ import annotations

import re  # several times as fast as regex for the forms of a word

from builder.languages import topic
from builder.recognise.instruments_phrases import PARTIES, words
from builder.recognise.instruments_scene import INSTRUMENT, PERSON, WORD, Token
from builder.relate.adopted import adopted
from builder.relate.antecedents import (
    continued,
    of_annex,
    of_other_noun,
    of_paper_before,
    only_dates,
    unnamed,
    unnamed_beside,
    unnamed_until,
)
from builder.relate.awaited import awaiting
from builder.relate.beside import in_aside
from builder.relate.coordinated import with_joined
from builder.relate.done_nouns import by_its_law, of_its_law
from builder.relate.gender import agrees, feminine, may_qualify
from builder.relate.object_reach import reached
from builder.relate.qualified import qualified_by, signed_upon
from builder.relate.scenes import Stage
from builder.relate.spoken import by_means_of, earlier
from builder.relate.triggers import Trigger


def instruments_of(stage: Stage, trigger: Trigger, found: list[Trigger]) -> list[Token]:
    """The instruments that a trigger is about: of its own sentence, or the last one spoken of before it."""
    tokens = stage.scene.sentences[trigger.sentence]
    behind = (t.at for t in found if t.at > trigger.last and t.form != "participle")
    until = min((at for at in behind if not in_aside(tokens, trigger.last, at)), default=len(tokens))
    about = with_joined(tokens, _about(stage, trigger, found, until), trigger.last + 1, until)
    return adopted(stage, trigger, about) if trigger.kind == "Adoption" else about


def _about(stage: Stage, trigger: Trigger, found: list[Trigger], until: int) -> list[Token]:
    """The instruments; ``until``: where the next deed of the sentence is told."""
    tokens = stage.scene.sentences[trigger.sentence]
    inside = [t for t in tokens[trigger.at : trigger.last + 1] if t.tag == INSTRUMENT]
    before = _agreeing(tokens, trigger)
    if inside:
        return inside[-1:]
    if _joins_another(tokens, trigger, until) or _of_them(tokens, trigger) or of_other_noun(tokens, trigger.at):
        return []
    if trigger.form == "verb" and of_paper_before(tokens, trigger.at):
        return []
    if trigger.form == "participle" or _relative(tokens, trigger.at):
        return _qualified(stage, trigger, before)
    if trigger.pronoun:
        return _taken_up(stage, trigger, before, until)
    going_on = continued(tokens, trigger.at, trigger.kind) if trigger.form == "verb" else []
    going_on = going_on or _right_before(tokens, trigger)
    if going_on:
        return going_on
    reach = topic("events")["kinds"][trigger.kind].get("near", 4) + 1 if trigger.form == "noun" else 18
    if trigger.kind == "EntryIntoForce" and trigger.form == "phrase":
        reach = 3
    if trigger.kind == "Negotiation" and trigger.form == "phrase":
        until = len(tokens)  # "after talks …, the two signed the treaty"
    after = _following(tokens, trigger.last + 1, reached(tokens, trigger, until, reach))
    if topic("events")["kinds"][trigger.kind].get("final"):
        after = [t for t in after if not _draft(tokens, t)]
    if after and trigger.kind in _ENDING and of_annex(tokens, trigger.last + 1, after[0]):
        return []
    return after or awaiting(stage, trigger) or _spoken(stage, trigger, found, before)


_ENDING = ("Termination", "Suspension", "Withdrawal", "Extension")


def _right_before(tokens: tuple[Token, ...], trigger: Trigger) -> list[Token]:
    """The instrument right before a passive without a subject of its own: "إلى اتفاقية أبرمت عام 1967، تلاها …"."""
    named = tokens[trigger.at - 1] if trigger.at else None
    passive = trigger.form == "verb" and named is not None and named.tag == INSTRUMENT and _alone(tokens, trigger)
    following = tokens[trigger.last + 1 : trigger.last + 2]
    parted = bool(following) and following[0].tag in (*PARTIES, PERSON, INSTRUMENT)
    return [named] if passive and not parted and named is not None and agrees(tokens[trigger.at].text, named) else []


def _taken_up(stage: Stage, trigger: Trigger, before: list[Token], until: int) -> list[Token]:
    """The instrument that a pronoun takes up, unless its noun is told with it or a paper without a name is meant."""
    tokens = stage.scene.sentences[trigger.sentence]
    own = _object(tokens, trigger, until)
    by_law = of_its_law(tokens, trigger)
    if own or (not by_law and (unnamed_beside(tokens, trigger.at) or unnamed(tokens, trigger.last))):
        return own
    spoken = before[-1:] or earlier(stage, trigger.sentence)
    if _of_two(tokens, trigger) and not any(map(_is_two, spoken)):
        return before[-2:] if len(before) > 1 else []
    of_it = trigger.follows or not _of_him(tokens, trigger)  # "and Iraq followed him"
    return [t for t in spoken if of_it or not feminine(t) or _is_draft(tokens, t)]


def _of_two(tokens: tuple[Token, ...], trigger: Trigger) -> bool:
    """Whether the pronoun behind a verb takes up two things: "أما البروتوكولان الملحقان … فقد صادقت عليهما"."""
    dual = topic("events")["gender"]["dual_pronoun"]
    return trigger.form == "verb" and any(t.text.endswith(dual) for t in tokens[trigger.at : trigger.last + 2])


def _is_two(instrument: Token) -> bool:
    """Whether an instrument's noun is a dual or a plural."""
    data = topic("events")["gender"]
    return len(instrument.refs) > 1 or re.match(data["dual_or_plural"], instrument.text) is not None


def _spoken(stage: Stage, trigger: Trigger, found: list[Trigger], before: list[Token]) -> list[Token]:
    """The instrument of which the sentence, or the ones before it, has spoken, where the trigger goes on about it."""
    tokens = stage.scene.sentences[trigger.sentence]
    if trigger.form == "noun" or (trigger.form == "verb" and not _alone(tokens, trigger)):
        return []
    if any(f.pronoun and f.at < trigger.at and unnamed_until(tokens, f.last, trigger.at) for f in found):
        return []
    told = [t for t in before if trigger.form != "phrase" or not by_means_of(tokens, t)] or before
    return told[-1:] or (earlier(stage, trigger.sentence) if trigger.form == "phrase" else [])


def _qualified(stage: Stage, trigger: Trigger, before: list[Token]) -> list[Token]:
    """The instrument that a participle or a relative clause qualifies, or that those do it with whom it describes."""
    tokens = stage.scene.sentences[trigger.sentence]
    if trigger.form == "participle":
        if _signatories(tokens, trigger):
            return [tokens[trigger.last + 2]]
        found = qualified_by(tokens, trigger.at)
        if trigger.pronoun:
            return found or signed_upon(tokens, trigger) or (before[-1:] if _signers(tokens, trigger) else [])
        return [t for t in found if may_qualify(tokens[trigger.at].text, t)]
    along = any(t.text in topic("events")["with_them"] for t in tokens[trigger.last + 1 : trigger.last + 2])
    near = {"verb": 3, "phrase": 2}.get(trigger.form, 1) + along  # "who left the treaty": the instrument is behind
    own = _following(tokens, trigger.last + 1, trigger.last + near)
    if own and not trigger.pronoun:
        return own
    if by_its_law(tokens, trigger):
        first = trigger.last + 1
        return _following(tokens, first, first + topic("events")["by_its_law"]["object"])
    found = qualified_by(tokens, trigger.at - (tokens[trigger.at - 1].text in topic("events")["auxiliaries"]))
    taken_up = not found and not before and _of_actor(tokens, trigger)
    return earlier(stage, trigger.sentence) if taken_up else found


def _signatories(tokens: tuple[Token, ...], trigger: Trigger) -> bool:
    """Whether who signed or joined is described, and not the instrument: "الدول الموقعة على المعاهدة"."""
    near = tokens[trigger.last + 1 : trigger.last + 3]
    leads = topic("events")["described_by"].get(trigger.kind, ())
    return len(near) > 1 and near[0].text in leads and near[1].tag == INSTRUMENT


def _signers(tokens: tuple[Token, ...], trigger: Trigger) -> bool:
    """Whether who signed what the sentence has named is described: "الدول الموقعة عليه"."""
    return trigger.at > 0 and tokens[trigger.at - 1].text in topic("events")["signers"]


def _of_actor(tokens: tuple[Token, ...], trigger: Trigger) -> bool:
    """Whether a relative clause describes who does a deed to what was spoken of: "الصومال، التي صادقت عليها"."""
    if not trigger.pronoun or not _relative(tokens, trigger.at):
        return False
    opens = next(i for i in range(trigger.at - 1, -1, -1) if tokens[i].text in topic("events")["relative"])
    before = [t for t in tokens[max(opens - 2, 0) : opens] if t.text not in words("pause")]
    return bool(before) and before[-1].tag in (*PARTIES, PERSON) and not before[-1].demonym


def _joins_another(tokens: tuple[Token, ...], trigger: Trigger, until: int) -> bool:
    """Whether it is no instrument that is joined: "تنضم روسيا إلى المنظمة"."""
    leads = topic("subjects")["joins_to"]
    if trigger.kind != "Accession":
        return False
    lead = next((at for at in range(trigger.last + 1, min(until, trigger.last + 9)) if tokens[at].text in leads), None)
    if lead is None or lead + 1 >= len(tokens):
        return False
    return not any(t.tag == INSTRUMENT for t in tokens[lead + 1 : lead + 3])


def _of_them(tokens: tuple[Token, ...], trigger: Trigger) -> bool:
    """Whether it is some of several that enter into force: "لم يدخل حيز التنفيذ منها سوى ست"."""
    behind = tokens[trigger.last + 1 : trigger.last + 3]
    return trigger.kind == "EntryIntoForce" and any(t.text in topic("events")["of_them"] for t in behind)


def _of_him(tokens: tuple[Token, ...], trigger: Trigger) -> bool:
    """Whether the pronoun is masculine, and so takes up no "معاهدة": "يرتقب توقيعه", "التوقيع عليه"."""
    data = topic("events")
    gender, nouns = data["gender"], data["kinds"][trigger.kind].get("noun", ())
    word, beside = tokens[trigger.at].text, [t.text for t in tokens[trigger.at + 1 : trigger.last + 3]]
    if any(one.endswith(tuple(gender["feminine_pronouns"])) for one in (word, *beside)):
        return False
    own = word.endswith(gender["masculine_pronoun"]) and not word.endswith(tuple(nouns))
    return own or not set(beside).isdisjoint(gender["masculine_words"])


def _object(tokens: tuple[Token, ...], trigger: Trigger, until: int) -> list[Token]:
    """The object of a noun whose pronoun tells who does it: "انسحابها من المعاهدة", "توقيعها المعاهدة"."""
    leads = topic("events")["object_leads"]
    first = trigger.last + 1
    if trigger.form == "phrase" and tokens[trigger.last].text in leads and tokens[first : first + 1]:
        return _following(tokens, first, first + 1)  # "توصلها إلى اتفاق"
    to_it = first + (first < len(tokens) and tokens[first].text in topic("events")["purpose"])
    if trigger.form == "noun" and to_it < len(tokens) and tokens[to_it].tag == INSTRUMENT:
        return _following(tokens, to_it, to_it + 1)
    places = range(trigger.last + 1, min(until, trigger.last + 6)) if trigger.form in ("noun", "phrase") else ()
    lead = next((at for at in places if tokens[at].text in leads), None)
    return _following(tokens, lead + 1, lead + 2) if lead is not None else []


def _draft(tokens: tuple[Token, ...], instrument: Token) -> bool:
    """Whether a draft is spoken of: who approves a draft does not ratify."""
    at = tokens.index(instrument)
    return at > 0 and tokens[at - 1].text in words("draft")


def _is_draft(tokens: tuple[Token, ...], instrument: Token) -> bool:
    """Whether an instrument of the sentence is spoken of as a draft, whose masculine noun is then taken up."""
    return instrument in tokens and _draft(tokens, instrument)


def _alone(tokens: tuple[Token, ...], trigger: Trigger) -> bool:
    """Whether a verb has no object of its own after it, as "وقعت في عام 1961" and "ألغيت لاحقا"."""
    first = trigger.last + 1
    who = next((at for at in range(first, len(tokens)) if tokens[at].tag not in (*PARTIES, PERSON)), len(tokens))
    if who < len(tokens) and tokens[who].text in topic("events")["papers"]:  # "the parliament passed a law on it"
        return False
    if trigger.kind == "Termination":  # "Washington cancelled the visa": what stands behind the subject is the object
        first = next((at for at in range(first, len(tokens)) if tokens[at].tag not in PARTIES), len(tokens))
    following = tokens[first] if first < len(tokens) else None
    return following is None or following.tag != WORD or following.text in topic("events")["adverbs"]


def _topics(tokens: tuple[Token, ...], trigger: Trigger) -> list[Token]:
    """The instruments before a trigger; "it took the place of X, and they signed it" goes on about the first."""
    named = [at for at in range(trigger.at) if tokens[at].tag == INSTRUMENT]
    goes_on = tokens[trigger.at].text.startswith(tuple(topic("events")["goes_on"])) and trigger.form != "noun"
    place = topic("supersession")["takes"]["place"]
    left = [at for at in named if not (goes_on and at and tokens[at - 1].text in place)]
    left = [at for at in left if not _done_away(tokens, at, trigger)]
    return [tokens[at] for at in left or named]


def _done_away(tokens: tuple[Token, ...], at: int, trigger: Trigger) -> bool:
    """Whether an aside tells that the one spoken of did away with it: "الاتفاق، الذي ألغى اتفاق الصيد، … وقعاه"."""
    if at < _ASIDE or tokens[at - 2].text not in topic("events")["relative"]:
        return False
    parted = any(t.text in topic("clauses")["pauses"] for t in tokens[at + 1 : trigger.at])
    verb = parted and re.fullmatch(topic("supersession")["abolishes"]["verb"], tokens[at - 1].text) is not None
    return verb and trigger.form in ("verb", "phrase") and not _relative(tokens, trigger.at)


_ASIDE = 2
"""Words at least before what an aside tells: the relative and its verb."""


def _agreeing(tokens: tuple[Token, ...], trigger: Trigger) -> list[Token]:
    """The instruments before a trigger, those of its gender where it shows one and there are such."""
    before = _topics(tokens, trigger)
    data = topic("events")["gender"]
    beside = [t.text for t in tokens[trigger.at : trigger.last + 4]]
    pronouns = [*beside[:2], *beside[3:4]]
    taken_up = any(word.endswith(tuple(data["feminine_pronouns"])) for word in pronouns)
    verb = trigger.form != "noun" and beside[0].lstrip(data["joins"]).startswith(tuple(data["feminine_verbs"]))
    alike = [t for t in before if feminine(t)] if taken_up or verb else []
    takes_up = trigger.pronoun and trigger.form == "verb" and beside[0].endswith(data["masculine_pronoun"])
    if set(beside[:4]) & set(data["masculine_words"]) or takes_up:
        alike = [t for t in before if not feminine(t)]
    return alike or before


def _replaces(word: str) -> bool:
    """Whether a word tells of a replacement, whose object is not that of the event before it."""
    data = topic("supersession")
    return any(re.fullmatch(data[rule]["verb"], word) for rule in ("takes", "exchanged"))


def _relative(tokens: tuple[Token, ...], at: int) -> bool:
    data = topic("events")
    if at > 1 and tokens[at - 1].text in data["auxiliaries"]:
        at -= 1
    if at > 2 and tokens[at - 1].text in data["that"] and tokens[at - 2].text in data["ought"]:
        at -= 2
    return at > 0 and tokens[at - 1].text in data["relative"]


def qualifies(tokens: tuple[Token, ...], trigger: Trigger) -> bool:
    """Whether a trigger tells which instrument is meant: a participle, or a perfect in a relative clause."""
    if trigger.form != "verb" or not _relative(tokens, trigger.at):
        return trigger.form == "participle"
    return re.match(topic("factuality")["possible"]["imperfect"], tokens[trigger.at].text) is None


def _following(tokens: tuple[Token, ...], first: int, until: int) -> list[Token]:
    """The first instrument from ``first`` on, and those joined to it."""
    for at in range(first, min(until, len(tokens))):
        if tokens[at].tag == INSTRUMENT and not only_dates(tokens, at):
            found = [tokens[at]]
            if at + 2 < len(tokens) and tokens[at + 1].text in topic("events")["joined_with"]:
                found += [t for t in tokens[at + 2 : at + 3] if t.tag == INSTRUMENT]
            return found
        if tokens[at].text in (*topic("events")["ends"], *topic("events")["and_that"]) or _replaces(tokens[at].text):
            break
        if tokens[at].text in topic("events")["papers"] or tokens[at].text in topic("supersession")["takes"]["place"]:
            break
    return []
