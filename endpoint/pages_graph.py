"""Pages of the whole graph: why a triple holds, where sources disagree, what the shapes found."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Final

from flask import Blueprint, Response, request, send_file, url_for
from pyoxigraph import Literal, NamedNode

from builder.errors import QueryError
from builder.vocabulary import MQ, MQV, XSD
from endpoint.negotiation import HTML, TRIPLES, choose
from endpoint.pages_cache import kept_page
from endpoint.pages_frame import asked_page, page, reader
from endpoint.problems import Problem, not_acceptable, problem_of
from endpoint.site import current_site
from endpoint.sparql import response_to
from endpoint.views.conflicts import disputes
from endpoint.views.terms import ontology_page
from endpoint.views.validation import SEVERITIES, findings
from endpoint.views.why import why_page

blueprint = Blueprint("graph", __name__)

_LONGEST: Final = 4000
_LAYERS: Final = ("facts", "inferred", "ontology", "decisions", "report")
_FORMATS: Final = ("turtle", "jsonld", "ntriples", "rdfxml")
_TERMS: Final = f"""CONSTRUCT {{ ?term ?property ?value }} WHERE {{
  GRAPH <graph/ontology> {{
    ?term ?property ?value
    FILTER (isIRI(?term) && (STRSTARTS(STR(?term), "{MQ.removesuffix("#")}") || STRSTARTS(STR(?term), "{MQV}")))
  }}
}}"""
"""Our own terms and vocabularies, without the known entities."""


@blueprint.get("/why")
def why() -> Response | str:
    """Why a triple is in the graph, as a tree; a form where none is given."""
    terms = {name: request.args.get(name, "") for name in ("s", "p", "o")}
    if not any(terms.values()):
        return page("why.html", terms=terms)
    if sum(map(len, terms.values())) > _LONGEST:
        raise Problem(414, "the triple is too long to look for")
    try:
        return kept_page(lambda: page("why.html", terms=terms, root=why_page(reader(), *terms.values())))
    except QueryError as error:
        problem = problem_of(error)
        return Response(page("why.html", terms=terms, problem=problem), problem.status, headers=problem.headers)


@blueprint.get("/conflicts")
def conflicts() -> Response:
    """Every disagreement of sources, side by side, by ``page``."""
    return kept_page(_conflicts)


def _conflicts() -> str:
    view = reader()

    def address(page: int) -> str:
        return view.local(url_for("pages.graph.conflicts", page=page))

    return page("conflicts.html", view=disputes(view, asked_page()), address=address)


@blueprint.get("/validation")
def validation() -> Response:
    """Everything that the shapes found, and the articles that were left out."""
    return kept_page(_validation)


def _validation() -> str:
    view = reader()
    rejected = [str(item) for item in view.graph.manifest.get("rejected", ())]
    return page("validation.html", findings=findings(view), severities=SEVERITIES, rejected=rejected)


@blueprint.get("/ontology")
def ontology() -> Response:
    """The terms of the ontology: a page or RDF."""
    offer = choose((HTML, *TRIPLES), request.headers.get("Accept"), request.args.get("format"))
    if offer is None:
        raise not_acceptable((HTML, *TRIPLES))
    if offer == HTML:
        return kept_page(lambda: page("ontology.html", view=ontology_page(reader())))
    site = current_site()
    return response_to(site.run(replace(site.job(site.graph(), _TERMS), triples=offer.name)), offer.media)


@blueprint.get("/downloads")
def downloads() -> str:
    """Every export: the whole graph as it was written, and each layer of triples."""
    view = reader()
    graph = view.graph
    written = graph.nquads.stat()
    made = view.shown(Literal(date.fromtimestamp(written.st_mtime).isoformat(), datatype=NamedNode(XSD + "date")))
    layers = [(layer, graph.manifest["layers"][layer], _exports(layer)) for layer in _LAYERS]
    return page("downloads.html", graph=graph, made=made, size=f"{written.st_size / 1e6:,.1f} MB", layers=layers)


@blueprint.get("/downloads/graph.nq")
def everything() -> Response:
    """The whole graph, byte for byte as the build wrote it."""
    graph = current_site().graph()
    return send_file(graph.nquads, "application/n-quads", as_attachment=True, etag=graph.identifier)


def _exports(layer: str) -> list[tuple[str, str]]:
    query = f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH <graph/{layer}> {{ ?s ?p ?o }} }}"
    return [(name, url_for("sparql.sparql", query=query, format=name)) for name in _FORMATS]
