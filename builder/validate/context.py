"""What a graph refers to but does not say itself: the classes of known entities and of other graphs' nodes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Quad, Triple

from builder.rows import Row
from builder.vocabulary import MQ, RDF, RDFS

TYPE = RDF + "type"
_SUBCLASS = RDFS + "subClassOf"


@dataclass(frozen=True, slots=True)
class Context:
    """The ontology graph as validation needs it.

    ``supers``: class to all its superclasses, itself too. ``known``: node to its (property, value) pairs.
    """

    supers: dict[str, frozenset[str]]
    known: dict[str, tuple[tuple[str, NamedNode | Literal], ...]]

    def closed(self, classes: Iterable[str], wanted: frozenset[str]) -> set[str]:
        """The classes and their superclasses, as far as they are wanted."""
        alone: frozenset[str] = frozenset()
        return {above for name in classes for above in self.supers.get(name, alone) | {name} if above in wanted}


def context(ontology: Iterable[Quad | Triple]) -> Context:
    """The context that the ontology graph (terms and known entities) gives; make it once, use it for all."""
    above: dict[str, set[str]] = {}
    known: dict[str, list[tuple[str, NamedNode | Literal]]] = {}
    for quad in ontology:
        subject, value = quad.subject, quad.object
        if not isinstance(subject, NamedNode) or not isinstance(value, NamedNode | Literal):
            continue
        known.setdefault(subject.value, []).append((quad.predicate.value, value))
        if quad.predicate.value == _SUBCLASS and isinstance(value, NamedNode):
            above.setdefault(subject.value, set()).add(value.value)
    return Context(
        supers={name: _reached(name, above) for name in above},
        known={name: tuple(pairs) for name, pairs in known.items()},
    )


def _reached(name: str, above: Mapping[str, set[str]]) -> frozenset[str]:
    found, waiting = {name}, [name]
    while waiting:
        for next_name in above.get(waiting.pop(), set()) - found:
            found.add(next_name)
            waiting.append(next_name)
    return frozenset(found)


def types_said(rows: Iterable[Row]) -> dict[str, set[str]]:
    """Node to its classes: those that triples give it, and those that claims do (whatever their factuality)."""
    types: dict[str, set[str]] = {}
    parts: dict[str, dict[str, str]] = {}
    for subject, predicate, value in rows:
        if predicate == TYPE and isinstance(value, NamedNode):
            types.setdefault(subject, set()).add(value.value)
        elif predicate in SLOTS and isinstance(value, NamedNode):
            parts.setdefault(subject, {})[predicate] = value.value
    for name, classes in types_claimed(parts.values()).items():
        types.setdefault(name, set()).update(classes)
    return types


def types_claimed(claims: Iterable[Mapping[str, str]]) -> dict[str, set[str]]:
    """Node to the classes that these claims give it; of each claim what it has of SLOTS that are IRIs."""
    types: dict[str, set[str]] = {}
    for slots in claims:
        if slots.get(MQ + "predicate") == TYPE and len(slots) == len(SLOTS):
            types.setdefault(slots[MQ + "subject"], set()).add(slots[MQ + "object"])
    return types


SLOTS = frozenset((MQ + "subject", MQ + "predicate", MQ + "object"))
"""What makes a claim: a triple."""
