"""Finds states by names that are a common word's or another's too: مالي is Mali and "financial"."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache

from builder.known import KnownEntity, known
from builder.languages import topic
from builder.model import Form, Span
from builder.recognise.gazetteer import Gazetteer
from builder.recognise.hits import Hit, free
from builder.recognise.lexicon import listed
from builder.recognise.words import bare
from builder.vocabulary import STATES


def find(text: str, hits: list[Hit]) -> list[Hit]:
    """The states and places of ambiguous names in ``text``; ``hits``: what names of one sense alone gave.

    A name is a state's in a list with other states or behind a word for what only states have ("حكومة مالي"). Of two
    that bear it, it is the one of which the text speaks by another name too.
    """
    taken = [hit.span for hit in hits]
    found: dict[Span, list[KnownEntity]] = {}
    for span, entity in _found(text):
        found.setdefault(span, []).append(entity)
    ends = {hit.span.end for hit in hits if _is_state(hit)}
    starts = {hit.span.start for hit in hits if _is_state(hit)}
    codes = {hit.state for hit in hits if hit.state}
    chosen: list[Hit] = []
    for span, entities in found.items():
        meant = _meant(text, span, entities, codes, ends, starts) if free(span, taken) else None
        if meant is not None:
            chosen += _hits(meant, span)
            ends |= {span.end} if meant.kind in STATES else set()
    return chosen


def _is_state(hit: Hit) -> bool:
    return hit.kind in STATES and hit.form is Form.NAME


def _hits(entity: KnownEntity, span: Span) -> Iterator[Hit]:
    state = entity.kind in STATES
    rule = "state-name-in-context" if state else "place-name-in-context"
    yield Hit(span, entity.kind, Form.NAME, rule, entity.iri, state=known().code_of(entity))


@cache
def _gazetteer() -> Gazetteer[KnownEntity]:
    entities = known().of_kind(*STATES, "Place")
    named = (
        (name, entity)
        for entity in entities
        for name in entity.labels()
        if bare(name) in {bare(word) for word in entity.ambiguous}
    )
    return Gazetteer(named, together=True)


@lru_cache(maxsize=4)
def _found(text: str) -> tuple[tuple[Span, KnownEntity], ...]:
    return tuple(_gazetteer().find(text))


def _meant(
    text: str, span: Span, entities: list[KnownEntity], codes: set[str], ends: set[int], starts: set[int]
) -> KnownEntity | None:
    states = [entity for entity in entities if entity.kind in STATES]
    if not states:
        return None
    pointed = [entity for entity in entities if span.of(text) in entity.labels()]
    if span.of(text) != bare(span.of(text)) and len(pointed) == 1:
        return pointed[0]
    if _listed(text, span, ends, starts) and len(states) == 1:
        return states[0]
    if len(entities) == 1:
        return states[0] if _before(text, span) in listed("states", "of_states") else None
    backed = [entity for entity in entities if known().code_of(entity) in codes]
    return backed[0] if len(backed) == 1 else None


def _listed(text: str, span: Span, ends: set[int], starts: set[int]) -> bool:
    """Whether only "and" or a comma parts the name from a state's."""
    between = {bare(word) for word in topic("states")["and"]}
    back = next((text[at : span.start] for at in range(span.start - 1, span.start - 5, -1) if at in ends), None)
    forth = next((text[span.end : at] for at in range(span.end + 1, span.end + 5) if at in starts), None)
    return any(gap is not None and gap.replace(" ", "") in between for gap in (back, forth))


def _before(text: str, span: Span) -> str:
    """The bare word before the name; "" where a proclitic is glued to the name or no word stands right before it."""
    head = text[max(0, span.start - 30) : span.start]
    return bare(head.split()[-1]) if head.endswith(" ") and head.split() else ""
