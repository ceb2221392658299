"""Tier 2: the shapes with a query, each run once over all graphs together, by pyoxigraph.

The text of ``sh:select`` is the definition. SHACL would run it once a focus node with ``$this`` bound; here it runs
once with ``?this`` free, and its answers are kept where ``?this`` is a target (SHACL, section 5.3, same answers for
a plain SELECT). ``$factsGraph`` stands for the IRI of the facts graph.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from pyoxigraph import Literal, NamedNode, Quad, QuerySolutions, Store

from builder.errors import OntologyError
from builder.validate.results import Result, Term
from builder.validate.shapes import Check, Shapes
from builder.vocabulary import RDF, RDFS, SH

_COMPONENT = SH + "SPARQLConstraintComponent"


def results(shapes: Shapes, graphs: Mapping[str, Sequence[Quad]], facts: str) -> Iterator[Result]:
    """The results of every query over the graphs (the ontology is one of them); ``facts`` names the facts graph."""
    store = Store()
    for quads in graphs.values():
        store.bulk_extend(quads)
    places = _Places(graphs, facts)
    for check in shapes.checks:
        yield from _checked(check, shapes, store, places, facts)


def _checked(check: Check, shapes: Shapes, store: Store, places: _Places, facts: str) -> Iterator[Result]:
    english, arabic = shapes.messages[check.shape]
    for focus, path, value in _answers(check, store, facts):
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


def _answers(check: Check, store: Store, facts: str) -> Iterator[tuple[str, str | None, Term | None]]:
    found = store.query(_query(check, facts), use_default_graph_as_union=True)
    if not isinstance(found, QuerySolutions):
        raise OntologyError(f"shapes: the query of {check.shape} is no SELECT; write SELECT $this ?path ?value")
    names = {variable.value for variable in found.variables}
    for row in found:
        this = row["this"]
        path = row["path"] if "path" in names else None
        value = row["value"] if "value" in names else None
        if isinstance(this, NamedNode):
            yield (
                this.value,
                path.value if isinstance(path, NamedNode) else None,
                value if isinstance(value, NamedNode | Literal) else None,
            )


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

    def __init__(self, graphs: Mapping[str, Sequence[Quad]], facts: str) -> None:
        self._facts = facts
        self._triples: dict[tuple[str, str, Term], str] = {}
        self._focuses: dict[str, str] = {}
        for name in sorted(graphs, key=lambda graph: (graph != facts, graph)):
            for quad in graphs[name]:
                if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode | Literal):
                    subject = quad.subject.value
                    self._triples.setdefault((subject, quad.predicate.value, quad.object), name)
                    self._focuses.setdefault(subject, name)

    def graph(self, focus: str, path: str | None, value: Term | None) -> str:
        """The graph of a result; the facts graph where no graph describes its focus."""
        if path is not None and value is not None and (focus, path, value) in self._triples:
            return self._triples[focus, path, value]
        return self._focuses.get(focus, self._facts)
