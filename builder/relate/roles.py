"""Tells in what part somebody is named beside a deed: for another, with another, or only where they sit."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from builder.languages import topic
from builder.recognise.instruments_scene import PERSON, Token


def represents(tokens: Sequence[Token], at: int) -> bool:
    """Whether "of" here says for whom an actor acts: "رودينكو ممثلا عن روسيا"."""
    return at > 0 and tokens[at - 1].text in topic("events")["represents"]


def accredited(tokens: Sequence[Token], at: int) -> bool:
    """Whether a name only tells where someone sits: "لدى الأمم المتحدة"."""
    return at > 0 and tokens[at - 1].text in topic("events")["not_actor_after"]


def signed_for(tokens: Sequence[Token], at: int, verb: int) -> bool:
    """Whether somebody else signed for a ruler: "وقعها عن الملك فاروق رئيس الوزراء"."""
    lead = {t.text for t in tokens[max(at - 2, verb + 1) : at]}
    return tokens[at].tag == PERSON and bool(lead & set(topic("events")["on_behalf"]))


def alongside(tokens: Sequence[Token], at: int) -> bool:
    """Whether "alongside" begins here: those named behind it do the deed too."""
    data = topic("events")["alongside"]
    return at + 1 < len(tokens) and tokens[at].text in data["first"] and tokens[at + 1].text in data["second"]


def as_witness(tokens: Sequence[Token], at: int, first: int, until: int) -> bool:
    """Whether it is said of who signs that he only witnesses it, behind the verb or before: "وكشهود وقعها الرئيسان"."""
    data = topic("events")["witness"]
    before = {t.text.lstrip(data["and"]) for t in tokens[max(at - data["reach"], 0) : at]}
    if before & {word for word in data["alone"] if word.startswith(data["like"])}:
        return True
    near = [t.text for t in tokens[first:until]]
    return any(w in data["alone"] or (v in data["as"] and w in data["who"]) for v, w in pairwise(["", *near]))
