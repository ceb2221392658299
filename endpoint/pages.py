"""The pages for people: home, query, and one for each thing; made here, whole without scripts."""

from __future__ import annotations

from flask import Blueprint, Response

from builder.store.search_index import INDEX
from endpoint import pages_describe, pages_graph, pages_index, pages_query
from endpoint.counts import count
from endpoint.examples import examples
from endpoint.pages_cache import kept_page
from endpoint.pages_frame import page, reader
from endpoint.pages_query import START
from endpoint.problems import Problem
from endpoint.site import current_site
from endpoint.views.overview import overview

blueprint = Blueprint("pages", __name__)
blueprint.register_blueprint(pages_graph.blueprint)
blueprint.register_blueprint(pages_index.blueprint)
blueprint.add_url_rule("/id/<path:name>", view_func=pages_describe.thing)
blueprint.add_url_rule("/page/<path:name>", view_func=pages_describe.document)
blueprint.add_url_rule("/data/<path:name>", view_func=pages_describe.data)
blueprint.add_url_rule("/describe", view_func=pages_describe.describe)
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
