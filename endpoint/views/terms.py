"""The ontology for people: its classes as a tree, properties, vocabularies, shapes and rules, and one term's page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Final

from pyoxigraph import Literal, NamedNode

from builder.reason.rules import installed
from builder.vocabulary import MQ, MQV, OWL, RDF, SKOS, expand
from endpoint.views.reader import Reader, Shown
from endpoint.views.shapes import Constraint, Shape, shapes

_CLASSES: Final = (OWL + "Class",)
_PROPERTIES: Final = (OWL + "ObjectProperty", OWL + "DatatypeProperty", OWL + "AnnotationProperty")
_FACETS: Final = (
    "rdfs:subClassOf", "rdfs:subPropertyOf", "rdfs:domain", "rdfs:range", "owl:inverseOf", "owl:equivalentClass",
    "skos:inScheme", "skos:broader", "skos:notation", "skos:exactMatch", "skos:closeMatch", "rdfs:seeAlso",
    "dcterms:source",
)  # fmt: skip
_INTO: Final = ("rdfs:subClassOf", "rdfs:subPropertyOf", "rdfs:domain", "rdfs:range", "skos:inScheme", "skos:broader")
_EXAMPLES: Final = 8
_COUNTED: Final = 10_000


@dataclass(frozen=True, slots=True)
class Entry:
    """A term in a list: its local name, what it is called, its definition, and what its kind adds."""

    local: str
    thing: Shown
    definition: str
    domain: tuple[Shown, ...] = ()
    range: tuple[Shown, ...] = ()
    below: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True)
class Checked:
    """A node shape with its texts in the reader's language."""

    local: str
    title: str
    description: str
    targets: tuple[Shown, ...]
    constraints: tuple[tuple[Constraint, Shown | None, str], ...]


@dataclass(frozen=True, slots=True)
class Ontology:
    """The page of the ontology."""

    classes: tuple[Entry, ...]
    properties: tuple[Entry, ...]
    schemes: tuple[Entry, ...]
    shapes: tuple[Checked, ...]
    rules: tuple[tuple[str, str, str], ...]
    """Name, title and description of each rule."""


@dataclass(frozen=True, slots=True)
class TermPage:
    """The page of a term: ``out`` its properties, ``into`` what refers to it, ``used`` how often (10,000 at most)."""

    thing: Shown
    local: str
    definition: str
    out: tuple[tuple[Shown, tuple[Shown, ...]], ...]
    into: tuple[tuple[Shown, tuple[Shown, ...]], ...]
    shapes: tuple[Checked, ...]
    used: int
    examples: tuple[Shown, ...]
    triples: tuple[tuple[Shown, Shown, str], ...]


def ontology_page(reader: Reader) -> Ontology:
    """All terms of the graph's ontology."""
    classes = _of_types(reader, _CLASSES)
    tops = [name for name in classes if not set(reader.iris(name, "rdfs:subClassOf")) & set(classes)]
    return Ontology(
        tuple(_tree(reader, name, frozenset()) for name in tops),
        tuple(_entry(reader, name) for name in _of_types(reader, _PROPERTIES)),
        tuple(_scheme(reader, name) for name in _of_types(reader, (SKOS + "ConceptScheme",))),
        tuple(_checked(reader, shape) for shape in shapes()),
        tuple(
            (rule.name, _text(dict(rule.titles), reader.language), _text(dict(rule.descriptions), reader.language))
            for rule in installed()
        ),
    )


def term_page(reader: Reader, iri: str) -> TermPage:
    """One term of the ontology."""
    used, examples, triples = _use(reader, iri)
    return TermPage(
        reader.name(iri),
        _local(iri),
        _definition(reader, iri),
        _out(reader, iri),
        tuple(
            (reader.name(expand(name)), tuple(sorted(reader.names(found))))
            for name in _INTO
            if (found := reader.subjects(name, iri))
        ),
        _shapes_of(reader, iri),
        used,
        examples,
        triples,
    )


def _out(reader: Reader, iri: str) -> tuple[tuple[Shown, tuple[Shown, ...]], ...]:
    found = (
        (name, [term for term in reader.objects(iri, name) if isinstance(term, NamedNode | Literal)])
        for name in _FACETS
    )
    return tuple((reader.name(expand(name)), tuple(map(reader.shown, terms))) for name, terms in found if terms)


