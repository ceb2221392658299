"""Tells which names in a sentence are of those who can do a deed, and which only say where it is done."""

from __future__ import annotations

import re  # several times as fast as regex for the forms of a word
from collections.abc import Sequence

from builder.languages import topic
from builder.recognise.instruments_phrases import words
from builder.recognise.instruments_scene import BLOC, ORGAN, PERSON, STATE, WORD, Token
from builder.relate.nouns import definite
from builder.relate.roles import accredited
from builder.relate.roster import is_title


def takes_part(tokens: Sequence[Token], at: int) -> bool:
    """Whether a name stands for one who acts here: not for a place, nor for where someone sits."""
    token = tokens[at]
    if token.demonym:
        return _officer(tokens, at)
    if (token.tag == STATE and _leads_to_name(tokens, at)) or of_members(tokens, at) or _governs(tokens, at):
        return False
    if token.tag in (BLOC, ORGAN) and (_held(tokens, at) or _meeting_place(tokens, at)):
        return False
    return acts(token) and (_governed(tokens, at) or not place_lead(tokens, at)) and not accredited(tokens, at)


def _held(tokens: Sequence[Token], at: int) -> bool:
    """Whether an organ is only named to tell what somebody named behind it heads: "رئيس مجلس الوزراء فؤاد حسين"."""
    behind = tokens[at + 1 : at + 3]
    named = any(t.tag == PERSON for t in behind) and (behind[0].tag == PERSON or behind[0].demonym)
    return tokens[at].tag == ORGAN and named and at > 0 and is_title(tokens[at - 1].text)


def _meeting_place(tokens: Sequence[Token], at: int) -> bool:
    """Whether a body is only named to tell at whose seat or session it was done: "في مقر الوزارة", "على هامش دورة"."""
    data = topic("subjects")["meeting_places"]
    for back in range(at - 1, max(at - 1 - data["reach"], -1), -1):
        text = tokens[back].text
        if text in data["within"] or (text in data["seats"] and back and tokens[back - 1].text in data["in"]):
            return True
        between = text in data["sessions"] or text in data["in"] or definite(text) or text.isdigit()
        if not between and text not in data["seats"]:
            return False
    return False


def of_members(tokens: Sequence[Token], at: int) -> bool:
    """Whether a body is only named to tell whose member states are meant: "دول الجامعة العربية", "دول من الحلف"."""
    if tokens[at].tag != BLOC:
        return False
    among = at > 1 and tokens[at - 1].text in topic("instruments")["states_among"]
    return at > 0 and tokens[at - 1 - among].text in topic("instruments")["states_of"]


def before_matter(tokens: Sequence[Token], places: range) -> range:
    """The places before what an instrument, which is the first of them, is on: whom that names did not make it."""
    matter = topic("events")["matter"]
    return range(places.start, next((at for at in places[1:] if tokens[at].text in matter), places.stop))


def _leads_to_name(tokens: Sequence[Token], at: int) -> bool:
    """Whether an adjective only tells whose the person is that is named behind: "نظيره الروسي سيرغي لافروف"."""
    if not at or at + 1 >= len(tokens) or tokens[at + 1].tag != PERSON:
        return False
    return re.fullmatch(topic("subjects")["counterpart"], tokens[at - 1].text) is not None


def acts(token: Token) -> bool:
    """Whether a token names one who can do such a deed: a person, a state, a body of states, an organ."""
    return token.tag == PERSON or (token.tag in (STATE, BLOC, ORGAN) and not token.demonym)


def _officer(tokens: Sequence[Token], at: int) -> bool:
    """Whether an adjective ends the title of one who is not named, and so acts for the state: "وزير النقل المصري"."""
    data, joins = topic("subjects")["officers"], tuple(topic("events")["goes_on"])
    if at + 1 < len(tokens) and tokens[at + 1].tag == PERSON:
        return False
    for back in range(at - 1, max(at - 1 - data["reach"], -1), -1):
        text = tokens[back].text
        word = text[1:] if text.startswith(joins) and text not in data["titles"] else text
        if word in data["titles"]:
            return back == 0 or (tokens[back - 1].tag != PERSON and tokens[back - 1].text not in data["not_after"])
        if tokens[back].demonym and tokens[back + 1].text in words("and"):  # "الوزيران المصري والتونسي"
            continue
        if tokens[back].tag != WORD or not (definite(word) or {word, text} & set(data["between"])):
            return False
    return False


def _governed(tokens: Sequence[Token], at: int) -> bool:
    """Whether those who govern in a place act here for its state: "السلطات العسكرية في مالي"."""
    data = topic("subjects")["governs"]
    if at < 2 or tokens[at - 1].text not in data["in"]:
        return False
    who = at - 2
    while who > 0 and tokens[who].text in data["as"]:
        who -= 1
    return tokens[who].text.split(" ")[0] in data["who"]


def _governs(tokens: Sequence[Token], at: int) -> bool:
    """Whether a body is named by the state that it governs behind it, which it acts for: "المجلس العسكري في النيجر"."""
    if tokens[at].tag != ORGAN or tokens[at].text.split(" ")[0] not in topic("subjects")["governs"]["who"]:
        return False
    near = range(at + 2, min(at + 5, len(tokens)))
    state = next((i for i in near if tokens[i].tag == STATE), None)
    return state is not None and _governed(tokens, state)


def place_lead(tokens: Sequence[Token], at: int) -> bool:
    """Whether "in", perhaps with "the city of", stands before a token."""
    leads = topic("events")["place_lead"]
    return at > 0 and tokens[at - 1].text in leads


def opens_with_actor(tokens: Sequence[Token], at: int) -> bool:
    """Whether one who acts is named here, his office before him or not: "بين العاهل السعودي وأمير قطر"."""
    while at < len(tokens) and (tokens[at].demonym or (tokens[at].tag == WORD and is_title(tokens[at].text))):
        if takes_part(tokens, at):
            return True
        at += 1
    return at < len(tokens) and acts(tokens[at])
