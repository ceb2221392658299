"""What was written beside the build, of one thing: pages read the snapshot, and show this after it."""

from __future__ import annotations

from dataclasses import dataclass

from pyoxigraph import NamedNode, QuerySolution

from builder.describe import labels_of
from endpoint.cells import Cell, cell, iri_cell
from endpoint.pages_frame import preferred
from endpoint.rows import term
from endpoint.site import current_site

_MOST = 200
_QUERY = """SELECT ?graph ?property ?other ?inverse {{
  {{ GRAPH ?graph {{ <{iri}> ?property ?other }} FILTER (!STRSTARTS(STR(?graph), "{own}")) }} UNION
  {{ GRAPH ?graph {{ ?other ?property <{iri}> }} FILTER (!STRSTARTS(STR(?graph), "{own}"))
     BIND (true AS ?inverse) }} UNION
  {{ <{iri}> ?property ?other FILTER NOT EXISTS {{ GRAPH ?any {{ <{iri}> ?property ?other }} }} }} UNION
  {{ ?other ?property <{iri}> FILTER NOT EXISTS {{ GRAPH ?any {{ ?other ?property <{iri}> }} }}
     BIND (true AS ?inverse) }}
}} ORDER BY ?graph ?inverse ?property ?other LIMIT {most}"""
"""The last two: what stands in the default graph of what was written."""


@dataclass(frozen=True, slots=True)
class Written:
    """A triple of a graph that was written here; ``graph`` is None for the default graph."""

    graph: Cell | None
    property: Cell
    other: Cell
    inverse: bool


def written(iri: str) -> tuple[Written, ...]:
    """The triples about a thing that an update or an upload wrote; none where nothing was written."""
    site = current_site()
    graph = site.graph()
    if site.view(graph).overlay is None:
        return ()
    rows = list(site.rows(graph, _QUERY.format(iri=iri, own=f"{graph.base}graph/", most=_MOST)))
    names = {row[part] for row in rows for part in ("property", "other") if isinstance(row[part], NamedNode)}
    found = labels_of(lambda text: site.rows(graph, text), names, preferred())
    labels = {name.value: label for name, label in found.items() if isinstance(name, NamedNode)}
    return tuple(_written(row, graph.base, labels) for row in rows)


def _written(row: QuerySolution, base: str, labels: dict[str, str]) -> Written:
    place, name = row["graph"], row["property"].value
    return Written(
        iri_cell(place.value, base) if place is not None else None,
        iri_cell(name, base, labels.get(name)),
        cell(term(row["other"]), base, labels),
        row["inverse"] is not None,
    )
