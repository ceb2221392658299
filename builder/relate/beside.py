"""Tells whether the instrument stands beside a word of many uses ("ends", "takes"), which alone says nothing of one."""

from __future__ import annotations

import re  # several times as fast as regex for the forms of a word
from itertools import takewhile

from builder.languages import topic
from builder.recognise.instruments_phrases import PARTIES, words
from builder.recognise.instruments_scene import DATE, INSTRUMENT, ORGAN, Token
from builder.relate.gender import feminine


def beside(tokens: tuple[Token, ...], at: int) -> bool:
    """Whether the instrument stands right after a word, or after its subject: "يعتمد القرار", "يعتمد المجلس القرار".

    When, where and how it was done may stand between them too: "أنهت مصر رسميا في 16 مارس 2024 الاتفاق".
    """
    data = topic("events")
    if data["subject_first"] and re.fullmatch(data["subject_first"], tokens[at].text) and _governs_next(tokens, at):
        return False
    place, left = at + 1, _FAR
    while place < len(tokens) and left and tokens[place].tag != INSTRUMENT:
        token = tokens[place]
        who = token.tag in PARTIES or token.text in data["joined_with"]
        dated = token.tag == DATE or (place + 1 < len(tokens) and tokens[place + 1].tag == DATE)
        if not (who or dated or token.text in data["beside_aside"] or token.text in data["adjuncts"]):
            return False
        place, left = place + 1, left - who
    return place < len(tokens) and tokens[place].tag == INSTRUMENT


_FAR = 5
"""So many names and joining words at most stand between a word and its instrument."""


def _governs_next(tokens: tuple[Token, ...], at: int) -> bool:
    """Whether the instrument stands right behind a verb whose subject it may be: "أجازت المعاهدة للطرفين".

    Not where an organ is named right before the verb: "البرلمان المصري يقر المعاهدة".
    """
    before = [t for t in tokens[max(at - 2, 0) : at] if t.text not in topic("events")["past_auxiliaries"]]
    organ = bool(before) and before[-1].tag == ORGAN
    return not organ and at + 1 < len(tokens) and tokens[at + 1].tag == INSTRUMENT


def extended(tokens: tuple[Token, ...], at: int) -> bool:
    """Whether a verb in the passive extends the instrument before it: "المعاهدة التي مددت لخمس سنوات"."""
    data = topic("events")["extended"]
    if not at or at + 1 >= len(tokens) or re.fullmatch(data["verb"], tokens[at].text) is None:
        return False
    behind = tokens[at + 1]
    dated = behind.tag == DATE or (at + 2 < len(tokens) and tokens[at + 2].tag == DATE and behind.tag not in PARTIES)
    led = tokens[at - 1].text in (*data["then"], *topic("events")["relative"])
    named = [t for t in tokens[max(at - data["reach"], 0) : at] if t.tag == INSTRUMENT]
    return led and len(named) == 1 and (dated or re.fullmatch(data["behind"], behind.text) is not None)


def ends(tokens: tuple[Token, ...], at: int) -> bool:
    """Whether it is the instrument that ends: right behind the verb, before it, or the subject that it goes on with."""
    data = topic("events")
    if at + 1 < len(tokens) and tokens[at + 1].tag == INSTRUMENT:
        return re.fullmatch(data["in_time"]["verb"], tokens[at].text) is None or _has_its_day(tokens, at + 2)
    if at + 1 < len(tokens) and tokens[at + 1].text.startswith(data["definite"]):
        return False
    aside = {*data["before_end"], *words("between"), *words("with"), *words("party_joins")} - words("pause")
    start = _before_aside(tokens, at)
    passed = (i for i in range(start - 1, -1, -1) if tokens[i].text not in aside and tokens[i].tag not in PARTIES)
    first = next(passed, None)
    if first is not None and (tokens[first].tag == INSTRUMENT or _year_of(tokens, first)):
        named = next(i for i in range(first, -1, -1) if tokens[i].tag == INSTRUMENT)
        whole = named > 1 and tokens[named - 2].text in data["work_of"]  # "العمل بالمعاهدة انتهى"
        return not named or whole or tokens[named - 1].text not in topic("clauses")["governs"]
    dated = at + 1 < len(tokens) and (tokens[at + 1].tag == DATE or tokens[at + 1].text in data["end_dates"])
    joined = tokens[at].text.startswith(tuple(data["goes_on"]))
    return dated and joined and any(t.tag == INSTRUMENT for t in tokens[:3])


