"""Builds a graph: from files to a validated, reasoned, stored snapshot.

    files → articles → readings → identity → claims → shapes → facts → conflicts → reasoning → store

One bad article never stops a build: it is left out, with the reason, and the others are built.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
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
from builder.pipeline import orders, reading
from builder.pipeline.decisions import NO_DECISIONS, Decisions, given, judged_in, remembered
from builder.pipeline.layers import Layers
from builder.pipeline.parts import FOLDER
from builder.pipeline.progress import Progress, Stages, silent
from builder.pipeline.reading import Read, Rejected
from builder.pipeline.resident import Resident
from builder.pipeline.summary import Summary
from builder.pipeline.workers import Limits
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
    with Resident(directory, base, limits) as resident:
        return rebuild(resident, paths, progress, reasoner, decisions)


def rebuild(
    resident: Resident,
    paths: Iterable[Path],
    progress: Progress = silent,
    reasoner: str = reason.DEFAULT_REASONER,
    decisions: Path | None = None,
) -> Summary:
    """The same in a process that has built this graph before, perhaps, and remembers what it can."""
    stages = Stages(progress, resident.early.processor)
    judged = remembered(resident.directory) if decisions is None else given(decisions, Minter(resident.base))
    resident.begin()
    try:
        with uncollected():
            inputs = resident.inputs()
            found, rejected = reading.articles(paths, progress, inputs, resident.directory)
            inputs.close()
            summary = compose(found, rejected, resident, stages, reasoner, judged)
        inputs.keep()
    except BaseException:
        resident.forget()
        raise
    resident.done()
    return summary


def compose(
    articles: Sequence[Article],
    rejected: Iterable[Rejected],
    resident: Resident,
    stages: Stages,
    reasoner: str = reason.DEFAULT_REASONER,
    decisions: Decisions = NO_DECISIONS,
) -> Summary:
    """Builds articles that are in hand; ``rejected``: what was left out before, to be told with the rest."""
    ahead, limits, directory = resident.ahead, resident.limits, resident.directory
    judgements = judged_in(decisions, ahead.minter)
    if judgements:
        stages.progress("decisions", f"judgements of {decisions.name}: {len(judgements)}")

    def meanwhile(fresh: int) -> Iterator[None]:
        with swept() as sweep:
            yield from ahead.steps(fresh)
            sweep()

    reads = reading.readings(articles, directory, limits, stages.progress, meanwhile, resident.memory)
    with uncollected(), reads as done:
        orders.get_ready(resident.early, directory, resident.base, done.fresh)
        left_out = tuple(sorted({*rejected, *done.rejected}, key=lambda item: (Path(item.source).name, item.reason)))
        if not done.articles:
            raise InputError(f"none of the {len(left_out)} articles can be read; see the reasons above")
        kept = len(articles) - done.fresh
        earlier = f", {kept} of them kept from an earlier build" if kept else ""
        stages.done("reading", f"{len(done.articles)} articles read{earlier}, {len(left_out)} left out")
        layers = Layers(ahead, done, stages, resident.early, reasoner, judgements)
        return _written(done, left_out, layers, resident, stages, decisions)


def _written(
    done: Read,
    left_out: tuple[Rejected, ...],
    layers: Layers,
    resident: Resident,
    stages: Stages,
    decisions: Decisions,
) -> Summary:
    """Writes the snapshot, once all layers are made."""
    directory, known = resident.directory, resident.sums
    manifest: dict[str, Any] = {
        "base": resident.base,
        "decisions": decisions.text,
        "records": {article.identifier: _record(article) for article in done.articles},
        "rejected": [{"source": Path(item.source).name, "reason": item.reason} for item in left_out],
    }
    texts = {article.identifier: article.text for article in done.articles}
    sums = {article.identifier: known[article] for article in done.articles if article in known}
    with locked(directory / FOLDER), store.draft(directory, resident.spare) as draft:
        draft.begin(layers.articles(lambda: draft.texts(texts, manifest, sums)))
        quads = layers.others()  # while the articles' graphs are loaded
        resident.limits.quarantine.check(layers.counts["claims"], layers.quarantined, layers.violated)
        snapshot = draft.write(quads, {"counts": layers.counts}, layers.spelt)
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