def _of_types(reader: Reader, types: Iterable[str]) -> list[str]:
    found = {name for kind in types for name in reader.subjects(RDF + "type", kind) if name.startswith((MQ, MQV))}
    return sorted(found)


def _local(iri: str) -> str:
    return iri.removeprefix(MQ).removeprefix(MQV)


def _definition(reader: Reader, iri: str) -> str:
    texts = [
        term
        for name in ("skos:definition", "skos:scopeNote", "rdfs:comment", "dcterms:description")
        for term in reader.objects(iri, name)
        if isinstance(term, Literal)
    ]
    return next((term.value for term in sorted(texts, key=lambda t: t.language != reader.language)), "")


def _entry(reader: Reader, iri: str, below: tuple[Entry, ...] = ()) -> Entry:
    domain, leads = (tuple(reader.names(reader.iris(iri, f"rdfs:{end}"))) for end in ("domain", "range"))
    return Entry(_local(iri), reader.name(iri), _definition(reader, iri), domain, leads, below)


def _tree(reader: Reader, iri: str, above: frozenset[str]) -> Entry:
    below = [name for name in reader.subjects("rdfs:subClassOf", iri) if name.startswith(MQ) and name not in above]
    return _entry(reader, iri, tuple(_tree(reader, name, above | {iri}) for name in below if name != iri))


def _scheme(reader: Reader, iri: str) -> Entry:
    return _entry(reader, iri, tuple(_entry(reader, name) for name in reader.subjects("skos:inScheme", iri)))


def _checked(reader: Reader, shape: Shape, about: str | None = None) -> Checked:
    """A shape; where it is shown for a property, only what it says of that."""
    language = reader.language
    kept = [part for part in shape.constraints if about in (None, part.path)]
    return Checked(
        shape.name,
        _text(dict(shape.titles), language) or shape.name,
        _text(dict(shape.descriptions), language),
        tuple(reader.names(shape.targets)),
        tuple(
            (part, reader.name(part.path) if part.path else None, _text(dict(part.messages), language)) for part in kept
        ),
    )


def _shapes_of(reader: Reader, iri: str) -> tuple[Checked, ...]:
    """The shapes of a class and of those above it, or what any shape says of a property."""
    above, queue = {iri}, [iri]
    while queue:
        new = set(reader.iris(queue.pop(), "rdfs:subClassOf")) - above
        above |= new
        queue += new
    whole = [_checked(reader, shape) for shape in shapes() if above & set(shape.targets)]
    parts = [_checked(reader, shape, iri) for shape in shapes() if any(part.path == iri for part in shape.constraints)]
    return tuple(whole or parts)


def _text(texts: Mapping[str, str], language: str) -> str:
    return texts.get(language) or next(iter(texts.values()), "")


def _use(reader: Reader, iri: str) -> tuple[int, tuple[Shown, ...], tuple[tuple[Shown, Shown, str], ...]]:
    """How often a term is used in the graph, with members of a class or triples of a property."""
    store, node = reader.store, NamedNode(iri)
    members = {quad.subject for quad in islice(store.quads_for_pattern(None, NamedNode(RDF + "type"), node), _COUNTED)}
    pairs = {(quad.subject, quad.object): None for quad in islice(store.quads_for_pattern(None, node, None), _COUNTED)}
    values = (
        {quad.subject for quad in islice(store.quads_for_pattern(None, None, node), _COUNTED)} if not members else set()
    )
    names = sorted(name.value for name in members if isinstance(name, NamedNode))[:_EXAMPLES]
    chosen = sorted(pairs, key=lambda pair: (str(pair[0]), str(pair[1])))[:_EXAMPLES]
    triples = tuple(
        (reader.shown(subject), reader.shown(obj), reader.why(subject.value, iri, obj))
        for subject, obj in chosen
        if isinstance(subject, NamedNode) and isinstance(obj, NamedNode | Literal)
    )
    return len(members) or len(pairs) or len(values), tuple(reader.names(names)), triples
