"""Finds the parties of an instrument by who reached it, whom it is "between", and who negotiates it."""

from __future__ import annotations

import re  # several times as fast as regex for the forms of a word
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

import regex

from builder.languages import topic
from builder.model import Factuality, Span
from builder.recognise.instruments_makers import commission
from builder.recognise.instruments_phrases import words
from builder.recognise.instruments_scene import BLOC, INSTRUMENT, STATE, WORD, Token, movements
from builder.recognise.words import WORDS
from builder.relate import pairs
from builder.relate.scenes import Stage
from builder.relate.state_lists import states_from


def makers(stage: Stage, number: int, at: int) -> Iterator[tuple[str, Span, Factuality, str]]:
    """Who made, or is to make, the instrument at a token: its key, the words, how sure, and the rule."""
    for party, span in _between_them(stage, number, at):
        yield party, span, Factuality.ASSERTED, "party-between-them"
    for party, span in _reaching(stage, number, at):
        yield party, span, Factuality.ASSERTED, "party-reached"
    for party, span in _commissioned(stage, number, at):
        yield party, span, Factuality.ASSERTED, "party-commission"
    for party, span in _announcing(stage, number, at):
        yield party, span, Factuality.ASSERTED, "party-announced"
    for party, span in _negotiating(stage, number, at):
        yield party, span, Factuality.PLANNED, "party-negotiates"
    for party, span in _bilateral(stage, number, at):
        yield party, span, Factuality.ASSERTED, "party-bilateral"
    for party, span in _both(stage, number, at):
        yield party, span, Factuality.ASSERTED, "party-both"
    for party, span in _settling(stage, number, at):
        yield party, span, Factuality.ASSERTED, "party-settles-by-it"
    for party, span in _obliging(stage, number, at):
        yield party, span, Factuality.ASSERTED, "party-obliged"
    for name, rule in (("bound", _bound), ("among", _among), ("with-it", _with_it)):
        for token in rule(stage.scene.sentences[number], at):
            yield token.refs[0], stage.tokens_span([token]), Factuality.ASSERTED, f"party-{name}"


def _states(tokens: Sequence[Token]) -> list[Token]:
    """The tokens that name states or bodies of states, adjectives aside."""
    return [t for t in tokens if t.tag in (STATE, BLOC) and not t.demonym]


def _bound(tokens: Sequence[Token], at: int) -> list[Token]:
    """Who is bound by it: "ترتبط مصر باتفاق خاص"."""
    words = topic("instruments")["bound"]
    verb = next((i for i in range(max(at - 5, 0), at) if tokens[i].text in words), None)
    return _states(tokens[verb + 1 : at]) if verb is not None else []


def _both(stage: Stage, number: int, at: int) -> Iterator[tuple[str, Span]]:
    """The two states of whom "they both signed", "the two ministers signed", "the two are bound by it" is said."""
    data, tokens = topic("parties")["both"], stage.scene.sentences[number]
    for verb in range(max(at - data["reach"], 0), at):
        text = tokens[verb].text
        if tokens[verb].tag != WORD or not _may_bind(text) or any(t.tag == INSTRUMENT for t in tokens[verb:at]):
            continue
        behind = [t.text for t in tokens[verb + 1 : verb + 3]]
        named = any(t.tag in (STATE, BLOC) and not t.demonym for t in tokens[verb:at])
        both = _verbs("verb").fullmatch(text) and not named
        ministers = _verbs("signs").fullmatch(text) and set(behind) & set(data["who"]) and not named
        bound = text in topic("instruments")["bound"] and set(behind) & set(topic("instruments")["two_parties"])
        if both or ministers or bound:
            span = stage.tokens_span([tokens[verb]])
            yield from ((state, span) for state in pairs.two(stage, number, verb, tokens[at].refs[0]))
            return


@lru_cache(maxsize=WORDS)
def _may_bind(word: str) -> bool:
    """Whether the word may say of two states that they both did something; most words do not."""
    told = any(_verbs(name).fullmatch(word) for name in ("verb", "signs"))
    return told or word in topic("instruments")["bound"]


@cache
def _verbs(name: str) -> regex.Pattern[str]:
    """The verbs of which one subject is two states: "they both did it", or "the two ministers signed it"."""
    return regex.compile(topic("parties")["both"][name])


