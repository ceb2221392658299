"""Short ways to make RDF terms and quads, all in canonical lexical form."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, lru_cache

from pyoxigraph import Literal, NamedNode, Quad

from builder.model import PartialDate, Value
from builder.vocabulary import MQ, MQV, OA, RDF, RDFS, SKOS, XSD

Term = NamedNode | Literal
Row = tuple[str, str, Term]
"""A row (``builder.rows``) whose value is an IRI or a literal."""

TYPE = NamedNode(RDF + "type")
LABEL = NamedNode(RDFS + "label")
ALT_LABEL = NamedNode(SKOS + "altLabel")
_INTEGER = NamedNode(XSD + "integer")
_NUMBERS = 1 << 14
"""Offsets that come again in article after article."""
_FOREIGN = {"rdf:type": TYPE, "rdfs:label": LABEL, "skos:altLabel": ALT_LABEL}


@cache
def mq(name: str) -> NamedNode:
    """A term of the ontology."""
    return NamedNode(MQ + name)


@cache
def oa(name: str) -> NamedNode:
    """A term of the Web Annotation vocabulary."""
    return NamedNode(OA + name)


@cache
def concept(scheme: str, name: str) -> NamedNode:
    """A concept of one of our SKOS schemes."""
    return NamedNode(f"{MQV}{scheme}/{name}")


def predicate(name: str) -> NamedNode:
    """The property that a claim record names: ``rdf:type``, ``skos:altLabel`` …, or an ``mq:`` one by local name."""
    return _FOREIGN.get(name) or mq(name)


def literal(value: Value) -> Term:
    """The term of a value; a value of datatype ``class`` is a class of the ontology."""
    if value.datatype == "class":
        return mq(value.lexical)
    if value.language:
        return Literal(value.lexical, language=value.language)
    if value.datatype == "string":
        return Literal(value.lexical)
    return Literal(value.lexical, datatype=NamedNode(XSD + value.datatype))


def date(value: PartialDate) -> Literal:
    """A date as precise as it is known."""
    return Literal(value.lexical, datatype=NamedNode(XSD + value.datatype))


@lru_cache(maxsize=_NUMBERS)
def integer(value: int) -> Literal:
    """An xsd:integer, the only integer type that stores keep as it is."""
    return Literal(str(value), datatype=_INTEGER)


class Sheet:
    """Triples being gathered for one named graph; the same triple counts once."""

    def __init__(self, graph: str) -> None:
        self._graph = NamedNode(graph)
        self._rows: list[Row] = []

    def add(self, subject: str, property_: str, *objects: Term) -> None:
        """Adds a triple for each object."""
        for obj in objects:
            self._rows.append((subject, property_, obj))

    def join(self, rows: Iterable[Row]) -> None:
        """Adds further triples."""
        self._rows += rows

    def lines(self) -> dict[str, Row]:
        """The triples by their canonical N-Quads lines, in the order of these."""
        end = f"{self._graph} .\n"
        found = {f"<{row[0]}> <{row[1]}> {row[2]!s} {end}": row for row in self._rows}
        return {line: found[line] for line in sorted(found)}

    def quads(self) -> list[Quad]:
        """The quads in the order of their N-Quads lines."""
        return self.spelt()[1]

    def spelt(self) -> tuple[list[str], list[Quad]]:
        """The canonical N-Quads lines in their order, and their quads."""
        node, lines = cache(NamedNode), self.lines()
        return list(lines), [Quad(node(subject), node(name), obj, self._graph) for subject, name, obj in lines.values()]
