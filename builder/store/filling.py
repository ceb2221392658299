"""Writes the files of a snapshot, from those of the one before where it is known how they differ.

Then most of it goes on in threads: the library, SQLite and the system let others work meanwhile.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from concurrent.futures import Executor, Future
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

from builder import __version__
from builder.errors import GraphError
from builder.identifiers import digest_of_file
from builder.store.files import Given, Sum, sync, write_graph
from builder.store.graph import CURRENT, FORMAT, MANIFEST, Graph, open_snapshot
from builder.store.loading import Loading
from builder.store.made import Basis, altered, as_written, layers, note, of_files, of_others
from builder.store.quads import GRAPH
from builder.store.search_index import INDEX, quoting, write_index
from builder.store.splicing import spliced
from builder.store.texts import TEXTS, Archive, write_texts
from builder.store.updating import Difference, both
from builder.store.written import merged
from builder.vocabulary import DATA

_text: Final = json.JSONEncoder(ensure_ascii=False, sort_keys=True).encode


@dataclass(frozen=True, slots=True)
class Earlier:
    """What is known before the new lines are.

    ``graph``: a snapshot that the new one is likely to be much the same as; ``whole``: whether its small files are as
    they were written. ``of_files``: how the lines in files differ from those it had in files, where that is known, and
    ``digest``, then, that of the file of all its lines.
    """

    known: Basis
    graph: Graph | None = None
    whole: bool = False
    of_files: Difference | None = None
    digest: Future[str] | None = None


def known_before(known: Basis, beside: Executor) -> Earlier:
    """What is known of the current snapshot."""
    graph = _alike(known)
    if graph is None:
        return Earlier(known)
    differ = of_files(known, graph.identifier)
    digest = beside.submit(digest_of_file, graph.nquads) if differ is not None else None
    return Earlier(known, graph, as_written(known, graph.path), differ, digest)


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

    def fill(self, texts: Mapping[str, str], extra: Mapping[str, Any]) -> dict[str, Any]:
        """Write every file to disk, for good; returns the manifest."""
        before = self.earlier
        others = of_others(before.known, self.given.lines)
        changed = (before.of_files, others) if before.of_files and others else None
        wait = self._changed(*changed) if changed else self._anew()
        base = str(extra.get("base", DATA))
        of_lines = layers(before.known, base, self.given.lines, others)
        described = {**extra, **self._described(texts), "base": base, "layers": self.given.layers(of_lines)}
        spelt = {name: _spelt(own) for name, own in described.items()}
        note(before.known, self.given.rest, {base: of_lines}, self.given.written)
        graph = wait()
        own = {"id": graph.sha256[:16], "quads": graph.count, "sha256": graph.sha256}
        spelt |= {name: _spelt(value) for name, value in own.items()}
        lines = ",\n".join(f"  {_text(name)}: {value}" for name, value in sorted(spelt.items()))
        (self.building / MANIFEST).write_text(f"{{\n{lines}\n}}\n", encoding="utf-8")
        for path in [*self.building.rglob("*"), self.building]:
            sync(path)
        return {**described, **own}

    def _anew(self) -> Callable[[], Sum]:
        """Write the lines, the index and the store: one after the other, for each takes memory."""
        lines = sorted(self.given.lines)
        graph = write_graph(self.building / GRAPH, merged(lines, self.given.written))
        before = self.earlier.graph
        write_index(self.building / INDEX, self.given.entries(), before.path / INDEX if before else None)
        self.loading.finish(lines, self.building / GRAPH)
        return lambda: graph

    def _changed(self, of_files: Difference, others: Difference) -> Callable[[], Sum]:
        """Begin to write the same from those of the snapshot before; gives what waits for them."""
        graph = self.beside.submit(self._graph, both(of_files, others))
        store = self.beside.submit(self.loading.finish, (), None, others)
        index = self.beside.submit(self._index, others)

        def wait() -> Sum:
            store.result()
            index.result()
            return graph.result()

        return wait

    def _graph(self, changed: Difference) -> Sum:
        """Write the file of all lines, from that of the snapshot before if it is what it was."""
        path, before = self.building / GRAPH, self.earlier.graph
        if before is not None and self.earlier.digest is not None:
            said = before.manifest
            whole = self.earlier.digest.result() == said["sha256"]
            graph = spliced(before.nquads, changed, path, said["quads"]) if whole else None
            if graph is not None:
                return graph
        return write_graph(path, merged(sorted(self.given.lines), self.given.written))

    def _index(self, others: Difference) -> None:
        """Write the index of the texts that can be found, from that of the snapshot before."""
        before, given = self.earlier.graph, self.given
        told = self.earlier.whole and not quoting(given.rest)
        changed = altered(self.earlier.known, given.naming, others, given.written) if told else None
        path = self.building / INDEX
        write_index(path, given.entries(), before.path / INDEX if before else None, changed)
        sync(path)

    def _described(self, texts: Mapping[str, str]) -> dict[str, Any]:
        """Write the texts; what the manifest says of these and of how it is written."""
        before, archive = self.earlier.graph, None
        if before is not None and self.earlier.whole:
            archive = Archive(before.path / TEXTS, before.manifest["articles"])
        articles = write_texts(self.building / TEXTS, texts, archive)
        self.beside.submit(sync, self.building / TEXTS)  # if it fails, so will that of all in the end
        return {"articles": articles, "format": FORMAT, "versions": _versions()}


def _spelt(own: Any) -> str:
    """A value of the manifest as JSON; an entry of a mapping a line, for of an article it says much."""
    if not isinstance(own, Mapping) or not own:
        return _text(own)
    return "{\n" + ",\n".join(f"    {_text(name)}: {_text(part)}" for name, part in sorted(own.items())) + "\n  }"


def _versions() -> dict[str, str]:
    return {"mithaq": __version__, "pyoxigraph": version("pyoxigraph")}
