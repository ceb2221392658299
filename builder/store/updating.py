"""Makes the store of a snapshot from that of the one before, where few lines differ.

The files of the engine's tables never change once they are written, so that two stores can share them.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pyoxigraph import DefaultGraph, Quad, RdfFormat, Store, parse

_END: Final = b"\xff"
"""Sorts after every line."""
_SHARE: Final = 10
"""Where more than a tenth of the lines differ, loading all is faster."""


@dataclass(frozen=True, slots=True)
class Difference:
    """The lines that only the older and only the newer graph has; ``size``: what the newer store holds in the end."""

    gone: tuple[bytes, ...]
    come: tuple[bytes, ...]
    size: int


def updated(before: Path, graph: Path, path: Path) -> bool:
    """Make the store of the lines in ``graph`` from that of a snapshot; False where it is better made from nothing.

    Raises OSError where it cannot be written.
    """
    changed = difference(before / "graph.nq", graph)
    return changed is not None and update(before / "store", path, changed)


def difference(old: Path, new: Path) -> Difference | None:
    """How two files of sorted lines differ; None where they do not, or so much that loading all is faster.

    None too where a line that differs has a blank node, whose name means nothing outside its own store.
    """
    gone, come, size, triple = list[bytes](), list[bytes](), 0, b""
    least = -(new.stat().st_size // _SHARE)
    with old.open("rb") as before, new.open("rb") as after:
        was, now = next(before, _END), next(after, _END)
        while (was, now) != (_END, _END) and least < 0:
            if was < now:
                gone.append(was)
                least += len(was)
                was = next(before, _END)
                continue
            size += 1 if triple == now[: now.rindex(b" <")] else 2  # once in its graph, and once in the merge of all
            triple = now[: now.rindex(b" <")]
            if was == now:
                was = next(before, _END)
            else:
                come.append(now)
                least += len(now)
            now = next(after, _END)
    if least >= 0 or not (gone or come) or any(b"_:" in line for line in (*gone, *come)):
        return None
    return Difference(tuple(gone), tuple(come), size)


def update(old: Path, new: Path, changed: Difference) -> bool:
    """Make a store from an older one; False where that is damaged, and then nothing is left of the new one.

    Raises OSError where it cannot be written.
    """
    _share(old, new)
    sound = _applied(new, changed)
    if not sound:
        shutil.rmtree(new)
    return sound


def _applied(path: Path, changed: Difference) -> bool:
    """Change a store; whether it then holds what it should. It is closed again."""
    try:
        store = Store(str(path))
        _apply(store, changed)
        return len(store) == changed.size
    except (OSError, RuntimeError):  # the second where tables are missing
        return False


def _share(old: Path, new: Path) -> None:
    new.mkdir()
    for file in sorted(old.iterdir()):
        if file.suffix == ".sst":
            try:
                os.link(file, new / file.name)
            except OSError:  # a file system without hard links
                shutil.copyfile(file, new / file.name)
        elif file.name != "LOCK":
            shutil.copyfile(file, new / file.name)


def _apply(store: Store, changed: Difference) -> None:
    gone, come = list(_quads(changed.gone)), list(_quads(changed.come))
    for quad in gone:
        store.remove(quad)
    store.extend(come)
    for quad in gone:
        graphs = (found.graph_name for found in store.quads_for_pattern(quad.subject, quad.predicate, quad.object))
        if all(isinstance(graph, DefaultGraph) for graph in graphs):
            store.remove(_merged(quad))
    store.extend(map(_merged, come))
    store.flush()


def _merged(quad: Quad) -> Quad:
    """The quad in the default graph, which is the merge of all."""
    return Quad(quad.subject, quad.predicate, quad.object)


def _quads(lines: Iterable[bytes]) -> Iterator[Quad]:
    return parse(b"".join(lines), format=RdfFormat.N_QUADS, lenient=True)
