"""Terms of pyoxigraph as terms of rdflib, with every literal's lexical form as it is written.

rdflib by itself would rewrite ``"007"^^xsd:integer`` as ``7``, and a result could not be joined to the data again.
"""

from __future__ import annotations

import logging
import warnings
from collections.abc import Iterator
from contextlib import contextmanager

import rdflib
from pyoxigraph import BlankNode, Literal, NamedNode

from builder.vocabulary import XSD

_STRING = XSD + "string"


def to_rdflib(term: object) -> rdflib.term.Node:
    """The same term for rdflib; a plain string has no datatype there. TypeError for a quoted triple."""
    if isinstance(term, NamedNode):
        return rdflib.URIRef(term.value)
    if isinstance(term, BlankNode):
        return rdflib.BNode(term.value)
    if not isinstance(term, Literal):
        raise TypeError(f"{term} is neither IRI, blank node nor literal")
    if term.language is not None:
        return rdflib.Literal(term.value, lang=term.language)
    if term.datatype.value == _STRING:
        return rdflib.Literal(term.value)
    return rdflib.Literal(term.value, datatype=rdflib.URIRef(term.datatype.value), normalize=False)


@contextmanager
def ill_typed_allowed() -> Iterator[None]:
    """Literals that do not fit their datatype pass in silence: the shapes report them, with their place."""
    logger = logging.getLogger("rdflib.term")
    before = logger.disabled
    logger.disabled = True
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", UserWarning)
            yield
    finally:
        logger.disabled = before
