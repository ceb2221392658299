"""Bodies of requests that came compressed (RFC 9110, section 8.4), and never more of them than may be."""

from __future__ import annotations

import zlib
from typing import Final

from flask import request

from endpoint.problems import Problem

_GZIP: Final = 16 + zlib.MAX_WBITS


def decompressed(most: int) -> bytes:
    """The body of the request. Raises Problem for one over ``most`` bytes, or in a coding that is not known."""
    coding = request.headers.get("Content-Encoding", "identity").strip().lower()
    data = request.get_data(cache=False)
    if coding == "identity":
        return data
    if coding not in ("gzip", "x-gzip"):
        raise Problem(415, f"{coding}: send the body as it is, or with gzip", {"Accept-Encoding": "gzip, identity"})
    reader = zlib.decompressobj(_GZIP)
    try:
        found = reader.decompress(data, most + 1)
    except zlib.error as error:
        raise Problem(400, f"the body is not gzip: {error}") from error
    if len(found) > most:
        raise Problem(413, f"the body has more than {most} bytes once it is unpacked")
    if not reader.eof:
        raise Problem(400, "the body is not gzip: it ends early")
    return found
