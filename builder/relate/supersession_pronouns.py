"""Finds replacements told by pronouns alone: "the treaty had abolished it and taken its place"."""

from __future__ import annotations

import re  # several times as fast as regex for the forms of a word
from collections.abc import Sequence
from functools import cache

from builder.languages import topic
from builder.recognise.instruments_scene import DATE, INSTRUMENT, WORD, Token
from builder.relate.gender import agrees, feminine
from builder.relate.scenes import Stage


def by_pronoun(stage: Stage, sentence: int, at: int) -> list[tuple[str, str]]:
    """The new instrument before the verb, and the old one of the pronoun's gender before that; empty for none."""
    tokens = stage.scene.sentences[sentence]
    match = _pattern("verb").fullmatch(tokens[at].text) or _pattern("place").fullmatch(tokens[at].text)
    if match is None or not _ends(tokens, at):
        return []
    verb = at if match.re is _pattern("verb") else _takes(tokens, at)
    place = _doer(tokens, verb) if verb is not None else None
    if verb is None or place is None:
        return []
    word = tokens[at].text[: match.start("it")] if verb == at else tokens[verb].text
    if not agrees(word.removeprefix(topic("events")["purpose"][0]), tokens[place]):
        return []
    old = _spoken_before(stage, sentence, place, match["it"])
    return [(tokens[place].refs[0], old)] if old is not None else []


def taken_up(tokens: Sequence[Token], at: int) -> tuple[str, ...]:
    """The instrument that the pronoun of a verb takes up: named last before it in its sentence, and of its gender."""
    last = next((t for t in reversed(tokens[:at]) if t.tag == INSTRUMENT), None)
    if last is None or len(last.refs) > 1:
        return ()
    gender = topic("events")["gender"]
    pronoun = tuple(gender["feminine_pronouns"]) if feminine(last) else gender["masculine_pronoun"]
    return last.refs if tokens[at].text.endswith(pronoun) else ()


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(topic("supersession")["by_pronoun"][name])


def _ends(tokens: Sequence[Token], at: int) -> bool:
    """Whether no subject of its own follows the verb: its clause ends, or a date or an adverb follows."""
    following = tokens[at + 1] if at + 1 < len(tokens) else None
    if following is None or following.tag == DATE:
        return True
    return following.tag == WORD and (
        following.text in topic("events")["adverbs"] or following.text.startswith(tuple(topic("events")["goes_on"]))
    )


def _takes(tokens: Sequence[Token], at: int) -> int | None:
    """Where "takes" stands right before "its place"."""
    takes = re.compile(topic("supersession")["takes"]["verb"])
    return at - 1 if at and takes.fullmatch(tokens[at - 1].text) else None


def _doer(tokens: Sequence[Token], verb: int) -> int | None:
    """Where the instrument stands that does it: before the verb, with a relative, dates and auxiliaries between."""
    data = topic("supersession")["by_pronoun"]
    for at in range(verb - 1, max(verb - 1 - data["reach"], -1), -1):
        token = tokens[at]
        if token.tag == INSTRUMENT:
            return at if len(token.refs) == 1 else None
        passed = token.tag == DATE or token.text in data["between"] or token.text.isdigit()
        if not passed and not _pattern("verb").fullmatch(token.text):
            return None
    return None


def _spoken_before(stage: Stage, sentence: int, place: int, pronoun: str) -> str | None:
    """The other instrument of a pronoun's gender that was spoken of last before one, here or two sentences back."""
    new, of_her = (
        stage.scene.sentences[sentence][place].refs[0],
        pronoun in topic("events")["gender"]["feminine_pronouns"],
    )
    for number in range(sentence, max(sentence - 3, -1), -1):
        said = stage.scene.sentences[number][: place if number == sentence else None]
        named = [t for t in said if t.tag == INSTRUMENT and len(t.refs) == 1 and t.refs[0] != new]
        if named:
            return named[-1].refs[0] if feminine(named[-1]) == of_her else None
    return None
