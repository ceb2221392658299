"""What the current snapshot was made from, so that the next is made from what changed: ``DIR/made/``.

    of.json         the snapshot's identifier, and of each file of quads that went into it, of its index and of the
                    texts that could be found, the name, size and time
    rest.nq         the lines that stood in none of these files
    entries.jsonl   the texts that could be found (store/remembered_entries.py)

Nothing depends on it: where it is missing or of another snapshot, all lines are compared.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

from builder.store import remembered_entries
from builder.store.remembered_entries import Texts, texts
from builder.store.search_index import INDEX, Altered, Entry
from builder.store.updating import Difference
from builder.store.written import Written

_FOLDER: Final = "made"
_OF: Final = "of.json"
_REST: Final = "rest.nq"
_FILES: Final = 1.5
"""Where more bytes, of all there are now, are in files that only one of the two has, comparing all lines is as fast."""
_LINES: Final = 0.1
"""Where more of them are in lines that differ, to make a store from nothing is."""


def remember(
    directory: Path,
    snapshot: Path,
    files: Iterable[Path],
    lines: Iterable[bytes],
    parts: Iterable[Written] = (),
    rest: Iterable[Entry] = (),
) -> None:
    """Note what a snapshot was made from, once it is the current one; where the disk refuses, nothing is known.

    ``parts``: whose files these are, where they have texts that can be found; ``rest``: such texts in no file.
    """
    folder, beside = directory / _FOLDER, directory / f".{_FOLDER}"
    shutil.rmtree(beside, ignore_errors=True)
    try:
        beside.mkdir()
        (beside / _REST).write_bytes(b"".join(lines))
        known = _of(directory) if parts else None
        found = _texts(parts, rest, directory)
        remembered_entries.write(
            beside / remembered_entries.NAME, found, folder / remembered_entries.NAME, _same(known, found, directory)
        )
        own = [snapshot / INDEX, beside / remembered_entries.NAME]
        of = {
            "snapshot": snapshot.name,
            "files": {_name(path, directory): _state(path) for path in files},
            "own": [_state(path) if path.exists() else None for path in own],
        }
        (beside / _OF).write_text(json.dumps(of), encoding="utf-8")
        shutil.rmtree(folder, ignore_errors=True)
        beside.replace(folder)
    except (OSError, ValueError):
        for path in (beside, folder):
            shutil.rmtree(path, ignore_errors=True)


def altered(directory: Path, snapshot: Path, parts: Iterable[Written], rest: Iterable[Entry]) -> Altered | None:
    """How the texts that can be found differ from those of a snapshot; None where that cannot be told."""
    folder = directory / _FOLDER
    known = _of(directory)
    try:
        own = [_state(path) for path in (snapshot / INDEX, folder / remembered_entries.NAME)]
        if known is None or known["snapshot"] != snapshot.name or known["own"] != own:
            return None
        found = _texts(parts, rest, directory)
        return remembered_entries.altered(folder / remembered_entries.NAME, found, _same(known, found, directory))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _of(directory: Path) -> dict[str, Any] | None:
    """What is noted of the snapshot before."""
    try:
        found: dict[str, Any] = json.loads((directory / _FOLDER / _OF).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return found


def _texts(parts: Iterable[Written], rest: Iterable[Entry], directory: Path) -> Texts:
    return texts(((_name(part.paths[0], directory), part.entries) for part in parts), rest)


def _same(known: dict[str, Any] | None, found: Texts, directory: Path) -> frozenset[str]:
    """The names of parts that are as they were."""
    files = known["files"] if known else {}
    return frozenset(name for name in found if name in files and files[name] == _state(f"{directory}/{name}"))


def rest(directory: Path) -> int:
    """How many bytes of the last snapshot stood in no file; 0 where it is not known."""
    try:
        return (directory / _FOLDER / _REST).stat().st_size
    except OSError:
        return 0


def of_files(directory: Path, snapshot: str, files: Iterable[Path]) -> Difference | None:
    """How the lines in files differ from those that a snapshot had in files; None where it cannot be told, or is much.

    None too where a line that differs has a blank node, whose name means nothing outside its own store.
    """
    try:
        of = _of(directory)
        if of is None or of["snapshot"] != snapshot:
            return None
        before: dict[str, Any] = of["files"]
        now = {_name(path, directory): path for path in files}
        same = {name for name, path in now.items() if before.get(name) == _state(path)}
        left = {name: directory / name for name in before.keys() - same}
        if any(_state(path) != before[name] for name, path in left.items()):
            return None
        fresh = [path for name, path in now.items() if name not in same]
        size = _size(now.values())
        if _size([*left.values(), *fresh]) > _FILES * size:
            return None
        gone, come = _lines(left.values()), set[bytes]()
        for path in fresh:  # one by one: they may be much of what there is
            lines = _lines([path])
            come |= lines - gone
            gone -= lines
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return _difference(gone, come) if sum(map(len, gone)) + sum(map(len, come)) <= _LINES * size else None


def of_others(directory: Path, lines: Iterable[bytes]) -> Difference | None:
    """How lines in no file differ from those of the snapshot that ``of_files`` told of; None as there."""
    try:
        was = _lines([directory / _FOLDER / _REST])
    except OSError:
        return None
    come = set(lines)
    return _difference(was - come, come - was)


def _difference(gone: set[bytes], come: set[bytes]) -> Difference | None:
    if any(b"_:" in line for lines in (gone, come) for line in lines):
        return None
    return Difference(tuple(sorted(gone)), tuple(sorted(come)))


def _lines(files: Iterable[Path]) -> set[bytes]:
    return {line for path in files for line in path.read_bytes().splitlines(keepends=True)}


def _name(path: Path, directory: Path) -> str:
    below, start = str(path), f"{directory}{os.sep}"  # most are, and there are thousands
    inside = below[len(start) :] if below.startswith(start) else os.path.relpath(path, directory)
    return inside.replace(os.sep, "/")


def _state(path: Path | str) -> list[int]:
    found = os.stat(path)  # noqa: PTH116  # of many files, and a path takes as long as the system
    return [found.st_size, found.st_mtime_ns]


def _size(files: Iterable[Path]) -> int:
    return sum(_state(path)[0] for path in files)