def _among(tokens: Sequence[Token], at: int) -> list[Token]:
    """Who is "one of the first states that signed it": "كانت مصر من أوائل الدول التي وقعت على معاهدة"."""
    data = topic("instruments")["among"]
    near = [t.text for t in tokens[max(at - 6, 0) : at]]
    start = next((i for i in range(len(near) - 1) if near[i] in data["states"]), None)
    if start is None or near[start + 1] not in data["who"]:
        return []
    if near[start + 1] in topic("instruments")["relative"] and not set(near[start + 2 :]) & set(data["did"]):
        return []
    of = at - len(near) + start - 1
    of -= 1 if tokens[of].text in data["first"] else 0
    if of < 1 or tokens[of].text not in data["of"]:
        return []
    first = max(of - 4, 0)
    named = [i for i in range(first, of) if tokens[i].tag in (STATE, BLOC) and not tokens[i].demonym]
    pair = len(named) > 1 and all(t.text in words("and") for t in tokens[named[-2] + 1 : named[-1]])
    return [tokens[i] for i in named[-2 if pair else -1 :]]


def _with_it(tokens: Sequence[Token], at: int) -> list[Token]:
    """Whom "with it" means: the state named last before: "زار إيران منذ التوصل لاتفاق معها"."""
    with_it = tokens[at + 1 : at + 2]
    return _states(tokens[:at])[-1:] if with_it and with_it[0].text in topic("instruments")["with_it"] else []


def _settling(stage: Stage, number: int, at: int) -> Iterator[tuple[str, Span]]:
    """The two of whom it is said that they did something to it by the treaty: "قسمها البلدان باتفاقية 1965"."""
    data, tokens = topic("parties")["settled_by"], stage.scene.sentences[number]
    if at < 3 or tokens[at - 1].text not in data["by"]:
        return
    who = next((i for i in range(at - 2, max(at - data["reach"], 0), -1) if tokens[i].text in data["two"]), None)
    if who is None or any(t.tag != WORD for t in tokens[who:at]):
        return
    object_told = re.search(data["object"], tokens[who - 1].text) or tokens[at - 1].text in data["under"]
    if object_told and re.fullmatch(data["verb"], tokens[who - 1].text):
        span = stage.tokens_span([tokens[who]])
        yield from ((state, span) for state in pairs.two(stage, number, who, tokens[at].refs[0]))


def _obliging(stage: Stage, number: int, at: int) -> Iterator[tuple[str, Span]]:
    """Whom it obliges: "ويلزم الإعلان، الموقع في 26 أكتوبر، البلدين بسحب"; a treaty binds only its parties."""
    data, tokens = topic("parties")["obliged"], stage.scene.sentences[number]
    if stage.scene.entities[tokens[at].refs[0]].kind == "Instrument":  # resolutions bind others too
        return
    behind = at + 1
    if at and re.fullmatch(data["verb"], tokens[at - 1].text):
        if tokens[behind : behind + 1] and tokens[behind].text in words("pause"):
            closes = (i for i in range(behind + 1, min(behind + 16, len(tokens))) if tokens[i].text in words("pause"))
            behind = next(closes, behind) + 1
    elif behind < len(tokens) and re.fullmatch(data["verb"], tokens[behind].text):
        behind += 1
    else:
        return
    if behind < len(tokens) and tokens[behind].text in topic("instruments")["two_parties"]:
        span = stage.tokens_span([tokens[behind]])
        yield from ((state, span) for state in pairs.two(stage, number, behind, tokens[at].refs[0]))
    yield from ((token.refs[0], stage.tokens_span([token])) for token in states_from(tokens, behind))


def _bilateral(stage: Stage, number: int, at: int) -> Iterator[tuple[str, Span]]:
    """The two states of the sentence, by name or adjective, where it is called bilateral."""
    tokens = stage.scene.sentences[number]
    if not set(tokens[at].text.split(" ")) & set(topic("instruments")["bilateral"]):
        return
    named = {t.refs[0]: stage.tokens_span([t]) for t in tokens if t.tag == STATE}
    whole = stage.tokens_span(tokens)
    named |= {state: span for one, state, span in stage.titled if one == tokens[at].refs[0] and whole.covers(span)}
    if len(named) == 2:
        yield from named.items()


