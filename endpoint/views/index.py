"""Lists of all that a graph holds of a kind: instruments, actors, articles, statements; by letter, kind and page."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Final, NamedTuple

from pyoxigraph import NamedNode, Quad

from builder.store.search_index import plain
from builder.vocabulary import MQ, RDF
from endpoint.views.reader import Reader, Shown
from endpoint.views.sources import Ledger
from endpoint.views.statements import Speech, speeches
from endpoint.wording import LANGUAGES, words

INDEXES: Final = ("treaties", "actors", "articles", "statements")
PAGE: Final = 60
"""How many things a page lists."""

MOST: Final = 10_000
"""The most things of a kind that are put in order; a query finds the rest."""

_TOPS: Final = {"treaties": "Instrument", "actors": "Actor"}
_PLACE: Final = re.compile(r"/statement/(\d+)-")


class Entry(NamedTuple):
    """A thing in its place: what it is sorted by, its IRI, its first letter and its narrowest kinds."""

    key: tuple[int, str, str]
    iri: str
    letter: str
    kinds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A thing in a list, its kinds, a code, and properties with what they lead to; for a statement what was said."""

    thing: Shown
    kinds: tuple[Shown, ...]
    code: str = ""
    facets: tuple[tuple[Shown, ...], ...] = ()
    mentions: int = 0
    speech: Speech | None = None


@dataclass(frozen=True, slots=True)
class Listing:
    """One page of a list: of ``pages``, with ``total`` things in all; ``cut`` where there are more than ``MOST``."""

    name: str
    rows: tuple[Row, ...]
    page: int
    pages: int
    total: int
    cut: bool
    letters: tuple[tuple[str, int], ...]
    kinds: tuple[tuple[Shown, int], ...]


def entries(reader: Reader, name: str) -> list[Entry]:
    """All things of a list in their order; one more than ``MOST`` where there are more."""
    if name == "articles":
        names = islice(reader.graph.articles, MOST + 1)
        found: dict[str, tuple[str, ...]] = {f"{reader.base}article/{item}": () for item in names}
        return sorted(_named(reader, found))
    if name == "statements":
        return _statements(reader)
    return sorted(_named(reader, _members(reader, _TOPS[name])))


