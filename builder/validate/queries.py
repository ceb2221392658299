"""Tier 2: the shapes with a query, each run once over all graphs together, by pyoxigraph.

The text of ``sh:select`` is the definition. SHACL would run it once a focus node with ``$this`` bound; here it runs
once with ``?this`` free, and its answers are kept where ``?this`` is a target (SHACL, section 5.3, same answers for
a plain SELECT). ``$factsGraph`` stands for the IRI of the facts graph; all others are seen as one. Only
triples that some query can read are loaded.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cache
from itertools import chain
from typing import Final

from pyoxigraph import Literal, NamedNode, Quad, QueryResultsFormat, QuerySolutions, Store
from rdflib import URIRef, Variable
from rdflib.paths import AlternativePath, InvPath, MulPath, SequencePath
from rdflib.plugins.sparql.algebra import translateQuery
from rdflib.plugins.sparql.parser import parseQuery
from rdflib.plugins.sparql.parserutils import CompValue

from builder.errors import OntologyError
from builder.validate.results import Result, Term
from builder.validate.shapes import Check, Shapes
from builder.vocabulary import RDF, RDFS, SH

_COMPONENT = SH + "SPARQLConstraintComponent"
_FACTS: Final = Variable("factsGraph")
_OTHERS: Final = NamedNode("urn:mithaq:others")
"""All graphs but that of the facts, as queries see them."""

Answer = tuple[Check, tuple[str, str | None, Term | None]]
"""A shape with a query, and the focus, the path and the value of one of its answers."""


def results(shapes: Shapes, graphs: Mapping[str, Sequence[Quad]], facts: str) -> Iterator[Result]:
    """The results of every query over the graphs (the ontology is one of them); ``facts`` names the facts graph."""
    store = Store()
    needed = _needed(shapes.checks, graphs)
    others = chain.from_iterable(quads for name, quads in graphs.items() if name != facts)
    store.bulk_extend(chain(graphs.get(facts, ()), _together(filter(needed, others))))

    def described(focuses: AbstractSet[str]) -> Iterator[Quad]:
        wanted = frozenset(map(NamedNode, focuses))
        named = ((name, quad) for name, quads in graphs.items() for quad in quads if quad.subject in wanted)
        return (Quad(quad.subject, quad.predicate, quad.object, NamedNode(name)) for name, quad in named)

    return told(shapes, answers(shapes, store, facts), facts, described)


def answers(shapes: Shapes, store: Store, facts: str) -> list[Answer]:
    """What every query over a store finds. Other threads can work while the library looks."""
    return [(check, answer) for check in shapes.checks for answer in _answers(check, store, facts)]


def told(
    shapes: Shapes, found: Sequence[Answer], facts: str, described: Callable[[AbstractSet[str]], Iterable[Quad]]
) -> Iterator[Result]:
    """The results of what queries found; ``described``: what is said of nodes, each in its graph."""
    places = _Places(described({focus for _, (focus, _, _) in found}) if found else (), facts)
    for check, (focus, path, value) in found:
        english, arabic = shapes.messages[check.shape]
        yield Result(
            severity=check.severity,
            focus=focus,
            shape=check.shape,
            component=_COMPONENT,
            graph=places.graph(focus, path, value),
            message_en=english,
            message_ar=arabic,
            path=path,
            value=value,
        )


def _needed(checks: Sequence[Check], graphs: Mapping[str, Sequence[Quad]]) -> Callable[[Quad], bool]:
    """Whether some query can read a quad outside the facts graph: by its property, and a type by its class."""
    found, classes = {RDFS + "subClassOf"}, set[str]()
    for check in checks:
        read = reads(check.prefixes + check.select)
        if read is None:
            return lambda _: True
        found |= read.properties | {iri for kind, iri in check.targets if kind != "targetClass"}
        classes |= read.classes | {iri for kind, iri in check.targets if kind == "targetClass"}
    properties, type_of = frozenset(map(NamedNode, found)), NamedNode(RDF + "type")
    types = frozenset(map(NamedNode, _below(classes, graphs)))
    return lambda quad: quad.object in types if quad.predicate == type_of else quad.predicate in properties


def _together(quads: Iterable[Quad]) -> Iterator[Quad]:
    """The quads in one graph, each once: in the union of many an engine finds a claim once for each three of them."""
    return (Quad(t.subject, t.predicate, t.object, _OTHERS) for t in {quad.triple for quad in quads})


def _below(classes: set[str], graphs: Mapping[str, Sequence[Quad]]) -> set[str]:
    """The classes and all their subclasses."""
    under = NamedNode(RDFS + "subClassOf")
    pairs = [(str(q.object), q.subject) for quads in graphs.values() for q in quads if q.predicate == under]
    below: dict[str, list[str]] = {}
    for above, subject in pairs:
        below.setdefault(above[1:-1], []).append(str(subject)[1:-1])
    found, waiting = set(classes), list(classes)
    while waiting:
        for name in below.get(waiting.pop(), ()):
            if name not in found:
                found.add(name)
                waiting.append(name)
    return found


@dataclass(frozen=True, slots=True)
class Reads:
    """What a query reads outside the facts graph: properties, and the classes whose members it asks for."""

    properties: frozenset[str]
    classes: frozenset[str]


@cache
def reads(query: str) -> Reads | None:
    """What the patterns of a query read, those inside ``GRAPH $factsGraph`` aside; None where that can be anything."""
    found, classes = set[str](), set[str]()
    for predicate, asked, of_facts in _patterns(translateQuery(parseQuery(query)).algebra, False):
        named = _named(predicate)
        if not of_facts and (named is None or (RDF + "type" in named and not isinstance(asked, URIRef))):
            return None
        found |= named or frozenset()
        classes |= {str(asked)} if named and RDF + "type" in named else set()
    return Reads(frozenset(found), frozenset(classes))


def _patterns(part: object, of_facts: bool) -> Iterator[tuple[object, object, bool]]:
    """The predicate and object of each triple pattern, and whether it stands inside ``GRAPH $factsGraph``.

    Inside EXISTS rdflib keeps patterns as they are parsed: terms in a row, three a pattern.
    """
    if isinstance(part, CompValue):
        of_facts = of_facts or (part.name in ("Graph", "GraphGraphPattern") and part.term == _FACTS)
        for key, value in part.items():
            if key == "triples":
                terms = [term for row in value for term in row]
                pairs = zip(terms[1::3], terms[2::3], strict=True)
                yield from ((predicate, asked, of_facts) for predicate, asked in pairs)
            else:
                yield from _patterns(value, of_facts)
    elif isinstance(part, list | tuple):
        for item in part:
            yield from _patterns(item, of_facts)


def _named(predicate: object) -> frozenset[str] | None:
    """The properties of a pattern's predicate, which may be a path; None where it is a variable or a negated set."""
    if isinstance(predicate, URIRef):
        return frozenset({str(predicate)})
    if isinstance(predicate, InvPath):
        return _named(predicate.arg)
    if isinstance(predicate, MulPath):
        return _named(predicate.path)
    if isinstance(predicate, SequencePath | AlternativePath):
        parts = [_named(part) for part in predicate.args]
        return None if None in parts else frozenset().union(*(part for part in parts if part))
    return None


