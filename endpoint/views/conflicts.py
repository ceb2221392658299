"""Disagreements of sources, side by side."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from pyoxigraph import NamedNode

from builder.vocabulary import MQ, RDF
from endpoint.views.paging import on_page
from endpoint.views.reader import Reader, Shown
from endpoint.views.sources import Held, Ledger, Said

PAGE: Final = 25
"""How many disagreements a page shows."""


@dataclass(frozen=True, slots=True)
class Side:
    """One claim of a disagreement, with those who take part in it."""

    said: Said
    held: tuple[Held, ...]


@dataclass(frozen=True, slots=True)
class Dispute:
    """A disagreement: its title, kind, what it is about, and its sides."""

    thing: Shown
    kind: Shown | None
    origin: str
    about: tuple[Shown, ...]
    sides: tuple[Side, ...]
    anchor: str


@dataclass(frozen=True, slots=True)
class Disputes:
    """One page of all disagreements: of ``pages``, with ``total`` in all."""

    disputes: tuple[Dispute, ...]
    page: int
    pages: int
    total: int


def disputes(reader: Reader, page: int) -> Disputes:
    """A page of the disagreements of the graph, the first or the last where there is none of that number."""
    quads = reader.store.quads_for_pattern(None, NamedNode(RDF + "type"), NamedNode(MQ + "Conflict"))
    found = sorted({quad.subject.value for quad in quads if isinstance(quad.subject, NamedNode)})
    shown, page, pages = on_page(found, page, PAGE)
    return Disputes(_all(reader, Ledger(reader), shown), page, pages, len(found))


def disputes_about(reader: Reader, ledger: Ledger, iri: str) -> tuple[Dispute, ...]:
    """The disagreements about a thing, or about an event or a clause of it."""
    near = [iri, *reader.subjects("mq:ofInstrument", iri), *reader.subjects("mq:partOf", iri)]
    found = {name for thing in near for name in reader.subjects("mq:about", thing)}
    return _all(reader, ledger, (name for name in sorted(found) if MQ + "Conflict" in reader.classes(name)))


def _all(reader: Reader, ledger: Ledger, conflicts: Iterable[str]) -> tuple[Dispute, ...]:
    return tuple(_dispute(reader, ledger, name) for name in conflicts)


def _dispute(reader: Reader, ledger: Ledger, conflict: str) -> Dispute:
    parts = set(reader.iris(conflict, "mq:conflictingAttribution"))
    sides = []
    for node in reader.iris(conflict, "mq:conflictingClaim"):
        own = [name for name in reader.subjects("mq:ofClaim", node) if not parts or name in parts]
        said = ledger.claim(node)
        if said:
            levels = sorted({ledger.held(name) for name in own}, key=lambda held: (held.factuality, held.holder))
            sides.append(Side(said, tuple(levels) or said.held))
    kind = next(iter(reader.names(reader.iris(conflict, "mq:conflictKind"))), None)
    about = tuple(reader.names(reader.iris(conflict, "mq:about")))
    anchor = conflict.rsplit("/", 1)[-1]
    return Dispute(reader.name(conflict), kind, reader.value(conflict, "mq:origin") or "", about, tuple(sides), anchor)
