"""Adds judgements to a built graph, takes them back, and says what that does to its facts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pyoxigraph import NamedNode

from builder import store
from builder.errors import InputError
from builder.pipeline.build import articles, compose
from builder.pipeline.change import Change, changes, rejected
from builder.pipeline.decisions import Decisions, judged_in, of_graph
from builder.pipeline.progress import Progress, Stages, silent
from builder.pipeline.resident import Resident
from builder.pipeline.summary import Summary
from builder.pipeline.workers import Limits
from builder.resolve import judgements
from builder.resolve.judgements import Judgement
from builder.vocabulary import expand


@dataclass(frozen=True, slots=True)
class Words:
    """Who judges, on which day (an XSD date), and why."""

    by: str
    on: str
    why: str


def judge(
    directory: Path,
    verdict: str,
    names: Sequence[str],
    words: Words,
    progress: Progress = silent,
    limits: Limits | None = None,
) -> tuple[Summary, list[Change]]:
    """Adds a judgement (``verdict``: one of judgements.VERDICTS) of these entities, and builds the graph with it.

    Raises InputError where the graph has no such entity, or the judgement contradicts an earlier one: the graph then
    stays as it is.
    """
    before = store.open_graph(directory)
    judged = tuple(sorted({whole(name, before.base) for name in names}))
    for iri in judged:
        if not any(before.store.quads_for_pattern(NamedNode(iri), None, None, None)):
            raise InputError(f"<{iri}>: nothing in this graph; take IRIs from: mithaq merges, query or describe")
    kept = of_graph(before).text
    said = (words.by, words.on, words.why)
    fresh = Judgement(judged, verdict, *said, before.minter.named("decision", verdict, *judged, *said))
    if fresh in (replace(known, place="") for known in judged_in(of_graph(before), before.minter)):
        raise InputError(f"<{fresh.iri}>: this has been judged already")
    return _rebuilt(before, directory, judgements.added(kept, fresh, before.minter), progress, limits)


def retract(
    directory: Path, names: Sequence[str], progress: Progress = silent, limits: Limits | None = None
) -> tuple[Summary, list[Change]]:
    """Takes judgements back, and builds the graph without them. Raises InputError where there is none of an IRI."""
    before = store.open_graph(directory)
    kept = of_graph(before)
    text = kept.text
    for name in names:
        text = judgements.without(text, whole(name, before.base), before.minter, kept.name)
    return _rebuilt(before, directory, text, progress, limits)


def whole(name: str, base: str) -> str:
    """The IRI that a person wrote: whole, in angle brackets or not, with a usual prefix, or below the base."""
    iri = expand(name)
    return iri if ":" in iri else base + iri


def _rebuilt(
    before: store.Graph, directory: Path, text: str, progress: Progress, limits: Limits | None
) -> tuple[Summary, list[Change]]:
    with Resident(directory, before.base, limits) as resident:
        stages = Stages(progress, resident.early.processor)
        summary = compose(articles(before), rejected(before), resident, stages, decisions=Decisions(text))
    return summary, changes(before, store.open_graph(directory))
