"""Finds the files to read and reads the articles in them, one at a time, so that no corpus is too large.

The text of a plain file is the file after decoding, not changed in any way (a byte order mark is no part of it), so
that offsets in it are offsets in the decoded file.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import BinaryIO, Final, Protocol

from builder.errors import InputError, UnsuitableError
from builder.model import Article
from builder.read import archives, making, pages, records
from builder.read.decoding import decoded
from builder.read.outcome import Outcome, Outcomes, Refused, Source

LIMIT: Final = making.LIMIT
TEXT: Final = frozenset({".txt"})
PAGES: Final = frozenset({".html", ".htm", ".xhtml"})
LINES: Final = frozenset({".jsonl", ".ndjson"})
JSON: Final = frozenset({".json"})
ZIP: Final = frozenset({".zip"})
READ: Final = TEXT | PAGES | LINES | JSON
"""What is read in an archive; in a folder, archives too."""
_TAKEN: Final = READ | ZIP


class Inputs(Protocol):
    """What is remembered of plain text files."""

    def expect(self, names: Iterable[str]) -> None:
        """These will be asked for."""

    def article(self, name: str) -> Article | None:
        """The article in a file that need not be read again."""

    def note(self, name: str, article: Article) -> None:
        """This was read in the file that was asked for last."""


def articles(given: Iterable[Path], inputs: Inputs | None = None, but: Path | None = None) -> Iterator[Outcome]:
    """Every article in the files, folders and archives ``given``, in the order of the files' paths, as it is read.

    What cannot be read comes as Refused, in its place, and the rest goes on. Of two articles with one identifier the
    second is refused. Raises InputError, before anything is read, where a path does not exist. ``inputs``: what
    remembers files; ``but``: a folder that is passed over.
    """
    found = _names(given, but)
    if inputs is not None:
        inputs.expect(name for name in found if _suffix(name) in TEXT)
    return _once(outcome for name in found for outcome in _outcomes(name, inputs))


def article(path: Path, limit: int = LIMIT) -> Article:
    """The one article in the file ``path``; the identifier of a text or a page is the file's stem.

    Raises InputError where it cannot be read or holds more articles than one, EncodingError where its bytes are no
    text, UnsuitableError where it is empty, not in Arabic, or a text larger than ``limit`` bytes.
    """
    found = list(islice(_file(path, limit), 2))
    if not found:
        raise UnsuitableError(f"{path}: no article in it; give a text, a page, or JSON with a record")
    if len(found) > 1:
        raise InputError(f"{path}: more than one article in it; give a file that holds one")
    if isinstance(found[0], Refused):
        raise found[0].error
    return found[0]


def _outcomes(name: str, inputs: Inputs | None) -> Outcomes:
    if inputs is None or _suffix(name) not in TEXT:
        return _guarded(_file(Path(name)), name)
    known = inputs.article(name)
    return _noted(name, inputs) if known is None else iter((known,))


def _noted(name: str, inputs: Inputs) -> Outcomes:
    for outcome in _guarded(_file(Path(name)), name):
        if isinstance(outcome, Article):
            inputs.note(name, outcome)
        yield outcome


def _file(path: Path, limit: int = LIMIT) -> Outcomes:
    if path.suffix.lower() in ZIP:
        yield from _archive(path)
    else:
        yield from _source(_on_disk(path), limit)


def _source(source: Source, limit: int = LIMIT) -> Outcomes:
    """The articles of a file by its suffix; a file of another suffix is text."""
    suffix = source.suffix
    if suffix in LINES:
        yield from records.from_lines(source)
    elif suffix in JSON:
        yield from records.from_json(source)
    elif suffix in PAGES:
        yield pages.from_page(source)
    else:
        yield _text(source, limit)


def _text(source: Source, limit: int) -> Article:
    """The article of a plain text file; its size is looked at first, so that a huge file costs nothing."""
    if source.size > limit:
        raise UnsuitableError(
            f"{source.place}: {source.size:,} bytes, more than the limit of {limit:,}; split it into one file "
            "an article"
        )
    with source.open() as file:
        data = file.read()
    return making.article(decoded(data, source.place), source.stem, source.place, source.name, data)


def _archive(path: Path) -> Outcomes:
    for member in archives.members(path, READ):
        if isinstance(member, Refused):
            yield member
        else:
            yield from _guarded(_source(member), member.place)


def _guarded(outcomes: Outcomes, place: str) -> Outcomes:
    """The outcomes; an error that ends them becomes the last."""
    try:
        yield from outcomes
    except InputError as error:
        yield Refused(place, error)


def _once(outcomes: Iterable[Outcome]) -> Outcomes:
    """The outcomes; an article whose identifier was read before is refused."""
    seen: dict[str, str] = {}
    for outcome in outcomes:
        if isinstance(outcome, Article) and outcome.identifier in seen:
            yield Refused(outcome.source, InputError(_same(outcome, seen[outcome.identifier])))
            continue
        if isinstance(outcome, Article):
            seen[outcome.identifier] = outcome.source
        yield outcome


def _same(second: Article, first: str) -> str:
    return (
        f"{second.source}: the same identifier {second.identifier!r} twice, first in {first}; rename one of the two "
        "files, or give their records other ids"
    )


def _on_disk(path: Path) -> Source:
    try:
        size = path.stat().st_size
    except OSError as error:
        raise _unreadable(path, error) from error
    return Source(str(path), path.name, size, lambda: _opened(path))


def _opened(path: Path) -> BinaryIO:
    try:
        return path.open("rb")
    except OSError as error:
        raise _unreadable(path, error) from error


def _unreadable(path: Path, error: OSError) -> InputError:
    return InputError(f"{path}: cannot be read ({error.strerror or error}); check the path and its permissions")


def paths(given: Iterable[Path], but: Path | None = None) -> list[Path]:
    """The files to read among ``given`` files and folders (searched to every depth), each once and sorted.

    Of folders, files of the suffixes that can be read are taken and hidden ones passed over; a file given by name is
    taken whatever its name. ``but``: a folder that is passed over. Raises InputError where a path does not exist.
    """
    return list(map(Path, _names(given, but)))


def _names(given: Iterable[Path], but: Path | None) -> list[str]:
    """The same as names: of many files, and each path takes longer to make than the system to find it."""
    left = os.path.realpath(but) if but is not None else None
    found: dict[str, str] = {}
    for path in given:
        if path.is_dir():
            found |= _within("" if str(path) == "." else os.path.join(path, ""), os.path.realpath(path), left)  # noqa: PTH118
        elif path.exists():
            found[str(path)] = os.path.realpath(path)
        else:
            raise InputError(f"{path}: no such file or folder; give text files, or folders that hold some")
    distinct: dict[tuple[str, str], str] = {}
    for name in sorted(found, key=_parts):
        distinct.setdefault((found[name], name[name.rfind("/") + 1 :]), name)
    return list(distinct.values())


def _parts(name: str) -> list[str]:
    """The parts of a path, by which files are sorted: what stands in a folder stands together."""
    start, *rest = name.split("/")
    return [start or "/", *rest]


def _within(folder: str, here: str, but: str | None) -> Iterable[tuple[str, str]]:
    """The files of a folder and where each really is, asking the system as little as may be: a corpus has many.

    ``folder``: what stands before the names of its files; ``here``: where it really is.
    """
    try:
        entries = list(os.scandir(here)) if here != but else []
    except OSError:  # a folder that may not be looked into
        return
    for entry in entries:
        name = entry.name
        if name.startswith("."):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _within(f"{folder}{name}/", f"{here.rstrip('/')}/{name}", but)
        elif _suffix(name) not in _TAKEN:
            continue
        # A link to nothing is taken too: reading it says so, where passing over it would hide a lost article.
        elif entry.is_symlink():
            yield folder + name, os.path.realpath(entry)
        elif entry.is_file():
            yield folder + name, f"{here.rstrip('/')}/{name}"


def _suffix(name: str) -> str:
    return os.path.splitext(name)[1].lower()  # noqa: PTH122  # of many files, and a path takes as long as the system
