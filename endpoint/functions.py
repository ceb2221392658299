"""The function that queries may call beyond those of SPARQL 1.1: ``mqf:fold(text)``."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from builder import vocabulary

FUNCTIONS: Final = "https://w3id.org/mithaq/function#"
PREFIXES: Final = {**vocabulary.PREFIXES, "mqf": FUNCTIONS}
"""What a query need not declare."""

Term = NamedNode | BlankNode | Literal | Triple


def functions(query: str) -> dict[NamedNode, Callable[..., Term | None]]:
    """The functions of ours that a query may call; none where it names none, for they cost time to load."""
    if "mqf:" not in query and FUNCTIONS not in query:
        return {}
    from builder.store.search_index import plain

    def folded(term: Term) -> Term | None:
        return Literal(plain(term.value)) if isinstance(term, Literal) else None

    return {NamedNode(f"{FUNCTIONS}fold"): folded}
