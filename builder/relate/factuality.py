"""How true a sentence makes an event: done, planned, denied, under a condition, possible or alleged.

The scale is FactBank's (Saurí and Pustejovsky 2009), with plans and allegations apart.
"""

from __future__ import annotations

import re  # several times as fast as regex for the forms of a word
from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from builder.languages import topic
from builder.model import Factuality
from builder.recognise.instruments_phrases import PARTIES
from builder.recognise.instruments_scene import DATE, Token
from builder.relate.annals import headed
from builder.relate.approvals import approved
from builder.relate.decisions import carried_out_at, decided_at, reported_at
from builder.relate.presupposed import presupposed
from builder.relate.triggers import Trigger


@cache
def _cues(kind: str, name: str) -> frozenset[str]:
    return frozenset(topic("factuality")[kind][name])


def factuality(tokens: Sequence[Token], trigger: Trigger, headline: bool) -> Factuality:
    """The factuality of the event at ``trigger``; ``headline``: its present tense may tell of what is to come."""
    data = topic("factuality")
    counted = {t.text for t in tokens[max(trigger.at - 6, 0) : trigger.at]} & set(topic("events")["until_years"])
    if trigger.form == "participle" or counted:
        return Factuality.ASSERTED
    before = _window(tokens, trigger)
    after = [t.text for t in tokens[trigger.last + 1 : trigger.last + 12]]
    word = tokens[trigger.at].text
    if _asked(before):
        return Factuality.UNKNOWN
    if _conditional(tokens, trigger, before):
        return Factuality.CONDITIONAL
    if _put_off(trigger, before, after) or _to_come(tokens, trigger):
        return Factuality.PLANNED
    if _denied(tokens, trigger, before, after):
        return Factuality.DENIED
    if _unjoined(before) & _cues("alleged", "cues"):
        return Factuality.ALLEGED
    if _planned(tokens, trigger, before, word, headline):
        return Factuality.PLANNED
    imperfect = trigger.form != "noun" and re.match(data["possible"]["imperfect"], word)
    if set(before[-2:]) & _cues("possible", "cues") and (imperfect or set(before) & set(data["perhaps"])):
        return Factuality.POSSIBLE
    if set(before[-4:]) & _cues("right", "cues") and trigger.form in ("noun", "verb") and not _past(word, trigger):
        return Factuality.UNKNOWN
    if set(before[-3:]) & _cues("denied", "negation_future") and set(after[:3]) & _cues("denied", "until"):
        return Factuality.PLANNED
    if (
        trigger.form == "noun"
        and word.startswith(tuple(topic("events")["purpose"]))
        and not word.startswith(topic("events")["not_purpose"])
    ):
        return Factuality.PLANNED
    named = trigger.form == "noun" or (trigger.form == "phrase" and re.match(data["definite"], word) is not None)
    return Factuality.ASSERTED if not named or _told_as_done(tokens, trigger) else Factuality.UNKNOWN


def _asked(before: Sequence[str]) -> bool:
    """Whether it is asked if the deed was done or will be: "هل صدقت مصر على الاتفاقية؟"."""
    data = topic("factuality")["asked"]
    asked = next((at for at, word in enumerate(before) if word in data["by"]), None)
    return asked is not None and set(before[asked:]).isdisjoint(data["done"])


def _put_off(trigger: Trigger, before: Sequence[str], after: Sequence[str]) -> bool:
    """Whether a noun of a deed is one that is put off or awaited."""
    put_off = set(before[-1:]) & _cues("planned", "put_off") or set(after[:1]) & _cues("planned", "awaited")
    return trigger.form == "noun" and bool(put_off)


def _told_as_done(tokens: Sequence[Token], trigger: Trigger) -> bool:
    """Whether a verbal noun tells of what was done ("after its signing"), and not of a wish or a right."""
    data = topic("events")
    if trigger.at == 0:
        return True
    before = tokens[max(trigger.at - 3, 0) : trigger.at]
    if before[-1].text in (*data["about"], *data["weighed"]):
        return False
    decided = (found(tokens, trigger) is not None for found in (decided_at, carried_out_at, reported_at))
    if approved(tokens, trigger) or any(decided):
        return True
    if {t.text for t in before} & set(data["undoes"]):
        return False
    if presupposed(tokens, trigger):
        return True
    if any({t.text, t.text[1:]} & set(data["noun_done"]) for t in before):
        return not tokens[trigger.at].text.startswith(tuple(data["purpose"]))
    if _by_law(tokens, trigger) or _took_place(tokens, trigger):
        return True
    quotes = sum(t.text in data["quotes"] for t in tokens[: trigger.at])
    behind = [t.text for t in tokens[trigger.last + 1 : trigger.last + _COMPLETED_REACH]]
    if any(re.fullmatch(data["completed"], word) for word in behind):
        return True
    opener = before[-1].text in data["noun_openers"] and not (before[-1].text in data["quotes"] and quotes % 2 == 0)
    return opener or headed(tuple(tokens), trigger.at)


