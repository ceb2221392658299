"""``/sparql``: the query and update operations of the SPARQL 1.1 Protocol (section 2), over HTTP GET and POST."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from urllib.parse import parse_qsl

from flask import Blueprint, Response, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from endpoint.access import require_token
from endpoint.answering import Asked, answered, content_type, tag_of
from endpoint.answers import Answer, Body
from endpoint.compression import decompressed
from endpoint.description import describe_service
from endpoint.negotiation import HTML, ROWS, TRIPLES, Offer, choose
from endpoint.problems import Problem, not_acceptable
from endpoint.site import current_site
from endpoint.validators import not_modified, tagged, unchanged

blueprint = Blueprint("sparql", __name__)

FORM: Final = "application/x-www-form-urlencoded"
QUERY: Final = "application/sparql-query"
UPDATE: Final = "application/sparql-update"

_ACCEPTED: Final = f"{FORM}, {QUERY}, {UPDATE}"
_FIELDS: Final = 1000

FAILURE: Final = "mithaq.failure"
"""Where endpoint.express leaves the error that answers a request, for this application to give it its form."""


@dataclass(frozen=True, slots=True)
class Operation:
    """A request: its query or its update (neither for a request without one), its dataset and its ``format``."""

    query: str | None
    update: str | None
    default: tuple[str, ...]
    named: tuple[str, ...]
    format: str | None


@blueprint.route("/sparql", methods=["GET", "POST"], provide_automatic_options=False)
def sparql() -> AnyResponse:
    """Answer a query, run an update, or describe the service where there is neither."""
    if FAILURE in request.environ:
        raise request.environ[FAILURE]
    operation = read_operation()
    if operation.update is not None:
        return _update(operation, operation.update)
    accept = request.headers.get("Accept")
    if operation.query is None:
        return _no_query(accept, operation.format)
    if request.method == "GET" and operation.format is None and choose((*ROWS, *TRIPLES, HTML), accept) == HTML:
        return redirect(url_for("pages.query", query=operation.query), 303)
    return _answer(operation, operation.query, accept)


@blueprint.route("/sparql", methods=["OPTIONS"])
def options() -> Response:
    """What may be asked here, for clients in browsers too."""
    return Response(status=204, headers={"Allow": "GET, HEAD, POST, OPTIONS", "Accept-Post": _ACCEPTED})


def read_operation() -> Operation:
    """The operation of the request. Raises Problem where it is not well formed."""
    pairs = _pairs(request.query_string)
    if request.method == "POST":
        pairs += _body()
    values = {name: [value for key, value in pairs if key == name] for name, _ in pairs}
    queries, updates = values.get("query", []), values.get("update", [])
    if updates:
        require_token()
        if request.method != "POST":
            raise Problem(400, "an update is sent with POST")
    if len(queries) + len(updates) > 1:
        raise Problem(400, f"{len(queries)} queries and {len(updates)} updates in one request: send exactly one")
    if request.method == "POST" and not queries and not updates:
        raise Problem(400, "no query: send one as the field query, or as a body of type application/sparql-query")
    default, named = (
        ("using-graph-uri", "using-named-graph-uri") if updates else ("default-graph-uri", "named-graph-uri")
    )
    return Operation(
        queries[0] if queries else None,
        updates[0] if updates else None,
        tuple(values.get(default, ())),
        tuple(values.get(named, ())),
        values.get("format", [None])[0],
    )


def _update(operation: Operation, text: str) -> Response:
    """Run an update; the token is checked already."""
    site = current_site()
    graph = site.graph()
    site.writer.update(graph, text, graph.base, operation.default, operation.named)
    return Response(status=204)


def _body() -> list[tuple[str, str]]:
    charset = request.mimetype_params.get("charset", "utf-8").lower()
    if request.mimetype not in (FORM, QUERY, UPDATE) or charset not in ("utf-8", "utf8"):
        raise Problem(415, f"{request.content_type}: send one of {_ACCEPTED} in UTF-8", {"Accept-Post": _ACCEPTED})
    body = decompressed(current_site().settings.query_size)
    if request.mimetype == FORM:
        return _pairs(body)
    return [("query" if request.mimetype == QUERY else "update", _decoded(body))]


def _pairs(text: bytes) -> list[tuple[str, str]]:
    try:
        return parse_qsl(_decoded(text), keep_blank_values=True, errors="strict", max_num_fields=_FIELDS)
    except UnicodeDecodeError as error:
        raise Problem(400, f"a field is not UTF-8: {error}") from error
    except ValueError as error:
        raise Problem(400, f"the fields cannot be read: {error}") from error


def _decoded(text: bytes) -> str:
    try:
        return text.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Problem(400, f"not UTF-8: {error}") from error


def _no_query(accept: str | None, format: str | None) -> AnyResponse:
    offer = choose((*TRIPLES, HTML), accept, format)
    if offer is None:
        raise not_acceptable((*TRIPLES, HTML))
    if offer == HTML:
        return redirect(url_for("pages.home"), 303)
    return describe_service(offer)


def _answer(operation: Operation, query: str, accept: str | None) -> Response:
    rows, triples = (choose(offers, accept, operation.format) for offers in (ROWS, TRIPLES))
    if rows is None and triples is None:
        raise not_acceptable((*ROWS, *TRIPLES))
    asked = Asked(query, rows, triples, operation.default, operation.named, request.method == "HEAD")
    site = current_site()
    tag = tag_of(site, asked)
    lasting = request.method != "POST" and not asked.fleeting
    if lasting and unchanged(tag):
        return not_modified(tag)
    given = answered(site, asked, request.remote_addr or "")
    response = Response(given.body, content_type=given.content_type)
    if not isinstance(given.body, bytes):
        response.call_on_close(given.body.close)
    response.headers.extend(given.headers(site))
    return tagged(response, tag) if lasting else response


def response_of_answer(answer: Answer, offer: Offer) -> Response:
    """An answer as a response in the format of the offer."""
    return response_to(answer, content_type(offer))


def response_to(answer: Answer, content_type: str) -> Response:
    """An answer's body as a response: at once where it is short, else as it comes; a client that leaves ends it."""
    response = Response(answer.body, content_type=content_type)
    if isinstance(answer.body, Body):
        response.call_on_close(answer.body.close)
    return response
