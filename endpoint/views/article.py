"""An article as read: its text with every span that the graph speaks of, and what the graph made of each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from markupsafe import Markup

from builder.vocabulary import MQ, MQV, RDF, RDFS, SKOS
from endpoint.views.highlight import MENTION, Mark, highlight
from endpoint.views.reader import Reader, Shown
from endpoint.views.sources import Ledger, Said

LAYERS: Final = ("mention", "statement", "clause", "claim")
"""What can be marked in a text, in the order of the legend."""

_NAMING: Final = frozenset({RDF + "type", RDFS + "label", SKOS + "altLabel"})
"""Claims that only name a thing: they are told, and bear no sign in the text."""

_TONES: Final = {"Instrument": "instrument", "State": "state", "Person": "person", "Organisation": "organisation"}


@dataclass(frozen=True, slots=True)
class Mentioned:
    """A mention: what it refers to, of which kind, by which rule."""

    thing: Shown
    kinds: tuple[Shown, ...]
    origin: str


@dataclass(frozen=True, slots=True)
class Told:
    """A statement or a clause at a span, with its facets: pairs of a property and what it leads to."""

    kind: str
    thing: Shown
    origin: str
    facets: tuple[tuple[Shown, tuple[Shown, ...]], ...]


@dataclass(slots=True)
class Note:
    """All that the graph made of one span (code points, end excluded)."""

    start: int
    end: int
    exact: str
    mentions: list[Mentioned] = field(default_factory=list)
    told: list[Told] = field(default_factory=list)
    claims: list[Said] = field(default_factory=list)
    block: Shown | None = None
    classes: set[str] = field(default_factory=set)

    @property
    def name(self) -> str:
        """The span as in the anchors of the page."""
        return f"{self.start}-{self.end}"


@dataclass(frozen=True, slots=True)
class ArticlePage:
    """The page of an article: its marked text, a note for each span in the order of the text, its metadata."""

    thing: Shown
    identifier: str
    text: Markup
    notes: tuple[Note, ...]
    publisher: Shown | None
    issued: Shown | None
    counts: Mapping[str, int]


def article_page(reader: Reader, iri: str, titles: Mapping[str, str]) -> ArticlePage:
    """The page of an article of this graph; ``titles``: what the sign after a span of each layer says."""
    identifier = reader.value(iri, "dcterms:identifier") or ""
    text = reader.article_text(identifier)
    notes = _Notes(reader, identifier, text).notes
    marks = [Mark(note.start, note.end, tuple(sorted(note.classes)), _title(note, titles)) for note in notes]
    return ArticlePage(
        reader.name(iri),
        identifier,
        highlight(text, marks),
        tuple(notes),
        next((reader.name(name) for name in reader.iris(iri, "dcterms:publisher") if not reader.unnamed(name)), None),
        next((reader.shown(term) for term in reader.objects(iri, "dcterms:issued")), None),
        {layer: sum(layer in note.classes for note in notes) for layer in LAYERS},
    )


class _Notes:
    """The notes of one article, gathered from its evidence."""

    def __init__(self, reader: Reader, identifier: str, text: str) -> None:
        self._reader = reader
        self._ledger = Ledger(reader)
        self._text = text
        self._notes: dict[tuple[int, int], Note] = {}
        self._held: dict[tuple[int, int], dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        for piece in reader.load(identifier):
            self._piece(piece)
        for span, claims in self._held.items():
            self._claims(self._notes[span], claims)

    @property
    def notes(self) -> list[Note]:
        """The notes in the order of the text, the longer first."""
        return sorted(self._notes.values(), key=lambda note: (note.start, -note.end))

    def _piece(self, piece: str) -> None:
        reader = self._reader
        for selector in reader.iris(piece, "oa:hasSelector"):
            start, end = int(reader.value(selector, "oa:start") or 0), int(reader.value(selector, "oa:end") or 0)
            if start >= end:
                continue
            note = self._notes.setdefault((start, end), Note(start, end, self._text[start:end]))
            self._mention(note, piece)
            self._block(note, piece)
            for user in reader.subjects("mq:evidence", piece):
                self._used(note, user)

    def _mention(self, note: Note, piece: str) -> None:
        reader = self._reader
        for thing in reader.iris(piece, "mq:refersTo"):
            kinds = tuple(reader.names(reader.kinds(thing)))
            note.mentions.append(Mentioned(reader.name(thing), kinds, reader.value(piece, "mq:origin") or ""))
            note.classes |= {MENTION, _tone(reader.classes(thing))}

    def _block(self, note: Note, piece: str) -> None:
        kind = next(iter(self._reader.iris(piece, "mq:blockKind")), None)
        if kind and not kind.endswith(("/body", "/paragraph")):
            note.block = self._reader.name(kind)
            note.classes.add("furniture")

    def _used(self, note: Note, user: str) -> None:
        classes = self._reader.classes(user)
        if MQ + "Statement" in classes:
            mode = (self._reader.value(user, "mq:mode") or "").removeprefix(f"{MQV}mode/")
            note.classes |= {"statement", mode or "direct"}
            note.told.append(self._told("statement", user, ("speaker", "mode", "reportedVia", "madeAt", "about")))
        elif MQ + "Clause" in classes:
            note.classes.add("clause")
            facets = ("partOf", "obligationType", "articleNumber", "strength", "obligor", "obligee", "trigger")
            note.told.append(self._told("clause", user, facets))
        for claim in self._reader.iris(user, "mq:ofClaim"):
            self._held[note.start, note.end][claim].add(user)

    def _told(self, kind: str, thing: str, names: tuple[str, ...]) -> Told:
        reader = self._reader
        facets = ((name, reader.objects(thing, f"mq:{name}")) for name in names)
        shown = tuple((reader.name(MQ + name), tuple(map(reader.shown, terms))) for name, terms in facets if terms)
        return Told(kind, reader.name(thing), reader.value(thing, "mq:origin") or "", shown)

    def _claims(self, note: Note, claims: Mapping[str, set[str]]) -> None:
        for claim in sorted(claims):
            said = self._ledger.said(claim, sorted(claims[claim]))
            if said is None:
                continue
            note.claims.append(said)
            if said.predicate.value not in _NAMING:
                note.classes.add("claim")
        note.claims.sort(key=lambda said: (said.predicate.value in _NAMING, said.node))
        note.classes = note.classes or {"named"}


def _tone(classes: set[str]) -> str:
    return next((tone for name, tone in _TONES.items() if MQ + name in classes), "other")


def _title(note: Note, titles: Mapping[str, str]) -> str:
    """What the sign after a span says; a mention needs none for its claims, as its words are a link themselves."""
    layers = ("statement", "clause") if MENTION in note.classes else ("statement", "clause", "claim")
    return next((titles[layer] for layer in layers if layer in note.classes), "")
