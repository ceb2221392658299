"""From files to readings: what is kept from an earlier build is taken, the rest is read by workers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from builder import read
from builder.errors import GraphError
from builder.model import Article, Reading
from builder.pipeline.fingerprint import fingerprint
from builder.pipeline.pool import Job, Limits, Pool
from builder.pipeline.progress import Count, Progress
from builder.pipeline.shards import Failure, Outcome, Shards, key
from builder.pipeline.worker import read_one

SHARD = 64
"""Articles in a shard: what is lost at most, a worker, when a build is stopped."""


@dataclass(frozen=True, slots=True)
class Rejected:
    """An article that was left out, and why."""

    source: str
    reason: str


@dataclass(frozen=True, slots=True)
class Read:
    """The readings in the order of their identifiers, what was left out, and how many were read anew."""

    readings: list[Reading]
    rejected: list[Rejected]
    fresh: int


def articles(paths: Iterable[Path], progress: Progress) -> tuple[list[Article], list[Rejected]]:
    """The articles in files and folders, and what holds none that can be read.

    Raises InputError where a path does not exist.
    """
    found: list[Article] = []
    rejected: list[Rejected] = []
    for outcome in read.articles(paths):
        if isinstance(outcome, read.Refused):
            rejected.append(Rejected(outcome.source, outcome.reason))
            progress("left out", outcome.reason)
        else:
            found.append(outcome)
    return found, rejected


def readings(found: Iterable[Article], directory: Path, limits: Limits, progress: Progress) -> Read:
    """The readings of these articles, each new one kept in ``directory`` as soon as its shard is read.

    Without workers (``limits.workers`` 0) they are read in this process, and nothing guards against a crash.
    Raises GraphError where another build is at work in the directory, or it cannot be written.
    """
    by_key = {key(article): article for article in found}
    if not limits.workers:
        return _gathered(by_key, {name: read_one(article) for name, article in by_key.items()}, len(by_key), progress)
    kept = Shards(directory, fingerprint())
    with kept.locked():
        outcomes = dict(kept.outcomes(set(by_key), limits.article))
        missing = sorted(by_key.keys() - outcomes.keys(), key=lambda name: (by_key[name].identifier, name))
        if missing:
            count = Count("reading", len(missing), progress)
            Pool(kept, fingerprint(), limits, count.one).run(_jobs([(name, by_key[name]) for name in missing]))
            outcomes |= kept.outcomes(set(missing), limits.article)
        kept.prune()
    return _gathered(by_key, outcomes, len(missing), progress)


def _jobs(missing: list[tuple[str, Article]]) -> Iterable[Job]:
    waiting = iter(missing)
    while part := tuple(islice(waiting, SHARD)):
        yield Job(part)


def _gathered(by_key: dict[str, Article], outcomes: dict[str, Outcome], fresh: int, progress: Progress) -> Read:
    done: list[Reading] = []
    rejected: list[Rejected] = []
    for name, article in sorted(by_key.items(), key=lambda item: item[1].identifier):
        outcome = outcomes.get(name)
        if outcome is None:
            raise GraphError(f"{article.identifier}: its reading was written but cannot be read back; check the disk")
        if isinstance(outcome, Failure):
            rejected.append(Rejected(article.source, outcome.reason))
            progress("left out", outcome.reason)
        else:
            done.append(outcome)
    return Read(done, rejected, fresh)
