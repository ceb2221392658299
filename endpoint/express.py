"""The short way for the usual query: ``GET /sparql?query=…`` and nothing more, answered without the web framework.

What it costs to route a request and to build its objects is more than what the engine needs for a point query. Answers
are made by ``endpoint.answering``, as those of ``endpoint.sparql`` are; this module has for itself only how a plain
request is read, and how the headers are put together. They are those of the application, header for header (a test
compares them). All else goes on to the application, an error with what caused it. A server that has a loop of its own
may begin a query there (``endpoint.loop``), by the two entries of the environment that are named here.
"""

from __future__ import annotations

import time
from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote_to_bytes

from werkzeug.wsgi import ClosingIterator

from builder.errors import MithaqError
from endpoint.answering import Asked, Given, Question, tag_of
from endpoint.compression import SMALL, packed, packed_stream, takes_gzip, worth_packing
from endpoint.headers import HEADERS, VARY
from endpoint.metrics import STARTED, Metrics, write_line
from endpoint.negotiation import HTML, ROWS, TRIPLES, Offer, choose
from endpoint.process import Begun, Worker
from endpoint.site import Site
from endpoint.sparql import FAILURE
from endpoint.validators import validating

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

READER: Final = "mithaq.reader"
"""Where the loop leaves a function that is to be called with the turn of the request, which is not answered then."""
TURN: Final = "mithaq.turn"
"""Where the loop leaves the turn of a request that it began."""

_FIELD: Final = "query="
_CONDITIONS: Final = ("HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE")
_COMMON: Final = (*HEADERS.items(), ("Vary", ", ".join(VARY)))

Headers = list[tuple[str, str]]


class Turn:
    """One plain query: what was asked, and how far its answer is. Unless it was answered it has to be closed."""

    def __init__(self, express: Express, asked: Asked, environ: WSGIEnvironment) -> None:
        self._express, self.asked = express, asked
        self.client = environ.get("REMOTE_ADDR", "")
        self.gzip = takes_gzip(environ.get("HTTP_ACCEPT_ENCODING", ""))
        self.started = time.perf_counter()
        self._question: Question | None = None
        self._given: Given | None = None
        self.failure: Exception | None = None

    @property
    def begun(self) -> Begun | None:
        """What a worker does for it."""
        return self._question.begun if self._question else None

    def begin(self, next: bool) -> bool:
        """Find the kept answer, or have a worker begin if it is ``next``; whether either was done, or it failed.

        Never waits, and does not raise.
        """
        try:
            question = self._looked_up()
            if self._given is None and next:
                question.begin()
        except Exception as error:
            self.failure = error
        return any(part is not None for part in (self._given, self.failure, self.begun))

    def opening(self) -> list[Worker]:
        """The workers that could begin it once they have opened their stores."""
        return self._express.site.pool.opening()

    def finish(self) -> None:
        """Take the answer of the worker, which is here. Does not raise."""
        try:
            self._given = self._answered()
        except Exception as error:
            self.failure = error

    def expire(self) -> bool:
        """Whether it has waited for a worker for longer than it may; it has failed then."""
        pool, limit = self._express.site.pool, self._express.site.settings.queue_limit
        if time.perf_counter() - self.started > limit:
            self.failure = pool.busy()
        return self.failure is not None

    def whole(self) -> tuple[Headers, bytes] | None:
        """The headers and the body of the answer, if it is here whole and is sent as it is; it is counted then."""
        given = self._given
        if self.failure or given is None or not isinstance(given.body, bytes) or _packs(self.gzip, given):
            return None
        return self._express.respond(self, given)[0], given.body

    def response(self) -> tuple[Headers, Iterable[bytes]]:
        """The headers and the body of the answer, once it begins. Raises what ``answered`` does."""
        if self.failure is not None:
            raise self.failure
        return self._express.respond(self, self._answered())

    def close(self) -> None:
        """Give it up, if it was not answered."""
        if self._question is not None:
            self._question.close()

    def _answered(self) -> Given:
        question = self._looked_up()
        return self._given or question.answer()

    def _looked_up(self) -> Question:
        """The question, once it is known whether its answer is kept."""
        if self._question is None:
            self._question = Question(self._express.site, self.asked, self.client)
            self._given = self._question.kept()
        return self._question


class Express:
    """A WSGI application that answers plain queries, and gives all other requests to the one behind it."""

    def __init__(self, application: WSGIApplication, site: Site, counted: Metrics, log: str) -> None:
        self._application, self.site, self._counted, self._log = application, site, counted, log
        self._second, self._made = 0, dict[str, dict[str, str]]()

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        turn: Turn | None = environ.get(TURN)
        if turn is None:
            asked = _asked(environ)
            turn = Turn(self, asked, environ) if asked else None
            if READER in environ:
                environ[READER](turn)
                return ()
        if turn is None:
            return self._application(environ, start_response)
        try:
            headers, body = turn.response()
        except MithaqError as error:
            environ[FAILURE], environ[STARTED] = error, turn.started
            return self._application(environ, start_response)
        start_response("200 OK", headers)
        return body

    def respond(self, turn: Turn, given: Given) -> tuple[Headers, Iterable[bytes]]:
        """The headers and the body of an answer, which is counted."""
        headers, body = self._response(turn.asked, given, turn.gzip)
        seconds = time.perf_counter() - turn.started
        self._counted.count("sparql.sparql", "GET", 200, seconds)
        if self._log:
            write_line(turn.client, "GET", "/sparql", 200, seconds, self._log, turn.asked.query)
        return headers, body

    def _response(self, asked: Asked, given: Given, gzip: bool) -> tuple[Headers, Iterable[bytes]]:
        headers = {"Content-Type": given.content_type, **given.headers(self.site)}
        if not asked.fleeting:
            headers |= self._validators(asked)
        body = given.body
        if _packs(gzip, given):
            headers["Content-Encoding"] = "gzip"
            if "ETag" in headers:
                headers["ETag"] = f"W/{headers['ETag']}"
            if not isinstance(body, bytes):
                return [*headers.items(), *_COMMON], ClosingIterator(packed_stream(body), body.close)
            body = packed(body)
        if not isinstance(body, bytes):
            return [*headers.items(), *_COMMON], body
        return [*headers.items(), ("Content-Length", str(len(body))), *_COMMON], [body]

    def _validators(self, asked: Asked) -> dict[str, str]:
        """What tells the state of the graph, made anew each second: most requests come in the same one."""
        tag, second = tag_of(self.site, asked), int(time.monotonic())
        if self._second != second:
            self._second, self._made = second, {}
        found = self._made.get(tag)
        if found is None:
            found = validating(self.site, tag)
            if "Last-Modified" in found:  # which a state has from its third second on
                self._made[tag] = found
        return found


def _packs(gzip: bool, given: Given) -> bool:
    """Whether an answer is packed for a client that takes gzip or does not."""
    small = isinstance(given.body, bytes) and len(given.body) < SMALL
    return gzip and not small and worth_packing(given.content_type.partition(";")[0])


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
