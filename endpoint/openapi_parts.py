"""The pieces that an OpenAPI description is made of: operations, answers, fields, media types."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from endpoint.negotiation import Offer

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
WORK: Final = (400, 406, 413, 429, 503, 504, 507)
"""How a query may fail."""

WRITE: Final = (400, 401, 403, 413, 415, 503, 504, 507)
"""How writing may fail."""


def get(
    summary: str,
    content: dict[str, Any],
    failures: Iterable[int],
    fields: Iterable[dict[str, Any]] = (),
    told: Iterable[str] = (),
) -> dict[str, Any]:
    """An operation that reads: what it gives, how it may fail (statuses), and the fields of its address.

    ``told``: media types in which a failure may be told beside Problem Details.
    """
    return {
        "summary": summary,
        "parameters": list(fields),
        "responses": {
            "200": {"description": "The answer.", "content": content},
            "303": {"description": "A browser is led to a page."},
            "304": {"description": "It has not changed."},
            **problems(failures, told),
        },
    }


def problems(codes: Iterable[int], told: Iterable[str] = ()) -> dict[str, Any]:
    """Failures by status, as Problem Details or in the other media types in which they may be told."""
    content = {**_PROBLEM, **{name: {"schema": {"type": "string"}} for name in told}}
    return {str(code): {"description": _REASONS[code], "content": content} for code in sorted(set(codes))}


def media(offers: Iterable[Offer]) -> dict[str, Any]:
    """Texts in each format of the offers."""
    return {offer.media: {"schema": {"type": "string"}} for offer in offers}


def text(name: str) -> dict[str, Any]:
    """A text of one media type."""
    return {name: {"schema": {"type": "string"}}}


def json(schema: dict[str, Any]) -> dict[str, Any]:
    """JSON of a schema."""
    return {"application/json": {"schema": schema}}


def field(name: str, description: str, many: bool = False) -> dict[str, Any]:
    """A field of an address."""
    kind: dict[str, Any] = {"type": "array", "items": {"type": "string"}} if many else {"type": "string"}
    return {"name": name, "in": "query", "description": description, "schema": kind}


def place(name: str) -> dict[str, Any]:
    """A part of a path, which may have slashes; any text will do."""
    return {"name": name, "in": "path", "required": True, "schema": {}}
