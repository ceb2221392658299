"""Quads as canonical N-Quads lines: sorted, without repetition, the same from run to run.

Canonical N-Quads: RDF 1.1 N-Quads, section 4, with the escapes of RDFC-1.0, section 5.2.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Final

from pyoxigraph import (
    BlankNode,
    CanonicalizationAlgorithm,
    Dataset,
    DefaultGraph,
    Literal,
    NamedNode,
    Quad,
    RdfFormat,
    Store,
    parse,
)

from builder.errors import GraphError
from builder.vocabulary import RDF, XSD

GRAPH: Final = "graph.nq"
"""The file of a snapshot's lines."""
_THING: Final = NamedNode("urn:mithaq:check")
_PLAIN = {NamedNode(XSD + "string"), NamedNode(RDF + "langString")}


def canonical_lines(quads: Iterable[Quad]) -> list[str]:
    """The quads as sorted N-Quads lines, each once; blank nodes get labels that depend on the data alone.

    Raises GraphError for a quad outside every named graph or a literal that the store would rewrite.
    """
    spelt = {f"{quad} .\n": quad for quad in quads}
    _check(spelt)
    blank = {line: quad for line, quad in spelt.items() if "_:" in line and _has_blank(quad)}
    lines = [line for line in spelt if line not in blank]
    lines += [f"{quad} .\n" for quad in _labelled(set(blank.values()))]
    return sorted(lines)


def read_quads(path: Path) -> Iterator[Quad]:
    """The quads of an N-Quads file, in its order; blank nodes keep their labels."""
    return parse(path=path, format=RdfFormat.N_QUADS, rename_blank_nodes=False)


def _has_blank(quad: Quad) -> bool:
    return any(isinstance(term, BlankNode) for term in (quad.subject, quad.object, quad.graph_name))


def _labelled(quads: set[Quad]) -> Iterable[Quad]:
    if not quads:
        return ()
    dataset = Dataset(quads)
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return dataset


def _check(spelt: Mapping[str, Quad]) -> None:
    """Looks into as few quads as may be: each look at a part of one makes a copy of it."""
    for quad in spelt.values():
        if isinstance(quad.graph_name, DefaultGraph):
            raise GraphError(f"{quad}: stands in no named graph; give it that of its layer")
    check(quad.object for line, quad in spelt.items() if "^^<" in line)


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
