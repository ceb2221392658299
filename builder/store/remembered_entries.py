"""The texts that could be found in the current snapshot, by the files that they came from: ``DIR/made/entries.tsv``.

One line for each part of what was written, of fields between tabs, each of JSON, in which no tab can be: the name of
its first file, the names of things in it, one a field, which other parts may have too, and in the last the words of
articles, which none can have. So the index of the next snapshot is told what goes and what comes without all its rows
being read, and whether a name is in a part without its line being decoded.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

from builder.store.search_index import Entry

NAME: Final = "entries.tsv"
_TAB: Final = b"\t"
_encoded: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode

Texts = Mapping[str, Iterable[Entry]]
"""The name of a part to its texts."""


def read(path: Path) -> dict[str, bytes]:
    """The lines of the file by the names of their parts. Raises OSError, or ValueError where it is no such file."""
    with path.open("rb") as file:
        return {json.loads(line[: line.index(_TAB)]): line for line in file}


def write(path: Path, found: Texts, old: Mapping[str, bytes]) -> None:
    """Write the file. ``old``: lines of parts that did not change. Raises OSError."""
    with path.open("wb") as file:
        file.writelines(old.get(name) or _spelt(name, own) for name, own in sorted(found.items()))


def entries(lines: Iterable[bytes]) -> set[Entry]:
    """All texts in lines. Raises ValueError or TypeError where they are none."""
    found = set[Entry]()
    for line in lines:
        *names, words = (json.loads(field) for field in line.split(_TAB)[1:])
        found.update(Entry(*entry) for entry in (*names, *words))
    return found


def among(lines: Iterable[bytes], wanted: Iterable[Entry]) -> set[Entry]:
    """Those of the wanted names of things that are in lines."""
    spelt = {_encoded(entry).encode("utf-8"): entry for entry in wanted}
    found = set[bytes]()
    for line in lines:
        found |= spelt.keys() & line.split(_TAB)[1:-1]
    return {spelt[entry] for entry in found}


def _spelt(name: str, own: Iterable[Entry]) -> bytes:
    every = list(own)
    names = [entry for entry in every if not entry.article]
    fields = (name, *names, [entry for entry in every if entry.article])
    return "\t".join(map(_encoded, fields)).encode("utf-8") + b"\n"
