"""Reads the manifests of the W3C test suites, and compares graphs and rows up to the names of blank nodes."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlparse

import pyoxigraph as ox
import pytest

SUITE = Path(__file__).parents[2].parent / "shared" / "w3c" / "sparql" / "sparql11"

MF = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
UT = "http://www.w3.org/2009/sparql/tests/test-update#"
XSD = "http://www.w3.org/2001/XMLSchema#"

Node = Any
Row = tuple[Any, ...]


@dataclass(frozen=True)
class Manifest:
    """The graph of one manifest."""

    path: Path

    @cached_property
    def _triples(self) -> dict[tuple[Node, str], list[Node]]:
        found: dict[tuple[Node, str], list[Node]] = defaultdict(list)
        for quad in ox.parse(path=str(self.path), format=ox.RdfFormat.TURTLE, base_iri=self.path.as_uri()):
            found[(quad.subject, quad.predicate.value)].append(quad.object)
        return dict(found)

    def all(self, subject: Node, predicate: str) -> list[Node]:
        return self._triples.get((subject, predicate), [])

    def one(self, subject: Node, predicate: str) -> Node:
        return next(iter(self.all(subject, predicate)), None)

    def text(self, subject: Node, predicate: str) -> str | None:
        found = self.one(subject, predicate)
        return None if found is None else str(found.value)

    def list(self, node: Node) -> Iterator[Node]:
        while node is not None and node.value != f"{RDF}nil":
            yield self.one(node, f"{RDF}first")
            node = self.one(node, f"{RDF}rest")

    def entries(self) -> Iterator[Node]:
        for (_, predicate), objects in self._triples.items():
            if predicate == f"{MF}entries":
                yield from self.list(objects[0])


@dataclass(frozen=True)
class Entry:
    """One test of a suite."""

    manifest: Manifest
    node: Node

    @property
    def iri(self) -> str:
        return str(self.node.value)


def cases(
    folders: Iterable[str],
    file: str = "manifest.ttl",
    kinds: str | tuple[str, ...] = "",
    known: Mapping[str, str] | None = None,
) -> list[Any]:
    """A parameter for each test of these folders whose type has a word of ``kinds``, named by its IRI.

    Those in ``known`` are to fail, with the reason.
    """
    if not SUITE.is_dir():
        return [pytest.param(None, marks=pytest.mark.skip(reason="the W3C suites are not at ../shared/w3c"))]
    manifests = [Manifest(SUITE / folder / file) for folder in folders]
    words = (kinds,) if isinstance(kinds, str) else kinds
    found = [
        Entry(manifest, node)
        for manifest in manifests
        for node in manifest.entries()
        if any(word in str(manifest.text(node, f"{RDF}type")) for word in words)
    ]
    return [
        pytest.param(
            entry,
            id=entry.iri,
            marks=[pytest.mark.xfail(reason=known[entry.iri])] if known and entry.iri in known else [],
        )
        for entry in found
    ]


def path_of(iri: str) -> Path:
    return Path(unquote(urlparse(iri).path))


def key(term: Node) -> Row:
    """A term for comparison: numbers, truth values, dates and durations by value, language tags without case."""
    if term is None:
        return ("none",)
    if isinstance(term, ox.BlankNode):
        return ("blank", term.value)
    if isinstance(term, ox.Triple):
        return ("triple", key(term.subject), key(term.predicate), key(term.object))
    if not isinstance(term, ox.Literal):
        return ("iri", str(term))
    datatype = term.datatype.value
    return ("literal", _value(term.value, datatype), term.language or "", datatype)


def _value(text: str, datatype: str) -> object:
    if datatype == f"{XSD}boolean":
        return {"0": "false", "1": "true"}.get(text, text)
    if datatype.startswith(XSD) and "uration" in datatype:
        return {"P0D": "PT0S"}.get(text, text)
    if datatype in (f"{XSD}dateTime", f"{XSD}date", f"{XSD}time"):
        return text.replace("+00:00", "Z").replace("-00:00", "Z").replace(".000", "")
    if datatype == f"{XSD}string" or not datatype.startswith(XSD):
        return text
    try:
        number = Decimal(text.strip())
    except InvalidOperation:
        return text
    return float(number) if datatype in (f"{XSD}double", f"{XSD}float") else number


def quad_rows(quads: Iterable[Any]) -> list[Row]:
    """Triples or quads as rows."""
    return list({tuple(key(term) for term in quad) for quad in quads})


def isomorphic(one: Sequence[Row], other: Sequence[Row]) -> bool:
    """Whether two bags of rows are the same up to the names of blank nodes."""
    if len(one) != len(other):
        return False
    colours = [_colours(rows) for rows in (one, other)]
    if sorted(map(hash, colours[0].values())) != sorted(map(hash, colours[1].values())):
        return False
    nodes = sorted(colours[0], key=lambda node: list(colours[0].values()).count(colours[0][node]))
    return _match(nodes, {}, one, Counter(other), colours)


def _match(
    nodes: Sequence[str],
    names: dict[str, str],
    one: Sequence[Row],
    target: Counter[Row],
    colours: Sequence[dict[str, object]],
) -> bool:
    if not nodes:
        return Counter(_renamed(row, names) for row in one) == target
    node, *rest = nodes
    candidates = [name for name, colour in colours[1].items() if colour == colours[0][node]]
    free = [name for name in candidates if name not in names.values()]
    return any(_match(rest, {**names, node: name}, one, target, colours) for name in free)


def _renamed(value: Any, names: dict[str, str]) -> Any:
    if isinstance(value, tuple) and value[:1] == ("blank",):
        return ("blank", names.get(value[1], value[1]))
    return tuple(_renamed(part, names) for part in value) if isinstance(value, tuple) else value


def _blanks(value: Any) -> Iterator[str]:
    if isinstance(value, tuple):
        if value[:1] == ("blank",):
            yield value[1]
        else:
            for part in value:
                yield from _blanks(part)


def _colours(rows: Sequence[Row]) -> dict[str, object]:
    """A colour for each blank node, by the rows that it stands in."""
    colours: dict[str, object] = {node: "" for row in rows for node in _blanks(row)}
    for _ in range(4):
        seen: dict[str, list[str]] = defaultdict(list)
        for row in rows:
            for node in set(_blanks(row)):
                names = {name: "me" if name == node else f"c{colours[name]}" for name in _blanks(row)}
                seen[node].append(repr(_renamed(row, names)))
        colours = {node: hash(tuple(sorted(seen[node]))) for node in colours}
    return colours
