"""Tells words of events from the same words in other senses: what is initialled, what happens, what a war ends by."""

from __future__ import annotations

import re  # several times as fast as regex for the forms of a word
from collections.abc import Sequence
from functools import cache
from itertools import pairwise, takewhile
from typing import Any

from builder.languages import topic
from builder.recognise.instruments_phrases import PARTIES, words
from builder.recognise.instruments_scene import DATE, INSTRUMENT, ORGAN, PERSON, WORD, Token
from builder.relate.gender import agrees
from builder.relate.nouns import cores_of, definite
from builder.relate.roster import listed

_OBJECT_REACH = 7
"""So many words behind a verb at most its subject and then what is signed stand."""


def other_sense(tokens: Sequence[Token], at: int, kind: str, form: str) -> bool:
    """Whether the word at ``at`` tells of no event of ``kind``, though it looks like it."""
    forms = topic("events")["kinds"][kind]
    if form != "noun" and _by_body_within(tokens, at, kind):
        return True
    if form == "noun" and _of_name(tokens, at):
        return True
    if form == "verb" and (_says(tokens, at, forms) or _of_another(tokens, at, forms)):
        return True
    if kind == "Signature":
        return _initials(tokens, at) or (form == "verb" and _happens(tokens, at))
    if kind == "EntryIntoForce":
        return _stays(tokens, at)
    if kind in ("Termination", "Adoption") and form in ("verb", "beside") and _lays_down(tokens, at):
        return True
    if kind == "Termination" and form == "phrase" and _binds(tokens, at):
        return True
    return kind == "Termination" and form == "beside" and (_opined(tokens, at) or _ends_other(tokens, at))


def _binds(tokens: Sequence[Token], at: int) -> bool:
    """Whether a treaty is said to bind, or to bind nobody: only a state that is "no longer bound by it" leaves it."""
    data = topic("events")["no_longer_bound"]
    bound = next(
        (i for i in range(at + 1, min(at + 5, len(tokens))) if re.fullmatch(data["bound"], tokens[i].text)), None
    )
    if bound is None or re.fullmatch(data["verb"], tokens[at].text) is None:
        return False
    behind = tokens[bound + 1 : bound + 3]
    by_it = any(t.tag == INSTRUMENT or t.text in data["by_it"] for t in behind)
    return not (at and tokens[at - 1].text in topic("factuality")["conditional"]["past"] and by_it)


def _of_name(tokens: Sequence[Token], at: int) -> bool:
    """Whether a noun is of the name of a body of people: "حركة التجديد"."""
    if not at or tokens[at - 1].tag != WORD or definite(tokens[at - 1].text) or not definite(tokens[at].text):
        return False
    return not cores_of(tokens[at - 1].text).isdisjoint(listed("heads", "organisations"))


def _by_body_within(tokens: Sequence[Token], at: int, kind: str) -> bool:
    """Whether right behind the verb its subject is a committee, or a court, which does no such deed for a state."""
    bodies = topic("events")["bodies_within"].get(kind)
    subject = tokens[at + 1] if at + 1 < len(tokens) else None
    return bodies is not None and subject is not None and re.match(bodies, subject.text) is not None


def left_by_states(tokens: Sequence[Token], at: int, last: int) -> bool:
    """Whether nothing but states stands between "leaving" and "it", and an instrument before: "خروج مصر منها"."""
    states = all(t.tag in PARTIES and not t.demonym for t in tokens[at + 1 : last])
    return states and last > at + 1 and any(t.tag == INSTRUMENT for t in tokens[:at])


def _stays(tokens: Sequence[Token], at: int) -> bool:
    """Whether what is in force only goes on to be: "تبقى سارية المفعول"."""
    data = topic("events")["stays"]
    if re.fullmatch(data["adjective"], tokens[at].text) is None:
        return False
    stays = [i for i in range(max(at - data["aside"], 0), at) if re.fullmatch(data["verb"], tokens[i].text)]
    # Words on the instrument, such as where it was signed, may part it from what it still is.
    return any(at - i <= data["reach"] or tokens[i + 1].tag == INSTRUMENT for i in stays)


def _lays_down(tokens: Sequence[Token], at: int) -> bool:
    """Whether the instrument right behind the verb does it to something else: "ألغت الاتفاقية الرسوم"."""
    following = tokens[at + 1 : at + 2]
    if not following or following[0].tag != INSTRUMENT or not agrees(tokens[at].text, following[0]):
        return False
    data = topic("events")["lays_down"]
    parties = words("between") | words("with") | words("party_joins")
    passed = (t for t in tokens[at + 2 : at + 9] if t.tag not in PARTIES and t.text not in parties)
    behind = next((t for t in passed if not re.fullmatch(data["adverb"], t.text)), None)
    if behind is None or behind.text in topic("events")["adverbs"] or behind.tag not in (WORD, INSTRUMENT):
        return False
    if behind.tag == INSTRUMENT:
        return True
    if cores_of(behind.text) & (listed("bodies") | listed("people") | listed("groups")):
        return False
    return re.fullmatch(data["object"], behind.text) is not None


