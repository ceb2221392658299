"""Terms and triples: from rdflib's to pyoxigraph's and back, their order, and triples as a person types them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import cast

import rdflib
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, Triple, parse

from builder.errors import QueryError
from builder.vocabulary import DATA, PREFIXES, RDF

Subject = NamedNode | BlankNode
Term = NamedNode | BlankNode | Literal

TYPE = NamedNode(RDF + "type")

_TOKEN = re.compile(
    r"""\s*(?P<term><[^<>\s]*>
      | "(?:[^"\\\n]|\\.)*"(?:@[A-Za-z0-9-]+|\^\^(?:<[^<>\s]*>|[\w-]*:[\w.-]+))?
      | [+-]?\d+(?:\.\d+)?
      | [^\s<>"]+)""",
    re.VERBOSE,
)


def from_rdflib(term: rdflib.term.Node) -> Term:
    """The same term of pyoxigraph."""
    if isinstance(term, rdflib.URIRef):
        return NamedNode(str(term))
    if isinstance(term, rdflib.BNode):
        return BlankNode(str(term))
    if not isinstance(term, rdflib.Literal):
        raise TypeError(f"{term!r} is no term of RDF 1.1")
    if term.language:
        return Literal(str(term), language=term.language)
    return Literal(str(term), datatype=NamedNode(str(term.datatype)) if term.datatype else None)


@lru_cache(maxsize=100_000)
def to_rdflib(term: Term) -> rdflib.URIRef | rdflib.BNode | rdflib.Literal:
    """The same term of rdflib; a literal keeps its lexical form."""
    if isinstance(term, NamedNode):
        return rdflib.URIRef(term.value)
    if isinstance(term, BlankNode):
        return rdflib.BNode(term.value)
    if term.language:
        return rdflib.Literal(term.value, lang=term.language)
    return rdflib.Literal(term.value, datatype=rdflib.URIRef(term.datatype.value), normalize=False)


def triple_from_rdflib(triple: tuple[rdflib.term.Node, rdflib.term.Node, rdflib.term.Node]) -> Triple:
    """The same triple of pyoxigraph; TypeError or ValueError where it is none of RDF 1.1."""
    subject, predicate, obj = (from_rdflib(term) for term in triple)
    return make_triple(subject, predicate, obj)


def make_triple(subject: object, predicate: object, obj: object) -> Triple:
    """A triple of terms whose kinds the caller knows."""
    return Triple(cast(Subject, subject), cast(NamedNode, predicate), cast(Term, obj))


def parts(triple: Triple) -> tuple[Subject, NamedNode, Term]:
    """Subject, predicate and object; the graph holds no quoted triples."""
    return cast(Subject, triple.subject), triple.predicate, cast(Term, triple.object)


def order(triple: Triple) -> tuple[str, str, str]:
    """A sort key that depends on the terms alone."""
    return str(triple.subject), str(triple.predicate), str(triple.object)


def sorted_quads(triples: Iterable[Triple], graph: NamedNode) -> tuple[Quad, ...]:
    """The triples as quads of a graph, in order."""
    return tuple(Quad(t.subject, t.predicate, t.object, graph) for t in sorted(triples, key=order))


def parse_triple(text: str, base: str = DATA) -> tuple[NamedNode, NamedNode, NamedNode | Literal]:
    """A triple as a person types it: ``<iri>``, a prefixed name, ``a``, and for the object also a literal.

    A relative IRI such as ``<state/RUS>`` is one of the data under ``base``.

    Raises QueryError where it is not three terms, or a prefix is not one of builder.vocabulary.PREFIXES.
    """
    body = text.strip().removesuffix(" .")
    tokens = [match["term"] for match in _TOKEN.finditer(body)]
    if len(tokens) != 3 or not re.fullmatch(rf"(?:{_TOKEN.pattern}){{3}}".replace("?P<term>", "?:"), body, re.VERBOSE):
        raise QueryError(
            f"{text!r} is no triple: give a subject, a predicate and an object, such as "
            "'<https://example.org/a> mq:supersedes <https://example.org/b>'"
        )
    prefixes = "".join(f"PREFIX {prefix}: <{namespace}>\n" for prefix, namespace in sorted(PREFIXES.items()))
    try:
        quads = list(parse(f"{prefixes}{' '.join(tokens)} .", format=RdfFormat.TURTLE, base_iri=base))
    except SyntaxError as error:
        raise QueryError(f"{text!r} is no triple: {error}; prefixes known: {', '.join(sorted(PREFIXES))}") from error
    quad = quads[0]
    if isinstance(quad.subject, BlankNode) or isinstance(quad.object, BlankNode):
        raise QueryError(f"{text!r} has a blank node, which has no name to ask for")
    return cast(NamedNode, quad.subject), quad.predicate, cast(NamedNode | Literal, quad.object)
