"""Finds parties told by exception, by likeness, by the war that a treaty ends, and by what is done under it."""

from __future__ import annotations

import re  # several times as fast as regex for the forms of a word
from collections.abc import Iterator, Sequence
from functools import cache

from builder.languages import topic
from builder.recognise.instruments_scene import BLOC, INSTRUMENT, STATE, WORD, Token
from builder.relate.state_lists import sole_subject, states_from

Named = Iterator[tuple[str, Token]]


@cache
def _verb(rule: str) -> re.Pattern[str]:
    return re.compile(topic("parties")[rule]["verb"])


def told(tokens: Sequence[Token]) -> Iterator[tuple[str, Named]]:
    """Each rule with what it finds in a sentence."""
    yield "party-except", _except(tokens)
    yield "party-like", _like(tokens)
    yield "party-war-ended", _war_ended(tokens)
    yield "party-by-its-deed", _by_its_deed(tokens)


def _except(tokens: Sequence[Token]) -> Named:
    """ "none but A and B have ratified it": they have."""
    data = topic("parties")["except"]
    for at, token in enumerate(tokens):
        if token.text not in data["but"]:
            continue
        since = max(at - data["reach"], 0)
        verb = next((i for i in range(at - 1, since, -1) if _verb("except").fullmatch(tokens[i].text)), 0)
        named = [t for t in tokens[verb:at] if t.tag == INSTRUMENT]
        outside = any(t.text in data["outside"] for t in tokens[verb:at])
        if verb and tokens[verb - 1].text in data["not"] and named and not outside:
            yield from ((named[-1].refs[0], state) for state in states_from(tokens, at + 1))


def _like(tokens: Sequence[Token]) -> Named:
    """ "it is a party, like A and B, to the treaty"."""
    data, belongs = topic("parties")["like"], topic("events")["belongs"]["words"]
    for at, token in enumerate(tokens):
        if token.tag != INSTRUMENT or at < 4 or tokens[at - 1].text not in topic("parties")["members"]["to"]:
            continue
        like = next((i for i in range(at - 2, max(at - data["reach"], 0), -1) if tokens[i].text in data["as"]), 0)
        party = next((i for i in range(like - 1, like - 4, -1) if i >= 0 and tokens[i].text in belongs), None)
        if party is None or {t.text for t in tokens[max(like - data["reach"], 0) : like]} & set(data["not"]):
            continue
        own = [t for t in tokens[max(party - 1, 0) : party] if t.tag in (STATE, BLOC) and not t.demonym]
        yield from ((token.refs[0], state) for state in (*own, *states_from(tokens, like + 1)))


def _war_ended(tokens: Sequence[Token]) -> Named:
    """ "the treaty ended the war between A and B": a peace binds those who were at war."""
    data = topic("parties")["war_ended"]
    for at, token in enumerate(tokens[1:], 1):
        if token.tag != INSTRUMENT or not _verb("war_ended").fullmatch(tokens[at - 1].text):
            continue
        war = next((i for i in range(at + 1, min(at + 4, len(tokens))) if tokens[i].text in data["war"]), len(tokens))
        between = range(war + 1, min(war + 1 + data["reach"], len(tokens)))
        opens = next((i for i in between if tokens[i].text in topic("instruments")["between"]), None)
        if opens is not None and all(t.tag == WORD for t in tokens[war:opens]):
            yield from ((token.refs[0], state) for state in states_from(tokens, opens + 1))


def _by_its_deed(tokens: Sequence[Token]) -> Named:
    """ "The United States will send planes under an agreement with Turkey": who acts under it has made it."""
    data = topic("parties")["by_its_deed"]
    for at, token in enumerate(tokens[:-2]):
        other = tokens[at + 2]
        under = token.tag == INSTRUMENT and at and tokens[at - 1].text in data["by"]
        if not under or tokens[at + 1].text not in topic("instruments")["with"] or other.tag not in (STATE, BLOC):
            continue
        doer = sole_subject(tokens[: at - 1])
        if doer is not None and other.refs[0] != doer.refs[0]:
            yield token.refs[0], doer
    yield from _with_another(tokens)


def _with_another(tokens: Sequence[Token]) -> Named:
    """ "Tunisia drew its shelf with Italy under an agreement": both have made it."""
    data = topic("parties")["by_its_deed"]
    for at, token in enumerate(tokens[4:], 4):
        if token.tag != INSTRUMENT or tokens[at - 1].text not in data["by"] or tokens[at - 2].tag != STATE:
            continue
        beside = at > 4 and tokens[at - 3].text in topic("instruments")["with"]
        doer, other = sole_subject(tokens[: at - 3]), tokens[at - 2]
        if beside and doer is not None and other.refs[0] != doer.refs[0] and not other.demonym:
            yield from ((token.refs[0], one) for one in (doer, other))
