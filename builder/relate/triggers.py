"""Finds the words that say what is done with an instrument, and the instrument that it is done with."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

import regex

from builder.languages import topic
from builder.recognise.instruments_phrases import PARTIES
from builder.recognise.instruments_scene import INSTRUMENT, WORD, Scene, Token

Rule = tuple[str, regex.Pattern[str], regex.Pattern[str] | None]


@dataclass(frozen=True, slots=True)
class Trigger:
    """``at`` to ``last``: its tokens (both included). ``form``: verb, noun, participle or phrase.

    ``pronoun``: the instrument is taken up by a pronoun. ``follows``: the deed is that of the event before.
    """

    kind: str
    form: str
    sentence: int
    at: int
    last: int
    pronoun: bool
    follows: bool = False


@cache
def _patterns() -> dict[str, list[Rule]]:
    """Kind -> (form, pattern of the word, pattern of the second word)."""
    return {kind: _rules(forms) for kind, forms in topic("events")["kinds"].items()}


def _rules(forms: dict[str, Any]) -> list[Rule]:
    data = topic("events")
    lead, tail, pronoun = data["lead"], data["tail"], f"(?P<pronoun>{data['pronoun']})?"
    finite = f"{lead}(?:{data['future_lead']}?{data['person']}|{data['verb_lead']})?"
    rules: list[Rule] = []
    if forms.get("verb"):
        rules.append(("verb", regex.compile(f"{finite}(?:{'|'.join(forms['verb'])})(?:{tail})?{pronoun}"), None))
    if forms.get("noun"):
        rules.append(("noun", regex.compile(f"{data['noun_lead']}(?:{'|'.join(forms['noun'])}){pronoun}"), None))
    if forms.get("participle"):
        participles = "|".join(forms["participle"])
        rules.append(("participle", regex.compile(f"{data['participle_lead']}(?:{participles})(?P<pronoun>)"), None))
    for first, second in forms.get("phrase", []):
        one = f"(?:{finite}|{data['noun_lead']})(?:{first})(?:{tail})?{pronoun}"
        rules.append(("phrase", regex.compile(one), regex.compile(second)))
    if forms.get("beside"):
        rules.append(("beside", regex.compile(f"{finite}(?:{'|'.join(forms['beside'])})(?:{tail})?{pronoun}"), None))
    return rules


def triggers(scene: Scene, sentence: int, before: Trigger | None = None) -> list[Trigger]:
    """The words of events in a sentence, in order. ``before``: the last one of the sentence before."""
    tokens = scene.sentences[sentence]
    found: list[Trigger] = []
    for at in range(len(tokens)):
        last = found[-1] if found else before
        one = _trigger(tokens, sentence, at) or _following_deed(tokens, sentence, at, last)
        if one is not None:
            found.append(one)
    return found


def _following_deed(tokens: tuple[Token, ...], sentence: int, at: int, last: Trigger | None) -> Trigger | None:
    """ "and Pakistan followed it": the same deed by another."""
    if last is None or not topic("events")["kinds"][last.kind].get("each") or last.form != "verb":
        return None
    text, data = tokens[at].text, topic("events")
    actor = at + 1 < len(tokens) and tokens[at + 1].tag in PARTIES
    if text in data["follows_verbs"] or (text in data["follows"] and actor):
        return Trigger(last.kind, "verb", sentence, at, at, True, True)
    pattern = _patterns()[last.kind][0][1]
    if at and tokens[at - 1].text in data["follows"] and pattern.fullmatch(text):
        return Trigger(last.kind, "verb", sentence, at, at, True, True)
    return None


def _trigger(tokens: tuple[Token, ...], sentence: int, at: int) -> Trigger | None:
    token = tokens[at]
    if token.tag != WORD:
        return None
    for kind, form, second, of_it in _matching(token.text):
        if _excluded(tokens, at, kind) or (form == "beside" and not _beside(tokens, at)):
            continue
        last = _second(tokens, at, second) if second is not None else at
        if last is not None:
            told = _effect(tokens, at, last, kind)
            pronoun = told != kind or of_it or _on_it(tokens, at, kind)
            return Trigger(told, "verb" if form == "beside" else form, sentence, at, last, pronoun)
    return None


@lru_cache(maxsize=1 << 16)
def _matching(word: str) -> tuple[tuple[str, str, regex.Pattern[str] | None, bool], ...]:
    """The rules that the word fits: kind, form, what must follow, and whether the word bears a pronoun."""
    found = []
    for kind, rules in _patterns().items():
        for form, pattern, second in rules:
            match = pattern.fullmatch(word)
            if match is not None:
                found.append((kind, form, second, bool(match.group("pronoun"))))
    return tuple(found)


def _beside(tokens: tuple[Token, ...], at: int) -> bool:
    """Whether the instrument stands right after a word, or after its subject: "يعتمد القرار", "يعتمد المجلس القرار"."""
    following = tokens[at + 1 : at + 3]
    own = bool(following) and following[0].tag == INSTRUMENT
    return own or (len(following) == 2 and following[0].tag in PARTIES and following[1].tag == INSTRUMENT)


def _effect(tokens: tuple[Token, ...], at: int, last: int, kind: str) -> str:
    """What takes effect: the instrument, or a withdrawal from it ("يصبح الانسحاب نافذا")."""
    effects = topic("events")["effects"]
    inside = (effects.get(t.text) for t in tokens[at : last + 1]) if kind == "EntryIntoForce" else ()
    return next((effect for effect in inside if effect), kind)


def _excluded(tokens: tuple[Token, ...], at: int, kind: str) -> bool:
    """Whether the words beside it show another sense of the word."""
    forms = topic("events")["kinds"][kind]
    before = tokens[at - 1].text if at else ""
    after = tokens[at + 1 : at + 8]
    if before in forms.get("not_after", ()) or (after and after[0].text in forms.get("not_before", ())):
        return True
    if "from" not in forms:
        return False
    left = [after[i + 1] for i, t in enumerate(after[:-1]) if t.text in forms["from"]]
    return not (left and left[0].tag == INSTRUMENT) and not any(t.text in forms["from_it"] for t in after)


def _on_it(tokens: tuple[Token, ...], at: int, kind: str) -> bool:
    """ "on it", "from it" right after the word: يوقع عليها, انسحبت منها."""
    data = topic("events")
    words_of_it = [*data["on_it"], *data["kinds"][kind].get("from_it", ())]
    return any(t.text in words_of_it for t in tokens[at + 1 : at + 4])


def _second(tokens: tuple[Token, ...], at: int, pattern: regex.Pattern[str]) -> int | None:
    for place in range(at + 1, min(at + 1 + topic("events")["reach"], len(tokens))):
        if tokens[place].tag == WORD and pattern.fullmatch(tokens[place].text):
            return place
    return None
