"""How true a sentence makes an event: done, planned, denied, under a condition, possible or alleged.

The scale is FactBank's (Saurí and Pustejovsky 2009), with plans and allegations apart.
"""

from __future__ import annotations

import re  # several times as fast as regex for the forms of a word
from collections.abc import Iterator, Sequence
from itertools import pairwise

from builder.languages import topic
from builder.model import Factuality
from builder.recognise.instruments_phrases import PARTIES
from builder.recognise.instruments_scene import BLOC, DATE, INSTRUMENT, PERSON, PLACE, STATE, Token
from builder.relate.awaited import awaited
from builder.relate.conditions import conditional, cues, had_before, imperfect, told_by_noun
from builder.relate.done_nouns import told_as_done
from builder.relate.triggers import Trigger


def factuality(tokens: Sequence[Token], trigger: Trigger, headline: bool) -> Factuality:
    """The factuality of the event at ``trigger``; ``headline``: its present tense may tell of what is to come."""
    data = topic("factuality")
    counted = {t.text for t in tokens[max(trigger.at - 6, 0) : trigger.at]} & set(topic("events")["until_years"])
    before = _window(tokens, trigger)
    if trigger.form == "participle" or (counted and not conditional(tokens, trigger, before)):
        return _described(trigger, before)
    after = [t.text for t in tokens[trigger.last + 1 : trigger.last + 12]]
    word = tokens[trigger.at].text
    if _asked(before) or _weighed(trigger, before):
        return Factuality.UNKNOWN
    if conditional(tokens, trigger, before):
        return Factuality.CONDITIONAL
    if _put_off(trigger, before, after) or _to_come(tokens, trigger) or awaited(tokens, trigger):
        return Factuality.PLANNED
    if _denied(tokens, trigger, before, after):
        return Factuality.POSSIBLE if _not_excluded(before) else Factuality.DENIED
    if _unjoined(before) & cues("alleged", "cues"):
        return Factuality.ALLEGED
    if _planned(tokens, trigger, before, word, headline):
        return Factuality.PLANNED
    to_be_done = trigger.form != "noun" and imperfect(word)
    if set(before[-2:]) & cues("possible", "cues") and (to_be_done or set(before) & set(data["perhaps"])):
        return Factuality.POSSIBLE
    if set(before[-4:]) & cues("right", "cues") and trigger.form in ("noun", "verb") and not _past(word, trigger):
        return Factuality.UNKNOWN
    if set(before[-3:]) & cues("denied", "negation_future") and set(after[:3]) & cues("denied", "until"):
        return Factuality.PLANNED
    if (
        trigger.form == "noun"
        and word.startswith(tuple(topic("events")["purpose"]))
        and not (word.startswith(topic("events")["not_purpose"]) or told_as_done(tokens, trigger))
    ):
        return Factuality.UNKNOWN if set(before[-3:]) & set(data["willing"]) else Factuality.PLANNED
    return _otherwise(tokens, trigger, to_be_done)


def _described(trigger: Trigger, before: Sequence[str]) -> Factuality:
    """The factuality of what is taken for done, but of a participle that is denied: "not signatory to it"."""
    denied = trigger.form == "participle" and set(before[-1:]) & cues("denied", "not_so")
    return Factuality.DENIED if denied else Factuality.ASSERTED


def carried_on(tokens: Sequence[Token], trigger: Trigger, found: Sequence[Trigger]) -> Factuality | None:
    """How true the deed before makes one that "and" joins to it: "بعد أن تنسحب مصر من المعاهدة وتلغي الاتفاقية".

    Both verbs are in the imperfect; None where the one before is told as done.
    """
    before = [one for one in found if one.last < trigger.at and one.form == "verb"][-1:]
    joins = topic("events")["goes_on"]
    word = tokens[trigger.at].text
    if not before or trigger.form != "verb" or word[:1] not in joins or not imperfect(word[1:]):
        return None
    if not imperfect(tokens[before[0].at].text.lstrip(topic("events")["gender"]["joins"])):
        return None
    truth = factuality(tokens, before[0], False)
    return None if truth is Factuality.ASSERTED else truth


def _otherwise(tokens: Sequence[Token], trigger: Trigger, to_be_done: bool) -> Factuality:
    """The factuality of a deed of which no word says that it is planned, denied or the like."""
    word, before = tokens[trigger.at].text, tokens[max(trigger.at - 1, 0) : trigger.at]
    if to_be_done and any(t.text in topic("factuality")["unknown"]["that"] for t in before):
        return _wished(tokens, trigger)
    named_only = (told_by_noun(trigger, word) or _noun_alike(word, before)) and not told_as_done(tokens, trigger)
    return Factuality.UNKNOWN if named_only else Factuality.ASSERTED


