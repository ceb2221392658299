"""The values of literals (OWL 2 Profiles, section 4.3, table 8), of the datatypes of OWL 2 RL that need a look.

Two literals of one value are one term (dt-eq), two of different values are never the same (dt-diff), and a form that
spells no value of its datatype is a contradiction (dt-not-type). The values of strings are their forms; forms of
xsd:date, xsd:gYear and the like are no datatypes of OWL 2 RL and are left to the shapes.
"""

from __future__ import annotations

import math
import re
from collections.abc import Hashable, Mapping, Sequence
from decimal import Decimal
from typing import Final

from builder.vocabulary import XSD

_INTEGER: Final = re.compile(r"[+-]?[0-9]+")
_DECIMAL: Final = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)")
_FLOAT: Final = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?|[+-]?INF|NaN")
_MOMENT: Final = re.compile(
    r"-?(?:[1-9][0-9]{3,}|0[0-9]{3})-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])"
    r"T(?:(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:\.[0-9]+)?|24:00:00(?:\.0+)?)"
    r"(?P<zone>Z|[+-](?:0[0-9]|1[0-4]):[0-5][0-9])?"
)
_BOOLEANS: Final = {"true": True, "1": True, "false": False, "0": False}
_BOUNDS: Final[Mapping[str, tuple[float, float]]] = {
    "integer": (-math.inf, math.inf),
    "nonNegativeInteger": (0, math.inf),
    "positiveInteger": (1, math.inf),
    "nonPositiveInteger": (-math.inf, 0),
    "negativeInteger": (-math.inf, -1),
    "long": (-(2**63), 2**63 - 1),
    "int": (-(2**31), 2**31 - 1),
    "short": (-(2**15), 2**15 - 1),
    "byte": (-128, 127),
    "unsignedLong": (0, 2**64 - 1),
    "unsignedInt": (0, 2**32 - 1),
    "unsignedShort": (0, 2**16 - 1),
    "unsignedByte": (0, 255),
}
_LOOKED_AT: Final = frozenset({*_BOUNDS, "decimal", "float", "double", "boolean", "dateTime", "dateTimeStamp"})
_STRINGS: Final = frozenset({"string", "normalizedString", "token", "language", "Name", "NCName", "NMTOKEN"})


def datatype(literal: str) -> str:
    """The local name of the XML Schema datatype of a literal, ``string`` where it has none; "" for any other."""
    if literal.endswith('"'):
        return "string"
    _, marks, spelt = literal.rpartition("^^<")
    return spelt[len(XSD) : -1] if marks and spelt.startswith(XSD) and literal.endswith(">") else ""


def value(literal: str) -> Hashable:
    """What two literals share when they have one value; None where the literal has no value at all (dt-not-type)."""
    kind = datatype(literal)
    if kind not in _LOOKED_AT:
        return literal
    form = literal[1 : literal.rindex('"')].strip()
    if kind in _BOUNDS:
        return _whole(form, *_BOUNDS[kind])
    if kind == "decimal":
        return ("number", Decimal(form)) if _DECIMAL.fullmatch(form) else None
    if kind in ("float", "double"):
        return (kind, float(form)) if _FLOAT.fullmatch(form) else None
    if kind == "boolean":
        return ("boolean", _BOOLEANS[form]) if form in _BOOLEANS else None
    return _moment(form, stamp=kind == "dateTimeStamp")


def belongs(literal: str, name: str) -> bool:
    """Whether the value of a literal may lie in the datatype of this local name (of XML Schema); if unsure, yes."""
    if (found := value(literal)) is None:
        return False
    kind = datatype(literal)
    if not kind or name not in _LOOKED_AT | _STRINGS or kind not in _LOOKED_AT | _STRINGS:
        return True
    if name in _BOUNDS or name == "decimal":
        low, high = _BOUNDS.get(name, (-math.inf, math.inf))
        whole = _number(found)
        return kind in _BOUNDS.keys() | {"decimal"} and (
            name == "decimal" or (whole is not None and low <= whole <= high)
        )
    if name in _STRINGS:
        return kind in _STRINGS
    return kind == name or {kind, name} == {"dateTime", "dateTimeStamp"}


def needs_look(literal: str) -> bool:
    """Whether the form of a literal may differ from that of another of the same value, or spell no value."""
    return literal.endswith(">") and datatype(literal) in _LOOKED_AT


def whole_number(terms: Sequence[str], number: int) -> int | None:
    """The value of the literal of this number where it is an integer."""
    return _number(value(terms[number])) if terms[number].startswith('"') else None


def _number(found: Hashable) -> int | None:
    return int(found[1]) if isinstance(found, tuple) and found[0] == "number" and found[1] == int(found[1]) else None


def _whole(form: str, low: float, high: float) -> Hashable:
    if not _INTEGER.fullmatch(form) or not low <= int(form) <= high:
        return None
    return "number", Decimal(form)


def _moment(form: str, *, stamp: bool) -> Hashable:
    found = _MOMENT.fullmatch(form)
    if not found or (stamp and not found["zone"]):
        return None
    return "moment", form.replace("+00:00", "Z").replace("-00:00", "Z")
