"""What SHACL cannot see: whether an article's text says what the graph quotes from it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pyoxigraph import Literal

from builder.identifiers import Minter
from builder.rows import Row
from builder.validate.results import Result, Term
from builder.validate.shapes import CODE, SHAPES, Shapes
from builder.vocabulary import MQ, OA

SLICE = SHAPES + "EvidenceSlice"
HASH = SHAPES + "ArticleHash"


def results(
    shapes: Shapes, minter: Minter, identifier: str, rows: Iterable[Row], text: str | None, sha256: str | None
) -> Iterator[Result]:
    """A violation for each selector whose ``text[start:end]`` is not its ``oa:exact``, and for a wrong hash.

    ``identifier``: the article's; ``sha256``: of its file. Where this or the text is None, it is not checked. Selectors
    without whole offsets are left to the shapes.
    """
    name, iri, said = minter.article_graph(identifier), minter.article(identifier), _said(rows)
    if text is not None:
        for focus, quoted in _misquoted(text, said):
            yield _result(shapes, SLICE, focus, OA + "exact", quoted, name)
    digest = said.get(iri, {}).get(MQ + "sha256")
    if digest is not None and sha256 not in (None, digest.value):
        yield _result(shapes, HASH, iri, MQ + "sha256", digest, name)


_Said = dict[str, dict[str, Term]]


def _said(rows: Iterable[Row]) -> _Said:
    """Node to property to value, of the properties that matter here."""
    said: _Said = {}
    for subject, predicate, value in rows:
        if predicate in _PROPERTIES and isinstance(value, Literal):
            said.setdefault(subject, {})[predicate] = value
    return said


_PROPERTIES = frozenset((OA + "start", OA + "end", OA + "exact", MQ + "sha256"))


def _misquoted(text: str, said: _Said) -> Iterator[tuple[str, Term]]:
    for focus, values in said.items():
        start, end = _offset(values.get(OA + "start")), _offset(values.get(OA + "end"))
        quoted = values.get(OA + "exact")
        if quoted is None or start is None or end is None:
            continue
        if text[start:end] != quoted.value or end > len(text):
            yield focus, quoted


def _offset(value: Term | None) -> int | None:
    """The offset that a literal gives, or None where it is none (not a whole number from zero on)."""
    if value is None or not (value.value.isascii() and value.value.isdigit()):
        return None
    return int(value.value)


def _result(shapes: Shapes, shape: str, focus: str, path: str, value: Term, graph: str) -> Result:
    english, arabic = shapes.messages[shape]
    return Result(
        severity=shapes.severities[shape],
        focus=focus,
        shape=shape,
        component=CODE,
        graph=graph,
        message_en=english,
        message_ar=arabic,
        path=path,
        value=value,
    )
