"""Holdings and results as lists of strings, which JSON can hold, and back."""

from __future__ import annotations

from dataclasses import fields
from functools import lru_cache
from typing import Any, Final

from pyoxigraph import Literal, NamedNode

from builder.assemble.holdings import Holding
from builder.assemble.terms import Term
from builder.model import Factuality
from builder.validate import Result, Severity

_RESULT: Final = tuple(field.name for field in fields(Result))
_FACTUALITIES: Final = {factuality.value: factuality for factuality in Factuality}
_NODES: Final = 1 << 12
"""Properties and classes come again and again."""


def holding(item: Holding) -> list[Any]:
    """Without its evidence and its rule, which nothing over all articles asks for."""
    names = [item.claim, item.attribution, item.subject, item.predicate.value]
    return [*names, _plain_term(item.object), item.holder, item.factuality.value, item.article, item.voice]


def as_holding(value: list[Any]) -> Holding:
    """The holding of such a list. Raises ValueError, KeyError or TypeError where it is none."""
    claim, attribution, subject, property_, obj, holder, factuality, article, voice = value
    return Holding(
        claim,
        attribution,
        subject,
        _node(property_),
        _term(obj),
        holder,
        _FACTUALITIES[factuality],
        article,
        voice,
        (),
        "",
    )


def result(found: Result) -> dict[str, Any]:
    """A result of validation by the names of its fields."""
    return {**{name: getattr(found, name) for name in _RESULT}, "value": _plain_term(found.value)}


def as_result(value: dict[str, Any]) -> Result:
    """The result of such fields. Raises ValueError, KeyError or TypeError where it is none."""
    plain = {
        **value,
        "severity": Severity(value["severity"]),
        "value": None if value["value"] is None else _term(value["value"]),
        "evidence": tuple(value["evidence"]),
        "articles": tuple(value["articles"]),
    }
    return Result(**plain)


@lru_cache(maxsize=_NODES)
def _node(iri: str) -> NamedNode:
    return NamedNode(iri)


def _plain_term(term: Term | None) -> list[str | None] | None:
    if term is None:
        return None
    if isinstance(term, NamedNode):
        return [term.value]
    return [term.value, term.language, None if term.language else term.datatype.value]


def _term(value: list[str | None]) -> Term:
    if len(value) == 1:
        return _node(str(value[0]))
    text, language, datatype = value
    if language:
        return Literal(str(text), language=language)
    return Literal(str(text), datatype=_node(str(datatype)))