def _by_law(tokens: Sequence[Token], trigger: Trigger) -> bool:
    """Whether a law that is no draft does it: "القانون … والقاضي بإنهاء العمل بالمعاهدة"."""
    data = topic("events")["by_law"]
    before = [t.text for t in tokens[max(trigger.at - data["reach"], 0) : trigger.at]]
    if not before or before[-1] not in data["cues"]:
        return False
    return bool(set(before) & set(data["laws"])) and not set(before) & set(data["drafts"])


def _took_place(tokens: Sequence[Token], trigger: Trigger) -> bool:
    """Whether the noun is the subject, put last, of "took place": "جرى على هامش القمة، التوقيع على الاتفاقية"."""
    data = topic("events")["took_place"]
    if tokens[trigger.at - 1].text in data["leads"]:
        return False
    for at in range(trigger.at - 1, max(trigger.at - data["reach"], 0) - 1, -1):
        if tokens[at].text in data["verbs"]:
            return tokens[at + 1].text in data["where_or_when"]
        if tokens[at].text in data["ends"] or (tokens[at].text in data["pauses"] and at < trigger.at - 1):
            return False
    return False


_COMPLETED_REACH = 14
"""So many words behind a noun at most its verb stands that tells that it was done."""


def _past(word: str, trigger: Trigger) -> bool:
    """Whether a verb is in the perfect: what is done and not only allowed."""
    return trigger.form == "verb" and re.match(topic("factuality")["possible"]["imperfect"], word) is None


def _window(tokens: Sequence[Token], trigger: Trigger) -> list[str]:
    """The words before a trigger in its clause."""
    data = topic("factuality")
    words: list[str] = []
    for token in reversed(tokens[max(trigger.at - data["window"], 0) : trigger.at]):
        if token.text in data["boundaries"]:
            break
        words.append(token.text)
    return words[::-1]


def _conditional(tokens: Sequence[Token], trigger: Trigger, before: list[str]) -> bool:
    data = topic("factuality")["conditional"]
    if _awaits(tokens, trigger, before):
        return True
    joined = " ".join(before)
    rest = " ".join(t.text for t in tokens[trigger.last + 1 : trigger.last + 9])
    if any(f" {cue} " in f" {words} " for cue in data["unless"] for words in (joined, rest)):
        return True
    if any(f"{cue} {tokens[trigger.at].text}" in f"{joined} {tokens[trigger.at].text}" for cue in data["after"]):
        word = tokens[trigger.at].text
        perfect = re.fullmatch(topic("factuality")["planned"]["perfect"], word) is not None
        return not perfect and re.match(topic("factuality")["possible"]["imperfect"], word) is not None
    return bool(set(before) & _cues("conditional", "cues"))


def _awaits(tokens: Sequence[Token], trigger: Trigger, before: list[str]) -> bool:
    """Whether what is told waits for a condition: "will not … but after", "enters into force after ratification".

    Of the deed that it waits for, the same holds.
    """
    data = topic("factuality")
    after = [t.text for t in tokens[trigger.at + 1 : trigger.last + 12]]
    negated = set(before[-3:]) & (_cues("denied", "negation_future") | _cues("denied", "negation_present"))
    if negated and set(after) & set(data["exception"]):
        return True
    if trigger.form == "verb" and re.match(data["possible"]["imperfect"], tokens[trigger.at].text):
        words = [t.text for t in tokens[max(trigger.at - 8, 0) : trigger.at]]
        place = next((i for i, word in enumerate(words) if word in data["exception"]), 0)
        if set(words[max(place - 4, 0) : place]) & _cues("denied", "negation_present"):
            return True
    rules = data["conditional"]
    awaits, deed = re.compile(rules["awaits"]), re.compile(rules["waited_for"])
    if trigger.kind == "EntryIntoForce" and awaits.fullmatch(tokens[trigger.at].text):
        plain = [word for word in after if not _counted(word)]
        return any(cue in rules["upon"] and deed.fullmatch(word) for cue, word in pairwise(plain))
    counted = [t.text for t in tokens[max(trigger.at - 8, 0) : trigger.at] if not _counted(t.text)]
    cued = set(counted[-2:]) & set(rules["upon"])
    if not cued or trigger.form not in ("noun", "phrase") or not deed.fullmatch(tokens[trigger.at].text):
        return False
    return any(awaits.fullmatch(t.text) for t in tokens[max(trigger.at - 12, 0) : trigger.at])


def _counted(word: str) -> bool:
    """Whether a word counts the time that a condition leaves: "بعد تسعين يوما من تاريخ إيداع …"."""
    data = topic("events")
    joined = word[1:] if word.startswith(tuple(data["goes_on"])) else word
    numbers = (*data["numbers"], *data["shorter_units"], *data["counted"]["units"], *data["counted"]["tens"])
    return word.isdecimal() or joined in numbers or word in topic("factuality")["conditional"]["since"]


