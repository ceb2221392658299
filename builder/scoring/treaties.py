"""Scores instruments, their parties, events with their dates, and supersession."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Final

import regex

from builder.model import Span
from builder.scoring import gold
from builder.scoring.found import UNHELD, Found, local
from builder.scoring.spans import assign, occurrences, overlapping
from builder.scoring.tally import Tally

UNSCORED_EXTRAS: Final = frozenset({"Negotiation", "Supersession"})
"""Kinds of events of which one more is no error: gold does not annotate them everywhere."""
_UNSURE: Final = UNHELD | {"possible", "unknown"}
_AHEAD: Final = frozenset({"planned", "conditional"})
_YEAR: Final = regex.compile(r"\d{4}")

Key = tuple[str, str, bool]
"""A treaty's key, the class of an event of it, and whether the event lies ahead."""


def entities(
    tally: Tally, measure: str, wanted: Mapping[str, list[Span]], found: Mapping[str, set[Span]]
) -> dict[str, str]:
    """Scores entities by their mentions; the pairs of gold's name and the graph's entity."""
    weights = {
        (name, entity): overlapping(spans, theirs) for name, spans in wanted.items() for entity, theirs in found.items()
    }
    pairs = assign(weights)
    matched = set(pairs.values())
    missed = [name for name in wanted if name not in pairs]
    tally.add(measure, len(pairs), [entity for entity in found if entity not in matched], missed)
    return pairs


def instruments(tally: Tally, record: gold.Record, found: Found, text: str) -> dict[str, str]:
    """Scores the instruments; the pairs of a treaty's key and the graph's instrument."""
    wanted = {
        treaty.key: [span for surface in treaty.surface for span in occurrences(surface, text)]
        for treaty in record.treaties
    }
    return entities(tally, "instrument", wanted, found.mentioned("Instrument"))


def parties(tally: Tally, record: gold.Record, found: Found, pairs: Mapping[str, str]) -> None:
    """Scores the parties of the treaties for which gold knows any."""
    is_actor = found.world.is_actor
    for treaty in record.treaties:
        if not treaty.parties:
            continue
        mine = {
            claim.object
            for claim in found.claims["hasParty"]
            if claim.subject == pairs.get(treaty.key) and claim.factuality not in UNHELD
        }
        right = [wanted for wanted in treaty.parties if any(is_actor(actor, wanted) for actor in mine)]
        extra = [actor for actor in mine if not any(is_actor(actor, wanted) for wanted in treaty.parties)]
        missed = [wanted for wanted in treaty.parties if wanted not in right]
        name = treaty.key
        tally.add("party", len(right), [f"{name}: {x}" for x in extra], [f"{name}: {m}" for m in missed])


def events(tally: Tally, record: gold.Record, found: Found, pairs: Mapping[str, str]) -> None:
    """Scores the events of the treaties and their dates; one of an instrument that gold lacks is an extra."""
    mine, stray = _found_events(found, {iri: key for key, iri in pairs.items()})
    wanted: defaultdict[Key, list[str | None]] = defaultdict(list)
    for treaty in record.treaties:
        for event in treaty.events:
            if event.factuality not in UNHELD:
                wanted[treaty.key, event.kind, event.factuality in _AHEAD].append(event.date)
    for key, dates in wanted.items():
        if key not in mine:
            tally.add("event", 0, missed=[_named(key)])
            continue
        tally.add("event", 1)
        _event_date(tally, key, [date for date in dates if date and _YEAR.match(date)], mine[key])
    extra = [_named(key) for key in mine if key not in wanted and key[1] not in UNSCORED_EXTRAS]
    tally.add("event", 0, [*extra, *stray])


def _found_events(found: Found, keys: Mapping[str, str]) -> tuple[dict[Key, set[str]], list[str]]:
    """The graph's events with their dates, and those of instruments that stand for no treaty of gold."""
    dates: defaultdict[str, set[str]] = defaultdict(set)
    for claim in found.claims["date"]:
        dates[claim.subject].add(claim.object)
    mine: defaultdict[Key, set[str]] = defaultdict(set)
    stray: list[str] = []
    for event, instrument, factuality in sorted(found.claims["ofInstrument"]):
        kind = next((k for k in found.world.events.get(event, ()) if k in gold.EVENTS.values()), None)
        if kind is None or factuality in _UNSURE:
            continue
        if instrument in keys:
            mine[keys[instrument], kind, factuality in _AHEAD] |= dates[event]
        elif kind not in UNSCORED_EXTRAS:
            stray.append(f"{kind} of {local(instrument)}")
    return mine, stray


def _event_date(tally: Tally, key: Key, wanted: list[str], found: set[str]) -> None:
    """A date is right where it is as far as the shorter of the two goes the same."""
    if wanted:
        right = any(d.startswith(w) or (w.startswith(d) and len(d) >= 4) for d in found for w in wanted)
        note = f"{_named(key)}: {', '.join(sorted(found)) or 'none'} for {', '.join(wanted)}"
        tally.judge("event date", right, note, bool(found))


def _named(key: Key) -> str:
    return f"{key[1]} of {key[0]}{' (ahead)' if key[2] else ''}"


def supersession(tally: Tally, record: gold.Record, found: Found, pairs: Mapping[str, str]) -> None:
    """Scores which treaty takes the place of which."""
    keys = {iri: key for key, iri in pairs.items()}
    wanted = {
        (treaty.key, old)
        for treaty in record.treaties
        for old in treaty.supersedes
        if treaty.supersedes_factuality not in UNHELD
    }
    mine = {
        (keys.get(claim.subject, claim.subject), keys.get(claim.object, claim.object))
        for predicate in ("directlySupersedes", "supersedes")
        for claim in found.claims[predicate]
        if claim.factuality not in UNHELD
    }
    tally.add("supersession", len(wanted & mine), _arrows(mine - wanted), _arrows(wanted - mine))


def _arrows(pairs: set[tuple[str, str]]) -> list[str]:
    return [f"{new} → {old}" for new, old in pairs]
