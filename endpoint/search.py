"""Finds things by their names and by what articles say of them, in the index that is built with the graph."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from typing import Final

from builder.errors import GraphError
from builder.store import Graph
from builder.store.search_index import INDEX, forms, plain

_LIMIT: Final = 1000
_WORDS: Final = 32
# The whole name first, then names that begin so, then other names, mentions and quotations, each the closest first.
_SELECT: Final = """
SELECT entry.iri, entry.kind, entry.text, entry.language, entry.article, entry.start
FROM word JOIN entry ON entry.id = word.rowid
WHERE word MATCH :match
ORDER BY entry.plain != :plain,
         CASE entry.kind WHEN 'name' THEN entry.plain NOT LIKE :begin WHEN 'mention' THEN 2 ELSE 3 END,
         bm25(word), entry.iri, entry.kind, entry.text, entry.language, entry.article, entry.start
"""


@dataclass(frozen=True, slots=True)
class Hit:
    """A thing that was found, and the text that it was found by.

    ``kind`` of the text: name; mention, words of an article that mean the thing; quotation, what an article says of it.
    ``article`` is the IRI of the article that has the words, at ``start`` (Unicode code points); None for a name.
    """

    iri: str
    kind: str
    text: str
    language: str | None
    article: str | None
    start: int | None


def search(graph: Graph, text: str, limit: int = 20) -> list[Hit]:
    """The things whose names or quotations have all the words of ``text``, each thing once, the best first.

    Letter variants, vowel marks, case and glued Arabic particles do not count; the last word may be a beginning.
    Raises GraphError for a graph that was built without an index.
    """
    words = plain(text).split()[:_WORDS]
    if not words:
        return []
    path = graph.path / INDEX
    if not path.exists():
        raise GraphError(f"{path}: missing; build the graph again to search it")
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)) as database:
        found: dict[str, Hit] = {}
        for match in _matches(words):
            for hit in _hits(database, match, " ".join(words)):
                found.setdefault(hit.iri, hit)
                if len(found) >= min(limit, _LIMIT):
                    return list(found.values())
    return list(found.values())


def _matches(words: list[str]) -> Iterator[str]:
    """What to look for in turn: the words as they are, then without what may be glued to them."""
    yield " ".join([*(f'"{word}"' for word in words[:-1]), f'"{words[-1]}" *'])
    loose = ["(" + " OR ".join(f'"{form}"' for form in forms(word)) + ")" for word in words]
    if any(len(forms(word)) > 1 for word in words):
        yield " AND ".join(loose)


def _hits(database: sqlite3.Connection, match: str, words: str) -> Iterator[Hit]:
    # Words are letters, digits and underscores only, so that LIKE has no wildcard but the underscore.
    values = {"match": match, "plain": words, "begin": f"{words}%"}
    return (Hit(*row) for row in database.execute(_SELECT, values))
