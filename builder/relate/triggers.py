"""Finds the words that say what is done with an instrument, and the instrument that it is done with."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import regex

from builder.languages import topic
from builder.recognise.instruments_scene import INSTRUMENT, WORD, Scene, Token
from builder.relate.scenes import Stage


@dataclass(frozen=True, slots=True)
class Trigger:
    """``at`` to ``last``: its tokens (both included). ``form``: verb, noun, participle or phrase."""

    kind: str
    form: str
    sentence: int
    at: int
    last: int
    pronoun: bool


@cache
def _patterns() -> dict[str, list[tuple[str, regex.Pattern[str], regex.Pattern[str] | None]]]:
    """Kind -> (form, pattern of the word, pattern of the second word)."""
    data = topic("events")
    lead, tail, pronoun = data["lead"], data["tail"], data["pronoun"]
    table: dict[str, list[tuple[str, regex.Pattern[str], regex.Pattern[str] | None]]] = {}
    for kind, forms in data["kinds"].items():
        rules: list[tuple[str, regex.Pattern[str], regex.Pattern[str] | None]] = []
        verbs = "|".join(forms.get("verb", []))
        if verbs:
            before = f"{lead}(?:{data['future_lead']}?{data['person']}|{data['verb_lead']})?"
            rules.append(("verb", regex.compile(f"{before}(?:{verbs})(?:{tail})?(?P<pronoun>{pronoun})?"), None))
        nouns = "|".join(forms.get("noun", []))
        if nouns:
            noun = regex.compile(f"{data['noun_lead']}(?:{nouns})(?P<pronoun>{pronoun})?")
            rules.append(("noun", noun, None))
        participles = "|".join(forms.get("participle", []))
        if participles:
            rules.append(("participle", regex.compile(f"(?:ال|وال)?(?:{participles})(?P<pronoun>)"), None))
        for first, second in forms.get("phrase", []):
            one = regex.compile(
                f"{data['noun_lead']}(?:{data['future_lead']})?(?:{data['person']})?(?:{first})(?:{tail})?(?P<pronoun>{pronoun})?"
            )
            rules.append(("phrase", one, regex.compile(f"(?:{second})")))
        table[kind] = rules
    return table


def triggers(scene: Scene, sentence: int) -> list[Trigger]:
    """The words of events in a sentence, in order; of two at one word the first kind in the data."""
    tokens = scene.sentences[sentence]
    found = []
    at = 0
    while at < len(tokens):
        one = _trigger(tokens, sentence, at)
        if one is not None:
            found.append(one)
        at += 1
    return found


def _trigger(tokens: tuple[Token, ...], sentence: int, at: int) -> Trigger | None:
    token = tokens[at]
    if token.tag != WORD:
        return None
    for kind, rules in _patterns().items():
        for form, pattern, second in rules:
            match = pattern.fullmatch(token.text)
            if match is None or _excluded(tokens, at, kind):
                continue
            last = _second(tokens, at, second) if second is not None else at
            if last is not None:
                return Trigger(kind, form, sentence, at, last, bool(match.group("pronoun")) or _on_it(tokens, at))
    return None


def _excluded(tokens: tuple[Token, ...], at: int, kind: str) -> bool:
    forms = topic("events")["kinds"][kind]
    before = tokens[at - 1].text if at else ""
    after = [t.text for t in tokens[at + 1 : at + 7]]
    if before in forms.get("not_after", ()) or after[:1] and after[0] in forms.get("not_before", ()):
        return True
    needs = forms.get("needs")
    return bool(needs) and not any(word in needs or word.startswith("منه") for word in after)


def _on_it(tokens: tuple[Token, ...], at: int) -> bool:
    """ "on it" right after the word: يوقع عليها."""
    return at + 1 < len(tokens) and tokens[at + 1].text in topic("events")["on_it"]


def _second(tokens: tuple[Token, ...], at: int, pattern: regex.Pattern[str]) -> int | None:
    for place in range(at + 1, min(at + 1 + topic("events")["reach"], len(tokens))):
        if tokens[place].tag == WORD and pattern.fullmatch(tokens[place].text):
            return place
    return None


def instruments_of(stage: Stage, trigger: Trigger, found: list[Trigger]) -> list[Token]:
    """The instruments that a trigger is about: of its own sentence, or the last one spoken of before it."""
    tokens = stage.scene.sentences[trigger.sentence]
    until = min((t.at for t in found if t.at > trigger.last and t.form != "participle"), default=len(tokens))
    inside = [t for t in tokens[trigger.at : trigger.last + 1] if t.tag == INSTRUMENT]
    before = [t for t in tokens[: trigger.at] if t.tag == INSTRUMENT]
    if inside:
        return inside[-1:]
    if trigger.form == "participle" or trigger.pronoun or _relative(tokens, trigger.at):
        return before[-1:] or earlier(stage.scene, trigger.sentence)
    after = _following(tokens, trigger.last + 1, min(until, trigger.last + 18))
    if trigger.kind == "EntryIntoForce" and trigger.form == "phrase":
        after = []
    return after or before[-1:] or (earlier(stage.scene, trigger.sentence) if trigger.form == "phrase" else [])


def earlier(scene: Scene, sentence: int) -> list[Token]:
    """The last instrument of the nearest of the two sentences before."""
    for number in range(sentence - 1, max(sentence - 3, -1), -1):
        spoken = [t for t in scene.sentences[number] if t.tag == INSTRUMENT]
        if spoken:
            return spoken[-1:]
    return []


def _relative(tokens: tuple[Token, ...], at: int) -> bool:
    return at > 0 and tokens[at - 1].text in topic("events")["relative"]


def _following(tokens: tuple[Token, ...], first: int, until: int) -> list[Token]:
    """The first instrument from ``first`` on, and those joined to it."""
    for at in range(first, until):
        if tokens[at].tag == INSTRUMENT:
            found = [tokens[at]]
            if at + 2 < len(tokens) and tokens[at + 1].text in topic("events")["joined_with"]:
                found += [t for t in tokens[at + 2 : at + 3] if t.tag == INSTRUMENT]
            return found
        if tokens[at].text in (".", "؛"):
            break
    return []
