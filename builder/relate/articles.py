"""Finds references to articles of instruments: المادة 51 من ميثاق الأمم المتحدة, المادة السادسة عشرة."""

from __future__ import annotations

import re  # several times as fast as regex for the forms of a word
from dataclasses import dataclass
from functools import cache

from builder.languages import topic
from builder.model import Span
from builder.recognise.instruments_scene import INSTRUMENT, Token
from builder.recognise.instruments_titles import stem
from builder.relate.scenes import Stage


@dataclass(frozen=True, slots=True)
class Reference:
    """``first`` to ``last``: its tokens, the last not included. ``according``: it is only called upon."""

    number: str
    instrument: str
    first: int
    last: int
    span: Span
    according: bool


def references(stage: Stage, sentence: int) -> list[Reference]:
    """The references of a sentence, each to its own instrument or the one last spoken of."""
    tokens = stage.scene.sentences[sentence]
    found, heads = [], _heads()
    for at, token in enumerate(tokens):
        if token.text not in heads:
            continue
        if token.text in topic("clauses")["chapter"]:
            found += _chapter(stage, tokens, at)
        if token.text not in topic("clauses")["article"]:
            continue
        number, last = _number(tokens, at + 1)
        if number is None:
            continue
        instrument, last = _instrument(stage, sentence, last)
        if instrument is None or (token.text in topic("clauses")["paragraphs"] and not _of_treaty(stage, instrument)):
            continue
        before = tokens[at - 1].text if at else ""
        according = before in topic("clauses")["according"]
        span = stage.tokens_span(tokens[at:last])
        found.append(Reference(number, instrument, at, last, span, according))
    return found


def _of_treaty(stage: Stage, instrument: str) -> bool:
    """Whether an instrument has numbered paragraphs of its own; beside a resolution "البند السابع" is the Charter's."""
    return stage.scene.entities[instrument].kind == "Treaty"


@cache
def _heads() -> frozenset[str]:
    """The words for an article and a chapter."""
    return frozenset((*topic("clauses")["article"], *topic("clauses")["chapter"]))


def _chapter(stage: Stage, tokens: tuple[Token, ...], at: int) -> list[Reference]:
    """A chapter of an instrument named right behind it: "الفصل السابع من ميثاق الأمم المتحدة"."""
    data = topic("clauses")
    number = data["chapters"].get(tokens[at + 1].text) if at + 3 < len(tokens) else None
    if number is None or tokens[at + 2].text not in data["articles_from"] or tokens[at + 3].tag != INSTRUMENT:
        return []
    according = at > 0 and tokens[at - 1].text in data["according"]
    span = stage.tokens_span(tokens[at : at + 4])
    return [Reference(data["chapter_number"] % number, tokens[at + 3].refs[0], at, at + 4, span, according)]


def _number(tokens: tuple[Token, ...], at: int) -> tuple[str | None, int]:
    """The number after "article", in digits or as an ordinal, and the index after it."""
    data = topic("clauses")
    marked = at < len(tokens) and tokens[at].text in topic("clauses")["number_marks"]
    at += marked
    if at >= len(tokens):
        return None, at
    text = tokens[at].text
    if re.fullmatch(r"\d{1,3}", text):
        return str(int(text)), at + 1 + marked
    if text in data["ordinals"]:
        unit = data["ordinals"][text]
        ten = data["tens"].get(tokens[at + 1].text, 0) if at + 1 < len(tokens) else 0
        return str(unit + ten), at + 1 + bool(ten)
    number = data["tens"].get(text) or data["chapters"].get(text)  # the word for a paragraph is masculine
    return (str(number), at + 1) if number else (None, at)


def _instrument(stage: Stage, sentence: int, at: int) -> tuple[str | None, int]:
    """The instrument of an article: named right after it, else the one last spoken of, else the most spoken of."""
    tokens = stage.scene.sentences[sentence]
    if at + 1 < len(tokens) and tokens[at].text in topic("clauses")["articles_from"]:
        following = [i for i in range(at + 1, min(at + 3, len(tokens))) if tokens[i].tag == INSTRUMENT]
        if following:
            return tokens[following[0]].refs[0], following[0] + 1
        if any(stem(t.text) in topic("clauses")["other_laws"] for t in tokens[at + 1 : at + 3]):
            return None, at
    before = [t for t in tokens[:at] if t.tag == INSTRUMENT]
    if before:
        return before[-1].refs[0], at
    return focus_of(stage, sentence), at


def focus_of(stage: Stage, sentence: int) -> str | None:
    """The instrument of the sentence before, or the one that the article has named most often so far."""
    counts: dict[str, int] = {}
    for number in range(sentence):
        for token in stage.scene.sentences[number]:
            if token.tag == INSTRUMENT:
                weight = 3 if number == sentence - 1 else 1
                counts[token.refs[0]] = counts.get(token.refs[0], 0) + weight
    return max(counts, key=lambda key: counts[key], default=None)
