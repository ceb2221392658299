"""Writes a graph beside the one in use and swaps it in whole, so that a crash never leaves a broken graph.

DIR/current   -> snapshots/ID     what readers open
DIR/previous  -> snapshots/ID     what ``undo`` goes back to
DIR/snapshots/ID/                 graph.nq store/ search.sqlite articles.zip manifest.json, never changed once there
DIR/.lock                         held by the one build that writes
"""

from __future__ import annotations

import fcntl
import json
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

from pyoxigraph import Quad

from builder import __version__
from builder.errors import GraphError
from builder.store.files import Given, Sum, write_graph
from builder.store.graph import CURRENT, FORMAT, Graph, open_snapshot
from builder.store.loading import Loading
from builder.store.made import altered, of_files, of_others, remember, rest
from builder.store.quads import GRAPH
from builder.store.search_index import INDEX, write_index
from builder.store.splicing import spliced
from builder.store.texts import TEXTS, write_texts
from builder.store.updating import Difference, both
from builder.store.written import Written, merged, paths
from builder.vocabulary import DATA

PREVIOUS: Final = "previous"
_BUILDING: Final = ".building"


def write(
    directory: Path,
    quads: Iterable[Quad],
    texts: Mapping[str, str],
    manifest: Mapping[str, Any] | None = None,
    written: Sequence[Written] = (),
) -> Path:
    """Write a snapshot of these quads and article texts (by identifier), make it current, and return its folder.

    ``manifest`` adds to what the snapshot says of itself (keys such as "base", which is the default base of data
    if absent); nothing in it may depend on the clock. ``written``: further quads, that stand in files already. The
    same input gives the same bytes, store/ and the search's index aside.
    Raises GraphError where another build is writing, a quad is in no layer's graph, or a literal is not canonical.
    """
    with draft(directory, written) as begun:
        return begun.write(quads, texts, manifest)


@contextmanager
def draft(directory: Path, written: Sequence[Written] = ()) -> Iterator[Draft]:
    """A snapshot into which the quads in files are loaded already while the others are being made.

    The directory is locked until the end; where nothing was written by then, all stays as it was.
    """
    with _lock(directory):
        building = directory / _BUILDING
        shutil.rmtree(building, ignore_errors=True)
        building.mkdir()
        files = paths(written)
        before = _alike(directory, files)
        differ = of_files(directory, before.identifier, files) if before else None
        loading = Loading(building / "store", files, before.path if before else None, differ)
        try:
            yield Draft(directory, tuple(written), loading, before, differ)
        finally:
            loading.abandon()
            shutil.rmtree(building, ignore_errors=True)


@dataclass(frozen=True, slots=True)
class Draft:
    """A snapshot that has been begun.

    ``before``: one that it is likely to be much the same as; ``of_files``: how the lines in files differ from those it
    had in files, if that is known.
    """

    directory: Path
    written: tuple[Written, ...]
    loading: Loading
    before: Graph | None = None
    of_files: Difference | None = None

    def write(
        self,
        quads: Iterable[Quad],
        texts: Mapping[str, str],
        manifest: Mapping[str, Any] | None = None,
        spelt: Iterable[str] = (),
    ) -> Path:
        """Write it with these quads too, as the function ``write`` does.

        ``spelt``: further quads as sorted canonical N-Quads lines, which are not among ``quads``, nor in files.
        """
        given, building = Given(set(quads), tuple(spelt), self.written), self.directory / _BUILDING
        lines = given.lines()
        described = _fill(building, given, lines, self, texts, manifest or {})
        final = self.directory / "snapshots" / str(described["id"])
        _place(building, final)
        _point(self.directory, final)
        _clean(self.directory)
        remember(self.directory, final, paths(self.written), lines, self.written, given.texts)
        return final


def undo(directory: Path) -> Path:
    """Make the previous snapshot current again (and the current one previous); returns its folder.

    Raises GraphError where there is no previous snapshot.
    """
    if not (directory / PREVIOUS).exists():
        raise GraphError(f"{directory}: no earlier snapshot to go back to")
    with _lock(directory):
        final = (directory / PREVIOUS).resolve()
        open_snapshot(final)
        _point(directory, final)
    return final


