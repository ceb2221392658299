"""``/search``: full-text search for programs, as JSON; for people, as a page."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any, Final

from flask import Blueprint, Response, jsonify, request

from endpoint.pages_search import search_page
from endpoint.problems import Problem
from endpoint.search import search
from endpoint.site import current_site

blueprint = Blueprint("search_service", __name__)

_MOST: Final = 100


@blueprint.get("/search")
def find() -> Response | str:
    """The things that ``q`` finds, at most ``limit`` of them: as JSON, or a page for who prefers one."""
    site = current_site()
    graph = site.graph()
    found: dict[str, Any] = {"query": request.args.get("q", ""), "hits": []}
    hits = search(graph, found["query"], _limit(request.args.get("limit", "20")))
    if request.accept_mimetypes.best_match(("application/json", "text/html"), "application/json") == "text/html":
        return search_page(found["query"], hits)
    found["hits"] = [asdict(hit) for hit in hits]
    response = jsonify(found)
    response.set_etag(f"{graph.identifier}-search")
    response.make_conditional(request)
    return response


def _limit(text: str) -> int:
    if not text.isascii() or not text.isdigit() or len(text) > 3 or not 1 <= int(text) <= _MOST:
        raise Problem(400, f"limit={text[:20]}: give a number from 1 to {_MOST}")
    return int(text)
