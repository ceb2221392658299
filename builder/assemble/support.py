"""How well the articles support a fact: how many assert it, and since when."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cached_property

from pyoxigraph import NamedNode, Triple

from builder.assemble.holdings import Holding
from builder.model import Factuality, PartialDate


class Support:
    """Answers how many articles assert a fact, and the day of the first as YYYYMMDD (0 where none is dated)."""

    def __init__(self, held: Sequence[Holding], issued: Mapping[str, PartialDate | None]) -> None:
        """``issued``: of each article its day, by its identifier."""
        self._held, self._issued = held, issued

    def __call__(self, fact: Triple) -> tuple[int, int]:
        articles = self._articles.get(fact, set())
        days = (_day(self._issued[name]) for name in articles)
        return len(articles), min(filter(None, days), default=0)

    @cached_property
    def _articles(self) -> dict[Triple, set[str]]:
        """Who asserts what, gathered when it is first asked for: where nothing contradicts it never is."""
        found: dict[Triple, set[str]] = defaultdict(set)
        for holding in self._held:
            if holding.factuality is Factuality.ASSERTED:
                triple = Triple(NamedNode(holding.subject), holding.predicate, holding.object)
                found[triple].add(holding.article)
        return found


def _day(date: PartialDate | None) -> int:
    return date.year * 10000 + (date.month or 0) * 100 + (date.day or 0) if date else 0
