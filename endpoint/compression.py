"""Compressed bodies (RFC 9110, section 8.4): of requests, and never more of them than may be; and of answers."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Final

from flask import Response, request
from werkzeug.http import parse_accept_header

from endpoint.problems import Problem

_GZIP: Final = 16 + zlib.MAX_WBITS
_LEVEL: Final = 5
SMALL: Final = 1000
"""Bytes of an answer that is not worth packing."""

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
    wanted = takes_gzip(request.headers.get("Accept-Encoding", "")) and request.method != "HEAD"
    if (
        not wanted
        or response.status_code != 200
        or "Content-Encoding" in response.headers
        or not worth_packing(response.mimetype or "")
    ):
        return response
    if response.is_streamed and not response.direct_passthrough:
        response.response = packed_stream(response.response)  # type: ignore[arg-type]
    else:
        response.direct_passthrough = False
        data = response.get_data()
        if len(data) < SMALL:
            return response
        response.set_data(packed(data))
    response.headers["Content-Encoding"] = "gzip"
    tag, weak = response.get_etag()
    if tag is not None and not weak:
        # Not the same bytes as without gzip: RFC 9110, section 8.8.3.3.
        response.set_etag(tag, weak=True)
    return response


@lru_cache(maxsize=256)
def takes_gzip(header: str) -> bool:
    """Whether a client takes gzip, by its Accept-Encoding."""
    return parse_accept_header(header).quality("gzip") > 0


def worth_packing(media: str) -> bool:
    """Whether bodies of a media type get shorter."""
    return media.startswith("text/") or media.endswith(("json", "xml")) or media in _TEXTS


def packed(data: bytes) -> bytes:
    """A body compressed."""
    return gzip.compress(data, _LEVEL, mtime=0)


def packed_stream(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """The pieces compressed, the first at once, so that the client sees the answer begin."""
    packer = zlib.compressobj(_LEVEL, zlib.DEFLATED, _GZIP)
    first = True
    for piece in pieces:
        data = packer.compress(piece) + (packer.flush(zlib.Z_SYNC_FLUSH) if first else b"")
        first = False
        if data:
            yield data
    yield packer.flush()
