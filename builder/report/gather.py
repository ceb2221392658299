"""Gathers the report of one article from a built graph."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property
from typing import Final

from pyoxigraph import Literal, NamedNode, QuerySolutions

from builder.model import Article, Sentence, Span
from builder.report.records import ArticleReport, Gap, Held, Named, Provision, Saying, Words
from builder.segment import layout
from builder.store import Graph
from builder.vocabulary import DCTERMS, MQ, OA, PREFIXES, RDF, RDFS, compact

Term = NamedNode | Literal
SILENT: Final = ("names an instrument, and no rule reads a claim or clause in the sentence", "no-claim-in-sentence")
"""The reason and the rule of a sentence that names an instrument and says nothing that is read."""
NAMING: Final = frozenset({"rdf:type", "rdfs:label", "skos:altLabel", "mq:reportedKind"})
"""Claims that tell what a thing is and how it is called, and nothing of what became of it."""
_INSTRUMENTS: Final = frozenset({"Instrument", "Treaty", "PoliticalDeclaration"})
_CONTEXT: Final = 300


class Gatherer:
    """Gathers reports; the names of known entities are asked once."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self._names: dict[str, str] = {}

    def article(self, identifier: str) -> ArticleReport:
        """The report of one article of the graph."""
        return _Gathering(self, self._graph, identifier).report()

    def outcomes(self) -> dict[str, int]:
        """How many claims of the whole graph came out how, and why."""
        query = """SELECT ?outcome ?reason (COUNT(DISTINCT ?claim) AS ?number)
            { ?claim mq:policyOutcome ?outcome ; mq:policyReason ?reason } GROUP BY ?outcome ?reason"""
        answer = self._graph.store.query(query, prefixes=PREFIXES)
        assert isinstance(answer, QuerySolutions)
        rows = [[str(getattr(term, "value", "")) for term in row] for row in answer]
        return dict(sorted((f"{row[0].rsplit('/', 1)[-1]}: {row[1]}", int(row[2])) for row in rows))

    def name(self, iri: str) -> str:
        """What a thing is called: in Arabic, else in English, else by its IRI."""
        if iri not in self._names:
            found = self._graph.store.quads_for_pattern(NamedNode(iri), NamedNode(RDFS + "label"), None, None)
            said = [quad.object for quad in found]
            labels = {(term.language or "", term.value) for term in said if isinstance(term, Literal)}
            ranked = sorted(labels, key=lambda label: ({"ar": 0, "en": 1}.get(label[0], 2), label))
            self._names[iri] = ranked[0][1] if ranked else compact(iri).removeprefix(self._graph.base)
        return self._names[iri]


