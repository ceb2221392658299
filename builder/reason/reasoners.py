"""The reasoners that can close a graph under OWL 2 RL: our own engine, and owlrl as the one to compare it with.

Both are given the schema once and then triples, again and again; each time they say what follows now and did not
before.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Final, Protocol

import rdflib
from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from builder.errors import OntologyError
from builder.reason.closure import Closure, Inconsistency, close
from builder.reason.engine import Contradiction, Dictionary, Engine
from builder.reason.engine.names import SAME_AS, Row
from builder.reason.engine.output import is_useful
from builder.reason.engine.schema import ASSERTED
from builder.reason.module import Schema
from builder.reason.terms import Term, from_rdflib, make_triple
from builder.vocabulary import OWL, RDF, RDFS, compact

_BUILT_IN: Final = (RDF, RDFS, OWL)


class Reasoner(Protocol):
    """Closes a growing set of triples under a schema."""

    def add(self, new: Collection[Triple]) -> Closure:
        """What follows from all triples so far and did not before, and the contradictions met."""

    def given(self, triple: Triple) -> tuple[Triple, ...]:
        """The triples that were given and from which this one follows by one proof; none where that is not known."""


class Owlrl:
    """owlrl, given each time the axioms that matter (closure.py); equal terms are spelt out for each other."""

    def __init__(self, graph: rdflib.Graph) -> None:
        self._schema = Schema(graph)
        self._closed: set[Triple] = set()

    def add(self, new: Collection[Triple]) -> Closure:
        """See Reasoner."""
        closure = close(self._schema, new, self._closed)
        self._closed |= set(new) | closure.triples
        return closure

    def given(self, triple: Triple) -> tuple[Triple, ...]:  # noqa: ARG002  # owlrl keeps no proofs
        """See Reasoner."""
        return ()


class Compiled:
    """The engine of builder/reason/engine; of equal terms, facts are about the least in the order of their IRIs."""

    def __init__(self, graph: rdflib.Graph) -> None:
        self._dictionary = Dictionary()
        self._terms: dict[int, Term] = {}
        self._numbers: dict[Term, int] = {}
        axioms = [tuple(map(from_rdflib, axiom)) for axiom in graph]
        self._engine = Engine(self._dictionary, sorted(self._row(*axiom) for axiom in axioms))
        self._told: set[Row] = set(self._engine.news())

    def add(self, new: Collection[Triple]) -> Closure:
        """See Reasoner."""
        given = {self._row(triple.subject, triple.predicate, triple.object) for triple in new}
        self._engine.add(sorted(given))
        terms = self._dictionary.terms
        found = {row for row in self._engine.news() if row not in self._told and is_useful(terms, row)}
        self._told |= found
        contradictions = frozenset(map(self._inconsistency, self._engine.contradictions()))
        return Closure(frozenset(map(self._triple, found - given)), contradictions)

    def given(self, triple: Triple) -> tuple[Triple, ...]:
        """See Reasoner."""
        proof = self._engine.proof(self._row(triple.subject, triple.predicate, triple.object)) or {}
        asserted = [row for row, step in proof.items() if step.rule == ASSERTED]
        return tuple(self._triple(row) for row in asserted if self._may_stand(row))

    def _may_stand(self, row: Row) -> bool:
        return not isinstance(self._term(row[0]), Literal) and isinstance(self._term(row[1]), NamedNode)

    def _row(self, subject: object, predicate: object, obj: object) -> Row:
        return self._number(subject), self._number(predicate), self._number(obj)

    def _number(self, term: object) -> int:
        found = self._numbers.get(term)  # type: ignore[call-overload]
        if found is None:
            found = self._dictionary.number(str(term))
            self._numbers[term] = found  # type: ignore[index]
            self._terms[found] = term  # type: ignore[assignment]
        return int(found)

    def _term(self, number: int) -> Term:
        """The term of a number; those of OWL itself were never given, and are IRIs."""
        return self._terms.get(number) or NamedNode(self._dictionary.terms[number][1:-1])

    def _triple(self, row: Row) -> Triple:
        return make_triple(*map(self._term, row))

    def _inconsistency(self, contradiction: Contradiction) -> Inconsistency:
        """The rule, the facts and the axioms, in no language: ``cax-dw: x rdf:type A; …``."""
        rows = [*contradiction.premises, *contradiction.axioms]
        about = [self._term(number) for number in contradiction.terms]
        about += [term for row in rows for term in map(self._term, row)]
        iris = dict.fromkeys(term.value for term in about if isinstance(term, NamedNode))
        shown = ["; ".join(" ".join(_shown(self._term(number)) for number in row) for row in rows)]
        if not contradiction.premises:
            shown.insert(0, ", ".join(_shown(self._term(number)) for number in contradiction.terms))
        own = tuple(iri for iri in iris if not iri.startswith(_BUILT_IN))
        same = [(*contradiction.terms[:1], SAME_AS, *contradiction.terms[1:])] if len(contradiction.terms) == 2 else []
        premises = [row for row in contradiction.premises or same if len(row) == 3 and self._may_stand(row)]
        message = ": ".join(filter(None, [contradiction.rule, *shown]))
        return Inconsistency(message, own, tuple(map(self._triple, premises)))


REASONERS: Final[Mapping[str, Callable[[rdflib.Graph], Reasoner]]] = {"compiled": Compiled, "owlrl": Owlrl}
"""The reasoners by the names that a person gives; the first is the default."""

DEFAULT: Final = "compiled"


def reasoner(name: str, schema: rdflib.Graph) -> Reasoner:
    """The reasoner of this name; OntologyError where there is none."""
    if name not in REASONERS:
        raise OntologyError(f"no reasoner is called {name!r}: give one of {', '.join(REASONERS)}")
    return REASONERS[name](schema)


def _shown(term: Term) -> str:
    if isinstance(term, NamedNode):
        return compact(term.value)
    return "[]" if isinstance(term, BlankNode) else str(term)
