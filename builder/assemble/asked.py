"""Which quads of the articles' graphs the questions over all articles can see: rules, conflicts, checks of facts.

Most quads of an article say where words stand; they are looked at in their own article alone and need not be in
memory for all articles at once. What a query names is found in its text. Only in the facts graph may a query leave a
property open, so a triple of an article whose property no query names matters to none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from builder.rows import Row
from builder.vocabulary import DCTERMS, MQ, OA, RDF

_Named = TypeVar("_Named")
_TYPE = RDF + "type"
_PREFIX = re.compile(r"prefix\s+([\w-]*):\s*<([^>]*)>", re.IGNORECASE)
_NAME = re.compile(r"([A-Za-z][\w-]*):([A-Za-z][\w-]*)|<([^>\s]*)>")
_ALWAYS = frozenset(
    {MQ + name for name in ("subject", "predicate", "object", "ofClaim", "evidence", "sha256")}
    | {OA + "hasSource", DCTERMS + "issued"}
)
"""What leads from a result to the words that it rests on."""
_BEHIND = {OA + "hasSource": MQ + "evidence"}
"""A property that questions ask of what another leads to, and of nothing else."""


def names(query: str) -> set[str]:
    """Every IRI that a query with its own prefixes names, and perhaps more."""
    prefixes = dict(_PREFIX.findall(query))
    found = set()
    for prefix, local, iri in _NAME.findall(query):
        if iri:
            found.add(iri)
        elif prefix in prefixes:
            found.add(prefixes[prefix] + local)
    return found


@dataclass(frozen=True, slots=True)
class Asked:
    """The properties that queries name, and the classes that they name or that lie below one of these."""

    properties: frozenset[str]
    classes: frozenset[str]

    def select(self, rows: Mapping[_Named, Row]) -> list[_Named]:
        """The names, in their order, of the rows that a query can see."""
        led = {(way, getattr(value, "value", "")) for _, way, value in rows.values() if way in _BEHIND.values()}
        return [
            name
            for name, (subject, predicate, value) in rows.items()
            if (predicate in self.properties and (predicate not in _BEHIND or (_BEHIND[predicate], subject) in led))
            or (predicate == _TYPE and getattr(value, "value", "") in self.classes)
        ]


def asked(queries: Iterable[str], classes: Iterable[str], supers: Mapping[str, Iterable[str]]) -> Asked:
    """What these queries ask for; ``classes``: what else is asked for; ``supers``: class to those above it."""
    named = {name for query in queries for name in names(query)}
    wanted = named | set(classes)
    below = {name for name, above in supers.items() if wanted & set(above)}
    return Asked(frozenset(named | _ALWAYS) - {_TYPE}, frozenset(wanted | below))
