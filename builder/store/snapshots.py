"""Writes a graph beside the one in use and swaps it in whole, so that a crash never leaves a broken graph.

DIR/current   -> snapshots/ID     what readers open
DIR/previous  -> snapshots/ID     what ``undo`` goes back to
DIR/snapshots/ID/                 graph.nq store/ search.sqlite articles.zip manifest.json, never changed once there
DIR/.spare/                       a copy of the current store/ while a process watches, see ``spare``
DIR/.lock                         held by the one build that writes
"""

from __future__ import annotations

import fcntl
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import Any, Final

from pyoxigraph import Quad

from builder.errors import GraphError
from builder.identifiers import digest_of_file
from builder.store.files import Given, sync
from builder.store.filling import Before, Earlier, Filling, Said, before, earlier, written_texts
from builder.store.graph import CURRENT, MANIFEST, Graph, open_snapshot
from builder.store.loading import Loading
from builder.store.made import remember
from builder.store.quads import GRAPH, canonical_lines
from builder.store.search_index import INDEX
from builder.store.spare import FOLDER, Spare
from builder.store.texts import NO_SUMS, TEXTS
from builder.store.written import Written, paths

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
    with draft(directory) as begun:
        begun.texts(texts, manifest or {})
        begun.begin(written)
        return begun.write(quads).path


@contextmanager
def draft(directory: Path, spare: Spare | None = None) -> Iterator[Draft]:
    """A snapshot of which each part is written as soon as it is there.

    The directory is locked until the end; where nothing was written by then, all stays as it was. ``spare``: a copy of
    the current snapshot's store, if there is one, which is used up.
    """
    with _lock(directory), ThreadPoolExecutor() as beside:
        building = directory / _BUILDING
        shutil.rmtree(building, ignore_errors=True)
        building.mkdir()
        begun = Draft(directory, beside, spare)
        try:
            yield begun
        finally:
            begun.abandon()
            shutil.rmtree(building, ignore_errors=True)


class Draft:
    """A snapshot that has been begun: what it has of ``texts``, then what ``begin`` reads of files, then the rest.

    ``beside`` works for it meanwhile; ``spare`` as of ``draft``.
    """

    def __init__(self, directory: Path, beside: Executor, spare: Spare | None = None) -> None:
        self._directory, self._building = directory, directory / _BUILDING
        self._beside, self._spare = beside, spare
        self._said = Said({}, {})
        self._written: tuple[Written, ...] = ()
        self._earlier: Earlier | None = None
        self._loading: Loading | None = None

    @cached_property
    def _was(self) -> Before:
        return before(self._directory)

    def texts(self, texts: Mapping[str, str], manifest: Mapping[str, Any], sums: Mapping[str, str] = NO_SUMS) -> None:
        """Write the articles' texts and what the manifest says of them, as the function ``write`` does.

        ``sums``: of texts of which it is known the SHA-256 of their UTF-8.
        """
        own, more = written_texts(self._building, texts, sums, self._was), Said.of(manifest)
        self._said = Said({**more.values, **own.values}, {**more.spelt, **own.spelt})

    def begin(self, written: Iterable[Written]) -> None:
        """Begin to load the quads that stand in files, while the others are being made."""
        self._written = tuple(written)
        self._beside.submit(sync, self._building / TEXTS)  # if it fails, so will that of all in the end
        files = paths(self._written)
        self._earlier = known = earlier(self._was, files, self._building)
        was = known.graph.path if known.graph else None
        self._loading = Loading(self._building / "store", files, was, known.of_files, self._spare)

    def abandon(self) -> None:
        """Do no more of what was begun."""
        if self._earlier:
            self._earlier.end()
        if self._loading:
            self._loading.abandon()

    def write(
        self, quads: Iterable[Quad], manifest: Mapping[str, Any] | None = None, spelt: Iterable[str] = ()
    ) -> Graph:
        """Write it with these quads too, once it was begun; ``manifest``: what else is said.

        ``spelt``: further quads as canonical N-Quads lines without a blank node, which are not in files, and name
        nothing that can be found.
        """
        if self._earlier is None or self._loading is None:
            raise ValueError("a draft is written that was not begun")
        known = self._earlier.known
        naming = canonical_lines(quads, known.rest)
        given = Given(naming.union([line.encode("utf-8") for line in spelt]), naming, self._written)
        filling = Filling(self._building, self._said, given, self._loading, self._earlier, self._beside)
        described = filling.fill(manifest or {})
        final = self._directory / "snapshots" / str(described["id"])
        _place(self._building, final)
        _point(self._directory, final)
        self._beside.submit(_clean, self._directory)  # to give so much room back takes the system a while
        remember(known, final)
        return Graph(final, described)


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


def _place(building: Path, final: Path) -> None:
    """Move a finished snapshot to its place; one with the same quads that is whole stays, for it may be in use."""
    final.parent.mkdir(exist_ok=True)
    if final.exists() and _same(building, final):
        (building / MANIFEST).replace(final / MANIFEST)
    else:
        shutil.rmtree(final, ignore_errors=True)
        building.rename(final)
    sync(final)
    sync(final.parent)


def _same(building: Path, final: Path) -> bool:
    try:
        _ = open_snapshot(final).store
    except GraphError:
        return False
    if not (final / INDEX).exists():
        return False
    return all(digest_of_file(building / name) == digest_of_file(final / name) for name in (TEXTS, GRAPH))


def _point(directory: Path, final: Path) -> None:
    """Make ``final`` current and what was current previous, each by one atomic rename."""
    current = directory / CURRENT
    if current.exists() and current.resolve() != final.resolve():
        _swap(directory / PREVIOUS, current.resolve())
    _swap(current, final)
    sync(directory)


def _swap(link: Path, target: Path) -> None:
    fresh = link.with_name(f".{link.name}")
    fresh.unlink(missing_ok=True)
    fresh.symlink_to(Path("snapshots") / target.name)
    fresh.replace(link)


def _clean(directory: Path) -> None:
    """Remove what is neither current nor previous, nor of use to them."""
    for left in (_BUILDING, FOLDER):
        shutil.rmtree(directory / left, ignore_errors=True)
    kept = {(directory / name).resolve() for name in (CURRENT, PREVIOUS)}
    for snapshot in sorted((directory / "snapshots").iterdir()):
        if snapshot.resolve() not in kept:
            shutil.rmtree(snapshot, ignore_errors=True)
