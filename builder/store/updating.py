"""Makes the store of a snapshot from that of the one before, where few lines differ.

The files of the engine's tables never change once they are written, so that two stores can share them.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from mmap import ACCESS_READ, MADV_DONTNEED, mmap
from pathlib import Path
from typing import Final, cast

from pyoxigraph import QueryResultsFormat, QuerySolutions, RdfFormat, Store

from builder import nquads
from builder.giving_way import have_give_way

_END: Final = b"\xff"
"""Sorts after every line."""
_MERGE: Final = ""
"""Stands for the graph that has every triple once."""
_SHARE: Final = 10
"""Where more than a tenth of the lines differ, loading all is faster."""
_ORDERS: Final = "rocksdb:low"
"""The engine's threads that put tables in order."""
_MANY: Final = 1 << 15
"""So many lines are loaded at once in half the time that adding them takes."""
_LEAST: Final = 1 << 8
_MOST: Final = 1 << 20
_WINDOW: Final = 1 << 24
"""Bytes that are compared at once, at first and at most; and that may be in memory before they are let go."""


@dataclass(frozen=True, slots=True)
class Difference:
    """The lines that only the older and only the newer graph has."""

    gone: tuple[bytes, ...]
    come: tuple[bytes, ...]


def both(one: Difference, other: Difference) -> Difference:
    """Two differences as one."""
    return Difference(tuple(sorted((*one.gone, *other.gone))), tuple(sorted((*one.come, *other.come))))


def difference(old: Path, new: Path) -> Difference | None:
    """How two files of sorted lines differ; None where they do not, or so much that loading all is faster.

    None too where a line that differs has a blank node, whose name means nothing outside its own store.
    """
    sizes = (old.stat().st_size, new.stat().st_size)
    if 0 in sizes:
        return None
    gone, come, left = list[bytes](), list[bytes](), sizes[1] // _SHARE
    with _mapped(old) as before, _mapped(new) as after:
        for line, newer in _differing(before, after):
            (come if newer else gone).append(line)
            left -= len(line)
            if left <= 0:
                return None
    if not (gone or come) or any(b"_:" in line for line in (*gone, *come)):
        return None
    return Difference(tuple(gone), tuple(come))


@contextmanager
def _mapped(path: Path) -> Iterator[mmap]:
    with path.open("rb") as file, mmap(file.fileno(), 0, access=ACCESS_READ) as whole:
        yield whole


def _differing(before: mmap, after: mmap) -> Iterator[tuple[bytes, bool]]:
    """Each line that only one of them has, in order, and whether that is the newer."""
    old = new = looked = 0
    while True:
        length = _same(before, old, after, new)
        old, new = old + length, new + length
        if old + new - looked > _WINDOW:
            looked = old + new
            for whole in (before, after):
                whole.madvise(MADV_DONTNEED)  # what was looked at need not stay in memory
        was, now = _line(before, old), _line(after, new)
        if was == now == _END:
            return
        if was == now:
            old, new = old + len(was), new + len(now)
        elif was < now:
            yield was, False
            old += len(was)
        else:
            yield now, True
            new += len(now)


def _line(whole: mmap, start: int) -> bytes:
    return whole[start : whole.find(b"\n", start) + 1] or _END


def _same(before: mmap, old: int, after: mmap, new: int) -> int:
    """How many bytes from here on are the same in both, to the end of a line: compared by ever more, then by fewer.

    At most about a window of them.
    """
    size, done, growing = _LEAST, 0, True
    while done < _WINDOW:
        was, now = before[old + done : old + done + size], after[new + done : new + done + size]
        if was == now:
            if not was:
                return done
            done += len(was)
            size = min(2 * size, _MOST) if growing else size
        elif size > _LEAST:
            size, growing = size // 4, False
        else:
            pairs = enumerate(zip(was, now, strict=False))
            done += next((at for at, (one, other) in pairs if one != other), min(len(was), len(now)))
            break
    return max(before.rfind(b"\n", old, old + done) + 1 - old, 0)


def update(old: Path, new: Path, changed: Difference) -> bool:
    """Make a store from an older one; False where that is damaged, and then nothing is left of the new one.

    Raises OSError where it cannot be written.
    """
    share(old, new)
    store = opened(new)
    if store is not None and apply(store, changed) and flushed(store):
        return True
    del store
    shutil.rmtree(new)
    return False


