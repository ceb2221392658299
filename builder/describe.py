"""Everything the graph says of one IRI, by layer: for ``mithaq describe`` and the pages.

Both ask by SPARQL through a function that they give, so that the same description comes from a store in this
process and from a worker of the endpoint.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from pyoxigraph import BlankNode, Literal, NamedNode, QuerySolution, QuerySolutions, Triple

from builder.errors import QueryError
from builder.query import ask
from builder.store import Graph, layer_of_graph
from builder.store.layers import CLAIM_CLASSES
from builder.table import right_to_left, shown
from builder.vocabulary import expand

Term = NamedNode | BlankNode | Literal | Triple
Ask = Callable[[str], Iterable[QuerySolution]]

MOST: Final = 2000
"""The most triples that a description lists in each direction."""

ORDER: Final = ("facts", "inferred", "claims", "documents", "ontology", "decisions", "report")
"""The layers in the order that a reader wants: what holds, then who says so, then in which words."""

_CHUNK: Final = 500


@dataclass(frozen=True, slots=True)
class Line:
    """One triple about the thing: ``other`` is its object, or its subject where ``inverse``; ``label`` is its label."""

    layer: str
    inverse: bool
    predicate: NamedNode
    other: Term
    label: str | None
    graph: str
    predicate_label: str | None = None


@dataclass(frozen=True, slots=True)
class Description:
    """What the graph says of ``iri``; ``lines`` are sorted by layer, direction, predicate; ``cut`` if not all."""

    iri: str
    label: str | None
    lines: tuple[Line, ...]
    cut: bool = False

    def layers(self) -> dict[str, list[Line]]:
        """The lines by layer, in the order of ORDER; a layer without lines is left out."""
        found = {layer: [line for line in self.lines if line.layer == layer] for layer in ORDER}
        return {layer: lines for layer, lines in found.items() if lines}


def describe(graph: Graph, iri: str, languages: Sequence[str] = ("en", "ar")) -> Description:
    """The description of an IRI, which may be short (``mq:Treaty``, ``state/RUS``), with labels in the languages.

    Raises QueryError where the graph does not know it.
    """

    def rows(text: str) -> Iterable[QuerySolution]:
        answer = ask(graph.store, text, graph.base)
        return answer if isinstance(answer, QuerySolutions) else ()

    return from_answers(rows, resolve(iri, graph.base), graph.base, languages)


def resolve(name: str, base: str) -> str:
    """A whole IRI from a whole one, a prefixed name or one relative to the base of data."""
    iri = expand(name.strip())
    whole = iri if ":" in iri.split("/", 1)[0] else base + iri
    if any(char in '<>"{}|^`\\' or char <= " " for char in whole):
        raise QueryError(f"{name}: no IRI")
    try:
        return NamedNode(whole).value
    except ValueError as error:
        raise QueryError(f"{name}: no IRI ({error})") from error


def from_answers(rows: Ask, iri: str, base: str, languages: Sequence[str]) -> Description:
    """The description of a whole IRI from a function that answers SELECT queries."""
    out = list(rows(f"SELECT ?graph ?predicate ?other {{ GRAPH ?graph {{ <{iri}> ?predicate ?other }} }} LIMIT {MOST}"))
    into = list(
        rows(f"SELECT ?graph ?predicate ?other {{ GRAPH ?graph {{ ?other ?predicate <{iri}> }} }} LIMIT {MOST}")
    )
    if not out and not into:
        raise QueryError(f"{iri}: not in this graph")
    known = {row["other"] for row in out + into} | {row["predicate"] for row in out + into} | {NamedNode(iri)}
    labels = labels_of(rows, known, languages)
    claims = _claims(rows, {row["other"] for row in into} | {NamedNode(iri)})
    lines = [_line(row, row["predicate"], False, base, labels, NamedNode(iri) in claims) for row in out]
    lines += [_line(row, row["predicate"], True, base, labels, row["other"] in claims) for row in into]
    lines.sort(key=lambda line: (ORDER.index(line.layer), line.inverse, line.predicate.value, str(line.other)))
    return Description(iri, labels.get(NamedNode(iri)), tuple(dict.fromkeys(lines)), MOST in (len(out), len(into)))


def text(description: Description, base: str) -> str:
    """The description as plain text, a section a layer, incoming triples with an arrow to the left."""
    head = f"<{description.iri}>" + (f"  {_isolated(description.label)}" if description.label else "")
    parts = [head]
    for layer, lines in description.layers().items():
        parts.append(f"\n{layer}")
        parts += [_text_line(line, base) for line in lines]
    if description.cut:
        parts.append(f"\n(more than {MOST} triples: the rest is not shown; use a query)")
    return "\n".join(parts) + "\n"


def as_dict(description: Description) -> dict[str, object]:
    """The description as plain data for JSON: its lines by layer, terms as N-Triples writes them."""
    return {
        "iri": description.iri,
        "label": description.label,
        "cut": description.cut,
        "layers": {
            layer: [
                {
                    "inverse": line.inverse,
                    "predicate": line.predicate.value,
                    "other": str(line.other),
                    "label": line.label,
                    "graph": line.graph,
                }
                for line in lines
            ]
            for layer, lines in description.layers().items()
        },
    }


def _text_line(line: Line, base: str) -> str:
    label = f"  {_isolated(line.label)}" if line.label else ""
    other = _isolated(shown(line.other, base)) + label
    name = shown(line.predicate, base)
    return f"  ← {name} of  {other}" if line.inverse else f"  {name}  {other}"


def _isolated(text: str) -> str:
    return f"\u2068{text}\u2069" if right_to_left(text) else text


def _line(
    row: QuerySolution, predicate: NamedNode, inverse: bool, base: str, labels: dict[Term, str], claim: bool
) -> Line:
    graph = row["graph"].value
    layer = layer_of_graph(graph, base) or "report"
    layer = "claims" if layer == "documents" and claim else layer
    return Line(layer, inverse, predicate, row["other"], labels.get(row["other"]), graph, labels.get(predicate))


def _values(terms: Iterable[Term]) -> Iterable[str]:
    """IRIs for VALUES, in sorted pieces that a parser takes in one go."""
    iris = sorted(str(term) for term in terms if isinstance(term, NamedNode))
    for start in range(0, len(iris), _CHUNK):
        yield " ".join(iris[start : start + _CHUNK])


def labels_of(rows: Ask, terms: Iterable[Term], languages: Sequence[str]) -> dict[Term, str]:
    """What to call each term: its label in the first of the languages that has one, else in any, the shortest first.

    What has no label, such as a statement or a mention, goes by the words that are its evidence.
    """
    wanted = set(terms)
    found = _texts(rows, wanted, "rdfs:label|skos:prefLabel|dcterms:title", languages)
    return (
        _texts(rows, wanted - found.keys(), "(oa:hasSelector|mq:evidence/oa:hasSelector)/oa:exact", languages) | found
    )


def _texts(rows: Ask, terms: Iterable[Term], path: str, languages: Sequence[str]) -> dict[Term, str]:
    """The text that a property path leads to from each term, chosen by language and length."""
    rank = {language: place for place, language in enumerate(languages)}
    found: dict[Term, list[tuple[int, int, str]]] = {}
    for values in _values(terms):
        for row in rows(f"SELECT ?term ?text {{ VALUES ?term {{ {values} }} ?term {path} ?text }}"):
            text = row["text"]
            place = rank.get(text.language or "", len(rank))
            found.setdefault(row["term"], []).append((place, len(text.value), text.value))
    return {term: min(texts)[2] for term, texts in found.items()}


def _claims(rows: Ask, terms: Iterable[Term]) -> set[Term]:
    """Those of the terms that make up the claims layer."""
    classes = " ".join(sorted(str(name) for name in CLAIM_CLASSES))
    found: set[Term] = set()
    for values in _values(terms):
        query = f"SELECT ?term {{ VALUES ?term {{ {values} }} VALUES ?class {{ {classes} }} ?term a ?class }}"
        found.update(row["term"] for row in rows(query))
    return found
