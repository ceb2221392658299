"""The ontology graph: terms, vocabularies and known entities, as quads with stable blank node names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import pyoxigraph as ox

from builder.errors import OntologyError
from builder.identifiers import Minter


def quads(files: Iterable[Path], minter: Minter) -> list[ox.Quad]:
    """All triples of the Turtle files in the ontology graph; OntologyError names a file that is no Turtle.

    Blank nodes (of OWL axioms) are named by their file and their order in it: the same files, the same quads.
    """
    found: set[bytes] = set()
    for path in sorted(files):
        try:
            found.update(_lines(path))
        except (OSError, SyntaxError, ValueError) as error:
            raise OntologyError(f"{path}: cannot be read as Turtle: {error}") from error
    end = f" {ox.NamedNode(minter.graph('ontology'))} .\n".encode()
    return list(ox.parse(b"".join(line + end for line in sorted(found)), format=ox.RdfFormat.N_QUADS))


def _lines(path: Path) -> Iterator[bytes]:
    """The triples of a file as N-Triples without the full stop; as text, most need not be looked at."""
    names: dict[bytes, bytes] = {}
    written = ox.serialize(ox.parse(path=str(path), format=ox.RdfFormat.TURTLE), format=ox.RdfFormat.N_TRIPLES)
    for line in (written or b"").splitlines():
        triple = line.removesuffix(b" .")
        if b"_:" in triple:
            triple = b" ".join(_stable(term, names, path.stem) for term in triple.split(b" ", 2))
        yield triple


def _stable(term: bytes, names: dict[bytes, bytes], stem: str) -> bytes:
    """The term itself, or the stable name of a blank node."""
    if term.startswith(b"_:"):
        return names.setdefault(term, f"_:{stem}{len(names)}".encode())
    return term
