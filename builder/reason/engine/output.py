"""What of an engine's results says something new: the noise of OWL 2 RL left out."""

from __future__ import annotations

from collections.abc import Iterator

from builder.reason.engine import names as n
from builder.reason.engine.engine import Engine
from builder.reason.engine.names import Row
from builder.vocabulary import OWL, RDF, RDFS

_BUILT_IN = tuple(f"<{namespace}" for namespace in (RDF, RDFS, OWL))


def useful(engine: Engine) -> Iterator[Row]:
    """What follows, was not given, and speaks of named things by named properties and classes that are not built in."""
    for predicate, pairs in _useful(engine):
        for subject, obj in pairs:
            yield subject, predicate, obj


def ntriples(engine: Engine) -> Iterator[str]:
    """The same in N-Triples, line by line."""
    terms = engine.dictionary.terms
    for predicate, pairs in _useful(engine):
        middle = f" {terms[predicate]} "
        for subject, obj in pairs:
            yield f"{terms[subject]}{middle}{terms[obj]} .\n"


def _useful(engine: Engine) -> Iterator[tuple[int, Iterator[tuple[int, int]]]]:
    terms = engine.dictionary.terms
    # a term is looked at once for all facts that it is in
    named = [term.startswith("<") and not term.startswith(_BUILT_IN) for term in terms]
    for predicate, pairs in engine.batches():
        if predicate in (n.TYPE, n.SAME_AS):
            yield predicate, ((s, o) for s, o in pairs if named[s] and named[o])
        elif named[predicate]:
            yield predicate, ((s, o) for s, o in pairs if named[s] and not terms[o].startswith("_"))
