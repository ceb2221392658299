"""How well the articles support a fact: how many assert it, and since when."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from pyoxigraph import NamedNode, Triple

from builder.assemble.holdings import Holding
from builder.model import Factuality, PartialDate


class Support:
    """Answers how many articles assert a fact, and the day of the first as YYYYMMDD (0 where none is dated)."""

    def __init__(self, held: Iterable[Holding], issued: Mapping[str, PartialDate | None]) -> None:
        """``issued``: of each article its day, by its identifier."""
        self._days = {name: _day(date) for name, date in issued.items()}
        self._articles: dict[Triple, set[str]] = defaultdict(set)
        for holding in held:
            if holding.factuality is Factuality.ASSERTED:
                triple = Triple(NamedNode(holding.subject), holding.predicate, holding.object)
                self._articles[triple].add(holding.article)

    def __call__(self, fact: Triple) -> tuple[int, int]:
        articles = self._articles.get(fact, set())
        return len(articles), min((day for name in articles if (day := self._days[name])), default=0)


def _day(date: PartialDate | None) -> int:
    return date.year * 10000 + (date.month or 0) * 100 + (date.day or 0) if date else 0
