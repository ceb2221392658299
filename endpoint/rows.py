"""The first rows of an answer as plain data for a page, made in the worker so that the server reads no more."""

from __future__ import annotations

from itertools import islice
from typing import Any

from pyoxigraph import BlankNode, Literal, NamedNode, QueryBoolean, QuerySolutions, QueryTriples, Triple

Term = NamedNode | BlankNode | Literal | Triple


def page(answer: QuerySolutions | QueryBoolean | QueryTriples, most: int) -> dict[str, Any]:
    """``{"boolean": …}``, or ``{"names": […], "rows": [[term or null, …], …], "more": …}`` with ``most`` rows at most.

    A term is a dictionary as in the SPARQL 1.1 JSON results format, section 3.2.2.
    """
    if isinstance(answer, QueryBoolean):
        return {"boolean": bool(answer)}
    if isinstance(answer, QueryTriples):
        names = ["subject", "predicate", "object"]
        rows = [[term(part) for part in triple] for triple in islice(answer, most + 1)]
    else:
        names = [variable.value for variable in answer.variables]
        rows = [[term(solution[name]) for name in names] for solution in islice(answer, most + 1)]
    return {"names": names, "rows": rows[:most], "more": len(rows) > most}


def term(value: Term | None) -> dict[str, str] | None:
    """A term as plain data; None where a variable has no value."""
    if value is None:
        return None
    if isinstance(value, NamedNode):
        return {"type": "uri", "value": value.value}
    if isinstance(value, Literal):
        extra = {"xml:lang": value.language} if value.language else {"datatype": value.datatype.value}
        return {"type": "literal", "value": value.value, **extra}
    return {"type": "bnode", "value": str(value)}
