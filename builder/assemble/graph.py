"""Puts all readings together: one named graph an article, facts, decisions, conflicts."""

from __future__ import annotations

from pyoxigraph import Literal, NamedNode, Quad

from builder.assemble import claims, publisher
from builder.assemble.documents import Documents
from builder.assemble.holdings import Holding, holdings
from builder.assemble.terms import Row, Sheet, concept, mq
from builder.identifiers import Minter
from builder.model import Reading
from builder.resolve.identity import Identity
from builder.vocabulary import DCTERMS, MQ, RDF, XSD


def article(reading: Reading, identity: Identity, minter: Minter) -> tuple[dict[str, Row], list[Holding]]:
    """The sorted lines of one article's graph with the triple of each, and the holdings that it states."""
    voice, described = publisher.find(reading, identity, minter)
    documents = Documents(reading, identity, minter, voice)
    documents.write()
    held = holdings(reading, identity, minter, voice)
    claims.write(held, documents)
    documents.sheet.join(described)
    return documents.sheet.lines(), held


def merges(identity: Identity, minter: Minter) -> list[Quad]:
    """The decisions graph: which IRIs were found to be one, by which rule, and what people judged."""
    sheet = Sheet(minter.graph("decisions"))
    for merge in identity.merges:
        sheet.add(merge.local, MQ + "mergedInto", NamedNode(merge.canonical))
        sheet.add(merge.local, MQ + "mergeReason", Literal(merge.rule))
    for judgement in identity.judgements:
        sheet.add(judgement.iri, RDF + "type", mq("ReviewDecision"))
        sheet.add(judgement.iri, MQ + "judges", *map(NamedNode, judgement.judged))
        sheet.add(judgement.iri, MQ + "judgement", concept("judgement", judgement.verdict))
        sheet.add(judgement.iri, DCTERMS + "creator", Literal(judgement.by))
        sheet.add(judgement.iri, DCTERMS + "date", Literal(judgement.on, datatype=NamedNode(XSD + "date")))
        sheet.add(judgement.iri, MQ + "reason", Literal(judgement.why))
    return sheet.quads()


def unaccounted(reading: Reading, minter: Minter) -> dict[str, Row]:
    """What looked like a fact and no rule took, in the report graph: sorted lines with the triple of each."""
    sheet, article = Sheet(minter.graph("report")), minter.article(reading.article.identifier)
    for item in reading.unaccounted:
        node = f"{article}/unaccounted/{item.span.start}-{item.span.end}-{item.rule}"
        sheet.add(node, RDF + "type", mq("Unaccounted"))
        sheet.add(node, MQ + "inArticle", NamedNode(article))
        sheet.add(node, MQ + "words", Literal(item.span.of(reading.article.text)))
        sheet.add(node, MQ + "reason", Literal(item.reason))
        sheet.add(node, MQ + "origin", Literal(item.rule))
    return sheet.lines()
