"""Files of articles that nobody has touched since the last build, so that they need not be opened again.

``DIR/shards/inputs.json`` has of each plain text file what the file system said of it before it was read; the article's
text is in the snapshot. Of a file that gave none, or had just been written, it is known only that it was there. A file
counts as untouched where its size, its number and both its times are what they were, and it had not just been written
when it was read. Nothing depends on it.
"""

from __future__ import annotations

import hashlib
import json
import os
import time
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, Final

from builder import store
from builder.errors import GraphError
from builder.kept.shards import FOLDER
from builder.model import Article
from builder.pipeline.fingerprint import fingerprint

_NAME: Final = "inputs.json"
_YOUNG: Final = (10**8, 2 * 10**9)
"""Nanoseconds: some file systems count their times in steps of two seconds, most in those of the system's clock."""
_FINE: Final = 10**7
"""Nanoseconds: the longest step of a system's clock. A time between two such steps is none of a file system's own."""

_State = list[Any]


class Inputs:
    """What is remembered of the files of the build before, and what this one learns of its own.

    ``news`` is called as soon as it is seen that a file is new or was changed, if any was there before.
    """

    def __init__(self, directory: Path, news: Callable[[], object] = bool) -> None:
        self._news = news
        self._path = directory / FOLDER / _NAME
        self._before, self._texts, self._entries = _remembered(self._path, directory)
        self._now: dict[str, list[_State]] = {}

    def expect(self, paths: Iterable[Path]) -> None:
        """All files that will be asked for."""
        if self._before and any(str(path) not in self._before for path in paths):
            self._news()

    def article(self, path: Path) -> Article | None:
        """The article in a file that was not touched since it was read; None where it has to be read."""
        name = str(path)
        try:
            state = _state(name)
            self._now[name] = [state, []]
            was, (identifier, sha256, text) = self._before[name]
            entry = self._entries[identifier]
            data = self._texts[entry["start"] : entry["start"] + entry["bytes"]]
            if was != state or hashlib.sha256(data).hexdigest() != text:
                return None
            found = Article(identifier, data.decode("utf-8"), sha256, path.name)
        except (OSError, ValueError, KeyError, TypeError):
            return None
        self._now[name] = self._before[name]
        return found

    def note(self, path: Path, article: Article) -> None:
        """Remember what ``article`` was asked for, and was read then."""
        name = str(path)
        state, _ = self._now.get(name, (None, []))
        if state is None:
            return
        if self._before and self._before.get(name, [[]])[0] != state:
            self._news()
        if not _young(state):
            text = hashlib.sha256(article.text.encode("utf-8")).hexdigest()
            self._now[name] = [state, [article.identifier, article.sha256, text]]

    def close(self) -> None:
        """No more files are asked for: what the build before left need not stay in memory."""
        self._before, self._texts, self._entries = {}, b"", {}

    def keep(self) -> None:
        """Keep it for the next build, once the snapshot is there; where the disk refuses, all files are read then."""
        beside = self._path.with_name(f".{_NAME}.{os.getpid()}.part")
        try:
            beside.write_text(json.dumps({"fingerprint": fingerprint(), "files": self._now}), encoding="utf-8")
            beside.replace(self._path)
        except (OSError, UnicodeEncodeError):
            beside.unlink(missing_ok=True)


def _state(name: str) -> _State:
    found = os.stat(name)  # noqa: PTH116  # of many files, and a path takes as long as the system
    return [found.st_mtime_ns, found.st_ctime_ns, found.st_size, found.st_ino, found.st_dev]


def _young(state: _State) -> bool:
    """Whether a file might be written again and have the same times; of these a program can set the first only."""
    written, changed = int(state[0]), int(state[1])
    return time.time_ns() - max(written, changed) <= _YOUNG[changed % _FINE == 0]


def _remembered(path: Path, directory: Path) -> tuple[Mapping[str, Any], bytes, Mapping[str, Any]]:
    """Of each file its state and what was read in it; the texts of the snapshot, and where each stands in them."""
    try:
        graph = store.open_graph(directory)
        told = json.loads(path.read_text(encoding="utf-8"))
        if told["fingerprint"] != fingerprint():
            return {}, b"", {}
        return dict(told["files"]), (graph.path / store.TEXTS).read_bytes(), graph.manifest["articles"]
    except (GraphError, OSError, ValueError, KeyError, TypeError):
        return {}, b"", {}
