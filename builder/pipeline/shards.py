"""Readings kept between builds: files in ``DIR/shards/``, each made whole or not at all.

A file is named by what made it: the fingerprint of the rules, and the articles in it. It is written beside and
renamed, so that a build that is stopped at any moment leaves only whole files, and the next one goes on from them.

    line 1      {"format": 1, "fingerprint": …, "sha256": of all that follows}
    line 2…     {"key": …, "reading": […]}  or  {"key": …, "failure": […]}
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from builder.errors import GraphError
from builder.identifiers import digest
from builder.model import Article, Reading
from builder.pipeline import codec

FORMAT: Final = 1
FOLDER: Final = "shards"


@dataclass(frozen=True, slots=True)
class Failure:
    """An article that could not be read, and why.

    ``limits``: the seconds and megabytes that it was given where it ran out of them, so that it is tried again when
    it is given more.
    """

    reason: str
    limits: tuple[int, int] | None = None


Outcome = Reading | Failure


def key(article: Article) -> str:
    """What an article is known by here: a digest of all that is read of it, its metadata too."""
    return digest(codec.dumps(article), length=32)


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
        self._used: set[Path] = set()

    def locked(self) -> AbstractContextManager[None]:
        """Hold the folder, as the function ``locked`` does."""
        return locked(self.folder)

    def path(self, keys: Iterable[str]) -> Path:
        """The file of a shard with these articles."""
        return self.folder / f"{self._fingerprint[:16]}-{digest(*sorted(keys))}.jsonl"

    def outcomes(self, wanted: set[str], limits: tuple[int, int]) -> Iterator[tuple[str, Outcome]]:
        """What is kept of the wanted articles, each once; broken files are passed over, as if they were not there."""
        missing = set(wanted)
        for path in sorted(self.folder.glob(f"{self._fingerprint[:16]}-*.jsonl")):
            for name, value in self._entries(path):
                if name in missing and (outcome := _outcome(value, limits)) is not None:
                    missing.discard(name)
                    self._used.add(path)
                    yield name, outcome

    def prune(self) -> None:
        """Remove the files that gave nothing to this build, and what stopped builds left behind."""
        for path in sorted(self.folder.iterdir()):
            if path not in self._used and path.suffix in (".jsonl", ".part"):
                path.unlink(missing_ok=True)

    def _entries(self, path: Path) -> list[tuple[str, Mapping[str, Any]]]:
        try:
            head, _, body = path.read_bytes().partition(b"\n")
            header = json.loads(head)
            sound = (
                header["format"] == FORMAT
                and header["fingerprint"] == self._fingerprint
                and header["sha256"] == hashlib.sha256(body).hexdigest()
            )
            return [(entry["key"], entry) for entry in map(json.loads, body.splitlines())] if sound else []
        except (OSError, ValueError, KeyError, TypeError):
            return []


def _outcome(entry: Mapping[str, Any], limits: tuple[int, int]) -> Outcome | None:
    """What an entry says, or None where the article has to be read again (other limits, or it is broken)."""
    try:
        if "reading" in entry:
            return codec.record(Reading, entry["reading"])
        failure = codec.record(Failure, entry["failure"])
    except (ValueError, KeyError):
        return None
    return failure if failure.limits in (None, limits) else None


def write(path: Path, fingerprint: str, outcomes: Mapping[str, Outcome]) -> None:
    """Write a shard (outcomes by key) beside its place, have the disk keep it, and rename it. Raises OSError."""
    lines = []
    for name, outcome in sorted(outcomes.items()):
        kind = "reading" if isinstance(outcome, Reading) else "failure"
        entry = {"key": name, kind: codec.plain(outcome)}
        lines.append(json.dumps(entry, ensure_ascii=False, separators=(",", ":")) + "\n")
    body = "".join(lines).encode("utf-8")
    header = {"format": FORMAT, "fingerprint": fingerprint, "sha256": hashlib.sha256(body).hexdigest()}
    beside = path.with_name(f".{path.stem}.{os.getpid()}.part")
    try:
        with beside.open("wb") as file:
            file.write(json.dumps(header).encode() + b"\n" + body)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
