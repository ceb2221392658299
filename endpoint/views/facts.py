"""Facts about a thing, each with the layer that holds it and the page that explains it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from pyoxigraph import NamedNode

from endpoint.views.reader import Reader, Shown

_LAYERS: Final = ("facts", "ontology", "inferred")


@dataclass(frozen=True, slots=True)
class Fact:
    """What a property leads to: the thing or value, where it is held (a graph, or "documents"), and why."""

    shown: Shown
    layer: str
    why: str


def facts(reader: Reader, subject: str, predicate: str) -> list[Fact]:
    """What a property of a thing leads to, each once, what is stated before what is inferred.

    Where none of these layers says anything, what the articles record is the answer, as "documents".
    """
    found: dict[str, Fact] = {}
    for layer in _LAYERS:
        for term in reader.objects(subject, predicate, layer):
            found.setdefault(str(term), Fact(reader.shown(term), layer, reader.why(subject, predicate, term)))
    for term in () if found else reader.objects(subject, predicate):
        found[str(term)] = Fact(reader.shown(term), "documents", reader.why(subject, predicate, term))
    return list(found.values())


def facts_into(reader: Reader, predicate: str, obj: str) -> list[Fact]:
    """The things from which a property leads to a thing."""
    return list(_into(reader, predicate, obj))


def _into(reader: Reader, predicate: str, obj: str) -> Iterator[Fact]:
    node = NamedNode(obj)
    for subject in reader.subjects(predicate, obj):
        layer = next((name for name in _LAYERS if reader.holds(name, subject, predicate, node)), None)
        if layer:
            yield Fact(reader.name(subject), layer, reader.why(subject, predicate, node))


@dataclass(frozen=True, slots=True)
class Facet:
    """A property with all that it leads to."""

    property: Shown
    facts: tuple[Fact, ...]


def facets(reader: Reader, subject: str, predicates: Iterable[str]) -> tuple[Facet, ...]:
    """The properties that lead anywhere, in the order given."""
    from_each = ((name, facts(reader, subject, name)) for name in predicates)
    return tuple(Facet(reader.name(reader.whole(name)), tuple(found)) for name, found in from_each if found)
