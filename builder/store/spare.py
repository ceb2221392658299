"""A copy of the current snapshot's store that the next one can be made from: ``DIR/.spare/``.

While it is open, the engine puts its tables in order, for which a build leaves no time: each has the tables of the one
before and some more, and where there are too many, the engine stops all writing until it has done so.
"""

from __future__ import annotations

import shutil
from contextlib import suppress
from pathlib import Path
from typing import Final

from pyoxigraph import Store

from builder.store.graph import CURRENT
from builder.store.updating import opened, share

FOLDER: Final = ".spare"


class Spare:
    """The copy for the graph in ``directory``, open until it is closed; none where the disk or the engine refuses."""

    def __init__(self, directory: Path) -> None:
        self._path = directory / FOLDER
        self._of = (directory / CURRENT).resolve()
        self._store: Store | None = None
        self.remove()  # that of a process that was killed
        with suppress(OSError):
            share(self._of / "store", self._path)
            self._store = opened(self._path)
        if self._store is None:
            self.remove()

    def close(self) -> None:
        """Let the engine do no more."""
        self._store = None

    def take(self, snapshot: Path, place: Path) -> bool:
        """Move the copy to a place, if there is one, and of this snapshot; whether it was."""
        self.close()
        if self._of == snapshot:
            with suppress(OSError):
                self._path.rename(place)
                return True
        return False

    def remove(self) -> None:
        """Leave nothing of it."""
        self.close()
        shutil.rmtree(self._path, ignore_errors=True)
