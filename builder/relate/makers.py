"""Finds the parties of an instrument by who reached it, whom it is "between", and who negotiates it."""

from __future__ import annotations

from collections.abc import Iterator

from builder.languages import topic
from builder.model import Factuality, Span
from builder.recognise.instruments_scene import BLOC, STATE, WORD, Token
from builder.relate.scenes import Stage


def makers(stage: Stage, number: int, at: int) -> Iterator[tuple[str, Span, Factuality, str]]:
    """Who made, or is to make, the instrument at a token: its key, the words, how sure, and the rule."""
    for party, span in _between_them(stage, number, at):
        yield party, span, Factuality.ASSERTED, "party-between-them"
    for party, span in _reaching(stage, number, at):
        yield party, span, Factuality.ASSERTED, "party-reached"
    for party, span in _negotiating(stage, number, at):
        yield party, span, Factuality.PLANNED, "party-negotiates"


def _between_them(stage: Stage, number: int, at: int) -> Iterator[tuple[str, Span]]:
    """ "between them", with the two states named before it in the sentence: "نص اتفاق على تبادل الأراضي بينهما"."""
    tokens = stage.scene.sentences[number]
    reach = range(at + 1, min(at + topic("instruments")["reach_of_them"], len(tokens)))
    them = next((i for i in reach if tokens[i].text in topic("instruments")["between_them"]), None)
    if them is None or any(t.tag != WORD for t in tokens[at + 1 : them]):
        return
    named = [t.refs[0] for t in tokens[:at] if t.tag in (STATE, BLOC) and not t.demonym]
    states = list(dict.fromkeys(named))
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
    makers = [t for t in subject if t.tag in (STATE, BLOC) and not t.demonym]
    if len({t.refs[0] for t in makers}) > 1:
        for token in makers:
            yield token.refs[0], stage.tokens_span([token])


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


def two_in_focus(stage: Stage, number: int, token: Token) -> Iterator[tuple[str, Span]]:
    """ "between the two countries": the two states most spoken of so far."""
    states = stage.states(number)[:2]
    if len(states) == 2:
        for state in states:
            yield state, stage.tokens_span([token])
