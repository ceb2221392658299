"""Reads what may follow the title of an instrument: its year and its parties."""

from __future__ import annotations

from functools import cache
from itertools import pairwise

import regex

from builder.languages import topic
from builder.model import PartialDate
from builder.recognise.instruments_scene import BLOC, DATE, ORGAN, STATE, WORD, Token
from builder.recognise.instruments_words import definite, listed, may_be_verb

PARTIES = (STATE, BLOC, ORGAN)
"""Tags of those who can be party to an instrument."""


def aside(tokens: tuple[Token, ...], at: int) -> int:
    """Where a title goes on after "last month," or an adverb: "اتفاق نووي الشهر الماضي، بين طهران والقوى …"."""
    probe = _behind_field(tokens, at)
    if probe > at:
        return probe
    while probe < min(at + 4, len(tokens)) and (tokens[probe].tag == DATE or tokens[probe].text in listed("asides")):
        probe += 1
    return probe


def _behind_field(tokens: tuple[Token, ...], at: int) -> int:
    """Where "between" or "with" stands behind the field: "مذكرة تفاهم في مجال الملاحة بين …"; else ``at``."""
    if at + 2 >= len(tokens) or tokens[at].text not in listed("in") or tokens[at + 1].text not in listed("fields"):
        return at
    for probe in range(at + 2, min(at + _FIELD, len(tokens) - 1)):
        token = tokens[probe]
        if token.text in listed("between") | listed("with"):
            return probe
        construct = definite(tokens[probe + 1].text) and not may_be_verb(token.text)
        if token.tag != WORD or not (definite(token.text) or construct) or token.text in listed("enders"):
            break
    return at


_FIELD = 9
"""Words at most from an instrument to its parties, behind the field that it is on."""


def year_tail(tokens: tuple[Token, ...], at: int, end: int, bare: bool = False) -> tuple[tuple[str, ...], int, int]:
    """Years right after a title ("لعام 1961"; "في عامي 2000 و2001"), where to read on, and the end.

    ``bare``: no title stands before, so that a day alone names it.
    """
    probe = at
    while probe < len(tokens) and tokens[probe].tag == WORD and tokens[probe].text in listed("year_words"):
        probe += 1
    years: list[str] = []
    day = full_day(tokens[at]) if bare and at < len(tokens) else None
    if day is not None:
        return (f"{day.year:04d}",), at + 1, tokens[at].end
    while probe < len(tokens):
        token = tokens[probe]
        year = _year_of(token)
        if year is None:
            break
        years.append(year)
        probe, at, end = probe + 1, probe + 1, token.end
        if probe + 1 < len(tokens) and tokens[probe].text in listed("and") and tokens[probe + 1].glued:
            probe += 1
    return tuple(years), at, end


def full_day(token: Token) -> PartialDate | None:
    """The day that a token writes out with its year, by which alone an instrument may go: "اتفاقية 11 مارس 1972"."""
    day = token.date.date if token.date is not None else None
    return day if day is not None and day.day is not None and f"{day.year:04d}" in token.text else None


def _year_of(token: Token) -> str | None:
    """The year that a token gives and nothing more precise than that."""
    if token.tag == DATE and token.date is not None:
        date = token.date.date
        return f"{date.year:04d}" if date and date.month is None else None
    found = _bare_year().fullmatch(token.text) if token.tag == WORD else None
    return found.group(1) if found else None


@cache
def _bare_year() -> regex.Pattern[str]:
    return regex.compile(topic("instruments")["bare_year"])


def party_tail(tokens: tuple[Token, ...], at: int, end: int) -> tuple[tuple[str, ...], bool, int, int]:
    """The parties right after a title ("بين مصر وبريطانيا", "مع الصين"), whether two states, and where they end."""
    start = at
    while at < len(tokens) and at < start + 2 and tokens[at].text in listed("before_parties"):
        at += 1
    if at >= len(tokens) or tokens[at].text not in listed("between") | listed("with"):
        return (), False, start, end
    parties: list[str] = []
    cue, probe, stop = at, at + 1, at + 16
    while probe < min(len(tokens), stop):
        token = tokens[probe]
        if names_party(tokens, probe) and not _of_another(tokens, probe):
            parties += token.refs[:1]
            at, end = probe + 1, token.end
        elif token.text in listed("two_states") or (token.text in listed("states_of") and not parties):
            return tuple(parties), True, probe + 1, token.end
        elif not list_goes_on(tokens, probe) and not unknown(tokens, cue, probe):
            break
        probe += 1
    return tuple(dict.fromkeys(parties)), False, at if parties else start, end


