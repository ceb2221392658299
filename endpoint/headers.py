"""The headers that every answer has."""

from __future__ import annotations

from typing import Final

_POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS: Final = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Allow-Methods": "GET, HEAD, PUT, POST, DELETE, OPTIONS",
    "Access-Control-Allow-Headers": "Accept, Authorization, Content-Type, If-None-Match",
    "Access-Control-Expose-Headers": (
        "Age, Cache-Status, ETag, Location, Mithaq-Answer-Limit, Mithaq-Row-Limit, Retry-After"
    ),
    "Access-Control-Max-Age": "86400",
    "Content-Security-Policy": _POLICY,
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
VARY: Final = ("Accept", "Accept-Language", "Accept-Encoding")
"""What of a request decides which answer it gets."""
