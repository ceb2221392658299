"""What comes of reading: an article, or the reason why there is none; and the stretch of bytes they are read from."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import PurePath
from typing import BinaryIO

from builder.errors import InputError
from builder.model import Article


@dataclass(frozen=True, slots=True)
class Refused:
    """Something that was given to read and is left out: where it stands, and the error that says why."""

    source: str
    error: InputError

    @property
    def reason(self) -> str:
        """Why, with the file, the place, the value and the remedy."""
        return str(self.error)


Outcome = Article | Refused
Outcomes = Iterator[Outcome]


@dataclass(frozen=True, slots=True)
class Source:
    """A file, or a file inside an archive. ``place`` is how messages call it, ``size`` its bytes."""

    place: str
    name: str
    size: int
    open: Callable[[], BinaryIO]

    @property
    def stem(self) -> str:
        """The file's name without its suffix: the identifier of its article."""
        return PurePath(self.name).stem

    @property
    def suffix(self) -> str:
        """The suffix in lower case, with its dot."""
        return PurePath(self.name).suffix.lower()
