"""Small ontologies in Turtle, closed by the engine and, for comparison, by owlrl."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import product

import pytest
import rdflib
from owlrl.OWLRL import OWLRL_Semantics
from pyoxigraph import RdfFormat, parse

from builder.reason.engine import Dictionary, Engine
from builder.vocabulary import OWL, RDF, RDFS, XSD

EX = "http://example.org/"
PREFIXES = "".join(
    f"@prefix {name}: <{namespace}> .\n"
    for name, namespace in {"": EX, "rdf": RDF, "rdfs": RDFS, "owl": OWL, "xsd": XSD}.items()
)
SAME = f"<{OWL}sameAs>"

Spelt = tuple[str, str, str]


def triples(turtle: str) -> list[Spelt]:
    quads = parse(PREFIXES + turtle, format=RdfFormat.TURTLE)
    return [(str(q.subject), str(q.predicate), str(q.object)) for q in quads]


@dataclass
class Closed:
    """An engine with the triples of a text."""

    turtle: str

    def __post_init__(self) -> None:
        self.dictionary = Dictionary()
        self.engine = Engine(self.dictionary, self.rows(self.turtle))

    def rows(self, turtle: str) -> list[tuple[int, int, int]]:
        number = self.dictionary.number
        return [(number(s), number(p), number(o)) for s, p, o in triples(turtle)]

    @property
    def all(self) -> set[Spelt]:
        """Every triple that holds, given, derived or an axiom, spelt out for every alias."""
        terms, engine = self.dictionary.terms, self.engine
        rows = {*engine.given(), *engine.inferred(), *engine.schema.origins}
        clusters: dict[int, set[int]] = defaultdict(set)
        for alias, representative in engine.aliases():
            clusters[representative] |= {alias, representative}
        spelt: set[Spelt] = set()
        for row in rows:
            ways = (clusters.get(engine.representative(term), {term}) for term in row)
            spelt |= {(terms[s], terms[p], terms[o]) for s, p, o in product(*ways)}
        for cluster in clusters.values():
            spelt |= {(terms[one], SAME, terms[other]) for one, other in product(cluster, cluster)}
        return spelt

    @property
    def contradictions(self) -> set[str]:
        return {contradiction.rule for contradiction in self.engine.contradictions()}

    def core(self) -> set[Spelt]:
        return core(self.all)


def core(spelt: set[Spelt]) -> set[Spelt]:
    """What is said of the things of the example: no noise, no axioms."""
    mine, built_in = f"<{EX}", tuple(f"<{namespace}" for namespace in (OWL, RDF, RDFS, XSD))
    return {
        (s, p, o)
        for s, p, o in spelt
        if s.startswith(mine)
        and not o.startswith(("_:", *built_in))
        and (p.startswith(mine) or p == f"<{RDF}type>" or (p == SAME and s != o))
    }


def owlrl(turtle: str) -> tuple[set[Spelt], bool]:
    """What owlrl says follows, and whether it complains."""
    graph = rdflib.Graph().parse(data=PREFIXES + turtle, format="turtle")
    reasoner = OWLRL_Semantics(graph, False, False)
    reasoner.closure()
    spelt = {(s.n3(), p.n3(), o.n3()) for s, p, o in graph}
    return core({row for row in spelt if not row[0].startswith("_:")}), bool(reasoner.error_messages)


@pytest.fixture
def close() -> type[Closed]:
    return Closed


@pytest.fixture
def reference() -> object:
    return owlrl
