"""The documents layer: an article, its furniture, mentions, statements and clauses, each with exact evidence.

Evidence follows the Web Annotation Data Model: a specific resource (4.1) with one selector that is both a text
position (4.2.7) and a text quote (4.2.5) selector.
"""

from __future__ import annotations

from pyoxigraph import Literal, NamedNode

from builder.assemble.holdings import LANGUAGE
from builder.assemble.terms import ALT_LABEL, LABEL, TYPE, Sheet, concept, date, dcterms, integer, mq, oa
from builder.identifiers import Minter
from builder.model import Entity, Reading, Span
from builder.resolve.identity import Identity


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
        node = self._minter.evidence(self._article.identifier, span)
        self._located(node, "Evidence", span)
        return NamedNode(node)

    def _located(self, node: str, kind: str, span: Span) -> None:
        self.sheet.add(node, TYPE, mq(kind))
        self.sheet.add(node, oa("hasSource"), self._source)
        self.sheet.add(node, oa("hasSelector"), self._selectors.get(span) or self._selector(span))

    def _selector(self, span: Span) -> NamedNode:
        """Adds the selector of a span, which may be that of evidence, of mentions and of a block at once."""
        selector, add = self._minter.selector(self._article.identifier, span), self.sheet.add
        add(selector, TYPE, oa("TextPositionSelector"), oa("TextQuoteSelector"))
        add(selector, oa("start"), integer(span.start))
        add(selector, oa("end"), integer(span.end))
        add(selector, oa("exact"), Literal(span.of(self._article.text)))
        self._selectors[span] = NamedNode(selector)
        return self._selectors[span]

    def _describe_article(self) -> None:
        article, add = self._article, self.sheet.add
        add(self._iri, TYPE, mq("Article"))
        add(self._iri, dcterms("identifier"), Literal(article.identifier))
        add(self._iri, dcterms("language"), Literal(article.language))
        add(self._iri, dcterms("publisher"), NamedNode(self._publisher))
        add(self._iri, mq("sha256"), Literal(article.sha256))
        title = article.title or self._title()
        if title:
            add(self._iri, dcterms("title"), Literal(title, language=article.language))
        issued = article.issued or self._reading.layout.issued
        if issued:
            add(self._iri, dcterms("issued"), date(issued))

    def _title(self) -> str | None:
        for block in self._reading.layout.blocks:
            if block.kind == "title":
                return block.span.of(self._article.text).strip()
        return None

    def _block(self, position: int) -> None:
        block = self._reading.layout.blocks[position]
        node = f"{self._iri}/block/{block.span.start}-{block.span.end}"
        self._located(node, "Block", block.span)
        self.sheet.add(node, mq("blockKind"), concept("block-kind", block.kind))
        self.sheet.add(node, mq("origin"), Literal(block.rule))

    def _describe_entity(self, entity: Entity) -> None:
        node = self._identity.iri(self._article.identifier, entity.key)
        self.sheet.add(node, TYPE, mq(entity.kind))
        chosen = self._identity.label(self._article.identifier, entity)
        for name in {entity.label, *entity.names} - {""}:
            self.sheet.add(node, LABEL if name == chosen else ALT_LABEL, Literal(name, language=LANGUAGE))

    def _mention(self, span: Span, entity: str, rule: str) -> None:
        referent = self._identity.iri(self._article.identifier, entity)
        node = self._minter.mention(self._article.identifier, span, referent)
        self._located(node, "Mention", span)
        self.sheet.add(node, mq("refersTo"), NamedNode(referent))
        self.sheet.add(node, mq("origin"), Literal(rule))

    def _statements(self) -> None:
        article = self._article.identifier
        for said in self._reading.statements:
            node = self._minter.statement(article, said.span, self._identity.iri(article, said.speaker))
            add = self.sheet.add
            add(node, TYPE, mq("Statement"))
            for who in (said.speaker, *said.others):
                add(node, mq("speaker"), NamedNode(self._identity.iri(article, who)))
            add(node, mq("mode"), concept("mode", said.mode))
            add(node, mq("evidence"), self.evidence(said.span))
            add(node, mq("origin"), Literal(said.rule))
            self._chain(node, [self._identity.iri(article, reporter) for reporter in said.via])
            for topic in sorted({*said.about, *self._mentioned_in(said.span)}):
                add(node, mq("about"), NamedNode(self._identity.iri(article, topic)))
            if said.made_at:
                add(node, mq("madeAt"), date(said.made_at))

    def _chain(self, statement: str, reporters: list[str]) -> None:
        """The way of a statement to the article, the nearest reporter first."""
        for order, reporter in enumerate(reporters, 1):
            link = f"{statement}/relay/{order}"
            self.sheet.add(statement, mq("reportedVia"), NamedNode(reporter))
            self.sheet.add(statement, mq("relay"), NamedNode(link))
            self.sheet.add(link, TYPE, mq("Relay"))
            self.sheet.add(link, mq("relayedBy"), NamedNode(reporter))
            self.sheet.add(link, mq("relayOrder"), integer(order))

    def _mentioned_in(self, span: Span) -> set[str]:
        """Whom and what the words name; who finds statements does not know of instruments yet."""
        return {m.entity for m in self._reading.mentions if span.covers(m.span)}

    def _clauses(self) -> None:
        article = self._article.identifier
        for clause in self._reading.clauses:
            node = self._identity.iri(article, clause.key)
            add = self.sheet.add
            add(node, TYPE, mq("Clause"))
            add(node, mq("partOf"), NamedNode(self._identity.iri(article, clause.instrument)))
            add(node, mq("clauseText"), Literal(clause.span.of(self._article.text), language=LANGUAGE))
            add(node, mq("textStatus"), concept("text-status", clause.status))
            add(node, mq("evidence"), self.evidence(clause.span))
            add(node, mq("origin"), Literal(clause.rule))
