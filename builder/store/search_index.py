"""The full-text index of a snapshot: every name of a thing and every quotation, in SQLite (FTS5).

Words are compared folded: letter variants are equal, vowel marks and case are ignored, and an Arabic word is found
with and without the article and the particles glued to its front. The rows depend on the quads alone.
"""

from __future__ import annotations

import json
import re
import shutil
import sqlite3
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import closing
from functools import cache, lru_cache
from pathlib import Path
from typing import Final, NamedTuple

from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from builder.identifiers import digest
from builder.languages import topic
from builder.recognise import text as folding
from builder.recognise.text import fold, strip_marks
from builder.rows import Row, apart
from builder.vocabulary import DCTERMS, MQ, MQV, OA, RDFS, SKOS

INDEX: Final = "search.sqlite"
_REMEMBERED: Final = 1 << 15
"""Names and words come again and again."""

_WORD = re.compile(r"\w+")
_NAMES: Final = frozenset((RDFS + "label", SKOS + "prefLabel", SKOS + "altLabel", DCTERMS + "title"))
_LINKS: Final = {
    OA + "hasSelector": "selector",
    OA + "hasSource": "source",
    MQ + "evidence": "evidence",
    MQ + "refersTo": "refers",
    MQ + "ofClaim": "claim",
}
_VALUES: Final = {OA + "exact": "exact", OA + "start": "start"}
_READ: Final = _NAMES.union(_LINKS, _VALUES)
_SPELT: Final = frozenset(f"<{iri}>".encode() for iri in _READ)
_QUOTES: Final = f" <{OA}hasSelector> ".encode()
_OWNERS: Final = ("statement", "clause", "attribution")
_SHARE: Final = 10
"""Where more than a tenth of the texts differ, an index from nothing is faster."""
_ROWS: Final = "SELECT id, iri, kind, text, language, article, start FROM entry"
_FIND: Final = """
SELECT entry.id FROM entry CROSS JOIN wanted ON entry.iri = wanted.iri AND entry.kind = wanted.kind
AND entry.text = wanted.text AND entry.language IS wanted.language AND entry.article IS wanted.article
AND entry.start IS wanted.start ORDER BY entry.id
"""
_TABLES: Final = """
CREATE TABLE entry (id INTEGER PRIMARY KEY, iri TEXT NOT NULL, kind TEXT NOT NULL, text TEXT NOT NULL,
                    language TEXT, article TEXT, start INTEGER, plain TEXT NOT NULL);
CREATE VIRTUAL TABLE word USING fts5(words, content='', tokenize="unicode61 remove_diacritics 0");
"""


class Entry(NamedTuple):
    """A text that can be found: of which thing, and where it stands if it is quoted.

    ``kind`` is name, mention (words of an article for the thing) or quotation (what an article says of it).
    ``start`` is an offset in Unicode code points.
    """

    iri: str
    kind: str
    text: str
    language: str | None = None
    article: str | None = None
    start: int | None = None


class Altered(NamedTuple):
    """The texts that only the older and only the newer of two indexes has."""

    gone: frozenset[Entry]
    come: frozenset[Entry]


@lru_cache(maxsize=_REMEMBERED)
def plain(text: str) -> str:
    """The words of a text folded, one space between them."""
    return " ".join(filter(None, map(_folded, text.split())))


@lru_cache(maxsize=_REMEMBERED)
def _folded(piece: str) -> str:
    """The same of what stands between two spaces, of which a few make up all texts."""
    letters = unicodedata.normalize("NFKD", strip_marks(fold(piece))).casefold()
    return " ".join(_WORD.findall("".join(char for char in letters if not unicodedata.combining(char))))


def forms(word: str) -> tuple[str, ...]:
    """A folded word, and what is left of it without each particle that may be glued to its front."""
    proclitics, least = _proclitics()
    rests = (word.removeprefix(particle) for particle in proclitics if word.startswith(particle))
    return (word, *(rest for rest in rests if len(rest) >= least))


@cache
def _proclitics() -> tuple[tuple[str, ...], int]:
    data = topic("search")
    return tuple(fold(particle) for particle in data["proclitics"]), int(data["least"])


def write_index(path: Path, found: Iterable[Entry], before: Path | None = None, altered: Altered | None = None) -> None:
    """Write the index of these texts to a new file.

    ``before``: an index to begin with, if it was made by the same rules and is much the same; numbers of rows, which
    mean nothing, then are others than in an index from nothing. ``altered``: how they differ, where that is known.
    """
    if before is not None and altered is not None and _begun(before, path, altered):
        return
    wanted = set(found)
    if before is not None and _changed(before, path, wanted):
        return
    path.unlink(missing_ok=True)
    with closing(sqlite3.connect(path)) as database, database:
        database.executescript(f"{_TABLES}PRAGMA user_version = {_made_by()};")
        _insert(database, wanted, 1)


def _changed(before: Path, path: Path, wanted: set[Entry]) -> bool:
    """Make the index from an older one, whose rows are all looked at; False where it is better made from nothing."""
    try:
        with closing(sqlite3.connect(f"{before.resolve().as_uri()}?mode=ro", uri=True)) as database:
            known = {row[1:] for row in database.execute(_ROWS)}  # a tuple is equal to its entry
    except sqlite3.DatabaseError:  # missing, or damaged
        return False
    gone, come = frozenset(Entry(*row) for row in known - wanted), frozenset(wanted - known)
    if len(gone) + len(come) > len(wanted) // _SHARE:
        return False
    return _begun(before, path, Altered(gone, come))


