"""Files of articles that nobody has touched since the last build, so that they need not be opened again.

``DIR/shards/inputs.json`` has of each plain text file what the file system said of it before it was read; the article's
text is in the snapshot. Of a file that gave none, or had just been written, it is known only that it was there. A file
counts as untouched where its size, its number and both its times are what they were, and it had not just been written
when it was read. Nothing depends on it.
"""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, Final

import msgspec

from builder import store
from builder.errors import GraphError
from builder.kept.shards import FOLDER, key
from builder.model import Article, Record
from builder.pipeline.fingerprint import fingerprint

_NAME: Final = "inputs.json"
_YOUNG: Final = (10**8, 2 * 10**9)
"""Nanoseconds: some file systems count their times in steps of two seconds, most in those of the system's clock."""
_FINE: Final = 10**7
"""Nanoseconds: the longest step of a system's clock. A time between two such steps is none of a file system's own."""

_State = tuple[int, int, int, int, int]
"""Of a file: when it was written, when anything of it changed, its size, its number, the number of its disk."""


class _Found(Record, frozen=True):
    """The article in a file: its identifier, the digests of the file and of its text, and the key of its reading."""

    identifier: str
    sha256: str
    text: str
    key: str


class _Files(Record, frozen=True):
    """What is remembered: of each file its state and what was found in it, if anything."""

    fingerprint: str
    files: dict[str, tuple[_State, _Found | None]]


class Inputs:
    """What is remembered of the files of the build before, and what this one learns of its own.

    ``news`` is called as soon as it is seen that a file is new or was changed, if any was there before.
    ``keys``: of the articles of plain files, the keys of their readings (kept/shards.py); ``sums``: the SHA-256 of the
    UTF-8 of their texts.
    It can serve one build after another, if each but the first begins with ``again``.
    """

    def __init__(self, directory: Path, news: Callable[[], object] = bool) -> None:
        self._news = news
        self._path = directory / FOLDER / _NAME
        self._before, self._texts, self._entries = _remembered(self._path, directory)
        self._now: dict[str, tuple[_State, _Found | None]] = {}
        self._articles: dict[str, Article] = {}
        self.keys: dict[Article, str] = {}
        self.sums: dict[Article, str] = {}

    def again(self) -> None:
        """What this build has learnt of files is what the next one remembers."""
        self._before, self._now, self.keys, self.sums = self._now, {}, {}, {}
        self._articles = {name: article for name, article in self._articles.items() if name in self._before}

    def expect(self, names: Iterable[str]) -> None:
        """All files that will be asked for."""
        if self._before and any(name not in self._before for name in names):
            self._news()

    def article(self, name: str) -> Article | None:
        """The article in a file that was not touched since it was read; None where it has to be read."""
        try:
            state = _state(name)
            self._now[name] = state, None
            was, found = self._before[name]
            if found is None or was != state:
                return None
            article = self._articles.get(name) or self._of_text(found, name[name.rfind(os.sep) + 1 :])
        except (OSError, ValueError, KeyError, TypeError):
            return None
        self._now[name] = state, found
        self._articles[name] = article
        self.keys[article], self.sums[article] = found.key, found.text
        return article

    def _of_text(self, found: _Found, source: str) -> Article:
        """The article whose text is in the snapshot. Raises ValueError, KeyError or TypeError where it is not."""
        entry = self._entries[found.identifier]
        data = self._texts[entry["start"] : entry["start"] + entry["bytes"]]
        if hashlib.sha256(data).hexdigest() != found.text:
            raise ValueError(f"{found.identifier}: another text")
        return Article(found.identifier, data.decode("utf-8"), found.sha256, source)

    def note(self, name: str, article: Article) -> None:
        """Remember what ``article`` was asked for, and was read then."""
        if name not in self._now:
            return
        state, _ = self._now[name]
        if self._before and self._before.get(name, (None, None))[0] != state:
            self._news()
        self.keys[article] = key(article)
        if not _young(state):
            text = hashlib.sha256(article.text.encode("utf-8")).hexdigest()
            self._now[name] = state, _Found(article.identifier, article.sha256, text, self.keys[article])
            self._articles[name] = article

    def close(self) -> None:
        """No more files are asked for: what the snapshot before has need not stay in memory."""
        self._before, self._texts, self._entries = {}, b"", {}

    def keep(self) -> None:
        """Keep it for the next build, once the snapshot is there; where the disk refuses, all files are read then."""
        beside = self._path.with_name(f".{_NAME}.{os.getpid()}.part")
        try:
            beside.write_bytes(msgspec.json.encode(_Files(fingerprint(), self._now)))
            beside.replace(self._path)
        except (OSError, UnicodeEncodeError):
            beside.unlink(missing_ok=True)


def _state(name: str) -> _State:
    found = os.stat(name)  # noqa: PTH116  # of many files, and a path takes as long as the system
    return found.st_mtime_ns, found.st_ctime_ns, found.st_size, found.st_ino, found.st_dev


def _young(state: _State) -> bool:
    """Whether a file might be written again and have the same times; of these a program can set the first only."""
    written, changed, *_ = state
    return time.time_ns() - max(written, changed) <= _YOUNG[changed % _FINE == 0]


def _remembered(
    path: Path, directory: Path
) -> tuple[Mapping[str, tuple[_State, _Found | None]], bytes, Mapping[str, Any]]:
    """Of each file its state and what was found in it; the texts of the snapshot, and where each stands in them."""
    try:
        graph = store.open_graph(directory)
        told = msgspec.json.decode(path.read_bytes(), type=_Files)
        if told.fingerprint != fingerprint():
            return {}, b"", {}
        return told.files, (graph.path / store.TEXTS).read_bytes(), graph.manifest["articles"]
    except (GraphError, OSError, ValueError, KeyError, TypeError):
        return {}, b"", {}
