"""Finds the words that say what is done with an instrument, and the instrument that it is done with."""

from __future__ import annotations

import re  # several times as fast as regex for the forms of a word
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from typing import Any

from builder.languages import topic
from builder.recognise.instruments_phrases import PARTIES, words
from builder.recognise.instruments_scene import INSTRUMENT, ORGAN, STATE, WORD, Scene, Token
from builder.recognise.instruments_titles import stem
from builder.relate.approves_again import approver
from builder.relate.beside import beside, ends, extended, goes_on_about, without_aside
from builder.relate.decrees import on_decree
from builder.relate.senses import left_by_states, other_sense

Second = tuple[re.Pattern[str], int | None]
"""The pattern of a second word, and how far behind the first it may stand, where not as far as for its kind."""

Rule = tuple[str, re.Pattern[str], Second | None]


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
    lead, tail = data["lead"], data["tail"]
    pronoun, of_noun = (f"(?P<pronoun>{data[name]})?" for name in ("pronoun", "noun_pronoun"))
    finite = f"{lead}(?:{data['future_lead']}?{data['person']}|{data['verb_lead']})?"
    rules: list[Rule] = []
    if forms.get("verb"):
        rules.append(("verb", re.compile(f"{finite}(?:{'|'.join(forms['verb'])})(?:{tail})?{pronoun}"), None))
    if forms.get("noun"):
        rules.append(("noun", re.compile(f"{data['noun_lead']}(?:{'|'.join(forms['noun'])}){of_noun}"), None))
    if forms.get("participle"):
        participles = "|".join(forms["participle"])
        rules.append(("participle", re.compile(f"{data['participle_lead']}(?:{participles})(?P<pronoun>)"), None))
    for form in ("phrase", "direct"):
        for first, second, *reach in forms.get(form, []):
            one = f"(?:{finite}|{data['noun_lead']})(?:{first})(?:{tail})?{pronoun}"
            rules.append((form, re.compile(one), (re.compile(second), reach[0] if reach else None)))
    for form in ("beside", "ends", "organs"):
        if forms.get(form):
            rules.append((form, re.compile(f"{finite}(?:{'|'.join(forms[form])})(?:{tail})?{pronoun}"), None))
    return rules


_PLAIN = {"direct": "phrase", "beside": "verb", "ends": "verb", "organs": "verb"}
"""Forms that are read like another, once what they ask for stands beside them."""


def triggers(scene: Scene, sentence: int, before: Trigger | None = None) -> list[Trigger]:
    """The words of events in a sentence, in order. ``before``: the last one of the sentence before."""
    tokens = scene.sentences[sentence]
    found: list[Trigger] = []
    for at, token in enumerate(tokens):
        last = found[-1] if found else before
        one = _trigger(tokens, sentence, at) if token.tag == WORD and _matching(token.text) else None
        one = one or _approval_again(scene, sentence, at)
        one = one or (_following_deed(tokens, sentence, at, last) if last is not None else None)
        inside = bool(found) and at <= found[-1].last
        if one is not None and not (inside and (one.kind == found[-1].kind or _object_of(found[-1], one))):
            found.append(_taking_effect(tokens, one, found[-1]) if found else one)
    return found


def _approval_again(scene: Scene, sentence: int, at: int) -> Trigger | None:
    """An approval whose subject a sentence before tells; nothing is asked of most words."""
    told = at <= 1 and approver(scene.sentences, sentence, at) is not None
    return Trigger("Ratification", "verb", sentence, at, at, False) if told else None


def _object_of(phrase: Trigger, one: Trigger) -> bool:
    """Whether a word is one of a phrase that tells all that is done: "withdrew its ratification", "lost its force"."""
    told = one.kind == "EntryIntoForce" or (one.form == "noun" and phrase.kind == "Withdrawal")
    return phrase.form == "phrase" and phrase.kind in ("Withdrawal", "Termination") and told


def _taking_effect(tokens: tuple[Token, ...], one: Trigger, before: Trigger) -> Trigger:
    """The trigger; where what takes effect is the withdrawal told before it, and no instrument: that."""
    data = topic("events")
    if one.kind != "EntryIntoForce" or before.kind not in data["effect_of"]:
        return one
    between = [t for t in tokens[before.last + 1 : one.last + 1] if t.tag == INSTRUMENT]
    feminine = all(stem(t.text.split(" ")[0]) in words("feminine") for t in between[-1:])
    that = (*data["told_on"]["that"], *data["and_that"], *topic("factuality")["conditional"]["whether"]["if"])
    subject = before.form == "noun" and (not before.at or tokens[before.at - 1].text in that)
    if not re.fullmatch(data["takes_effect"], tokens[one.at].text) or not (feminine or subject):
        return one
    return Trigger(before.kind, one.form, one.sentence, one.at, one.last, True)