@contextmanager
def _lock(directory: Path) -> Iterator[None]:
    """Hold the directory's lock; the system frees it when the process ends, however it ends."""
    directory.mkdir(parents=True, exist_ok=True)
    with (directory / ".lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise GraphError(f"{directory}: another build is writing here; wait for it or choose another") from error
        yield


def _fill(
    building: Path, given: Given, lines: list[bytes], draft: Draft, texts: Mapping[str, str], extra: Mapping[str, Any]
) -> dict[str, Any]:
    """Write every file of a snapshot to disk, for good; returns its manifest."""
    loading, of_files = draft.loading, draft.of_files
    others = of_others(draft.directory, lines) if of_files else None
    with ThreadPoolExecutor() as beside:  # the library and the system let other threads work meanwhile
        if of_files is None or others is None:  # what is made anew takes memory enough, and a thread would keep it
            graph = _graph(building / GRAPH, draft, lines, None)
        else:
            writing = beside.submit(_graph, building / GRAPH, draft, lines, both(of_files, others))
            storing = beside.submit(loading.finish, lines, None, others)
        _index(building / INDEX, given, draft)
        articles = write_texts(building / TEXTS, texts)
        if of_files is None or others is None:
            loading.finish(lines, building / GRAPH)
        else:
            graph = writing.result()
            storing.result()
    base = str(extra.get("base", DATA))
    manifest = {
        **extra,
        "articles": articles,
        "base": base,
        "format": FORMAT,
        "id": graph.sha256[:16],
        "layers": given.layers(base),
        "quads": graph.count,
        "sha256": graph.sha256,
        "versions": _versions(),
    }
    (building / "manifest.json").write_text(_spelt(manifest), encoding="utf-8")
    _sync_tree(building)
    return manifest


def _graph(path: Path, draft: Draft, lines: list[bytes], changed: Difference | None) -> Sum:
    """Write the file of all lines, from that of the snapshot before where it is known how they differ."""
    before = draft.before
    if before is not None and changed is not None:
        said = before.manifest
        graph = spliced(before.nquads, said["sha256"], changed, path, said["quads"])
        if graph is not None:
            _sync(path)  # it takes the disk long, and meanwhile others work
            return graph
    return write_graph(path, merged(lines, draft.written))


def _index(path: Path, given: Given, draft: Draft) -> None:
    """Write the index of the texts that can be found, from that of the snapshot before if there is one."""
    before = draft.before
    changed = altered(draft.directory, before.path, draft.written, given.texts) if before else None
    write_index(path, given.entries(), before.path / INDEX if before else None, changed)


def _spelt(manifest: Mapping[str, Any]) -> str:
    """The manifest as JSON, an entry of each of its mappings a line: of an article it says much."""
    text = json.JSONEncoder(ensure_ascii=False, sort_keys=True).encode

    def value(own: Any) -> str:
        if not isinstance(own, Mapping) or not own:
            return text(own)
        return "{\n" + ",\n".join(f"    {text(name)}: {text(part)}" for name, part in sorted(own.items())) + "\n  }"

    return "{\n" + ",\n".join(f"  {text(name)}: {value(own)}" for name, own in sorted(manifest.items())) + "\n}\n"


def _versions() -> dict[str, str]:
    return {"mithaq": __version__, "pyoxigraph": version("pyoxigraph")}


def _alike(directory: Path, files: Sequence[Path]) -> Graph | None:
    """The current snapshot, if the new one may well be much the same, as far as sizes tell."""
    try:
        before = open_snapshot((directory / CURRENT).resolve())
        size, was = sum(path.stat().st_size for path in files), before.nquads.stat().st_size
    except (GraphError, OSError):
        return None
    likely = not files or abs(was - size - rest(directory)) <= was // 3
    return before if likely and before.manifest.get("versions") == _versions() else None


def _place(building: Path, final: Path) -> None:
    """Move a finished snapshot to its place; one with the same quads that is whole stays, for it may be in use."""
    final.parent.mkdir(exist_ok=True)
    if final.exists() and _same(building, final):
        (building / "manifest.json").replace(final / "manifest.json")
    else:
        shutil.rmtree(final, ignore_errors=True)
        building.rename(final)
    _sync(final)
    _sync(final.parent)


def _same(building: Path, final: Path) -> bool:
    try:
        _ = open_snapshot(final).store
    except GraphError:
        return False
    if not (final / INDEX).exists():
        return False
    return all((building / name).read_bytes() == (final / name).read_bytes() for name in (TEXTS, GRAPH))


def _point(directory: Path, final: Path) -> None:
    """Make ``final`` current and what was current previous, each by one atomic rename."""
    current = directory / CURRENT
    if current.exists() and current.resolve() != final.resolve():
        _swap(directory / PREVIOUS, current.resolve())
    _swap(current, final)
    _sync(directory)


def _swap(link: Path, target: Path) -> None:
    fresh = link.with_name(f".{link.name}")
    fresh.unlink(missing_ok=True)
    fresh.symlink_to(Path("snapshots") / target.name)
    fresh.replace(link)


def _clean(directory: Path) -> None:
    """Remove what is neither current nor previous."""
    shutil.rmtree(directory / _BUILDING, ignore_errors=True)
    kept = {(directory / name).resolve() for name in (CURRENT, PREVIOUS)}
    for snapshot in sorted((directory / "snapshots").iterdir()):
        if snapshot.resolve() not in kept:
            shutil.rmtree(snapshot, ignore_errors=True)


def _sync_tree(folder: Path) -> None:
    for path in [*folder.rglob("*"), folder]:
        _sync(path)


def _sync(path: Path) -> None:
    """Have the system write a file or a folder's list of names to the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
