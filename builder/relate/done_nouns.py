"""Tells of which deeds a verbal noun says that they were done: "after its signing", "by the law ending it"."""

from __future__ import annotations

import re  # several times as fast as regex for the forms of a word
from collections.abc import Sequence

from builder.languages import topic
from builder.recognise.instruments_phrases import PARTIES
from builder.recognise.instruments_scene import DATE, INSTRUMENT, PERSON, PLACE, WORD, Token
from builder.relate.annals import headed
from builder.relate.approvals import approved, approves_joining
from builder.relate.decisions import carried_out_at, decided_at, reported_at
from builder.relate.decrees import issued_for
from builder.relate.nouns import definite
from builder.relate.presupposed import presupposed
from builder.relate.roster import is_title
from builder.relate.triggers import Trigger


def told_as_done(tokens: Sequence[Token], trigger: Trigger) -> bool:
    """Whether a verbal noun tells of what was done ("after its signing"), and not of a wish or a right."""
    data = topic("events")
    if trigger.at == 0:
        return not judged(tokens, trigger)
    before = tokens[max(trigger.at - 3, 0) : trigger.at]
    if before[-1].text in (*data["about"], *data["weighed"]):
        return before[-1].text in data["by_law"]["containing"] and _by_law(tokens, trigger)
    decided = (found(tokens, trigger) is not None for found in (decided_at, carried_out_at, reported_at))
    if approved(tokens, trigger) or any(decided):
        return True
    if {t.text for t in before} & set(data["undoes"]) or _sent_back(tokens, trigger.at):
        return False
    if presupposed(tokens, trigger):
        return True
    if any({t.text, t.text[1:]} & set(data["noun_done"]) for t in (*before, *_announced(tokens, trigger.at))):
        return not tokens[trigger.at].text.startswith(tuple(data["purpose"]))
    if _by_law(tokens, trigger) or _took_place(tokens, trigger):
        return True
    quotes = sum(t.text in data["quotes"] for t in tokens[: trigger.at])
    behind = [t.text for t in tokens[trigger.last + 1 : trigger.last + _COMPLETED_REACH]]
    if any(re.fullmatch(data["completed"], word) for word in behind):
        return True
    opener = before[-1].text in data["noun_openers"] and not (before[-1].text in data["quotes"] and quotes % 2 == 0)
    return (opener and not judged(tokens, trigger)) or headed(tuple(tokens), trigger.at)


def _sent_back(tokens: Sequence[Token], at: int) -> bool:
    """Whether the law that would do it is sent back or refused: "أعاد الرئيس إلى البرلمان قانونا يقضي بالانسحاب"."""
    data = topic("events")["sends_back"]
    lead = [t.text for t in tokens[max(at - data["reach"], 0) : at] if t.tag == WORD]
    law = next((i for i, word in enumerate(lead) if word in topic("events")["papers"]), 0)
    return any(re.fullmatch(data["verb"], word) for word in lead[:law])


def judged(tokens: Sequence[Token], trigger: Trigger) -> bool:
    """Whether something is said of a deed that opens its clause, and not that it was done.

    "إيران: الانسحاب من المعاهدة خطأ"; but "مصر وتركيا: التوقيع على المعاهدة في القاهرة" tells of it.
    """
    if not definite(tokens[trigger.at].text):
        return False
    data = topic("events")["told_behind"]
    object_at = next((at for at in range(trigger.last + 1, len(tokens)) if tokens[at].tag == INSTRUMENT), None)
    for token in tokens[object_at + 1 :] if object_at is not None else ():
        if token.text in data["ends"] or token.tag in (DATE, PLACE):
            return False
        if token.tag == WORD and token.text not in data["parties"]:
            return True
    return False


