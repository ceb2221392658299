"""Validators of answers, so that what has not changed is not sent again (RFC 9110, section 8.8 and 13)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from flask import Response, request

from endpoint.site import current_site

# A change within the same second could not be told from the one before.
_SURE = timedelta(seconds=2)


def unchanged(tag: str) -> bool:
    """Whether the client has this answer already."""
    if request.if_none_match:
        return request.if_none_match.contains_weak(tag)
    changed = current_site().changed()
    return request.if_modified_since is not None and changed <= request.if_modified_since


def not_modified(tag: str) -> Response:
    """304."""
    return tagged(Response(status=304), tag)


def tagged(response: Response, tag: str) -> Response:
    """The response with validators that its client has to check each time."""
    response.set_etag(tag)
    changed = current_site().changed()
    if datetime.now(UTC) - changed > _SURE:
        response.last_modified = changed
    response.headers["Cache-Control"] = "no-cache"
    return response
