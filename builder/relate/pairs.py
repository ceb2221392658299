"""Says which states "the two countries" and "the three states" are, where a text does not name them again."""

from __future__ import annotations

import re  # several times as fast as regex for the forms of a word
from collections.abc import Sequence

from builder.languages import topic
from builder.model import BlockKind
from builder.recognise.instruments_known import own_states
from builder.recognise.instruments_scene import BLOC, INSTRUMENT, ORGAN, PERSON, PLACE, STATE, Token
from builder.recognise.instruments_tails import list_goes_on
from builder.relate.agents import place_lead
from builder.relate.scenes import Stage
from builder.relate.spoken import earlier


def two(stage: Stage, sentence: int, at: int, instrument: str | None = None) -> list[str]:
    """The two states that "the two" at a token are, as keys; empty where none can be told.

    Those of the instrument, where its title or what is known of it names two that the article names too; else the
    two of whom the sentence speaks up to there, by name, adjective or office; else those most spoken of so far.
    """
    following = stage.scene.sentences[sentence][at + 1 : at + 4]
    joined = any(token.tag == STATE for token in following[1:])  # "the two sides, the Iraqi and the Saudi"
    if following and following[0].tag == STATE and (following[0].demonym or len(following[0].refs) == 2) and not joined:
        return _divided(following[0])
    spoken = [t for t in stage.scene.sentences[sentence] if t.tag == INSTRUMENT] or earlier(stage, sentence)
    about = {instrument} if instrument else {ref for t in spoken for ref in t.refs}
    for one in about if len(about) == 1 else ():
        titled = {state for named, state, _ in stage.titled if named == one}
        own = titled or own_states(one) & set(stage.states(sentence))
        if len(own) == 2:
            return sorted(own)
    upto = stage.scene.sentences[sentence][:at]
    here = [t for number, t in enumerate(upto) if not (t.demonym and place_lead(upto, number))]
    for tags in ((STATE, PERSON), (STATE, PERSON, ORGAN)):
        beside = _states_of(stage, [t for t in here if t.tag in tags])
        if len(beside) == 2:
            return beside
    headline = _of_headline(stage)
    if len(headline) == 2:
        return headline
    most = spoken_of(stage, sentence)
    return most if len(most) == 2 else []


def _of_headline(stage: Stage) -> list[str]:
    """The states and bodies of states that the headline names, those left out that it names as places."""
    layout = stage.scene.layout
    title = (i for i, one in enumerate(layout.sentences) if layout.blocks[one.block].kind is BlockKind.TITLE)
    return list(
        dict.fromkeys(
            token.refs[0]
            for number in title
            for at, token in enumerate(stage.scene.sentences[number])
            if token.tag in (STATE, BLOC) and not place_lead(stage.scene.sentences[number], at)
        )
    )


def spoken_of(stage: Stage, sentence: int) -> list[str]:
    """The two states most spoken of up to a sentence, those left out that are only named as places."""
    return [state for state in stage.states(sentence) if not _place_only(stage, sentence, state)][:2]


def _place_only(stage: Stage, until: int, state: str) -> bool:
    """Whether a state is only named as a place ("في", "محادثات جدة", the head of a report), or as who mediates."""
    data = topic("parties")["places"]
    return all(
        place_lead(tokens, at)
        or (token.tag == PLACE and at > 0 and re.fullmatch(data["held"], tokens[at - 1].text) is not None)
        or any(t.text in data["mediated"] for t in tokens[max(at - data["beside"], 0) : at])
        or (number < data["lead"] and any(t.text in data["dateline"] for t in tokens[at + 1 : at + 7]))
        for number, tokens in enumerate(stage.scene.sentences[: until + 1])
        for at, token in enumerate(tokens)
        if token.refs and token.tag != PERSON and stage.state_of(token.refs[0]) == state
    )


def _divided(adjective: Token) -> list[str]:
    """The two states of one nation: "the two German states"; none where the nation has but one."""
    if len(adjective.refs) == 2:
        return sorted(adjective.refs)
    base, _, code = adjective.refs[0].rpartition("/")
    return [f"{base}/{one}" for one in topic("parties")["divided"]["states"].get(code, ())]


def _states_of(stage: Stage, tokens: Sequence[Token]) -> list[str]:
    """The states that tokens name or act for, each once."""
    states = (stage.state_of(token.refs[0]) for token in tokens if token.refs)
    return list(dict.fromkeys(state for state in states if state is not None))


def group(stage: Stage, sentence: int, at: int) -> list[str]:
    """The states of the last list before that has as many as "the three states" at a token says."""
    data = topic("parties")["groups"]
    tokens = stage.scene.sentences[sentence]
    if tokens[at].text not in data["states"] or at + 1 >= len(tokens):
        return []
    count = data["numbers"].get(tokens[at + 1].text)
    if count is None:
        return []
    for number in range(sentence, -1, -1):
        upto = stage.scene.sentences[number][: at if number == sentence else None]
        runs = [run for run in _runs(upto) if len(run) == count]
        if runs:
            return runs[-1]
    return []


def _runs(tokens: Sequence[Token]) -> list[list[str]]:
    """The lists of states in a sentence: names that only joining words part."""
    runs: list[list[str]] = [[]]
    for at, token in enumerate(tokens):
        if token.tag == STATE and not token.demonym:
            runs[-1] += [token.refs[0]] if token.refs[0] not in runs[-1] else []
        elif runs[-1] and not list_goes_on(tuple(tokens), at):
            runs.append([])
    return runs
