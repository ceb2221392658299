"""``/search``: full-text search for programs, as JSON."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any, Final

from flask import Blueprint, Response, jsonify, request

from endpoint.problems import Problem
from endpoint.search import search
from endpoint.site import current_site

blueprint = Blueprint("search_service", __name__)

_MOST: Final = 100


@blueprint.get("/search")
def find() -> Response:
    """The things that ``q`` finds, at most ``limit`` of them."""
    site = current_site()
    graph = site.graph()
    found: dict[str, Any] = {"query": request.args.get("q", ""), "hits": []}
    found["hits"] = [asdict(hit) for hit in search(graph, found["query"], _limit(request.args.get("limit", "20")))]
    response = jsonify(found)
    response.set_etag(f"{graph.identifier}-search")
    response.make_conditional(request)
    return response


def _limit(text: str) -> int:
    if not text.isascii() or not text.isdigit() or len(text) > 3 or not 1 <= int(text) <= _MOST:
        raise Problem(400, f"limit={text[:20]}: give a number from 1 to {_MOST}")
    return int(text)
