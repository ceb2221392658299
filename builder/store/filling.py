"""Writes the files of a snapshot, from those of the one before where it is known how they differ.

Then most of it goes on in threads: the library, SQLite and the system let others work meanwhile.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

import msgspec

from builder import __version__
from builder.errors import GraphError
from builder.giving_way import give_way
from builder.identifiers import digest_of_file
from builder.store.files import Given, Sum, sync, write_graph
from builder.store.graph import CURRENT, FORMAT, MANIFEST, Graph, open_snapshot
from builder.store.loading import Loading
from builder.store.made import Basis, altered, as_written, layers, note, of_files, of_others
from builder.store.quads import GRAPH
from builder.store.search_index import INDEX, quoting, write_index
from builder.store.splicing import Splicing
from builder.store.texts import TEXTS, Archive, write_texts
from builder.store.updating import Difference
from builder.store.written import merged
from builder.vocabulary import DATA

_json: Final = msgspec.json.Encoder(order="deterministic").encode


@dataclass(frozen=True, slots=True)
class Earlier:
    """What is known before the new lines are.

    ``graph``: a snapshot that the new one is likely to be much the same as; ``whole``: whether its files are as they
    were written. ``of_files``: how the lines in files differ from those it had in files, where that is known, and
    ``lines``, then, what writes the file of all lines: it has ``begun`` with these, if its lines are as they were.
    """

    known: Basis
    graph: Graph | None = None
    whole: bool = False
    of_files: Difference | None = None
    lines: Splicing | None = None
    begun: Future[bool] | None = None

    def stop(self) -> bool:
        """Do no more than was begun; whether it is of use. Raises OSError where the disk refused."""
        if self.lines is None or self.begun is None:
            return False
        self.lines.stop()
        return self.begun.result()


def known_before(known: Basis, building: Path) -> Earlier:
    """What is known of the current snapshot; what can be written of the next one, in a folder, is begun."""
    graph = _alike(known)
    if graph is None:
        return Earlier(known)
    differ, whole = of_files(known, graph.identifier), as_written(known, graph.path)
    if differ is None:
        return Earlier(known, graph, whole)
    lines = Splicing(graph.nquads, building / GRAPH, graph.manifest["quads"])
    alone = ThreadPoolExecutor(1, initializer=give_way)  # while facts are decided, for which the rest waits
    begun = alone.submit(_begin, lines, graph, whole, differ)
    alone.shutdown(wait=False)
    return Earlier(known, graph, whole, differ, lines, begun)


def _begin(lines: Splicing, before: Graph, whole: bool, of_files: Difference) -> bool:
    """Begin to write from the lines of a snapshot; whether they are what they were."""
    if not whole and digest_of_file(before.nquads) != before.manifest["sha256"]:
        return False
    lines.begin(of_files)
    return True


def _alike(known: Basis) -> Graph | None:
    """The current snapshot, if the new one may well be much the same, as far as sizes tell."""
    try:
        before = open_snapshot((known.directory / CURRENT).resolve())
        was = before.nquads.stat().st_size
    except (GraphError, OSError):
        return None
    likely = not known.now or abs(was - known.size()) <= was // 3
    return before if likely and before.manifest.get("versions") == _versions() else None


@dataclass(frozen=True, slots=True)
class Filling:
    """The files of a snapshot: ``building`` is their folder."""

    building: Path
    given: Given
    loading: Loading
    earlier: Earlier
    beside: Executor

    def fill(self, texts: Mapping[str, str], sums: Mapping[str, str], extra: Mapping[str, Any]) -> dict[str, Any]:
        """Write every file to disk, for good; returns the manifest."""
        before = self.earlier
        others = of_others(before.known, self.given.lines)
        wait = self._changed(others) if before.of_files and others else self._anew()
        base = str(extra.get("base", DATA))
        of_lines = layers(before.known, base, self.given.lines, others)
        described = {**extra, **self._described(texts, sums), "base": base, "layers": self.given.layers(of_lines)}
        spelt = {name: _spelt(own) for name, own in described.items()}
        note(before.known, self.given.rest, {base: of_lines}, self.given.written)
        graph = wait()
        own = {"id": graph.sha256[:16], "quads": graph.count, "sha256": graph.sha256}
        spelt |= {name: _spelt(value) for name, value in own.items()}
        lines = b",\n".join(b"  %b: %b" % (_json(name), value) for name, value in sorted(spelt.items()))
        (self.building / MANIFEST).write_bytes(b"{\n%b\n}\n" % lines)
        for path in [*self.building.rglob("*"), self.building]:
            sync(path)
        return {**described, **own}

    def _anew(self) -> Callable[[], Sum]:
        """Write the lines, the index and the store: one after the other, for each takes memory."""
        self.earlier.stop()
        lines = sorted(self.given.lines)
        graph = write_graph(self.building / GRAPH, merged(lines, self.given.written))
        before = self.earlier.graph
        write_index(self.building / INDEX, self.given.entries(), before.path / INDEX if before else None)
        self.loading.finish(lines, self.building / GRAPH)
        return lambda: graph

    def _changed(self, others: Difference) -> Callable[[], Sum]:
        """Begin to write the same from those of the snapshot before; gives what waits for them."""
        graph = self.beside.submit(self._graph, others)
        store = self.beside.submit(self.loading.finish, (), None, others)
        index = self.beside.submit(self._index, others)

        def wait() -> Sum:
            store.result()
            index.result()
            return graph.result()

        return wait

    def _graph(self, others: Difference) -> Sum:
        """Write the file of all lines, from that of the snapshot before if it is what it was."""
        lines = self.earlier.lines
        found = lines.finish(others) if lines is not None and self.earlier.stop() else None
        return found or write_graph(self.building / GRAPH, merged(sorted(self.given.lines), self.given.written))

    def _index(self, others: Difference) -> None:
        """Write the index of the texts that can be found, from that of the snapshot before."""
        before, given = self.earlier.graph, self.given
        told = self.earlier.whole and not quoting(given.rest)
        changed = altered(self.earlier.known, given.naming, others, given.written) if told else None
        path = self.building / INDEX
        write_index(path, given.entries(), before.path / INDEX if before else None, changed)
        sync(path)

    def _described(self, texts: Mapping[str, str], sums: Mapping[str, str]) -> dict[str, Any]:
        """Write the texts; what the manifest says of these and of how it is written."""
        before, archive = self.earlier.graph, None
        if before is not None and self.earlier.whole:
            archive = Archive(before.path / TEXTS, before.manifest["articles"])
        articles = write_texts(self.building / TEXTS, texts, archive, sums)
        self.beside.submit(sync, self.building / TEXTS)  # if it fails, so will that of all in the end
        return {"articles": articles, "format": FORMAT, "versions": _versions()}


def _spelt(own: Any) -> bytes:
    """A value of the manifest as JSON; an entry of a mapping a line, for of an article it says much."""
    if not isinstance(own, Mapping) or not own:
        return _json(own)
    return (
        b"{\n"
        + b",\n".join(b"    %b: %b" % (_json(name), _json(part)) for name, part in sorted(own.items()))
        + b"\n  }"
    )


def _versions() -> dict[str, str]:
    return {"mithaq": __version__, "pyoxigraph": version("pyoxigraph")}