class _Gathering:
    """The graph of one article, indexed."""

    def __init__(self, gatherer: Gatherer, graph: Graph, identifier: str) -> None:
        self._gatherer, self._graph, self._identifier = gatherer, graph, identifier
        self._iri = graph.minter.article(identifier)
        self._text = graph.article_text(identifier)
        self._about: defaultdict[str, defaultdict[str, list[Term]]] = defaultdict(lambda: defaultdict(list))
        own = NamedNode(graph.minter.article_graph(identifier))
        for quad in graph.store.quads_for_pattern(None, None, None, own):
            if isinstance(quad.subject, NamedNode) and isinstance(quad.object, (NamedNode, Literal)):
                self._about[quad.subject.value][quad.predicate.value].append(quad.object)

    def report(self) -> ArticleReport:
        claims = tuple(sorted(self._claims()))
        clauses = tuple(sorted(self._clauses()))
        entities = tuple(sorted(self._entities()))
        gaps = sorted({*self._unaccounted(), *self._silent(entities, claims, clauses)})
        publisher = self._one(self._iri, DCTERMS + "publisher")
        return ArticleReport(
            identifier=self._identifier,
            title=self._one(self._iri, DCTERMS + "title"),
            publisher=self._gatherer.name(publisher) if publisher else "",
            issued=self._one(self._iri, DCTERMS + "issued"),
            entities=entities,
            statements=tuple(sorted(self._statements())),
            clauses=clauses,
            claims=claims,
            gaps=tuple(gaps),
        )

    def _one(self, subject: str, predicate: str) -> str:
        """The least value of a property, or nothing."""
        return min(self._values(subject, predicate), default="")

    def _values(self, subject: str, predicate: str) -> list[str]:
        return sorted(term.value for term in self._about[subject][predicate]) if subject in self._about else []

    def _of_type(self, kind: str) -> list[str]:
        wanted = NamedNode(MQ + kind)
        return sorted(node for node, said in list(self._about.items()) if wanted in said[RDF + "type"])

    def _words(self, evidence: str) -> Words:
        selector = self._one(evidence, OA + "hasSelector")
        span = Span(int(self._one(selector, OA + "start")), int(self._one(selector, OA + "end")))
        return Words(span.start, span.end, span.of(self._text))

    def _evidence(self, node: str) -> tuple[Words, ...]:
        return tuple(sorted(self._words(evidence) for evidence in self._values(node, MQ + "evidence")))

    def _shown(self, term: str) -> str:
        """A thing by its name, a concept by the last part of its IRI, a value as it is."""
        if not term.startswith(("http:", "https:")):
            return term
        return term.rsplit("/", 1)[-1] if "/vocab/" in term else self._gatherer.name(term)

    def _local(self, node: str, predicate: str) -> str:
        return self._one(node, MQ + predicate).rsplit("/", 1)[-1]

    def _entities(self) -> Iterator[Named]:
        mentions: defaultdict[str, list[Words]] = defaultdict(list)
        for node in self._of_type("Mention"):
            mentions[self._one(node, MQ + "refersTo")].append(self._words(node))
        for iri, words in mentions.items():
            yield Named(self._kind(iri), self._gatherer.name(iri), iri, tuple(sorted(words)))

    def _kind(self, iri: str) -> str:
        """The local name of an entity's own class: what this article says, else what is known of it."""
        own = [value for value in self._values(iri, RDF + "type") if value.startswith(MQ)]
        if not own:
            ontology = NamedNode(self._graph.minter.graph("ontology"))
            known = self._graph.store.quads_for_pattern(NamedNode(iri), NamedNode(RDF + "type"), None, ontology)
            own = sorted(quad.object.value for quad in known if isinstance(quad.object, NamedNode))
        return min((value.removeprefix(MQ) for value in own if value.startswith(MQ)), default="Thing")

    def _statements(self) -> Iterator[Saying]:
        for node in self._of_type("Statement"):
            speaker, rule = self._one(node, MQ + "speaker"), self._one(node, MQ + "origin")
            for words in self._evidence(node):
                yield Saying(words, self._gatherer.name(speaker), self._local(node, "mode"), rule)

    def _clauses(self) -> Iterator[Provision]:
        for node in self._of_type("Clause"):
            instrument = self._gatherer.name(self._one(node, MQ + "partOf"))
            types = tuple(value.rsplit("/", 1)[-1] for value in self._values(node, MQ + "obligationType"))
            for words in self._evidence(node):
                yield Provision(words, instrument, types, self._one(node, MQ + "origin"))

    def _claims(self) -> Iterator[Held]:
        for node in self._of_type("Attribution"):
            claim = self._one(node, MQ + "ofClaim")
            yield Held(
                claim=claim.removeprefix(self._graph.base),
                subject=self._shown(self._one(claim, MQ + "subject")),
                predicate=compact(self._one(claim, MQ + "predicate")),
                object=self._shown(self._one(claim, MQ + "object")),
                holder=self._gatherer.name(self._one(node, MQ + "attributedTo")),
                factuality=self._local(node, "factuality"),
                outcome=self._reported(claim, "policyOutcome").rsplit("/", 1)[-1],
                reason=self._reported(claim, "policyReason"),
                rule=self._one(node, MQ + "origin"),
                evidence=self._evidence(node),
            )

    def _reported(self, node: str, name: str) -> str:
        report = NamedNode(self._graph.minter.graph("report"))
        found = self._graph.store.quads_for_pattern(NamedNode(node), NamedNode(MQ + name), None, report)
        return min((quad.object.value for quad in found if isinstance(quad.object, (NamedNode, Literal))), default="")

    def _unaccounted(self) -> Iterator[Gap]:
        """What rules gave up on; the offsets stand in the name of the node."""
        report = NamedNode(self._graph.minter.graph("report"))
        where = NamedNode(MQ + "inArticle")
        for quad in self._graph.store.quads_for_pattern(None, where, NamedNode(self._iri), report):
            node = getattr(quad.subject, "value", "")
            if not node.startswith(f"{self._iri}/unaccounted/"):
                continue
            start, end, rule = node.rsplit("/", 1)[-1].split("-", 2)
            span = Span(int(start), int(end))
            yield self._gap(span, self._reported(node, "reason"), rule)

    def _gap(self, span: Span, reason: str, rule: str) -> Gap:
        sentence = next((s.span for s in self._sentences if s.span.covers(span)), span)
        words = Words(span.start, span.end, span.of(self._text))
        return Gap(words, reason, rule, " ".join(sentence.of(self._text).split())[:_CONTEXT])

    @cached_property
    def _sentences(self) -> tuple[Sentence, ...]:
        return layout(Article(self._identifier, self._text, "", self._identifier)).sentences

    def _silent(
        self, entities: tuple[Named, ...], claims: tuple[Held, ...], clauses: tuple[Provision, ...]
    ) -> Iterator[Gap]:
        """Sentences that name an instrument and on which nothing rests but what it is and how it is called."""
        telling = [w for c in claims if c.predicate not in NAMING for w in c.evidence]
        telling += [clause.words for clause in clauses]
        named = [w for entity in entities if entity.kind in _INSTRUMENTS for w in entity.mentions]
        for sentence in self._sentences:
            inside = sorted(words for words in named if sentence.span.covers(Span(words.start, words.end)))
            if inside and not any(sentence.span.overlaps(Span(words.start, words.end)) for words in telling):
                yield self._gap(Span(inside[0].start, inside[0].end), *SILENT)
