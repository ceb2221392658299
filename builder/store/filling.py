"""Writes the files of a snapshot, from those of the one before where it is known how they differ.

Then most of it goes on in threads: the library, SQLite and the system let others work meanwhile.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final, NamedTuple

import msgspec

from builder import __version__
from builder.errors import GraphError
from builder.identifiers import digest_of_file
from builder.store.files import Given, Sum, sync, write_graph
from builder.store.graph import CURRENT, FORMAT, MANIFEST, Graph, open_snapshot
from builder.store.loading import Loading
from builder.store.made import Basis, altered, as_written, basis, layers, note, of_files, of_others
from builder.store.quads import GRAPH
from builder.store.search_index import INDEX, quoting, write_index
from builder.store.splicer import Splicer
from builder.store.texts import TEXTS, Archive, write_texts
from builder.store.updating import Difference
from builder.store.written import merged
from builder.vocabulary import DATA

_LARGE: Final = 1 << 24
"""Bytes: the lines of a smaller file are written sooner than a process has started that would splice it."""
_json: Final = msgspec.json.Encoder(order="deterministic").encode


@dataclass(frozen=True, slots=True)
class Before:
    """What is noted of the current snapshot, if it may be one to go on from, and whether its files are as written."""

    known: Basis
    graph: Graph | None = None
    whole: bool = False


def before(directory: Path) -> Before:
    """What is known before anything is of the next snapshot."""
    known = basis(directory)
    try:
        graph = open_snapshot((directory / CURRENT).resolve())
    except GraphError:
        return Before(known)
    if graph.manifest.get("versions") != _versions():
        return Before(known)
    return Before(known, graph, as_written(known, graph.path))


@dataclass(frozen=True, slots=True)
class Earlier:
    """What is known before the new lines are.

    ``graph`` and ``whole`` as of Before, where the new snapshot is likely to be much the same. ``of_files``: how the
    lines in files differ from those it had in files, where that is known, and ``lines``, then, what writes the file of
    all lines: it has ``begun`` with these, if its lines are as they were.
    """

    known: Basis
    graph: Graph | None = None
    whole: bool = False
    of_files: Difference | None = None
    lines: Splicer | None = None
    begun: Future[bool] | None = None

    def end(self) -> None:
        """Do no more than was begun."""
        if self.lines is not None:
            self.lines.end()


def earlier(was: Before, files: Iterable[Path], building: Path) -> Earlier:
    """What is known once there are files; what can be written of the next snapshot, in a folder, is begun."""
    known, graph, whole = was.known.of(files), was.graph, was.whole
    if graph is None or not _alike(known, graph):
        return Earlier(known)
    differ = of_files(known, graph.identifier)
    if differ is None:
        return Earlier(known, graph, whole)
    if graph.nquads.stat().st_size < _LARGE:
        return Earlier(known, graph, whole, differ)
    lines = Splicer(graph.nquads, building / GRAPH, graph.manifest["quads"])
    alone = ThreadPoolExecutor(1)  # the process has to start before it hears
    begun = alone.submit(_begin, lines, graph, whole, differ)
    alone.shutdown(wait=False)
    return Earlier(known, graph, whole, differ, lines, begun)


def _begin(lines: Splicer, before: Graph, whole: bool, of_files: Difference) -> bool:
    """Begin to write from the lines of a snapshot; whether they are what they were."""
    if not whole and digest_of_file(before.nquads) != before.manifest["sha256"]:
        return False
    lines.begin(of_files, f"<{before.minter.claims}".encode())  # what became of each claim is in no file
    return True


def _alike(known: Basis, graph: Graph) -> bool:
    """Whether the new snapshot may well be much the same, as far as sizes tell."""
    try:
        was = graph.nquads.stat().st_size
    except OSError:
        return False
    return not known.now or abs(was - known.size()) <= was // 3


class Said(NamedTuple):
    """What a manifest says of things by their names, and the same as JSON."""

    values: Mapping[str, Any]
    spelt: Mapping[str, bytes]

    @classmethod
    def of(cls, values: Mapping[str, Any]) -> Said:
        """The same as JSON, of which each is made but once."""
        return cls(values, {name: _spelt(own) for name, own in values.items()})


def written_texts(building: Path, texts: Mapping[str, str], sums: Mapping[str, str], was: Before) -> Said:
    """Write the articles' texts; what the manifest says of these and of how it is written."""
    archive = Archive(was.graph.path / TEXTS, was.graph.manifest["articles"]) if was.graph and was.whole else None
    articles = write_texts(building / TEXTS, texts, archive, sums)
    return Said.of({"articles": articles, "format": FORMAT, "versions": _versions()})


@dataclass(frozen=True, slots=True)
class Filling:
    """The files of a snapshot: ``building`` is their folder. ``said`` of its articles, whose texts are written."""

    building: Path
    said: Said
    given: Given
    loading: Loading
    earlier: Earlier
    beside: Executor

    def fill(self, extra: Mapping[str, Any]) -> dict[str, Any]:
        """Write every file to disk, for good; returns the manifest, in which there is ``extra`` too."""
        before = self.earlier
        others = of_others(before.known, self.given.lines)
        wait = self._changed(others) if before.of_files and others else self._anew()
        base = str({**self.said.values, **extra}.get("base", DATA))
        of_lines = layers(before.known, base, self.given.lines, others)
        more = Said.of({**extra, "base": base, "layers": self.given.layers(of_lines)})
        note(before.known, self.given.rest, {base: of_lines}, self.given.written)
        graph = wait()
        own = {"id": graph.sha256[:16], "quads": graph.count, "sha256": graph.sha256}
        spelt = {**self.said.spelt, **more.spelt, **Said.of(own).spelt}
        lines = b",\n".join(b"  %b: %b" % (_json(name), value) for name, value in sorted(spelt.items()))
        (self.building / MANIFEST).write_bytes(b"{\n%b\n}\n" % lines)
        for path in [*self.building.rglob("*"), self.building]:
            sync(path)
        return {**self.said.values, **more.values, **own}

    def _anew(self) -> Callable[[], Sum]:
        """Write the lines, the index and the store: one after the other, for each takes memory."""
        self.earlier.end()
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
        lines, begun = self.earlier.lines, self.earlier.begun
        found = lines.finish(others) if lines and begun and begun.result() else None
        return found or write_graph(self.building / GRAPH, merged(sorted(self.given.lines), self.given.written))

    def _index(self, others: Difference) -> None:
        """Write the index of the texts that can be found, from that of the snapshot before."""
        before, given = self.earlier.graph, self.given
        told = self.earlier.whole and not quoting(given.rest)
        changed = altered(self.earlier.known, given.naming, others, given.written) if told else None
        path = self.building / INDEX
        write_index(path, given.entries(), before.path / INDEX if before else None, changed)
        sync(path)


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
