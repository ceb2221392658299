"""From readings to claims: each article's graph, checked by itself, a few articles at a time in several processes.

Who is who is decided before, over all articles; what an article's graph then is depends on the article, on the IRIs
and names of those whom it speaks of, and on the classes that other articles give them. An article that has all that
unchanged is taken from an earlier build (parts.py).
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from multiprocessing import get_context
from typing import Final

from builder.assemble.holdings import Holding
from builder.errors import GraphError
from builder.identifiers import digest
from builder.memory import swept
from builder.model import Value
from builder.pipeline import catalogue, parts
from builder.pipeline.ahead import Ahead
from builder.pipeline.catalogue import Row
from builder.pipeline.making import Maker, Named, Work
from builder.pipeline.orders import Ordering, worth
from builder.pipeline.parts import Part, Said
from builder.pipeline.progress import Count
from builder.pipeline.reading import Places, Read
from builder.pipeline.workers import Early
from builder.resolve.identity import Identity
from builder.resolve.outlines import Outline
from builder.vocabulary import MQ

_PART: Final = 32
"""At most so many articles that name nobody make a part; any other, whose names may come to be another's, is one."""
_MOST_SMALL: Final = 32
"""Of so many parts that are half empty or more none is worth joining: each costs the opening of four files."""
_FEW: Final = 192
"""So few articles are done as fast in this process as in others that are born with all that it holds."""


def classes_said(outlines: Iterable[Outline], who: Identity) -> dict[str, set[str]]:
    """Node to the classes that the articles together give it, whatever the factuality."""
    said: dict[str, set[str]] = {}
    for item in outlines:
        for entity in item.entities:
            said.setdefault(who.iri(item.article, entity.key), set()).add(MQ + entity.kind)
        for claim in item.claims:
            if claim.predicate == "rdf:type" and isinstance(claim.object, Value):
                said.setdefault(who.iri(item.article, claim.subject), set()).add(MQ + claim.object.lexical)
    return said


@dataclass(frozen=True, slots=True)
class Claimed:
    """The parts of all articles, and what each article says, in the order of the articles.

    ``rows``: what the parts say of themselves, by name. ``sound``: whether all that seemed to be there were whole.
    """

    parts: tuple[Part, ...]
    said: tuple[Said, ...]
    rows: Mapping[str, Row]
    sound: bool = True


def claims(
    maker: Maker, read: Read, ahead: Ahead, early: Early, count: Count, meanwhile: Callable[[], object]
) -> Claimed:
    """What all articles claim. Raises GraphError where a part cannot be made.

    ``early``: how many processes may work at once, and those that are there already. Parts of earlier builds that
    this one does without stay until they are pruned. ``meanwhile`` is done while those work.
    """
    maker.folder.mkdir(parents=True, exist_ok=True)
    every = zip(read.articles, read.outlines, strict=True)
    ahead.namings = {own.article: maker.naming(item, own, ahead.namings.get(own.article)) for item, own in every}
    named = [(article, naming.name) for article, naming in ahead.namings.items()]
    earlier = {name: row.head.pieces for name, row in ahead.kept.items()}
    rows = dict[str, Row]()
    pieces = zip((piece for _, piece in named), read.outlines, strict=True)
    alone = frozenset(piece for piece, outline in pieces if outline.entities or outline.others)
    whole = _whole(earlier, {piece for _, piece in named}, alone)
    work = Work(maker, *_left(named, alone, whole, earlier))
    count.skip(len(named) - work.size())
    try:
        with swept() as sweep, _making(work, ahead, read.places, early, sweep) as made:
            meanwhile()
            found = {name: part for name in whole if (part := ahead.part(name)) is not None}
            sound = len(found) == len(whole)
            rows = {name: ahead.kept[name] for name in found}
            for place in _done(work, made, found, rows):
                count.one(work.size(place))
            if not sound:
                again = Work(
                    maker, *_left(named, alone, found, earlier | {name: rows[name].head.pieces for name in rows})
                )
                for place in _done(again, _alone(again, sweep), found, rows):
                    count.one(again.size(place))
    except OSError as error:
        raise GraphError(f"{maker.folder}: {error.strerror or error}; make room and build again") from error
    said = {piece: own for part in found.values() for piece, own in part.said.items()}
    return Claimed(tuple(found.values()), tuple(said[piece] for _, piece in named), rows, sound)


