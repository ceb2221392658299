"""Makes the store of a snapshot, that which answers queries, while something else is done.

Each triple is stored in its graph and, once, in the default graph: the library's own union of graphs repeats a triple
once a graph, and so miscounts.
"""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import Final

from pyoxigraph import Quad, RdfFormat, Store, parse

from builder import nquads
from builder.errors import GraphError
from builder.store.quads import GRAPH
from builder.store.spare import Spare
from builder.store.updating import Difference, apply, difference, flushed, load, opened, share, update

_MANY: Final = 3
"""So many batches leave tables that the engine begins to put in order whenever the store is opened, and never ends."""


class Loading:
    """A thread that loads files of N-Quads; ``finish`` or ``abandon`` it.

    The lines are the library's own, so that it need not check them again. They have no blank nodes.
    ``before``: a snapshot that is likely to be much the same; ``of_files``: how the lines in files differ from those it
    had in files. Then its store is changed by these; where that is not known, nothing is done until all lines are.
    ``spare``: perhaps a copy of that store.
    """

    def __init__(
        self,
        path: Path,
        files: Iterable[Path],
        before: Path | None = None,
        of_files: Difference | None = None,
        spare: Spare | None = None,
    ) -> None:
        self._path, self._before, self._spare = path, before, spare
        self._store: Store | None = None if before else Store(str(path))
        self._files = tuple(files)
        self._batches = 0
        self._stopped = threading.Event()
        self._error: Exception | None = None
        self._thread: threading.Thread | None = None
        if before is not None and of_files is not None:
            self._start(partial(self._begin, before, of_files))
        elif self._files and not before:
            self._start(self._run)

    def _start(self, work: Callable[[], None]) -> None:
        self._thread = threading.Thread(target=work, name="loading", daemon=True)
        self._thread.start()

    def finish(self, lines: Iterable[bytes], graph: Path | None = None, others: Difference | None = None) -> None:
        """Load these lines too, which may have blank nodes, and have all on disk. Raises GraphError if it cannot.

        ``graph``: the file of all lines, sorted, to be compared with that of the snapshot before, unless ``others``
        says how the lines in no file differ, where that was said of those in files.
        """
        self._wait()
        try:
            if self._error is None and self._before is not None:
                if self._updated(self._before, graph, others):
                    return
                self._store = Store(str(self._path))
                self._run()
            if self._error is not None:
                raise self._error
            assert self._store is not None
            _load_in_hand(self._store, list(lines))
            self._store.flush()
            if self._batches >= _MANY:
                self._store.optimize()  # once and for all: later stores share the tables
        except (OSError, RuntimeError) as error:
            raise GraphError(f"the store cannot be written: {error}; make room and build again") from error
        finally:
            self._store = None

    def _updated(self, before: Path, graph: Path | None, others: Difference | None) -> bool:
        """Make the store from that of the snapshot before; if it cannot be, nothing is left of it."""
        store, self._store = self._store, None
        if store is not None and others is not None and apply(store, others) and flushed(store):
            return True
        del store
        shutil.rmtree(self._path, ignore_errors=True)
        changed = difference(before / GRAPH, graph) if graph is not None else None
        return changed is not None and update(before / "store", self._path, changed)

    def _begin(self, before: Path, of_files: Difference) -> None:
        try:
            if self._spare is None or not self._spare.take(before, self._path):
                share(before / "store", self._path)
            store = opened(self._path)
            self._store = store if store is not None and apply(store, of_files) else None
        except OSError as error:  # told by the thread that waits for this one
            self._error = error

    def abandon(self) -> None:
        """Stop as soon as may be; what is loaded is of no use."""
        self._stopped.set()
        self._wait()
        self._store = None

    def _wait(self) -> None:
        if self._thread is not None:
            self._thread.join()

    def _run(self) -> None:
        try:
            for lines in nquads.chunks(self._files):
                if self._stopped.is_set() or self._store is None:
                    return
                load(self._store, lines)
                self._batches += 1
        except (OSError, RuntimeError, ValueError, SyntaxError) as error:  # told by the thread that waits for this one
            self._error = error


def _load_in_hand(store: Store, lines: list[bytes]) -> None:
    """Loads lines; those with blank nodes one by one: the library would give these a new name in each load."""
    blank = {line for line in lines if b"_:" in line and (line.startswith(b"_:") or b" _:" in line)}
    load(store, b"".join(line for line in lines if line not in blank))
    for quad in parse(b"".join(sorted(blank)), format=RdfFormat.N_QUADS, rename_blank_nodes=False):
        store.extend([quad, Quad(quad.subject, quad.predicate, quad.object)])
