"""The ontology graph: terms, vocabularies and known entities, as quads with stable blank node names."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from builder.errors import OntologyError
from builder.identifiers import Minter


def quads(files: Iterable[Path], minter: Minter) -> list[ox.Quad]:
    """All triples of the Turtle files in the ontology graph; OntologyError names a file that is no Turtle.

    Blank nodes (of OWL axioms) are named by their file and their order in it: the same files, the same quads.
    """
    graph = ox.NamedNode(minter.graph("ontology"))
    found: set[ox.Quad] = set()
    for path in sorted(files):
        names: dict[ox.BlankNode, ox.BlankNode] = {}

        try:
            for quad in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE):
                subject, obj = (_stable(term, names, path.stem) for term in (quad.subject, quad.object))
                found.add(ox.Quad(subject, quad.predicate, obj, graph))
        except (OSError, SyntaxError, ValueError) as error:
            raise OntologyError(f"{path}: cannot be read as Turtle: {error}") from error
    return sorted(found, key=str)


def _stable(term: Any, names: dict[ox.BlankNode, ox.BlankNode], stem: str) -> Any:
    """The term itself, or the stable name of a blank node."""
    if isinstance(term, ox.BlankNode):
        return names.setdefault(term, ox.BlankNode(f"{stem}{len(names)}"))
    return term
