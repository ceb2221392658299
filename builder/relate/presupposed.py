"""Tells what the words that govern the noun of a deed presuppose or imply as done: "hailed the signing of".

Who hails, condemns or suffers from a deed takes it for done; what ended in it, led to it or succeeded in it implies
that it was done (Karttunen 1971); what it stirred up, and what is counted in days from it, came after it.
"""

from __future__ import annotations

import re  # several times as fast as regex for the forms of a word
from collections.abc import Sequence
from functools import cache

from builder.languages import topic
from builder.recognise.instruments_scene import INSTRUMENT, WORD, Token
from builder.relate.triggers import Trigger


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(topic("events")["presupposed"][name])


@cache
def _governors(lead: str) -> re.Pattern[str]:
    data = topic("events")
    return re.compile(f"{data['lead']}(?:{'|'.join(data['presupposed']['verbs'][lead])})")


def presupposed(tokens: Sequence[Token], trigger: Trigger) -> bool:
    """Whether the deed of a noun is taken for done by what governs it; nothing before it tells of what is to come."""
    word = _pattern("noun").fullmatch(tokens[trigger.at].text)
    before = _clause(tokens, trigger.at) if word is not None else ()
    if word is None or not before or any(_pattern("to_come").fullmatch(t.text) for t in before if t.tag == WORD):
        return False
    lead = word["lead"] or ""
    if not lead and (_of_time_or_cause(before) or _counted_from(before) or _stirred_up(before[-1])):
        return True
    if before[-1].text in topic("events")["presupposed"]["along_with"]:
        reach = topic("events")["presupposed"]["reach"]
        return not any(_pattern("to_come").fullmatch(t.text) for t in tokens[trigger.last + 1 : trigger.last + reach])
    return _governed(before, lead) or (lead == topic("events")["by_means"]["by"] and _by_doing(tokens, trigger))


def _clause(tokens: Sequence[Token], at: int) -> Sequence[Token]:
    """The words before the noun, from the relative that opens their clause on."""
    first = max(at - topic("events")["presupposed"]["reach"], 0)
    opens = (i for i in range(at - 1, first - 1, -1) if tokens[i].text in topic("events")["relative"])
    return tokens[next(opens, first) : at]


def _of_time_or_cause(before: Sequence[Token]) -> bool:
    """Whether the noun stands right behind "on the morrow of", "because of", "the last of them"."""
    data = topic("events")["presupposed"]
    pair = [t.text for t in before[-2:]]
    first = re.sub(data["joined"], "", pair[-1]) if len(pair[-1]) > _SHORTEST else pair[-1]
    return bool({pair[-1], first} & set(data["behind"])) or pair in data["behind_two"]


_SHORTEST = 3
"""So many letters at most a word has that bears no conjunction."""


def _counted_from(before: Sequence[Token]) -> bool:
    """Whether time is counted from the deed: "after five days from the signing of"."""
    data = topic("events")
    rule = data["presupposed"]
    if before[-1].text not in rule["from"]:
        return False
    near = [t.text for t in before[-rule["counted_reach"] : -1]]
    units = {*data["shorter_units"], *rule["units"]}
    unit = next((i for i, word in enumerate(near) if word in units or word.split(" ")[-1] in units), None)
    return unit is not None and any(word in rule["after"] for word in near[: unit + 1])


def _stirred_up(verb: Token) -> bool:
    """Whether the noun is the subject right behind a verb in the perfect: "أثار توقيع المعاهدة غضبا"."""
    return verb.tag == WORD and _pattern("stirs").fullmatch(verb.text) is not None


def _governed(before: Sequence[Token], lead: str) -> bool:
    """Whether the noun is the object, with or without a preposition, of a verb that presupposes or implies it."""
    data = topic("events")["presupposed"]
    last = len(before) - 1
    if not lead and before[last].text in data["verbs"]:
        lead, last = before[last].text, last - 1
    if lead not in data["verbs"]:
        return False
    for at in range(last, -1, -1):
        token = before[at]
        if token.tag == WORD and _governors(lead).fullmatch(token.text):
            return not any(t.text in data["negations"] for t in before[max(at - 2, 0) : at])
        if token.text in data["stops"] or token.tag == INSTRUMENT:
            return False
    return False


def _by_doing(tokens: Sequence[Token], trigger: Trigger) -> bool:
    """Whether it tells how something was done, who did it being its pronoun: "أنهى الحرب بتوقيعه المعاهدة"."""
    behind = tokens[trigger.last + 1 : trigger.last + 3]
    own = _pattern("of_own").search(tokens[trigger.at].text) is not None
    return own and any(t.tag == INSTRUMENT for t in behind)


__all__ = ["presupposed"]
