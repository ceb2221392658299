"""What classes, properties and concepts are called, from the labels of the ontology."""

from __future__ import annotations

from functools import cache

from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from builder import ontology
from builder.vocabulary import MQ, MQV, RDFS, SKOS

_NAMES = frozenset({RDFS + "label", SKOS + "prefLabel"})


@cache
def _labels() -> dict[tuple[str, str], str]:
    """(IRI, language) to the label, of all terms and concepts."""
    found: dict[tuple[str, str], str] = {}
    for path in ontology.files(alignments=False, entities=False):
        for quad in parse(path=path, format=RdfFormat.TURTLE):
            name = quad.object
            if isinstance(quad.subject, NamedNode) and isinstance(name, Literal) and quad.predicate.value in _NAMES:
                found[quad.subject.value, name.language or ""] = name.value
    return found


class Terms:
    """The names of terms in one language; a term without a label is called by its own name."""

    def __init__(self, language: str) -> None:
        self._language = language

    def term(self, name: str) -> str:
        """A class or a property by its local name."""
        return _labels().get((MQ + name, self._language), name)

    def concept(self, scheme: str, name: str) -> str:
        """A concept of one of the vocabularies."""
        return _labels().get((f"{MQV}{scheme}/{name}", self._language), name)
