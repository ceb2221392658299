"""Lists of all that a graph holds of a kind: instruments, actors, articles, statements; by letter, kind and page."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Final, NamedTuple

from pyoxigraph import QuerySolutions, Triple

from builder.store.search_index import plain
from builder.vocabulary import MQ, PREFIXES
from endpoint.views.paging import on_page
from endpoint.views.reader import Reader, Shown
from endpoint.views.sources import Ledger
from endpoint.views.statements import Speech, speeches
from endpoint.wording import LANGUAGES, words

INDEXES: Final = ("treaties", "actors", "articles", "statements")
PAGE: Final = 60
"""How many things a page lists."""

MOST: Final = 200_000
"""The most things of a kind that are put in order; a query finds the rest."""

# Each walks along one predicate: a look-up for each thing of a long list takes several times as long.
_MEMBERS: Final = "SELECT ?thing {{ ?thing a <{name}> }}"
_SAID: Final = "SELECT DISTINCT ?thing {{ GRAPH ?graph {{ ?thing a <{name}> }} FILTER (?graph != <{ontology}>) }}"
_MENTIONED: Final = "SELECT DISTINCT ?thing { ?mention mq:refersTo ?thing }"
_MERGED: Final = "SELECT ?thing { ?thing mq:mergedInto ?other }"
_LABELS: Final = "SELECT ?thing ?text (LANG(?text) AS ?tag) {{ {values} ?thing {predicate} ?text }}"
_FEW: Final = 1000
"""How many things are looked up one by one."""

_STATEMENTS: Final = """SELECT ?thing (COALESCE(STR(?mode), "") AS ?kind) {
  ?thing a mq:Statement FILTER (isIRI(?thing)) OPTIONAL { ?thing mq:mode ?mode } }"""
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
    shown, page, pages = on_page(chosen, page, PAGE)
    ledger = Ledger(reader)
    return Listing(
        name,
        tuple(_row(reader, ledger, name, entry) for entry in shown),
        page,
        pages,
        len(chosen),
        len(found) > MOST,
        tuple((text, letters[text]) for text in dict.fromkeys(entry.letter for entry in found) if letters[text]),
        tuple((reader.name(iri), kinds[iri]) for iri in sorted(kinds, key=lambda iri: (-kinds[iri], iri))),
    )


def _members(reader: Reader, top: str) -> dict[str, tuple[str, ...]]:
    """The things of a class and those below it that articles speak of, with their narrowest classes."""
    below = _below(reader, MQ + top)
    classes: dict[str, list[str]] = defaultdict(list)
    for name in below:
        for iri in dict.fromkeys(_things(reader, _MEMBERS.format(name=name))):
            classes[iri].append(name)
    # As the home page counts: of actors those mentioned, of instruments also those that only other facts lead to.
    spoken = set(_things(reader, _MENTIONED))
    if top == "Instrument":
        ontology = f"{reader.base}graph/ontology"
        spoken.update(*(_things(reader, _SAID.format(name=name, ontology=ontology)) for name in below))
    spoken.difference_update(_things(reader, _MERGED))
    chosen = (iri for iri in sorted(classes) if iri in spoken and not reader.unnamed(iri))
    narrowest = {names: _narrowest(reader, names, below) for names in set(map(tuple, classes.values()))}
    return {iri: narrowest[tuple(classes[iri])] for iri in islice(chosen, MOST + 1)}


def _things(reader: Reader, query: str) -> Iterator[str]:
    return (iri for (iri,) in _rows(reader, query))


def _rows(reader: Reader, query: str) -> Iterator[tuple[str, ...]]:
    """The values of a query's rows. The engine puts into words what is asked for alone, which is most of the work."""
    found = reader.store.query(query, prefixes=PREFIXES)
    assert isinstance(found, QuerySolutions)
    return (tuple(term.value for term in row if not isinstance(term, Triple)) for row in found)


def _narrowest(reader: Reader, names: tuple[str, ...], below: list[str]) -> tuple[str, ...]:
    """Of the classes of a thing those that are above no other of them; the more general stand first in ``below``."""
    wider = {above for name in names for above in reader.iris(name, "rdfs:subClassOf")}
    wider |= {above for name in wider for above in reader.iris(name, "rdfs:subClassOf")}
    return tuple(name for name in below if name in names and name not in wider)


def _below(reader: Reader, top: str) -> list[str]:
    found = [top]
    for name in found:  # grows while it is walked
        found += [below for below in reader.subjects("rdfs:subClassOf", name) if below not in found]
    return found


def _named(reader: Reader, found: dict[str, tuple[str, ...]]) -> Iterator[Entry]:
    """Things in the order of their names: those in the script of the page's language first, an article left aside."""
    aside = tuple(plain(words(language)["sort-aside"]) for language in LANGUAGES)
    labels = _labels(reader, found)
    for iri, kinds in found.items():
        key = _key(plain(labels[iri] if iri in labels else reader.name(iri).text), aside)
        initial = key[:1].upper()
        arabic = "\u0600" <= initial <= "\u06ff"
        rank = 2 if not initial.isalpha() else int(arabic != (reader.language == "ar"))
        yield Entry((rank, key, iri), iri, initial if initial.isalpha() else "#", kinds)


def _labels(reader: Reader, wanted: Iterable[str]) -> dict[str, str]:
    """The names of things as ``Reader.name`` would give them, for those that have a label or a title."""
    found: dict[str, str] = {}
    for predicate in ("rdfs:label", "dcterms:title"):
        left = [iri for iri in wanted if iri not in found]
        values = f"VALUES ?thing {{ {' '.join(f'<{iri}>' for iri in left)} }}" if len(left) <= _FEW else ""
        best: dict[str, tuple[bool, int, str]] = {}
        for iri, text, language in _rows(reader, _LABELS.format(values=values, predicate=predicate)):
            rank = language != reader.language, -len(text), text
            best[iri] = min(best.get(iri, rank), rank)
        found |= {iri: best[iri][2] for iri in left if iri in best}
    return found


def _key(text: str, aside: Iterable[str]) -> str:
    """A folded name without the article before it: glued in Arabic, a word of its own elsewhere."""
    for article in aside:
        rest = text.removeprefix(article if article > "\u0600" else f"{article} ")
        if rest != text and len(rest.split(" ")[0]) > 1:
            return rest
    return text


def _statements(reader: Reader) -> list[Entry]:
    """Statements in the order of articles and their places there, with their modes as kinds."""
    modes: dict[str, list[str]] = defaultdict(list)
    for iri, mode in islice(_rows(reader, _STATEMENTS), MOST + 1):
        modes[iri] += [mode] if mode else []
    found = []
    for iri, kinds in modes.items():
        place = _PLACE.search(iri)
        article = iri[: place.start()] if place else iri
        key = int(place[1]) if place else 0, "", iri
        found.append((article, Entry(key, iri, "", tuple(sorted(kinds)))))
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
