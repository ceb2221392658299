"""Finds what an instrument is said to be: an alliance, a mutual defence treaty; by whom, and for how sure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from builder.languages import topic
from builder.model import ClaimRecord, Concept, Factuality
from builder.recognise.instruments_scene import INSTRUMENT, ORGAN, PERSON, STATE, Token, names
from builder.relate.scenes import Stage
from builder.relate.spoken import last_named


@dataclass(frozen=True, slots=True)
class _Cue:
    """A concept named at tokens ``first`` to ``last`` (not included); ``level``: "to the level of an alliance"."""

    concept: str
    first: int
    last: int
    level: bool


def find(stage: Stage) -> Iterator[ClaimRecord]:
    """The claims ``characterisedAs`` of an article."""
    for number, tokens in enumerate(stage.scene.sentences):
        if names(tokens, INSTRUMENT):
            yield from _parts(stage, tokens)
        for cue in _cues(tokens):
            yield from _claim(stage, number, cue)


def _parts(stage: Stage, tokens: Sequence[Token]) -> Iterator[ClaimRecord]:
    """An instrument that the text calls by another's kind: "اتفاق الدفاع المشترك الذي تضمنته المعاهدة"."""
    for token in tokens:
        if token.tag != INSTRUMENT or len(token.refs) != 1:
            continue
        title = stage.scene.entities[token.refs[0]].facet("title") or ""
        for concept, words in topic("characterisations")["concepts"].items():
            if token.text in words["noun"] and not set(token.text.split()[1:]) <= set(title.split()):
                value = Concept("characterisation", concept)
                span = stage.tokens_span([token])
                yield stage.claim(token.refs[0], "characterisedAs", value, Factuality.ASSERTED, span, "called-by-kind")


def _cues(tokens: Sequence[Token]) -> Iterator[_Cue]:
    texts = ["" if t.tag == INSTRUMENT else t.text for t in tokens]
    line = " ".join(texts)
    if not any(map(line.__contains__, _phrases())):  # as in nearly all
        return
    for concept, words in topic("characterisations")["concepts"].items():
        for kind in ("noun", "level"):
            for phrase in words[kind]:
                if phrase not in line:
                    continue
                size = len(phrase.split())
                for at in range(len(texts) - size + 1):
                    if " ".join(texts[at : at + size]) == phrase:
                        yield _Cue(concept, at, at + size, kind == "level")


@cache
def _phrases() -> tuple[str, ...]:
    """The phrases of all concepts."""
    concepts = topic("characterisations")["concepts"].values()
    return tuple({phrase for words in concepts for kind in ("noun", "level") for phrase in words[kind]})


def _claim(stage: Stage, number: int, cue: _Cue) -> Iterator[ClaimRecord]:
    """The claim of a cue that is a predicate of an instrument or of the relation that it founds."""
    data = topic("characterisations")
    tokens = stage.scene.sentences[number]
    before = [t.text for t in tokens[: cue.first]]
    if not cue.level and not any(word in data["predicates"] for word in before[-4:]):
        return
    subject = _subject(stage, number, cue)
    if subject is None:
        return
    span = stage.tokens_span(tokens[cue.first : cue.last])
    value = Concept("characterisation", cue.concept)
    joined = " ".join(before)
    if any(phrase in joined for phrase in data["short_of"]):
        who = [t for t in tokens[: cue.first] if t.tag in (PERSON, STATE, ORGAN) and not t.demonym]
        holder = who[0].refs[0] if who else stage.holder(span)
        rule = "characterisation-short-of"
        yield ClaimRecord(subject, "characterisedAs", value, holder, Factuality.UNKNOWN, (span,), rule)
        return
    truth = Factuality.ASSERTED
    if any(word in joined for word in data["open"]):
        truth = Factuality.UNKNOWN
    elif any(word in data["denies"] for word in before[-4:]):
        truth = Factuality.DENIED
    yield stage.claim(subject, "characterisedAs", value, truth, span, "characterisation-predicate")


def _subject(stage: Stage, number: int, cue: _Cue) -> str | None:
    """The instrument of the sentence before the cue, else the one that the sentences before it speak of."""
    named = last_named(stage, number, cue.first)
    return named.refs[0] if named is not None else None
