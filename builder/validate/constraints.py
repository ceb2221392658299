"""What a constraint of SHACL tells of the values of a node: that they conform, that they do not, or neither."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date
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
Constraint = Callable[[Values, Term, Index], Verdict]

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


def unknown(_values: Values, _focus: Term, _index: Index) -> Verdict:
    """Of a constraint that is not compiled nothing is told."""
    return None


def _at_least(count: int, values: Values, _focus: Term, _index: Index) -> Verdict:
    return len(values) >= count


def _at_most(count: int, values: Values, _focus: Term, _index: Index) -> Verdict:
    return len(values) <= count


def _of_class(name: str, values: Values, _focus: Term, index: Index) -> Verdict:
    return all(isinstance(value, NamedNode) and name in index.classes(value.value) for value in values)


def _of_kind(kind: str, values: Values, _focus: Term, _index: Index) -> Verdict:
    kinds = _NODE_KINDS.get(URIRef(kind))
    return None if kinds is None else all(isinstance(value, kinds) for value in values)


def _of_datatype(datatype: str, values: Values, _focus: Term, _index: Index) -> Verdict:
    return _all(_typed(datatype, value) for value in values)


def _typed(datatype: str, value: Term) -> Verdict:
    if not isinstance(value, Literal) or value.datatype.value != datatype:
        return False
    if datatype in _UNCHECKED or (datatype == _XSD_INTEGER and _INTEGER.fullmatch(value.value)):
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


def _long_enough(length: int, values: Values, _focus: Term, _index: Index) -> Verdict:
    return all(len(value.value) >= length for value in values)


def _like(pattern: re.Pattern[str], values: Values, _focus: Term, _index: Index) -> Verdict:
    return all(pattern.search(value.value) for value in values)


def _from(least: int, values: Values, _focus: Term, _index: Index) -> Verdict:
    numbers = [_number(value) for value in values]
    return _all(None if number is None else number >= least for number in numbers)


def _before(predicate: str, values: Values, focus: Term, index: Index) -> Verdict:
    later = [_number(value) for value in index.values(focus, predicate)]
    earlier = [_number(value) for value in values]
    return _all(None if a is None or b is None else a < b for a in earlier for b in later)


def _number(term: Term) -> int | None:
    sound = isinstance(term, Literal) and term.datatype.value == _XSD_INTEGER and _INTEGER.fullmatch(term.value)
    return int(term.value) if sound else None


def _languages_once(wanted: str, values: Values, _focus: Term, _index: Index) -> Verdict:
    if wanted != "true":
        return None
    tags = [value.language.lower() for value in values if isinstance(value, Literal) and value.language]
    return len(tags) == len(set(tags))


def within(allowed: set[NamedNode], values: Values, _focus: Term, _index: Index) -> Verdict:
    """``sh:in``."""
    return all(value in allowed for value in values)


def has(wanted: set[NamedNode], values: Values, _focus: Term, _index: Index) -> Verdict:
    """``sh:hasValue``, of each that is wanted."""
    return all(term in values for term in wanted)


def one_of(shapes: list[Shape], values: Values, _focus: Term, index: Index) -> Verdict:
    """``sh:or``."""
    return _all(_any(shape(value, index) for shape in shapes) for value in values)


def negated(shape: Shape, values: Values, _focus: Term, index: Index) -> Verdict:
    """``sh:not``."""
    return _all(_opposite(shape(value, index)) for value in values)


def each(shape: Shape, values: Values, _focus: Term, index: Index) -> Verdict:
    """``sh:node`` and ``sh:property``."""
    return _all(shape(value, index) for value in values)


PLAIN: Final[dict[rdflib.term.Node, tuple[Callable[[str], Any], Callable[[Any, Values, Term, Index], Verdict]]]] = {
    SH.minCount: (int, _at_least),
    SH.maxCount: (int, _at_most),
    SH["class"]: (str, _of_class),
    SH.nodeKind: (str, _of_kind),
    SH.datatype: (str, _of_datatype),
    SH.minLength: (int, _long_enough),
    SH.pattern: (re.compile, _like),
    SH.minInclusive: (int, _from),
    SH.lessThan: (str, _before),
    SH.uniqueLang: (str, _languages_once),
}
"""Constraints with one plain parameter: how that is read, and what looks at the values."""
