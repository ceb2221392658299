"""Terms of an answer as a page shows them: short, linked, each in its own direction."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote, urlencode

from builder.table import right_to_left, short
from builder.vocabulary import MQ, MQV, compact

_SAFE = "/-_.~:@!$&'()*+,;="


@dataclass(frozen=True, slots=True)
class Cell:
    """What a page shows for a term: its text, its label if any, where it leads, its language and direction."""

    text: str
    kind: str
    label: str | None = None
    link: str | None = None
    title: str | None = None
    language: str | None = None
    direction: str = "ltr"


def cell(term: Mapping[str, str] | None, base: str, labels: Mapping[str, str]) -> Cell:
    """The cell of a term as ``endpoint.rows.term`` gives it; ``labels`` by IRI."""
    if term is None:
        return Cell("", "none")
    value = term["value"]
    if term["type"] == "uri":
        return iri_cell(value, base, labels.get(value))
    if term["type"] == "bnode":
        return Cell(value, "blank")
    direction = "rtl" if right_to_left(value) else "ltr"
    datatype = compact(term["datatype"]) if "datatype" in term else None
    return Cell(value, "literal", title=datatype, language=term.get("xml:lang"), direction=direction)


def iri_cell(iri: str, base: str, label: str | None = None) -> Cell:
    """The cell of an IRI."""
    return Cell(short(iri, base), "iri", label=label, link=address(iri, base), title=iri)


def address(iri: str, base: str) -> str | None:
    """Where a page links an IRI: what this server knows to its own page, the web to itself, others nowhere."""
    if iri.startswith(base):
        return "/page/" + quote(iri.removeprefix(base), safe=_SAFE)
    if iri.startswith((MQ, MQV)):
        return "/describe?" + urlencode({"iri": iri})
    return iri if iri.startswith(("https://", "http://")) else None
