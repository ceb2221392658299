"""A process that explains one query: its algebra (SPARQL 1.1 Query, section 18.2) as a tree of plain data.

Run as ``python -m endpoint.explainer MEMORY`` with a socket as standard input, for one query; it may be killed.
The parser is rdflib's, in Python: a query that is nested too deeply is told so.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Mapping
from json import loads
from typing import Any, Final

from rdflib.namespace import XSD
from rdflib.paths import Path
from rdflib.plugins.sparql.algebra import translateQuery
from rdflib.plugins.sparql.parser import parseQuery
from rdflib.plugins.sparql.parserutils import CompValue
from rdflib.term import BNode, Identifier, Literal, URIRef, Variable

from builder.vocabulary import compact
from endpoint.frames import Frames, send_json
from endpoint.worker import confine

_IRI: Final = re.compile(r"<([^<>]+)>")
_PLAIN: Final = (XSD.integer, XSD.decimal, XSD.double, XSD.boolean)
_BELOW: Final = ("p", "p1", "p2", "graph")
_TEXTS: Final = {
    "ConditionalAndExpression": " && ",
    "ConditionalOrExpression": " || ",
}
_HIDDEN: Final = frozenset({"_vars", "lazy", "distinct", "res", "datasetClause", "op", "order"})


def main(memory: int) -> None:
    """Explain the query that comes."""
    line = confine(memory)
    job = loads(Frames(line).next()[1])
    try:
        send_json(line, b"A", algebra(job["query"], job["base"], job["prefixes"]))
    except RecursionError:
        send_json(line, b"E", {"message": "the query is nested too deeply to be explained"})
    except Exception as error:
        # Whatever a stranger's query does to the parser is an answer here, and the process ends after it.
        send_json(line, b"E", {"message": f"{type(error).__name__}: {error}"})


def algebra(query: str, base: str, prefixes: Mapping[str, str]) -> dict[str, Any]:
    """The tree of a query: ``operator``, ``details`` as texts, ``triples`` of its pattern, and ``below``."""
    return _step(translateQuery(parseQuery(query), base, dict(prefixes)).algebra, base)


def _step(node: CompValue, base: str) -> dict[str, Any]:
    below = [node[key] for key in _BELOW if key in node and isinstance(node[key], CompValue)]
    return {
        "operator": node.name,
        "details": [text for text in _details(node, base) if text],
        "triples": [[_term(part, base) for part in triple] for triple in (node.triples or ())],
        "below": [_step(child, base) for child in below],
    }


def _details(node: CompValue, base: str) -> Iterable[str]:
    """What an operator works with, as a person would write it."""
    match node.name:
        case "Slice":
            return [f"OFFSET {node.start}" if node.start else "", f"LIMIT {node.length}" if node.length else ""]
        case "Extend":
            return [f"{_text(node.expr, base)} AS {_text(node.var, base)}"]
        case "values":
            return [", ".join(f"{_text(key, base)} = {_text(row[key], base)}" for key in row) for row in node.res]
        case "AggregateJoin":
            return [_text(part, base) for part in node.A]
        case "Graph" | "ServiceGraphPattern":
            return [_text(node.term, base)]
    parts = node.expr if "expr" in node else node.PV
    return [_text(part, base) for part in parts] if isinstance(parts, list) else [_text(parts, base)]


def _text(part: Any, base: str) -> str:
    """An expression or a term."""
    if isinstance(part, CompValue):
        return _expression(part, base)
    if isinstance(part, list | tuple):
        return ", ".join(_text(item, base) for item in part)
    if isinstance(part, URIRef):
        local = str(part).removeprefix(base)
        short = compact(str(part))
        return short if short != str(part) else f"<{local}>"
    if isinstance(part, Path):
        return _IRI.sub(lambda found: _text(URIRef(found[1]), base), str(part.n3()))
    if isinstance(part, Literal) and part.datatype in _PLAIN:
        return str(part)
    if isinstance(part, Identifier):
        return str(part.n3())
    return "" if part is None else str(part)


def _expression(part: CompValue, base: str) -> str:
    if part.name == "TrueFilter":
        return ""
    if part.name in _TEXTS:
        return _TEXTS[part.name].join(_text(item, base) for item in (part.expr, *_listed(part.other)))
    if part.name == "RelationalExpression":
        if part.other is None:
            return _text(part.expr, base)
        other = _text(part.other, base)
        return f"{_text(part.expr, base)} {part.op} {f'({other})' if 'IN' in str(part.op) else other}"
    if part.name == "OrderCondition":
        text = _text(part.expr, base)
        return f"{part.order}({text})" if part.order else text
    if part.name.endswith("EXISTS"):
        return f"{'NOT ' if 'NOT' in part.name else ''}EXISTS {{ … }}"
    if part.name.startswith("Unary"):
        return f"{'!' if part.name == 'UnaryNot' else '-'}{_text(part.expr, base)}"
    if part.name.startswith("Aggregate_"):
        counted = f"{'DISTINCT ' if part.distinct else ''}{_text(part.vars, base)}"
        return f"{part.name.removeprefix('Aggregate_')}({counted}) AS {_text(part.res, base)}"
    if part.name in ("AdditiveExpression", "MultiplicativeExpression"):
        pairs = zip(_listed(part.op), _listed(part.other), strict=True)
        return _text(part.expr, base) + "".join(f" {sign} {_text(item, base)}" for sign, item in pairs)
    name = part.name.removeprefix("Builtin_")
    inside = (_text(value, base) for key, value in part.items() if key not in _HIDDEN)
    return f"{name}({', '.join(text for text in inside if text)})"


def _listed(part: Any) -> Iterable[Any]:
    return part if isinstance(part, list) else () if part is None else (part,)


def _term(part: Any, base: str) -> dict[str, str | None]:
    """A part of a triple pattern: its text, and what it is where it is constant."""
    found: dict[str, str | None] = {"text": _text(part, base), "type": "open"}
    if isinstance(part, URIRef):
        found |= {"type": "uri", "value": str(part)}
    elif isinstance(part, Literal):
        kind = str(part.datatype) if part.datatype else None
        found |= {"type": "literal", "value": str(part), "language": part.language, "datatype": kind}
    elif not isinstance(part, Variable | BNode):
        found["type"] = "path"
    return found


if __name__ == "__main__":
    main(int(sys.argv[1]))