def _initials(tokens: Sequence[Token], at: int) -> bool:
    """Whether a text is only initialled, which is no signature of the treaty (VCLT 1969, articles 10 and 12)."""
    data = topic("events")["initials"]
    near = [t.text for t in tokens[at + 1 : at + data["reach"]]]
    return any(one in data["by"] and two == data["first"] for one, two in pairwise(near))


def _happens(tokens: Sequence[Token], at: int) -> bool:
    """Whether the verb describes an indefinite noun right before it, and so "happened": "هجمات وقعت"."""
    data = topic("events")["happens"]
    before = tokens[at - 1] if at else None
    if before is None or before.tag != WORD or not re.fullmatch(data["noun"], before.text):
        return False
    if before.text in data["not_noun"] or not re.fullmatch(data["verb"], tokens[at].text):
        return False
    near = tokens[at + 1 : at + _OBJECT_REACH]
    if near and near[0].tag in (INSTRUMENT, PERSON, ORGAN, *PARTIES):
        return False
    leads = {*topic("events")["place_lead"], *topic("events")["when"], *words("pause")}
    return all(t.tag != INSTRUMENT for t in takewhile(lambda t: t.text not in leads, near))


def _opined(tokens: Sequence[Token], at: int) -> bool:
    """Whether a thing is said to end the treaty, in the present: "الحكم ينهي الاتفاقية" judges what it leads to."""
    data = topic("events")["opined"]
    before = next((t for t in reversed(tokens[:at]) if t.text not in topic("events")["quotes"]), None)
    present = re.match(data["present"], tokens[at].text) is not None
    return present and before is not None and before.tag == WORD and before.text.startswith(data["definite"])


def _ends_other(tokens: Sequence[Token], at: int) -> bool:
    """Whether the treaty is who ends something: it stands right behind the verb, and nobody else is named before."""
    following = tokens[at + 1] if at + 1 < len(tokens) else None
    named = any(t.tag in (PERSON, ORGAN, *PARTIES) for t in tokens[:at])
    active = re.fullmatch(topic("events")["opined"]["past"], tokens[at].text) is not None
    return active and following is not None and following.tag == INSTRUMENT and not named


def _of_another(tokens: Sequence[Token], at: int, forms: dict[str, Any]) -> bool:
    """Whether the verb has an object that is no instrument, nor of one: "سيجمد الأردن استهلاكه"."""
    if "objects" not in forms:
        return False
    passed = {*topic("events")["adjuncts"], *words("party_joins")}
    behind = (t for t in tokens[at + 1 : at + 10] if t.tag not in (*PARTIES, PERSON, DATE) and t.text not in passed)
    first = next(behind, None)
    if first is None or first.tag != WORD or first.text in topic("events")["adverbs"]:
        return False
    if _objects(forms["objects_of"]).fullmatch(first.text) and _of_other_body(tokens, tokens.index(first)):
        return True
    return _objects(forms["objects"]).fullmatch(first.text) is None


def _of_other_body(tokens: Sequence[Token], at: int) -> bool:
    """Whether "its part in", "the seat of" is followed by what is no instrument: "علقت مشاركتها في الحكومة"."""
    near = tokens[at + 1 : at + 4]
    of_it = topic("events")["on_it"] + topic("events")["in_it"]
    return bool(near) and not any(t.tag == INSTRUMENT or t.text in of_it for t in near)


@cache
def _objects(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def _says(tokens: Sequence[Token], at: int, forms: dict[str, Any]) -> bool:
    """Whether a verb of two senses opens a report here: "أقر أوباما أن …" is "admitted that"."""
    openers = forms.get("opens_report", ())
    if any(issues in tokens[at].text for issues in forms.get("resolutions", ())):
        return False  # "was issued" has one sense: "القرار الذي صدر أمس يؤكد أن"
    object_told = re.search(f"(?:{topic('events')['pronoun']})$", tokens[at].text)
    if object_told and at and tokens[at - 1].text in topic("events")["relative"]:
        return False  # "القرار الذي تبناه أن …"
    behind = next((t for t in tokens[at + 1 : at + 6] if t.tag == INSTRUMENT or t.text in openers), None)
    return behind is not None and behind.tag != INSTRUMENT
