"""Tells by gender which instrument a word belongs to: the verb that it does, the participle that qualifies it."""

from __future__ import annotations

from builder.languages import topic
from builder.recognise.instruments_phrases import heads, words
from builder.recognise.instruments_scene import Token
from builder.recognise.instruments_titles import stem


def feminine(token: Token) -> bool:
    """Whether an instrument is named by a feminine noun."""
    return stem(token.text.split(" ")[0]) in words("feminine")


def agrees(word: str, named: Token) -> bool:
    """Whether a verb is of the gender of an instrument before it."""
    data = topic("events")["gender"]
    bare = word.lstrip(data["joins"])
    future = data["future"]
    bare = bare[1:] if bare.startswith(future) and len(bare) > 3 else bare
    of_her = bare.startswith(data["feminine_verbs"][0]) or bare.endswith(tuple(data["feminine_endings"]))
    return of_her == feminine(named)


def may_qualify(participle: str, named: Token) -> bool:
    """Whether a participle may qualify an instrument: of its gender, or the noun of its name tells none."""
    kind = heads().get(stem(named.text.split(" ")[0]))
    if kind is None or kind[1] == "many" or participle.endswith(tuple(topic("events")["gender"]["two"])):
        return True
    return participle.endswith(topic("events")["gender"]["feminine_ending"]) == feminine(named)
