"""Says what kind of duty a provision lays down, what sets it off, and how strongly it binds (ATOP's distinctions)."""

from __future__ import annotations

import re  # several times as fast as regex for the forms of a word
from functools import cache

from builder.languages import topic


def obligation(words: str) -> list[str]:
    """The types of duty in a provision's folded words: the one named first, or "other"."""
    data = topic("clauses")
    told = re.sub(rf"\b(?:{'|'.join(data['except'])}) \w+", " ", words)
    places = {name: place for name, choices in data["types"].items() if (place := _place(told, choices)) is not None}
    order = list(data["types"])
    return [min(places, key=lambda name: (places[name], order.index(name)))] if places else ["other"]


def _place(told: str, choices: list[list[list[str]]]) -> int | None:
    """Where the first cue of a type stands, where every group of one of its choices has a cue; else None."""
    found = []
    for groups in choices:
        cues = [_cue(tuple(group)).search(told) for group in groups]
        if all(cues):
            found.append(min(cue.start() for cue in cues if cue is not None))
    return min(found, default=None)


@cache
def _cue(words: tuple[str, ...]) -> re.Pattern[str]:
    """Any of some beginnings of words, with the clitics that may stand before them."""
    return re.compile(topic("clauses")["cue"] % "|".join(words))


def conditions(words: str) -> list[str]:
    """What sets the duty off, where the words give a condition; words that name one trigger name no wider one."""
    data = topic("clauses")
    if not set(words.split()) & set(data["condition"]):
        return []
    found = []
    for name, cues in data["triggers"].items():
        if any(cue in words for cue in cues):
            found.append(name)
            words = re.sub("|".join(cues), " ", words)
    return found


def strength(words: str) -> str | None:
    """shall, may or aim by words inside the provision; None where they do not say."""
    data = topic("clauses")
    present = set(words.split())
    return next((name for name in ("shall", "may", "aim") if present & set(data[name])), None)
