"""Reports what the reasoner found to be impossible as results of validation, beside those of the shapes."""

from __future__ import annotations

from collections.abc import Sequence

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from builder.assemble.gathered import Gathered
from builder.validate.results import Report, Result
from builder.validate.shapes import CODE, SHAPES, Shapes, load
from builder.validate.sources import Sources
from builder.vocabulary import compact

SHAPE = SHAPES + "NoContradiction"
Contradiction = tuple[str, tuple[str, ...], Triple | None, tuple[Triple, ...]]
"""What the reasoner says, the IRIs of which it says it, the fact that is to blame, and the facts it follows from."""


def contradicted(
    checked: Report,
    found: Sequence[Contradiction],
    gathered: Gathered,
    shapes: Shapes | None = None,
) -> Report:
    """``checked`` and a violation for each contradiction, at the fact that is to blame for it.

    ``gathered``: the claims, from which the words of the articles are found.
    """
    if not found:
        return checked
    shapes = shapes or load()
    english, arabic = shapes.messages[SHAPE]
    facts = gathered.minter.graph("facts")
    sources = Sources(gathered.store)
    results = []
    for message, about, triple, grounds in found:
        told = f"{message} ⇐ {'; '.join(map(_shown, grounds))}" if grounds else message
        result = Result(
            severity=shapes.severities[SHAPE],
            focus=_name(triple.subject) if triple else about[0] if about else facts,
            shape=SHAPE,
            component=CODE,
            graph=facts,
            message_en=f"{english} {told}",
            message_ar=f"{arabic} {told}",
            path=triple.predicate.value if triple else None,
            value=triple.object if triple and isinstance(triple.object, NamedNode | Literal) else None,
        )
        results.append(sources.located(result) if triple else result)
    return checked.among(results)


def _name(term: NamedNode | BlankNode | Triple) -> str:
    return str(getattr(term, "value", term))


def _shown(triple: Triple) -> str:
    terms = (triple.subject, triple.predicate, triple.object)
    return " ".join(compact(term.value) if isinstance(term, NamedNode) else str(term) for term in terms)
