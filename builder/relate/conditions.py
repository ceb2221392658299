"""Tells of what a deed depends: "if", "unless", "will not … but after", "enters into force after ratification"."""

from __future__ import annotations

import re  # several times as fast as regex for the forms of a word
from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from builder.languages import topic
from builder.recognise.instruments_scene import Token
from builder.relate.nouns import definite
from builder.relate.triggers import Trigger


@cache
def cues(kind: str, name: str) -> frozenset[str]:
    """The words ``name`` of a kind of factuality."""
    return frozenset(topic("factuality")[kind][name])


def conditional(tokens: Sequence[Token], trigger: Trigger, before: list[str]) -> bool:
    """Whether the deed is told under a condition; ``before``: the words before it in its clause."""
    data = topic("factuality")["conditional"]
    if _awaits(tokens, trigger, before) or _required(tokens, trigger.at) or _if(tokens, trigger):
        return True
    if trigger.form in ("noun", "phrase") and before[-1:] and before[-1] in data["thereby"]:
        return told_by_noun(trigger, tokens[trigger.at].text)
    if set(data["then"]) & set(before[-2:]):
        return imperfect(tokens[trigger.at].text)
    joined = " ".join(before)
    rest = " ".join(t.text for t in tokens[trigger.last + 1 : trigger.last + 9])
    if any(f" {cue} " in f" {words} " for cue in data["unless"] for words in (joined, rest)):
        return True
    if any(f"{cue} {tokens[trigger.at].text}" in f"{joined} {tokens[trigger.at].text}" for cue in data["after"]):
        return imperfect(tokens[trigger.at].text)
    return bool(set(before) & cues("conditional", "cues"))


def _if(tokens: Sequence[Token], trigger: Trigger) -> bool:
    """Whether "if" and not "that" stands before a verb in the perfect: "إن انسحبت مصر"."""
    data = topic("factuality")["conditional"]["whether"]
    if trigger.form != "verb" or not trigger.at or tokens[trigger.at - 1].text not in data["if"]:
        return False
    that = (trigger.at > 1 and tokens[trigger.at - 2].text in data["that_after"]) or had_before(tokens, trigger.at) >= 0
    return not that and not imperfect(tokens[trigger.at].text) and not definite(tokens[trigger.at].text)


def had_before(tokens: Sequence[Token], at: int) -> int:
    """Where "it had before" stands, behind which the verb is told with "that": "سبق لمصر أن وقعت"; -1 for nowhere."""
    data, ends = topic("factuality")["conditional"], topic("factuality")["boundaries"]
    if at < 2 or tokens[at - 1].text not in data["whether"]["if"]:
        return -1
    for back in range(at - 2, max(at - data["had_before"]["reach"], -1), -1):
        if re.fullmatch(data["had_before"]["verb"], tokens[back].text):
            return back
        if tokens[back].text in ends:
            return -1
    return -1


def told_by_noun(trigger: Trigger, word: str) -> bool:
    """Whether a noun names the deed, in a phrase too: "دخولها حيز التنفيذ".

    ``word`` is the first of the trigger. A noun does not tell by itself that the deed was done.
    """
    phrase = trigger.form == "phrase" and re.match(topic("factuality")["definite"], word) is not None
    return trigger.form == "noun" or phrase


def _required(tokens: Sequence[Token], at: int) -> bool:
    """Whether the deed is one that a rule asks for: "تشترط المادة مرور شهر على إيداع وثيقة التصديق"."""
    required, ends = topic("factuality")["conditional"]["requires"], topic("factuality")["boundaries"]
    for token in reversed(tokens[max(at - _REQUIRED_REACH, 0) : at]):
        if token.text in ends:
            return False
        if re.fullmatch(required, token.text):
            return True
    return False


_REQUIRED_REACH = 12
"""So many words behind "requires" at most the deed stands."""


