"""Scores a graph article by article."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from builder.errors import InputError
from builder.read.decoding import decoded
from builder.scoring import gold, sayings, treaties
from builder.scoring.found import Found, World
from builder.scoring.tally import Tally
from builder.store import Graph


@dataclass(slots=True)
class Result:
    """The tally of all articles and of each, articles of gold that the graph lacks, and how many traps stayed empty."""

    total: Tally = field(default_factory=Tally)
    articles: dict[str, Tally] = field(default_factory=dict)
    absent: list[str] = field(default_factory=list)
    traps: int = 0
    clean: int = 0


def score(graph: Graph, records: Iterable[gold.Record], texts: Path | None = None) -> Result:
    """Scores a graph against gold; ``texts``: a folder with each article's text, by default the graph's own texts.

    An article that the graph lacks counts as missed whole. Raises InputError where its text is not known either.
    """
    world, result = World(graph.store), Result()
    present = frozenset(graph.articles)
    for record in records:
        if record.identifier not in present:
            result.absent.append(record.identifier)
        text = _text(graph, record.identifier, texts)
        tally = _article(Found(world, graph.minter.article(record.identifier)), record, text)
        result.articles[record.identifier] = tally
        result.total.merge(tally)
        if record.trap:
            result.traps += 1
            result.clean += tally.figures("instrument").extra == 0
    return result


def _article(found: Found, record: gold.Record, text: str) -> Tally:
    tally = Tally()
    pairs = treaties.instruments(tally, record, found, text)
    treaties.parties(tally, record, found, pairs)
    treaties.events(tally, record, found, pairs)
    treaties.supersession(tally, record, found, pairs)
    sayings.clauses(tally, record, found, text)
    sayings.actors(tally, record, found, text)
    sayings.statements(tally, record, found, text)
    return tally


def _text(graph: Graph, identifier: str, texts: Path | None) -> str:
    if texts is None:
        if identifier not in graph.articles:
            raise InputError(
                f"{identifier}: an article of gold that the graph lacks; give its text with --articles DIR"
            )
        return graph.article_text(identifier)
    path = texts / f"{identifier}.txt"
    try:
        return decoded(path.read_bytes(), str(path))
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror}); give the folder of gold's articles") from error
