"""Quads as canonical N-Quads lines: without repetition, the same from run to run.

Canonical N-Quads: RDF 1.1 N-Quads, section 4, with the escapes of RDFC-1.0, section 5.2.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from collections.abc import Set as AbstractSet
from functools import lru_cache
from pathlib import Path
from typing import Final

from pyoxigraph import (
    CanonicalizationAlgorithm,
    Dataset,
    Literal,
    NamedNode,
    Quad,
    RdfFormat,
    Store,
    parse,
    serialize,
)

from builder.errors import GraphError
from builder.vocabulary import RDF, XSD

GRAPH: Final = "graph.nq"
"""The file of a snapshot's lines."""
_THING: Final = NamedNode("urn:mithaq:check")
_SPACES: Final = (4, 2)
"""How many a quad in a named graph has in all where no literal is in it, and else behind that."""
_PLAIN = {NamedNode(XSD + "string"), NamedNode(RDF + "langString")}


def canonical_lines(quads: Iterable[Quad], known: AbstractSet[bytes] = frozenset()) -> set[bytes]:
    """The quads as N-Quads lines; blank nodes get labels that depend on the data alone.

    ``known``: lines that were canonical in an earlier snapshot, and need no check. Raises GraphError for a quad outside
    every named graph or a literal that the store would rewrite.
    """
    every = (serialize(quads, format=RdfFormat.N_QUADS) or b"").splitlines(keepends=True)
    blank = [line for line in every if b"_:" in line and (line.startswith(b"_:") or b" _:" in line)]
    lines = set(every).difference(blank) | _labelled(blank)
    _check(lines - known)
    return lines


def read_quads(path: Path) -> Iterator[Quad]:
    """The quads of an N-Quads file, in its order; blank nodes keep their labels."""
    return parse(path=path, format=RdfFormat.N_QUADS, rename_blank_nodes=False)


def _labelled(lines: Iterable[bytes]) -> set[bytes]:
    dataset = Dataset(parse(b"".join(lines), format=RdfFormat.N_QUADS, rename_blank_nodes=False))
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return {f"{quad} .\n".encode() for quad in dataset}


def _check(lines: Collection[bytes]) -> None:
    for line in lines:
        if line.count(b" ", line.rfind(b'"') + 1) not in _SPACES:
            raise GraphError(f"{line[:-3].decode()}: stands in no named graph; give it that of its layer")
    typed = b"".join(line for line in lines if b"^^<" in line)
    check(quad.object for quad in parse(typed, format=RdfFormat.N_QUADS, lenient=True))


def check(values: Iterable[object]) -> None:
    """Raises GraphError for a literal that the store would rewrite."""
    changed = sorted({str(value) for value in values if isinstance(value, Literal) and not _kept(value)})
    if changed:
        raise GraphError(
            f"{changed[0]}: not in canonical form, the store would rewrite it "
            f"({len(changed)} such in all); write the canonical lexical form of its datatype"
        )


@lru_cache(maxsize=1 << 14)
def _kept(literal: Literal) -> bool:
    """Whether the store gives a literal back as it was; the same offsets and days come again and again."""
    if literal.datatype in _PLAIN:
        return True
    store = Store()
    store.add(Quad(_THING, _THING, literal))
    return any(quad.object == literal for quad in store)