def _denied(tokens: Sequence[Token], trigger: Trigger, before: list[str], after: list[str]) -> bool:
    data = topic("factuality")
    # "it still …" denies nothing: لا يزال، ما زالت.
    near = [word for word, next_one in pairwise([*before[-3:], ""]) if next_one not in data["still"]]
    negated = set(near) & (_cues("denied", "negation") | _cues("denied", "negation_future"))
    negated |= set(near) & _cues("denied", "negation_present")
    if negated and set(after[:3]) & _cues("denied", "until"):
        return False
    if negated and any(word in data["exception"] for word in (*after, tokens[trigger.last].text)):
        return False
    return (
        bool(negated) or _unintended(trigger, before) or _refused(tokens, trigger, before) or _disowned(tokens, trigger)
    )


def _unintended(trigger: Trigger, before: Sequence[str]) -> bool:
    """Whether the deed is one that nobody means to do: "لا تنوي في الوقت الراهن الانسحاب"."""
    means = _cues("denied", "intends")
    negated = _cues("denied", "negation_present") | _cues("denied", "negation")
    return trigger.form in ("noun", "phrase") and any(a in negated and b in means for a, b in pairwise(before))


def _refused(tokens: Sequence[Token], trigger: Trigger, before: Sequence[str]) -> bool:
    """Whether the subject refuses the deed itself ("رفضت مصر التوقيع على"), and not that of another."""
    if trigger.form != "noun" or not set(_unjoined(before[-5:])) & _cues("denied", "refuses"):
        return False
    following = tokens[trigger.last + 1] if trigger.last + 1 < len(tokens) else None
    return following is not None and following.tag not in PARTIES


def _disowned(tokens: Sequence[Token], trigger: Trigger) -> bool:
    """Whether a verb of denial governs the event: "نفت الوزارة أن تكون المعاهدة قد ألغيت"."""
    for token in reversed(tokens[: trigger.at]):
        if token.text in _cues("denied", "verbs"):
            return True
        if token.text in _cues("denied", "scope_ends"):
            return False
    return False


def _unjoined(words: Sequence[str]) -> set[str]:
    """Words, and those to which "and" is joined without it too."""
    joins = tuple(topic("events")["gender"]["joins"])
    return {*words, *(word[1:] for word in words if word.startswith(joins))}


def _to_come(tokens: Sequence[Token], trigger: Trigger) -> bool:
    """Whether people are yet to come together "for the signing": "من المتوقع أن يعقد اجتماع للتوقيع على"."""
    lead = topic("events")["not_purpose"]
    if trigger.form != "noun" or not tokens[trigger.at].text.startswith(lead):
        return False
    data = topic("factuality")["planned"]
    before = [t.text for t in tokens[max(trigger.at - _MEETING_REACH, 0) : trigger.at]]
    if set(before) & set(topic("events")["reports_on"]):
        return False
    return bool(set(before) & set(data["expected"])) or any(re.fullmatch(data["future_verb"], w) for w in before)


_MEETING_REACH = 18
"""So many words at most stand between what is expected and the deed that people meet for."""


def _expected(before: Sequence[str]) -> bool:
    """Whether a clause of "that" follows, of what somebody expects: "توقع الوزير أن توقع الدولتان"."""
    data = topic("factuality")["planned"]
    return list(before[-1:]) == [data["of_deed"]] and any(re.fullmatch(data["expects"], word) for word in before)


def _planned(tokens: Sequence[Token], trigger: Trigger, before: list[str], word: str, headline: bool) -> bool:
    data = topic("factuality")["planned"]
    inner = [t.text for t in tokens[trigger.at : trigger.last + 1]]
    near = {t.text for t in tokens[max(trigger.at - 2, 0) : trigger.last + 8]}
    if trigger.kind in data["by_saying"] and near & set(data["at_once"]):
        return False
    spoken = [t.text for t in tokens[max(trigger.at - 4, 0) : trigger.at]]
    if set(spoken) & set(data["was_due"]) and set(spoken) & set(data["due"]):
        return False
    if _unjoined(before) & _cues("planned", "cues") or any(w in topic("events")["passive_future"] for w in inner):
        return True
    if trigger.form == "noun" and any(re.fullmatch(data["future_verb"], w) for w in before):
        return True
    if trigger.form == "noun" and {t.text for t in tokens[: trigger.at]} & set(topic("events")["authorises"]):
        return True
    if word[:1] in data["person"] and (any(cue in " ".join(before) for cue in data["that"]) or _expected(before)):
        return True
    if trigger.form == "phrase" and any(re.fullmatch(data["future_verb"], w) for w in inner[1:]):
        return True
    if trigger.form in ("verb", "phrase") and word.startswith(tuple(data["future_prefix"])):
        stem = word[word.index(data["future_prefix"][0]) + 1 :]
        if stem[:1] in data["person"]:
            return True
    behind = tokens[trigger.last + 1 : trigger.last + 12]
    behind = behind[: next((at for at, t in enumerate(behind) if t.tag == DATE), len(behind)) + 1]
    coming = any(cue in t.text.split() for t in behind if t.tag == DATE for cue in data["dates"])
    coming |= any(one.text in data["spans"] and two.text in data["dates"] for one, two in pairwise(behind))
    perfect = re.fullmatch(data["perfect"], word) is not None
    present = trigger.form == "verb" and word[:1] in data["person"] and not perfect
    return (present and (headline or coming)) or (trigger.form == "noun" and coming)
