"""The service description of the endpoint (SPARQL 1.1 Service Description, sections 2 and 3)."""

from __future__ import annotations

from typing import Final

from flask import Response
from pyoxigraph import Literal, NamedNode, Triple, serialize

from builder.query import GRAPHS
from builder.store import Graph
from builder.vocabulary import PREFIXES, RDF, XSD
from endpoint.negotiation import Offer

_SD: Final = "http://www.w3.org/ns/sparql-service-description#"
_VOID: Final = "http://rdfs.org/ns/void#"
_FORMATS: Final = "http://www.w3.org/ns/formats/"
_RESULTS: Final = (
    "SPARQL_Results_JSON",
    "SPARQL_Results_XML",
    "SPARQL_Results_CSV",
    "SPARQL_Results_TSV",
    "Turtle",
    "N-Triples",
    "RDF_XML",
    "JSON-LD",
    "TriG",
    "N-Quads",
)


def describe_service(graph: Graph, address: str, offer: Offer) -> Response:
    """The description of the service at ``address`` in the format of the offer."""
    prefixes = {**PREFIXES, "sd": _SD, "void": _VOID}
    body = serialize(_triples(graph, address), format=GRAPHS[offer.name], prefixes=prefixes)
    response = Response(body, content_type=offer.media)
    response.set_etag(f"{graph.identifier}-service-{offer.name}")
    return response


def _triples(graph: Graph, address: str) -> list[Triple]:
    service, dataset, union = (NamedNode(f"{address}#{name}") for name in ("service", "dataset", "union"))
    found: list[tuple[NamedNode, str, NamedNode | Literal]] = [
        (service, RDF + "type", NamedNode(_SD + "Service")),
        (service, _SD + "endpoint", NamedNode(address)),
        (service, _SD + "supportedLanguage", NamedNode(_SD + "SPARQL11Query")),
        (service, _SD + "feature", NamedNode(_SD + "UnionDefaultGraph")),
        (service, _SD + "defaultDataset", dataset),
        (dataset, RDF + "type", NamedNode(_SD + "Dataset")),
        (dataset, _SD + "defaultGraph", union),
        (union, RDF + "type", NamedNode(_SD + "Graph")),
        (union, _VOID + "triples", Literal(str(graph.manifest["quads"]), datatype=NamedNode(XSD + "integer"))),
    ]
    found += [(service, _SD + "resultFormat", NamedNode(_FORMATS + name)) for name in _RESULTS]
    return [Triple(subject, NamedNode(predicate), value) for subject, predicate, value in found]
