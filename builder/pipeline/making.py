"""Makes the parts of claims (parts.py), in the process of the build or in one that works for it (kept/worker.py)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, NamedTuple

import msgspec

from builder import validate
from builder.assemble import graph as assembly
from builder.assemble.asked import Asked
from builder.identifiers import Minter, digest
from builder.model import Article, Reading
from builder.pipeline import parts
from builder.pipeline.fingerprint import whole_fingerprint
from builder.pipeline.parts import Piece
from builder.pipeline.reading import Load
from builder.resolve.identity import Identity
from builder.resolve.outlines import Outline
from builder.store import spelt
from builder.validate import ArticleValidator

_encoded: Final = msgspec.json.Encoder(order="deterministic").encode

Named = tuple[str, str]
"""The identifier of an article, and the name of the piece that it makes."""
Person = tuple[str, str, str | None, list[str]]
"""Of whom an article speaks: the key that it has there, the IRI, the name where all give it one, and the classes."""


class Naming(NamedTuple):
    """The name of an article's piece: a digest of all that makes it, which is the article and of whom it speaks.

    ``own``: its outline; ``keys``: of those, in order.
    """

    own: Outline
    keys: list[str]
    people: list[Person]
    name: str


@dataclass(frozen=True, slots=True)
class Maker:
    """What every part is made with; ``classes``: node to the classes that articles give it."""

    folder: Path
    minter: Minter
    who: Identity
    classes: Mapping[str, set[str]]
    asked: Asked
    validator: ArticleValidator
    load: Load
    _told: dict[str, tuple[str | None, list[str]]] = field(default_factory=dict)

    def naming(self, article: Article, own: Outline, before: Naming | None = None) -> Naming:
        """How the piece of this article is named; ``before``: how that of the article of this identifier was."""
        if before is not None and before.own is own:
            keys = before.keys
        else:
            keys = sorted({entity.key for entity in own.entities}.union(own.others, own.setting.known))
            before = None
        people = self._people(own.article, keys)
        if before is not None and before.people == people:
            return before
        said = _encoded(self._depends_on(article, own, people)).decode("utf-8")
        return Naming(own, keys, people, digest(whole_fingerprint(), self.minter.base, said, length=32))

    def make(self, name: str, group: Sequence[Named], kept: Mapping[str, str]) -> None:
        """Write the part of these articles; ``kept``: pieces that an older part has, with its name."""
        found: dict[str, Piece] = {}
        older = defaultdict[str, set[str]](set)
        for _, piece in group:
            if piece in kept:
                older[kept[piece]].add(piece)
        for part, wanted in older.items():
            found |= parts.taken(self.folder, part, wanted)
        fresh = {article: piece for article, piece in group if piece not in found}
        for reading in self.load(fresh):
            piece = fresh[reading.article.identifier]
            found[piece] = self._piece(piece, reading)
        parts.write(self.folder, name, [found[piece] for _, piece in group], self.minter)

    def _piece(self, name: str, reading: Reading) -> Piece:
        article = reading.article
        lines, held = assembly.article(reading, self.who, self.minter)
        rows = list(lines.values())
        results = self.validator.results(article.identifier, rows, article.text, article.sha256)
        return parts.piece(
            name,
            article.identifier,
            self.minter,
            spelt(lines, self.minter.article("")),
            self.asked.select(lines),
            held,
            results,
            validate.spoilt(results, rows),
            assembly.unaccounted(reading, self.minter),
        )

    def _depends_on(self, article: Article, own: Outline, people: list[Person]) -> list[object]:
        said = [article.identifier, article.sha256, article.title, article.publisher, article.language]
        issued = article.issued.lexical if article.issued else None
        sizes = [own.sizes.mentions, own.sizes.statements, own.sizes.clauses, own.sizes.claims]
        return [*said, issued, sizes, people]

    def _people(self, article: str, keys: Iterable[str]) -> list[Person]:
        found = []
        for key in keys:
            iri = self.who.iri(article, key)
            told = self._told.get(iri)
            if told is None:
                told = self._told[iri] = self.who.labels.get(iri), sorted(self.classes.get(iri, ()))
            found.append((key, iri, *told))
        return found


@dataclass(frozen=True, slots=True)
class Work:
    """The parts to make, and the pieces for them that older parts have."""

    maker: Maker
    groups: Sequence[tuple[str, Sequence[Named]]]
    kept: Mapping[str, str]

    def make(self, place: int) -> int:
        """Make one part; its place again."""
        name, group = self.groups[place]
        self.maker.make(name, group, self.kept)
        return place

    def size(self, place: int | None = None) -> int:
        """How many articles of a part, or of all, are made and not taken from an older one."""
        groups = self.groups if place is None else [self.groups[place]]
        return sum(piece not in self.kept for _, group in groups for _, piece in group)
