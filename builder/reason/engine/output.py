"""What of an engine's results says something new: the noise of OWL 2 RL left out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

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
    return chain.from_iterable(_lines(engine))


def _lines(engine: Engine) -> Iterator[Iterator[str]]:
    terms = engine.dictionary.terms
    # a term is looked at once for all facts that it is in
    named = [_named(term) for term in terms]
    spelt = [not term.startswith("_") for term in terms]
    for predicate, pairs in engine.batches():
        is_typing = predicate in (n.TYPE, n.SAME_AS)
        if is_typing or named[predicate]:
            yield _spelt(terms, f" {terms[predicate]} ", pairs, named, named if is_typing else spelt)


def _spelt(
    terms: Sequence[str],
    middle: str,
    pairs: Iterator[tuple[int, int]],
    subjects: Sequence[bool],
    objects: Sequence[bool],
) -> Iterator[str]:
    return (f"{terms[s]}{middle}{terms[o]} .\n" for s, o in pairs if subjects[s] and objects[o])


def _named(term: str) -> bool:
    return term.startswith("<") and not term.startswith(_BUILT_IN)
