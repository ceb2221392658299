"""Validators of answers, so that what has not changed is not sent again (RFC 9110, section 8.8 and 13)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from flask import Response, request
from werkzeug.http import http_date

from endpoint.site import Site, current_site

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
    response.headers.extend(validating(current_site(), tag))
    return response


def validating(site: Site, tag: str) -> dict[str, str]:
    """The headers by which a client checks each time whether it has the answer already."""
    changed = site.changed()
    sure = datetime.now(UTC) - changed > _SURE
    return {"ETag": f'"{tag}"', **({"Last-Modified": http_date(changed)} if sure else {}), "Cache-Control": "no-cache"}
