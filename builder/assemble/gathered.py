"""All layers in one store, which every question over all articles is asked of: conflicts, checks of facts, rules.

What articles say stands there as one graph, each triple once: in a union of their graphs an engine finds a claim that
many articles make once for each two or three of them that a query joins.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Final, cast

from pyoxigraph import NamedNode, Quad, QuerySolutions, RdfFormat, Store, parse

from builder import nquads
from builder.assemble.terms import TYPE, mq
from builder.identifiers import Minter

_CLAIMED: Final = (
    f"SELECT ?node ?class {{ ?claim {mq('predicate')} {TYPE} ; {mq('subject')} ?node ; {mq('object')} ?class }}"
)
_MUCH: Final = 1 << 16
"""Where more triples may have to be taken out, to load all is as fast."""
COMMENT: Final = b"# "
_LAYERS: Final = ("ontology", "decisions", "report", "facts", "inferred")
"""All but what articles say."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A file of what articles say and questions can see.

    It has sorted N-Triples lines of each article behind a comment that is the name of the article's graph.
    ``shared``: the articles, and the nodes that it speaks of and others may speak of too.
    """

    path: Path
    shared: Collection[str]

    def lines(self) -> Iterator[tuple[bytes, bytes]]:
        """The triples, a line each, with the graph (``<IRI>``) that each stands in."""
        graph = b""
        for line in self.path.read_bytes().splitlines(keepends=True):
            if line.startswith(COMMENT):
                graph = line[len(COMMENT) : -1]
            else:
                yield graph, line


class Gathered:
    """The layers of a build so far. ``files`` and ``quads``: what articles say and questions can see."""

    def __init__(self, minter: Minter, files: Iterable[Seen] = (), quads: Iterable[Quad] = ()) -> None:
        self.minter = minter
        self.said = NamedNode(minter.graph("claims"))
        self._store = Store()
        self._beside: ThreadPoolExecutor | None = None
        self._loading: list[Future[None]] = []
        self._layers: dict[str, list[Quad]] = {}
        self._files, self._quads = dict[Path, Seen](), list[Quad]()
        self.read(files)
        self._take(quads)

    @property
    def store(self) -> Store:
        """Where all layers are, once all is loaded."""
        self.rest()
        while self._loading:
            self._loading.pop().result()
        return self._store

    def ahead(self, files: Iterable[Seen]) -> None:
        """Begin to load files, which are most likely among those that ``read`` will be given, in a thread."""
        new = {file.path: file for file in files if file.path not in self._files}
        self._files |= new
        self._beside = self._beside or ThreadPoolExecutor(1)  # the library lets other threads work meanwhile
        self._loading.append(self._beside.submit(_load, self._store, self.said, list(new)))

    def rest(self) -> None:
        """Wait until the thread has loaded what it was given, and end it; who forks processes can have no threads."""
        if self._beside is not None:
            self._beside.shutdown()
            self._beside = None

    def forget(self) -> None:
        """What was loaded ahead was damaged, perhaps: ``read`` loads all."""
        self.rest()
        self._loading, self._files, self._layers, self._store = [], {}, {}, Store()

    def read(self, files: Iterable[Seen]) -> None:
        """Load these files and no others; what was loaded ahead and is not among them is taken out again."""
        wanted, known = {file.path: file for file in files}, self._files
        gone = [file for path, file in known.items() if path not in wanted]
        if gone and not self._taken_out(gone, wanted.values()):
            self.forget()
            known = {}
        new = [path for path in wanted if path not in known]
        self._files = wanted
        _load(self.store, self.said, new)

    def _taken_out(self, gone: Iterable[Seen], wanted: Iterable[Seen]) -> bool:
        """Whether it was possible to take out what stands in files that are not wanted, and in none that is."""
        try:
            left = {line for file in gone for _, line in file.lines()}
            if len(left) > _MUCH:
                return False
            fresh = [file for file in wanted if file.path not in self._files]
            left.difference_update(line for file in fresh for _, line in file.lines())  # most are there again
            within = self.minter.article("")  # of the same articles another file may be
            nodes = {node for file in gone for node in file.shared if node.startswith(within)}
            nodes |= {line[1 : line.index(b">")].decode("utf-8") for line in left}
            for file in wanted:
                if file.path in self._files and not nodes.isdisjoint(file.shared):
                    left.difference_update(line for _, line in file.lines())
            for triple in nquads.quads(left):
                self.store.remove(Quad(triple.subject, triple.predicate, triple.object, self.said))
        except (OSError, SyntaxError, ValueError):
            return False
        return True

    def _take(self, quads: Iterable[Quad]) -> None:
        """Puts quads in hand where they belong: those of no layer's graph are of articles."""
        names = {self.minter.graph(layer): layer for layer in _LAYERS}
        layers: dict[str, list[Quad]] = {}
        for quad in quads:
            layer = names.get(getattr(quad.graph_name, "value", ""))
            (layers.setdefault(layer, []) if layer else self._quads).append(quad)
        self.store.bulk_extend(
            Quad(t.subject, t.predicate, t.object, self.said) for t in {q.triple for q in self._quads}
        )
        for layer, own in layers.items():
            self.put(layer, own)

    def graph(self, layer: str) -> NamedNode:
        """The graph of a layer."""
        return NamedNode(self.minter.graph(layer))

    def layer(self, layer: str) -> list[Quad]:
        """What was put into a layer."""
        return self._layers.get(layer, [])

    def put(self, layer: str, quads: list[Quad]) -> None:
        """Makes these quads, which are of its graph, all that a layer has."""
        if self._layers.get(layer) is quads:
            return
        if layer in self._layers:
            self.store.clear_graph(self.graph(layer))
        self.store.bulk_extend(quads)
        self._layers[layer] = quads

    def bare(self) -> None:
        """Takes out all layers; what articles say stays."""
        for layer in _LAYERS:
            self.drop(layer)

    def drop(self, layer: str) -> None:
        """Takes out what a layer has, whoever put it there."""
        self.store.clear_graph(self.graph(layer))
        self._layers.pop(layer, None)

    def types(self, names: Iterable[str], claimed: Mapping[str, AbstractSet[str]] | None = None) -> dict[str, set[str]]:
        """The classes that triples of any layer give to these nodes, and that claims do (whatever their factuality).

        ``claimed``: node to these, where that is known.
        """
        found: dict[str, set[str]] = {}
        claimed = self._claimed() if claimed is None else claimed
        for name in names:
            classes = {quad.object for quad in self.store.quads_for_pattern(NamedNode(name), TYPE, None)}
            if classes or name in claimed:
                found[name] = {term.value for term in classes if isinstance(term, NamedNode)}.union(
                    claimed.get(name, ())
                )
        return found

    def _claimed(self) -> dict[str, set[str]]:
        """The classes that claims give to nodes."""
        found = defaultdict[str, set[str]](set)
        for row in cast(QuerySolutions, self.store.query(_CLAIMED, default_graph=[self.said])):
            node, class_ = row["node"], row["class"]
            if isinstance(node, NamedNode) and isinstance(class_, NamedNode):
                found[node.value].add(class_.value)
        return found

    def described(self, names: AbstractSet[str]) -> Iterator[Quad]:
        """What is said of these nodes, in the graphs in which it is said."""
        for quads in self._layers.values():
            yield from _about(quads, names)
        yield from _about(self._quads, names)
        if not self._files:
            return
        within = {name for name in names if name.startswith(self.minter.article(""))}
        for name in sorted(within):  # only its own article speaks of such a node
            graph = NamedNode(self.minter.graph_around(name))
            said = self.store.quads_for_pattern(NamedNode(name), None, None, self.said)
            yield from (Quad(quad.subject, quad.predicate, quad.object, graph) for quad in said)
        others = names - within
        starts = {f"<{name}>".encode() for name in others}
        for file in self._files.values():
            if not others.isdisjoint(file.shared):
                lines = (
                    b"%b %b .\n" % (line[: line.rindex(b" ")], graph)
                    for graph, line in file.lines()
                    if line[: line.find(b" ")] in starts
                )
                yield from parse(b"".join(lines), format=RdfFormat.N_QUADS, lenient=True)


def _load(store: Store, graph: NamedNode, files: Iterable[Path]) -> None:
    for lines in nquads.chunks(files):
        store.bulk_load(lines, format=RdfFormat.N_TRIPLES, to_graph=graph, lenient=True)


def _about(quads: Iterable[Quad], names: AbstractSet[str]) -> Iterator[Quad]:
    nodes = frozenset(map(NamedNode, names))
    return (quad for quad in quads if quad.subject in nodes)
