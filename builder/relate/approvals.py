"""Reads what organs of a state decide: "the cabinet approved the accession", and the items of a list of decisions."""

from __future__ import annotations

import re  # several times as fast as regex for the forms of a word
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from builder.languages import topic
from builder.model import PartialDate, Span
from builder.recognise.instruments_scene import DATE, ORGAN, WORD, Token
from builder.recognise.text import fold
from builder.relate.approves_again import approver
from builder.relate.decrees import law_at, only_of_law
from builder.relate.scenes import Stage
from builder.relate.triggers import Trigger


@dataclass(frozen=True, slots=True)
class Decision:
    """``organ``: the key of who decided, ``span``: the words that name it; ``day``: of its session, where told."""

    organ: str
    span: Span
    day: tuple[PartialDate, Span] | None = None


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(topic("events")["approvals"][name])


def approved(tokens: Sequence[Token], trigger: Trigger) -> bool:
    """Whether an organ of the state approved the deed, by which the state does it: "وافق المجلس على انضمام مصر إلى"."""
    data = topic("events")["approvals"]
    if trigger.form != "noun" or trigger.kind not in data["kinds"] or not trigger.at:
        return False
    if tokens[trigger.at - 1].text not in data["upon"]:
        return False
    first = max(trigger.at - data["reach"], 0)
    near = tokens[first : trigger.at]
    headline = near[0].tag == ORGAN and not first and _pattern("headline").fullmatch(near[1].text) is not None
    told = headline or any(t.tag == WORD and _pattern("approves").fullmatch(t.text) for t in near)
    return told and any(t.tag == ORGAN for t in near)


def approves_joining(tokens: Sequence[Token], trigger: Trigger) -> bool:
    """Whether an approval governs the noun of what an organ approves: "بالموافقة على انضمام مصر إلى"."""
    word = tokens[trigger.at - 2].text.removeprefix(topic("events")["by_means"]["by"])
    return trigger.kind in topic("events")["approvals"]["kinds"] and _pattern("approval").fullmatch(word) is not None


def consented(stage: Stage, trigger: Trigger, actors: Sequence[str], about: Sequence[Token]) -> Trigger:
    """The trigger; where an organ of a state adopts a treaty, that is the state's consent (VCLT 1969, article 14)."""
    if (
        (trigger.kind, trigger.form) == ("Signature", "participle")
        and about
        and all(_is_resolution(stage, t) for t in about)
    ):
        return replace(trigger, kind="Adoption")  # "القرار 1701 المؤرخ في 11 أغسطس 2006": nobody signs one
    treaty = all(stage.scene.entities[t.refs[0]].kind == "Treaty" for t in about)
    organs = bool(actors) and all(_of_state(stage, actor) for actor in actors)
    return replace(trigger, kind="Ratification") if trigger.kind == "Adoption" and organs and treaty else trigger


def _is_resolution(stage: Stage, token: Token) -> bool:
    return ("kind", "resolution") in stage.scene.entities[token.refs[0]].facets


def endorsed(stage: Stage, trigger: Trigger, actors: Sequence[str], about: Sequence[Token]) -> bool:
    """Whether the Security Council only endorses what states made: of treaties it adopts none (UN Charter, V)."""
    council = topic("events")["approvals"]["council_of_peace"]
    treaty = bool(about) and all(stage.scene.entities[t.refs[0]].kind == "Treaty" for t in about)
    return trigger.kind == "Adoption" and treaty and any(actor.endswith(council) for actor in actors)


def _of_state(stage: Stage, actor: str) -> bool:
    """Whether an actor is seen to be an organ of a state: its state is told, or it is called a parliament."""
    body = stage.scene.entities.get(actor)  # a state may be named by its bodies alone
    if body is not None and body.kind == "InternationalOrganisation":  # by its parliament a union consents
        return bool(set(fold(body.label).split()) & set(topic("parties")["organs_of_bodies"]))
    if body is None or body.kind != "StateOrgan":
        return False
    called = set(fold(body.label).split()) & set(topic("events")["approvals"]["parliaments"])
    return bool(called) or stage.state_of(actor) is not None