def _following_deed(tokens: tuple[Token, ...], sentence: int, at: int, last: Trigger) -> Trigger | None:
    """ "and Pakistan followed it": the same deed by another."""
    if not topic("events")["kinds"][last.kind].get("each") or last.form == "noun":
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
    for kind, form, second, of_it in _matching(tokens[at].text):
        last = _second(tokens, at, second, kind) if second is not None else at
        if last is None or _excluded(tokens, at, last, kind, form):
            continue
        if not (form == "beside" and of_it and goes_on_about(tokens, at)) and not _fits(
            tokens, at, last, kind, form, second
        ):
            continue
        told = _effect(tokens, at, last, kind)
        taken_up = (form == "direct" and _taken_up(tokens[last], second)) or (form == "beside" and extended(tokens, at))
        pronoun = told != kind or of_it or taken_up or _on_it(tokens, at, kind)
        return Trigger(told, _PLAIN.get(form, form), sentence, at, last, pronoun)
    return None


def _fits(tokens: tuple[Token, ...], at: int, last: int, kind: str, form: str, second: Second | None) -> bool:
    """Whether the words beside a word of many uses make it one of this form."""
    if form == "beside":
        return beside(tokens, at) or extended(tokens, at)
    if form == "ends":
        return ends(tokens, at)
    consent = topic("events")["kinds"][kind].get("consent")
    if form == "phrase" and consent and re.fullmatch(consent, tokens[last].text):
        given = topic("events")["kinds"][kind]["receives"]
        by = range(last + 1, last + 3) if re.fullmatch(given, tokens[at].text) else range(max(at - 3, 0), last)
        return any(tokens[i].tag == ORGAN for i in by if i < len(tokens))
    if form == "organs":
        on, meant = topic("events")["object_leads"], topic("events")["authorises"]
        near = without_aside(tokens, at + 1)
        named = any(t.text in on and n.tag == INSTRUMENT for t, n in pairwise(near)) or on_decree(tokens, at + 1)
        named = named and not any(t.text in meant for t in near)
        taken_up = any(t.text in topic("events")["on_it"] for t in near[:1])
        return (named or taken_up) and any(t.tag == ORGAN for t in tokens[max(at - 3, 0) : at + 6])
    if form != "direct" or _taken_up(tokens[last], second):
        return form != "direct" or kind != "Withdrawal" or left_by_states(tokens, at, last)
    taken_out = topic("events")["kinds"][kind].get("takes_out")
    if taken_out and re.fullmatch(taken_out, tokens[at].text) and not (last > at + 1 and _state(tokens[last - 1])):
        return False
    returns = topic("events")["kinds"][kind].get("returns")
    if returns and re.fullmatch(returns, tokens[at].text):
        who = any(map(_state, tokens[max(at - 1, 0) : last]))
        return who and last + 1 < len(tokens) and tokens[last + 1].tag == INSTRUMENT
    within = topic("events")["kinds"][kind].get("within", 2)
    near = tuple(t for t in tokens[last + 1 : last + 2 + within] if t.text not in topic("instruments")["this"])[:within]
    return any(t.tag == INSTRUMENT for t in near) or any(t.text in topic("events")["on_it"] for t in near[:1])


def _state(token: Token) -> bool:
    """Whether a state is named, or "his country"."""
    return (token.tag == STATE and not token.demonym) or token.text in topic("events")["own_country"]


def _taken_up(token: Token, second: Second | None) -> bool:
    """Whether the second word bears a pronoun of the instrument: انتهت صلاحيتها."""
    match = second[0].fullmatch(token.text) if second is not None else None
    return match is not None and bool(match.groupdict().get("it"))


@cache
def _any() -> re.Pattern[str]:
    """The words of all kinds in the rules of one: one look tells most words from them."""
    merged: dict[str, list[Any]] = {}
    for forms in topic("events")["kinds"].values():
        for form, words_of in forms.items():
            if isinstance(words_of, list):
                merged.setdefault(form, []).extend(words_of)
    for form in ("phrase", "direct"):
        merged[form] = [["|".join(dict.fromkeys(first for first, *_ in merged.get(form, ()))), ""]]
    # Without the names of groups, which would be there more than once.
    return re.compile("|".join(one.pattern for _, one, _ in _rules(merged)).replace("?P<pronoun>", "?:"))


@lru_cache(maxsize=1 << 16)
def _matching(word: str) -> tuple[tuple[str, str, Second | None, bool], ...]:
    """The rules that the word fits: kind, form, what must follow, and whether the word bears a pronoun."""
    if _any().fullmatch(word) is None:
        return ()
    found = []
    for kind, rules in _patterns().items():
        for form, pattern, second in rules:
            match = pattern.fullmatch(word)
            if match is not None:
                found.append((kind, form, second, bool(match.group("pronoun"))))
    return tuple(found)


