"""The store that a query worker answers from: the snapshot's own, or a copy in memory where the snapshot is small.

On disk the engine looks up each string that it compares or writes; in memory the same query costs a quarter, a sort a
tenth. All copies of a snapshot are the same, down to the order in which they give rows that no query put in order.
"""

from __future__ import annotations

from typing import Final

from pyoxigraph import RdfFormat, Store, parse

_MERGE: Final = "INSERT { ?s ?p ?o } WHERE { GRAPH ?g { ?s ?p ?o } }"
"""As in a snapshot: the default graph has the triples of all graphs, each once."""


class Stores:
    """Gives the store of the snapshot that was asked for last, on disk and, once that was asked for, in memory."""

    def __init__(self) -> None:
        self._path = ""
        self._disk: Store | None = None
        self._memory: Store | None = None

    def get(self, path: str, quads: str | None) -> Store:
        """The store in a folder; in memory, from the file of its named graphs, where ``quads`` names that.

        Raises OSError for a folder without a store.
        """
        if self._path != path:
            self._path, self._disk, self._memory = path, None, None  # never two in memory
        if quads is not None:
            if self._memory is None:
                self._memory = _copy(quads)
            return self._memory
        if self._disk is None:
            self._disk = Store.read_only(path)
        return self._disk


def _copy(quads: str) -> Store:
    store = Store()
    # Not bulk_load, whose threads put rows into another order each time.
    store.extend(parse(path=quads, format=RdfFormat.N_QUADS, rename_blank_nodes=False))
    store.update(_MERGE)
    return store
