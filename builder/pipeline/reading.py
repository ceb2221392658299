"""From files to readings: what is kept from an earlier build is taken, the rest is read by workers."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from builder import read
from builder.errors import GraphError
from builder.kept import shards
from builder.kept.shards import Failure, Kept, Place, Shards, key
from builder.memory import swept
from builder.model import Article, Reading
from builder.pipeline.fingerprint import fingerprint
from builder.pipeline.pool import Pool
from builder.pipeline.progress import Count, Progress
from builder.pipeline.workers import Early, Job, Limits
from builder.resolve.outlines import Outline, outline

SHARD = 64
"""Articles in a shard: what is lost at most, a worker, when a build is stopped."""
_LEAST = 16
"""Articles in a shard, if there are so many: each is a file, which is opened in every build."""
_ATTENDED = 256
"""Articles whose outlines are taken back between two looks at the workers."""


@dataclass(frozen=True, slots=True)
class Rejected:
    """An article that was left out, and why."""

    source: str
    reason: str


@dataclass(slots=True)
class Memory:
    """What reading can make use of, if it is there, and leaves to the next in the same process.

    ``early``: a worker that may be loading its rules already. ``keys``: of articles of which it is known already what
    their readings are kept under; ``outcomes``: what was kept under such keys when it was looked at last.
    """

    kept: Shards
    early: Early | None = None
    keys: Mapping[Article, str] = field(default_factory=dict)
    outcomes: Mapping[str, Kept] = field(default_factory=dict)


def memory_of(directory: Path, early: Early | None = None) -> Memory:
    """No more than what is kept in the folder of a graph."""
    return Memory(Shards(directory, fingerprint()), early)


Meanwhile = Callable[[int], Iterable[object]]
"""Something that has to be done at some time, step by step; it is told how many articles are new."""
Load = Callable[[Iterable[str]], list[Reading]]
"""Gives the readings of articles by their identifiers, in this order."""
Places = Callable[[Iterable[str]], list[Place]]
"""Gives where they are kept."""


@dataclass(frozen=True, slots=True)
class Read:
    """The articles that were read and their outlines, in the order of their identifiers, and what was left out.

    ``load`` gives readings that are asked for, ``places`` where they are kept, if they are. ``fresh``: how many
    articles were read anew.
    """

    articles: list[Article]
    outlines: list[Outline]
    rejected: list[Rejected]
    fresh: int
    load: Load
    places: Places | None = None


def nothing(_fresh: int) -> Iterable[object]:
    """There is nothing to do meanwhile."""
    return ()


def in_hand(readings: Iterable[Reading]) -> Read:
    """Readings that are kept nowhere."""
    by_name = {reading.article.identifier: reading for reading in readings}
    ordered = [by_name[name] for name in sorted(by_name)]
    found = [reading.article for reading in ordered]
    return Read(found, list(map(outline, ordered)), [], len(ordered), lambda names: [by_name[name] for name in names])


def articles(
    paths: Iterable[Path], progress: Progress, inputs: read.Inputs | None = None, but: Path | None = None
) -> tuple[list[Article], list[Rejected]]:
    """The articles in files and folders, and what holds none that can be read; ``inputs`` remembers files.

    ``but``: a folder that is passed over, as that of the graph, which may stand among the articles. Raises InputError
    where a path does not exist.
    """
    found: list[Article] = []
    rejected: list[Rejected] = []
    for outcome in read.articles(paths, inputs, but):
        if isinstance(outcome, read.Refused):
            rejected.append(Rejected(outcome.source, outcome.reason))
            progress("left out", outcome.reason)
        else:
            found.append(outcome)
    return found, rejected


@contextmanager
def readings(
    found: Iterable[Article],
    directory: Path,
    limits: Limits,
    progress: Progress,
    meanwhile: Meanwhile = nothing,
    memory: Memory | None = None,
) -> Iterator[Read]:
    """What is read in these articles, each new reading kept in ``directory`` as soon as its shard is read.

    Until the end no other build removes what is kept. Without workers (``limits.workers`` 0) articles are read in this
    process, and nothing guards against a crash. ``meanwhile`` is done while workers load their rules and read.
    Raises GraphError where another build is at work in the directory, or it cannot be written.
    """
    memory = memory or memory_of(directory)
    by_key = {memory.keys.get(article) or key(article): article for article in found}
    if not limits.workers:
        yield _read_here(by_key.values(), progress)
        return
    with memory.kept.locked():
        memory.outcomes, fresh = _outcomes(by_key, memory, limits, progress, meanwhile)
        memory.kept.prune(by_key.keys())
        yield _gathered(by_key, memory.outcomes, memory.kept, fresh, progress)


def _outcomes(
    by_key: Mapping[str, Article], memory: Memory, limits: Limits, progress: Progress, meanwhile: Meanwhile
) -> tuple[dict[str, Kept], int]:
    """What is kept of the articles, and what is read in the others; how many these were."""
    count, kept = Count("reading", len(by_key), progress), memory.kept
    outcomes = {name: outcome for name, outcome in memory.outcomes.items() if name in by_key}
    with Pool(kept, fingerprint(), limits, count.one, memory.early) as pool:
        new = by_key.keys() - outcomes.keys() - kept.listed()
        pool.begin(_jobs(by_key, new, limits.workers))
        for _ in meanwhile(len(new)):
            pool.attend()
        for name, outcome in kept.kept(by_key.keys(), limits.article):
            outcomes[name] = outcome
            if not len(outcomes) % _ATTENDED:
                pool.attend()
        count.skip(len(outcomes.keys() - new))
        missing = by_key.keys() - outcomes.keys()
        if missing:  # new ones, and what was kept of which turned out to be broken
            pool.run(
                _jobs(by_key, missing - new, limits.workers),
                lambda: outcomes.update(kept.kept(missing, limits.article)),
            )
    return outcomes, len(new | missing)


def _jobs(by_key: Mapping[str, Article], wanted: AbstractSet[str], workers: int) -> Iterable[Job]:
    """The work on wanted articles, in jobs that keep all workers busy."""
    waiting = iter(sorted(wanted, key=lambda name: (by_key[name].identifier, name)))
    size = min(SHARD, max(_LEAST, math.ceil(len(wanted) / workers)))
    while part := tuple(islice(waiting, size)):
        yield Job(tuple((name, by_key[name]) for name in part))


def _read_here(found: Iterable[Article], progress: Progress) -> Read:
    from builder.kept.worker import read_one  # half a second to load, and in most builds others read

    done: list[Reading] = []
    rejected: list[Rejected] = []
    with swept() as sweep:
        for place, article in enumerate(sorted(found, key=lambda article: article.identifier), 1):
            outcome = read_one(article)
            if isinstance(outcome, Failure):
                _leave_out(article, outcome, rejected, progress)
            else:
                done.append(outcome)
            if not place % SHARD:
                sweep()
    read = in_hand(done)
    return Read(read.articles, read.outlines, rejected, len(done) + len(rejected), read.load)


def _leave_out(article: Article, failure: Failure, rejected: list[Rejected], progress: Progress) -> None:
    rejected.append(Rejected(article.source, failure.reason))
    progress("left out", failure.reason)


def _gathered(
    by_key: Mapping[str, Article], outcomes: Mapping[str, Kept], kept: Shards, fresh: int, progress: Progress
) -> Read:
    names: dict[str, str] = {}

    def places(wanted: Iterable[str]) -> list[Place]:
        return kept.places(names[name] for name in wanted)

    done = Read([], [], [], fresh, lambda wanted: shards.readings(places(wanted)), places)
    for name, article in sorted(by_key.items(), key=lambda item: item[1].identifier):
        outcome = outcomes.get(name)
        if outcome is None:
            raise GraphError(f"{article.identifier}: its reading was written but cannot be read back; check the disk")
        if isinstance(outcome, Failure):
            _leave_out(article, outcome, done.rejected, progress)
        else:
            names[article.identifier] = name
            done.articles.append(article)
            done.outlines.append(outcome)
    return done