def _noun_alike(word: str, before: Sequence[Token]) -> bool:
    """Whether a word that may be a verb is the noun here: "بعد توصل الجانبين إلى"."""
    data = topic("factuality")["unknown"]["noun"]
    return word in data["words"] and not _unjoined([t.text for t in before]).isdisjoint(data["after"])


def _asked(before: Sequence[str]) -> bool:
    """Whether it is asked if the deed was done or will be: "هل صدقت مصر على الاتفاقية؟"."""
    data = topic("factuality")["asked"]
    asked = next((at for at, word in enumerate(before) if word in data["by"]), None)
    return asked is not None and set(before[asked:]).isdisjoint(data["done"])


def _weighed(trigger: Trigger, before: Sequence[str]) -> bool:
    """Whether a deed is only weighed or striven for: "ستدرس إمكانية إنهائها", "ستبذل ما في وسعها لإبرامها"."""
    only = (*topic("events")["weighed"], *topic("factuality")["willing"])
    return trigger.form == "noun" and not set(before[-1:]).isdisjoint(only)


def _put_off(trigger: Trigger, before: Sequence[str], after: Sequence[str]) -> bool:
    """Whether a noun of a deed is one that is put off or awaited, or of whose steps only the first are taken."""
    begun = topic("factuality")["planned"]["begun"]
    if trigger.form == "noun" and set(before[-1:]) & set(begun["steps"]):
        return any(re.fullmatch(begun["verb"], word) for word in before[-4:-1])
    put_off = set(before[-1:]) & cues("planned", "put_off") or set(after[:1]) & cues("planned", "awaited")
    return trigger.form == "noun" and bool(put_off)


def _wished(tokens: Sequence[Token], trigger: Trigger) -> Factuality:
    """What a clause of "that" with the imperfect tells, which is never told as done: "استبعد أن تنسحب", "طالب بأن".

    But "before it withdrew", "managed to", "decided that it withdraw" tell of what was done.
    """
    data = topic("factuality")
    rules, before = data["unknown"], [t.text for t in tokens[max(trigger.at - _MEETING_REACH, 0) : trigger.at - 1]]
    if before[-1:] and (before[-1] in data["denied"]["until"] or before[-1] in rules["after"]):
        waits = set(before[-_WAITING_REACH:]) & cues("denied", "negation_future")
        return Factuality.CONDITIONAL if waits and before[-1] not in rules["after"] else Factuality.ASSERTED
    near = before[-data["window"] :]
    if any(re.fullmatch(rules["done"], word) for word in near):
        return Factuality.ASSERTED
    if any(re.fullmatch(rules["excludes"], word) for word in near):
        return Factuality.DENIED
    coming = any(re.fullmatch(data["planned"]["future_verb"], word) for word in before)
    return Factuality.PLANNED if coming else Factuality.UNKNOWN


_WAITING_REACH = 8
"""So many words at most stand between "it will not" and "before they ratify it"."""


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
        words.append("" if token.tag in _NAMES else token.text)  # "Sierra Leone" looks like a verb of the future
    return words[::-1]


_NAMES = (STATE, BLOC, PERSON, PLACE)


def _not_excluded(before: Sequence[str]) -> bool:
    """Whether somebody only does not rule the deed out: "لم يستبعد الوزير أن تنسحب"."""
    excludes = topic("factuality")["unknown"]["excludes"]
    return any(re.fullmatch(excludes, word) for word in _negated(before))


def _negated(before: Sequence[str]) -> Iterator[str]:
    """The words right behind a negation."""
    negations = cues("denied", "negation_present") | cues("denied", "negation")
    return (word for negation, word in pairwise(before) if negation in negations)


def _denied(tokens: Sequence[Token], trigger: Trigger, before: list[str], after: list[str]) -> bool:
    data = topic("factuality")
    if re.fullmatch(topic("events")["no_longer_bound"]["bound"], tokens[trigger.last].text):
        return False  # "لم تعد ملزمة به"
    # "it still …" denies nothing: لا يزال، ما زالت.
    near = [word for word, next_one in pairwise([*before[-3:], ""]) if next_one not in data["still"]]
    negated = set(near) & (cues("denied", "negation") | cues("denied", "negation_future"))
    negated |= set(near) & cues("denied", "negation_present")
    had = had_before(tokens, trigger.at)
    negated |= {t.text for t in tokens[max(had - 1, 0) : max(had, 0)]} & cues("denied", "negation")
    inner = tokens[max(trigger.last - 1, trigger.at + 1) : trigger.last]  # "وثائق التصديق عليها لم تتبادل"
    negated |= {t.text for t in inner} & cues("denied", "negation")
    if negated and set(after[:3]) & cues("denied", "until"):
        return False
    if negated and any(word in data["exception"] for word in (*after, tokens[trigger.last].text)):
        return False
    return (
        bool(negated) or _unintended(trigger, before) or _refused(tokens, trigger, before) or _disowned(tokens, trigger)
    )


