"""Quads taken apart: to ask a quad for a term makes a copy of it, so that what looks at many asks each once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pyoxigraph import NamedNode, Quad

Row = tuple[str, str, object]
"""The IRI of a subject, that of a property, and the value, a term."""


def apart(quads: Iterable[Quad]) -> Iterator[Row]:
    """The quads taken apart, those aside whose subject is a blank node."""
    for quad in quads:
        subject = quad.subject
        if isinstance(subject, NamedNode):
            yield subject.value, quad.predicate.value, quad.object
