"""What the current snapshot was made from, so that the next is made from what changed: ``DIR/made/``.

    of.json         the snapshot's identifier, and of each file of quads that went into it, of its own files and of what
                    could be found, the name, size and time
    rest.nq         the lines that stood in none of these files
    layers.json     how many of them each layer had
    entries.tsv     what could be found (store/remembered_entries.py)

Nothing depends on it: where it is missing or of another snapshot, all lines are compared.
"""

from __future__ import annotations

import json
import os
import shutil
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Final

from builder.store import remembered_entries
from builder.store.graph import MANIFEST
from builder.store.layers import count_layers
from builder.store.quads import GRAPH
from builder.store.remembered_entries import Texts
from builder.store.search_index import INDEX, Altered, in_lines, quoting
from builder.store.texts import TEXTS
from builder.store.updating import Difference
from builder.store.written import Written

_FOLDER: Final = "made"
_OF: Final = "of.json"
_BESIDE: Final = f".{_FOLDER}"
_REST: Final = "rest.nq"
_LAYERS: Final = "layers.json"
_FILES: Final = 1.5
"""Where more bytes, of all there are now, are in files that only one of the two has, comparing all lines is as fast."""
_LINES: Final = 0.1
"""Where more of them are in lines that differ, to make a store from nothing is."""

_State = list[int]


@dataclass(frozen=True)
class Basis:
    """The files that a snapshot is made from, and what is noted of those of the one before.

    ``now``: the states of its files by their names; ``before``: the same of the snapshot named ``snapshot``, and
    ``own`` of what stands in that itself; ``rest``: its lines that stood in no file, and ``layers`` how many of these
    each layer had under a base. All of these are empty where nothing is noted.
    """

    directory: Path
    now: Mapping[str, _State]
    snapshot: str = ""
    before: Mapping[str, _State] = field(default_factory=dict)
    own: Sequence[_State] = ()
    rest: AbstractSet[bytes] = frozenset()
    layers: Mapping[str, Mapping[str, int]] = field(default_factory=dict)

    def of(self, files: Iterable[Path]) -> Basis:
        """The same of other files. Raises OSError where one of them is missing."""
        return replace(self, now={_name(path, self.directory): _state(path) for path in files})

    @cached_property
    def entries(self) -> dict[str, bytes]:
        """Of each file the line of what could be found in the part that it begins, where that was kept."""
        path = self.directory / _FOLDER / remembered_entries.NAME
        try:
            return remembered_entries.read(path) if self.own and self.own[-1] == _state(path) else {}
        except (OSError, ValueError):
            return {}

    @cached_property
    def same(self) -> frozenset[str]:
        """The names of the files that are as they were."""
        return frozenset(name for name, state in self.now.items() if self.before.get(name) == state)

    def size(self) -> int:
        """How many bytes all files have, and the rest had."""
        return sum(state[0] for state in self.now.values()) + sum(map(len, self.rest))


def basis(directory: Path) -> Basis:
    """What there is to begin with, as long as there are no files."""
    folder = directory / _FOLDER
    try:
        of = json.loads((folder / _OF).read_text(encoding="utf-8"))
        rest = _lines([folder / _REST])
        layers = json.loads((folder / _LAYERS).read_text(encoding="utf-8"))
        return Basis(directory, {}, of["snapshot"], of["files"], of["own"], rest, layers)
    except (OSError, ValueError, KeyError, TypeError):
        return Basis(directory, {})


def as_written(known: Basis, snapshot: Path) -> bool:
    """Whether a snapshot's lines, manifest, texts and index, and what is noted of it, are as they were left."""
    return known.snapshot == snapshot.name and known.own == _own(known.directory / _FOLDER, snapshot)


def note(known: Basis, rest: bytes, layers: Mapping[str, Mapping[str, int]], parts: Iterable[Written]) -> None:
    """Write beside what is noted of the next snapshot: its lines that stand in no file, and the texts of its parts.

    ``layers`` as of Basis. Where the disk refuses, nothing will be known.
    """
    beside = known.directory / _BESIDE
    shutil.rmtree(beside, ignore_errors=True)
    try:
        beside.mkdir()
        (beside / _REST).write_bytes(rest)
        (beside / _LAYERS).write_text(json.dumps(layers), encoding="utf-8")
        same = {name: line for name, line in known.entries.items() if name in known.same}
        remembered_entries.write(beside / remembered_entries.NAME, _texts(parts, known), same)
    except (OSError, ValueError):
        shutil.rmtree(beside, ignore_errors=True)


def remember(known: Basis, snapshot: Path) -> None:
    """Let what was noted beside be of a snapshot, once it is the current one."""
    folder, beside = known.directory / _FOLDER, known.directory / _BESIDE
    try:
        own = _own(beside, snapshot)
        of = {"snapshot": snapshot.name, "files": known.now, "own": own}
        (beside / _OF).write_text(json.dumps(of), encoding="utf-8")
        shutil.rmtree(folder, ignore_errors=True)
        beside.replace(folder)
    except OSError:
        for path in (beside, folder):
            shutil.rmtree(path, ignore_errors=True)


