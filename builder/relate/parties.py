"""Finds the parties of an instrument: those named beside it, and those who sign, ratify, join or leave it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from builder.languages import topic
from builder.model import ClaimRecord, Factuality, Span
from builder.recognise.instruments_scene import BLOC, INSTRUMENT, ORGAN, PERSON, STATE, Token
from builder.relate.events import Event
from builder.relate.scenes import Stage

_BINDING = ("Signature", "Ratification", "Accession", "Withdrawal", "InstrumentExchange")
_STANDING = (Factuality.ASSERTED, Factuality.PLANNED)


def find(stage: Stage, events: Sequence[Event]) -> Iterator[ClaimRecord]:
    """Claims ``hasParty``; a participant that is denied to have ratified is no party by its signature."""
    refused = {
        (e.instrument, stage.state_of(p))
        for e in events
        for p, _ in e.participants
        if e.kind == "Ratification" and e.factuality is Factuality.DENIED
    }
    seen: set[tuple[str, str, Span]] = set()
    for instrument, party, span, truth, rule in (*_named(stage), *_doing(stage, events)):
        if (instrument, party) not in refused and (instrument, party, span) not in seen:
            seen.add((instrument, party, span))
            yield stage.claim(instrument, "hasParty", party, truth, span, rule)


Found = tuple[str, str, Span, Factuality, str]


def _doing(stage: Stage, events: Sequence[Event]) -> Iterator[Found]:
    """Parties by deed: the state that acts, or for which a person or ministry acts."""
    for event in events:
        if event.kind not in _BINDING or event.factuality not in _STANDING:
            continue
        for participant, span in event.participants:
            party = party_of(stage, participant)
            if party is not None:
                yield event.instrument, party, span, event.factuality, f"party-{event.kind}"


def party_of(stage: Stage, key: str) -> str | None:
    """The state that an actor is or acts for, or the organisation of states that it is."""
    entity = stage.scene.entities.get(key)
    if entity is not None and entity.kind == "InternationalOrganisation":
        return key
    return stage.state_of(key)


def _named(stage: Stage) -> Iterator[Found]:
    """Parties by name, beside the instrument: between A and B; with A; as adjectives in its title."""
    data = topic("instruments")
    for tokens in stage.scene.sentences:
        for at, token in enumerate(tokens):
            if token.tag != INSTRUMENT or len(token.refs) != 1:
                continue
            for group, rule in ((data["between"], "party-between"), (data["with"], "party-with")):
                for party, span in _tail(stage, tokens, at, group):
                    yield token.refs[0], party, span, Factuality.ASSERTED, rule


def _tail(stage: Stage, tokens: Sequence[Token], at: int, cues: list[str]) -> Iterator[tuple[str, Span]]:
    """Actors listed after a cue that follows the instrument within a few words."""
    data = topic("instruments")
    start = next((i for i in range(at + 1, min(at + 8, len(tokens))) if tokens[i].text in cues), None)
    if start is None or any(t.tag == INSTRUMENT for t in tokens[at + 1 : start]):
        return
    if any(t.text in data["tail_breaks"] for t in tokens[at + 1 : start]):
        return
    for token in tokens[start + 1 : start + 20]:
        if token.tag in (STATE, BLOC, ORGAN, PERSON) and not token.demonym:
            party = party_of(stage, token.refs[0])
            if party is not None:
                yield party, stage.tokens_span([token])
        elif token.text not in data["party_joins"] and token.tag != PERSON and not token.demonym:
            return
