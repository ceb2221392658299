"""A stretch of text in which a rule sees an actor or a place, before it is decided who that is."""

from __future__ import annotations

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


def free(span: Span, taken: list[Span]) -> bool:
    """Whether ``span`` overlaps none of ``taken``."""
    return not any(span.overlaps(other) for other in taken)
