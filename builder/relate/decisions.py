"""Finds the verb by which a state decides or announces what it thereby does ("أعلنت واشنطن انسحابها من المعاهدة")."""

from __future__ import annotations

from collections.abc import Sequence

from builder.languages import topic
from builder.recognise.instruments_scene import WORD, Token
from builder.relate.nouns import definite
from builder.relate.roster import is_title
from builder.relate.triggers import Trigger


def decided_at(tokens: Sequence[Token], trigger: Trigger) -> int | None:
    """Where the verb stands of which the deed is the object: names, dates and adverbs alone stand between."""
    data = topic("events")
    announced: dict[str, list[str]] = data["by_announcement"]
    alone = trigger.kind in announced["kinds"]
    if not (alone or trigger.kind in data["by_decision"]) or trigger.form not in ("noun", "phrase"):
        return None
    verbs = announced["verbs"] if alone else data["decides"]
    for at in range(trigger.at - 1, max(trigger.at - data["decision_reach"], 0) - 1, -1):
        text = tokens[at].text
        if text in verbs or (text.startswith(tuple(data["goes_on"])) and text[1:] in verbs):
            return at
        if tokens[at].tag == WORD and not _may_stand_between(tokens, at):
            return None
    return None


def _may_stand_between(tokens: Sequence[Token], at: int) -> bool:
    """Whether a word may stand between: an adverb, or one of the name, office or place of who decides."""
    data, word = topic("events"), tokens[at].text
    if word in data["meant"]:
        return False
    named = is_title(word) or (definite(word) and len(word) > _SHORTEST)
    placed = at > 0 and tokens[at - 1].text in data["place_lead"]
    return word in data["between_decision"] or _governs(word) or named or placed


_SHORTEST = 4


def _governs(word: str) -> bool:
    data = topic("subjects")["governs"]
    return word in data["who"] or word in data["as"]