def _between_them(stage: Stage, number: int, at: int) -> Iterator[tuple[str, Span]]:
    """ "between them", with the two states named before it in the sentence: "نص اتفاق على تبادل الأراضي بينهما"."""
    tokens = stage.scene.sentences[number]
    reach = range(at + 1, min(at + topic("instruments")["reach_of_them"], len(tokens)))
    them = next((i for i in reach if tokens[i].text in topic("instruments")["between_them"]), None)
    if them is None or any(t.tag != WORD for t in tokens[at + 1 : them]):
        return
    consent = topic("parties")["by_consent"]
    if them == at + 1 and at and tokens[at - 1].text == consent["by"] and tokens[at].text == consent["word"]:
        return
    named = [t.refs[0] for t in tokens[:at] if t.tag in (STATE, BLOC) and not t.demonym]
    states = list(dict.fromkeys(named)) or stage.states(number)[:2]
    if len(states) == 2:
        for state in states:
            yield state, stage.tokens_span([tokens[them]])


def _reaching(stage: Stage, number: int, at: int) -> Iterator[tuple[str, Span]]:
    """Those who have reached it: "توصلت الدولتان إلى اتفاق"."""
    data = topic("instruments")
    tokens = stage.scene.sentences[number]
    verb = next((i for i in range(at - 1, max(at - 9, -1), -1) if tokens[i].text in data["reach"]), None)
    if verb is None or (verb and tokens[verb - 1].text in data["not_done"]):
        return
    subject = tokens[verb + 1 : at]
    if any(t.text in data["two_parties"] for t in subject):
        yield from two_in_focus(stage, number, next(t for t in subject if t.text in data["two_parties"]))
        return
    makers = _states(subject) or _states(tokens[max(verb - 5, 0) : verb])
    if len({t.refs[0] for t in makers}) > 1:
        for token in makers:
            yield token.refs[0], stage.tokens_span([token])


def _commissioned(stage: Stage, number: int, at: int) -> Iterator[tuple[str, Span]]:
    """The two states whose joint commission agrees on it or signs it, in the sentence before it."""
    tokens = stage.scene.sentences[number][:at]
    if any(re.fullmatch(topic("parties")["commissions"]["deed"], t.text) for t in tokens):
        for state, token in commission(tokens).items():
            yield state, stage.tokens_span([token])


def _announcing(stage: Stage, number: int, at: int) -> Iterator[tuple[str, Span]]:
    """Those who announce that it is reached: "أعلن لبنان وقبرص التوصل إلى اتفاق", or one, with another named behind."""
    data = topic("instruments")["announced_reach"]
    tokens = stage.scene.sentences[number]
    noun = next((i for i in range(at - 1, max(at - 5, 0), -1) if tokens[i].text in data["noun"]), None)
    if noun is None or any(t.tag != WORD for t in tokens[noun + 1 : at]):
        return
    reach = range(noun - 1, max(noun - data["reach"], -1), -1)
    verb = next((i for i in reach if re.fullmatch(data["verb"], tokens[i].text)), None)
    if verb is None:
        return
    announcers = {t.refs[0]: t for t in _states(tokens[verb + 1 : noun]) or _states(tokens[max(verb - 4, 0) : verb])}
    behind = {t.text for t in tokens[at + 1 : at + 3]}
    alone = len(announcers) == 1 and bool(behind & set(topic("instruments")["with"]))
    both = len(announcers) == 2 and not (set(tokens[at].text.split(" ")) | behind) & _mediated()
    both = both or (len(announcers) == 2 and not announcers.keys().isdisjoint(movements()))
    for party, token in announcers.items() if alone or both else ():
        yield party, stage.tokens_span([token])


@cache
def _mediated() -> frozenset[str]:
    """Words that tell that those who announce it need not be its parties: a truce, or others "between" whom it is."""
    return frozenset((*topic("instruments")["announced_reach"]["mediated"], *topic("instruments")["between"]))


def _negotiating(stage: Stage, number: int, at: int) -> Iterator[tuple[str, Span]]:
    """Those who are "part of the negotiations" of it will be its parties."""
    data = topic("instruments")["part_of_talks"]
    tokens = stage.scene.sentences[number]
    before = [t.text for t in tokens[max(at - 3, 0) : at]]
    part = next((i for i in range(len(before) - 1) if before[i] in data["part"]), None)
    if part is None or before[-1] not in data["talks"] or before[-2] not in data["of"]:
        return
    for token in tokens[: at - len(before) + part]:
        if token.tag == STATE and not token.demonym:
            yield token.refs[0], stage.tokens_span([token])


def two_in_focus(stage: Stage, number: int, token: Token, instrument: str | None = None) -> Iterator[tuple[str, Span]]:
    """ "between the two countries": the two that are meant."""
    at = stage.scene.sentences[number].index(token)
    for state in pairs.two(stage, number, at, instrument):
        yield state, stage.tokens_span([token])
