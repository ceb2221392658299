"""Compressed bodies (RFC 9110, section 8.4): of requests, and never more of them than may be; and of answers."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterable, Iterator
from typing import Final

from flask import Response, request

from endpoint.problems import Problem

_GZIP: Final = 16 + zlib.MAX_WBITS
_LEVEL: Final = 5
_SMALL: Final = 1000
_TEXTS: Final = frozenset(
    {"application/n-triples", "application/n-quads", "application/trig", "application/javascript"}
)


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


def compressed(response: Response) -> Response:
    """The response with gzip where its client takes that and it is worth it; streams stay streams."""
    response.vary.add("Accept-Encoding")
    wanted = request.accept_encodings.quality("gzip") > 0 and request.method != "HEAD"
    if not wanted or response.status_code != 200 or "Content-Encoding" in response.headers or not _worth(response):
        return response
    if response.is_streamed and not response.direct_passthrough:
        response.response = _stream(response.response)  # type: ignore[arg-type]
    else:
        response.direct_passthrough = False
        data = response.get_data()
        if len(data) < _SMALL:
            return response
        response.set_data(gzip.compress(data, _LEVEL, mtime=0))
    response.headers["Content-Encoding"] = "gzip"
    tag, weak = response.get_etag()
    if tag is not None and not weak:
        # Not the same bytes as without gzip: RFC 9110, section 8.8.3.3.
        response.set_etag(tag, weak=True)
    return response


def _worth(response: Response) -> bool:
    media = response.mimetype or ""
    return media.startswith("text/") or media.endswith(("json", "xml")) or media in _TEXTS


def _stream(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """The pieces compressed, the first at once, so that the client sees the answer begin."""
    packer = zlib.compressobj(_LEVEL, zlib.DEFLATED, _GZIP)
    first = True
    for piece in pieces:
        data = packer.compress(piece) + (packer.flush(zlib.Z_SYNC_FLUSH) if first else b"")
        first = False
        if data:
            yield data
    yield packer.flush()