def _announced(tokens: Sequence[Token], at: int) -> Sequence[Token]:
    """The word that governs the deed and the name of who announces it: "بعد إعلان نظيره الأميركي مايك إنهاء"."""
    back = at - 1
    while back >= 0 and (tokens[back].tag in (*PARTIES, PERSON) or is_title(tokens[back].text)):
        back -= 1
    named = 0 <= back < at - 1 and tokens[back].text in topic("events")["announcement"]
    return tokens[back : back + 1] if named else ()


def _by_law(tokens: Sequence[Token], trigger: Trigger) -> bool:
    """Whether a law that is no draft does it: "القانون … والقاضي بإنهاء العمل بها", "أصدر مرسوما بالتصديق على"."""
    data = topic("events")["by_law"]
    first, at = max(trigger.at - data["reach"], 0), trigger.at
    before = {t.text for t in tokens[first:at]}
    if tokens[at - 1].text in data["cues"]:
        return not before & set(data["drafts"]) and bool(before & set(data["laws"]))
    if at > 1 and tokens[at - 1].text in topic("events")["approvals"]["upon"] and approves_joining(tokens, trigger):
        at -= 2  # "القانون بالموافقة على انضمام مصر إلى"
    return issued_for(tokens, first, at)


def by_its_law(tokens: Sequence[Token], trigger: Trigger) -> bool:
    """Whether a law that is signed or passed is said to do it: "وقع الرئيس القانون الذي يعلق مشاركة بلاده في"."""
    data = topic("events")["by_its_law"]
    decided = trigger.form in ("verb", "phrase") and trigger.kind in topic("events")["by_decision"]
    if not decided or trigger.at < 3 or tokens[trigger.at - 1].text not in data["relative"]:
        return False
    before = [t.text for t in tokens[max(trigger.at - data["reach"], 0) : trigger.at - 2]]
    drafts = set(before) & set(topic("events")["by_law"]["drafts"])
    issued = any(re.fullmatch(topic("events")["by_law"]["issues"], word) for word in before)
    return tokens[trigger.at - 2].text in data["laws"] and issued and not drafts


def of_its_law(tokens: Sequence[Token], trigger: Trigger) -> bool:
    """Whether the law is the one by which the deed is done: "وقع الرئيس قانون التصديق عليها"."""
    return trigger.form == "noun" and bool(trigger.at) and tokens[trigger.at - 1].text in topic("events")["laws"]


def _took_place(tokens: Sequence[Token], trigger: Trigger) -> bool:
    """Whether the noun is the subject, put last, of "took place": "جرى على هامش القمة، التوقيع على الاتفاقية"."""
    data = topic("events")["took_place"]
    if tokens[trigger.at - 1].text in data["leads"]:
        return False
    if _witnessed(tokens, trigger.at):
        return True
    for at in range(trigger.at - 1, max(trigger.at - data["reach"], 0) - 1, -1):
        if tokens[at].text in data["verbs"]:
            return tokens[at + 1].text in data["where_or_when"]
        if tokens[at].text in data["ends"] or (tokens[at].text in data["pauses"] and at < trigger.at - 1):
            return False
    return False


def _witnessed(tokens: Sequence[Token], at: int) -> bool:
    """Whether the noun is what a place saw, when and where told between two pauses: "شهد القصر، مساء اليوم، توقيع"."""
    data = topic("events")["took_place"]
    if tokens[at - 1].text not in data["pauses"]:
        return False
    near = range(at - 2, max(at - data["reach"], 0) - 1, -1)
    opened = next((i for i in near if tokens[i].text in (*data["pauses"], *data["ends"])), 0)
    if not opened or tokens[opened].text in data["ends"]:
        return False
    before = [t.text for t in tokens[max(opened - data["reach"], 0) : opened]]
    seen = next((i for i in range(len(before) - 1, -1, -1) if re.fullmatch(data["witnessed"], before[i])), None)
    return seen is not None and not set(before[seen:]) & {*data["ends"], *data["pauses"]}


_COMPLETED_REACH = 14
"""So many words behind a noun at most its verb stands that tells that it was done."""
