"""Gold annotations: what an article says, as a reader found it. A JSON list of records, one an article."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import Any, Final

from builder.errors import InputError

EVENTS: Final[dict[str, str]] = {
    "signed": "Signature",
    "planned-signing": "Signature",
    "ratified": "Ratification",
    "adopted": "Adoption",
    "acceded": "Accession",
    "instruments-exchanged": "InstrumentExchange",
    "entered-into-force": "EntryIntoForce",
    "suspended": "Suspension",
    "withdrawn": "Withdrawal",
    "terminated": "Termination",
    "superseded": "Supersession",
    "negotiated": "Negotiation",
}
"""What gold calls an event, and the class of the ontology."""


@dataclass(frozen=True, slots=True)
class Event:
    """An event of a treaty: its class (``?`` for a type that EVENTS lacks), date and factuality."""

    kind: str
    date: str | None
    factuality: str


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause by the first and last words of its span, and its obligation types."""

    starts: str
    ends: str
    types: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Treaty:
    """An instrument: all its surface forms, its parties (ISO 3166 alpha-3 or a name), events, clauses and so on."""

    key: str
    surface: tuple[str, ...]
    parties: tuple[str, ...]
    events: tuple[Event, ...]
    clauses: tuple[Clause, ...]
    supersedes: tuple[str, ...]
    supersedes_factuality: str


@dataclass(frozen=True, slots=True)
class Said:
    """A statement by the first and last words of what was said."""

    speaker: str
    starts: str
    ends: str
    mode: str


@dataclass(frozen=True, slots=True)
class Record:
    """The gold of one article."""

    identifier: str
    treaties: tuple[Treaty, ...]
    persons: tuple[str, ...]
    states: tuple[str, ...]
    organisations: tuple[str, ...]
    statements: tuple[Said, ...]

    @property
    def trap(self) -> bool:
        """Whether the article speaks of no treaty, so that none may be found in it."""
        return not self.treaties


def load(path: Path) -> list[Record]:
    """The records of a gold file. Raises InputError where it cannot be read or a record lacks a field."""
    try:
        found = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise InputError(f"{path}: cannot be read as gold ({error}); give a JSON list of records") from error
    if not isinstance(found, list):
        raise InputError(f"{path}: holds a {type(found).__name__}; gold is a list of records, one an article")
    records = []
    for number, record in enumerate(found, 1):
        try:
            records.append(_record(record))
        except (KeyError, TypeError, AttributeError) as error:
            raise InputError(f"{path}: record {number} is no gold ({error!r}); compare it with another") from error
    return records


def _record(record: dict[str, Any]) -> Record:
    gold = record["gold"]
    return Record(
        PurePath(record.get("file", record["id"])).stem,
        tuple(_treaty(treaty) for treaty in gold["treaties"]),
        tuple(sorted({_name(person) for person in gold["persons"]})),
        tuple(sorted(set(gold["states"]))),
        tuple(sorted({_name(organisation) for organisation in gold["organisations"]})),
        tuple(Said(s["speaker"], s["starts"], s["ends"], s["mode"]) for s in gold["statements"]),
    )


def _name(actor: dict[str, str] | str) -> str:
    return actor if isinstance(actor, str) else actor["name"]


def _treaty(treaty: dict[str, Any]) -> Treaty:
    return Treaty(
        treaty["key"],
        tuple(treaty["surface"]),
        tuple(treaty["parties"]),
        tuple(_event(event) for event in treaty["events"]),
        tuple(Clause(c["starts"], c["ends"], tuple(c["types"])) for c in treaty["clauses"]),
        tuple(treaty["supersedes"]),
        treaty.get("supersedes_factuality") or "asserted",
    )


def _event(event: dict[str, Any]) -> Event:
    assumed = "planned" if event["type"].startswith("planned") else "asserted"
    return Event(EVENTS.get(event["type"], "?"), event.get("date"), event.get("factuality", assumed))
