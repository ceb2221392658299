"""A stretch of text in which a rule sees an actor or a place, before it is decided who that is."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from builder.model import Form, Span


@dataclass(frozen=True, slots=True)
class Hit:
    """Words that name an actor or a place.

    ``key``: the IRI of the known entity, or None where it is to be decided in the article. ``kind``: the class it
    would have. ``head``: the bare word that says what it is (ministry, agency), where there is one. ``state``: the
    alpha-3 code of the state it belongs to, where the words say so.
    """

    span: Span
    kind: str
    form: Form
    rule: str
    key: str | None = None
    head: str = ""
    state: str | None = None


def in_each(spans: Sequence[Span], hits: Iterable[Hit]) -> list[list[Hit]]:
    """For each of ``spans``, which stand one behind the other, the hits that lie inside it, in their order."""
    starts = [span.start for span in spans]
    inside: list[list[Hit]] = [[] for _ in spans]
    for hit in hits:
        at = bisect_right(starts, hit.span.start) - 1
        if at >= 0 and spans[at].covers(hit.span):
            inside[at].append(hit)
    return inside


def touched(length: int, spans: Iterable[Span]) -> bytearray:
    """A text of ``length`` code points with a 1 for each that lies in one of ``spans``."""
    places = bytearray(length)
    for span in spans:
        places[span.start : span.end] = b"\1" * len(span)
    return places


def free(span: Span, taken: list[Span]) -> bool:
    """Whether ``span`` overlaps none of ``taken``."""
    return not any(span.overlaps(other) for other in taken)
