"""Writes a graph, or some of its layers, in the formats of other tools; always from graph.nq, term-exact."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import BinaryIO, Final

from pyoxigraph import NamedNode, Quad, RdfFormat, Triple, serialize

from builder.errors import GraphError
from builder.store.graph import Graph
from builder.store.layers import split_layers
from builder.store.turtle import trig, turtle
from builder.vocabulary import LAYERS, PREFIXES, RDF, RDFS

DEFAULT_LAYERS: Final = ("facts", "inferred")

_NO_XML = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]|\xef\xbf[\xbe\xbf]")
_DECLARING = (NamedNode(RDF + "type"), NamedNode(RDFS + "label"))


def export(graph: Graph, format: str, layers: Iterable[str], out: BinaryIO) -> None:
    """Write the layers ("all" for every one) to ``out`` in one of FORMATS, the same bytes from run to run.

    Without the ontology layer, types and labels of the terms and known entities used are added from it, so that
    OWL tools see facts about things and not annotations. Formats of triples merge the named graphs.
    Raises GraphError for an unknown format or layer.
    """
    if format not in FORMATS:
        raise GraphError(f"{format}: no format to write; choose one of {', '.join(FORMATS)}")
    quads = select(graph, layers)
    FORMATS[format](quads, graph.base, out)


def select(graph: Graph, layers: Iterable[str]) -> list[Quad]:
    """The quads of these layers with the declarations they need, in the order of graph.nq."""
    wanted = _wanted(layers)
    split = split_layers(graph.quads(), graph.base)
    chosen = [quad for layer in LAYERS if layer in wanted for quad in split[layer]]
    if "ontology" not in wanted:
        chosen += _declarations(chosen, split["ontology"])
    return sorted(chosen, key=str)


def _wanted(layers: Iterable[str]) -> frozenset[str]:
    wanted = set(layers)
    if "all" in wanted:
        return frozenset(LAYERS)
    unknown = sorted(wanted - set(LAYERS))
    if unknown:
        raise GraphError(f"{unknown[0]}: no layer; choose among {', '.join(LAYERS)}, all")
    return frozenset(wanted)


def _declarations(quads: Iterable[Quad], ontology: Iterable[Quad]) -> Iterator[Quad]:
    used = {term for quad in quads for term in (quad.subject, quad.predicate, quad.object)}
    declared = [quad for quad in ontology if quad.predicate in _DECLARING and quad.subject in used]
    # The classes of the known entities used are terms too.
    kinds = {quad.object for quad in declared if quad.predicate == _DECLARING[0]} - used
    declared += [quad for quad in ontology if quad.predicate in _DECLARING and quad.subject in kinds]
    return iter(declared)


def _triples(quads: Iterable[Quad]) -> list[Triple]:
    return sorted({quad.triple for quad in quads}, key=str)


def _turtle(quads: list[Quad], base: str, out: BinaryIO) -> None:
    out.writelines(piece.encode("utf-8") for piece in turtle(_triples(quads), base))


def _trig(quads: list[Quad], base: str, out: BinaryIO) -> None:
    out.writelines(piece.encode("utf-8") for piece in trig(quads, base))


def _nquads(quads: list[Quad], _base: str, out: BinaryIO) -> None:
    out.writelines(f"{quad} .\n".encode() for quad in quads)


def _ntriples(quads: list[Quad], _base: str, out: BinaryIO) -> None:
    out.writelines(f"{triple} .\n".encode() for triple in _triples(quads))


def _jsonld(quads: list[Quad], _base: str, out: BinaryIO) -> None:
    ordered = sorted(quads, key=lambda quad: (str(quad.graph_name), str(quad)))
    serialize(ordered, out, RdfFormat.JSON_LD, prefixes=PREFIXES)


def _rdfxml(quads: list[Quad], _base: str, out: BinaryIO) -> None:
    text = serialize(_triples(quads), format=RdfFormat.RDF_XML, prefixes=PREFIXES) or b""
    unfit = _NO_XML.search(text)
    if unfit:
        raise GraphError(f"U+{unfit[0][0]:04X} in a literal: RDF/XML cannot hold it; choose another format")
    # A bare carriage return would be read as a line feed (XML 1.0, section 2.11).
    out.write(text.replace(b"\r", b"&#13;"))


FORMATS: Final[dict[str, Callable[[list[Quad], str, BinaryIO], None]]] = {
    "turtle": _turtle,
    "trig": _trig,
    "nquads": _nquads,
    "ntriples": _ntriples,
    "jsonld": _jsonld,
    "rdfxml": _rdfxml,
}
"""Format to writer; Turtle, N-Triples and RDF/XML hold triples, the others the named graphs too."""