def layers(known: Basis, base: str, lines: Collection[bytes], others: Difference | None) -> dict[str, int]:
    """How many of the lines that stand in no file each layer has, from how they differ where that is known.

    Raises GraphError for a line of no layer.
    """
    before = known.layers.get(base)
    if before is None or others is None:
        return count_layers(lines, base)
    gone, come = (count_layers(some, base) for some in (others.gone, others.come))
    if any("documents" in some for some in (before, gone, come)):  # there more than the line itself decides
        return count_layers(lines, base)
    counts = Counter(before)
    counts.update(come)
    counts.subtract(gone)
    return dict(counts)


def altered(known: Basis, naming: Iterable[bytes], others: Difference, parts: Iterable[Written]) -> Altered | None:
    """How the texts that can be found differ from those of the snapshot before; None where that cannot be told.

    ``naming``: the lines that may name things, stand in no file now, and quote nothing; ``others``: how those in no
    file differ from those then. The snapshot must be as it was written.
    """
    if quoting(b"".join(others.gone)):
        return None
    old, found = known.entries, _texts(parts, known)
    same = known.same & old.keys()
    try:
        was = remembered_entries.entries(line for name, line in old.items() if name not in same)
        was |= in_lines(others.gone)
        now = {entry for name, own in found.items() if name not in same for entry in own} | in_lines(others.come)
        differ = was ^ now
        differ -= remembered_entries.among((old[name] for name in same), differ)
    except (ValueError, TypeError):
        return None
    differ -= in_lines(_of({entry.iri for entry in differ}, naming).difference(others.come))
    return Altered(frozenset(differ & was), frozenset(differ & now))


def _of(subjects: AbstractSet[str], lines: Iterable[bytes]) -> set[bytes]:
    """The lines of these subjects."""
    wanted = {f"<{iri}>".encode() for iri in subjects}
    return {line for line in lines if line[: line.index(b" ")] in wanted}


def _texts(parts: Iterable[Written], known: Basis) -> Texts:
    """What can be found in parts, by the names of their first files."""
    return {_name(part.paths[0], known.directory): part.entries for part in parts}


def of_files(known: Basis, snapshot: str) -> Difference | None:
    """How the lines in files differ from those that a snapshot had in files; None where it cannot be told, or is much.

    None too where a line that differs has a blank node, whose name means nothing outside its own store.
    """
    if known.snapshot != snapshot:
        return None
    try:
        left = {name: known.directory / name for name in known.before.keys() - known.same}
        if any(_state(path) != known.before[name] for name, path in left.items()):
            return None
        fresh = [known.directory / name for name in known.now if name not in known.same]
        size = sum(state[0] for state in known.now.values())
        if sum(_state(path)[0] for path in (*left.values(), *fresh)) > _FILES * size:
            return None
        gone, come = _lines(left.values()), set[bytes]()
        for path in fresh:  # one by one: they may be much of what there is
            lines = _lines([path])
            come |= lines - gone
            gone -= lines
    except OSError:
        return None
    return _difference(gone, come) if sum(map(len, gone)) + sum(map(len, come)) <= _LINES * size else None


def of_others(known: Basis, lines: AbstractSet[bytes]) -> Difference | None:
    """How lines in no file differ from those of the snapshot that ``of_files`` told of; None as there."""
    return _difference(known.rest - lines, lines - known.rest)


def _difference(gone: AbstractSet[bytes], come: AbstractSet[bytes]) -> Difference | None:
    if any(b"_:" in line for lines in (gone, come) for line in lines):
        return None
    return Difference(tuple(sorted(gone)), tuple(sorted(come)))


def _lines(files: Iterable[Path]) -> set[bytes]:
    return set[bytes]().union(*(path.read_bytes().splitlines(keepends=True) for path in files))


def _name(path: Path, directory: Path) -> str:
    below, start = str(path), f"{directory}{os.sep}"  # most are, and there are thousands
    inside = below[len(start) :] if below.startswith(start) else os.path.relpath(path, directory)
    return inside.replace(os.sep, "/")


def _own(folder: Path, snapshot: Path) -> list[_State]:
    """The states of what is trusted of a snapshot, those aside that are missing."""
    files = [*(snapshot / name for name in (GRAPH, MANIFEST, TEXTS, INDEX)), folder / remembered_entries.NAME]
    return [_state(path) for path in files if path.exists()]


def _state(path: Path | str) -> _State:
    found = os.stat(path)  # noqa: PTH116  # of many files, and a path takes as long as the system
    return [found.st_size, found.st_mtime_ns]
