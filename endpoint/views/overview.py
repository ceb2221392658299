"""What the home page shows of a graph: its instruments and articles, and the numbers of its newest build."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import Final

from pyoxigraph import NamedNode

from builder.vocabulary import INSTRUMENTS, MQ, RDF
from endpoint.views.reader import Reader, Shown

_READ: Final = 1000
_SHOWN: Final = 12


@dataclass(frozen=True, slots=True)
class Listed:
    """An instrument in the list: its name, when it was signed, and how many mentions it has (400 at most)."""

    thing: Shown
    signed: tuple[Shown, ...]
    mentions: int


@dataclass(frozen=True, slots=True)
class Overview:
    """Instruments, the most mentioned first; articles; the numbers of the build by name."""

    instruments: tuple[Listed, ...]
    articles: tuple[Shown, ...]
    report: tuple[tuple[str, int], ...]


def overview(reader: Reader) -> Overview:
    """What a visitor may begin with."""
    listed = sorted(_listed(reader), key=lambda item: (-item.mentions, item.thing))
    articles = (f"{reader.base}article/{name}" for name in islice(reader.graph.articles, _SHOWN))
    counts = reader.graph.manifest.get("counts", {})
    names = ("mentions", "violations", "unaccounted")
    return Overview(
        tuple(listed[:_SHOWN]),
        tuple(reader.name(article) for article in articles if reader.known(article)),
        tuple((name, int(counts[name])) for name in names if name in counts),
    )


def _listed(reader: Reader) -> list[Listed]:
    facts = NamedNode(f"{reader.base}graph/facts")
    found: set[str] = set()
    for name in INSTRUMENTS:
        quads = reader.store.quads_for_pattern(None, NamedNode(RDF + "type"), NamedNode(MQ + name), facts)
        found |= {quad.subject.value for quad in islice(quads, _READ) if isinstance(quad.subject, NamedNode)}
    return [
        Listed(
            reader.name(iri),
            tuple(map(reader.shown, reader.objects(iri, "mq:signedOn"))),
            len(reader.subjects("mq:refersTo", iri)),
        )
        for iri in sorted(found)
    ]
