"""The texts that could be found in the current snapshot, by the files that they came from: ``DIR/made/entries.jsonl``.

One line for each part of what was written, with the name of its first file, and a last one, of no name, for what stood
in no file. So the index of the next snapshot is told what goes and what comes without all its rows being read.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from pathlib import Path
from typing import Final

from builder.store.search_index import Altered, Entry

NAME: Final = "entries.jsonl"
_encoded: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_REST: Final = ""

Texts = Mapping[str, Sequence[Entry]]
"""The name of a part to its texts; that of what is in no file is empty."""


def texts(parts: Iterable[tuple[str, Sequence[Entry]]], rest: Iterable[Entry]) -> Texts:
    """The texts of parts by their names, and those of no part."""
    return {**dict(parts), _REST: tuple(rest)}


def write(path: Path, found: Texts, before: Path | None = None, same: AbstractSet[str] = frozenset()) -> None:
    """Write the file; the lines of parts that are the ``same`` are taken from an older one. Raises OSError."""
    old = dict(_lines(before)) if before is not None and before.exists() else {}
    with path.open("wb") as file:
        for name, own in sorted(found.items()):
            line = old.get(name) if name in same else None
            file.write(line or _encoded([name, own]).encode("utf-8") + b"\n")


def altered(path: Path, found: Texts, same: AbstractSet[str]) -> Altered:
    """What is in the file and not among these, and the reverse. ``same``: the names of parts that did not change.

    Raises OSError where the file cannot be read, ValueError or TypeError where it is none.
    """
    was = {Entry(*entry) for name, line in _lines(path) if name not in same for entry in json.loads(line)[1]}
    now = {entry for name, own in found.items() if name not in same for entry in own}
    differ = was ^ now
    for name in same:
        differ.difference_update(found[name])
    return Altered(frozenset(differ & was), frozenset(differ & now))


def _lines(path: Path) -> Iterator[tuple[str, bytes]]:
    """The lines with the names that they begin with."""
    with path.open("rb") as file:
        for line in file:
            name = line[1 : line.index(b",[")]
            yield str(json.loads(name)) if b"\\" in name else name[1:-1].decode("utf-8"), line
