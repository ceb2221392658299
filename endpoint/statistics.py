"""What a view of the graph holds, counted: for the service description and VoID. Counted once a view."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from builder.store import Graph
from endpoint.site import Site

_TOTALS: Final = (
    "SELECT (COUNT(*) AS ?count) { ?s ?p ?o }",
    "SELECT (COUNT(DISTINCT ?s) AS ?count) { ?s ?p ?o }",
    "SELECT (COUNT(DISTINCT ?o) AS ?count) { ?s ?p ?o }",
)
_GROUPS: Final = (
    "SELECT ?name (COUNT(*) AS ?count) { ?s ?name ?o } GROUP BY ?name ORDER BY ?name",
    "SELECT ?name (COUNT(DISTINCT ?s) AS ?count) { ?s a ?name } GROUP BY ?name ORDER BY ?name",
    "SELECT ?name (COUNT(*) AS ?count) { GRAPH ?name { ?s ?p ?o } } GROUP BY ?name ORDER BY ?name",
)


@dataclass(frozen=True, slots=True)
class Statistics:
    """Counts of the union of all graphs, and by IRI of each property, class and named graph."""

    triples: int
    subjects: int
    objects: int
    properties: Mapping[str, int]
    classes: Mapping[str, int]
    graphs: Mapping[str, int]


def statistics(site: Site, graph: Graph) -> Statistics:
    """The statistics of the current view of a snapshot."""
    name = site.view(graph).name
    found = site.statistics.get(name)
    if not isinstance(found, Statistics):
        totals = [_count(site, graph, text) for text in _TOTALS]
        properties, classes, graphs = (_groups(site, graph, text) for text in _GROUPS)
        found = Statistics(totals[0], totals[1], totals[2], properties, classes, graphs)
        site.statistics = {name: found}
    return found


def _count(site: Site, graph: Graph, text: str) -> int:
    return next(int(row["count"].value) for row in site.rows(graph, text))


def _groups(site: Site, graph: Graph, text: str) -> dict[str, int]:
    return {row["name"].value: int(row["count"].value) for row in site.rows(graph, text)}
