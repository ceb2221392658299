"""Short ways to make RDF terms and quads, all in canonical lexical form."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from pyoxigraph import Literal, NamedNode, Quad

from builder.model import PartialDate, Value
from builder.vocabulary import DCTERMS, MQ, MQV, OA, RDF, RDFS, SKOS, XSD

Term = NamedNode | Literal

TYPE = NamedNode(RDF + "type")
LABEL = NamedNode(RDFS + "label")
ALT_LABEL = NamedNode(SKOS + "altLabel")
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
def dcterms(name: str) -> NamedNode:
    """A term of Dublin Core."""
    return NamedNode(DCTERMS + name)


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


def integer(value: int) -> Literal:
    """An xsd:integer, the only integer type that stores keep as it is."""
    return Literal(str(value), datatype=NamedNode(XSD + "integer"))


class Sheet:
    """Quads being gathered for one named graph; the same quad counts once."""

    def __init__(self, graph: str) -> None:
        self._graph = NamedNode(graph)
        self._quads: dict[Quad, None] = {}

    def add(self, subject: str, property_: NamedNode, *objects: Term) -> None:
        """Adds a quad for each object."""
        for obj in objects:
            self._quads[Quad(NamedNode(subject), property_, obj, self._graph)] = None

    def join(self, quads: Iterable[Quad]) -> None:
        """Adds quads of the same graph."""
        self._quads |= dict.fromkeys(quads)

    def quads(self) -> list[Quad]:
        """The quads in the order of their N-Quads lines."""
        return sorted(self._quads, key=str)
