"""Finds the verb by which a state decides or announces what it thereby does ("أعلنت واشنطن انسحابها من المعاهدة")."""

from __future__ import annotations

import re  # several times as fast as regex for the forms of a word
from collections.abc import Iterator, Sequence

from builder.languages import topic
from builder.recognise.instruments_scene import DATE, PLACE, STATE, WORD, Token
from builder.relate.nouns import definite
from builder.relate.roster import is_title
from builder.relate.triggers import Trigger


def decided_at(tokens: Sequence[Token], trigger: Trigger) -> int | None:
    """Where the verb stands of which the deed is the object: names, dates and adverbs alone stand between."""
    data = topic("events")
    announced: dict[str, list[str]] = data["by_announcement"]
    alone, agreed = trigger.kind in announced["kinds"], data["by_agreement"]
    if not (alone or trigger.kind in data["by_decision"]) or trigger.form not in ("noun", "phrase"):
        return None
    verbs = announced["verbs"] if alone else data["decides"]
    verbs = [*verbs, *agreed["verbs"]] if trigger.kind in agreed["kinds"] else verbs
    places = [trigger.at, *_before_asides(tokens, trigger.at)]
    found = (_deciding(tokens, at, verbs, drafted=not alone) for at in places)
    return next((verb for verb in found if verb is not None), None)


def _deciding(tokens: Sequence[Token], until: int, verbs: Sequence[str], *, drafted: bool) -> int | None:
    """Where the verb stands that decides what ``until`` begins, or, ``drafted``, the noun of the decision."""
    data = topic("events")
    for at in range(until - 1, max(until - data["decision_reach"], 0) - 1, -1):
        text = tokens[at].text
        if text in data["decision"]["nouns"] and drafted:
            return at if not at or tokens[at - 1].text not in data["decision"]["drafts"] else None
        if text in verbs or (text.startswith(tuple(data["goes_on"])) and text[1:] in verbs):
            return at
        if tokens[at].tag == WORD and not _may_stand_between(tokens, at):
            return None
    return None


def _before_asides(tokens: Sequence[Token], at: int) -> Iterator[int]:
    """Where the asides begin that part the noun at ``at`` from its verb: "قرر المجلس، بعد الاطلاع على …، الموافقة"."""
    pauses, after = topic("events")["took_place"]["pauses"], topic("events")["aside_after"]
    if not at or tokens[at - 1].text not in pauses:
        return
    for place in range(at - 2, max(at - _ASIDE, 0), -1):
        if tokens[place].text in topic("events")["ends"]:
            return
        if tokens[place].text in pauses and (
            tokens[place + 1].text in after or lists_states(tokens[place + 1 : at - 1])
        ):
            yield place


def lists_states(tokens: Sequence[Token]) -> bool:
    """Whether nothing but states is named, as in "the three states, A, B and C, decided"."""
    states = [t for t in tokens if t.tag == STATE and not t.demonym]
    joins = {*topic("events")["joined_with"], *topic("events")["namely"]}
    return len(states) > 1 and all(t.tag == STATE or t.text in joins for t in tokens)


_ASIDE = 72
"""So many words at most stand between a council and what it decides: what it has heard and looked at before."""


def _may_stand_between(tokens: Sequence[Token], at: int) -> bool:
    """Whether a word may stand between: an adverb, or one of the name, office or place of who decides."""
    data, word = topic("events"), tokens[at].text
    if word in data["meant"]:
        return False
    named = is_title(word) or (definite(word) and len(word) > _SHORTEST)
    placed = at > 0 and tokens[at - 1].text in data["place_lead"]
    return word in data["between_decision"] or _governs(word) or named or placed


def carried_out_at(tokens: Sequence[Token], trigger: Trigger) -> int | None:
    """Where the verb stands by which the deed of a noun is carried out: "سارعت مصر إلى الانضمام إلى المعاهدة"."""
    data = topic("events")["carries_out"]
    if trigger.form != "noun" or not trigger.at:
        return None
    upon = tokens[trigger.at - 1].text in data["upon"]
    for at in range(trigger.at - 1 - upon, max(trigger.at - data["reach"], 0) - 1, -1):
        if tokens[at].tag == WORD and re.fullmatch(data["verb"] if upon else data["again"], tokens[at].text):
            return at
        if not upon and tokens[at].tag == WORD and not _may_stand_between(tokens, at):
            return None
    return None


def reported_at(tokens: Sequence[Token], trigger: Trigger) -> int | None:
    """Where the verb stands by which the deed of a noun, alone or with others, is reported as done.

    "تم أمس في القاهرة توقيع", "أعلن الوزير عن توقيع", "أكدت مصادر توقيع": the doer or adverbs alone stand between.
    """
    data = topic("events")["reported"]
    if trigger.form not in ("noun", "phrase") or not trigger.at or not re.match(data["plain"], tokens[trigger.at].text):
        return None
    of = tokens[trigger.at - 1].text in data["of"]
    for at in range(trigger.at - 1 - of, max(trigger.at - data["reach"], 0) - 1, -1):
        token = tokens[at]
        verbs = "discloses" if of else "done" if _only_aside(tokens[at + 1 : trigger.at]) else "confirms"
        if token.tag == WORD and re.fullmatch(data[verbs], token.text):
            return at
        margin = tokens[at + 1].text in topic("events")["margin"]
        if token.text in data["stops"] or (not of and token.tag == WORD and not (margin or _may_report(token.text))):
            return None
    return None


def _only_aside(tokens: Sequence[Token]) -> bool:
    """Whether words only tell when and where: names of places and states, dates, adverbs."""
    data = topic("events")
    aside = {*data["place_lead"], *data["year_words"], *data["described_by"]["Signature"], *data["reported"]["adverbs"]}
    return all(t.tag in (DATE, PLACE, STATE) or t.text in aside for t in tokens)


def _may_report(word: str) -> bool:
    """Whether a word may stand between "confirmed" and what is: of the name, office or source of who does."""
    data = topic("events")["reported"]
    listed = {*data["sources"], *data["adverbs"], *topic("events")["place_lead"], *topic("events")["year_words"]}
    return word not in topic("events")["meant"] and (definite(word) or is_title(word) or word in listed)


_SHORTEST = 4


def _governs(word: str) -> bool:
    data = topic("subjects")["governs"]
    return word in data["who"] or word in data["as"]
