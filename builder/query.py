"""Runs SPARQL 1.1 queries on a built graph: nothing is fetched, nothing is changed.

The default graph is the merge of all layers, unless the query names its own with FROM. The usual prefixes need no
declaration, and relative IRIs such as ``<state/RUS>`` are data of the graph, as tables write them.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Final

from pyoxigraph import QueryBoolean, QueryResultsFormat, QuerySolutions, QueryTriples, RdfFormat, Store, serialize

from builder.errors import QueryError
from builder.store import Graph
from builder.store.turtle import turtle
from builder.table import table
from builder.vocabulary import PREFIXES

Answer = QuerySolutions | QueryBoolean | QueryTriples

RESULTS: Final = {
    "json": QueryResultsFormat.JSON,
    "xml": QueryResultsFormat.XML,
    "csv": QueryResultsFormat.CSV,
    "tsv": QueryResultsFormat.TSV,
}
"""Formats for the rows of SELECT and the truth value of ASK."""

GRAPHS: Final = {
    "turtle": RdfFormat.TURTLE,
    "ntriples": RdfFormat.N_TRIPLES,
    "jsonld": RdfFormat.JSON_LD,
    "rdfxml": RdfFormat.RDF_XML,
    "trig": RdfFormat.TRIG,
    "nquads": RdfFormat.N_QUADS,
}
"""Formats for the triples of CONSTRUCT and DESCRIBE."""

FORMATS: Final = ("table", *RESULTS, *GRAPHS)

_ALIKE: Final = {"table": "turtle", "json": "jsonld", "xml": "rdfxml"}
"""What the format of a table means for triples."""

_HINT = re.compile(r"service|load", re.IGNORECASE)

# What can hide a keyword: long and short strings, IRIs (escapes too), comments, escaped characters, variables and
# language tags, prefixed names. What is left in words are keywords, and the parser needs no space around them.
_TOKEN = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*"""'
    r"|'''(?:[^'\\]|\\.|'(?!''))*'''"
    r'|"(?:[^"\\\n\r]|\\.)*"'
    r"|'(?:[^'\\\n\r]|\\.)*'"
    r'|(?P<iri><[^<>"{}|^`\x00-\x20]*>)'
    r"|#[^\n\r]*"
    r"|\\."
    r"|[?$]\w+|@[\w-]+"
    r"|(?P<prefix>[^\W\d](?:[\w.-]*[\w-])?)?:(?:[\w.:%-]|\\.)*(?=(?P<opens>(?:\s|#[^\n\r]*)*\{)?)"
    r"|(?P<word>[^\W\d_]+)"
    r"|.",
    re.DOTALL,
)
# `?a<?b)SERVICE#>` is a comparison, a keyword and a comment that together look like an IRI: the bracket closes the
# comparison, and only a comment can bring the `>`.
_SHAM_IRI = re.compile(r"\).*(service|load).*#", re.IGNORECASE)
_ENDPOINT = re.compile(r"(?:\s|#[^\n\r]*)*(?:silent(?:\s|#[^\n\r]*)*)?<([^<>\"{}|^`\\\x00-\x20]*)>", re.IGNORECASE)


def refuse_remote(text: str, allowed: Collection[str] = ()) -> bool:
    """Whether a query asks other endpoints, which it may only where it names ``allowed`` ones, in angle brackets.

    Raises QueryError for any other SERVICE, and for LOAD (not in a string, an IRI, a name, a comment).
    """
    if not _HINT.search(text):
        return False
    asks = False
    for token in _TOKEN.finditer(text):
        if _is_remote(token):
            named = _ENDPOINT.match(text, token.end()) if (token["word"] or "").lower() == "service" else None
            if named is None or named[1] not in allowed:
                line = text.count("\n", 0, token.start()) + 1
                others = "no other server" if not allowed else f"of others <{'>, <'.join(sorted(allowed))}> alone"
                raise QueryError(f"line {line}: SERVICE and LOAD are refused: a query reads this graph and {others}")
            asks = True
    return asks


def _is_remote(token: re.Match[str]) -> bool:
    word = (token["word"] or "").lower()
    # `SERVICE:x{` needs no space: a prefix that ends in the keyword, and a group after the name.
    glued = bool(token["opens"]) and "service" in (token["prefix"] or "").lower()
    return "service" in word or word == "load" or glued or bool(_SHAM_IRI.search(token["iri"] or ""))


def ask(store: Store, text: str, base: str) -> Answer:
    """The answer to a query, evaluated as it is read; where it names no graphs, over the store's default graph.

    Raises QueryError where it cannot be parsed or is refused.
    """
    refuse_remote(text)
    try:
        return store.query(text, base_iri=base, prefixes=PREFIXES)
    except SyntaxError as error:
        raise QueryError(f"the query cannot be parsed: {error}") from error
    except (OSError, RuntimeError, ValueError) as error:
        raise QueryError(f"the query failed when it began: {error}") from error


def run(graph: Graph, text: str, format: str = "table") -> str:
    """The answer to a query as text in one of FORMATS; triples are written as Turtle where a table is asked for.

    Raises QueryError for a query that cannot be run, and for a format that does not fit its kind of answer.
    """
    if format not in FORMATS:
        raise QueryError(f"{format}: no format of results; choose one of {', '.join(FORMATS)}")
    answer = ask(graph.store, text, graph.base)
    try:
        if isinstance(answer, QueryTriples):
            return _write_triples(answer, format, graph.base)
        return _write_results(answer, format, graph.base)
    except (OSError, RuntimeError) as error:
        raise QueryError(f"the query failed while it ran: {error}") from error


def _write_results(answer: QuerySolutions | QueryBoolean, format: str, base: str) -> str:
    if format == "table":
        if isinstance(answer, QueryBoolean):
            return f"{'true' if answer else 'false'}\n"
        names = [variable.value for variable in answer.variables]
        return table(names, [[solution[name] for name in names] for solution in answer], base)
    if format not in RESULTS:
        raise QueryError(f"{format}: a format of triples, but this query gives rows; use CONSTRUCT, or json or csv")
    if isinstance(answer, QueryBoolean) and format in ("csv", "tsv"):
        return f"{'true' if answer else 'false'}\n"
    return (answer.serialize(format=RESULTS[format]) or b"").decode("utf-8")


def _write_triples(answer: QueryTriples, format: str, base: str) -> str:
    wanted = _ALIKE.get(format, format)
    if wanted not in GRAPHS:
        raise QueryError(f"{format}: a format of rows, but this query gives triples; use SELECT, or turtle or jsonld")
    triples = sorted(set(answer), key=str)
    if wanted == "turtle":
        return "".join(turtle(triples, base))
    return (serialize(triples, format=GRAPHS[wanted], prefixes=PREFIXES) or b"").decode("utf-8")
