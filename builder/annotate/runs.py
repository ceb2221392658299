"""Cuts a text into runs that the same marks cover, however marks nest or overlap; no character is lost or moved."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import regex

from builder.annotate.marks import LAYERS, Mark
from builder.model import Span

_LINE = regex.compile(r"[^\r\n\f\u2028\u2029]+")


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of a line, and the numbers of the marks that cover it, the innermost first."""

    span: Span
    marks: tuple[int, ...]


def lines(text: str) -> Iterator[Span]:
    """The lines of a text that hold anything, without their ends."""
    yield from (Span(match.start(), match.end()) for match in _LINE.finditer(text) if match.group().strip())


def runs(line: Span, marks: Sequence[Mark]) -> Iterator[Run]:
    """The runs of a line; one after another they are the line."""
    touching = [(number, mark) for number, mark in enumerate(marks) if mark.span.overlaps(line)]
    cuts = {line.start, line.end}
    for _, mark in touching:
        cuts.update(at for at in (mark.span.start, mark.span.end) if line.start < at < line.end)
    edges = sorted(cuts)
    for start, end in pairwise(edges):
        span = Span(start, end)
        over = [(number, mark) for number, mark in touching if mark.span.covers(span)]
        over.sort(key=lambda pair: (len(pair[1].span), LAYERS.index(pair[1].layer), pair[0]))
        yield Run(span, tuple(number for number, _ in over))
