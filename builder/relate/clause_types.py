"""Says what kind of duty a provision lays down, what sets it off, and how strongly it binds (ATOP's distinctions)."""

from __future__ import annotations

import regex

from builder.languages import topic


def obligation(words: str) -> list[str]:
    """The types of duty in a provision's folded words: the first that fits, or "other"."""
    data = topic("clauses")
    told = regex.sub(rf"\b(?:{'|'.join(data['except'])}) \w+", " ", words)
    for name, choices in data["types"].items():
        for groups in choices:
            if all(any(cue in told for cue in group) for group in groups):
                return [name]
    return ["other"]


def conditions(words: str) -> list[str]:
    """What sets the duty off, where the words give a condition; words that name one trigger name no wider one."""
    data = topic("clauses")
    if not set(words.split()) & set(data["condition"]):
        return []
    found = []
    for name, cues in data["triggers"].items():
        if any(cue in words for cue in cues):
            found.append(name)
            words = regex.sub("|".join(cues), " ", words)
    return found


def strength(words: str) -> str | None:
    """shall, may or aim by words inside the provision; None where they do not say."""
    data = topic("clauses")
    present = set(words.split())
    return next((name for name in ("shall", "may", "aim") if present & set(data[name])), None)
