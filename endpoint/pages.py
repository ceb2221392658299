"""The pages for people: home, query, and one for each thing; made here, whole without scripts."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from flask import Blueprint, Response, request
from pyoxigraph import NamedNode

from builder.describe import Description, Line, from_answers, labels_of, resolve
from builder.errors import MithaqError, QueryError
from builder.store import Graph
from builder.store.search_index import INDEX
from endpoint import pages_graph
from endpoint.cells import Cell, cell, iri_cell
from endpoint.counts import count
from endpoint.examples import examples
from endpoint.negotiation import HTML, TRIPLES, choose
from endpoint.pages_frame import page, reader
from endpoint.pages_things import own_page
from endpoint.problems import Problem, not_acceptable, problem_of
from endpoint.rows import term
from endpoint.site import Site, current_site
from endpoint.sparql import response_to
from endpoint.views.overview import overview
from endpoint.wording import LANGUAGES, language

blueprint = Blueprint("pages", __name__)
blueprint.register_blueprint(pages_graph.blueprint)

START: Final = """SELECT ?treaty ?title ?date WHERE {
  ?treaty a mq:Treaty ; rdfs:label ?title .
  OPTIONAL { ?treaty mq:signedOn ?date }
}
ORDER BY ?date
"""


@blueprint.get("/")
def home() -> str:
    """What the graph holds, the example questions, and a box for one's own."""
    site = current_site()
    graph = site.graph()
    values = {"counts": count(site, graph), "view": overview(reader()), "searchable": (graph.path / INDEX).exists()}
    return page("home.html", graph=graph, examples=examples(), text=START, **values)


@blueprint.route("/query", methods=["GET", "POST"])
def query() -> Response | str:
    """An answer as a page: rows, triples or a truth value; or the box alone where there is no query."""
    given = request.values
    example = next((item for item in examples() if item.name == given.get("example")), None)
    text = given.get("query") or (example.query if example else "")
    shown: dict[str, Any] = {"text": text or START, "example": example, "examples": examples()}
    if not text:
        return page("query.html", **shown)
    started = time.perf_counter()
    try:
        answer = _answer(text)
    except MithaqError as error:
        problem = problem_of(error)
        return Response(page("query.html", problem=problem, **shown), problem.status, headers=problem.headers)
    return page("query.html", answer=answer, seconds=time.perf_counter() - started, **shown)


@blueprint.get("/id/<path:name>")
def thing(name: str) -> Response | str:
    """What the graph says of a thing of its data: a page or RDF."""
    base = current_site().graph().base
    return _describe(resolve(base + name, base))


@blueprint.get("/describe")
def describe() -> Response | str:
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


def _answer(text: str) -> dict[str, Any]:
    """An answer's first rows for a page."""
    site = current_site()
    graph = site.graph()
    job = replace(site.job(graph, text), rows="page", triples="page", most=site.settings.page_rows)
    found: dict[str, Any] = json.loads(site.run(job).whole())
    if "boolean" in found:
        return found
    labels = _labels(site, graph, found["rows"])
    found["rows"] = [[cell(value, graph.base, labels) for value in row] for row in found["rows"]]
    return found


def _labels(site: Site, graph: Graph, rows: Sequence[Sequence[Mapping[str, str] | None]]) -> dict[str, str]:
    iris = {NamedNode(part["value"]) for row in rows for part in row if part and part["type"] == "uri"}
    found = labels_of(lambda text: site.rows(graph, text), iris, _preferred())
    return {name.value: label for name, label in found.items() if isinstance(name, NamedNode)}


def _preferred() -> tuple[str, ...]:
    chosen = language()
    return (chosen, *(name for name in LANGUAGES if name != chosen))


def _describe(iri: str) -> Response | str:
    site = current_site()
    graph = site.graph()
    offer = choose((HTML, *TRIPLES), request.headers.get("Accept"), request.args.get("format"))
    if offer is None:
        raise not_acceptable((HTML, *TRIPLES))
    if offer == HTML and request.args.get("view") != "triples":
        made = own_page(reader(), iri)
        if made is not None:
            return made
    try:
        found = from_answers(lambda text: site.rows(graph, text), iri, graph.base, _preferred())
    except QueryError as error:
        raise Problem(404, str(error)) from error
    if offer != HTML:
        return _download(site, graph, iri, offer.name, offer.media)
    return page("thing.html", thing=found, layers=_shown(found, graph.base))


def _shown(found: Description, base: str) -> dict[str, list[dict[str, Any]]]:
    """The lines of a description as cells, by layer."""
    return {
        layer: [
            {
                "inverse": line.inverse,
                "predicate": iri_cell(line.predicate.value, base, line.predicate_label),
                "other": _other(line, base),
            }
            for line in lines
        ]
        for layer, lines in found.layers().items()
    }


def _other(line: Line, base: str) -> Cell:
    labels = {line.other.value: line.label} if line.label and isinstance(line.other, NamedNode) else {}
    return cell(term(line.other), base, labels)


def _download(site: Site, graph: Graph, iri: str, name: str, media: str) -> Response:
    text = f"CONSTRUCT {{ <{iri}> ?p ?o . ?s ?q <{iri}> }} WHERE {{ {{ <{iri}> ?p ?o }} UNION {{ ?s ?q <{iri}> }} }}"
    return response_to(site.run(replace(site.job(graph, text), triples=name)), media)
