"""Who may write: the holder of the one token, sent as ``Authorization: Bearer`` (RFC 6750, section 2.1)."""

from __future__ import annotations

import hashlib
import hmac

from flask import request

from endpoint.problems import Problem
from endpoint.site import current_site


def require_token() -> None:
    """Raise Problem unless the request may write: 403 where nobody may, 401 without the right token."""
    token = current_site().token
    if token is None:
        raise Problem(403, "this endpoint answers queries only: it is read-only, for no token is set (MITHAQ_TOKEN)")
    scheme, _, given = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not _same(given.strip(), token):
        challenge = 'Bearer realm="mithaq"' + (', error="invalid_token"' if given else "")
        raise Problem(
            401, "writing needs the token: send it as Authorization: Bearer …", {"WWW-Authenticate": challenge}
        )


def _same(given: str, token: str) -> bool:
    """Whether two secrets are the same, in a time that tells nothing of where they differ, or of their lengths."""
    one, other = (hashlib.sha256(text.encode("utf-8", "surrogateescape")).digest() for text in (given, token))
    return hmac.compare_digest(one, other)
