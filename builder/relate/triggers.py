"""Finds the words that say what is done with an instrument, and the instrument that it is done with."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import regex

from builder.languages import topic
from builder.recognise.instruments_phrases import PARTIES, heads, words
from builder.recognise.instruments_scene import INSTRUMENT, PERSON, WORD, Scene, Token
from builder.recognise.instruments_titles import stem
from builder.relate.scenes import Stage

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


def _rules(forms: dict[str, list[str]]) -> list[Rule]:
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
        rules.append(("participle", regex.compile(f"(?:ال|وال)?(?:{participles})(?P<pronoun>)"), None))
    for first, second in forms.get("phrase", []):
        one = f"(?:{finite}|{data['noun_lead']})(?:{first})(?:{tail})?{pronoun}"
        rules.append(("phrase", regex.compile(one), regex.compile(second)))
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
    for kind, rules in _patterns().items():
        for form, pattern, second in rules:
            match = pattern.fullmatch(token.text)
            if match is None or _excluded(tokens, at, kind):
                continue
            last = _second(tokens, at, second) if second is not None else at
            if last is not None:
                told = _effect(tokens, at, last, kind)
                pronoun = told != kind or bool(match.group("pronoun")) or _on_it(tokens, at, kind)
                return Trigger(told, form, sentence, at, last, pronoun)
    return None


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


def instruments_of(stage: Stage, trigger: Trigger, found: list[Trigger]) -> list[Token]:
    """The instruments that a trigger is about: of its own sentence, or the last one spoken of before it."""
    tokens = stage.scene.sentences[trigger.sentence]
    until = min((t.at for t in found if t.at > trigger.last and t.form != "participle"), default=len(tokens))
    inside = [t for t in tokens[trigger.at : trigger.last + 1] if t.tag == INSTRUMENT]
    before = _agreeing(tokens, trigger)
    if inside:
        return inside[-1:]
    if trigger.form == "participle" or _relative(tokens, trigger.at):
        return _qualified(tokens, trigger.at)
    if trigger.pronoun:
        return before[-1:] or earlier(stage, trigger.sentence)
    after = _following(tokens, trigger.last + 1, min(until, trigger.last + 18))
    if trigger.kind == "EntryIntoForce" and trigger.form == "phrase":
        after = []
    return after or before[-1:] or (earlier(stage, trigger.sentence) if trigger.form == "phrase" else [])


def _agreeing(tokens: tuple[Token, ...], trigger: Trigger) -> list[Token]:
    """The instruments before a trigger, those of its gender where it shows one and there are such."""
    before = [t for t in tokens[: trigger.at] if t.tag == INSTRUMENT]
    data = topic("events")["gender"]
    beside = [t.text for t in tokens[trigger.at : trigger.last + 4]]
    if any(word.endswith(tuple(data["feminine_pronouns"])) for word in beside[:4:3] + beside[:2]) or (trigger.form != "noun" and tokens[trigger.at].text.lstrip(data["joins"]).startswith(
        tuple(data["feminine_verbs"])
    )):
        alike = [t for t in before if feminine(t)]
    else:
        alike = []
    return alike or before


def feminine(token: Token) -> bool:
    """Whether an instrument is named by a feminine noun."""
    return stem(token.text.split(" ")[0]) in words("feminine")


def _qualified(tokens: tuple[Token, ...], at: int) -> list[Token]:
    """The instrument that a relative clause or participle qualifies: nothing but its parties stands between.

    Where a plural is qualified ("the treaties that they signed, among them …"), its members that follow.
    """
    alone = [t for t in tokens[:at] if t.tag == INSTRUMENT]
    if len(alone) == 1 and at and tokens[at - 1].text in words("pause"):
        return alone
    for place in range(at - 1, max(at - 22, -1), -1):
        token = tokens[place]
        if token.tag == INSTRUMENT:
            return [token]
        if token.tag == WORD and heads().get(stem(token.text), ("", ""))[1] == "many":
            return _members(tokens, at)
        if not _may_part(token):
            return []
    return []


def _may_part(token: Token) -> bool:
    """Whether a token may stand between a name and its participle: parties, joining words, adjectives, dates."""
    if token.tag != WORD:
        return True
    joins = words("party_joins") | words("between") | words("with") | words("year_words") | words("relative")
    return token.text in joins or token.text in words("may_part") or stem(token.text) != token.text


def _members(tokens: tuple[Token, ...], at: int) -> list[Token]:
    marks = topic("events")["class_members"]
    for place in range(at, len(tokens) - 1):
        if tokens[place].text in marks and tokens[place + 1].tag == INSTRUMENT:
            return [tokens[place + 1]]
    return []


def earlier(stage: Stage, sentence: int) -> list[Token]:
    """The instrument most spoken of in the article among those of the nearest sentence before (at most three back)."""
    for number in range(sentence - 1, max(sentence - 4, -1), -1):
        spoken = [t for t in stage.scene.sentences[number] if t.tag == INSTRUMENT and not stage.cited(t.refs[0])]
        if spoken:
            return [max(spoken, key=lambda t: stage.spoken(t.refs[0]))]
    return []


def _replaces(word: str) -> bool:
    """Whether a word tells of a replacement, whose object is not that of the event before it."""
    data = topic("supersession")
    return any(regex.fullmatch(data[rule]["verb"], word) for rule in ("takes", "exchanged"))


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
        if tokens[at].text in topic("events")["ends"] or _replaces(tokens[at].text):
            break
    return []


__all__ = ["PERSON", "Trigger", "earlier", "instruments_of", "triggers"]
