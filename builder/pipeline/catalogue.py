"""The parts in a folder (parts.py), by what each says of itself, without opening them all.

catalogue    of each part the first two lines of NAME.json, and what that was like; a part that is not so any more,
             or of which it says nothing, is opened
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import Final, NamedTuple

import msgspec

from builder.assemble.gathered import Seen
from builder.identifiers import digest_of_file
from builder.model import Record

_ENDINGS: Final = (".near.nq", ".far.nq", ".asked.nt")
_NAME: Final = "catalogue"

_Stamp = tuple[int, int]
"""The size of a file, and the nanosecond in which it was written."""


class State(NamedTuple):
    """What a file was like when it was written: its size, when that was, and the digest of its bytes."""

    size: int
    written: int
    sha256: str

    @classmethod
    def of(cls, path: Path, data: bytes) -> State:
        """That of a file that these bytes were just written to."""
        return cls(*_stamp(path), sha256(data).hexdigest())

    def holds(self, path: str) -> bool:
        """Whether a file is so still; its bytes are looked at where it was touched since, or copied."""
        size, written = _stamp(path)
        return size == self.size and (written == self.written or digest_of_file(Path(path)) == self.sha256)


class Head(Record, frozen=True):
    """Of a part its three files, the names of its pieces, and the length of its texts.

    ``shared``: the nodes that questions see it speak of, and others may speak of too.
    """

    files: tuple[State, State, State]
    pieces: tuple[str, ...]
    shared: tuple[str, ...]
    texts: int


class Row(Record, frozen=True):
    """What the catalogue has of a part; ``own``: the stamp of its NAME.json."""

    own: _Stamp
    head: Head
    said: msgspec.Raw


_ROWS: Final = msgspec.json.Decoder(dict[str, Row])
_HEAD: Final = msgspec.json.Decoder(Head)


def rows(folder: Path) -> dict[str, Row]:
    """The parts in a folder that seem to be whole, in the order of their names."""
    known = _catalogue(folder)
    found: dict[str, Row] = {}
    for path in sorted(folder.glob("*.json")):
        row = known.get(path.stem)
        if row is None or row.own != _stamp(path):
            row = row_of(folder, path.stem)
        if row is not None:
            found[path.stem] = row
    return found


def stamp(folder: Path) -> _Stamp | None:
    """When the catalogue was written, and how long it is; None where there is none."""
    try:
        return _stamp(folder / _NAME)
    except OSError:
        return None


def row_of(folder: Path, name: str) -> Row | None:
    """What a part says of itself, or None where it is missing or was cut short."""
    try:
        return opened(folder, name)[0]
    except (OSError, ValueError):
        return None


def prune(folder: Path, found: Mapping[str, Row]) -> None:
    """Remove all files but those of these parts, and write their catalogue."""
    for entry in sorted(os.scandir(folder), key=lambda entry: entry.name):
        if entry.name.split(".")[0] not in found and entry.name not in (".lock", _NAME):
            Path(entry).unlink(missing_ok=True)
    beside = folder / f".{_NAME}.{os.getpid()}.part"
    try:
        beside.write_bytes(msgspec.json.encode(dict(sorted(found.items()))))
        beside.replace(folder / _NAME)
    except OSError:  # each part has what the catalogue would have had of it
        beside.unlink(missing_ok=True)


def asked(folder: Path, name: str, row: Row) -> Seen:
    """The file of a part that holds what questions over all articles can see."""
    return Seen(files(folder, name)[-1], row.head.shared)


def files(folder: Path, name: str) -> tuple[Path, Path, Path]:
    """The three files of a part."""
    near, far, asked = (folder / f"{name}{ending}" for ending in _ENDINGS)
    return near, far, asked


def opened(folder: Path, name: str) -> tuple[Row, bytes]:
    """What a part says of itself, and the line of its texts. Raises OSError or ValueError where it is cut short."""
    path = folder / f"{name}.json"
    own = _stamp(path)
    first, said, texts = path.read_bytes().split(b"\n")
    head = _HEAD.decode(first)
    if len(texts) != head.texts:
        raise ValueError(f"{path}: cut short")
    return Row(own, head, msgspec.Raw(said)), texts


def whole(folder: Path, name: str, head: Head) -> bool:
    """Whether the files of a part are as they were written. Raises OSError where one is missing."""
    start = f"{folder}{os.sep}{name}"
    return all(state.holds(start + ending) for ending, state in zip(_ENDINGS, head.files, strict=True))


def _catalogue(folder: Path) -> dict[str, Row]:
    try:
        return _ROWS.decode((folder / _NAME).read_bytes())
    except (OSError, ValueError):
        return {}


def _stamp(path: str | Path) -> _Stamp:
    found = os.stat(path)  # noqa: PTH116  # of many files, and a path takes as long as the system
    return found.st_size, found.st_mtime_ns
