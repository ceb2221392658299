"""The pages for people: home, query, and one for each thing; made here, whole without scripts."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from flask import Blueprint, Response, request
from pyoxigraph import NamedNode

from builder.describe import Description, Line, from_answers, resolve
from builder.errors import QueryError
from builder.store import Graph
from builder.store.search_index import INDEX
from endpoint import pages_graph, pages_index, pages_query
from endpoint.cells import Cell, cell, iri_cell
from endpoint.counts import count
from endpoint.examples import examples
from endpoint.negotiation import HTML, TRIPLES, choose
from endpoint.pages_cache import kept_page
from endpoint.pages_frame import page, preferred, reader
from endpoint.pages_query import START
from endpoint.pages_things import own_page
from endpoint.problems import Problem, not_acceptable
from endpoint.rows import term
from endpoint.site import Site, current_site
from endpoint.sparql import response_to
from endpoint.views.overview import overview

blueprint = Blueprint("pages", __name__)
blueprint.register_blueprint(pages_graph.blueprint)
blueprint.register_blueprint(pages_index.blueprint)
blueprint.add_url_rule("/query", view_func=pages_query.query, methods=["GET", "POST"])
blueprint.add_url_rule("/query/terms.json", view_func=pages_query.terms)


@blueprint.get("/")
def home() -> Response:
    """What the graph holds, the example questions, and a box for one's own."""
    return kept_page(_home)


def _home() -> str:
    site = current_site()
    graph = site.graph()
    values = {"counts": count(site, graph), "view": overview(reader()), "searchable": (graph.path / INDEX).exists()}
    return page("home.html", graph=graph, examples=examples(), text=START, **values)


@blueprint.get("/id/<path:name>")
def thing(name: str) -> Response:
    """What the graph says of a thing of its data: a page or RDF."""
    base = current_site().graph().base
    return _describe(resolve(base + name, base))


@blueprint.get("/describe")
def describe() -> Response:
    """What the graph says of any IRI, whole or short (``mq:Treaty``)."""
    return _describe(resolve(request.args.get("iri", ""), current_site().graph().base))


@blueprint.get("/health")
def health() -> dict[str, object]:
    """Whether the graph is there and a worker answers."""
    site = current_site()
    graph = site.graph()
    site.run(site.job(graph, "ASK {}")).whole()
    return {"status": "ok", "snapshot": graph.identifier, "quads": graph.manifest["quads"]}


def error_page(problem: Problem) -> Response:
    """A problem as a page."""
    return Response(page("error.html", problem=problem), problem.status, headers=problem.headers)


def _describe(iri: str) -> Response:
    site = current_site()
    graph = site.graph()
    offer = choose((HTML, *TRIPLES), request.headers.get("Accept"), request.args.get("format"))
    if offer is None:
        raise not_acceptable((HTML, *TRIPLES))
    if offer == HTML:
        return kept_page(lambda: _page(site, graph, iri))
    _description(site, graph, iri)
    return _download(site, graph, iri, offer.name, offer.media)


def _page(site: Site, graph: Graph, iri: str) -> str:
    """The page of a thing: its own, or the list of its triples."""
    made = own_page(reader(), iri) if request.args.get("view") != "triples" else None
    if made is not None:
        return made
    found = _description(site, graph, iri)
    return page("thing.html", thing=found, layers=_shown(found, graph.base))


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


def _download(site: Site, graph: Graph, iri: str, name: str, media: str) -> Response:
    text = f"CONSTRUCT {{ <{iri}> ?p ?o . ?s ?q <{iri}> }} WHERE {{ {{ <{iri}> ?p ?o }} UNION {{ ?s ?q <{iri}> }} }}"
    return response_to(site.run(replace(site.job(graph, text), triples=name)), media)
