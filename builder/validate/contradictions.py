"""Reports what the reasoner found to be impossible as results of validation, beside those of the shapes."""

from __future__ import annotations

from collections.abc import Iterable

from builder.identifiers import Minter
from builder.validate.results import Report, Result, report
from builder.validate.shapes import CODE, SHAPES, Shapes, load

SHAPE = SHAPES + "NoContradiction"


def contradicted(
    checked: Report, found: Iterable[tuple[str, tuple[str, ...]]], minter: Minter, shapes: Shapes | None = None
) -> Report:
    """``checked`` and a violation for each contradiction: what the reasoner says, and the IRIs of which it says it."""
    shapes = shapes or load()
    english, arabic = shapes.messages[SHAPE]
    facts = minter.graph("facts")
    results = [
        Result(
            severity=shapes.severities[SHAPE],
            focus=about[0] if about else facts,
            shape=SHAPE,
            component=CODE,
            graph=facts,
            message_en=f"{english} {message}",
            message_ar=f"{arabic} {message}",
        )
        for message, about in found
    ]
    return report([*checked.results, *results], checked.rejected)
