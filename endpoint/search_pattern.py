"""The pattern ``?thing mqf:search "words"`` of queries, answered from the full-text index."""

from __future__ import annotations

from typing import Final

from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from builder.store import Graph
from endpoint.functions import FUNCTIONS
from endpoint.search import search
from endpoint.updates import Token, tokens

_MOST: Final = 1000
_GAPS: Final = ("space", "comment")
_SEARCH: Final = ("mqf:search", f"<{FUNCTIONS}search>")


def expand(query: str, graph: Graph) -> str:
    """The query with each triple ``?thing mqf:search "words"`` as the list of what the index finds."""
    if not any(name in query for name in _SEARCH):
        return query
    found = tokens(query)
    for start in range(len(found)):
        parts = _next(found, start, 3)
        if len(parts) == 3 and _is_search([found[place] for place in parts]):
            values = _values(found[parts[0]].text, found[parts[2]].text, graph)
            end = parts[2] + 1
            end += end < len(found) and found[end].kind == "language"
            found[start:end] = [Token("other", values)] + [Token("space", " ")] * (end - start - 1)
    return "".join(token.text for token in found)


def _next(found: list[Token], start: int, count: int) -> list[int]:
    """The places of the next words from ``start`` on, which is one itself."""
    places = [place for place in range(start, min(start + 12, len(found))) if found[place].kind not in _GAPS]
    return places[:count] if places[:1] == [start] else []


def _is_search(words: list[Token]) -> bool:
    subject, predicate, value = words
    return subject.kind == "variable" and predicate.text in _SEARCH and value.kind == "string"


def _values(variable: str, string: str, graph: Graph) -> str:
    quads = parse(f"<urn:x:s> <urn:x:p> {string} .", format=RdfFormat.TURTLE)
    words = next(quad.object.value for quad in quads if isinstance(quad.object, Literal))
    hits = " ".join(str(NamedNode(hit.iri)) for hit in search(graph, words, _MOST))
    return f"VALUES {variable} {{ {hits} }}"
