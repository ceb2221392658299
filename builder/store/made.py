"""What the current snapshot was made from, so that the next is made from what changed: ``DIR/made/``.

    of.json     the snapshot's identifier, and of each file of quads that went into it the name, size and time
    rest.nq     the lines that stood in none of these files

Nothing depends on it: where it is missing or of another snapshot, all lines are compared.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

from builder.store.updating import Difference

_FOLDER: Final = "made"
_OF: Final = "of.json"
_REST: Final = "rest.nq"
_SHARE: Final = 0.5
"""Where more of the bytes are in files that only one of the two has, comparing all lines takes no longer."""


def remember(directory: Path, snapshot: str, files: Iterable[Path], lines: Iterable[bytes]) -> None:
    """Note what a snapshot was made from, once it is the current one; where the disk refuses, nothing is known."""
    folder = directory / _FOLDER
    shutil.rmtree(folder, ignore_errors=True)
    try:
        folder.mkdir()
        (folder / _REST).write_bytes(b"".join(lines))
        of = {"snapshot": snapshot, "files": {_name(path, directory): _state(path) for path in files}}
        (folder / _OF).write_text(json.dumps(of), encoding="utf-8")
    except OSError:
        shutil.rmtree(folder, ignore_errors=True)


def rest(directory: Path) -> int:
    """How many bytes of the last snapshot stood in no file; 0 where it is not known."""
    try:
        return (directory / _FOLDER / _REST).stat().st_size
    except OSError:
        return 0


def since(directory: Path, snapshot: str, files: Iterable[Path], lines: Iterable[bytes]) -> Difference | None:
    """How what is to be written differs from a snapshot; None where that cannot be told, or is much.

    None too where a line that differs has a blank node, whose name means nothing outside its own store.
    """
    try:
        of = json.loads((directory / _FOLDER / _OF).read_text(encoding="utf-8"))
        if of["snapshot"] != snapshot:
            return None
        before: dict[str, Any] = of["files"]
        now = {_name(path, directory): path for path in files}
        same = {name for name, path in now.items() if before.get(name) == _state(path)}
        left = {name: directory / name for name in before.keys() - same}
        if any(_state(path) != before[name] for name, path in left.items()):
            return None
        fresh = [path for name, path in now.items() if name not in same]
        if _size([*left.values(), *fresh]) > _SHARE * _size(now.values()):
            return None
        was = _lines([*left.values(), directory / _FOLDER / _REST])
    except (OSError, ValueError, KeyError, TypeError):
        return None
    come = _lines(fresh).union(lines)
    return _difference(was - come, come - was)


def _difference(gone: set[bytes], come: set[bytes]) -> Difference | None:
    if any(b"_:" in line for lines in (gone, come) for line in lines):
        return None
    return Difference(tuple(sorted(gone)), tuple(sorted(come)))


def _lines(files: Iterable[Path]) -> set[bytes]:
    return {line for path in files for line in path.read_bytes().splitlines(keepends=True)}


def _name(path: Path, directory: Path) -> str:
    return Path(os.path.relpath(path, directory)).as_posix()


def _state(path: Path) -> list[int]:
    found = path.stat()
    return [found.st_size, found.st_mtime_ns]


def _size(files: Iterable[Path]) -> int:
    return sum(path.stat().st_size for path in files)
