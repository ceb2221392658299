"""The short way for the usual query: ``GET /sparql?query=…`` and nothing more, answered without the web framework.

What it costs to route a request and to build its objects is more than what the engine needs for a point query. The
answers are those of the application, header for header (a test compares them). All else goes on to the application,
an error with what caused it.
"""

from __future__ import annotations

import time
from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote_to_bytes

from werkzeug.wsgi import ClosingIterator

from builder.errors import MithaqError
from endpoint.answering import Asked, Given, Stream, answered, tag_of
from endpoint.compression import SMALL, packed, packed_stream, takes_gzip, worth_packing
from endpoint.headers import HEADERS, VARY
from endpoint.metrics import STARTED, Metrics, write_line
from endpoint.negotiation import HTML, ROWS, TRIPLES, Offer, choose
from endpoint.site import Site
from endpoint.sparql import FAILURE
from endpoint.validators import validating

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

_FIELD: Final = "query="
_CONDITIONS: Final = ("HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE")
_COMMON: Final = (*HEADERS.items(), ("Vary", ", ".join(VARY)))


class Express:
    """A WSGI application that answers plain queries, and gives all other requests to the one behind it."""

    def __init__(self, application: WSGIApplication, site: Site, counted: Metrics, log: str) -> None:
        self._application, self._site, self._counted, self._log = application, site, counted, log

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        started = time.perf_counter()
        asked = _asked(environ)
        if asked is None:
            return self._application(environ, start_response)
        client = environ.get("REMOTE_ADDR", "")
        try:
            given = answered(self._site, asked, client)
        except MithaqError as error:
            environ[FAILURE], environ[STARTED] = error, started
            return self._application(environ, start_response)
        headers, body = self._response(asked, given, takes_gzip(environ.get("HTTP_ACCEPT_ENCODING", "")))
        start_response("200 OK", headers)
        seconds = time.perf_counter() - started
        self._counted.count("sparql.sparql", "GET", 200, seconds)
        if self._log:
            write_line(client, "GET", "/sparql", 200, seconds, self._log, asked.query)
        return body

    def _response(self, asked: Asked, given: Given, gzip: bool) -> tuple[list[tuple[str, str]], Iterable[bytes]]:
        """The headers and the body of an answer."""
        headers = {"Content-Type": given.content_type, **given.headers(self._site)}
        if not asked.fleeting:
            headers |= validating(self._site, tag_of(self._site, asked))
        body = given.body
        if gzip and worth_packing(given.content_type.partition(";")[0]) and not _is_small(body):
            headers["Content-Encoding"] = "gzip"
            if "ETag" in headers:
                headers["ETag"] = f"W/{headers['ETag']}"
            if not isinstance(body, bytes):
                return [*headers.items(), *_COMMON], ClosingIterator(packed_stream(body), body.close)
            body = packed(body)
        if not isinstance(body, bytes):
            return [*headers.items(), *_COMMON], body
        return [*headers.items(), ("Content-Length", str(len(body))), *_COMMON], [body]


def _is_small(body: bytes | Stream) -> bool:
    return isinstance(body, bytes) and len(body) < SMALL


def _asked(environ: WSGIEnvironment) -> Asked | None:
    """The query of a plain request; None for a request that is any different."""
    fields = environ.get("QUERY_STRING", "")
    if (
        environ["REQUEST_METHOD"] != "GET"
        or environ.get("PATH_INFO") != "/sparql"
        or environ.get("SCRIPT_NAME")
        or not fields.startswith(_FIELD)
        or "&" in fields
        or not fields.isascii()
        or any(name in environ for name in _CONDITIONS)
    ):
        return None
    offers = _offers(environ.get("HTTP_ACCEPT"))
    if offers is None:
        return None
    try:
        query = unquote_to_bytes(fields[len(_FIELD) :].replace("+", " ")).decode("utf-8")
    except UnicodeDecodeError:
        return None
    return Asked(query, *offers)


@lru_cache(maxsize=256)
def _offers(accept: str | None) -> tuple[Offer | None, Offer | None] | None:
    """The formats for rows and for triples that suit a client; None for one that would rather have a page, or none."""
    if choose((*ROWS, *TRIPLES, HTML), accept) in (HTML, None):
        return None
    return choose(ROWS, accept), choose(TRIPLES, accept)
