"""Makes claims of provisions: their instrument, number, duty, strength, sides, and what they invoke."""

from __future__ import annotations

import re  # several times as fast as regex for the forms of a word
from collections.abc import Iterator, Sequence

from builder.languages import topic
from builder.model import ClaimRecord, Concept, Entity, Factuality, Span, Value
from builder.recognise.instruments_scene import INSTRUMENT, STATE, Token
from builder.relate.articles import Reference, references
from builder.relate.clause_types import conditions, obligation
from builder.relate.provision_words import Provision
from builder.relate.scenes import Stage

_TYPES = {"clause-lasts": "duration", "clause-comes": "entry-into-force"}
"""The rules that tell by themselves of what type a clause is."""


def claims(stage: Stage, provisions: Sequence[Provision]) -> Iterator[ClaimRecord]:
    """What is claimed of each clause: its instrument, number, type of duty, trigger, strength, and what it invokes."""
    for one in provisions:
        clause, asserted = one.clause, Factuality.ASSERTED
        yield stage.claim(clause.key, "partOf", clause.instrument, asserted, clause.span, clause.rule)
        if one.number and one.number.isdigit():
            yield stage.claim(clause.key, "articleNumber", Value(one.number), asserted, clause.span, clause.rule)
        for kind in [_TYPES[clause.rule]] if clause.rule in _TYPES else obligation(one.words):
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
    elif not owed:
        for token in _bound(one):
            span = stage.tokens_span([token])
            yield stage.claim(one.clause.key, "obligor", token.refs[0], Factuality.ASSERTED, span, "clause-sides")


def _bound(one: Provision) -> list[Token]:
    """The states that "undertake", or that the instrument "obliges": those right behind the verb."""
    data = topic("clauses")
    places = [at for at, t in enumerate(one.tokens[:2]) if re.fullmatch(data["binding"], t.text)]
    first = places[0] + 1 if places else 0 if one.clause.rule == "clause-says" and one.strength == "shall" else None
    found: list[Token] = []
    for token in one.tokens[first:] if first is not None else ():
        if token.tag == STATE and not token.demonym:
            found.append(token)
        elif token.text not in data["binding_joins"]:
            break
    return found


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
                if reference.number.isdigit():
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
    """The spans of provisions: what is told inside of them is a rule and no event, but for what makes them binding."""
    return [p.clause.span for p in provisions if p.clause.rule != "clause-comes"]


def entities(stage: Stage, provisions: Sequence[Provision]) -> Iterator[Entity]:
    """One entity a clause."""
    for one in {p.clause.key: p for p in reversed(provisions)}.values():
        label = one.clause.span.of(stage.scene.article.text)
        facets = (("number", one.number),) if one.number else ()
        yield Entity(one.clause.key, "Clause", label, facets=facets)
