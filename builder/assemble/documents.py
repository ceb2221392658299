"""The documents layer: an article, its furniture, mentions, statements and clauses, each with exact evidence.

Evidence follows the Web Annotation Data Model: a specific resource (4.1) with one selector that is both a text
position (4.2.7) and a text quote (4.2.5) selector.
"""

from __future__ import annotations

from pyoxigraph import Literal, NamedNode

from builder.assemble.holdings import LANGUAGE
from builder.assemble.terms import Row, Sheet, concept, date, integer, mq, oa
from builder.identifiers import Minter
from builder.model import Entity, Reading, Span
from builder.resolve.identity import Identity
from builder.vocabulary import DCTERMS, MQ, OA, RDF, RDFS, SKOS

_TYPE, _LABEL, _ALT_LABEL = RDF + "type", RDFS + "label", SKOS + "altLabel"
_SOURCE, _SELECTOR = OA + "hasSource", OA + "hasSelector"
_START, _END, _EXACT = OA + "start", OA + "end", OA + "exact"
_EVIDENCE, _ORIGIN, _REFERS_TO = MQ + "evidence", MQ + "origin", MQ + "refersTo"


class Documents:
    """Writes the documents layer of one article into a sheet; ``publisher`` is the IRI of its voice."""

    def __init__(self, reading: Reading, identity: Identity, minter: Minter, publisher: str) -> None:
        self._reading = reading
        self._article = reading.article
        self._identity = identity
        self._minter = minter
        self._publisher = publisher
        self._iri = minter.article(reading.article.identifier)
        self._source = NamedNode(self._iri)
        self._selectors: dict[Span, NamedNode] = {}
        self._evidence: dict[Span, NamedNode] = {}
        self.sheet = Sheet(minter.article_graph(reading.article.identifier))

    def write(self) -> None:
        """Adds all of the documents layer."""
        self._describe_article()
        for position, block in enumerate(self._reading.layout.blocks):
            if not block.kind.readable:
                self._block(position)
        for entity in self._reading.entities:
            if not entity.known:
                self._describe_entity(entity)
        for mention in self._reading.mentions:
            self._mention(mention.span, mention.entity, mention.rule)
        self._statements()
        self._clauses()

    def evidence(self, span: Span) -> NamedNode:
        """Adds evidence for a span, and returns its node."""
        found = self._evidence.get(span)
        if found is None:
            node = self._minter.evidence(self._article.identifier, span)
            self.sheet.join(self._located(node, "Evidence", span))
            found = self._evidence[span] = NamedNode(node)
        return found

    def _located(self, node: str, kind: str, span: Span) -> list[Row]:
        selector = self._selectors.get(span) or self._selector(span)
        return [(node, _TYPE, mq(kind)), (node, _SOURCE, self._source), (node, _SELECTOR, selector)]

    def _selector(self, span: Span) -> NamedNode:
        """Adds the selector of a span, which may be that of evidence, of mentions and of a block at once."""
        selector = self._minter.selector(self._article.identifier, span)
        rows: list[Row] = [
            (selector, _TYPE, oa("TextPositionSelector")),
            (selector, _TYPE, oa("TextQuoteSelector")),
            (selector, _START, integer(span.start)),
            (selector, _END, integer(span.end)),
            (selector, _EXACT, Literal(span.of(self._article.text))),
        ]
        self.sheet.join(rows)
        self._selectors[span] = NamedNode(selector)
        return self._selectors[span]

    def _describe_article(self) -> None:
        article, add = self._article, self.sheet.add
        add(self._iri, _TYPE, mq("Article"))
        add(self._iri, DCTERMS + "identifier", Literal(article.identifier))
        add(self._iri, DCTERMS + "language", Literal(article.language))
        add(self._iri, DCTERMS + "publisher", NamedNode(self._publisher))
        add(self._iri, MQ + "sha256", Literal(article.sha256))
        title = article.title or self._title()
        if title:
            add(self._iri, DCTERMS + "title", Literal(title, language=article.language))
        issued = article.issued or self._reading.layout.issued
        if issued:
            add(self._iri, DCTERMS + "issued", date(issued))

    def _title(self) -> str | None:
        for block in self._reading.layout.blocks:
            if block.kind == "title":
                return block.span.of(self._article.text).strip()
        return None

    def _block(self, position: int) -> None:
        block = self._reading.layout.blocks[position]
        node = f"{self._iri}/block/{block.span.start}-{block.span.end}"
        self.sheet.join(self._located(node, "Block", block.span))
        self.sheet.add(node, MQ + "blockKind", concept("block-kind", block.kind))
        self.sheet.add(node, _ORIGIN, Literal(block.rule))

    def _describe_entity(self, entity: Entity) -> None:
        node = self._identity.iri(self._article.identifier, entity.key)
        self.sheet.add(node, _TYPE, mq(entity.kind))
        chosen = self._identity.label(self._article.identifier, entity)
        for name in {entity.label, *entity.names} - {""}:
            self.sheet.add(node, _LABEL if name == chosen else _ALT_LABEL, Literal(name, language=LANGUAGE))

    def _mention(self, span: Span, entity: str, rule: str) -> None:
        referent = self._identity.iri(self._article.identifier, entity)
        node = self._minter.mention(self._article.identifier, span, referent)
        rows = self._located(node, "Mention", span)
        self.sheet.join([*rows, (node, _REFERS_TO, NamedNode(referent)), (node, _ORIGIN, Literal(rule))])

    def _statements(self) -> None:
        article = self._article.identifier
        for said in self._reading.statements:
            node = self._minter.statement(article, said.span, self._identity.iri(article, said.speaker))
            add = self.sheet.add
            add(node, _TYPE, mq("Statement"))
            for who in (said.speaker, *said.others):
                add(node, MQ + "speaker", NamedNode(self._identity.iri(article, who)))
            add(node, MQ + "mode", concept("mode", said.mode))
            add(node, _EVIDENCE, self.evidence(said.span))
            add(node, _ORIGIN, Literal(said.rule))
            self._chain(node, [self._identity.iri(article, reporter) for reporter in said.via])
            for topic in sorted({*said.about, *self._mentioned_in(said.span)}):
                add(node, MQ + "about", NamedNode(self._identity.iri(article, topic)))
            if said.made_at:
                add(node, MQ + "madeAt", date(said.made_at))

    def _chain(self, statement: str, reporters: list[str]) -> None:
        """The way of a statement to the article, the nearest reporter first."""
        for order, reporter in enumerate(reporters, 1):
            link = f"{statement}/relay/{order}"
            self.sheet.add(statement, MQ + "reportedVia", NamedNode(reporter))
            self.sheet.add(statement, MQ + "relay", NamedNode(link))
            self.sheet.add(link, _TYPE, mq("Relay"))
            self.sheet.add(link, MQ + "relayedBy", NamedNode(reporter))
            self.sheet.add(link, MQ + "relayOrder", integer(order))

    def _mentioned_in(self, span: Span) -> set[str]:
        """Whom and what the words name; who finds statements does not know of instruments yet."""
        return {m.entity for m in self._reading.mentions if span.covers(m.span)}

    def _clauses(self) -> None:
        article = self._article.identifier
        for clause in self._reading.clauses:
            node = self._identity.iri(article, clause.key)
            add = self.sheet.add
            add(node, _TYPE, mq("Clause"))
            add(node, MQ + "partOf", NamedNode(self._identity.iri(article, clause.instrument)))
            add(node, MQ + "clauseText", Literal(clause.span.of(self._article.text), language=LANGUAGE))
            add(node, MQ + "textStatus", concept("text-status", clause.status))
            add(node, _EVIDENCE, self.evidence(clause.span))
            add(node, _ORIGIN, Literal(clause.rule))