def _unintended(trigger: Trigger, before: Sequence[str]) -> bool:
    """Whether the deed is one that nobody means to do: "لا تنوي في الوقت الراهن الانسحاب"."""
    return trigger.form in ("noun", "phrase") and not cues("denied", "intends").isdisjoint(_negated(before))


def _refused(tokens: Sequence[Token], trigger: Trigger, before: Sequence[str]) -> bool:
    """Whether the subject refuses the deed itself ("رفضت مصر التوقيع على"), and not that of another."""
    if trigger.form != "noun" or not set(_unjoined(before[-5:])) & cues("denied", "refuses"):
        return False
    following = tokens[trigger.last + 1] if trigger.last + 1 < len(tokens) else None
    return following is not None and following.tag not in PARTIES


def _disowned(tokens: Sequence[Token], trigger: Trigger) -> bool:
    """Whether a verb of denial governs the event: "نفت الوزارة أن تكون المعاهدة قد ألغيت".

    What a relative clause tells of someone beside it is taken for true: "نفت أن تكون مصر، التي وقعتها، قد انسحبت".
    """
    aim = tokens[trigger.at].text.startswith(tuple(topic("events")["purpose"]))
    if trigger.form == "noun" and (aim or tokens[trigger.at - 1].text in cues("denied", "until")):
        return False  # "نفت تأجيل الاجتماع لإقرار المعاهدة"
    relative = trigger.at > 0 and tokens[trigger.at - 1].text in topic("events")["relative"]
    beside = trigger.at > 0 and trigger.pronoun and tokens[trigger.at - 1].tag == INSTRUMENT  # "اتفاقية وقعتها"
    word = tokens[trigger.at].text
    if (relative or beside) and (_past(word, trigger) or _expires(trigger, word)):
        return False
    for token in reversed(tokens[: trigger.at]):
        if token.text in cues("denied", "verbs"):
            return True
        if token.text in cues("denied", "scope_ends"):
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
    that = before[-2:-1] if before[-1:] and before[-1] in data["takes_place"] else before[-1:]
    return list(that) == [data["of_deed"]] and any(re.fullmatch(data["expects"], word) for word in before)


def _planned(tokens: Sequence[Token], trigger: Trigger, before: list[str], word: str, headline: bool) -> bool:
    data = topic("factuality")["planned"]
    inner = [t.text for t in tokens[trigger.at : trigger.last + 1] if t.tag not in _NAMES]
    near = {t.text for t in tokens[max(trigger.at - 2, 0) : trigger.last + 8]}
    if trigger.kind in data["by_saying"] and near & set(data["at_once"]):
        return False
    spoken = [t.text for t in tokens[max(trigger.at - 4, 0) : trigger.at]]
    if set(spoken) & set(data["was_due"]) and set(spoken) & set(data["due"]):
        return False
    if _unjoined(before) & cues("planned", "cues") or any(w in topic("events")["passive_future"] for w in inner):
        return True
    if trigger.form == "noun" and any(re.fullmatch(data["future_verb"], w) for w in before):
        return True
    if trigger.form == "noun" and {t.text for t in tokens[: trigger.at]} & set(topic("events")["authorises"]):
        return True
    if trigger.form == "noun" and set(before[-1:]) & set(data["takes_place"]) and _expected(before):
        return True
    perfect = re.fullmatch(data["perfect"], word) is not None
    told = any(cue in " ".join(before) for cue in data["that"]) or _expected(before)
    to_take_place = trigger.form == "phrase" and bool(set(before) & set(data["takes_place"]))
    if told and (to_take_place or (word[:1] in data["person"] and not perfect)):
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
    dated = any(t.tag == DATE for t in (*tokens[trigger.at : trigger.last], *behind))
    if _expires(trigger, word) and (dated or trigger.form == "verb"):
        return True
    present = trigger.form in ("verb", "phrase") and re.match(data["present"], word) is not None and not perfect
    return (present and (coming or (headline and trigger.form == "verb"))) or (coming and told_by_noun(trigger, word))


def _expires(trigger: Trigger, word: str) -> bool:
    """Whether it is told in the present when a treaty runs out: "التي ينتهي العمل بها في 2009"."""
    expires = topic("factuality")["planned"]["expires"]
    return trigger.kind == "Termination" and re.fullmatch(expires, word) is not None


def _named(trigger: Trigger, word: str) -> bool:
    """Whether the deed is named by a noun, which does not tell by itself that it was done."""
    phrase = trigger.form == "phrase" and re.match(topic("factuality")["definite"], word) is not None
    return trigger.form == "noun" or phrase
