"""Tier 1 on articles, one or many at a time: what is prepared for it is prepared once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from itertools import chain

from pyoxigraph import Quad

from builder.identifiers import Minter
from builder.validate import evidence
from builder.validate.context import context
from builder.validate.core import CoreValidator
from builder.validate.results import Result
from builder.validate.shapes import Shapes, load
from builder.validate.sources import Sources

_NONE: Mapping[str, str] = {}


class ArticleValidator:
    """Checks articles' graphs against the shapes of articles, and their evidence against their texts.

    ``ontology``: terms and known entities. ``elsewhere``: node to the classes that other articles give it.
    """

    def __init__(
        self,
        ontology: Iterable[Quad],
        minter: Minter,
        elsewhere: Mapping[str, AbstractSet[str]],
        shapes: Shapes | None = None,
    ) -> None:
        self._shapes = shapes or load()
        self._minter = minter
        self._elsewhere = elsewhere
        self._core = CoreValidator(self._shapes, context(ontology))

    def results(
        self, graphs: Mapping[str, Sequence[Quad]], texts: Mapping[str, str], hashes: Mapping[str, str] = _NONE
    ) -> list[Result]:
        """All results, each led back to the evidence that these graphs have of it.

        ``graphs``, ``texts`` and ``hashes`` (SHA-256 of the files) are by the article's identifier.
        """
        found: list[Result] = []
        for identifier in sorted(graphs):
            name = self._minter.article_graph(identifier)
            found += self._core.results(name, "articles", graphs[identifier], self._elsewhere)
        found += evidence.results(self._shapes, graphs, texts, hashes, self._minter)
        if not found:
            return found
        return list(map(Sources(chain.from_iterable(graphs.values())).located, found))
