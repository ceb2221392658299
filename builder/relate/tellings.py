"""What is told of an instrument's content, and the instrument that the verb which opens it has for its subject."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from builder.languages import topic
from builder.recognise.instruments_phrases import PARTIES, words
from builder.recognise.instruments_scene import INSTRUMENT, Token
from builder.recognise.instruments_titles import stem
from builder.relate.articles import Reference
from builder.relate.gender import agrees, feminine
from builder.relate.provision_verbs import Subject
from builder.relate.scenes import Stage
from builder.relate.spoken import earlier


@dataclass(frozen=True, slots=True)
class Told:
    """``first`` to ``last``: the tokens of what is told (the last not included; None: to where provisions end)."""

    instrument: str
    first: int
    last: int | None
    rule: str
    strength: str | None = None
    article: Reference | None = None
    named: Token | None = None


Reader = Callable[[Stage, int, int, Subject | None], Iterator[Told]]


def subject(tokens: tuple[Token, ...], at: int, reach: int) -> Token | None:
    """The instrument that a verb has for its subject: right after it, or before it in reach, and of its gender."""
    if at + 1 < len(tokens) and tokens[at + 1].tag == INSTRUMENT:
        return tokens[at + 1]
    before = [t for t in tokens[_first(tokens, at, reach) : at] if t.tag == INSTRUMENT]
    starts = topic("events")["gender"]["feminine_verbs"][0]
    bare = tokens[at].text.lstrip(topic("events")["gender"]["joins"])
    of_her = bare.startswith(starts) or bare.endswith(starts)
    agreeing = [t for t in before if len(t.refs) == 1 and (feminine(t) == of_her or _called_document(tokens, t))]
    return agreeing[-1] if agreeing else None


def opening(stage: Stage, sentence: int, at: int) -> Token | None:
    """The instrument of the sentence before, of a verb that opens its own: "ويهدف إلى …"."""
    tokens = stage.scene.sentences[sentence]
    if any(t.text not in topic("clauses")["bullets"] for t in tokens[:at]):
        return None
    spoken = earlier(stage, sentence)
    return spoken[0] if spoken and agrees(tokens[at].text, spoken[0]) else None


def _first(tokens: tuple[Token, ...], at: int, reach: int) -> int:
    """The place so many words before ``at``, the parties of an instrument ("بين مصر وتركيا") passed over."""
    joins = words("between") | words("with") | words("party_joins")
    first = at
    while first and reach:
        first -= 1
        reach -= not (tokens[first].tag in PARTIES or tokens[first].text in joins)
    return first


def _called_document(tokens: tuple[Token, ...], named: Token) -> bool:
    """Whether "the document" stands before a name, and gives it its gender: وثيقة "إعلان القاهرة" التي تضمنت."""
    at = tokens.index(named)
    return any(stem(t.text) in words("feminine") for t in tokens[max(at - 2, 0) : at])
