"""Tier 1 on articles, one at a time: what is prepared for it is prepared once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet

from pyoxigraph import Quad

from builder.identifiers import Minter
from builder.rows import Row
from builder.validate import evidence
from builder.validate.context import context
from builder.validate.core import CoreValidator
from builder.validate.results import Result
from builder.validate.shapes import Shapes, load
from builder.validate.sources import Sources


class ArticleValidator:
    """Checks articles' graphs against the shapes of articles, and their evidence against their texts.

    ``ontology``: terms and known entities. ``elsewhere``: node to the classes that other articles give it. ``core``:
    what runs the shapes, where that is prepared already.
    """

    def __init__(
        self,
        ontology: Iterable[Quad],
        minter: Minter,
        elsewhere: Mapping[str, AbstractSet[str]],
        shapes: Shapes | None = None,
        core: CoreValidator | None = None,
    ) -> None:
        self._shapes = shapes or load()
        self._minter = minter
        self._elsewhere = elsewhere
        self._core = core or CoreValidator(self._shapes, context(ontology))

    def results(
        self, identifier: str, rows: Sequence[Row], text: str | None = None, sha256: str | None = None
    ) -> list[Result]:
        """All results of an article, each led back to the evidence that its graph has of it.

        ``rows``: of its graph; ``sha256``: of its file. Without this, or the text, that is not looked at.
        """
        found = self.unlocated(identifier, rows, text, sha256)
        return list(map(Sources(rows).located, found)) if found else found

    def unlocated(
        self, identifier: str, rows: Sequence[Row], text: str | None = None, sha256: str | None = None
    ) -> list[Result]:
        """The same results, led to no evidence."""
        found = list(self._core.results(self._minter.article_graph(identifier), "articles", rows, self._elsewhere))
        found += evidence.results(self._shapes, self._minter, identifier, rows, text, sha256)
        return found
