"""Parts of claims that the workers make that have read the articles: they are told of whom each speaks, and no more.

A worker (kept/worker.py) is told ``prepared`` while nobody waits, and then orders, one after the other.
"""

from __future__ import annotations

import selectors
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import msgspec

from builder import validate
from builder.errors import GraphError
from builder.identifiers import Minter
from builder.kept import shards
from builder.kept.shards import Place
from builder.model import Reading, Record
from builder.pipeline.ahead import Ahead
from builder.pipeline.making import Maker, Named, Naming, Person, Work
from builder.pipeline.reading import Places
from builder.pipeline.workers import Early, Worker
from builder.resolve.identity import Identity

_LEAST: Final = 8
_MOST: Final = 1024
"""So many articles are done sooner by workers that are there already and know what to load, than in any other way."""
_TOGETHER: Final = 4
"""Parts in an order."""
_AHEAD: Final = 2
"""Orders that a worker has at once, so that it need not wait for the next."""
_GRACE: Final = 5.0
"""Seconds that one that was ended needs at most to say how."""


class Order(Record, frozen=True):
    """Parts of a graph's folder to make, as of Work; where the reading of each article is, and of whom it speaks."""

    directory: str
    base: str
    groups: list[tuple[str, list[Named]]]
    kept: Mapping[str, str]
    places: Mapping[str, Place]
    people: Mapping[str, list[Person]]


def worth(articles: int) -> bool:
    """Whether so many articles are for workers that have read."""
    return _LEAST <= articles <= _MOST


def get_ready(early: Early, directory: Path, base: str, articles: int) -> None:
    """Have the workers load what they make parts with, where so many are for them; end them where they are too many."""
    if articles > _MOST:
        early.end()
    elif worth(articles):
        early.prepare(prepared(directory, base))


def prepared(directory: Path, base: str) -> bytes:
    """What tells a worker to load what it makes parts with, which it does not answer."""
    return _told(Order(str(directory), base, [], {}, {}, {}))


def _told(order: Order) -> bytes:
    return msgspec.json.encode({"module": __name__, "job": order})


def work(job: Any) -> str:
    """Do what a worker is told; its answer, if any. Raises OSError where the disk refuses."""
    order = msgspec.convert(job, Order)
    maker = _maker(_ahead(order.directory, order.base), order)
    for name, group in order.groups:
        maker.make(name, group, order.kept)
    return "done" if order.groups else ""


@lru_cache(maxsize=1)
def _ahead(directory: str, base: str) -> Ahead:
    return Ahead(Path(directory), Minter(base))


def _maker(ahead: Ahead, order: Order) -> Maker:
    told = [(article, person) for article, people in order.people.items() for person in people]
    iris = {(article, key): iri for article, (key, iri, _, _) in told}
    labels = {iri: label for _, (_, iri, label, _) in told if label is not None}
    classes = {iri: set(own) for _, (_, iri, _, own) in told}
    checks = validate.ArticleValidator(ahead.terms, ahead.minter, classes, core=ahead.core)

    def load(wanted: Iterable[str]) -> list[Reading]:
        return shards.readings([order.places[article] for article in wanted])

    return Maker(ahead.folder, ahead.minter, Identity(iris, (), labels), classes, ahead.asked, checks, load)


class Ordering(AbstractContextManager["Ordering"]):
    """The work on parts as orders for the workers that are there, who begin; ``places``: where readings are kept.

    Where there are fewer workers than may work, this process makes parts too, as soon as it would wait.
    """

    def __init__(self, work: Work, namings: Mapping[str, Naming], places: Places, early: Early) -> None:
        self._work, self._namings, self._places, self._early = work, namings, places, early
        every = range(len(work.groups))
        self._waiting = deque(every[start : start + _TOGETHER] for start in every[::_TOGETHER])
        self._given: dict[Worker, deque[range]] = {worker: deque() for worker in early.taken()}
        self._give()

    def __exit__(self, *_: object) -> None:
        """Workers that are not done are of no more use."""
        for worker, given in self._given.items():
            if given or not self._early.takes(worker):
                worker.end(0.0)

    def made(self) -> Iterator[int]:
        """Wait for all parts to be made; gives the place of each that is. Raises GraphError where one cannot be."""
        with selectors.DefaultSelector() as selector:
            for worker in self._given:
                selector.register(worker.output, selectors.EVENT_READ, worker)
            while any(self._given.values()):
                for event, _ in selector.select(0.0 if self._idle() else None):
                    yield from self._heard(event.data)
                if self._idle():
                    yield from map(self._work.make, self._waiting.pop())

    def _idle(self) -> bool:
        """Whether parts wait that this process can make, for more processes may work than there are workers."""
        return bool(self._waiting) and len(self._given) < self._early.limits.workers

    def _give(self) -> None:
        """Give every worker as many orders as it may have."""
        for _ in range(_AHEAD):
            for worker, given in self._given.items():
                if self._waiting and len(given) < _AHEAD:
                    given.append(places := self._waiting.popleft())
                    worker.tell(self._order(places))  # one that is gone will be heard to be

    def _heard(self, worker: Worker) -> Iterator[int]:
        """The places of what is done, as far as a worker says."""
        lines = worker.hear()
        if lines is None:
            del self._given[worker]
            told = worker.end(_GRACE)
            raise GraphError(f"a process that assembles claims was ended ({told or worker.ending()}); build again")
        for line in lines:
            word, _, rest = line.partition(" ")
            if word == "ready":
                worker.ready = True
            elif word == "stopped":
                raise GraphError(f"{rest}; make room and build again")
            else:
                done = self._given[worker].popleft()
                self._give()
                yield from done

    def _order(self, places: range) -> bytes:
        maker = self._work.maker
        groups = [self._work.groups[place] for place in places]
        named = [item for _, group in groups for item in group]
        articles = [article for article, _ in named]
        return _told(
            Order(
                str(maker.folder.parent),
                maker.minter.base,
                [(name, list(group)) for name, group in groups],
                {piece: self._work.kept[piece] for _, piece in named if piece in self._work.kept},
                dict(zip(articles, self._places(articles), strict=True)),
                {article: self._namings[article].people for article in articles},
            )
        )
