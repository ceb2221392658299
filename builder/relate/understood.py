"""Finds who does a deed where its verb names nobody: whom its relative clause describes, or the subject before it."""

from __future__ import annotations

import re  # several times as fast as regex for the forms of a word
from collections.abc import Sequence

from builder.languages import topic
from builder.recognise.instruments_phrases import words
from builder.recognise.instruments_scene import DATE, PERSON, STATE, Token
from builder.relate.agents import acts, place_lead
from builder.relate.scenes import Stage
from builder.relate.triggers import Trigger


def understood(stage: Stage, trigger: Trigger, about: Sequence[Token]) -> int | None:
    """The token of who does it, where the verb stands in a relative clause; None where nobody can be told.

    "مصر، التي صادقت عليها": whom the clause describes. "تتمسك مصر باتفاقية البحار التي انضمت إليها في 1998": the one
    state that the clause before has for a subject, where the verb has an object and no subject of its own.
    """
    tokens = stage.scene.sentences[trigger.sentence]
    opens = _opens(tokens, trigger.at)
    if trigger.form not in ("verb", "phrase") or opens is None:
        return None
    before = [at for at in range(max(opens - 2, 0), opens) if tokens[at].text not in words("pause")]
    described = before[-1] if before else opens
    if _run_before(tokens, opens, about) is not None:
        return None
    if acts(tokens[described]) or tokens[described].text in topic("events")["own_country"]:
        return described
    counted = _one_of_them(tokens, opens)
    if counted is not None:
        return counted
    named = [at for at in range(opens) if tokens[at] in about]
    if not named or not (_active(tokens, trigger) and _bare(tokens, trigger)):
        return None
    doers = {stage.state_of(tokens[at].refs[0]): at for at in range(named[-1]) if _subject(tokens, at)}
    doers.pop(None, None)
    return next(iter(doers.values())) if len(doers) == 1 else None


def _one_of_them(tokens: Sequence[Token], opens: int) -> int | None:
    """The state that is said to be the one that does it: "باتت تونس بذلك الدولة العاشرة التي تصادق عليها"."""
    data = topic("subjects")["one_of_them"]
    near = range(opens - 1, max(opens - data["reach"], 0), -1)
    doer = next((at for at in near if acts(tokens[at]) and not tokens[at].demonym), None)
    if doer is None or not any(t.text in data["country"] for t in tokens[doer + 1 : opens]):
        return None
    parted = any(t.text in (*words("pause"), *topic("events")["stops"]) for t in tokens[doer + 1 : opens])
    return doer if not parted and re.fullmatch(data["is"], tokens[doer - 1].text) else None


def between_whom(tokens: Sequence[Token], trigger: Trigger, about: Sequence[Token]) -> range | None:
    """The places of those between whom an instrument is that a relative clause describes: "معاهدة بين مصر وتونس التي".

    None where the clause describes whoever is named right before it.
    """
    opens = _opens(tokens, trigger.at)
    return _run_before(tokens, opens, about) if opens is not None and trigger.form == "verb" else None


def _run_before(tokens: Sequence[Token], opens: int, about: Sequence[Token]) -> range | None:
    """The names behind "between" up to the token ``opens``, where they stand right behind the instrument."""
    between = next((i for i in range(opens - 1, max(opens - _PARTIES, 0), -1) if tokens[i].text in words("between")), 0)
    run = tokens[between + 1 : opens] if between and tokens[between - 1] in about else ()
    joined = any(t.text in topic("events")["joined_with"] for t in run)
    named = all(acts(t) or t.text in words("party_joins") for t in run)
    return range(between + 1, opens) if joined and named else None


_PARTIES = 12
"""So many words at most stand between "between" and the last party."""


def whom(tokens: Sequence[Token], trigger: Trigger) -> list[int]:
    """Where those stand whom a relative clause tells to have done it with its subject: "الدول التي وقعت معها إيران"."""
    with_them = {t.text for t in tokens[trigger.last + 1 : trigger.last + 2]} & set(topic("events")["with_them"])
    opens = _opens(tokens, trigger.at) if with_them else None
    return [opens - 1] if opens and acts(tokens[opens - 1]) else []


def _opens(tokens: Sequence[Token], at: int) -> int | None:
    """Where the relative stands that opens the clause of a verb, an auxiliary between them or not."""
    data = topic("events")
    near = range(at - 1, max(at - 4, -1), -1)
    passed = {*data["past_auxiliaries"], *topic("factuality")["planned"]["was_due"]}
    first = next((i for i in near if tokens[i].text not in passed), None)
    return first if first is not None and tokens[first].text in data["relative"] else None


def _active(tokens: Sequence[Token], trigger: Trigger) -> bool:
    """Whether the verb has an object: its pronoun, or a preposition that "was signed" has not."""
    data = topic("subjects")["understood"]
    if tokens[trigger.at].text.endswith(tuple(data["pronouns"])):
        return True
    upon = {t.text for t in tokens[trigger.last + 1 : trigger.last + 2]}
    return trigger.kind in data["kinds"] and bool(upon & set(data["upon"]))


def _bare(tokens: Sequence[Token], trigger: Trigger) -> bool:
    """Whether no subject stands behind the verb: its preposition aside, a date, an adverb or nothing does."""
    data = topic("subjects")["understood"]
    at = trigger.last + 1
    at += at < len(tokens) and tokens[at].text in data["upon"]
    following = tokens[at] if at < len(tokens) else None
    return following is None or following.tag == DATE or following.text in data["behind"]


def _subject(tokens: Sequence[Token], at: int) -> bool:
    """Whether a state or a person is named that no preposition governs."""
    token = tokens[at]
    governed = at > 0 and tokens[at - 1].text in topic("parties")["signed_with_it"]["not_after"]
    plain = token.tag in (STATE, PERSON) and not token.demonym and not place_lead(tokens, at)
    return plain and not governed
