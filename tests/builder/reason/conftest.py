"""Small worlds to reason over: facts and the ontology's words in Turtle, claims by their parts."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache

import pytest
import rdflib
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store, Triple, parse

from builder import ontology
from builder.assemble.gathered import Gathered
from builder.identifiers import Minter
from builder.reason import Inference, infer
from builder.reason.rules import Rule
from builder.reason.terms import parse_triple, triple_from_rdflib
from builder.vocabulary import DATA, DCTERMS, MQ, MQV, OA, PREFIXES, RDF, XSD

_HEADER = f"@base <{DATA}> .\n" + "".join(f"@prefix {p}: <{n}> .\n" for p, n in sorted(PREFIXES.items()))
TEXT = "First line.\nThe new treaty will replace the old one. It was signed.\nLast line."


@cache
def real_schema() -> rdflib.Graph:
    return ontology.schema()


def triple(text: str) -> Triple:
    return Triple(*parse_triple(text))


@dataclass
class World:
    """Facts, claims and known entities; ``schema`` is the installed one unless a test brings its own."""

    facts: list[Quad] = field(default_factory=list)
    context: list[Quad] = field(default_factory=list)
    schema: rdflib.Graph = field(default_factory=real_schema)
    minter: Minter = field(default_factory=Minter)
    rules: tuple[Rule, ...] | None = None
    _inference: Inference | None = None

    def add(self, turtle: str, layer: str = "facts") -> World:
        quads = _read(turtle, self.minter.graph(layer))
        (self.facts if layer == "facts" else self.context).extend(quads)
        self._inference = None
        return self

    def claim(
        self,
        text: str,
        factuality: str = "asserted",
        outcome: str | None = None,
        article: str = "a1",
        holder: str = "speaker",
        span: tuple[int, int] = (12, 26),
    ) -> World:
        subject, predicate, obj = parse_triple(text)
        node = NamedNode(self.minter.claim(str(subject), str(predicate), str(obj)))
        held = NamedNode(self.minter.attribution(node.value, holder, factuality, article))
        evidence, selector = NamedNode(f"{held.value}/evidence"), NamedNode(f"{held.value}/selector")
        source = NamedNode(self.minter.article(article))
        rows: list[tuple[NamedNode, str, NamedNode | Literal]] = [
            (node, RDF + "type", NamedNode(MQ + "Claim")),
            (node, MQ + "subject", subject),
            (node, MQ + "predicate", predicate),
            (node, MQ + "object", obj),
            (held, MQ + "ofClaim", node),
            (held, MQ + "attributedTo", NamedNode(DATA + holder)),
            (held, MQ + "factuality", NamedNode(f"{MQV}factuality/{factuality}")),
            (held, MQ + "origin", Literal("a-rule")),
            (held, MQ + "evidence", evidence),
            (evidence, OA + "hasSource", source),
            (evidence, OA + "hasSelector", selector),
            (selector, OA + "start", Literal(str(span[0]), datatype=NamedNode(XSD + "integer"))),
            (selector, OA + "end", Literal(str(span[1]), datatype=NamedNode(XSD + "integer"))),
            (selector, OA + "exact", Literal(TEXT[span[0] : span[1]])),
            (source, DCTERMS + "identifier", Literal(article)),
        ]
        graph = NamedNode(self.minter.article_graph(article))
        self.context += [Quad(s, NamedNode(p), o, graph) for s, p, o in rows]
        if outcome:
            concept = NamedNode(f"{MQV}outcome/{outcome}")
            report = NamedNode(self.minter.graph("report"))
            self.context.append(Quad(node, NamedNode(MQ + "policyOutcome"), concept, report))
            self.context.append(Quad(node, NamedNode(MQ + "policyReason"), Literal("not-asserted"), report))
        return self

    @property
    def inference(self) -> Inference:
        if self._inference is None:
            self._inference = infer(self.schema, self.facts, self.gathered, self.rules)
        return self._inference

    @property
    def gathered(self) -> Gathered:
        return Gathered(self.minter, quads=self.context)

    @property
    def inferred(self) -> set[Triple]:
        return {quad.triple for quad in self.inference.quads}

    def infers(self, text: str) -> bool:
        return triple(text) in self.inferred

    def objects(self, subject: str, predicate: str) -> list[str]:
        """The values that were inferred, sorted."""
        probe = triple(f"{subject} {predicate} <x>")
        found = (t for t in self.inferred if (t.subject, t.predicate) == (probe.subject, probe.predicate))
        return sorted(t.object.value for t in found if isinstance(t.object, NamedNode | Literal))

    @property
    def store(self) -> Store:
        store = Store()
        store.bulk_extend([*self.facts, *self.context, *self.inference.quads])
        ontology_graph = NamedNode(self.minter.graph("ontology"))
        for axiom in self.schema:
            spelt = triple_from_rdflib(axiom)
            store.add(Quad(spelt.subject, spelt.predicate, spelt.object, ontology_graph))
        return store

    def article_text(self, identifier: str) -> str:
        return {"a1": TEXT, "a2": TEXT}[identifier]


def _read(turtle: str, graph: str) -> list[Quad]:
    quads = parse(_HEADER + turtle, format=RdfFormat.TURTLE)
    return [Quad(quad.subject, quad.predicate, quad.object, NamedNode(graph)) for quad in quads]


@pytest.fixture
def world() -> World:
    return World()


@pytest.fixture
def read_triple() -> object:
    return triple


STATES = "<state/RUS> a mq:State . <state/PRK> a mq:State . <state/CHN> a mq:State . <state/SUN> a mq:HistoricalState ."


@pytest.fixture
def treaty() -> World:
    """A treaty of two states with a mutual defence clause, in force."""
    return (
        World()
        .add(STATES, "ontology")
        .add(
            """<new> a mq:Treaty ; mq:hasParty <state/RUS>, <state/PRK> .
        <entry> a mq:EntryIntoForce ; mq:ofInstrument <new> ; mq:date "2024-12-04"^^xsd:date .
        <clause> a mq:Clause ; mq:partOf <new> ;
            mq:obligationType <https://w3id.org/mithaq/vocab/obligation/mutual-defence> ."""
        )
    )
