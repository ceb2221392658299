"""Finds the instrument that a relative clause or a participle qualifies: "the treaty between A and B, signed in …"."""

from __future__ import annotations

from builder.languages import topic
from builder.recognise.instruments_phrases import heads, words
from builder.recognise.instruments_scene import INSTRUMENT, WORD, Token
from builder.recognise.instruments_titles import stem
from builder.relate.gender import feminine
from builder.relate.triggers import Trigger


def qualified_by(tokens: tuple[Token, ...], at: int) -> list[Token]:
    """The instrument that a relative clause or participle qualifies: nothing but its parties stands between.

    Where a plural is qualified ("the treaties that they signed, among them …"), its members that follow.
    """
    if _behind_paper(tokens, at):
        return []
    alone = [t for t in tokens[:at] if t.tag == INSTRUMENT]
    opens = at - 1 if at > 1 and tokens[at - 1].text in topic("events")["relative"] else at
    if len(alone) == 1 and opens and tokens[opens - 1].text in words("pause"):
        return alone
    for place in range(at - 1, max(at - 22, -1), -1):
        token = tokens[place]
        if token.tag == INSTRUMENT:
            return [] if _of_law(tokens, place) else [token]
        if token.tag == WORD and heads().get(stem(token.text), ("", ""))[1] == "many":
            return _members(tokens, at)
        if not _may_part(token):
            return _on_matter(tokens, at)
    return []


def _on_matter(tokens: tuple[Token, ...], at: int) -> list[Token]:
    """The instrument whose matter alone stands between: "مذكرة التفاهم حول السيادة على المناطق البحرية التي وقعها"."""
    relative = tokens[at - 1].text if at else ""
    if relative not in words("relative"):
        return []
    between = tokens[max(at - _MATTER, 0) : at - 1]
    last = next((i for i in range(len(between) - 1, -1, -1) if between[i].tag == INSTRUMENT), None)
    if last is None or last + 1 >= len(between) or between[last + 1].text not in words("concerning"):
        return []
    ends = {*words("pause"), *topic("events")["ends"], *topic("events")["relative"]}
    agrees = feminine(between[last]) == (relative in topic("events")["relative_feminine"])
    return [between[last]] if agrees and ends.isdisjoint(t.text for t in between[last + 1 :]) else []


_MATTER = 12
"""Words at most from the instrument to the relative clause, what it is about between them."""


def signed_upon(tokens: tuple[Token, ...], trigger: Trigger) -> list[Token]:
    """The instrument of "signed (upon it)", however much on its subject stands between: "اتفاقية … الموقع عليها"."""
    data = topic("events")["signed_upon"]
    if tokens[trigger.at].text not in data["participles"] or _behind_paper(tokens, trigger.at):
        return []
    it = tokens[trigger.last + 1].text if trigger.last + 1 < len(tokens) else ""
    of_her = it.endswith(tuple(topic("events")["gender"]["feminine_pronouns"]))
    for token in reversed(tokens[max(trigger.at - data["reach"], 0) : trigger.at]):
        if token.tag == INSTRUMENT and feminine(token) == of_her:
            return [token]
        if token.text in topic("events")["ends"] or token.text in topic("events")["papers"]:
            return []
    return []


def _of_law(tokens: tuple[Token, ...], at: int) -> bool:
    """Whether what is qualified is a law on the instrument: "قانون مراجعة الاتفاق الذي وقعه"."""
    laws = topic("events")["laws"]
    return not feminine(tokens[at]) and any(t.text in laws for t in tokens[max(at - 2, 0) : at])


def _behind_paper(tokens: tuple[Token, ...], at: int) -> bool:
    """Whether another paper stands right before what qualifies it: "اتفاق على إنهاء العقد الموقع"."""
    return at > 0 and tokens[at - 1].text.rpartition(" ")[2] in topic("events")["papers"]


def _may_part(token: Token) -> bool:
    """Whether a token may stand between a name and its participle: parties, joining words, adjectives, numbers."""
    if token.tag != WORD:
        return True
    if token.text in topic("events")["dashes"] or token.text in topic("events")["brackets"]:
        return True
    if token.text.isalnum() and token.text.isascii():  # a number, or an abbreviation in other letters
        return True
    joins = words("party_joins") | words("between") | words("with") | words("year_words") | words("relative")
    joins = joins | words("between_them")
    return token.text in joins or token.text in words("may_part") or stem(token.text) != token.text


def _members(tokens: tuple[Token, ...], at: int) -> list[Token]:
    marks = topic("events")["class_members"]
    for place in range(at, len(tokens) - 1):
        if tokens[place].text in marks and tokens[place + 1].tag == INSTRUMENT:
            return [tokens[place + 1]]
    return []
