"""Finds the laws and decrees by which a state consents to a treaty, whatever tells of which number and day they are."""

from __future__ import annotations

import re  # several times as fast as regex for the forms of a word
from collections.abc import Sequence
from functools import cache

from builder.languages import topic
from builder.recognise.instruments_scene import DATE, INSTRUMENT, WORD, Token


def law_at(tokens: Sequence[Token], at: int) -> bool:
    """Whether a law is named, or a decision of the head of the state: "قرار رئيس الجمهورية"."""
    data = topic("events")["approvals"]
    decree = tokens[at].text in data["decree"] and tokens[at + 1].text in data["head"]
    return decree or tokens[at].text in data["laws"]


def on_decree(tokens: Sequence[Token], first: int) -> bool:
    """Whether what is approved is a decision of the head of the state on an instrument: "قرار رئيس الجمهورية بشأن"."""
    data = topic("events")["approvals"]
    near = range(first, min(first + data["near"] * 2, len(tokens) - 2))
    decree = next((i for i in near if tokens[i].text in data["decree"] and law_at(tokens, i)), None)
    if decree is None:
        return False
    behind = range(decree + 2, min(decree + data["reach"], len(tokens) - 1))
    about = next((i for i in behind if tokens[i].text in data["about"]), None)
    return about is not None and only_of_law(tokens[decree + 2 : about]) and tokens[about + 1].tag == INSTRUMENT


def only_of_law(tokens: Sequence[Token]) -> bool:
    """Whether between a law and its deed only words stand that tell what kind of law it is, and on what."""
    data = topic("events")["approvals"]
    listed = {*data["between_law"], *data["about"], *data["head"], *topic("events")["by_law"]["numbered"]}
    return all(t.tag == DATE or t.text.isdigit() or t.text in listed or _of_law(t) for t in tokens)


def _of_law(token: Token) -> bool:
    return token.tag == WORD and re.fullmatch(topic("events")["approvals"]["of_law"], token.text) is not None


def issued_for(tokens: Sequence[Token], first: int, at: int) -> bool:
    """Whether a law that is issued provides for the deed at ``at``: "صدر القانون رقم 10 لسنة 2020 بالتصديق على".

    ``first``: from where on the law is looked for. What a draft provides for is none.
    """
    data = topic("events")["by_law"]
    if any(t.text in data["drafts"] for t in tokens[first:at]):
        return False
    end = at - (tokens[at - 1].text in data["containing"])
    while end - 1 > first and _tells_which(tokens[end - 1]):
        end -= 1
    law = tokens[end - 1].text
    by_head = law in data["decree"] and tokens[end].text in data["head"]
    issued = next((i for i in range(end - 2, first - 1, -1) if _issues(tokens[i].text)), None)
    if issued is None or not (by_head or law in data["laws"]):
        return False
    return all(t.text not in topic("events")["issued_besides"] for t in tokens[issued + 1 : end - 1])


def _tells_which(token: Token) -> bool:
    """Whether a word tells which law it is: its number, its day, who gave it."""
    data = topic("events")["by_law"]
    listed = token.text in (*data["numbered"], *data["head"]) or token.text.isdigit()
    return token.tag == DATE or listed or re.fullmatch(data["such"], token.text) is not None


@cache
def _issuing() -> re.Pattern[str]:
    return re.compile(topic("events")["by_law"]["issues"])


def _issues(word: str) -> bool:
    return _issuing().fullmatch(word) is not None
