"""The application: blueprints, and the headers that every answer has."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from flask import Flask, Response

from builder.store import open_graph, write
from endpoint import description, graph_store, metrics, openapi, pages, problems, search_service, sparql
from endpoint.clients import Clients
from endpoint.compression import compressed
from endpoint.metrics import Metrics
from endpoint.settings import Settings
from endpoint.site import Site, attach
from endpoint.workers import Pool
from endpoint.writing import Writer

_POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_HEADERS: Final = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Allow-Methods": "GET, HEAD, PUT, POST, DELETE, OPTIONS",
    "Access-Control-Allow-Headers": "Accept, Authorization, Content-Type, If-None-Match",
    "Access-Control-Expose-Headers": "ETag, Location, Mithaq-Answer-Limit, Retry-After",
    "Access-Control-Max-Age": "86400",
    "Content-Security-Policy": _POLICY,
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


def create_app(directory: Path, settings: Settings | None = None) -> Flask:
    """An application that serves the graph in ``directory``; its workers start now.

    With a token, a folder without a graph becomes an empty store, in which every graph may be written.
    Raises GraphError where there is no graph and no token. End the workers with ``site_of(app).close()``.
    """
    values = settings or Settings.read()
    token, services = values.secret(), values.endpoints()
    if token is not None and not (directory / "current").exists():
        write(directory, (), {})
    open_graph(directory)
    app = Flask(__name__)
    app.config["MAX_CONTENT_LENGTH"] = values.query_size
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    site = Site(
        directory, values, Pool(values), Writer(directory, values), Clients(values.client_queries), token, services
    )
    attach(app, site)
    metrics.watch(app, Metrics(), values.log)
    app.register_blueprint(sparql.blueprint)
    app.register_blueprint(graph_store.blueprint)
    app.register_blueprint(description.blueprint)
    app.register_blueprint(search_service.blueprint)
    app.register_blueprint(metrics.blueprint)
    app.register_blueprint(openapi.blueprint)
    app.register_blueprint(pages.blueprint)
    problems.register(app, pages.error_page)
    app.after_request(_complete)
    return app


def _complete(response: Response) -> Response:
    response.headers.extend({name: value for name, value in _HEADERS.items() if name not in response.headers})
    response.vary.update(("Accept", "Accept-Language"))
    return compressed(response)
