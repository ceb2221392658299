"""What of an engine's results says something new: the noise of OWL 2 RL left out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from itertools import islice
from typing import Final

from builder.reason.engine import names as n
from builder.reason.engine.engine import Engine
from builder.reason.engine.names import Row
from builder.vocabulary import OWL, RDF, RDFS

_BUILT_IN: Final = tuple(f"<{namespace}" for namespace in (RDF, RDFS, OWL))
_AT_ONCE: Final = 512
"""Lines that are put together: so few that they stay in the processor's cache until they are written."""


def is_useful(terms: Sequence[str], row: Row) -> bool:
    """Whether a triple speaks of a named thing by a named property or class that is not built in."""
    subject, predicate, obj = row
    if not _named(terms[subject]):
        return False
    if predicate in (n.TYPE, n.SAME_AS):
        return _named(terms[obj])
    return _named(terms[predicate]) and not terms[obj].startswith("_")


def ntriples(engine: Engine) -> Iterator[str]:
    """What follows, was not given and is useful, in N-Triples, some hundreds of lines at a time."""
    terms = engine.dictionary.terms
    # a term is looked at once for all facts that it is in
    unnamed = {number for number, term in enumerate(terms) if term[0] != "<" or term.startswith(_BUILT_IN)}
    blank = {number for number in unnamed if terms[number][0] == "_"}
    for predicate, pairs in engine.batches():
        is_typing = predicate in (n.TYPE, n.SAME_AS)
        if is_typing or predicate not in unnamed:
            yield from _spelt(terms, predicate, pairs, unnamed, unnamed if is_typing else blank)


def _spelt(
    terms: Sequence[str], predicate: int, pairs: Iterator[tuple[int, int]], no_subjects: Set[int], no_objects: Set[int]
) -> Iterator[str]:
    """The lines of one predicate."""
    middle = f" {terms[predicate]} "
    while part := list(islice(pairs, _AT_ONCE)):
        lines = [f"{terms[s]}{middle}{terms[o]} .\n" for s, o in part if s not in no_subjects and o not in no_objects]
        yield "".join(lines)


def _named(term: str) -> bool:
    return term.startswith("<") and not term.startswith(_BUILT_IN)
