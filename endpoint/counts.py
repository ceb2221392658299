"""What a graph holds, in numbers, for the home page; counted once a snapshot."""

from __future__ import annotations

from typing import Final

from builder.store import Graph
from endpoint.site import Site

_CLASSES: Final = {
    "instruments": "mq:Instrument",
    "events": "mq:LifecycleEvent",
    "clauses": "mq:Clause",
    "statements": "mq:Statement",
    "claims": "mq:Claim",
    "conflicts": "mq:Conflict",
}
# Known entities are in the ontology whether an article speaks of them or not: of actors, those mentioned count.
_ACTORS: Final = "?class rdfs:subClassOf* mq:Actor . ?thing a ?class . FILTER EXISTS { ?mention mq:refersTo ?thing }"
_OTHERS: Final = (
    "?class rdfs:subClassOf* {top} . GRAPH ?graph {{ ?thing a ?class }} FILTER (?graph != <graph/ontology>)"
)


def count(site: Site, graph: Graph) -> dict[str, int]:
    """Numbers by name: articles, things of each kind that the articles speak of, facts and inferences."""
    if graph.identifier not in site.counted:
        site.counted = {graph.identifier: _count(site, graph)}
    return site.counted[graph.identifier]


def _count(site: Site, graph: Graph) -> dict[str, int]:
    layers = graph.manifest["layers"]
    patterns = {"actors": _ACTORS, **{name: _OTHERS.format(top=top) for name, top in _CLASSES.items()}}
    parts = " UNION ".join(
        f'{{ SELECT ("{name}" AS ?name) (COUNT(DISTINCT ?thing) AS ?count) WHERE {{ {pattern} }} }}'
        for name, pattern in patterns.items()
    )
    found = {
        row["name"].value: int(row["count"].value)
        for row in site.rows(graph, f"SELECT ?name ?count WHERE {{ {parts} }}")
    }
    order = ("instruments", "actors", "events", "clauses", "statements", "claims")
    return {
        "articles": len(graph.articles),
        **{name: found.get(name, 0) for name in order},
        "facts": layers["facts"],
        "inferred": layers["inferred"],
        "conflicts": found.get("conflicts", 0),
    }
