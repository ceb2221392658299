"""The labels of all that an explanation speaks of."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode, Store

from builder.reason.proof import Node
from builder.vocabulary import MQV, RDFS, SKOS

_PROPERTIES = (NamedNode(RDFS + "label"), NamedNode(SKOS + "prefLabel"))


def labels(store: Store, root: Node) -> dict[str, dict[str, str]]:
    """Every IRI in the tree that has labels, to its label by language tag ("" for none)."""
    found = {iri: _labels(store, NamedNode(iri)) for node in root.walk() for iri in _iris(node)}
    return {iri: found[iri] for iri in sorted(found) if found[iri]}


def _iris(node: Node) -> Iterator[str]:
    for term in (node.triple.subject, node.triple.predicate, node.triple.object):
        if isinstance(term, NamedNode):
            yield term.value
    for claim in node.claims:
        for attribution in claim.attributions:
            yield attribution.holder
            yield f"{MQV}factuality/{attribution.factuality}"


def _labels(store: Store, node: NamedNode) -> dict[str, str]:
    literals = {
        quad.object
        for predicate in _PROPERTIES
        for quad in store.quads_for_pattern(node, predicate, None)
        if isinstance(quad.object, Literal)
    }
    # of several labels in one language the fullest names it best; the text itself then keeps the choice stable
    ordered = sorted(literals, key=lambda label: (len(label.value), label.value))
    return {label.language or "": label.value for label in ordered}
