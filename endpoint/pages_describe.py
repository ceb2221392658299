"""What the graph says of an IRI: a page or RDF.

An IRI of the data names a thing, not a document: it leads on to one (303), to a page or to RDF as the client prefers.
"""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any, Final

from flask import Response, redirect, request, url_for
from pyoxigraph import NamedNode
from werkzeug.wrappers import Response as AnyResponse

from builder.describe import Description, Line, from_answers, resolve
from builder.errors import QueryError
from builder.store import Graph
from endpoint.cells import Cell, cell, iri_cell
from endpoint.negotiation import HTML, TRIPLES, Offer, choose
from endpoint.pages_cache import kept_page
from endpoint.pages_frame import page, preferred, reader
from endpoint.pages_things import own_page
from endpoint.problems import Problem, not_acceptable
from endpoint.rows import term
from endpoint.site import Site, current_site
from endpoint.sparql import response_to

_ENDINGS: Final = {
    "turtle": "ttl",
    "ntriples": "nt",
    "rdfxml": "rdf",
    "jsonld": "jsonld",
    "trig": "trig",
    "nquads": "nq",
}


def thing(name: str) -> AnyResponse:
    """On to a document about a thing of the data (Cool URIs for the Semantic Web, section 4.3)."""
    offer = _offer(request.args.get("format"))
    site = current_site()
    _existing(site, site.graph(), _whole(name))
    given = {key: value for key, value in request.args.items() if key != "format"}
    if offer == HTML:
        return redirect(url_for("pages.document", name=name, **given), 303)  # type: ignore[arg-type]
    return redirect(url_for("pages.data", name=f"{name}.{_ENDINGS[offer.name]}"), 303)


def document(name: str) -> Response:
    """The page of a thing of the data."""
    site = current_site()
    return kept_page(lambda: _page(site, site.graph(), _whole(name)))


def data(name: str) -> Response:
    """RDF of a thing of the data: in the format that its ending names, else as the client prefers."""
    stem, _, ending = name.rpartition(".")
    named = choose(TRIPLES, None, ending) if stem else None
    offer = named or choose(TRIPLES, request.headers.get("Accept"))
    if offer is None:
        raise not_acceptable(TRIPLES)
    return _rdf(_whole(stem if named else name), offer)


def describe() -> Response:
    """What the graph says of any IRI, whole or short (``mq:Treaty``)."""
    site = current_site()
    iri = resolve(request.args.get("iri", ""), site.graph().base)
    offer = _offer(request.args.get("format"))
    return kept_page(lambda: _page(site, site.graph(), iri)) if offer == HTML else _rdf(iri, offer)


def _whole(name: str) -> str:
    base = current_site().graph().base
    return resolve(base + name, base)


def _offer(format: str | None) -> Offer:
    offer = choose((HTML, *TRIPLES), request.headers.get("Accept"), format)
    if offer is None:
        raise not_acceptable((HTML, *TRIPLES))
    return offer


def _page(site: Site, graph: Graph, iri: str) -> str:
    """The page of a thing: its own, or the list of its triples."""
    made = own_page(reader(), iri) if request.args.get("view") != "triples" else None
    if made is not None:
        return made
    found = _description(site, graph, iri)
    return page("thing.html", thing=found, layers=_shown(found, graph.base))


def _existing(site: Site, graph: Graph, iri: str) -> str:
    """An IRI that the graph, or what was written beside it, says something of. Raises Problem where it says nothing."""
    if not reader().known(iri):
        job = site.job(graph, f"ASK {{ {{ <{iri}> ?p ?o }} UNION {{ ?s ?p <{iri}> }} }}")
        if not json.loads(site.run(job).whole())["boolean"]:
            raise Problem(404, f"{iri}: not in this graph")
    return iri


def _description(site: Site, graph: Graph, iri: str) -> Description:
    """All that the graph says of an IRI. Raises Problem where that is nothing."""
    try:
        return from_answers(lambda text: site.rows(graph, text), iri, graph.base, preferred())
    except QueryError as error:
        raise Problem(404, str(error)) from error


def _shown(found: Description, base: str) -> dict[str, list[dict[str, Any]]]:
    """The lines of a description as cells, by layer; those of graphs that are no build's as "written"."""
    shown: dict[str, list[dict[str, Any]]] = {}
    for layer, lines in found.layers().items():
        for line in lines:
            own = line.graph.startswith(f"{base}graph/")
            predicate = iri_cell(line.predicate.value, base, line.predicate_label)
            entry = {"inverse": line.inverse, "predicate": predicate, "other": _other(line, base)}
            shown.setdefault(layer if own else "written", []).append(entry)
    return shown


def _other(line: Line, base: str) -> Cell:
    labels = {line.other.value: line.label} if line.label and isinstance(line.other, NamedNode) else {}
    return cell(term(line.other), base, labels)


def _rdf(iri: str, offer: Offer) -> Response:
    """All triples of a thing, either way."""
    site = current_site()
    graph = site.graph()
    _existing(site, graph, iri)
    text = f"CONSTRUCT {{ <{iri}> ?p ?o . ?s ?q <{iri}> }} WHERE {{ {{ <{iri}> ?p ?o }} UNION {{ ?s ?q <{iri}> }} }}"
    return response_to(site.run(replace(site.job(graph, text), triples=offer.name)), offer.media)