def _effect(tokens: tuple[Token, ...], at: int, last: int, kind: str) -> str:
    """What takes effect: the instrument, or a withdrawal from it ("يصبح الانسحاب نافذا")."""
    effects = topic("events")["effects"]
    if kind != "EntryIntoForce":
        return kind
    negations = topic("factuality")["denied"]["negation_present"]
    first = at - 1 - (at > 1 and tokens[at - 1].text in negations)
    subject = tokens[first].text if at else ""
    taken = effects.get(subject) or effects.get(subject[1:])
    if taken and re.fullmatch(topic("events")["takes_effect"], tokens[at].text):
        return str(taken)  # "the withdrawal is not effective until six months later"
    by, of = topic("events")["by_means"]["by"], topic("events")["effects_of"]
    near = tokens[at + 1 : at + 2 + (tokens[at + 1].text in topic("events")["decision"]["nouns"])] if at < last else ()
    own = (of.get(t.text) for t in near)
    inside = (effects.get(t.text) or effects.get(t.text.removeprefix(by)) for t in tokens[at : last + 1])
    return next((effect for effect in (*own, *inside) if effect), kind)


def _excluded(tokens: tuple[Token, ...], at: int, last: int, kind: str, form: str) -> bool:
    """Whether the words beside it show another sense of the word."""
    data = topic("events")
    forms = data["kinds"][kind]
    before = tokens[at - 1].text if at else ""
    after = _behind(tokens, last if form == "phrase" else at, form)
    if (
        (before.isdigit() and tokens[at - 1].tag == WORD and form != "participle")  # the number of a resolution
        or other_sense(tokens, at, kind, form)
        or tokens[at].text in forms.get("never", ())
        or before in forms.get("not_after", ())
        or any(t.text in forms.get("not_within", ()) for t in tokens[at + 1 : last + 2 * _is_but(tokens[last])])
        or (after and after[0].text in forms.get("not_before", ()))
    ):
        return True
    if "from" not in forms:
        return False
    near = forms.get("from_near", ())
    leads = [i for i, t in enumerate(after[:-1]) if t.text in forms["from"] or (i < _NEAR and t.text in near)]
    left = [after[i + 1] for i in leads]
    if form in ("direct", "beside"):
        return False
    if not left and form == "verb" and _leaves(tokens, at):
        return False
    if form == "phrase" and not left and tokens[at].text.endswith(tuple(forms.get("notice", ["-"]))):
        return False
    return not (left and left[0].tag == INSTRUMENT) and not any(t.text in forms["from_it"] for t in after)


def _is_but(token: Token) -> bool:
    """Whether a phrase ends in "but", behind which its own object stands: "لا تسري إلا على"."""
    return token.text in topic("factuality")["exception"]


def _behind(tokens: tuple[Token, ...], at: int, form: str) -> list[Token]:
    """The words behind a deed, quotation marks aside; of a noun, those who do it and what joins them too."""
    listed = form in ("noun", "verb")  # a list of those who do it may follow
    joins = words("party_joins") - set(topic("events")["object_leads"]) if listed else frozenset()
    passed = {*topic("events")["quotes"], *joins}
    near = tokens[at + 1 : at + (21 if listed else 9)]
    return [t for t in near if t.text not in passed and not (listed and t.tag in PARTIES)][:7]


_NEAR = 3
"""So far at most a joined preposition stands from its verb."""


def _leaves(tokens: tuple[Token, ...], at: int) -> bool:
    """Whether a state withdraws of which the sentence has told of an instrument before: "قد تنسحب واشنطن"."""
    beside = [*tokens[max(at - 2, 0) : at], *tokens[at + 1 : at + 2]]
    state = any(t.tag == STATE and not t.demonym for t in beside)
    following = tokens[at + 1] if at + 1 < len(tokens) else None
    ends = following is None or following.tag == STATE or following.text in topic("events")["after_leaving"]
    return state and ends and any(t.tag == INSTRUMENT for t in tokens[:at])


def _on_it(tokens: tuple[Token, ...], at: int, kind: str) -> bool:
    """ "on it", "from it" right after the word: يوقع عليها, انسحبت منها."""
    data = topic("events")
    words_of_it = [*data["on_it"], *data["kinds"][kind].get("from_it", ())]
    text = data["text_of_it"]
    if kind in text["kinds"] and any(
        t.text in text["words"] for t in (*tokens[max(at - 3, 0) : at], *tokens[at + 1 : at + 2])
    ):
        return True
    return any(t.text in words_of_it for t in tokens[at + 1 : at + 4])


def _second(tokens: tuple[Token, ...], at: int, second: Second, kind: str) -> int | None:
    data = topic("events")
    pattern, reach = second[0], second[1] or data["kinds"][kind].get("reach", data["reach"])
    for place in range(at + 1, min(at + 1 + reach, len(tokens))):
        if tokens[place].tag == WORD and pattern.fullmatch(tokens[place].text):
            return place + _is_more(tokens, place, kind)
    return None


def _is_more(tokens: tuple[Token, ...], at: int, kind: str) -> bool:
    """Whether the word behind belongs to the phrase too: "حيز التنفيذ"."""
    whole = topic("events")["kinds"][kind].get("whole", {"first": ()})
    return at + 1 < len(tokens) and tokens[at].text in whole["first"] and tokens[at + 1].text in whole["second"]