def _done(work: Work, places: Iterable[int], found: dict[str, Part], rows: dict[str, Row]) -> Iterator[int]:
    """Takes each part that is made to what is ``found``, and gives its place."""
    folder = work.maker.folder
    for place in places:
        name = work.groups[place][0]
        row = catalogue.row_of(folder, name)
        part = parts.read(folder, name, row) if row else None
        if row is None or part is None:
            raise GraphError(f"{folder / name}.json: was written but cannot be read back; check the disk")
        found[name], rows[name] = part, row
        yield place


def _whole(earlier: Mapping[str, Sequence[str]], wanted: set[str], alone: AbstractSet[str]) -> list[str]:
    """The parts that can be used as they are; where many of them are small, those are joined into larger ones.

    ``alone``: the pieces that are a part each.
    """
    used: list[str] = []
    taken: set[str] = set()
    for name, pieces in sorted(earlier.items(), key=lambda item: (-len(item[1]), item[0])):
        if wanted.issuperset(pieces) and taken.isdisjoint(pieces):
            used.append(name)
            taken.update(pieces)
    small = {name for name in used if len(earlier[name]) <= _PART // 2 and alone.isdisjoint(earlier[name])}
    return [name for name in used if name not in small] if len(small) > _MOST_SMALL else used


def _left(
    named: Iterable[Named], alone: AbstractSet[str], used: Collection[str], earlier: Mapping[str, Sequence[str]]
) -> tuple[list[tuple[str, list[Named]]], dict[str, str]]:
    """The parts to make of articles that no part has that is used, by name, and the pieces of others for them."""
    have = {piece for name in used for piece in earlier[name]}
    left = [item for item in named if item[1] not in have]
    waiting = iter([item for item in left if item[1] not in alone])
    parted = [[item] for item in left if item[1] in alone]
    while group := list(islice(waiting, _PART)):
        parted.append(group)
    groups = [(digest(*(piece for _, piece in group), length=32), group) for group in parted]
    wanted = {piece for _, piece in left}
    kept = {piece: name for name, own in earlier.items() if name not in used for piece in own if piece in wanted}
    return groups, kept


_at_work: list[tuple[Work, Callable[[], object]]] = []
"""What the processes of a pool work with: they are born with it, so that nothing has to be sent to them."""


@contextmanager
def _making(
    work: Work, ahead: Ahead, places: Places | None, early: Early, sweep: Callable[[], object]
) -> Iterator[Iterator[int]]:
    """Makes the parts, and gives the place of each that is done; ``sweep`` is for what making one leaves behind.

    Processes that do it are born, and at work, before anything is asked of what is given.
    """
    every, workers, size = range(len(work.groups)), early.limits.workers, work.size()
    if places and early.prepared and worth(size):
        with Ordering(work, ahead.namings, places, early) as orders:
            yield orders.made()
        return
    if workers < 2 or size <= _FEW or threading.active_count() > 1:
        yield _alone(work, sweep)
        return
    _at_work.append((work, sweep))
    try:
        with ProcessPoolExecutor(workers, mp_context=get_context("fork")) as pool:
            yield pool.map(_make, every)
    except BrokenProcessPool as error:
        raise GraphError("a process that assembles claims was ended; build again with --workers 1") from error
    finally:
        _at_work.clear()


def _alone(work: Work, sweep: Callable[[], object]) -> Iterator[int]:
    for place in range(len(work.groups)):
        work.make(place)
        sweep()
        yield place


def _make(place: int) -> int:
    work, sweep = _at_work[0]
    sweep()
    return work.make(place)


def holders(held: Iterable[Holding]) -> dict[str, set[str]]:
    """Claim to its attributions in all articles."""
    found: dict[str, set[str]] = {}
    for holding in held:
        found.setdefault(holding.claim, set()).add(holding.attribution)
    return found
