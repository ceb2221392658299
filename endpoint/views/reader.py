"""Reads a graph for one page: terms with their names in the reader's language, and where each leads.

Every look-up follows an index of the store from one bound term; none walks the graph.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import Final, TypeVar, cast
from urllib.parse import urlencode

from pyoxigraph import BlankNode, Literal, NamedNode, Store

from builder.identifiers import Minter
from builder.store import Graph
from builder.table import right_to_left, short
from builder.vocabulary import MQ, MQV, compact, expand
from endpoint.cells import address
from endpoint.views.dates import dated
from endpoint.wording import words

Term = NamedNode | BlankNode | Literal
Item = TypeVar("Item")

MOST: Final = 400
"""The most neighbours of one thing that a page reads."""

_NAMES: Final = ("rdfs:label", "skos:prefLabel", "dcterms:title", "sh:name")
_DATES: Final = ("xsd:date", "xsd:gYearMonth", "xsd:gYear")


@dataclass(frozen=True, slots=True, order=True)
class Shown:
    """A term for a page: its text, the text's language and direction, where it leads, and the term itself."""

    text: str
    language: str | None = None
    direction: str = "auto"
    link: str | None = None
    value: str = ""
    time: str | None = None


class Reader:
    """One snapshot, read for a person: ``language`` is the page's, ``chosen`` whether its address names it."""

    def __init__(self, graph: Graph, language: str, chosen: bool) -> None:
        self.graph = graph
        self.language = language
        self._suffix = {"lang": language} if chosen else {}
        self._names: dict[str, Shown] = {}
        self._texts: dict[str, str] = {}
        self._objects: dict[tuple[str, str, str | None], list[Term]] = {}
        self._subjects: dict[tuple[str, str], list[str]] = {}
        self._whole: set[str] = set()
        self._classes: dict[str, set[str]] = {}
        self.cut = False
        """Whether anything was left out, as there was too much of it for a page."""

    @property
    def store(self) -> Store:
        """The store of the snapshot."""
        return self.graph.store

    @property
    def base(self) -> str:
        """The base of the graph's data."""
        return self.graph.base

    @cached_property
    def minter(self) -> Minter:
        """What makes the IRIs of the graph."""
        return self.graph.minter

    def article_text(self, identifier: str) -> str:
        """An article's text exactly as it was read, read once a page."""
        if identifier not in self._texts:
            self._texts[identifier] = self.graph.article_text(identifier)
        return self._texts[identifier]

    def objects(self, subject: str, predicate: str, graph: str | None = None) -> list[Term]:
        """The objects of a short or whole predicate, each once, sorted; ``graph`` as in "facts"."""
        key = subject, predicate, graph
        if key not in self._objects and subject in self._whole:
            return []
        if key not in self._objects:
            where = NamedNode(f"{self.base}graph/{graph}") if graph else None
            quads = self.store.quads_for_pattern(NamedNode(subject), NamedNode(expand(predicate)), None, where)
            found = list({cast(Term, quad.object): None for quad in islice(quads, 4 * MOST)})
            self._objects[key] = self.first(sorted(found, key=str), MOST) if len(found) > 1 else found
        return self._objects[key]

    def iris(self, subject: str, predicate: str) -> list[str]:
        """The objects that are IRIs."""
        return [term.value for term in self.objects(subject, predicate) if isinstance(term, NamedNode)]

    def subjects(self, predicate: str, obj: str) -> list[str]:
        """The subjects that a predicate joins to an IRI, each once, sorted."""
        if (predicate, obj) not in self._subjects:
            quads = self.store.quads_for_pattern(None, NamedNode(expand(predicate)), NamedNode(obj))
            found = {quad.subject.value for quad in islice(quads, 4 * MOST) if isinstance(quad.subject, NamedNode)}
            self._subjects[predicate, obj] = self.first(sorted(found), MOST)
        return self._subjects[predicate, obj]

    def first(self, found: list[Item], most: int) -> list[Item]:
        """The first of many; that there are more is remembered, so that the page can say so."""
        self.cut |= len(found) > most
        return found[:most]

    def load(self, identifier: str) -> list[str]:
        """Reads an article's graph in one go; what its evidence, attributions and claims are is then known.

        Gives its mentions, evidence and blocks, sorted. Attributions are then only what this article makes of them.
        """
        article = f"{self.base}article/{identifier}"
        own = (article + "/", f"{self.base}attribution/")
        pieces = set()
        for quad in self.store.quads_for_pattern(None, None, None, NamedNode(f"{self.base}graph/article/{identifier}")):
            subject, predicate = cast(NamedNode, quad.subject).value, compact(quad.predicate.value)
            if subject.startswith(own):
                self._whole.add(subject)
            if subject in self._whole or subject.startswith(f"{self.base}claim/"):
                self._objects.setdefault((subject, predicate, None), []).append(cast(Term, quad.object))
            if predicate == "mq:evidence":
                self._subjects.setdefault((predicate, cast(NamedNode, quad.object).value), []).append(subject)
            elif predicate == "oa:hasSource":
                pieces.add(subject)
        for found in self._objects.values():
            found.sort(key=str)
        for piece in pieces:
            self._subjects.setdefault(("mq:evidence", piece), []).sort()
        return sorted(pieces)

    def value(self, subject: str, predicate: str) -> str | None:
        """The value of the first object, if any."""
        found = self.objects(subject, predicate)
        return found[0].value if found else None

    def unnamed(self, iri: str) -> bool:
        """Whether an IRI stands for the publisher of an article that does not name it."""
        return iri.startswith(f"{self.base}publisher/")

    def whole(self, name: str) -> str:
        """The whole IRI of a short one."""
        return expand(name)

    def holds(self, graph: str, subject: str, predicate: str, obj: Term) -> bool:
        """Whether a layer's graph has a triple."""
        where = NamedNode(f"{self.base}graph/{graph}")
        found = self.store.quads_for_pattern(NamedNode(subject), NamedNode(expand(predicate)), obj, where)
        return next(found, None) is not None

    def known(self, iri: str) -> bool:
        """Whether the graph says anything of an IRI."""
        node = NamedNode(iri)
        return any(
            next(self.store.quads_for_pattern(*pattern), None) for pattern in ((node, None, None), (None, None, node))
        )

    def classes(self, iri: str) -> set[str]:
        """The classes of ours that a thing has, with all above them."""
        if iri not in self._classes:
            found: set[str] = set()
            queue = [name for name in self.iris(iri, "rdf:type") if name.startswith(MQ)]
            while queue:
                name = queue.pop()
                if name not in found:
                    found.add(name)
                    queue += self.iris(name, "rdfs:subClassOf")
            self._classes[iri] = found
        return self._classes[iri]

    def kinds(self, iri: str) -> list[str]:
        """The narrowest of a thing's classes."""
        stated = [name for name in self.iris(iri, "rdf:type") if name.startswith(MQ)]
        wider = {above for name in stated for above in self.iris(name, "rdfs:subClassOf")}
        wider |= {above for name in wider for above in self.iris(name, "rdfs:subClassOf")}
        return [name for name in stated if name not in wider]

    def link(self, iri: str, fragment: str = "") -> str | None:
        """Where a page links an IRI, in the language that was chosen; None where there is nothing to see."""
        found = address(iri, self.base)
        return self.local(found) + fragment if found and found.startswith("/") else found

    def local(self, path: str) -> str:
        """An address of this site that keeps the chosen language."""
        return path + ("&" if "?" in path else "?") + urlencode(self._suffix) if self._suffix else path

    def name(self, iri: str) -> Shown:
        """A thing by its name, linked to its page."""
        if iri not in self._names:
            said = self._said(iri) or self._composed(iri)
            label = None if said else self._label(iri)
            text = said or (label.value if label else self._made_up(iri))
            tag = self.language if said else label.language if label else _script(text)
            direction = ("rtl" if self.language == "ar" else "ltr") if said else _direction(text)
            self._names[iri] = Shown(text, tag, direction, self.link(iri), iri)
        return self._names[iri]

    def names(self, iris: Iterable[str]) -> list[Shown]:
        """Things by their names."""
        return [self.name(iri) for iri in iris]

    def shown(self, term: Term) -> Shown:
        """Any term: a thing by its name, a date in words, a text as it is."""
        if isinstance(term, NamedNode):
            return self.name(term.value)
        if isinstance(term, Literal) and compact(term.datatype.value) in _DATES:
            return Shown(dated(term.value, self.language), self.language, "auto", None, str(term), term.value)
        tag = term.language if isinstance(term, Literal) else None
        return Shown(term.value, tag, _direction(term.value), None, str(term))

    def why(self, subject: str, predicate: str, obj: Term) -> str:
        """The address of the page that explains a triple."""
        parts = {"s": f"<{subject}>", "p": f"<{expand(predicate)}>", "o": str(obj)}
        return "/why?" + urlencode({**parts, **self._suffix})

    def place(self, article: str, start: int, end: int) -> str | None:
        """The address of a span in an article's page."""
        return self.link(article, f"#c{start}-{end}")

    def _said(self, iri: str) -> str | None:
        """What the pages themselves call a thing: an article's own voice, and the properties of other vocabularies."""
        if self.unnamed(iri):
            return words(self.language)["own-voice"]
        return words(self.language).get(f"term-{compact(iri)}") if not iri.startswith(self.base) else None

    def _composed(self, iri: str) -> str | None:
        """An event goes by its class and its instrument, a claim by its triple; each part may run the other way."""
        if MQ + "Claim" in self.classes(iri):
            names = (self.objects(iri, f"mq:{part}")[:1] for part in ("subject", "predicate", "object"))
            return " ".join(f"\u2068{self.shown(term).text}\u2069" for found in names for term in found) or None
        if MQ + "LifecycleEvent" not in self.classes(iri):
            return None
        kinds = [self.name(kind).text for kind in self.kinds(iri)[:1]]
        instruments = [f"\u2068{self.name(name).text}\u2069" for name in self.iris(iri, "mq:ofInstrument")[:1]]
        return ": ".join([*kinds, *instruments]) or None

    def _label(self, iri: str) -> Literal | None:
        """The label in the page's language or else any; of several the fullest."""
        for predicate in _NAMES:
            found = [term for term in self.objects(iri, predicate) if isinstance(term, Literal)]
            if found:
                return min(found, key=lambda text: (text.language != self.language, -len(text.value), text.value))
        return None

    def _made_up(self, iri: str) -> str:
        """What to call a thing without a label: its words, an office held, an article's start."""
        if MQ + "Tenure" in self.classes(iri):
            parts = [*self.iris(iri, "mq:office"), *self.iris(iri, "mq:ofState")]
            return " · ".join(f"\u2068{self.name(part).text}\u2069" for part in parts)
        for node in (iri, *self.iris(iri, "mq:evidence")):
            for selector in self.iris(node, "oa:hasSelector"):
                exact = self.value(selector, "oa:exact")
                if exact:
                    return exact
        if MQ + "Article" in self.classes(iri):
            return self._opening(iri)
        return short(iri, self.base).removeprefix("mqv:") if iri.startswith(MQV) else short(iri, self.base)

    def _opening(self, article: str) -> str:
        """An article without a title goes by its first line."""
        identifier = self.value(article, "dcterms:identifier") or ""
        if identifier not in self.graph.articles:
            return identifier
        lines = (line.strip() for line in self.article_text(identifier).splitlines())
        first = next((line for line in lines if line), identifier)
        return first if len(first) <= 90 else first[:88].rsplit(" ", 1)[0] + " …"


def _direction(text: str) -> str:
    return "rtl" if right_to_left(text) else "ltr"


def _script(text: str) -> str | None:
    """The language of words of an article, whose letters are those of Arabic."""
    return "ar" if right_to_left(text) else None
