"""The application: blueprints, and the headers that every answer has."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from flask import Flask, Response

from builder.store import open_graph
from endpoint import pages, problems, sparql
from endpoint.settings import Settings
from endpoint.site import Site, attach
from endpoint.workers import Pool

_POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_HEADERS: Final = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Allow-Methods": "GET, HEAD, POST, OPTIONS",
    "Access-Control-Allow-Headers": "Accept, Content-Type, If-None-Match",
    "Access-Control-Expose-Headers": "ETag, Retry-After",
    "Access-Control-Max-Age": "86400",
    "Content-Security-Policy": _POLICY,
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


def create_app(directory: Path, settings: Settings | None = None) -> Flask:
    """An application that serves the graph in ``directory``; its workers start now.

    Raises GraphError where there is no graph. End the workers with ``site_of(app).pool.close()``.
    """
    open_graph(directory)
    values = settings or Settings.read()
    app = Flask(__name__)
    app.config["MAX_CONTENT_LENGTH"] = values.query_size
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    attach(app, Site(directory, values, Pool(values)))
    app.register_blueprint(sparql.blueprint)
    app.register_blueprint(pages.blueprint)
    problems.register(app, pages.error_page)
    app.after_request(_complete)
    return app


def _complete(response: Response) -> Response:
    response.headers.extend({name: value for name, value in _HEADERS.items() if name not in response.headers})
    response.vary.update(("Accept", "Accept-Language"))
    return response
