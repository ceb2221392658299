"""The texts that could be found in the current snapshot, by the files that they came from: ``DIR/made/entries.jsonl``.

One line for each part of what was written: the name of its first file, the names of things in it, which other parts may
have too, and the words of articles, which none can have; a further line, of no name, for what stood in no file. So the
index of the next snapshot is told what goes and what comes without all its rows being read.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from pathlib import Path
from typing import Final

from builder.store.search_index import Altered, Entry

NAME: Final = "entries.jsonl"
_encoded: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_scanned: Final = json.JSONDecoder().raw_decode
_REST: Final = ""

Texts = Mapping[str, Iterable[Entry]]
"""The name of a part to its texts; that of what is in no file is empty."""


def texts(parts: Iterable[tuple[str, Iterable[Entry]]], rest: Iterable[Entry]) -> Texts:
    """The texts of parts by their names, and those of no part."""
    return {**dict(parts), _REST: tuple(rest)}


def write(path: Path, found: Texts, before: Path | None = None, same: AbstractSet[str] = frozenset()) -> None:
    """Write the file; the lines of parts that are the ``same`` are taken from an older one. Raises OSError."""
    old = dict(_lines(before)) if before is not None and before.exists() else {}
    with path.open("wb") as file:
        for name, own in sorted(found.items()):
            line = old.get(name) if name in same else None
            file.write(line or _spelt(name, own))


def altered(path: Path, found: Texts, same: AbstractSet[str]) -> Altered:
    """What is in the file and not among these, and the reverse. ``same``: the names of parts that did not change.

    Raises OSError where the file cannot be read, ValueError or TypeError where it is none.
    """
    was, shared = set[Entry](), set[Entry]()
    for name, line in _lines(path):
        if name in same:
            shared |= _names(name, line)
        else:
            was.update(Entry(*entry) for own in json.loads(line)[1:] for entry in own)
    now = {entry for name, own in found.items() if name not in same for entry in own}
    differ = (was ^ now) - shared
    return Altered(frozenset(differ & was), frozenset(differ & now))


def _spelt(name: str, own: Iterable[Entry]) -> bytes:
    every = list(own)
    split = [[entry for entry in every if bool(entry.article) is quoted] for quoted in (False, True)]
    return _encoded([name, *split]).encode("utf-8") + b"\n"


def _names(name: str, line: bytes) -> set[Entry]:
    """The names of things in a line; the words of articles, which are most of it, are not looked at."""
    found, _ = _scanned(line.decode("utf-8"), len(_encoded([name])))
    return {Entry(*entry) for entry in found}


def _lines(path: Path) -> Iterator[tuple[str, bytes]]:
    """The lines with the names that they begin with."""
    with path.open("rb") as file:
        for line in file:
            name = line[1 : line.index(b",[")]
            yield str(json.loads(name)) if b"\\" in name else name[1:-1].decode("utf-8"), line
