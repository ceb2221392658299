"""Scores actors, clauses with their obligation types, and statements with their speakers and modes."""

from __future__ import annotations

from builder.model import Span
from builder.scoring import gold
from builder.scoring.found import Found, Saying, folded
from builder.scoring.spans import assign, between, occurrences, shared, similar
from builder.scoring.tally import Tally
from builder.scoring.treaties import entities
from builder.vocabulary import STATES


def actors(tally: Tally, record: gold.Record, found: Found, text: str) -> None:
    """Scores persons and organisations by their mentions, states by their codes."""
    for measure, kind, names in (
        ("person", "Person", record.persons),
        ("organisation", "Organisation", record.organisations),
    ):
        entities(tally, measure, {name: occurrences(name, text) for name in names}, found.mentioned(kind))
    codes = found.world.codes
    mine = {codes[state] for kind in STATES for state in found.mentioned(kind) if state in codes}
    wanted = set(record.states)
    tally.add("state", len(mine & wanted), mine - wanted, wanted - mine)


def clauses(tally: Tally, record: gold.Record, found: Found, text: str) -> None:
    """Scores clauses by their spans. A second clause on one span of gold is no error, one of type other optional."""
    listed = [clause for treaty in record.treaties for clause in treaty.clauses]
    wanted = {number: (c, spans) for number, c in enumerate(listed) if (spans := between(c.starts, c.ends, text))}
    weights = {
        (number, iri): weight
        for number, (_, spans) in wanted.items()
        for iri, (theirs, _) in found.clauses.items()
        if (weight := _half_shared(spans, theirs))
    }
    pairs = assign(weights)
    on_gold = {iri for _, iri in weights}
    missed = [c.starts for number, (c, _) in wanted.items() if number not in pairs and c.types != ("other",)]
    tally.add("clause", len(pairs), [iri for iri in found.clauses if iri not in on_gold], missed)
    for number, (clause, _) in wanted.items():
        if number in pairs and clause.types != ("other",):
            kinds = found.clauses[pairs[number]][1]
            note = f"{clause.starts}: {', '.join(sorted(kinds)) or 'none'} for {', '.join(clause.types)}"
            tally.judge("clause type", bool(kinds.intersection(clause.types)), note)


def _half_shared(spans: list[Span], theirs: set[Span]) -> int:
    """The most that two of the spans share, where it is half of the shorter."""
    common = ((shared(a, b), min(len(a), len(b))) for a in spans for b in theirs)
    return max((both for both, shorter in common if shorter and both / shorter >= 0.5), default=0)


def statements(tally: Tally, record: gold.Record, found: Found, text: str) -> None:
    """Scores statements by the span of what was said, and of those found the speaker and the mode."""
    wanted = {
        number: (said, spans)
        for number, said in enumerate(record.statements)
        if (spans := between(said.starts, said.ends, text))
    }
    weights = {
        (number, iri): max((shared(a, b) for a in spans for b in saying.spans if similar(a, b)), default=0)
        for number, (_, spans) in wanted.items()
        for iri, saying in found.sayings.items()
    }
    pairs = assign(weights)
    matched = set(pairs.values())
    missed = [f"{said.speaker}: {said.starts}" for number, (said, _) in wanted.items() if number not in pairs]
    tally.add("statement", len(pairs), [iri for iri in found.sayings if iri not in matched], missed)
    everyone = found.mentioned("Actor") if pairs else {}
    for number, iri in sorted(pairs.items()):
        said, saying = wanted[number][0], found.sayings[iri]
        note = f"{said.speaker}: {said.starts}"
        tally.judge("speaker", _spoken_by(said, saying, everyone, found, text), note)
        tally.judge("mode", said.mode in saying.modes, f"{said.mode}: {said.starts}")


def _spoken_by(said: gold.Said, saying: Saying, everyone: dict[str, set[Span]], found: Found, text: str) -> bool:
    """Whether a speaker is mentioned where gold's speaker is named, or bears that name."""
    places = occurrences(said.speaker, text)
    name = folded(said.speaker)
    return any(
        name in found.world.labels.get(who, ()) or any(shared(a, b) for a in places for b in everyone.get(who, ()))
        for who in saying.speakers
    )