def listing(reader: Reader, name: str, found: list[Entry], page: int, letter: str, kind: str) -> Listing:
    """One page of a list, of the things with a letter and of a kind, where these are given."""
    kinds = Counter(iri for entry in found for iri in entry.kinds)
    of_kind = [entry for entry in found if not kind or kind in entry.kinds]
    letters = Counter(entry.letter for entry in of_kind if entry.letter)
    chosen = [entry for entry in of_kind if not letter or letter == entry.letter][:MOST]
    pages = max(1, -(-len(chosen) // PAGE))
    page = min(max(page, 1), pages)
    ledger = Ledger(reader)
    return Listing(
        name,
        tuple(_row(reader, ledger, name, entry) for entry in chosen[(page - 1) * PAGE : page * PAGE]),
        page,
        pages,
        len(chosen),
        len(found) > MOST,
        tuple((text, letters[text]) for text in dict.fromkeys(entry.letter for entry in found) if letters[text]),
        tuple((reader.name(iri), kinds[iri]) for iri in sorted(kinds, key=lambda iri: (-kinds[iri], iri))),
    )


def _members(reader: Reader, top: str) -> dict[str, tuple[str, ...]]:
    """The things of a class and those below it that articles speak of, with their narrowest classes."""
    ontology = NamedNode(f"{reader.base}graph/ontology")
    classes: dict[str, list[str]] = defaultdict(list)
    said: set[str] = set()
    below = _below(reader, MQ + top)
    for name in below:
        for quad in reader.store.quads_for_pattern(None, NamedNode(RDF + "type"), NamedNode(name)):
            # A snapshot keeps the merge of its graphs in the default graph.
            if isinstance(quad.subject, NamedNode) and isinstance(quad.graph_name, NamedNode):
                if name not in classes[quad.subject.value]:
                    classes[quad.subject.value].append(name)
                if quad.graph_name != ontology:
                    said.add(quad.subject.value)
    # As the home page counts: of actors those mentioned, of instruments also those that only other facts lead to.
    least = said if top == "Instrument" else set()
    merged = {quad.subject.value for quad in _quads(reader, MQ + "mergedInto") if isinstance(quad.subject, NamedNode)}
    found = (iri for iri in sorted(classes) if iri in least or _mentioned(reader, iri))
    chosen = (iri for iri in found if iri not in merged and not reader.unnamed(iri))
    return {iri: _narrowest(reader, classes[iri], below) for iri in islice(chosen, MOST + 1)}


def _narrowest(reader: Reader, names: list[str], below: list[str]) -> tuple[str, ...]:
    """Of the classes of a thing those that are above no other of them; the more general stand first in ``below``."""
    wider = {above for name in names for above in reader.iris(name, "rdfs:subClassOf")}
    wider |= {above for name in wider for above in reader.iris(name, "rdfs:subClassOf")}
    return tuple(name for name in below if name in names and name not in wider)


def _quads(reader: Reader, predicate: str) -> Iterator[Quad]:
    return reader.store.quads_for_pattern(None, NamedNode(predicate), None)


def _below(reader: Reader, top: str) -> list[str]:
    found = [top]
    for name in found:  # grows while it is walked
        found += [below for below in reader.subjects("rdfs:subClassOf", name) if below not in found]
    return found


def _mentioned(reader: Reader, iri: str) -> bool:
    pattern = None, NamedNode(MQ + "refersTo"), NamedNode(iri)
    return next(reader.store.quads_for_pattern(*pattern), None) is not None


def _named(reader: Reader, found: dict[str, tuple[str, ...]]) -> Iterator[Entry]:
    """Things in the order of their names: those in the script of the page's language first, an article left aside."""
    aside = tuple(plain(words(language)["sort-aside"]) for language in LANGUAGES)
    for iri, kinds in found.items():
        key = _key(plain(reader.name(iri).text), aside)
        initial = key[:1].upper()
        arabic = "\u0600" <= initial <= "\u06ff"
        rank = 2 if not initial.isalpha() else int(arabic != (reader.language == "ar"))
        yield Entry((rank, key, iri), iri, initial if initial.isalpha() else "#", kinds)


def _key(text: str, aside: Iterable[str]) -> str:
    """A folded name without the article before it: glued in Arabic, a word of its own elsewhere."""
    for article in aside:
        rest = text.removeprefix(article if article > "\u0600" else f"{article} ")
        if rest != text and len(rest.split(" ")[0]) > 1:
            return rest
    return text


def _statements(reader: Reader) -> list[Entry]:
    """Statements in the order of articles and their places there, with their modes as kinds."""
    pattern = None, NamedNode(RDF + "type"), NamedNode(MQ + "Statement")
    quads = islice(reader.store.quads_for_pattern(*pattern), 4 * MOST)
    iris = sorted({quad.subject.value for quad in quads if isinstance(quad.subject, NamedNode)})
    found = []
    for iri in iris[: MOST + 1]:
        place = _PLACE.search(iri)
        article = iri[: place.start()] if place else iri
        key = int(place[1]) if place else 0, "", iri
        found.append((article, Entry(key, iri, "", tuple(reader.iris(iri, "mq:mode")))))
    return [entry for _, entry in sorted(found)]


def _row(reader: Reader, ledger: Ledger, name: str, entry: Entry) -> Row:
    iri, kinds = entry.iri, tuple(reader.name(kind) for kind in entry.kinds)
    if name == "statements":
        return Row(reader.name(iri), kinds, speech=next(iter(speeches(reader, ledger, [iri])), None))
    if name == "articles":
        publishers = [publisher for publisher in reader.iris(iri, "dcterms:publisher") if not reader.unnamed(publisher)]
        issued = tuple(map(reader.shown, reader.objects(iri, "dcterms:issued")))
        return Row(reader.name(iri), (), facets=(tuple(reader.names(publishers)), issued))
    mentions = len(reader.subjects("mq:refersTo", iri))
    if name == "actors":
        return Row(reader.name(iri), kinds, reader.value(iri, "mq:iso3166") or "", mentions=mentions)
    signed = tuple(map(reader.shown, reader.objects(iri, "mq:signedOn")))
    parties = tuple(reader.names(reader.iris(iri, "mq:hasParty")))[:6]
    return Row(reader.name(iri), kinds, facets=(signed, parties), mentions=mentions)