def _begun(before: Path, path: Path, altered: Altered) -> bool:
    """Make the index from an older one; False where that is of other rules, damaged, or lacks a text that goes."""
    try:
        shutil.copyfile(before, path)
        with closing(sqlite3.connect(path)) as database, database:
            if database.execute("PRAGMA user_version").fetchone()[0] != _made_by():
                return False
            numbers = _numbers(database, altered.gone)
            if len(numbers) != len(altered.gone):
                return False
            _delete(database, numbers)
            _insert(database, altered.come, 1 + (database.execute("SELECT max(id) FROM entry").fetchone()[0] or 0))
    except (OSError, sqlite3.DatabaseError):
        return False
    return True


def _numbers(database: sqlite3.Connection, wanted: Iterable[Entry]) -> list[int]:
    """The numbers of the rows of these texts: one look at all rows, of which none has a name to be found by."""
    database.execute("CREATE TEMP TABLE wanted (iri, kind, text, language, article, start)")
    database.executemany("INSERT INTO wanted VALUES (?, ?, ?, ?, ?, ?)", wanted)
    database.execute("CREATE INDEX temp.wanted_iri ON wanted (iri)")
    found = [number for (number,) in database.execute(_FIND)]
    database.execute("DROP TABLE wanted")
    return found


def _insert(database: sqlite3.Connection, found: Iterable[Entry], first: int) -> None:
    rows = [(place, *entry, plain(entry.text)) for place, entry in enumerate(sorted(found, key=in_order), first)]
    database.executemany("INSERT INTO entry VALUES (?, ?, ?, ?, ?, ?, ?, ?)", rows)
    database.executemany("INSERT INTO word (rowid, words) VALUES (?, ?)", ((row[0], _words(row[-1])) for row in rows))


def _delete(database: sqlite3.Connection, numbers: Iterable[int]) -> None:
    """Takes rows out. An index that does not keep the words has to be told them again."""
    rows = [database.execute("SELECT id, plain FROM entry WHERE id = ?", (number,)).fetchone() for number in numbers]
    words = ((number, _words(text)) for number, text in rows)
    database.executemany("INSERT INTO word (word, rowid, words) VALUES ('delete', ?, ?)", words)
    database.executemany("DELETE FROM entry WHERE id = ?", ((number,) for number, _ in rows))


def _words(text: str) -> str:
    return " ".join(map(_forms, text.split()))


@lru_cache(maxsize=_REMEMBERED)
def _forms(word: str) -> str:
    return " ".join(forms(word))


@cache
def _made_by() -> int:
    """A number for the code and the words that make a row of a text."""
    files = (Path(__file__), Path(folding.__file__))
    rules = (json.dumps(topic(name), ensure_ascii=False, sort_keys=True) for name in ("letters", "search"))
    code = (file.read_text(encoding="utf-8") for file in files)
    return int(digest(*code, *rules, unicodedata.unidata_version, length=7), 16)


def entries(rows: Iterable[Row]) -> set[Entry]:
    """The texts of a graph that can be found, each once; its terms are left out, for they have pages of their own."""
    links: dict[str, dict[str, set[str]]] = {name: defaultdict(set) for name in _LINKS.values()}
    values: dict[str, dict[str, str]] = {name: {} for name in _VALUES.values()}
    found: set[Entry] = set()
    for subject, predicate, value in rows:
        if predicate not in _READ:
            continue
        if predicate in _LINKS and isinstance(value, NamedNode):
            links[_LINKS[predicate]][subject].add(value.value)
        elif predicate in _VALUES and isinstance(value, Literal):
            values[_VALUES[predicate]][subject] = value.value
        elif predicate in _NAMES and isinstance(value, Literal) and not subject.startswith((MQ, MQV)):
            found.add(Entry(subject, "name", value.value, value.language))
    return found | set(_quotations(links, values))


def in_lines(lines: Iterable[bytes]) -> set[Entry]:
    """The same of a graph of N-Quads lines."""
    read = b"".join(line for line in lines if line.split(b" ", 2)[1] in _SPELT)
    return entries(apart(parse(read, format=RdfFormat.N_QUADS, lenient=True)))


def quoting(lines: bytes) -> bool:
    """Whether anything may be quoted in lines; if not, what each gives that can be found, it gives by itself."""
    return _QUOTES in lines


def _quotations(links: dict[str, dict[str, set[str]]], values: dict[str, dict[str, str]]) -> Iterator[Entry]:
    owners: dict[str, set[str]] = defaultdict(set)
    for owner, evidence in links["evidence"].items():
        for node in evidence:
            owners[node].add(owner)
    for node, selectors in links["selector"].items():
        selector = min(selectors)
        text, article = values["exact"].get(selector), min(links["source"].get(node, ("",)))
        start = int(values["start"].get(selector, "0"))
        if text is None:
            continue
        for entity in links["refers"].get(node, ()):
            yield Entry(entity, "mention", text, None, article, start)
        if node in owners:
            owner = min(owners[node], key=_owner_order)
            yield Entry(min(links["claim"].get(owner, (owner,))), "quotation", text, None, article, start)


def _owner_order(iri: str) -> tuple[int, str]:
    """Statements before clauses before claims, which quote the same words."""
    kinds = [place for place, kind in enumerate(_OWNERS) if f"/{kind}/" in iri]
    return min(kinds, default=len(_OWNERS)), iri


def in_order(entry: Entry) -> tuple[str, ...]:
    """What entries are sorted by."""
    start = "" if entry.start is None else f"{entry.start:012d}"
    return (entry.iri, entry.kind, entry.text, entry.language or "", entry.article or "", start)
