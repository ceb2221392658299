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
        self._outdated: Store | None = None

    def get(self, path: str, quads: str | None) -> Store:
        """The store in a folder; in memory, from the file of its named graphs, where ``quads`` names that.

        Raises OSError for a folder without a store.
        """
        if self._path != path:
            # To free a copy takes a tenth of the time that making it took: the first query must not wait for that.
            self._path, self._disk, self._memory, self._outdated = path, None, None, self._memory or self._outdated
        if quads is not None:
            if self._memory is None:
                self.free()  # never two in memory
                self._memory = _copy(quads)
            return self._memory
        if self._disk is None:
            self._disk = Store.read_only(path)
        return self._disk

    @property
    def outdated(self) -> bool:
        """Whether a copy of an earlier snapshot is still in memory."""
        return self._outdated is not None

    def free(self) -> None:
        """Free the copy of an earlier snapshot."""
        self._outdated = None


def _copy(quads: str) -> Store:
    store = Store()
    # Not bulk_load, whose threads put rows into another order each time.
    store.extend(parse(path=quads, format=RdfFormat.N_QUADS, rename_blank_nodes=False))
    store.update(_MERGE)
    return store
