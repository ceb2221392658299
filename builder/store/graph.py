"""A built graph, opened for reading."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, Final

import msgspec
from pyoxigraph import Quad, Store

from builder.errors import GraphError
from builder.identifiers import Minter
from builder.store.quads import GRAPH, read_quads
from builder.store.texts import TEXTS, text_of

FORMAT: Final = 3
"""The version of the layout of a snapshot's folder; it changes when an older mithaq could not read a newer graph."""

CURRENT: Final = "current"
MANIFEST: Final = "manifest.json"


@dataclass(frozen=True)
class Graph:
    """One snapshot of a built graph: its folder and what its manifest says. It never changes."""

    path: Path
    manifest: Mapping[str, Any]

    @property
    def identifier(self) -> str:
        """The snapshot's identifier: 16 hexadecimal digits, the same for the same quads."""
        return str(self.manifest["id"])

    @property
    def base(self) -> str:
        """The base of the IRIs of its data."""
        return str(self.manifest["base"])

    @property
    def minter(self) -> Minter:
        """What makes the IRIs of this graph."""
        return Minter(self.base)

    @property
    def nquads(self) -> Path:
        """The file that is the truth: every quad, sorted canonical N-Quads."""
        return self.path / GRAPH

    @cached_property
    def store(self) -> Store:
        """The store that answers queries, read-only. Never export from it: it rewrites literals.

        Its default graph is the merge of all named graphs, each triple once.
        """
        try:
            return Store.read_only(str(self.path / "store"))
        except OSError as error:
            raise GraphError(f"{self.path / 'store'}: cannot be opened ({error}); build the graph again") from error

    @property
    def articles(self) -> tuple[str, ...]:
        """The identifiers of its articles, sorted."""
        return tuple(self.manifest["articles"])

    def quads(self) -> Iterator[Quad]:
        """Every quad, term-exact, in the order of graph.nq."""
        return read_quads(self.nquads)

    def article_text(self, identifier: str) -> str:
        """An article's text exactly as it was read. Raises GraphError for an article that is not in the graph."""
        entry = self.manifest["articles"].get(identifier)
        if entry is None:
            raise GraphError(f"{identifier}: no article of this graph; it has {', '.join(self.articles) or 'none'}")
        return text_of(self.path / TEXTS, entry)


def open_graph(directory: Path) -> Graph:
    """The current snapshot of the graph in ``directory``.

    Raises GraphError where there is none, a file of it is missing, or another version wrote it.
    """
    link = directory / CURRENT
    if not link.exists():
        raise GraphError(f"{directory}: no graph here; build one with: mithaq build PATHS… -o {directory}")
    return open_snapshot(link.resolve())


def open_snapshot(path: Path) -> Graph:
    """One snapshot's folder. Raises GraphError as ``open_graph`` does."""
    try:
        manifest = _manifest(path / MANIFEST)
    except (OSError, ValueError) as error:
        raise GraphError(f"{path / MANIFEST}: unreadable ({error}); build the graph again") from error
    found = manifest.get("format") if isinstance(manifest, dict) else None
    if found != FORMAT:
        raise GraphError(f"{path}: format {found}, this mithaq reads {FORMAT}; build the graph again")
    for name in (GRAPH, "store", TEXTS):
        if not (path / name).exists():
            raise GraphError(f"{path / name}: missing; build the graph again")
    return Graph(path, manifest)


def _manifest(path: Path) -> Any:
    state = path.stat()
    return _read(path, (state.st_size, state.st_mtime_ns, state.st_ino))


@lru_cache(maxsize=1)
def _read(path: Path, _state: tuple[int, ...]) -> Any:
    """What stands in a file; a build asks again and again, and that of many articles is long."""
    return msgspec.json.decode(path.read_bytes())
