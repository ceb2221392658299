"""What a process that builds a graph again and again keeps in memory from one build to the next.

All of it is known by what it was made of, so that a graph is the same with and without it. Where another process has
changed the graph's folder meanwhile, or a build was not finished, it is let go.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import AbstractContextManager
from pathlib import Path

from builder.identifiers import Minter
from builder.memory import let_go
from builder.model import Article
from builder.pipeline import catalogue, orders
from builder.pipeline.ahead import Ahead
from builder.pipeline.inputs import Inputs
from builder.pipeline.reading import memory_of
from builder.pipeline.workers import Early, Limits
from builder.store import Spare
from builder.store.graph import CURRENT
from builder.vocabulary import DATA


class Resident(AbstractContextManager["Resident"]):
    """What is known of the graph in ``directory``, by whoever builds it; at its end no worker is left."""

    def __init__(self, directory: Path, base: str = DATA, limits: Limits | None = None) -> None:
        self.directory, self.base, self.limits = directory, base, limits or Limits()
        self.early = Early(self.limits)
        self.spare: Spare | None = None
        self._left: object = None
        self.forget()

    def __exit__(self, *_: object) -> None:
        self.early.__exit__()
        if self.spare is not None:
            self.spare.remove()

    def forget(self) -> None:
        """Know no more than any process does that begins."""
        self.ahead = Ahead(self.directory, Minter(self.base))
        self.memory = memory_of(self.directory, self.early)
        self.sums: Mapping[Article, str] = {}
        self._inputs: Inputs | None = None

    @property
    def knows(self) -> bool:
        """Whether it remembers a build."""
        return self._left is not None

    def begin(self) -> None:
        """A build begins: what may be out of date is forgotten."""
        if self._left is not None and self._left != self._state():
            self.forget()
        self._left = None
        if self.spare is not None:
            self.spare.close()

    def inputs(self) -> Inputs:
        """What is known of the files that articles are read from."""
        if self._inputs is None:
            self._inputs = Inputs(self.directory, self.early.start)
        else:
            self._inputs.again()
        self.memory.keys, self.sums = self._inputs.keys, self._inputs.sums
        return self._inputs

    def done(self) -> None:
        """The build has ended well."""
        self._left = self._state()

    def rest(self) -> None:
        """Get ready for the next build, while there is time: free what the last one held, and have workers load."""
        self.early.start(self.limits.workers)
        self.early.prepare(orders.prepared(self.directory, self.base))
        self.ahead.gathered.bare()
        let_go()
        self.spare = Spare(self.directory)

    def _state(self) -> object:
        """What another process would alter that builds in the same folder."""
        return (self.directory / CURRENT).resolve(), catalogue.stamp(self.ahead.folder)
