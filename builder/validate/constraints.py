"""What a constraint of SHACL tells of the values of a node: that they conform, that they do not, or neither."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date
from functools import lru_cache
from typing import Any, Final

import rdflib
from pyoxigraph import Literal, NamedNode
from rdflib import SH, URIRef

from builder.validate.index import Index, Values
from builder.validate.results import Term
from builder.vocabulary import RDF, XSD

Verdict = bool | None
"""True (conforms for sure), False (does not, for sure) or None (cannot tell)."""

Shape = Callable[[Term, Index], Verdict]
"""Of a node, or of one value of a property."""
Constraint = Callable[[Values, Term, Index], Verdict]
"""Of all values of a node's property together."""

_INTEGER = re.compile(r"[+-]?[0-9]+")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_XSD_INTEGER, _XSD_DATE = XSD + "integer", XSD + "date"
_UNCHECKED = frozenset({XSD + "string", RDF + "langString"})
"""Datatypes of which every lexical form is one."""
_NODE_KINDS = {SH.IRI: (NamedNode,), SH.Literal: (Literal,), SH.IRIOrLiteral: (NamedNode, Literal)}


def _all(verdicts: Iterable[Verdict]) -> Verdict:
    """False where one is False, else None where one is None."""
    unsure = False
    for verdict in verdicts:
        if verdict is False:
            return False
        unsure = unsure or verdict is None
    return None if unsure else True


def _opposite(verdict: Verdict) -> Verdict:
    return None if verdict is None else not verdict


def _any(verdicts: Iterable[Verdict]) -> Verdict:
    return _opposite(_all(map(_opposite, verdicts)))


def unknown(*_: object) -> Verdict:
    """Of what is not compiled nothing is told."""
    return None


def _of_class(name: str, value: Term, index: Index) -> Verdict:
    return isinstance(value, NamedNode) and name in index.classes(value.value)


def _of_kind(kinds: tuple[type, ...] | None, value: Term, _index: Index) -> Verdict:
    return None if kinds is None else isinstance(value, kinds)


def _of_datatype(datatype: str, value: Term, _index: Index) -> Verdict:
    if datatype == _XSD_INTEGER and _number(value) is not None:
        return True
    if not isinstance(value, Literal) or value.datatype.value != datatype:
        return False
    if datatype in _UNCHECKED:
        return True
    return True if datatype == _XSD_DATE and _is_day(value.value) else None


def _is_day(text: str) -> bool:
    if not _DAY.fullmatch(text):
        return False
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _long_enough(length: int, value: Term, _index: Index) -> Verdict:
    return len(value.value) >= length


def _like(pattern: re.Pattern[str], value: Term, _index: Index) -> Verdict:
    return pattern.search(value.value) is not None


def _from(least: int, value: Term, _index: Index) -> Verdict:
    number = _number(value)
    return None if number is None else number >= least


def within(allowed: set[NamedNode], value: Term, _index: Index) -> Verdict:
    """``sh:in``."""
    return value in allowed


def one_of(shapes: list[Shape], value: Term, index: Index) -> Verdict:
    """``sh:or``."""
    return _any(shape(value, index) for shape in shapes)


def negated(shape: Shape, value: Term, index: Index) -> Verdict:
    """``sh:not``."""
    return _opposite(shape(value, index))


def has(wanted: NamedNode, values: Values, _focus: Term, _index: Index) -> Verdict:
    """``sh:hasValue``."""
    return wanted in values


def _before(predicate: str, values: Values, focus: Term, index: Index) -> Verdict:
    later = [_number(value) for value in index.values(focus, predicate)]
    earlier = [_number(value) for value in values]
    return _all(None if a is None or b is None else a < b for a in earlier for b in later)


@lru_cache(maxsize=1 << 14)
def _number(term: Term) -> int | None:
    sound = isinstance(term, Literal) and term.datatype.value == _XSD_INTEGER and _INTEGER.fullmatch(term.value)
    return int(term.value) if sound else None


def _languages_once(wanted: str, values: Values, _focus: Term, _index: Index) -> Verdict:
    if wanted != "true":
        return None
    tags = [value.language.lower() for value in values if isinstance(value, Literal) and value.language]
    return len(tags) == len(set(tags))


EACH: Final[dict[rdflib.term.Node, tuple[Callable[[str], Any], Callable[[Any, Term, Index], Verdict]]]] = {
    SH["class"]: (str, _of_class),
    SH.nodeKind: (lambda kind: _NODE_KINDS.get(URIRef(kind)), _of_kind),
    SH.datatype: (str, _of_datatype),
    SH.minLength: (int, _long_enough),
    SH.pattern: (re.compile, _like),
    SH.minInclusive: (int, _from),
}
"""Constraints on each value with one plain parameter: how that is read, and what looks at the value."""
TOGETHER: Final[dict[rdflib.term.Node, Callable[[str, Values, Term, Index], Verdict]]] = {
    SH.lessThan: _before,
    SH.uniqueLang: _languages_once,
}
"""Constraints on all values with one plain parameter."""
