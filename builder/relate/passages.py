"""Which parts of an article are read for what others said, each as one passage."""

from __future__ import annotations

from collections.abc import Iterator

from builder.model import BlockKind, Layout, Span
from builder.relate import quotations
from builder.relate.punctuation import holds

_READ = (BlockKind.BODY, BlockKind.SUBTITLE)
_COLON_AT_END = 2
_LONGEST_SPEECH = 8


def spans(text: str, layout: Layout) -> Iterator[Span]:
    """The paragraphs to read; one that ends in a colon goes on with the quotation that the next ones hold."""
    blocks = [block.span for block in layout.blocks if block.kind in _READ]
    while blocks:
        span = blocks.pop(0)
        if holds(span.of(text)[-_COLON_AT_END:], "colon") and blocks and text[blocks[0].start] in quotations.marks():
            for ahead in range(1, min(_LONGEST_SPEECH, len(blocks)) + 1):
                whole = Span(span.start, blocks[ahead - 1].end)
                if any(q.closed and q.outer.end > blocks[0].start for q in quotations.find(text, whole)):
                    span, blocks = whole, blocks[ahead:]
                    break
        yield span
