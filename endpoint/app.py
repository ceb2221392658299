"""The application: blueprints, and the headers that every answer has."""

from __future__ import annotations

from pathlib import Path

from flask import Flask, Response

from builder.store import open_graph, write
from endpoint import description, graph_store, metrics, openapi, pages, problems, search_service, sparql
from endpoint.clients import Clients
from endpoint.compression import compressed
from endpoint.express import Express
from endpoint.headers import HEADERS, VARY
from endpoint.metrics import Metrics
from endpoint.settings import Settings
from endpoint.site import Site, attach
from endpoint.workers import Pool
from endpoint.writing import Writer


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
    site.warm()
    counted = Metrics()
    metrics.watch(app, counted, values.log)
    app.register_blueprint(sparql.blueprint)
    app.register_blueprint(graph_store.blueprint)
    app.register_blueprint(description.blueprint)
    app.register_blueprint(search_service.blueprint)
    app.register_blueprint(metrics.blueprint)
    app.register_blueprint(openapi.blueprint)
    app.register_blueprint(pages.blueprint)
    problems.register(app, pages.error_page)
    app.after_request(_complete)
    app.wsgi_app = Express(app.wsgi_app, site, counted, values.log)  # type: ignore[method-assign]
    return app


def _complete(response: Response) -> Response:
    response.headers.extend({name: value for name, value in HEADERS.items() if name not in response.headers})
    response.vary.update(VARY)
    return compressed(response)