def decision(stage: Stage, trigger: Trigger) -> Decision | None:
    """Who decided what stands as an item of a list of decisions ("أولا: الموافقة على …"); None where it is no item."""
    data = topic("events")["approvals"]
    tokens = stage.scene.sentences[trigger.sentence]
    again = approver(stage.scene.sentences, trigger.sentence, trigger.at)
    if again is not None:
        return Decision(again.refs[0], stage.tokens_span([again]))
    passed = _passed(stage, trigger) or _among_several(stage, trigger)
    if passed is not None or trigger.form != "noun" or not _opens_item(tokens[: trigger.at], trigger):
        return passed
    headed = False
    for number in range(trigger.sentence, max(trigger.sentence - data["far"], -1), -1):
        said = stage.scene.sentences[number][: trigger.at if number == trigger.sentence else None]
        told = next((i for i, t in enumerate(said) if t.text in data["decided"]), None)
        near = range(len(said)) if told is None else range(max(told - data["near"], 0), told + data["near"] + 1)
        council = next((i for i, t in enumerate(said) if t.tag == ORGAN and _sits(t) and i in near), None)
        if council is not None and (told is not None or headed):
            who = said[council]
            return Decision(who.refs[0], stage.tokens_span([who]), _session(stage, number, who.refs[0]))
        headed = headed or told is not None
    return None


def _passed(stage: Stage, trigger: Trigger) -> Decision | None:
    """Which organ passed the law by which the state does it: "صادق البرلمان على مشروع قانون يتعلق بالموافقة على …"."""
    data = topic("events")["approvals"]
    tokens = stage.scene.sentences[trigger.sentence]
    if trigger.form != "noun" or trigger.kind not in data["by_law"]:
        return None
    first = max(trigger.at - data["law_reach"], 0)
    law = next((i for i in range(trigger.at - 1, first, -1) if law_at(tokens, i)), None)
    if law is None or not only_of_law(tokens[law + 1 : trigger.at]):
        return None
    verb = next((i for i in range(law - 1, first - 1, -1) if _pattern("passes").fullmatch(tokens[i].text)), None)
    if verb is not None and re.match(topic("events")["bodies_within"]["Ratification"], tokens[verb + 1].text):
        return None  # a committee prepares the decision
    if verb is None or {t.text for t in tokens[max(verb - 2, 0) : law]} & set(data["refused"]):
        return None
    organ = next((t for t in (*tokens[verb + 1 : law], *tokens[max(verb - 4, 0) : verb]) if t.tag == ORGAN), None)
    return Decision(organ.refs[0], stage.tokens_span([organ])) if organ is not None else None


def _among_several(stage: Stage, trigger: Trigger) -> Decision | None:
    """Which council took several decisions, of which the approval is one: "اعتمد 13 قرارا، من بينها الموافقة على"."""
    data, tokens = topic("events")["approvals"], stage.scene.sentences[trigger.sentence]
    if not trigger.at or trigger.kind != "Ratification" or tokens[trigger.at - 1].text not in data["among"]:
        return None
    if _pattern("approval").fullmatch(tokens[trigger.at].text) is None:
        return None
    taken = next((i for i in range(trigger.at) if tokens[i].text in data["several"]), 0)
    organ = next((t for t in tokens[:taken] if t.tag == ORGAN and _sits(t)), None)
    return Decision(organ.refs[0], stage.tokens_span([organ])) if organ is not None else None


def _sits(organ: Token) -> bool:
    """Whether an organ is one that decides in session: a cabinet, a parliament, and no ministry."""
    return any(word in organ.text for word in topic("events")["approvals"]["councils"])


def _opens_item(before: Sequence[Token], trigger: Trigger) -> bool:
    """Whether nothing but a number, a mark or "the decisions" stands before the approval that opens an item."""
    data = topic("events")["approvals"]
    approval = trigger.kind == "Ratification"
    if not approval and len(before) > 1 and before[-1].text in data["upon"]:
        approval = _pattern("approval").fullmatch(before[-2].text) is not None and trigger.kind in data["kinds"]
        before = before[:-2]
    marks = {*topic("events")["bullets"], *topic("events")["dashes"], *data["marks"]}
    return approval and all(t.text in marks or t.text.isdigit() for t in before)


def _session(stage: Stage, until: int, organ: str) -> tuple[PartialDate, Span] | None:
    """The day of the session of an organ, as the first sentence that speaks of its session tells it."""
    data = topic("events")["approvals"]
    for tokens in stage.scene.sentences[max(until - data["far"], 0) : until + 1]:
        met = next((i for i, t in enumerate(tokens) if t.text in data["session"]), -1)
        near = range(max(met - data["reach"], 0), met + data["reach"]) if met >= 0 else ()
        if not any(organ in tokens[i].refs for i in near if i < len(tokens)):
            continue
        days = [i for i in near if i < len(tokens) and tokens[i].tag == DATE]
        day = tokens[min(days, key=lambda i: abs(i - met))] if days else None
        date = day.date.date if day is not None and day.date is not None else None
        return (date, stage.tokens_span([day])) if day is not None and date is not None else None
    return None