def _answers(check: Check, store: Store, facts: str) -> Iterator[tuple[str, str | None, Term | None]]:
    found = store.query(_query(check, facts), use_default_graph_as_union=True)
    if not isinstance(found, QuerySolutions):
        raise OntologyError(f"shapes: the query of {check.shape} is no SELECT; write SELECT $this ?path ?value")
    # All at once: row by row, each would wait for what other threads do.
    told = json.loads(found.serialize(format=QueryResultsFormat.JSON) or b"")
    for row in told["results"]["bindings"]:
        this, path, value = (_term(row.get(name)) for name in ("this", "path", "value"))
        if isinstance(this, NamedNode):
            yield this.value, path.value if isinstance(path, NamedNode) else None, value


def _term(told: Mapping[str, str] | None) -> Term | None:
    """A value of results in JSON (SPARQL 1.1 Query Results JSON Format, section 3.2.2), but of blank nodes none."""
    if told is None or told["type"] == "bnode":
        return None
    if told["type"] == "uri":
        return NamedNode(told["value"])
    datatype, language = told.get("datatype"), told.get("xml:lang")
    return Literal(told["value"], datatype=NamedNode(datatype) if datatype else None, language=language)


def _query(check: Check, facts: str) -> str:
    """The query over all targets at once."""
    targets = " UNION ".join(f"{{ {_target(kind, iri)} }}" for kind, iri in check.targets)
    select = check.select.replace("$factsGraph", f"<{facts}>")
    return f"{check.prefixes}SELECT DISTINCT * WHERE {{ {{ {select} }} FILTER EXISTS {{ {targets} }} }}"


def _target(kind: str, iri: str) -> str:
    if kind == "targetClass":
        return f"?this <{RDF}type>/<{RDFS}subClassOf>* <{iri}>"
    return f"?this <{iri}> ?anything"


class _Places:
    """Finds the graph that a result stands in: where its triple is, else where its focus is described."""

    def __init__(self, described: Iterable[Quad], facts: str) -> None:
        self._facts = facts
        self._triples: dict[tuple[str, str, Term], str] = {}
        self._focuses: dict[str, str] = {}
        named = [(str(getattr(quad.graph_name, "value", "")), quad) for quad in described]
        for name, quad in sorted(named, key=lambda item: (item[0] != facts, item[0])):
            if isinstance(quad.object, NamedNode | Literal):
                subject = str(getattr(quad.subject, "value", ""))
                self._triples.setdefault((subject, quad.predicate.value, quad.object), name)
                self._focuses.setdefault(subject, name)

    def graph(self, focus: str, path: str | None, value: Term | None) -> str:
        """The graph of a result; the facts graph where no graph describes its focus."""
        if path is not None and value is not None and (focus, path, value) in self._triples:
            return self._triples[focus, path, value]
        return self._focuses.get(focus, self._facts)