def names_party(tokens: tuple[Token, ...], at: int) -> bool:
    """Whether a token of a list names a party: a state, a body, an organ, or a people: "بين الفلسطينيين والأردنيين"."""
    token = tokens[at]
    if token.tag not in PARTIES or not token.demonym:
        return token.tag in PARTIES
    opens = tokens[at - 1].text in listed("between") | listed("with") | listed("and")
    return opens and token.text.endswith(tuple(topic("parties")["peoples"]["endings"]))


def unknown(tokens: tuple[Token, ...], cue: int, at: int) -> bool:
    """Whether a word is of one behind "between" whom no list knows: "بين القوى الغربية وإيران"; a party follows it."""
    stop = min(cue + topic("parties")["strangers"]["longest"] + 2, len(tokens) - 1)
    joined = next((i for i in range(at + 1, stop) if tokens[i].text in listed("and")), None)
    if tokens[cue].text not in listed("between") or joined is None or tokens[joined + 1].tag not in PARTIES:
        return False
    return all(t.tag == WORD and definite(t.text) for t in tokens[cue + 1 : joined])


def _of_another(tokens: tuple[Token, ...], at: int) -> bool:
    """Whether another state's adjective says that the name is a city's or a club's: "«بولونيا» الإيطالية"."""
    following = [t for t in tokens[at + 1 : at + 3] if t.text not in listed("may_close")][:1]
    return bool(following) and following[0].demonym and following[0].refs[:1] != tokens[at].refs[:1]


def list_goes_on(tokens: tuple[Token, ...], at: int) -> bool:
    """Whether a token that names no party belongs to a list of parties all the same."""
    return _joins(tokens, at) or _seat(tokens, at) or _of_its_name(tokens, at)


def _of_its_name(tokens: tuple[Token, ...], at: int) -> bool:
    """Whether a word goes on with a ministry's name, another or its state behind it.

    "وزارة الخارجية وشؤون المغتربين ووزارة …", "وزارة الخارجية والتعاون الدولي في جمهورية …"
    """
    word, behind = tokens[at].text, tokens[at + 1 : at + 4]
    construct = word[:1] in listed("and") and bool(behind) and definite(behind[0].text)
    goes_on = (definite(word) or construct) and (any(t.tag == ORGAN for t in behind) or _in_state(behind))
    if not (goes_on or word in listed("in")):
        return False
    before = tokens[max(at - 3, 0) : at + 1]
    organ = next((i for i, t in enumerate(before) if t.tag == ORGAN), None)
    return organ is not None and any(t.text[:1] in listed("and") for t in before[organ + 1 :])


def _in_state(tokens: tuple[Token, ...]) -> bool:
    """Whether "in" and a state are among the words."""
    return any(t.text in listed("in") and after.tag == STATE for t, after in pairwise(tokens))


def _joins(tokens: tuple[Token, ...], at: int) -> bool:
    """Whether a token may stand between the parties of a list: a conjunction, "a government of", "its counterpart"."""
    token = tokens[at]
    if token.text in _acting():
        return True
    organ = token.text in listed("party_organs") or (
        tokens[at - 1].text in listed("party_organs") and definite(token.text)
    )
    return token.text in listed("party_joins") or token.demonym or organ


@cache
def _acting() -> frozenset[str]:
    """Nouns for those who act for a state, before its adjective: "والحكومة الفرنسية", "ونظيرتها الجزائرية"."""
    return frozenset(topic("parties")["acting_for_state"]["nouns"])


def _seat(tokens: tuple[Token, ...], at: int) -> bool:
    """ "in" after a ministry, before its state: "وزارة الداخلية في المملكة"."""
    named = at > 1 and tokens[at - 2].text in listed("party_organs")
    return tokens[at].text in listed("in") and (tokens[at - 1].tag == ORGAN or named)
