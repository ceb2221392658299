"""Makes a provision of the words that tell it: where they begin and end, whether they are quoted, how they bind."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from builder.languages import topic
from builder.model import Clause, TextStatus
from builder.recognise.instruments_phrases import PARTIES
from builder.recognise.instruments_phrases import words as names
from builder.recognise.instruments_scene import INSTRUMENT, WORD, Token
from builder.relate.clause_types import strength
from builder.relate.headed import described
from builder.relate.name_tails import behind_tail
from builder.relate.scenes import Stage
from builder.relate.tellings import Told


@dataclass(frozen=True, slots=True)
class Provision:
    """A clause with what is claimed of it. ``words``: its content, folded; ``tokens``: the same as tokens."""

    clause: Clause
    number: str | None
    strength: str | None
    words: str
    tokens: tuple[Token, ...]


def provision(stage: Stage, sentence: int, one: Told, until: int | None) -> Iterator[Provision]:
    """The provision that begins as told; it ends at ``until`` where another verb of its instrument goes on there."""
    tokens = stage.scene.sentences[sentence]
    data = topic("clauses")
    quoted, first = False, one.first
    while first < len(tokens) and tokens[first].text in data["opens"]:
        quoted = quoted or tokens[first].text == data["quote"]
        first += 1
    last = one.last if one.last is not None else _end(tokens, first, quoted)
    last = _without_joint(tokens, min(last, until)) if until is not None and until > first else last
    content = tokens[first:last]
    named = sum(len(t.text.split()) for t in content if t.tag != WORD)
    if sum(t.text[0].isalpha() for t in content if t.tag == WORD) + named < data["shortest"] - (until is not None):
        return
    span = stage.tokens_span(content)
    words = " ".join(t.text for t in content)
    number = one.article.number if one.article else None
    key = f"clause:{one.instrument}:{number}" if number else f"clause:{span.start}"
    status = TextStatus.QUOTED if quoted or _in_quotes(tokens, first) else TextStatus.REPORTED
    clause = Clause(key, one.instrument, span, status, one.rule)
    yield Provision(clause, number, strength(words) or one.strength or None, words, tuple(content))


def natural_end(tokens: Sequence[Token], one: Told) -> int:
    """Where what is told ends of itself: as told, at the closing mark, or where the reporter goes on."""
    data, first = topic("clauses"), one.first
    while first < len(tokens) and tokens[first].text in data["opens"]:
        first += 1
    quoted = any(t.text == data["quote"] for t in tokens[one.first : first])
    return one.last if one.last is not None else _end(tokens, first, quoted)


def _without_joint(tokens: Sequence[Token], last: int) -> int:
    """The end of the words before a verb that goes on: without the pause or conjunction between them."""
    data = topic("clauses")
    while last and tokens[last - 1].text in (*data["conjunctions"], *data["pauses"]):
        last -= 1
    return last


def _in_quotes(tokens: Sequence[Token], first: int) -> bool:
    """Whether a token stands between quotation marks."""
    quote: str = topic("clauses")["quote"]
    return sum(t.text == quote for t in tokens[:first]) % 2 == 1


def _end(tokens: Sequence[Token], first: int, quoted: bool) -> int:
    """Where a provision ends: at the closing mark, at the sentence's end, or where the reporter goes on."""
    data = topic("clauses")
    inside = quoted or _in_quotes(tokens, first)
    for at in range(first, len(tokens)):
        text = tokens[at].text
        following = tokens[at + 1].text if at + 1 < len(tokens) else ""
        if inside and text == data["quote"] and tokens[at - 1].text != data["quote"]:
            return at
        if text in data["stops"] and at == len(tokens) - 1:
            return at
        if not inside and text in data["breaks"] and at > first + 2:
            return at
        if not inside and text in data["pauses"] and following in data["ends"] and at > first + 2:
            if following in data["answers"] and any(t.text in data["condition"] for t in tokens[first:at]):
                continue
            return at
    return len(tokens)


def _behind_parties(tokens: Sequence[Token], first: int) -> int:
    """The place behind "between A and B", where that goes on to a pause; else the same place."""
    if first >= len(tokens) or tokens[first].text not in names("between"):
        return first
    joins = names("party_joins")
    behind = next((at for at in range(first + 1, len(tokens)) if not _names_party(tokens[at], joins)), first)
    both = sum(t.tag in PARTIES for t in tokens[first:behind]) > 1
    return behind if both or tokens[behind].text in topic("clauses")["pauses"] else first


def _names_party(token: Token, joins: frozenset[str]) -> bool:
    return token.tag in PARTIES or token.text in joins - {*topic("clauses")["pauses"]}


def behind_name(tokens: Sequence[Token], at: int, first: int) -> int:
    """Where the content begins: at the verb, or, where the name follows it, behind the name and what is told of it."""
    if tokens[at + 1].tag != INSTRUMENT:
        return first
    first = at + 2
    while any(t.tag == INSTRUMENT for t in tokens[first : at + 6]) and first < at + 6:
        first += 1
    while first < len(tokens) and tokens[first].text.isdigit():
        first += 1
    made = first < len(tokens) and tokens[first].text in names("made")
    first = behind_tail(tokens, first) if made else _behind_parties(tokens, first)
    pauses = {*topic("clauses")["pauses"], *topic("events")["dashes"]}
    if first + 1 >= len(tokens) or tokens[first].text not in pauses:
        return first
    if tokens[first + 1].text not in topic("events")["relative"] and not described(tokens[first + 1].text):
        return first
    return next((i + 1 for i in range(first + 1, len(tokens)) if tokens[i].text in pauses), first)
