"""What the endpoint says of itself: its service description, and the VoID description of the dataset behind it.

SPARQL 1.1 Service Description, sections 2 and 3; Describing Linked Datasets with the VoID Vocabulary, sections 2 to 4.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from typing import Final

from flask import Blueprint, Response, request, url_for
from pyoxigraph import Literal, NamedNode, Triple, serialize

from builder.query import GRAPHS
from builder.store import Graph
from builder.vocabulary import DCTERMS, MQ, MQV, PREFIXES, RDF, SKOS, XSD
from endpoint.negotiation import TRIPLES, Offer, choose
from endpoint.problems import not_acceptable
from endpoint.site import current_site
from endpoint.statistics import Statistics, statistics

blueprint = Blueprint("description", __name__)

_SD: Final = "http://www.w3.org/ns/sparql-service-description#"
_VOID: Final = "http://rdfs.org/ns/void#"
_FORMATS: Final = "http://www.w3.org/ns/formats/"
_WRITTEN: Final = (
    *("SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV"),
    *("Turtle", "N-Triples", "RDF_XML", "JSON-LD", "TriG", "N-Quads"),
)
_READ: Final = ("Turtle", "N-Triples", "RDF_XML", "JSON-LD", "TriG", "N-Quads")
_VOCABULARIES: Final = (MQ, MQV, SKOS, DCTERMS, "http://www.w3.org/ns/oa#", "https://schema.org/")

Term = NamedNode | Literal


@blueprint.get("/.well-known/void")
def void() -> Response:
    """The dataset, with its real statistics."""
    offer = choose(TRIPLES, request.headers.get("Accept"), request.args.get("format"))
    if offer is None:
        raise not_acceptable(TRIPLES)
    return _respond(_dataset(), offer, "void")


def describe_service(offer: Offer) -> Response:
    """The service and its dataset in the format of the offer."""
    return _respond([*_service(), *_dataset()], offer, "service")


def _respond(triples: list[Triple], offer: Offer, name: str) -> Response:
    site = current_site()
    prefixes = {**PREFIXES, "sd": _SD, "void": _VOID}
    body = serialize(triples, format=GRAPHS[offer.name], prefixes=prefixes)
    response = Response(body, content_type=offer.media)
    response.set_etag(f"{site.view(site.graph()).name}-{name}-{offer.name}")
    response.make_conditional(request)
    return response


def _service() -> list[Triple]:
    site = current_site()
    address = url_for("sparql.sparql", _external=True)
    service = NamedNode(f"{address}#service")
    languages = ["SPARQL10Query", "SPARQL11Query", *(["SPARQL11Update"] if site.token is not None else [])]
    found: list[tuple[str, Term]] = [
        (f"{RDF}type", NamedNode(f"{_SD}Service")),
        (f"{_SD}endpoint", NamedNode(address)),
        (f"{_SD}feature", NamedNode(f"{_SD}UnionDefaultGraph")),
        (f"{_SD}defaultDataset", NamedNode(_dataset_name())),
        *((f"{_SD}supportedLanguage", NamedNode(_SD + name)) for name in languages),
        *((f"{_SD}resultFormat", NamedNode(_FORMATS + name)) for name in _WRITTEN),
    ]
    if site.token is not None:
        found += [(f"{_SD}inputFormat", NamedNode(_FORMATS + name)) for name in _READ]
    return [Triple(service, NamedNode(predicate), value) for predicate, value in found]


def _dataset_name() -> str:
    return f"{url_for('description.void', _external=True)}#dataset"


def _dataset() -> list[Triple]:
    site = current_site()
    graph = site.graph()
    counted = statistics(site, graph)
    name = _dataset_name()
    found = [*_about(name, graph, counted), *_named_graphs(name, counted)]
    found += _partitions(name, counted.properties, ("property", "propertyPartition", "triples"))
    found += _partitions(name, counted.classes, ("class", "classPartition", "entities"))
    return [Triple(NamedNode(subject), NamedNode(predicate), value) for subject, predicate, value in found]


def _about(name: str, graph: Graph, counted: Statistics) -> Iterator[tuple[str, str, Term]]:
    default = f"{name}-default"
    yield name, f"{RDF}type", NamedNode(f"{_VOID}Dataset")
    yield name, f"{RDF}type", NamedNode(f"{_SD}Dataset")
    yield name, f"{DCTERMS}title", Literal("Treaties in the news", language="en")
    yield name, f"{DCTERMS}identifier", Literal(graph.identifier)
    yield name, f"{_VOID}sparqlEndpoint", NamedNode(url_for("sparql.sparql", _external=True))
    yield name, f"{_VOID}uriSpace", Literal(graph.base)
    for vocabulary in _VOCABULARIES:
        yield name, f"{_VOID}vocabulary", NamedNode(vocabulary)
    yield name, f"{_VOID}triples", _number(counted.triples)
    yield name, f"{_VOID}distinctSubjects", _number(counted.subjects)
    yield name, f"{_VOID}distinctObjects", _number(counted.objects)
    yield name, f"{_VOID}properties", _number(len(counted.properties))
    yield name, f"{_VOID}classes", _number(len(counted.classes))
    yield name, f"{_VOID}documents", _number(len(graph.articles))
    yield name, f"{_SD}defaultGraph", NamedNode(default)
    yield default, f"{RDF}type", NamedNode(f"{_SD}Graph")
    yield default, f"{_VOID}triples", _number(counted.triples)


def _named_graphs(name: str, counted: Statistics) -> Iterator[tuple[str, str, Term]]:
    for iri, count in counted.graphs.items():
        node, content = (f"{name}-{kind}-{_short(iri)}" for kind in ("named", "graph"))
        yield name, f"{_SD}namedGraph", NamedNode(node)
        yield node, f"{RDF}type", NamedNode(f"{_SD}NamedGraph")
        yield node, f"{_SD}name", NamedNode(iri)
        yield node, f"{_SD}graph", NamedNode(content)
        yield content, f"{RDF}type", NamedNode(f"{_SD}Graph")
        yield content, f"{_VOID}triples", _number(count)


def _partitions(
    name: str, counts: Mapping[str, int], terms: tuple[str, str, str]
) -> Iterator[tuple[str, str, NamedNode | Literal]]:
    kind, partition, unit = terms
    for iri, count in counts.items():
        node = f"{name}-{kind}-{_short(iri)}"
        yield name, _VOID + partition, NamedNode(node)
        yield node, _VOID + kind, NamedNode(iri)
        yield node, _VOID + unit, _number(count)


def _short(iri: str) -> str:
    return hashlib.sha256(iri.encode("utf-8")).hexdigest()[:16]


def _number(value: int) -> Literal:
    return Literal(str(value), datatype=NamedNode(f"{XSD}integer"))
