"""``/openapi.json``: the description of what programs may ask (OpenAPI 3.1)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from flask import Blueprint, Response, jsonify

from builder import __version__
from endpoint.negotiation import ROWS, TRIPLES, Offer
from endpoint.site import current_site

blueprint = Blueprint("openapi", __name__)

_PROBLEM: Final = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
_REASONS: Final = {
    400: "The request or the query is wrong; the detail says where.",
    401: "Writing needs the token.",
    403: "This server is read-only, or the graph belongs to the built graph.",
    404: "There is no such thing.",
    406: "None of the formats asked for can be written; `available` lists those that can.",
    413: "The request is too large.",
    415: "The body is in a format that cannot be read.",
    429: "The client has too many queries in work.",
    503: "All workers are busy; Retry-After says when to come back.",
    504: "The query took longer than it may.",
    507: "The query needs more memory than it may have.",
}
_WORK: Final = (400, 406, 413, 429, 503, 504, 507)
_WRITE: Final = (400, 401, 403, 413, 415, 503, 504, 507)


@blueprint.get("/openapi.json")
def openapi() -> Response:
    """The description of this server."""
    response = jsonify(document(writable=current_site().token is not None))
    response.headers["Cache-Control"] = "no-cache"
    return response


def document(writable: bool) -> dict[str, Any]:
    """The OpenAPI document; what writes is described only where it is possible."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "mithaq",
            "version": __version__,
            "summary": "Treaties in the news: who says what, where, and how surely.",
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "paths": {
            "/sparql": _sparql(writable),
            "/graph-store": _graph_store(writable),
            "/search": {"get": _search()},
            "/.well-known/void": {"get": _get("What the graph holds, counted (VoID)", _media(TRIPLES), (406, 503))},
            "/health": {"get": _get("Whether the graph is there and a worker answers", _json({}), (503, 504))},
            "/metrics": {"get": _get("Counts for Prometheus", {"text/plain": {"schema": {"type": "string"}}}, (503,))},
            "/openapi.json": {"get": _get("This description", _json({}), ())},
        },
        "components": {
            "schemas": {"Problem": _problem()},
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
    }


def _sparql(writable: bool) -> dict[str, Any]:
    fields = [
        _field("query", "A SPARQL 1.1 query; without one, the service describes itself."),
        _field("default-graph-uri", "A graph of the default graph.", many=True),
        _field("named-graph-uri", "A named graph.", many=True),
        _field("format", "The short name or media type of a format, before Accept."),
    ]
    content = {**_media(ROWS), **_media(TRIPLES)}
    bodies: dict[str, Any] = {
        "application/sparql-query": {"schema": {"type": "string"}},
        "application/x-www-form-urlencoded": {"schema": {"type": "object"}},
    }
    post = _get("Run a query sent as the body or as a form", content, (*_WORK, 403, 415))
    if writable:
        bodies["application/sparql-update"] = {"schema": {"type": "string"}}
        post["responses"].update({"204": {"description": "The update is done."}, **_problems((401,))})
        post["security"] = [{}, {"token": []}]
    post["requestBody"] = {"required": True, "content": bodies}
    return {"get": {**_get("Run a query", content, (*_WORK, 403)), "parameters": fields}, "post": post}


def _graph_store(writable: bool) -> dict[str, Any]:
    fields = [
        _field("graph", "The IRI of a graph."),
        {"name": "default", "in": "query", "allowEmptyValue": True, "schema": {"type": "string"}},
    ]
    read = {**_get("The triples of a graph", _media(TRIPLES), (*_WORK, 404)), "parameters": fields}
    if not writable:
        return {"get": read}
    body = {"required": True, "content": {offer.media: {"schema": {"type": "string"}} for offer in TRIPLES[:6]}}
    done = {"201": {"description": "The graph is new."}, "204": {"description": "The graph was there before."}}

    def write(summary: str) -> dict[str, Any]:
        responses = {**done, **_problems((*_WRITE, 404))}
        return {"summary": summary, "security": [{"token": []}], "parameters": fields, "responses": responses}

    return {
        "get": read,
        "put": {**write("Replace a graph"), "requestBody": body},
        "post": {**write("Add to a graph, or make a new one"), "requestBody": body},
        "delete": write("Remove a graph"),
    }


def _search() -> dict[str, Any]:
    found = _get("Find things by their names and by what is said of them", _json({"type": "object"}), (400, 503))
    limit = {"name": "limit", "in": "query", "schema": {"type": "integer", "minimum": 1, "maximum": 100}}
    return {**found, "parameters": [_field("q", "Words."), limit]}


def _get(summary: str, content: dict[str, Any], failures: Iterable[int]) -> dict[str, Any]:
    return {
        "summary": summary,
        "responses": {
            "200": {"description": "The answer.", "content": content},
            "303": {"description": "A browser is led to a page."},
            "304": {"description": "It has not changed."},
            **_problems(failures),
        },
    }


def _problems(codes: Iterable[int]) -> dict[str, Any]:
    return {str(code): {"description": _REASONS[code], "content": _PROBLEM} for code in sorted(set(codes))}


def _media(offers: Iterable[Offer]) -> dict[str, Any]:
    return {offer.media: {"schema": {"type": "string"}} for offer in offers}


def _json(schema: dict[str, Any]) -> dict[str, Any]:
    return {"application/json": {"schema": schema}}


def _field(name: str, description: str, many: bool = False) -> dict[str, Any]:
    kind: dict[str, Any] = {"type": "array", "items": {"type": "string"}} if many else {"type": "string"}
    return {"name": name, "in": "query", "description": description, "schema": kind}


def _problem() -> dict[str, Any]:
    text = {"type": "string"}
    return {
        "type": "object",
        "description": "RFC 9457",
        "required": ["type", "title", "status", "detail"],
        "properties": {"type": text, "title": text, "status": {"type": "integer"}, "detail": text},
    }