def opened(path: Path) -> Store | None:
    """A store that nobody else has; None where its tables are not whole.

    While it is open, the engine puts them in order, as far as nothing else is to be done: let it be open long.
    """
    try:
        store = Store(str(path))
    except (OSError, RuntimeError):  # the second where tables are missing
        return None
    have_give_way(_ORDERS)
    return store


def apply(store: Store, changed: Difference) -> bool:
    """Change a store; False where it does not hold what it should. It is not on disk before it is ``flushed``."""
    try:
        return _apply(store, changed)
    except (OSError, RuntimeError, SyntaxError):  # the last where an IRI is none that can be asked for
        return False


def flushed(store: Store) -> bool:
    """Have all of a store on disk; whether that could be."""
    try:
        store.flush()
    except (OSError, RuntimeError):
        return False
    return True


def share(old: Path, new: Path) -> None:
    """Make a store of the tables of another, which never change. Raises OSError where it cannot be written."""
    new.mkdir()
    for file in sorted(old.iterdir()):
        if file.suffix == ".sst":
            link(file, new / file.name)
        elif file.name != "LOCK":
            shutil.copyfile(file, new / file.name)


def link(old: Path, new: Path) -> None:
    """Give a file that never changes a second name; a copy where the file system has no hard links."""
    try:
        os.link(old, new)
    except OSError:
        shutil.copyfile(old, new)


def _apply(store: Store, changed: Difference) -> bool:
    parted = (line.decode("utf-8").removesuffix(" .\n").rpartition(" <") for line in changed.gone)
    gone = [(triple, f"<{graph}") for triple, _, graph in parted]
    graphs: dict[str, set[str]] = {triple: set() for triple, _ in gone}
    for triple, graph in _graphs(store, list(graphs)):
        graphs[triple].add(graph)
    for triple, graph in gone:
        if not {graph, _MERGE} <= graphs[triple]:
            return False
        graphs[triple].discard(graph)
    _remove(store, gone, (triple for triple, left in graphs.items() if left == {_MERGE}))
    (add if len(changed.come) < _MANY else load)(store, b"".join(changed.come))
    return True


def _graphs(store: Store, triples: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Each triple with each graph that it stands in.

    Answers come in one piece: at each one of many the library would wait for threads that are busy.
    """
    if not triples:
        return
    rows = " ".join(f"({place} {triple})" for place, triple in enumerate(triples))
    for pattern in ("GRAPH ?graph { ?s ?p ?o }", "?s ?p ?o"):
        query = f"SELECT ?place ?graph {{ VALUES (?place ?s ?p ?o) {{ {rows} }} {pattern} }}"
        found = cast(QuerySolutions, store.query(query)).serialize(format=QueryResultsFormat.TSV) or b""
        for row in found.splitlines()[1:]:
            place, _, graph = row.decode("utf-8").partition("\t")
            yield triples[int(place)], graph


def _remove(store: Store, gone: Iterable[tuple[str, str]], last: Iterable[str]) -> None:
    """Take triples out of graphs, and the ``last`` of one out of the merge, at once: that is ten times as fast."""
    all_gone = [f"GRAPH {graph} {{ {triple} }}" for triple, graph in gone] + [f"{triple} ." for triple in last]
    store.update(f"DELETE DATA {{ {' '.join(all_gone)} }}")


def load(store: Store, lines: bytes) -> None:
    """Load lines of N-Quads without blank nodes: each triple into its graph and, once, into the merge of all.

    Both at once: the library then keeps their words once, and makes each of its tables in one go.
    """
    store.bulk_load(lines + nquads.triples(lines), format=RdfFormat.N_QUADS, lenient=True)


def add(store: Store, lines: bytes) -> None:
    """The same for a few lines, which go into the tables that the engine writes by itself, and keeps in order.

    Loaded at once they are tables of their own: where stores are made from each other, these soon are so many that the
    engine stops all writing until it has put them in order.
    """
    store.load(lines + nquads.triples(lines), format=RdfFormat.N_QUADS, lenient=True)
