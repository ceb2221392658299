"""Finds what instruments provide for: the words of a provision, its article, and what kind of duty it is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

import regex

from builder.languages import topic
from builder.model import ClaimRecord, Clause, Concept, Entity, Factuality, Span, TextStatus, Value
from builder.recognise.instruments_scene import INSTRUMENT, STATE, WORD, Token
from builder.relate.articles import Reference, references
from builder.relate.clause_types import conditions, obligation, strength
from builder.relate.scenes import Stage
from builder.relate.triggers import earlier


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
    """Strength -> pattern of verbs whose subject is an instrument or an article of it."""
    data = topic("clauses")["says"]
    return tuple((name, regex.compile(data["verb"] % "|".join(data[name]))) for name in ("shall", "may", "aim"))


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


def _provided(stage: Stage, sentence: int, at: int, articles: Sequence[Reference]) -> Iterator[Provision]:
    """ "provides for …": the content stands after "for"."""
    tokens = stage.scene.sentences[sentence]
    data = topic("clauses")["provides"]
    on = next((i for i in range(at + 1, min(at + data["reach"], len(tokens))) if tokens[i].text in data["upon"]), None)
    if on is None:
        return
    article = _article(articles, at)
    instrument = article.instrument if article else _subject(stage, sentence, at, on)
    if instrument:
        yield from _provision(stage, sentence, on + 1, instrument, article, "clause-provides", None)


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
    if at and tokens[at - 1].text in topic("clauses")["negations"]:
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
    guards = topic("clauses")["guarded"]
    for verb, needed in guards.items():
        if regex.fullmatch(f"[وف]?[يتن]?{verb}ت?", tokens[at].text):
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
    if any(t.text in topic("clauses")["pronouns"] for t in before[-2:]):
        spoken = [t for t in tokens[:at] if t.tag == INSTRUMENT] or earlier(stage, sentence)
        return spoken[-1].refs[0] if spoken else None
    dated = [t for t in before if t.tag == INSTRUMENT]
    return dated[-1].refs[0] if dated and all(t.tag != STATE for t in before) and "guard" and _year(before) else None


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
) -> Iterator[Provision]:
    tokens = stage.scene.sentences[sentence]
    data = topic("clauses")
    quoted = False
    while first < len(tokens) and (tokens[first].text in data["opens"]):
        quoted = quoted or tokens[first].text == data["quote"]
        first += 1
    last = _end(tokens, first, quoted)
    content = tokens[first:last]
    if sum(t.tag == WORD for t in content) < 3:
        return
    span = stage.tokens_span(content)
    words = " ".join(t.text for t in content)
    number = article.number if article else None
    key = f"clause:{instrument}:{number}" if number else f"clause:{span.start}"
    status = TextStatus.QUOTED if quoted or _in_quotes(tokens, first) else TextStatus.REPORTED
    yield Provision(
        Clause(key, instrument, span, status, rule), number, strength(words) or strong, words, tuple(content)
    )


def _in_quotes(tokens: Sequence[Token], first: int) -> bool:
    """Whether a token stands between quotation marks."""
    quote = topic("clauses")["quote"]
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
        if text in (".", "؛", "؟") and at == len(tokens) - 1:
            return at
        if not inside and text in ("،", ",") and following in data["ends"] and at > first + 2:
            return at
    return len(tokens)


def claims(stage: Stage, provisions: Sequence[Provision]) -> Iterator[ClaimRecord]:
    """What is claimed of each clause: its instrument, number, type of duty, trigger, strength, and what it invokes."""
    for one in provisions:
        clause, asserted = one.clause, Factuality.ASSERTED
        yield stage.claim(clause.key, "partOf", clause.instrument, asserted, clause.span, clause.rule)
        if one.number:
            yield stage.claim(clause.key, "articleNumber", Value(one.number), asserted, clause.span, clause.rule)
        for kind in obligation(one.words):
            yield stage.claim(
                clause.key, "obligationType", Concept("obligation", kind), asserted, clause.span, "obligation-cues"
            )
        for name in conditions(one.words):
            yield stage.claim(clause.key, "trigger", Concept("trigger", name), asserted, clause.span, "trigger-cues")
        if one.strength:
            yield stage.claim(
                clause.key, "strength", Concept("strength", one.strength), asserted, clause.span, "strength-cues"
            )
        yield from _sides(stage, one)
        yield from _laws(stage, one)


def _sides(stage: Stage, one: Provision) -> Iterator[ClaimRecord]:
    """Who owes and who is owed, where the words name a state that suffers and another that acts."""
    suffers = topic("clauses")["suffers"]
    named = [(at, t) for at, t in enumerate(one.tokens) if t.tag == STATE and not t.demonym]
    owed = [t for at, t in named if at and one.tokens[at - 1].text in suffers]
    owing = [t for _, t in named if t not in owed]
    if len(owed) == 1 and len(owing) == 1:
        for token, name in ((owing[0], "obligor"), (owed[0], "obligee")):
            span = stage.tokens_span([token])
            yield stage.claim(one.clause.key, name, token.refs[0], Factuality.ASSERTED, span, "clause-sides")


def _laws(stage: Stage, one: Provision) -> Iterator[ClaimRecord]:
    """The states whose law the duty is subject to: "وفقا … وقوانين كوريا الشمالية والاتحاد الروسي"."""
    laws = topic("clauses")["laws"]
    first = next((at for at, t in enumerate(one.tokens) if t.text in laws), None)
    for token in one.tokens[first + 1 :] if first is not None else ():
        if token.tag == STATE and not token.demonym:
            span = stage.tokens_span([token])
            yield stage.claim(one.clause.key, "subjectToLaw", token.refs[0], Factuality.ASSERTED, span, "clause-laws")
        elif token.text not in topic("supersession")["list_joins"]:
            return


def invoked(stage: Stage, provisions: Sequence[Provision]) -> tuple[list[ClaimRecord], list[Entity]]:
    """What an instrument or its clause calls upon ("in accordance with Article 51 of the Charter")."""
    made: list[ClaimRecord] = []
    entities: dict[str, Entity] = {}
    keys = {p.clause.key for p in provisions}
    for sentence in range(len(stage.scene.sentences)):
        for reference in references(stage, sentence):
            if not reference.according:
                continue
            key = f"clause:{reference.instrument}:{reference.number}"
            near = [p for p in provisions if p.clause.span.covers(reference.span) and p.clause.key != key]
            subject = near[0].clause.key if near else _other(stage, sentence, reference)
            if subject is None:
                continue
            label = reference.span.of(stage.scene.article.text)
            if key not in keys:
                entities.setdefault(key, Entity(key, "Clause", label, facets=(("number", reference.number),)))
                made.append(
                    stage.claim(
                        key, "partOf", reference.instrument, Factuality.ASSERTED, reference.span, "clause-invoked"
                    )
                )
                number = Value(reference.number)
                made.append(
                    stage.claim(key, "articleNumber", number, Factuality.ASSERTED, reference.span, "clause-invoked")
                )
            made.append(stage.claim(subject, "invokes", key, Factuality.ASSERTED, reference.span, "clause-invokes"))
    return made, list(entities.values())


def _other(stage: Stage, sentence: int, reference: Reference) -> str | None:
    """The instrument spoken of before the reference in its sentence, other than the one referred to."""
    tokens = stage.scene.sentences[sentence][: reference.first]
    named = [t.refs[0] for t in tokens if t.tag == INSTRUMENT and reference.instrument not in t.refs]
    return named[-1] if named else None


def spans(provisions: Sequence[Provision]) -> list[Span]:
    """The spans of all provisions: what is told inside of them is a rule, and no event."""
    return [p.clause.span for p in provisions]


def entities(stage: Stage, provisions: Sequence[Provision]) -> Iterator[Entity]:
    """One entity a clause."""
    for one in {p.clause.key: p for p in reversed(provisions)}.values():
        label = one.clause.span.of(stage.scene.article.text)
        facets = (("number", one.number),) if one.number else ()
        yield Entity(one.clause.key, "Clause", label, facets=facets)
