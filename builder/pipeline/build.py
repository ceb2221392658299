"""Builds a graph: from files to a validated, reasoned, stored snapshot.

    files → articles → readings → identity → claims → shapes → facts → conflicts → reasoning → store

One bad article never stops a build: it is left out, with the reason, and the others are built.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec
from msgspec.structs import replace

from builder import reason, store, validate
from builder.errors import InputError
from builder.identifiers import Minter
from builder.kept.shards import locked
from builder.memory import held, swept, uncollected
from builder.model import Article
from builder.pipeline import reading
from builder.pipeline.ahead import Ahead
from builder.pipeline.decisions import NO_DECISIONS, Decisions, given, judged_in, remembered
from builder.pipeline.inputs import Inputs
from builder.pipeline.layers import Layers
from builder.pipeline.parts import FOLDER
from builder.pipeline.pool import Early, Limits
from builder.pipeline.progress import Progress, Stages, silent
from builder.pipeline.reading import Read, Rejected
from builder.pipeline.summary import Summary
from builder.vocabulary import DATA


def build(
    paths: Iterable[Path],
    directory: Path,
    base: str = DATA,
    progress: Progress = silent,
    limits: Limits | None = None,
    reasoner: str = reason.DEFAULT_REASONER,
    decisions: Path | None = None,
) -> Summary:
    """Builds the articles under ``paths`` into a new snapshot in ``directory``.

    What an earlier build there, finished or not, has read by the same rules is not read again; the result is the
    same to the byte, whatever was kept and however many workers read. Raises InputError where not one article can be
    read, QuarantineError where more is quarantined than ``limits`` allow, GraphError where the snapshot cannot be
    written. ``reasoner``: a name of reason.REASONERS.
    ``decisions``: a file of judgements (resolve/judgements.py) in place of those that the graph in ``directory``,
    if there is one, was built with.
    """
    stages = Stages(progress)
    judged = remembered(directory) if decisions is None else given(decisions, Minter(base))
    limits = limits or Limits()
    with uncollected(), Early(limits) as early:
        inputs = Inputs(directory, early.start)
        found, rejected = reading.articles(paths, progress, inputs)
        inputs.close()
        summary = compose(found, rejected, directory, base, stages, limits, reasoner, judged, early, inputs.keys)
    inputs.keep()
    return summary


def compose(
    articles: Sequence[Article],
    rejected: Iterable[Rejected],
    directory: Path,
    base: str,
    stages: Stages,
    limits: Limits | None = None,
    reasoner: str = reason.DEFAULT_REASONER,
    decisions: Decisions = NO_DECISIONS,
    early: Early | None = None,
    keys: Mapping[Article, str] = reading.NO_KEYS,
) -> Summary:
    """Builds articles that are in hand; ``rejected``: what was left out before, to be told with the rest.

    ``early``: a worker that may be loading its rules already. ``keys``: of articles of which it is known already
    what their readings are kept under.
    """
    minter = Minter(base)
    judgements = judged_in(decisions, minter)
    if judgements:
        stages.progress("decisions", f"judgements of {decisions.name}: {len(judgements)}")
    limits = limits or Limits()
    ahead = Ahead(directory, minter)

    def meanwhile(fresh: int) -> Iterator[None]:
        with swept() as sweep:
            yield from ahead.steps(fresh)
            sweep()

    with uncollected(), reading.readings(articles, directory, limits, stages.progress, meanwhile, early, keys) as done:
        left_out = tuple(sorted({*rejected, *done.rejected}, key=lambda item: (Path(item.source).name, item.reason)))
        if not done.articles:
            raise InputError(f"none of the {len(left_out)} articles can be read; see the reasons above")
        kept = len(articles) - done.fresh
        earlier = f", {kept} of them kept from an earlier build" if kept else ""
        stages.done("reading", f"{len(done.articles)} articles read{earlier}, {len(left_out)} left out")
        layers = Layers(ahead, done, stages, limits.workers, reasoner, judgements)
        return _written(done, left_out, layers, directory, base, stages, limits, decisions)


def _written(
    done: Read,
    left_out: tuple[Rejected, ...],
    layers: Layers,
    directory: Path,
    base: str,
    stages: Stages,
    limits: Limits,
    decisions: Decisions,
) -> Summary:
    """Writes the snapshot, once all layers are made."""
    manifest: dict[str, Any] = {
        "base": base,
        "decisions": decisions.text,
        "records": {article.identifier: _record(article) for article in done.articles},
        "rejected": [{"source": Path(item.source).name, "reason": item.reason} for item in left_out],
    }
    with locked(directory / FOLDER), store.draft(directory, layers.articles()) as draft:
        quads = layers.others()  # while the articles' graphs are loaded
        limits.quarantine.check(layers.counts["claims"], layers.quarantined, layers.violated)
        texts = {article.identifier: article.text for article in done.articles}
        snapshot = draft.write(quads, texts, {**manifest, "counts": layers.counts}, layers.spelt)
        layers.prune()
    stages.done("store", f"{snapshot.manifest['quads']} quads in {snapshot.path}")
    held(done, layers, draft, quads, texts)
    costs = (stages.seconds, stages.memory, done.fresh, stages.processor)
    return Summary(snapshot.path, layers.counts, layers.violations, left_out, *costs)


def _record(article: Article) -> Any:
    """All of an article but its text, which the snapshot holds as a file."""
    return msgspec.to_builtins(replace(article, text=""))


def articles(graph: store.Graph) -> list[Article]:
    """The articles of a built graph, exactly as they were read, in the order of their identifiers."""
    found = []
    for identifier, record in sorted(graph.manifest.get("records", {}).items()):
        found.append(replace(msgspec.convert(record, Article), text=graph.article_text(identifier)))
    return found


def revalidate(graph: store.Graph) -> validate.Report:
    """Checks a built graph against the shapes again, and its evidence against the articles' texts.

    With what the build found and kept out of the facts, which is not in the graph to be found again.
    """
    inferred, own = graph.minter.graph("inferred"), graph.minter.graph("report")
    quads = [quad for quad in graph.quads() if getattr(quad.graph_name, "value", "") != inferred]
    texts = {identifier: graph.article_text(identifier) for identifier in graph.articles}
    before = validate.recorded(quad for quad in quads if getattr(quad.graph_name, "value", "") == own)
    return validate.validate(quads, graph.minter, texts).among(before)
