"""What a build asks for whatever its new articles say, made while workers read these."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import Final

from pyoxigraph import Quad

from builder import ontology, reason, validate
from builder.assemble import ontology_graph
from builder.assemble.asked import Asked
from builder.assemble.gathered import Gathered
from builder.identifiers import Minter
from builder.pipeline import catalogue, parts
from builder.pipeline.asking import asked
from builder.pipeline.catalogue import Row
from builder.pipeline.making import Naming
from builder.pipeline.parts import FOLDER, Part
from builder.resolve import identity

_FEW: Final = 1024
"""Where no more articles are new, what others claimed is worth loading before it is known which of it still stands."""


class Ahead:
    """The ontology, what is asked of all articles, and the claims that earlier builds kept in a graph's folder.

    Each is made when it is first asked for.
    """

    def __init__(self, directory: Path, minter: Minter) -> None:
        self.minter = minter
        self.folder = directory / FOLDER
        self.gathered = Gathered(minter)
        self.namings: Mapping[str, Naming] = {}
        """How the pieces of articles were named when that was done last."""
        self._before: dict[str, Part] = {}
        self._parts: dict[str, Part | None] = {}

    def steps(self, fresh: int) -> Iterator[None]:
        """Makes it step by step; ``fresh``: how many articles are new."""
        if fresh <= _FEW:
            self.gathered.ahead(catalogue.asked(self.folder, name, row) for name, row in self.kept.items())
            yield
        for load in (identity.load, validate.load, reason.installed, lambda: self.asked):
            load()
            yield
        if fresh <= _FEW:
            for name in self.kept:
                self.part(name)
                yield

    @cached_property
    def terms(self) -> list[Quad]:
        """The quads of the ontology."""
        return ontology_graph.quads(ontology.files(), self.minter)

    @cached_property
    def core(self) -> validate.CoreValidator:
        """What runs the shapes on each layer."""
        return validate.prepared(self.terms)

    @cached_property
    def asked(self) -> Asked:
        """What questions over all articles ask for."""
        return asked(self.terms)

    def prune(self, found: Mapping[str, Row], made: Iterable[Part]) -> None:
        """Remove what is kept of earlier builds and is in no snapshot now: all but these parts."""
        catalogue.prune(self.folder, found)
        self.kept = dict(sorted(found.items()))
        self._before, self._parts = dict(zip(found, made, strict=True)), {}

    @cached_property
    def kept(self) -> Mapping[str, Row]:
        """The parts that earlier builds left and seem to be whole, by name."""
        return catalogue.rows(self.folder)

    def part(self, name: str) -> Part | None:
        """One of these, or None where it is not whole."""
        if name not in self._parts:
            self._parts[name] = parts.read(self.folder, name, self.kept[name], self._before.get(name))
        return self._parts[name]
