"""What an editor of queries offers to complete: the prefixes, and the terms of the ontology with their names."""

from __future__ import annotations

from itertools import islice
from typing import Any, Final

from pyoxigraph import NamedNode

from builder.vocabulary import MQV, OWL, PREFIXES, RDF, SKOS, compact
from endpoint.views.reader import Reader

_KINDS: Final = {
    "class": (OWL + "Class",),
    "property": (OWL + "ObjectProperty", OWL + "DatatypeProperty", OWL + "AnnotationProperty"),
    "concept": (SKOS + "Concept",),
}
_READ: Final = 20_000
"""The most triples that are read to find terms of a kind."""

_SAMPLE: Final = 4000
"""How many triples of a layer are looked through for properties of other vocabularies."""


def vocabulary(reader: Reader) -> dict[str, Any]:
    """Prefixes with their namespaces; terms as short or bracketed name, kind and name in the reader's language."""
    terms: dict[str, str] = {}
    for kind, types in _KINDS.items():
        for type in types:
            terms |= dict.fromkeys(_members(reader, type), kind)
    terms |= {iri: "property" for iri in _used(reader) if iri not in terms}
    return {
        "prefixes": PREFIXES,
        "terms": [[_written(iri), terms[iri], _name(reader, iri)] for iri in sorted(terms, key=_written)],
    }


def _members(reader: Reader, type: str) -> set[str]:
    """The members of a class of terms in the layer of the ontology."""
    where = NamedNode(f"{reader.base}graph/ontology")
    quads = reader.store.quads_for_pattern(None, NamedNode(RDF + "type"), NamedNode(type), where)
    return {quad.subject.value for quad in islice(quads, _READ) if isinstance(quad.subject, NamedNode)}


def _used(reader: Reader) -> set[str]:
    """The properties that the first triples of each layer use."""
    first = [f"article/{name}" for name in reader.graph.articles[:1]]
    found = set()
    for layer in ("facts", "inferred", "ontology", "report", *first):
        quads = reader.store.quads_for_pattern(None, None, None, NamedNode(f"{reader.base}graph/{layer}"))
        found |= {quad.predicate.value for quad in islice(quads, _SAMPLE)}
    return found


def _written(iri: str) -> str:
    short = compact(iri)
    if short == iri and iri.startswith(MQV):
        # A slash needs a backslash before it in a prefixed name (SPARQL 1.1, section 19.8, PN_LOCAL_ESC).
        return "mqv:" + iri.removeprefix(MQV).replace("/", "\\/")
    return short if short != iri else f"<{iri}>"


def _name(reader: Reader, iri: str) -> str:
    found = reader.name(iri)
    return "" if found.text in (iri, compact(iri)) else found.text
