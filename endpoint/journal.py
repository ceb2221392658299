"""The journal of what was written beside a built graph: an RDF Patch, term-exact, the truth of the overlay.

Lines are those of RDF Patch (A and D before an N-Quads line, TX and TC around a transaction), and NG and DG for a
graph that came to be or is gone, so that a graph without a triple is known too. A transaction without its TC was
never finished and counts for nothing.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from pyoxigraph import NamedNode, Quad, RdfFormat, parse

from builder.errors import GraphError

_BEGIN: Final = "TX .\n"
_END: Final = "TC .\n"


@dataclass(slots=True)
class State:
    """The graphs of an overlay and their quads, as they were written."""

    graphs: set[NamedNode] = field(default_factory=set)
    quads: set[Quad] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Change:
    """What one transaction did."""

    added: frozenset[Quad] = frozenset()
    removed: frozenset[Quad] = frozenset()
    new_graphs: frozenset[NamedNode] = frozenset()
    lost_graphs: frozenset[NamedNode] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.added or self.removed or self.new_graphs or self.lost_graphs)

    def text(self) -> str:
        """The lines of the transaction, sorted."""
        lines = [
            *sorted(f"DG {graph} .\n" for graph in self.lost_graphs),
            *sorted(f"D {quad} .\n" for quad in self.removed),
            *sorted(f"NG {graph} .\n" for graph in self.new_graphs),
            *sorted(f"A {quad} .\n" for quad in self.added),
        ]
        return "".join([_BEGIN, *lines, _END])


class Journal:
    """The file of all transactions; ``version`` names the state that they led to."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._hash = hashlib.sha256()

    @property
    def version(self) -> str:
        """16 hexadecimal digits, the same for the same transactions."""
        return self._hash.hexdigest()[:16]

    def replay(self) -> State:
        """The state after all finished transactions; the file is rewritten where it holds more than that needs.

        Raises GraphError for a line that is none of a journal's.
        """
        text = self._path.read_text(encoding="utf-8") if self._path.exists() else ""
        whole = text[: text.rfind(_END) + len(_END)] if _END in text else ""
        state = State()
        for transaction in whole.split(_END)[:-1]:
            self._apply(transaction.partition(_BEGIN)[2], state)
        if whole != text or whole.count("\n") > 2 * len(state.quads) + 1000:
            whole = Change(added=frozenset(state.quads), new_graphs=frozenset(state.graphs)).text()
            self._replace(whole)
        self._hash = hashlib.sha256(whole.encode("utf-8"))
        return state

    def append(self, change: Change) -> None:
        """Write a transaction to the disk, for good."""
        data = change.text().encode("utf-8")
        with self._path.open("ab") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        self._hash.update(data)

    def _apply(self, text: str, state: State) -> None:
        lines: dict[str, list[str]] = {"DG": [], "D": [], "NG": [], "A": []}
        for line in text.splitlines(keepends=True):
            letter, _, rest = line.partition(" ")
            if letter not in lines:
                raise GraphError(f"{self._path}: {line.strip()!r} is no line of a journal; restore it from a copy")
            lines[letter].append(rest)
        state.graphs -= _graphs(lines["DG"])
        state.quads -= _quads(lines["D"])
        state.graphs |= _graphs(lines["NG"])
        state.quads |= _quads(lines["A"])

    def _replace(self, text: str) -> None:
        fresh = self._path.with_name(f".{self._path.name}")
        with fresh.open("wb") as file:
            file.write(text.encode("utf-8"))
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(self._path)


def _quads(lines: Iterable[str]) -> set[Quad]:
    return set(parse("".join(lines), format=RdfFormat.N_QUADS, rename_blank_nodes=False))


def _graphs(lines: Iterable[str]) -> set[NamedNode]:
    return {NamedNode(line.removeprefix("<").removesuffix("> .\n")) for line in lines}
