"""Chooses the format of an answer from what a client accepts (RFC 9110, section 12.5)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

_TOKEN = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_WEIGHT = re.compile(r"0(?:\.[0-9]{0,3})?|1(?:\.0{0,3})?")


@dataclass(frozen=True, slots=True)
class Offer:
    """A format that can be written: its name, the media type it is sent as, short names for ``?format=``."""

    name: str
    media: str
    short: tuple[str, ...] = ()


ROWS: Final = (
    Offer("json", "application/sparql-results+json", ("json",)),
    Offer("xml", "application/sparql-results+xml", ("xml",)),
    Offer("csv", "text/csv", ("csv",)),
    Offer("tsv", "text/tab-separated-values", ("tsv",)),
    Offer("json", "application/json"),
    Offer("xml", "application/xml"),
    Offer("xml", "text/xml"),
)
"""What SELECT and ASK can give, the best first."""

TRIPLES: Final = (
    Offer("turtle", "text/turtle", ("turtle", "ttl")),
    Offer("ntriples", "application/n-triples", ("ntriples", "nt")),
    Offer("rdfxml", "application/rdf+xml", ("rdfxml", "rdf", "xml")),
    Offer("jsonld", "application/ld+json", ("jsonld", "json")),
    Offer("trig", "application/trig", ("trig",)),
    Offer("nquads", "application/n-quads", ("nquads", "nq")),
    Offer("ntriples", "text/plain"),
    Offer("jsonld", "application/json"),
    Offer("rdfxml", "application/xml"),
    Offer("rdfxml", "text/xml"),
)
"""What CONSTRUCT and DESCRIBE can give, the best first."""

HTML: Final = Offer("html", "text/html", ("html",))


@dataclass(frozen=True, slots=True)
class _Range:
    type: str
    subtype: str
    weight: float

    def precision(self, media: str) -> int:
        """How closely this range names a media type: 0 not at all, 1 ``*/*``, 2 ``type/*``, 3 exactly."""
        type, _, subtype = media.partition("/")
        if self.type == "*":
            return 1
        if self.type != type:
            return 0
        return 2 if self.subtype == "*" else 3 if self.subtype == subtype else 0


@lru_cache(maxsize=256)
def choose(offers: tuple[Offer, ...], accept: str | None, format: str | None = None) -> Offer | None:
    """The offer that suits a client best, the first among equals; None where it accepts none of them.

    ``format``, a short name or a media type from the address, goes before the header.
    """
    if format is not None:
        wanted = format.strip().lower()
        return next((offer for offer in offers if wanted in (offer.media, *offer.short)), None)
    ranges = _ranges(accept) if accept and accept.strip() else [_Range("*", "*", 1.0)]
    best = max(offers, key=lambda offer: _weight(offer.media, ranges))
    return best if _weight(best.media, ranges) > 0 else None


def _weight(media: str, ranges: Sequence[_Range]) -> float:
    """The weight that the closest range gives to a media type."""
    closest = max((item.precision(media) for item in ranges), default=0)
    return max((item.weight for item in ranges if closest and item.precision(media) == closest), default=0.0)


def _ranges(header: str) -> list[_Range]:
    """The media ranges of an Accept header; what is not well formed counts for nothing."""
    found = (_range(part) for part in header.lower().split(","))
    return [item for item in found if item is not None]


def _range(text: str) -> _Range | None:
    media, *parameters = (part.strip() for part in text.split(";"))
    type, slash, subtype = media.partition("/")
    if not slash or not _TOKEN.fullmatch(type) or not _TOKEN.fullmatch(subtype) or (type == "*" and subtype != "*"):
        return None
    weights = [part[2:].strip() for part in parameters if part.startswith("q=")]
    if weights and not _WEIGHT.fullmatch(weights[0]):
        return None
    return _Range(type, subtype, float(weights[0]) if weights else 1.0)
