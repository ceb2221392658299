"""What of an engine's results says something new: the noise of OWL 2 RL left out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from builder.reason.engine import names as n
from builder.reason.engine.engine import Engine
from builder.reason.engine.names import Row
from builder.vocabulary import OWL, RDF, RDFS

_BUILT_IN = tuple(f"<{namespace}" for namespace in (RDF, RDFS, OWL))


def is_useful(terms: Sequence[str], row: Row) -> bool:
    """Whether a triple speaks of a named thing by a named property or class that is not built in."""
    subject, predicate, obj = row
    if not _named(terms[subject]):
        return False
    if predicate in (n.TYPE, n.SAME_AS):
        return _named(terms[obj])
    return _named(terms[predicate]) and not terms[obj].startswith("_")


def ntriples(engine: Engine) -> Iterator[str]:
    """What follows, was not given and is useful, in N-Triples, line by line."""
    terms = engine.dictionary.terms
    for predicate, pairs in _useful(engine):
        middle = f" {terms[predicate]} "
        for subject, obj in pairs:
            yield f"{terms[subject]}{middle}{terms[obj]} .\n"


def _useful(engine: Engine) -> Iterator[tuple[int, Iterator[tuple[int, int]]]]:
    terms = engine.dictionary.terms
    # a term is looked at once for all facts that it is in
    named = [_named(term) for term in terms]
    for predicate, pairs in engine.batches():
        if predicate in (n.TYPE, n.SAME_AS):
            yield predicate, ((s, o) for s, o in pairs if named[s] and named[o])
        elif named[predicate]:
            yield predicate, ((s, o) for s, o in pairs if named[s] and not terms[o].startswith("_"))


def _named(term: str) -> bool:
    return term.startswith("<") and not term.startswith(_BUILT_IN)
