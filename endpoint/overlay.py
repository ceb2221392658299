"""What was written beside a built graph, and the stores in which queries see the two together.

DIR/overlay/journal.rdfp      the truth: every transaction, term-exact (endpoint.journal)
DIR/overlay/live/             the store that updates run on: the snapshot and the overlay, made anew from the two
DIR/overlay/views/NAME/store  what queries read after a transaction, never changed once there
DIR/overlay/views/NAME/graphs each graph of the overlay, term-exact, as N-Triples
DIR/overlay/.lock             held by the one server that writes

The store rewrites literals that are not in canonical form; the overlay remembers how each was spelled.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import time
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import IO, Final

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, Store

from builder.errors import GraphError
from endpoint.journal import Change, Journal

JOURNAL: Final = "overlay/journal.rdfp"
Name = NamedNode | DefaultGraph | BlankNode


def graph_file(view: Path, graph: str | None) -> Path:
    """Where a view keeps a graph of the overlay; None is the default graph."""
    return view / "graphs" / f"{_hash(graph) if graph is not None else 'default'}.nt"


def _hash(iri: str) -> str:
    return hashlib.sha256(iri.encode("utf-8")).hexdigest()


class Overlay:
    """The overlay of one folder, opened for writing on top of one snapshot."""

    def __init__(self, directory: Path, snapshot: Path, own: str | None) -> None:
        """``own``: graphs whose IRIs begin so belong to the snapshot and are never written; None where it is empty.

        Raises GraphError where another server writes here, or the journal is broken.
        """
        self._folder = directory / "overlay"
        self._snapshot = snapshot
        self.own = own
        self._lock = _locked(self._folder)
        self._journal = Journal(directory / JOURNAL)
        self._state = self._journal.replay()
        shutil.rmtree(self._folder / "live", ignore_errors=True)
        Store.read_only(str(snapshot / "store")).backup(str(self._folder / "live"))
        self.store = Store(str(self._folder / "live"))
        self.store.clear_graph(DefaultGraph())  # a snapshot keeps the merge of its graphs there
        self._normal: dict[Quad, Quad] = {}
        self._fill()

    def may_write(self, graph: str) -> bool:
        """Whether the graph of this IRI is none of the snapshot's."""
        return self.own is None or not graph.startswith(self.own)

    def commit(self, spellings: Iterable[Literal], graph: Name | None = None) -> Change:
        """Take over what was changed in the store, in ``graph`` or anywhere, into the journal.

        ``spellings``: literals as the request wrote them.
        """
        after, graphs = self._read(graph)
        exact = {normal: literal for literal, normal in normal_literals(spellings).items()}
        before = {quad for quad in self._normal if graph is None or quad.graph_name == graph}
        removed = {self._normal.pop(quad) for quad in before - after}
        added: set[Quad] = set()
        for quad in after - before:
            written = exact.get(quad.object) if isinstance(quad.object, Literal) else None
            kept = Quad(quad.subject, quad.predicate, written, quad.graph_name) if written else quad
            self._normal[quad] = kept
            added.add(kept)
        known = {name for name in self._state.graphs if graph is None or name == graph}
        change = Change(frozenset(added), frozenset(removed), frozenset(graphs - known), frozenset(known - graphs))
        self._state.graphs = (self._state.graphs - change.lost_graphs) | change.new_graphs
        self._state.quads = (self._state.quads - change.removed) | change.added
        if change:
            self._journal.append(change)
        return change

    def exists(self, graph: Name) -> bool:
        """Whether there is such a graph; the default graph is always there."""
        return isinstance(graph, DefaultGraph) or graph in self._state.graphs

    def publish(self) -> Path:
        """A view of the snapshot and the overlay as they are now; older views go once no query can need them."""
        view = self._folder / "views" / f"{self._snapshot.name}-{self._journal.version}"
        if not view.exists():
            fresh = view.with_name(".fresh")
            shutil.rmtree(fresh, ignore_errors=True)
            (fresh / "graphs").mkdir(parents=True)
            self._write_store(fresh / "store")
            self._write_graphs(fresh)
            fresh.rename(view)
        os.utime(view)
        return view

    def clean(self, older: float) -> None:
        """Remove the views, but for the newest, that are older than so many seconds."""
        views = sorted((self._folder / "views").glob("[!.]*"), key=lambda view: view.stat().st_mtime)
        for view in views[:-1]:
            if view.stat().st_mtime < time.time() - older:
                shutil.rmtree(view, ignore_errors=True)

    def close(self) -> None:
        """Let go of the store, so that it can be made anew, and let another server write here."""
        del self.store
        self._lock.close()

    def _fill(self) -> None:
        """Put the journal's quads into the store; those in a graph that a newer build took for its own stay out."""
        mine = self._mine()
        self._add(self.store, mine)
        normal = normal_literals({quad.object for quad in mine if isinstance(quad.object, Literal)})
        self._normal = {_with_object(quad, normal): quad for quad in mine}

    def _write_store(self, path: Path) -> None:
        """The store of a view: like a snapshot's, its default graph is the merge of all graphs, each triple once."""
        Store.read_only(str(self._snapshot / "store")).backup(str(path))
        store, mine = Store(str(path)), self._mine()
        self._add(store, mine)
        store.extend(Quad(quad.subject, quad.predicate, quad.object) for quad in mine)
        store.flush()

    def _add(self, store: Store, quads: Iterable[Quad]) -> None:
        """Put quads of the overlay, and its graphs that have none, into a store."""
        for name in sorted(self._state.graphs, key=str):
            if self.may_write(name.value):
                store.add_graph(name)
        store.extend(quads)

    def _mine(self) -> list[Quad]:
        return [quad for quad in self._state.quads if self._is_mine(quad.graph_name)]

    def _is_mine(self, graph: Name) -> bool:
        return not isinstance(graph, NamedNode) or self.may_write(graph.value)

    def _read(self, graph: Name | None) -> tuple[set[Quad], set[NamedNode]]:
        """The quads and named graphs of the store that are the overlay's, in one graph or all."""
        names = {name for name in self.store.named_graphs() if isinstance(name, NamedNode) and self._is_mine(name)}
        wanted: Iterable[Name] = [DefaultGraph(), *names] if graph is None else [graph]
        quads = {quad for name in wanted for quad in self.store.quads_for_pattern(None, None, None, name)}
        return quads, {name for name in names if graph is None or name == graph}

    def _write_graphs(self, view: Path) -> None:
        by_graph: dict[str | None, list[str]] = {name.value: [] for name in self._state.graphs}
        for quad in self._state.quads:
            name = quad.graph_name.value if isinstance(quad.graph_name, NamedNode) else None
            by_graph.setdefault(name, []).append(f"{quad.triple} .\n")
        for graph, lines in by_graph.items():
            graph_file(view, graph).write_text("".join(sorted(lines)), encoding="utf-8")


def _locked(folder: Path) -> IO[str]:
    (folder / "views").mkdir(parents=True, exist_ok=True)
    file = (folder / ".lock").open("w")
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        file.close()
        raise GraphError(f"{folder}: another server writes here; stop it, or serve a copy") from error
    return file


def normal_literals(literals: Iterable[Literal]) -> Mapping[Literal, Literal]:
    """Each literal as the store gives it back."""
    ordered = sorted(set(literals), key=str)
    store = Store()
    names = {NamedNode(f"urn:x:{place}"): literal for place, literal in enumerate(ordered)}
    store.extend(Quad(name, name, literal) for name, literal in names.items())
    found = {names[quad.subject]: quad.object for quad in store if isinstance(quad.subject, NamedNode)}
    return {literal: other for literal, other in found.items() if isinstance(other, Literal)}


def _with_object(quad: Quad, normal: Mapping[Literal, Literal]) -> Quad:
    if not isinstance(quad.object, Literal) or normal[quad.object] == quad.object:
        return quad
    return Quad(quad.subject, quad.predicate, normal[quad.object], quad.graph_name)
