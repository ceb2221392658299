"""Readings kept between builds: files in ``DIR/shards/``, each made whole or not at all.

A file is named by what made it: the fingerprint of the rules, and the articles in it. It is written beside and
renamed, so that a build that is stopped at any moment leaves only whole files, and the next one goes on from them.

    line 1      {"format": 3, "fingerprint": …, "keys": […], "sha256": of all that follows}
    line 2      {key: outline or failure, …}
    line 3…     the readings, in the order of their outlines

A record is the list of its fields (model.Record), sets and mappings are sorted; nothing but JSON is ever read, so that
a file that was tampered with can be wrong, but cannot run anything.

Of what is kept the outlines are taken back, and a reading only where something has to be made of it.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path
from typing import Any, Final

import msgspec
from msgspec.structs import replace

from builder.errors import GraphError
from builder.identifiers import digest
from builder.model import Article, Reading, Record
from builder.resolve.outlines import Outline, outline

FORMAT: Final = 3
FOLDER: Final = "shards"


class Failure(Record, frozen=True, tag=True):
    """An article that could not be read, and why.

    ``limits``: the seconds and megabytes that it was given where it ran out of them, so that it is tried again when
    it is given more.
    """

    reason: str
    limits: tuple[int, int] | None = None


Outcome = Reading | Failure
Kept = Outline | Failure
Place = tuple[str, int]
"""Where a reading is kept: the path of the file, and how many stand before it there."""

_written: Final = msgspec.json.Encoder(order="deterministic").encode
_entries: Final = msgspec.json.Decoder(dict[str, Kept]).decode
_reading: Final = msgspec.json.Decoder(Reading).decode


def key(article: Article) -> str:
    """What an article is known by here: a digest of all that is read of it, its metadata too."""
    text = hashlib.sha256(article.text.encode("utf-8")).hexdigest()
    return digest(_written(replace(article, text=text)).decode("utf-8"), length=32)


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold a folder of a graph's folder; the system frees it when the process ends, however it ends.

    Raises GraphError where another build is working in it.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / ".lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise GraphError(
                f"{folder.parent}: another build is at work here; wait for it or choose another folder"
            ) from error
        yield


class Shards:
    """The shard files of a graph's folder, for one fingerprint."""

    def __init__(self, directory: Path, fingerprint: str) -> None:
        self.folder = directory / FOLDER
        self._fingerprint = fingerprint
        self._places: dict[str, Place] = {}
        self._read: set[Path] = set()

    def locked(self) -> AbstractContextManager[None]:
        """Hold the folder, as the function ``locked`` does."""
        return locked(self.folder)

    def path(self, keys: Iterable[str]) -> Path:
        """The file of a shard with these articles."""
        return self.folder / f"{self._fingerprint[:16]}-{digest(*sorted(keys))}.jsonl"

    def listed(self) -> AbstractSet[str]:
        """The articles of which files say that they have something, as far as only their first lines tell."""
        found = set[str]()
        for path in self._unread():
            with suppress(OSError, ValueError, KeyError, TypeError), path.open("rb") as file:
                found.update(self._header(file.readline())["keys"])
        return found

    def kept(self, wanted: AbstractSet[str], limits: tuple[int, int]) -> Iterator[tuple[str, Kept]]:
        """What is kept of the wanted articles, each once, as far as it has not been given before.

        Broken files are passed over, as if they were not there.
        """
        for path in self._unread():
            entries = self._entries(path)
            if entries:
                self._read.add(path)
            read = 0
            for name, outcome in entries.items():
                at, read = read, read + isinstance(outcome, Outline)
                if name not in wanted or name in self._places:
                    continue
                if isinstance(outcome, Failure) and outcome.limits not in (None, limits):
                    self._read.discard(path)  # it may be written anew with what is read now
                    continue
                self._places[name] = str(path), at
                yield name, outcome

    def _unread(self) -> list[Path]:
        return sorted({*self.folder.glob(f"{self._fingerprint[:16]}-*.jsonl")} - self._read)

    def places(self, names: Iterable[str]) -> list[Place]:
        """Where the readings of articles are kept whose outlines were found."""
        return [self._places[name] for name in names]

    def prune(self, wanted: AbstractSet[str]) -> None:
        """Remove the files that have nothing of the wanted articles, and what stopped builds left behind."""
        self._places = {name: place for name, place in self._places.items() if name in wanted}
        used = {path for path, _ in self._places.values()}
        for path in sorted(self.folder.iterdir()):
            if str(path) not in used and path.suffix in (".jsonl", ".part"):
                path.unlink(missing_ok=True)
                self._read.discard(path)  # should it be written again

    def _entries(self, path: Path) -> Mapping[str, Kept]:
        try:
            head, _, body = path.read_bytes().partition(b"\n")
            header = self._header(head)
            sound = header["sha256"] == hashlib.sha256(body).hexdigest()
            found = _entries(body.partition(b"\n")[0]) if sound else {}
            return found if header["keys"] == list(found) else {}
        except (OSError, ValueError, KeyError, TypeError):
            return {}

    def _header(self, line: bytes) -> Mapping[str, Any]:
        """The first line of a file. Raises ValueError, KeyError or TypeError where the file is of another kind."""
        header: Mapping[str, Any] = json.loads(line)
        if header["format"] != FORMAT or header["fingerprint"] != self._fingerprint:
            raise ValueError("of another format, or by other rules")
        return header


def readings(places: Sequence[Place]) -> list[Reading]:
    """The readings that are kept in these places. Raises GraphError where they are gone meanwhile."""
    wanted: dict[str, set[int]] = defaultdict(set)
    for path, at in places:
        wanted[path].add(at)
    found = {place: reading for path, own in wanted.items() for place, reading in _readings(path, own)}
    return [found[place] for place in places]


def _readings(path: str, wanted: Iterable[int]) -> Iterator[tuple[Place, Reading]]:
    """The readings at these places of a file."""
    try:
        lines = Path(path).read_bytes().split(b"\n")
        for at in wanted:
            yield (path, at), _reading(lines[2 + at])
    except (OSError, ValueError, IndexError) as error:
        raise GraphError(f"{path}: was changed while it was in use ({error}); build again") from error


def write(path: Path, fingerprint: str, outcomes: Mapping[str, Outcome]) -> None:
    """Write a shard (outcomes by key) beside its place, have the disk keep it, and rename it. Raises OSError."""
    ordered = dict(sorted(outcomes.items()))
    found = {name: outline(item) if isinstance(item, Reading) else item for name, item in ordered.items()}
    readings = [_written(item) for item in ordered.values() if isinstance(item, Reading)]
    body = b"".join(line + b"\n" for line in (_written(found), *readings))
    digest_of_body = hashlib.sha256(body).hexdigest()
    header = {"format": FORMAT, "fingerprint": fingerprint, "keys": list(ordered), "sha256": digest_of_body}
    beside = path.with_name(f".{path.stem}.{os.getpid()}.part")
    try:
        with beside.open("wb") as file:
            file.write(json.dumps(header).encode() + b"\n" + body)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
