"""The shapes of ``shapes/``, loaded once: the core ones as a graph for pyshacl, the queries as queries."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import rdflib
from pyoxigraph import BlankNode, Literal, RdfFormat, Triple, parse
from rdflib import URIRef

from builder.errors import OntologyError
from builder.resources import folder
from builder.validate.conversion import to_rdflib
from builder.validate.results import Severity
from builder.vocabulary import RDF, SH

SHAPES = "https://w3id.org/mithaq/shapes#"
LAYER = SHAPES + "layer"
CODE = SHAPES + "CodeConstraintComponent"

_TARGETS = (SH + "targetClass", SH + "targetSubjectsOf")


@dataclass(frozen=True, slots=True)
class Check:
    """A constraint over the whole graph: its query, and which nodes it is for.

    ``query`` is the text of ``sh:select`` with its prefixes written before it; ``targets`` are pairs of a
    target property's local name (targetClass, targetSubjectsOf) and an IRI.
    """

    shape: str
    severity: Severity
    prefixes: str
    select: str
    targets: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Shapes:
    """All shapes. ``core``: layer to its shapes without queries; ``paths``: layer to the properties they read."""

    core: dict[str, rdflib.Graph]
    paths: dict[str, frozenset[str]]
    classes: frozenset[str]
    checks: tuple[Check, ...]
    messages: dict[str, tuple[str, str]]
    severities: dict[str, Severity]


@cache
def load(directory: Path | None = None) -> Shapes:
    """The shapes of a directory (this installation's where None); OntologyError where one is wrong."""
    triples = [triple for path in sorted((directory or folder("shapes")).glob("*.ttl")) for triple in _read(path)]
    index = _Index(triples)
    checks = tuple(_check(index, shape) for shape in index.subjects(SH + "sparql"))
    layers = index.layers()
    core = {layer: _core(index, layer) for layer in sorted(layers)}
    return Shapes(
        core=core,
        paths={layer: _paths(graph) for layer, graph in core.items()},
        classes=frozenset(index.values(SH + "targetClass") | index.values(SH + "class")),
        checks=checks,
        messages={shape: index.message(shape) for shape in index.subjects(SH + "message")},
        severities={shape: index.severity(shape) for shape in index.subjects(SH + "message")},
    )


def _read(path: Path) -> list[Triple]:
    try:
        return [quad.triple for quad in parse(path=path, format=RdfFormat.TURTLE)]
    except SyntaxError as error:
        raise OntologyError(f"{path}: {error}; correct the Turtle") from error


class _Index:
    """The triples of the shapes by subject and predicate."""

    def __init__(self, triples: list[Triple]) -> None:
        self.triples = triples
        self.by_subject: dict[str, list[Triple]] = {}
        for triple in triples:
            self.by_subject.setdefault(_name(triple.subject), []).append(triple)

    def of(self, subject: str, predicate: str) -> list[str]:
        """The objects of a subject's property, sorted, as IRIs, blank nodes' names or lexical forms."""
        found = self.by_subject.get(subject, ())
        return sorted(_name(triple.object) for triple in found if triple.predicate.value == predicate)

    def subjects(self, predicate: str) -> list[str]:
        """The subjects that have a property, sorted."""
        return sorted({_name(triple.subject) for triple in self.triples if triple.predicate.value == predicate})

    def values(self, predicate: str) -> set[str]:
        """All objects of a property."""
        return {_name(triple.object) for triple in self.triples if triple.predicate.value == predicate}

    def layers(self) -> set[str]:
        """All layers that shapes are for."""
        return self.values(LAYER)

    def one(self, subject: str, predicate: str) -> str:
        """The only object of a subject's property; OntologyError where there is none, or more."""
        found = self.of(subject, predicate)
        if len(found) != 1:
            raise OntologyError(f"shapes: {subject} has {len(found)} values of {predicate}; give it exactly one")
        return found[0]

    def message(self, shape: str) -> tuple[str, str]:
        """The English and the Arabic message of a shape."""
        texts = {
            triple.object.language: triple.object.value
            for triple in self.by_subject[shape]
            if triple.predicate.value == SH + "message" and isinstance(triple.object, Literal)
        }
        try:
            return texts["en"], texts["ar"]
        except KeyError as missing:
            raise OntologyError(f"shapes: {shape} has no sh:message in {missing}; write one") from missing

    def severity(self, shape: str) -> Severity:
        """The severity of a shape; without one it is a violation."""
        found = self.of(shape, SH + "severity")
        return Severity(found[0].removeprefix(SH)) if found else Severity.VIOLATION


def _name(term: object) -> str:
    return f"_:{term.value}" if isinstance(term, BlankNode) else str(getattr(term, "value", term))


def _check(index: _Index, shape: str) -> Check:
    constraint = index.one(shape, SH + "sparql")
    prefixes = {
        index.one(declared, SH + "prefix"): index.one(declared, SH + "namespace")
        for source in index.of(constraint, SH + "prefixes")
        for declared in index.of(source, SH + "declare")
    }
    return Check(
        shape=shape,
        severity=index.severity(shape),
        prefixes="".join(f"PREFIX {prefix}: <{namespace}>\n" for prefix, namespace in sorted(prefixes.items())),
        select=index.one(constraint, SH + "select"),
        targets=tuple((kind.removeprefix(SH), value) for kind in _TARGETS for value in index.of(shape, kind)),
    )


def _core(index: _Index, layer: str) -> rdflib.Graph:
    """The layer's shapes that pyshacl runs, with all that they refer to.

    A property shape takes over the targets of its node shape instead of hanging on it by ``sh:property``. That means
    the same (SHACL, section 2.1.3), but pyshacl then looks at all focus nodes at once: four times faster.
    """
    queries = set(index.subjects(SH + "sparql"))
    waiting = [shape for shape in index.subjects(LAYER) if layer in index.of(shape, LAYER) and shape not in queries]
    graph = rdflib.Graph(store="SimpleMemory", bind_namespaces="none")
    seen: set[str] = set()
    while waiting:
        subject = waiting.pop()
        if subject in seen or subject not in index.by_subject:
            continue
        seen.add(subject)
        targets = [triple for triple in index.by_subject[subject] if triple.predicate.value in _TARGETS]
        for triple in index.by_subject[subject]:
            waiting.append(_name(triple.object))
            if targets and triple.predicate.value == SH + "property":
                for target in targets:
                    graph.add((to_rdflib(triple.object), to_rdflib(target.predicate), to_rdflib(target.object)))
            else:
                graph.add((to_rdflib(triple.subject), to_rdflib(triple.predicate), to_rdflib(triple.object)))
    return graph


def _paths(graph: rdflib.Graph) -> frozenset[str]:
    """The properties that a layer's shapes read: every IRI that could be a path, or a part of one."""
    used = {str(value) for value in graph.objects() if isinstance(value, URIRef)}
    return frozenset(used | {RDF + "type"})
