"""Finds what instruments provide for: the words of a provision, its article, and what kind of duty it is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

import regex

from builder.languages import topic
from builder.model import Clause, TextStatus
from builder.recognise.instruments_scene import INSTRUMENT, STATE, WORD, Token
from builder.relate.articles import Reference, references
from builder.relate.clause_types import strength
from builder.relate.contained import told
from builder.relate.scenes import Stage
from builder.relate.trigger_objects import earlier


@dataclass(frozen=True, slots=True)
class Provision:
    """A clause with what is claimed of it. ``words``: its content, folded; ``tokens``: the same as tokens."""

    clause: Clause
    number: str | None
    strength: str | None
    words: str
    tokens: tuple[Token, ...]


@cache
def _verbs() -> tuple[tuple[str, regex.Pattern[str]], ...]:
    """Strength ("" where none is said) -> pattern of verbs whose subject is an instrument or an article of it."""
    data = topic("clauses")["says"]
    kinds = {"shall": "shall", "may": "may", "aim": "aim", "plain": ""}
    return tuple((name, regex.compile(data["verb"] % "|".join(data[kind]))) for kind, name in kinds.items())


@cache
def _pattern(rule: str) -> regex.Pattern[str]:
    return regex.compile(topic("clauses")[rule]["verb"])


def find(stage: Stage) -> list[Provision]:
    """Every provision that the article tells, in the order of the text; of two on the same words the first."""
    found: list[Provision] = []
    for sentence in range(len(stage.scene.sentences)):
        found += _sentence(stage, sentence)
    kept: list[Provision] = []
    for one in sorted(found, key=lambda p: (p.clause.span.start, -p.clause.span.end)):
        if not any(other.clause.span.overlaps(one.clause.span) for other in kept):
            kept.append(one)
    return kept


def _sentence(stage: Stage, sentence: int) -> Iterator[Provision]:
    tokens = stage.scene.sentences[sentence]
    articles = references(stage, sentence)
    for at, token in enumerate(tokens):
        if token.tag != WORD:
            continue
        if _pattern("provides").fullmatch(token.text):
            yield from _provided(stage, sentence, at, articles)
        elif _pattern("agree").fullmatch(token.text):
            yield from _agreed(stage, sentence, at)
        elif _pattern("contains").fullmatch(token.text):
            yield from _contained(stage, sentence, at)
        else:
            yield from _said(stage, sentence, at, articles)
        for one in told(stage, sentence, at):
            yield from _provision(stage, sentence, one.first, one.instrument, None, one.rule, one.strength, one.last)


def _provided(stage: Stage, sentence: int, at: int, articles: Sequence[Reference]) -> Iterator[Provision]:
    """ "provides for …": the content stands after "for"."""
    tokens = stage.scene.sentences[sentence]
    data = topic("clauses")["provides"]
    on = _upon(tokens, at)
    if on is None:
        return
    article = _article(articles, at)
    instrument = article.instrument if article else _subject(stage, sentence, at, on)
    if instrument:
        first = on + (tokens[on].text in data["upon"])
        yield from _provision(stage, sentence, first, instrument, article, "clause-provides", None)


def _upon(tokens: Sequence[Token], at: int) -> int | None:
    """Where the content of "provides for" begins: at its preposition, alone or joined to the first word."""
    data = topic("clauses")["provides"]
    reach = range(at + 1, min(at + data["reach"], len(tokens)))
    beside = any(t.tag == INSTRUMENT for t in tokens[max(at - 6, 0) : at + 2])
    joined = beside and regex.fullmatch(data["with_joined"], tokens[at].text) is not None
    text = at > 0 and regex.fullmatch(data["noun"], tokens[at].text) is not None
    for i in reach:
        word = tokens[i]
        if word.text in data["upon"]:
            near = not text or tokens[i - 1].tag == INSTRUMENT or tokens[i - 2].tag == INSTRUMENT
            return i if near else None
        if joined and word.tag == WORD and regex.fullmatch(data["joined"], word.text):
            return i
    return None


def agreed_parties(stage: Stage) -> Iterator[tuple[str, Token]]:
    """ "A and B agreed …, within an agreement": both are its parties."""
    for sentence, tokens in enumerate(stage.scene.sentences):
        for at, token in enumerate(tokens):
            if token.tag == WORD and _pattern("agree").fullmatch(token.text):
                for one in _agreed(stage, sentence, at):
                    for actor in tokens[max(at - 4, 0) : at]:
                        if actor.tag == STATE and not actor.demonym:
                            yield one.clause.instrument, actor


def _agreed(stage: Stage, sentence: int, at: int) -> Iterator[Provision]:
    """ "they agreed on …, within an agreement": the content stands between."""
    tokens = stage.scene.sentences[sentence]
    data = topic("clauses")
    frame = next((i for i in range(at, len(tokens)) if tokens[i].text in data["agree"]["frame"]), None)
    if frame is None or at + 1 >= len(tokens) or tokens[at + 1].text not in data["provides"]["upon"]:
        return
    named = next((t.refs[0] for t in tokens[frame : frame + 4] if t.tag == INSTRUMENT), None)
    if named:
        yield from _provision(stage, sentence, at + 2, named, None, "clause-agreed", None)


def _contained(stage: Stage, sentence: int, at: int) -> Iterator[Provision]:
    """ "contains a pledge of …": the content is the pledge."""
    tokens = stage.scene.sentences[sentence]
    what = topic("clauses")["contains"]["what"]
    if at and tokens[at - 1].text in topic("clauses")["negations"]:
        return
    first = next((i for i in range(at + 1, min(at + 4, len(tokens))) if tokens[i].text in what), None)
    if first is None or any(
        _pattern("provides").fullmatch(t.text) for t in tokens[first : first + 3] if t.text not in what
    ):
        return
    instrument = _subject(stage, sentence, at, first)
    if instrument:
        yield from _provision(stage, sentence, first, instrument, None, "clause-contains", "shall")


def _said(stage: Stage, sentence: int, at: int, articles: Sequence[Reference]) -> Iterator[Provision]:
    """ "obliges, allows, forbids …", where an instrument or an article of it is the subject."""
    tokens = stage.scene.sentences[sentence]
    if _pattern("right").fullmatch(tokens[at].text):
        called = [a for a in articles if a.last <= at <= a.last + 3]
        if called:
            yield from _provision(stage, sentence, at, called[-1].instrument, called[-1], "clause-right", "may")
        return
    if at and tokens[at - 1].text in (*topic("clauses")["negations"], *topic("events")["auxiliaries"]):
        return
    found = next((name for name, pattern in _verbs() if pattern.fullmatch(tokens[at].text)), None)
    if found is None or not _guarded(tokens, at):
        return
    article = _article(articles, at)
    if article is not None:
        yield from _provision(stage, sentence, at, article.instrument, article, "clause-article", found)
        return
    instrument = _doer(stage, sentence, at)
    if instrument is not None:
        first = at + 1
        while (
            first < min(at + 6, len(tokens))
            and tokens[at + 1].tag == INSTRUMENT
            and any(t.tag == INSTRUMENT for t in tokens[first : at + 6])
        ):
            first += 1
        yield from _provision(
            stage, sentence, first if tokens[at + 1].tag == INSTRUMENT else at, instrument, None, "clause-says", found
        )


def _guarded(tokens: Sequence[Token], at: int) -> bool:
    """Whether a verb of many uses has beside it what makes it one of a provision."""
    data = topic("clauses")
    guards = data["guarded"]
    for verb, needed in guards.items():
        if regex.fullmatch(data["guarded_form"] % verb, tokens[at].text):
            return any(word.text.startswith(tuple(needed)) for word in tokens[at + 1 : at + 9]) if needed else False
    return True


def _article(articles: Sequence[Reference], at: int) -> Reference | None:
    """The article that is the subject of the verb at ``at``: right after it, or the last before it."""
    after = next((a for a in articles if at < a.first <= at + 2), None)
    before = [a for a in articles if a.last <= at <= a.last + 6 and not a.according]
    return after or (before[-1] if before else None)


def _subject(stage: Stage, sentence: int, at: int, until: int) -> str | None:
    """The instrument that provides: between the verb and its object, else before the verb, else the last spoken of."""
    tokens = stage.scene.sentences[sentence]
    inside = [t for t in tokens[at:until] if t.tag == INSTRUMENT]
    before = [t for t in tokens[:at] if t.tag == INSTRUMENT]
    chosen = inside[:1] or before[-1:]
    return chosen[0].refs[0] if chosen else None


def _doer(stage: Stage, sentence: int, at: int) -> str | None:
    """The instrument that is the subject of a verb: beside it, or a pronoun of it before the verb."""
    tokens = stage.scene.sentences[sentence]
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    if after is not None and after.tag == INSTRUMENT:
        return after.refs[0]
    before = [t for t in tokens[max(at - 5, 0) : at] if t.text != '"']
    if before and before[-1].tag == INSTRUMENT:
        return before[-1].refs[0]
    relative = any(t.text in topic("events")["relative"] for t in before[-2:])
    if relative:
        return next((t.refs[0] for t in reversed(before) if t.tag == INSTRUMENT), None)
    if any(t.text in topic("clauses")["pronouns"] for t in before[-2:]):
        spoken = [t for t in tokens[:at] if t.tag == INSTRUMENT] or earlier(stage, sentence)
        return spoken[-1].refs[0] if spoken else None
    dated = [t for t in before if t.tag == INSTRUMENT]
    return dated[-1].refs[0] if dated and all(t.tag != STATE for t in before) and _year(before) else None


def _year(tokens: Sequence[Token]) -> bool:
    """Whether nothing but a year stands between an instrument and its verb: "اتفاق في عام 2000 قدم"."""
    last = max(i for i, t in enumerate(tokens) if t.tag == INSTRUMENT)
    words = topic("instruments")["year_words"]
    return all(t.text in words or t.date is not None or t.text.isdigit() for t in tokens[last + 1 :])


def _provision(
    stage: Stage,
    sentence: int,
    first: int,
    instrument: str,
    article: Reference | None,
    rule: str,
    strong: str | None,
    until: int | None = None,
) -> Iterator[Provision]:
    tokens = stage.scene.sentences[sentence]
    data = topic("clauses")
    quoted = False
    while first < len(tokens) and (tokens[first].text in data["opens"]):
        quoted = quoted or tokens[first].text == data["quote"]
        first += 1
    last = until if until is not None else _end(tokens, first, quoted)
    content = tokens[first:last]
    if sum(t.tag == WORD for t in content) < 3:
        return
    span = stage.tokens_span(content)
    words = " ".join(t.text for t in content)
    number = article.number if article else None
    key = f"clause:{instrument}:{number}" if number else f"clause:{span.start}"
    status = TextStatus.QUOTED if quoted or _in_quotes(tokens, first) else TextStatus.REPORTED
    yield Provision(
        Clause(key, instrument, span, status, rule), number, strength(words) or strong or None, words, tuple(content)
    )


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
        if not inside and text in data["pauses"] and following in data["ends"] and at > first + 2:
            return at
    return len(tokens)
