"""``/openapi.json``: the description of what programs may ask (OpenAPI 3.1)."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, jsonify

from builder import __version__
from endpoint.negotiation import ROWS, TRIPLES
from endpoint.openapi_pages import paths
from endpoint.openapi_parts import WORK, WRITE, field, get, json, media, place, problems, text
from endpoint.site import current_site

blueprint = Blueprint("openapi", __name__)


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
            "/graph-store": _graph_store(writable, _named_or_default()),
            "/graph-store/{name}": _graph_store(writable, [place("name")]),
            "/search": {"get": _search()},
            "/.well-known/void": {"get": get("What the graph holds, counted (VoID)", media(TRIPLES), (406, 503))},
            "/health": {"get": get("Whether the graph is there and a worker answers", json({}), (503, 504))},
            "/metrics": {"get": get("Counts for Prometheus", text("text/plain"), (503,))},
            "/openapi.json": {"get": get("This description", json({}), ())},
            **paths(),
        },
        "components": {
            "schemas": {"Problem": _problem()},
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
    }


def _sparql(writable: bool) -> dict[str, Any]:
    fields = [
        field("query", "A SPARQL 1.1 query; without one, the service describes itself."),
        field("default-graph-uri", "A graph of the default graph.", many=True),
        field("named-graph-uri", "A named graph.", many=True),
        field("format", "The short name or media type of a format, before Accept."),
    ]
    content = {**media(ROWS), **media(TRIPLES)}
    bodies: dict[str, Any] = {
        "application/sparql-query": {"schema": {"type": "string"}},
        "application/x-www-form-urlencoded": {"schema": {"type": "object"}},
    }
    post = get("Run a query sent as the body or as a form", content, (*WORK, 403, 415))
    if writable:
        bodies["application/sparql-update"] = {"schema": {"type": "string"}}
        post["responses"].update({"204": {"description": "The update is done."}, **problems((401,))})
        post["security"] = [{}, {"token": []}]
    post["requestBody"] = {"required": True, "content": bodies}
    return {"get": {**get("Run a query", content, (*WORK, 403)), "parameters": fields}, "post": post}


def _named_or_default() -> list[dict[str, Any]]:
    default = {"name": "default", "in": "query", "allowEmptyValue": True, "schema": {"type": "string"}}
    return [field("graph", "The IRI of a graph."), default]


def _graph_store(writable: bool, fields: list[dict[str, Any]]) -> dict[str, Any]:
    read = {**get("The triples of a graph", media(TRIPLES), (*WORK, 404)), "parameters": fields}
    if not writable:
        return {"get": read}
    # A document of JSON-LD is no string to a checker of schemas, but whatever JSON it is.
    body = {"required": True, "content": {**media(TRIPLES[:6]), "application/ld+json": {"schema": {}}}}
    done = {"201": {"description": "The graph is new."}, "204": {"description": "The graph was there before."}}

    def write(summary: str) -> dict[str, Any]:
        responses = {**done, **problems((*WRITE, 404))}
        return {"summary": summary, "security": [{"token": []}], "parameters": fields, "responses": responses}

    return {
        "get": read,
        "put": {**write("Replace a graph"), "requestBody": body},
        "post": {**write("Add to a graph, or make a new one"), "requestBody": body},
        "delete": write("Remove a graph"),
    }


def _search() -> dict[str, Any]:
    found = get("Find things by their names and by what is said of them", json({"type": "object"}), (400, 503))
    limit = {"name": "limit", "in": "query", "schema": {"type": "integer", "minimum": 1, "maximum": 100}}
    return {**found, "parameters": [field("q", "Words."), limit]}


def _problem() -> dict[str, Any]:
    string = {"type": "string"}
    return {
        "type": "object",
        "description": "RFC 9457",
        "required": ["type", "title", "status", "detail"],
        "properties": {"type": string, "title": string, "status": {"type": "integer"}, "detail": string},
    }
