"""From readings to claims: each article's graph, checked by itself, a few articles at a time in several processes.

Who is who is decided before, over all articles; what an article's graph then is depends on the article, on the IRIs
and names of those whom it speaks of, and on the classes that other articles give them. A part whose articles have all
that unchanged is taken from an earlier build.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import Final

from pyoxigraph import Quad

from builder import validate
from builder.assemble import graph as assembly
from builder.assemble.asked import Asked
from builder.errors import GraphError
from builder.identifiers import Minter, digest
from builder.model import Reading, Value
from builder.pipeline import parts
from builder.pipeline.fingerprint import whole_fingerprint
from builder.pipeline.parts import Part
from builder.pipeline.progress import Count
from builder.resolve.identity import Identity
from builder.validate import ArticleValidator
from builder.vocabulary import MQ

_PART: Final = 64
"""About so many articles make a part."""
_FEW: Final = 2
"""So few parts are made faster in this process than in others."""


@dataclass(frozen=True, slots=True)
class Maker:
    """What every part is made with; ``classes``: node to the classes that articles give it."""

    folder: Path
    minter: Minter
    who: Identity
    classes: Mapping[str, set[str]]
    asked: Asked
    validator: ArticleValidator

    def name(self, readings: Sequence[Reading]) -> str:
        """The name of the part of these readings: a digest of all that it is made of."""
        said = [self._depends_on(reading) for reading in readings]
        return digest(whole_fingerprint(), self.minter.base, json.dumps(said, ensure_ascii=False), length=32)

    def make(self, name: str, readings: Sequence[Reading]) -> None:
        """Write the part of these readings."""
        graphs, held = {}, []
        for reading in readings:
            graphs[reading.article.identifier], mine = assembly.article(reading, self.who, self.minter)
            held += mine
        texts = {reading.article.identifier: reading.article.text for reading in readings}
        hashes = {reading.article.identifier: reading.article.sha256 for reading in readings}
        quads = [quad for own in graphs.values() for quad in own]
        results = self.validator.results(graphs, texts, hashes)
        parts.write(
            self.folder,
            name,
            self.minter.base,
            self.minter.article(""),
            quads,
            self.asked.select(quads),
            held,
            results,
            validate.spoilt(results, quads),
        )

    def _depends_on(self, reading: Reading) -> list[object]:
        article = reading.article
        own = [article.identifier, article.sha256, article.title, article.publisher, article.language]
        issued = article.issued.lexical if article.issued else None
        sizes = [len(found) for found in (reading.entities, reading.mentions, reading.statements, reading.claims)]
        people = []
        for key in sorted({entity.key for entity in reading.entities} | {claim.subject for claim in reading.claims}):
            iri = self.who.iri(article.identifier, key)
            people.append((key, iri, self.who.labels.get(iri), sorted(self.classes.get(iri, ()))))
        return [*own, issued, sizes, people]


def classes_said(readings: Iterable[Reading], who: Identity) -> dict[str, set[str]]:
    """Node to the classes that the articles together give it, whatever the factuality."""
    said: dict[str, set[str]] = {}
    for reading in readings:
        article = reading.article.identifier
        for entity in reading.entities:
            if not entity.known:
                said.setdefault(who.iri(article, entity.key), set()).add(MQ + entity.kind)
        for claim in reading.claims:
            if claim.predicate == "rdf:type" and isinstance(claim.object, Value):
                said.setdefault(who.iri(article, claim.subject), set()).add(MQ + claim.object.lexical)
    return said


def claims(maker: Maker, readings: Sequence[Reading], workers: int, count: Count) -> list[Part]:
    """The parts of all readings, in the order of their first articles. Raises GraphError where one cannot be made."""
    maker.folder.mkdir(parents=True, exist_ok=True)
    grouped = {maker.name(group): group for group in _groups(readings)}
    found = {name: part for name in grouped if (part := parts.read(maker.folder, name)) is not None}
    count.skip(sum(len(grouped[name]) for name in found))
    missing = {name: group for name, group in grouped.items() if name not in found}
    try:
        for name in _made(maker, missing, workers):
            count.one(len(missing[name]))
    except OSError as error:
        raise GraphError(f"{maker.folder}: {error.strerror or error}; make room and build again") from error
    for name in missing:
        part = parts.read(maker.folder, name)
        if part is None:
            raise GraphError(f"{maker.folder / name}.json: was written but cannot be read back; check the disk")
        found[name] = part
    parts.prune(maker.folder, grouped)
    return [found[name] for name in grouped]


def _groups(readings: Sequence[Reading]) -> Iterator[list[Reading]]:
    """The readings in groups that a further article changes only where it stands itself."""
    group: list[Reading] = []
    for reading in readings:
        group.append(reading)
        if len(group) == 2 * _PART or int(digest(reading.article.identifier), 16) % _PART == 0:
            yield group
            group = []
    if group:
        yield group


_at_work: list[tuple[Maker, Sequence[tuple[str, Sequence[Reading]]]]] = []
"""What the processes of a pool work with: they are born with it, so that nothing has to be sent to them."""


def _made(maker: Maker, missing: Mapping[str, Sequence[Reading]], workers: int) -> Iterator[str]:
    """Makes the parts, and gives the name of each that is done."""
    groups = list(missing.items())
    if workers < 2 or len(groups) <= _FEW or threading.active_count() > 1:
        for name, group in groups:
            maker.make(name, group)
            yield name
        return
    _at_work.append((maker, groups))
    try:
        with ProcessPoolExecutor(workers, mp_context=get_context("fork")) as pool:
            yield from pool.map(_make, range(len(groups)))
    except BrokenProcessPool as error:
        raise GraphError("a process that assembles claims was ended; build again with --workers 1") from error
    finally:
        _at_work.clear()


def _make(place: int) -> str:
    maker, groups = _at_work[0]
    name, group = groups[place]
    maker.make(name, group)
    return name


def holders(found: Iterable[Part]) -> dict[str, set[str]]:
    """Claim to its attributions in all articles."""
    held: dict[str, set[str]] = {}
    for part in found:
        for holding in part.held:
            held.setdefault(holding.claim, set()).add(holding.attribution)
    return held


def asked_quads(found: Iterable[Part]) -> list[Quad]:
    """The quads of all parts that questions over all articles can see."""
    return [quad for part in found for quad in part.asked_quads()]
