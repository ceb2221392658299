"""Changes a built graph by a few articles, and says what became of its facts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from builder import store
from builder.errors import InputError
from builder.pipeline import reading
from builder.pipeline.build import articles as recorded
from builder.pipeline.build import compose
from builder.pipeline.decisions import of_graph
from builder.pipeline.progress import Progress, Stages, silent
from builder.pipeline.reading import Rejected
from builder.pipeline.resident import Resident
from builder.pipeline.summary import Summary
from builder.pipeline.workers import Limits
from builder.vocabulary import MQ

LAYERS = ("facts", "inferred")


@dataclass(frozen=True, slots=True)
class Change:
    """The triples (as N-Triples without the full stop) that a layer gained and lost, sorted."""

    layer: str
    added: tuple[str, ...]
    removed: tuple[str, ...]

    def as_dict(self) -> dict[str, Any]:
        """The change for machines."""
        return {"layer": self.layer, "added": list(self.added), "removed": list(self.removed)}


@dataclass(frozen=True, slots=True)
class Merged:
    """An entity of one article that was found to be one with another's: their IRIs, and the rule that says so."""

    local: str
    canonical: str
    rule: str


def add(
    directory: Path, paths: Iterable[Path], progress: Progress = silent, limits: Limits | None = None
) -> tuple[Summary, list[Change]]:
    """Adds the articles under ``paths``; one whose identifier the graph has already takes that one's place.

    The graph is then what a build of all its articles would make it. Raises InputError where ``paths`` hold no
    article that can be read, GraphError where there is no graph.
    """
    before = store.open_graph(directory)
    with Resident(directory, before.base, limits) as resident:
        stages = Stages(progress, resident.early.processor)
        found, refused = reading.articles(paths, progress, but=directory)
        if not found:
            raise InputError("no article to add: nothing that was given can be read; see the reasons above")
        articles = {article.identifier: article for article in (*recorded(before), *found)}
        given = [*(article.source for article in found), *(item.source for item in refused)]
        sources = {Path(source).name for source in given}
        left_out = [item for item in rejected(before) if item.source not in sources]
        kept = of_graph(before)
        summary = compose(list(articles.values()), [*left_out, *refused], resident, stages, decisions=kept)
    return summary, changes(before, store.open_graph(directory))


def remove(
    directory: Path, identifiers: Sequence[str], progress: Progress = silent, limits: Limits | None = None
) -> tuple[Summary, list[Change]]:
    """Removes articles. Raises InputError where one is not in the graph, or none would be left."""
    before = store.open_graph(directory)
    missing = sorted(set(identifiers) - set(before.articles))
    if missing:
        raise InputError(f"{missing[0]}: no article of this graph ({len(missing)} such in all); see: mithaq describe")
    kept = [article for article in recorded(before) if article.identifier not in set(identifiers)]
    if not kept:
        raise InputError(f"{directory}: no article would be left; remove the folder instead")
    with Resident(directory, before.base, limits) as resident:
        stages = Stages(progress, resident.early.processor)
        summary = compose(kept, rejected(before), resident, stages, decisions=of_graph(before))
    return summary, changes(before, store.open_graph(directory))


def undo(directory: Path) -> list[Change]:
    """Goes back to the snapshot before the current one. Raises GraphError where there is none."""
    before = store.open_graph(directory)
    store.undo(directory)
    return changes(before, store.open_graph(directory))


def changes(before: store.Graph, after: store.Graph) -> list[Change]:
    """What the facts and what is inferred from them gained and lost between two snapshots."""
    found = []
    for layer in LAYERS:
        old, new = (_triples(graph, layer) for graph in (before, after))
        found.append(Change(layer, tuple(sorted(new - old)), tuple(sorted(old - new))))
    return found


def merges(graph: store.Graph) -> list[Merged]:
    """What was merged in a graph, by the entity that stands for all."""
    said: dict[str, dict[str, str]] = {}
    for quad in graph.quads():
        if quad.predicate.value in (MQ + "mergedInto", MQ + "mergeReason"):
            subject, value = str(getattr(quad.subject, "value", "")), str(getattr(quad.object, "value", ""))
            said.setdefault(subject, {})[quad.predicate.value] = value
    found = [
        Merged(local, parts[MQ + "mergedInto"], parts.get(MQ + "mergeReason", ""))
        for local, parts in said.items()
        if MQ + "mergedInto" in parts
    ]
    return sorted(found, key=lambda merged: (merged.canonical, merged.local))


def _triples(graph: store.Graph, layer: str) -> set[str]:
    """The triples of a layer, read from the lines of the snapshot."""
    end = f" <{graph.minter.graph(layer)}> ."
    with graph.nquads.open(encoding="utf-8", newline="\n") as lines:
        return {line.rstrip("\n").removesuffix(end) for line in lines if line.endswith(end + "\n")}


def rejected(graph: store.Graph) -> list[Rejected]:
    """What was left out when a graph was built."""
    return [Rejected(str(item["source"]), str(item["reason"])) for item in graph.manifest.get("rejected", ())]