def _has_its_day(tokens: tuple[Token, ...], first: int) -> bool:
    """Whether the day on which it is to end follows: "تنتهي المعاهدة بين مصر وتونس في 5 فبراير 2026"."""
    data = topic("events")["in_time"]
    near = takewhile(lambda t: t.text not in data["leads_on"], tokens[first : first + data["reach"]])
    return any(t.tag == DATE for t in near)


def in_aside(tokens: tuple[Token, ...], verb: int, at: int) -> bool:
    """Whether a word stands between two pauses that part a verb from its object: "صادقت، بمرسوم صدر أمس، على"."""
    pause = words("pause")
    opens = any(t.text in pause for t in tokens[verb + 1 : min(verb + 4, at)])
    close = next((i for i in range(at + 1, min(at + _ASIDE, len(tokens) - 1)) if tokens[i].text in pause), None)
    return opens and close is not None and tokens[close + 1].text in topic("events")["object_leads"]


def _before_aside(tokens: tuple[Token, ...], at: int) -> int:
    """Where what is told of the instrument between two pauses begins: "المعاهدة، الموقعة عام 1987، قد انتهت"."""
    data = topic("events")
    closes = next((i for i in range(at - 1, max(at - 3, 0), -1) if tokens[i].text in words("pause")), None)
    if closes is None or any(t.text not in data["before_end"] for t in tokens[closes + 1 : at]):
        return at
    opens = next((i for i in range(closes - 1, max(closes - _ASIDE, 0), -1) if tokens[i].text in words("pause")), None)
    if opens is None or tokens[opens + 1].text not in (*data["relative"], *words("before_parties")):
        return at
    return opens


_ASIDE = 18
"""So many words at most stand between two pauses, and between an instrument and a verb that goes on about it."""


def without_aside(tokens: tuple[Token, ...], first: int) -> tuple[Token, ...]:
    """The words behind a verb, what two pauses part from them left out: "وافق المجلس، في جلسته أمس، على"."""
    pause = words("pause")
    opens = next((i for i in range(first, min(first + 3, len(tokens))) if tokens[i].text in pause), None)
    closes = range(opens + 1, min(opens + _ASIDE, len(tokens))) if opens is not None else ()
    close = next((i for i in closes if tokens[i].text in pause), None)
    return tokens[first : first + 9] if close is None else tokens[first:opens] + tokens[close + 1 : close + 6]


def goes_on_about(tokens: tuple[Token, ...], at: int) -> bool:
    """Whether a word with a pronoun of it goes on about an instrument before it: "المعاهدة التي عقدها", "…، وعقدها"."""
    data = topic("events")
    joined = at > 1 and tokens[at].text.startswith(tuple(data["goes_on"]))
    if joined and tokens[at - 1].text in words("pause"):
        its = tokens[at].text.endswith(tuple(data["gender"]["feminine_pronouns"]))
        named = [t for t in tokens[max(at - _ASIDE, 0) : at] if t.tag == INSTRUMENT]
        return len(named) == 1 and feminine(named[0]) == its
    opens = at > 1 and tokens[at - 1].text in data["relative"]
    return opens and any(t.tag == INSTRUMENT for t in tokens[max(at - 4, 0) : at])


def _year_of(tokens: tuple[Token, ...], at: int) -> bool:
    """Whether a token is the year of an instrument's name before it."""
    return tokens[at].tag == DATE and any(t.tag == INSTRUMENT for t in tokens[max(at - 2, 0) : at])
