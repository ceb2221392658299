"""Builds a graph: from files to a validated, reasoned, stored snapshot.

    files → articles → readings → identity → claims → shapes → facts → conflicts → reasoning → store

One bad article never stops a build: it is left out, with the reason, and the others are built.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from pyoxigraph import Quad

from builder import ontology, read, reason, store, validate
from builder.assemble import conflicts, facts_graph, ontology_graph
from builder.assemble import facts as policy
from builder.assemble import graph as assembly
from builder.errors import InputError
from builder.extract import extract
from builder.identifiers import Minter
from builder.model import Article, Reading
from builder.resolve import identity
from builder.vocabulary import DATA

Progress = Callable[[str, str], None]
"""Told of each stage: its name, and what was found in it."""


@dataclass(frozen=True, slots=True)
class Rejected:
    """An article that was left out, and why."""

    source: str
    reason: str


@dataclass(frozen=True, slots=True)
class Summary:
    """What a build made: where, counts by name, articles left out, seconds by stage."""

    snapshot: Path
    counts: dict[str, int]
    violations: int
    rejected: tuple[Rejected, ...] = ()
    seconds: dict[str, float] = field(default_factory=dict)

    def as_dict(self) -> dict[str, Any]:
        """The summary for machines."""
        return {**asdict(self), "snapshot": str(self.snapshot)}


class _Stages:
    """Tells of the stages and keeps their seconds."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._since = time.perf_counter()
        self.seconds: dict[str, float] = {}

    def done(self, stage: str, message: str) -> None:
        now = time.perf_counter()
        self.seconds[stage] = round(now - self._since, 3)
        self._since = now
        self._progress(stage, message)


def _silent(_stage: str, _message: str) -> None:
    """The progress of a build that nobody watches."""


def readings(paths: Iterable[Path], progress: Progress = _silent) -> tuple[list[Reading], list[Rejected]]:
    """The readings of all articles in files and folders, in the order of their identifiers, and those left out.

    Raises InputError where a path does not exist.
    """
    done: list[Reading] = []
    rejected: list[Rejected] = []
    for outcome in read.articles(paths):
        found = Rejected(outcome.source, outcome.reason) if isinstance(outcome, read.Refused) else _reading(outcome)
        if isinstance(found, Reading):
            done.append(found)
        else:
            rejected.append(found)
            progress("left out", found.reason)
    return sorted(done, key=lambda reading: reading.article.identifier), rejected


def _reading(article: Article) -> Reading | Rejected:
    """The reading of an article, or why there is none."""
    try:
        return extract(article)
    except InputError as error:
        return Rejected(article.source, str(error))
    except Exception as error:  # an article that no rule foresaw: it alone is left out, and said so
        reason = f"{article.identifier}: not read, please report: {type(error).__name__}: {error}"
        return Rejected(article.source, reason)


def build(paths: Iterable[Path], directory: Path, base: str = DATA, progress: Progress = _silent) -> Summary:
    """Builds the articles under ``paths`` into a new snapshot in ``directory``.

    Raises InputError where not one article can be read, GraphError where the snapshot cannot be written.
    """
    stages = _Stages(progress)
    found, rejected = readings(paths, progress)
    if not found:
        raise InputError(f"none of the {len(rejected)} articles can be read; see the reasons above")
    stages.done("reading", f"{len(found)} articles read, {len(rejected)} left out")
    work = _Work(Minter(base), found, stages)
    quads = work.quads()
    texts = {reading.article.identifier: reading.article.text for reading in found}
    left_out = [{"source": Path(item.source).name, "reason": item.reason} for item in rejected]
    snapshot = store.write(directory, quads, texts, {"base": base, "rejected": left_out, "counts": work.counts})
    stages.done("store", f"{len(quads)} quads in {snapshot}")
    return Summary(snapshot, work.counts, work.violations, tuple(rejected), stages.seconds)


def revalidate(graph: store.Graph) -> validate.Report:
    """Checks a built graph against the shapes again, and its evidence against the articles' texts."""
    inferred = graph.minter.graph("inferred")
    quads = [quad for quad in graph.quads() if getattr(quad.graph_name, "value", "") != inferred]
    texts = {identifier: graph.article_text(identifier) for identifier in graph.articles}
    return validate.validate(quads, graph.minter, texts)


class _Work:
    """The stages after reading, over all articles at once."""

    def __init__(self, minter: Minter, found: list[Reading], stages: _Stages) -> None:
        self._minter = minter
        self._readings = found
        self._stages = stages
        self.violations = 0
        self.counts: dict[str, int] = {}

    def quads(self) -> list[Quad]:
        """The quads of every layer."""
        minter, stages = self._minter, self._stages
        terms = ontology_graph.quads(ontology.files(), minter)
        who = identity.decide(self._readings, minter)
        assembled = assembly.articles(self._readings, who, minter)
        claimed = [quad for quads in assembled.graphs.values() for quad in quads]
        stages.done("claims", f"{len({h.claim for h in assembled.held})} claims; {len(who.merges)} entities merged")

        texts = {reading.article.identifier: reading.article.text for reading in self._readings}
        hashes = {reading.article.identifier: reading.article.sha256 for reading in self._readings}
        checked = validate.articles(assembled.graphs, texts, terms, minter, hashes)
        stages.done("validation", f"articles: {validate.summary(checked)}")

        decisions = policy.decide(assembled.held, terms, validate.rejected(checked))
        disputes = conflicts.find([*claimed, *terms])
        disputed = conflicts.quads(disputes, claimed, minter)
        others = [*claimed, *terms, *disputed, *assembly.merges(who, minter)]
        facts, withheld, checked = validate.settle(checked, facts_graph.facts(decisions, minter), others, minter)
        decisions = policy.withhold(decisions, (quad.triple for quad in withheld))
        stages.done("facts", f"{len(facts)} facts, {len(disputes)} conflicts; {validate.summary(checked)}")

        outcomes = facts_graph.outcomes(decisions, minter)
        inference = reason.infer(ontology.schema(), facts, [*claimed, *terms, *outcomes], minter)
        checked = validate.contradicted(checked, ((c.message, c.about) for c in inference.inconsistencies), minter)
        stages.done("reasoning", f"{len(inference.quads)} inferred, {len(inference.inconsistencies)} contradictions")

        unaccounted = assembly.unaccounted(self._readings, minter)
        report = [*outcomes, *unaccounted, *validate.quads(checked, minter)]
        self.violations = validate.violations(checked)
        self.counts = self._count(assembled, len(facts), len(inference.quads), len(disputes))
        return sorted({*others, *facts, *report, *inference.quads}, key=str)

    def _count(self, assembled: assembly.Assembled, facts: int, inferred: int, disputes: int) -> dict[str, int]:
        return {
            "articles": len(self._readings),
            "mentions": sum(len(reading.mentions) for reading in self._readings),
            "statements": sum(len(reading.statements) for reading in self._readings),
            "clauses": sum(len(reading.clauses) for reading in self._readings),
            "claims": len({holding.claim for holding in assembled.held}),
            "facts": facts,
            "inferred": inferred,
            "conflicts": disputes,
            "unaccounted": sum(len(reading.unaccounted) for reading in self._readings),
            "violations": self.violations,
        }
