"""The names of the graph: namespaces, prefixes and the IRIs of graphs."""

from __future__ import annotations

from typing import Final

MQ: Final = "https://w3id.org/mithaq/ontology#"
MQV: Final = "https://w3id.org/mithaq/vocab/"
DATA: Final = "https://w3id.org/mithaq/id/"
"""The default base of data. Known entities keep it whatever base a graph is built with."""
OA: Final = "http://www.w3.org/ns/oa#"
PROV: Final = "http://www.w3.org/ns/prov#"
DCTERMS: Final = "http://purl.org/dc/terms/"
SKOS: Final = "http://www.w3.org/2004/02/skos/core#"
SCHEMA: Final = "https://schema.org/"
ELI: Final = "http://data.europa.eu/eli/ontology#"
JOLUX: Final = "http://data.legilux.public.lu/resource/ontology/jolux#"
ORG: Final = "http://www.w3.org/ns/org#"
RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS: Final = "http://www.w3.org/2000/01/rdf-schema#"
OWL: Final = "http://www.w3.org/2002/07/owl#"
XSD: Final = "http://www.w3.org/2001/XMLSchema#"
SH: Final = "http://www.w3.org/ns/shacl#"
WD: Final = "http://www.wikidata.org/entity/"

PREFIXES: Final[dict[str, str]] = {
    "mq": MQ,
    "mqv": MQV,
    "oa": OA,
    "prov": PROV,
    "dcterms": DCTERMS,
    "skos": SKOS,
    "schema": SCHEMA,
    "eli": ELI,
    "jolux": JOLUX,
    "org": ORG,
    "rdf": RDF,
    "rdfs": RDFS,
    "owl": OWL,
    "xsd": XSD,
    "sh": SH,
    "wd": WD,
}
"""Prefix to namespace, as exports and the query page write them."""

INSTRUMENTS: Final = ("Treaty", "PoliticalDeclaration", "Instrument")
"""The classes of what is concluded or adopted."""
STATES: Final = ("State", "HistoricalState")
"""The classes of states."""
LAYERS: Final = ("documents", "claims", "facts", "inferred", "ontology", "decisions", "report")


def compact(iri: str) -> str:
    """``iri`` as prefix:local where one of PREFIXES fits and the rest is a plain name, else as it is."""
    for prefix, namespace in PREFIXES.items():
        rest = iri[len(namespace) :]
        if iri.startswith(namespace) and rest and all(c.isalnum() or c in "_-" for c in rest):
            return f"{prefix}:{rest}"
    return iri


def expand(name: str) -> str:
    """The whole IRI of prefix:local or ``<iri>``; anything else as it is."""
    if name.startswith("<") and name.endswith(">"):
        return name[1:-1]
    prefix, colon, local = name.partition(":")
    return PREFIXES[prefix] + local if colon and prefix in PREFIXES and not local.startswith("//") else name
