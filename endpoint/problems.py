"""Errors as answers, in one shape everywhere: Problem Details (RFC 9457) for programs, a page for people."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from http import HTTPStatus
from typing import Final

from flask import Flask, Response, request
from werkzeug.exceptions import HTTPException

from builder.errors import GraphError, MithaqError, QueryError
from endpoint.jobs import (
    BusyError,
    CutShortError,
    MemoryLimitError,
    QueryRefusedError,
    TimeLimitError,
    UnavailableError,
)
from endpoint.negotiation import HTML, Offer, choose
from endpoint.writing import ForeignGraphError

_STATUS: Final[dict[type[MithaqError], int]] = {
    ForeignGraphError: 403,
    QueryError: 400,
    QueryRefusedError: 400,
    BusyError: 503,
    UnavailableError: 503,
    GraphError: 503,
    TimeLimitError: 504,
    MemoryLimitError: 507,
    CutShortError: 500,
}
_JSON: Final = Offer("problem", "application/problem+json")


class Problem(MithaqError):  # noqa: N818 - the RFC's own word
    """An answer that is an error: its status, what is wrong and what to do, headers and further members."""

    def __init__(
        self, status: int, detail: str, headers: Mapping[str, str] | None = None, available: Sequence[str] = ()
    ) -> None:
        super().__init__(detail)
        self.status = status
        self.headers = dict(headers or {})
        self.available = tuple(available)


def not_acceptable(offers: Sequence[Offer]) -> Problem:
    """406 with the list of what can be had."""
    media = tuple(offer.media for offer in offers)
    return Problem(406, f"none of the formats asked for can be written; ask for one of {', '.join(media)}", {}, media)


def problem_of(error: MithaqError) -> Problem:
    """The answer that an error of the builder or the workers becomes."""
    if isinstance(error, Problem):
        return error
    status = next((code for kind, code in _STATUS.items() if isinstance(error, kind)), 500)
    return Problem(status, str(error), {"Retry-After": "2"} if status == 503 else {})


def response_of(problem: Problem) -> Response:
    """A problem as an answer for a program."""
    members: dict[str, object] = {
        "type": "about:blank",
        "title": HTTPStatus(problem.status).phrase,
        "status": problem.status,
        "detail": str(problem),
    }
    if problem.available:
        members["available"] = problem.available
    text = json.dumps(members, ensure_ascii=False, indent=2) + "\n"
    response = Response(text, problem.status, mimetype=_JSON.media)
    response.headers.extend(problem.headers)
    response.headers["Cache-Control"] = "no-store"
    return response


def wants_page() -> bool:
    """Whether the client would rather have a page than JSON."""
    return choose((_JSON, HTML), request.headers.get("Accept")) == HTML


def register(app: Flask, page: Callable[[Problem], Response]) -> None:
    """Make every error of the application an answer in this shape, or a ``page`` for who would rather have one."""

    def answer(problem: Problem) -> Response:
        return page(problem) if wants_page() else response_of(problem)

    def on_error(error: MithaqError) -> Response:
        return answer(problem_of(error))

    def on_http(error: HTTPException) -> Response:
        code = error.code or 500
        headers = dict(error.get_headers()) if code in (405, 413) else {}
        kept = {name: value for name, value in headers.items() if name in ("Allow", "Retry-After")}
        return answer(Problem(code, error.description or HTTPStatus(code).phrase, kept))

    app.register_error_handler(MithaqError, on_error)
    app.register_error_handler(HTTPException, on_http)
