"""owlrl with less to do; apart, so that only a build that uses owlrl loads it."""

from __future__ import annotations

import rdflib
from owlrl.OWLRL import OWLRL_Semantics
from rdflib import OWL, RDF, RDFS

_SAME, _THING, _NOTHING = OWL.sameAs, OWL.Thing, OWL.Nothing
_REFLEXIVE = frozenset({OWL.sameAs, RDFS.subClassOf, RDFS.subPropertyOf, OWL.equivalentClass, OWL.equivalentProperty})
_BUILT_IN = (str(RDF), str(RDFS), str(OWL))

_Generalised = tuple[rdflib.term.Node, rdflib.term.Node, rdflib.term.Node]


class Quiet(OWLRL_Semantics):  # type: ignore[misc]
    """owlrl without its noise."""

    def __init__(self, graph: rdflib.Graph) -> None:
        super().__init__(graph, False, False)

    def one_time_rules(self) -> None:
        """Nothing: what is done once is the typing of literals and of the vocabulary."""

    def store_triple(self, triple: _Generalised) -> None:
        """Stores what is no noise: no literal is a subject, nothing is the same as itself or a mere thing."""
        subject, predicate, obj = triple
        if subject is obj or subject == obj:
            noise = predicate in _REFLEXIVE
        else:
            noise = isinstance(subject, rdflib.Literal) or obj == _THING or subject == _NOTHING
        if not noise:
            super().store_triple(triple)

    def rules(self, triple: _Generalised, cycle: int) -> None:
        """Only axioms, types and equalities set off a rule in owlrl; other triples are skipped for speed."""
        predicate = triple[1]
        if predicate == _SAME or str(predicate).startswith(_BUILT_IN):
            super().rules(triple, cycle)
