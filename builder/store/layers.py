"""Which layer of the graph a quad belongs to.

Documents and claims share their article's graph: there the class of a quad's subject decides.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from typing import Final

from pyoxigraph import BlankNode, NamedNode, Quad

from builder.errors import GraphError
from builder.rows import Row
from builder.vocabulary import LAYERS, MQ, RDF

CLAIM_CLASSES: Final = frozenset(NamedNode(MQ + name) for name in ("Claim", "Attribution", "Characterisation"))
"""The classes whose nodes make up the claims layer."""

_IS_A: Final = RDF + "type"
_TYPE = NamedNode(_IS_A)


def layer_of_graph(graph: str, base: str) -> str | None:
    """The layer of a named graph: "documents" for an article's (which holds claims too), None for a foreign one."""
    name = graph.removeprefix(f"{base}graph/")
    if name == graph:
        return None
    if name.startswith("article/"):
        return "documents"
    return name if name in LAYERS else None


def split_layers(quads: Iterable[Quad], base: str) -> dict[str, list[Quad]]:
    """The quads by layer, in the order given; every layer is there, if empty.

    Raises GraphError for a quad whose graph belongs to no layer.
    """
    layers: dict[str, list[Quad]] = {layer: [] for layer in LAYERS}
    articles: dict[str, list[Quad]] = defaultdict(list)
    for quad in quads:
        graph = quad.graph_name.value if isinstance(quad.graph_name, NamedNode) else str(quad.graph_name)
        layer = layer_of_graph(graph, base)
        if layer is None:
            raise _foreign(graph, base)
        (articles[graph] if layer == "documents" else layers[layer]).append(quad)
    for graph in sorted(articles):
        _split_article(articles[graph], layers)
    return layers


def count_layers(lines: Collection[bytes], base: str) -> dict[str, int]:
    """How many of these canonical N-Quads lines each layer has, those aside that have none; as split_layers tells.

    Raises GraphError for a line whose graph belongs to no layer.
    """
    counts, articles = Counter[str](), set[bytes]()
    for graph, number in Counter([line[line.rindex(b" <") :] for line in lines]).items():
        name = graph[2:-4].decode()
        layer = layer_of_graph(name, base)
        if layer is None:
            raise _foreign(name, base)
        counts[layer] += number
        if layer == "documents":
            articles.add(graph)
    if articles:
        claims = _claims(line for line in lines if line[line.rindex(b" <") :] in articles)
        counts.update(claims=claims, documents=-claims)
    return {layer: number for layer, number in counts.items() if number}


def _claims(lines: Iterable[bytes]) -> int:
    """How many lines of articles' graphs are of nodes that make up the claims layer, as their graph says."""
    found = [(line.partition(b" ")[0], line, line[line.rindex(b" <") :]) for line in lines]
    classes = tuple(f" {_TYPE} {name} <".encode() for name in CLAIM_CLASSES)
    claims = {(node, graph) for node, line, graph in found if line.startswith(classes, len(node))}
    return sum((node, graph) in claims for node, _, graph in found)


def count_article(rows: Collection[Row]) -> dict[str, int]:
    """How many triples of an article's graph each layer has, those aside that have none."""
    claims = {node for node, predicate, value in rows if predicate == _IS_A and value in CLAIM_CLASSES}
    own = sum(node in claims for node, _, _ in rows)
    return {layer: count for layer, count in (("documents", len(rows) - own), ("claims", own)) if count}


def _foreign(graph: str, base: str) -> GraphError:
    return GraphError(f"{graph}: a graph of no layer; layers are {', '.join(LAYERS)} under {base}graph/")


def _split_article(quads: list[Quad], layers: dict[str, list[Quad]]) -> None:
    claims: set[NamedNode | BlankNode] = {
        quad.subject
        for quad in quads
        if quad.predicate == _TYPE and quad.object in CLAIM_CLASSES and isinstance(quad.subject, NamedNode | BlankNode)
    }
    for quad in quads:
        layers["claims" if quad.subject in claims else "documents"].append(quad)