def imperfect(verb: str) -> bool:
    """Whether a verb is in the imperfect, and not one whose perfect begins like it ("تبادل")."""
    data = topic("factuality")
    begins = re.match(data["possible"]["imperfect"], verb) is not None
    return begins and re.fullmatch(data["planned"]["perfect"], verb) is None


def _awaits(tokens: Sequence[Token], trigger: Trigger, before: list[str]) -> bool:
    """Whether what is told waits for a condition: "will not … but after", "enters into force after ratification".

    Of the deed that it waits for, the same holds.
    """
    data = topic("factuality")
    after = [t.text for t in tokens[trigger.at + 1 : trigger.last + 12]]
    negated = set(before[-3:]) & (cues("denied", "negation_future") | cues("denied", "negation_present"))
    if negated and set(after) & set(data["exception"]):
        return True
    if trigger.form == "verb" and re.match(data["possible"]["imperfect"], tokens[trigger.at].text):
        words = [t.text for t in tokens[max(trigger.at - 8, 0) : trigger.at]]
        place = next((i for i, word in enumerate(words) if word in data["exception"]), 0)
        if set(words[max(place - 4, 0) : place]) & cues("denied", "negation_present"):
            return True
    rules = data["conditional"]
    awaits, deed = re.compile(rules["awaits"]), re.compile(rules["waited_for"])
    if trigger.kind == "EntryIntoForce" and awaits.fullmatch(tokens[trigger.at].text):
        return not _past(tokens, trigger.at) and _waits_for_deed(after)
    counted = [t.text for t in tokens[max(trigger.at - 8, 0) : trigger.at] if not _counted(t.text)]
    cued = set(counted[-2:]) & {*rules["upon"], *rules["day_of"], *data["exception"]}
    if not cued or trigger.form not in ("noun", "phrase") or not deed.fullmatch(tokens[trigger.at].text):
        return False
    near = range(max(trigger.at - 12, 0), trigger.at)
    waits = any(awaits.fullmatch(tokens[at].text) and not _past(tokens, at) for at in near)
    return waits or (bool(set(counted[-2:]) & set(data["exception"])) and _held(tokens, near))


def _held(tokens: Sequence[Token], near: range) -> bool:
    """Whether an instrument is said to be held in force: "لا تعد نافذة إلا بعد التصديق عليها"."""
    held = topic("factuality")["conditional"]["held"]
    verb = next((at for at in near if re.fullmatch(held["verb"], tokens[at].text)), near.stop)
    return any(re.fullmatch(held["force"], tokens[at].text) for at in range(verb, near.stop))


def _waits_for_deed(after: Sequence[str]) -> bool:
    """Whether "after ratification", "from the day of the exchange" or "after they ratify it" follows."""
    rules = topic("factuality")["conditional"]
    deed = re.compile(rules["waited_for"])
    plain = [word for word in after if not _counted(word)]
    upon = any(cue in rules["upon"] and deed.fullmatch(word) for cue, word in pairwise(plain))
    since = any(cue in rules["day_of"] and deed.fullmatch(word) for cue, word in pairwise(after))
    joined = (" ".join(after).partition(f"{cue} ") for cue in rules["after"])
    return upon or since or any(found and imperfect(rest.split(" ")[0]) for _, found, rest in joined if rest)


def _past(tokens: Sequence[Token], at: int) -> bool:
    """Whether "lam" makes a past of the imperfect: "ولم تدخل حيز التنفيذ إلا بعد تبادل الوثائق"."""
    return at > 0 and tokens[at - 1].text in topic("factuality")["conditional"]["past"]


def _counted(word: str) -> bool:
    """Whether a word counts the time that a condition leaves: "بعد تسعين يوما من تاريخ إيداع …"."""
    data = topic("events")
    joined = word[1:] if word.startswith(tuple(data["goes_on"])) else word
    numbers = (*data["numbers"], *data["shorter_units"], *data["counted"]["units"], *data["counted"]["tens"])
    return word.isdecimal() or joined in numbers or word in topic("factuality")["conditional"]["since"]
