"""Turtle and TriG for people: grouped by subject, everything sorted, prefixes for what is used.

RDF 1.1 Turtle, section 6. Own writer, because pyoxigraph's keeps hash order out only if its input is sorted and
writes no groups by type, and rdflib's normalises literals and is too slow for large graphs.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Triple

from builder.vocabulary import MQV, PREFIXES, RDF, XSD

_LOCAL = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_-]*")
_KIND = re.compile(r"[a-z]+(?:-[a-z]+)*")
_BARE = {XSD + "integer": re.compile(r"0|-?[1-9][0-9]*"), XSD + "boolean": re.compile(r"true|false")}
_TYPE = NamedNode(RDF + "type")

Node = NamedNode | BlankNode | Literal | Triple


class Names:
    """Shortens IRIs, and remembers the prefixes that it used.

    Beside the usual prefixes each kind of data and each vocabulary has its own: ``state:RUS`` for
    ``<base>state/RUS``, ``mqv-kind:treaty`` for the concept treaty.
    """

    def __init__(self, base: str) -> None:
        self._base = base
        self._used: dict[str, str] = {}
        self._known: dict[str, str] = {}

    def iri(self, iri: str) -> str:
        """``prefix:local`` where that is plain, else ``<iri>``."""
        if iri not in self._known:
            self._known[iri] = self._shorten(iri)
        return self._known[iri]

    def node(self, node: Node) -> str:
        """A term in Turtle."""
        if isinstance(node, NamedNode):
            return self.iri(node.value)
        if isinstance(node, Literal) and node.language is None and node.datatype.value != XSD + "string":
            return self._typed(node)
        return str(node)

    def header(self) -> str:
        """The declarations of the prefixes used so far, sorted."""
        return "".join(f"@prefix {name}: <{space}> .\n" for name, space in sorted(self._used.items()))

    def _typed(self, literal: Literal) -> str:
        datatype = literal.datatype.value
        bare = _BARE.get(datatype)
        if bare and bare.fullmatch(literal.value):
            return literal.value
        return f"{Literal(literal.value)}^^{self.iri(datatype)}"

    def _shorten(self, iri: str) -> str:
        cut = max(iri.rfind("/"), iri.rfind("#")) + 1
        space, local = iri[:cut], iri[cut:]
        prefix = self._prefix(space)
        if prefix is None or not _LOCAL.fullmatch(local):
            return f"<{iri}>"
        self._used[prefix] = space
        return f"{prefix}:{local}"

    def _prefix(self, space: str) -> str | None:
        for prefix, namespace in PREFIXES.items():
            if space == namespace:
                return prefix
        scheme = space.removeprefix(MQV).removesuffix("/") if space.startswith(MQV) else ""
        if _KIND.fullmatch(scheme):
            return f"mqv-{scheme}"
        kind = space.removeprefix(self._base).removesuffix("/") if space.startswith(self._base) else ""
        return kind if _KIND.fullmatch(kind) and kind not in PREFIXES else None


def turtle(triples: Iterable[Triple], base: str) -> Iterator[str]:
    """The triples as Turtle, in pieces; ``base`` is that of the graph's data."""
    names = Names(base)
    body = list(_subjects(sorted(set(triples), key=_order), names, ""))
    yield names.header()
    yield from body


def trig(quads: Iterable[Quad], base: str) -> Iterator[str]:
    """The quads as TriG, in pieces, each named graph once."""
    names = Names(base)
    body: list[str] = []
    for graph, members in groupby(sorted(set(quads), key=_quad_order), key=lambda quad: quad.graph_name):
        body.append(f"\n{names.iri(graph.value) if isinstance(graph, NamedNode) else graph} {{\n")
        body += _subjects([quad.triple for quad in members], names, "    ")
        body.append("}\n")
    yield names.header()
    yield from body


def _order(triple: Triple) -> tuple[str, bool, str, str]:
    """Types first among a subject's triples, as Turtle is read."""
    return str(triple.subject), triple.predicate != _TYPE, triple.predicate.value, str(triple.object)


def _quad_order(quad: Quad) -> tuple[str, tuple[str, bool, str, str]]:
    return str(quad.graph_name), _order(quad.triple)


def _subjects(triples: list[Triple], names: Names, indent: str) -> Iterator[str]:
    for subject, members in groupby(triples, key=lambda triple: triple.subject):
        lines = [_objects(predicate, group, names, indent) for predicate, group in groupby(members, _predicate)]
        gap = "\n" if not indent else ""
        yield f"{gap}{indent}{names.node(subject)} " + f" ;\n{indent}    ".join(lines) + " .\n"


def _predicate(triple: Triple) -> NamedNode:
    return triple.predicate


def _objects(predicate: NamedNode, triples: Iterable[Triple], names: Names, indent: str) -> str:
    name = "a" if predicate == _TYPE else names.iri(predicate.value)
    return f"{name} " + f",\n{indent}        ".join(names.node(triple.object) for triple in triples)
