"""What the rules see of a graph: facts, inferred triples and the ontology as one, claims and report by name only.

"Reasoning runs over ontology and facts, never over the claims": a pattern of a rule outside GRAPH cannot see a
claim, in a build and in the explanation of it alike, because both ask here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import cast

from pyoxigraph import BlankNode, DefaultGraph, NamedNode, QuerySolutions, QueryTriples, Store, Triple, Variable

from builder.identifiers import Minter
from builder.reason.rules import Rule
from builder.reason.terms import Subject, Term, parts


class Layers:
    """A store of all layers, whose graphs have the names that ``minter`` gives them."""

    def __init__(self, store: Store, minter: Minter) -> None:
        self.store = store
        self.facts = NamedNode(minter.graph("facts"))
        self.inferred = NamedNode(minter.graph("inferred"))
        self.ontology = NamedNode(minter.graph("ontology"))
        self.report = NamedNode(minter.graph("report"))
        self._visible: list[NamedNode | BlankNode | DefaultGraph] = [self.facts, self.inferred, self.ontology]

    def construct(self, rule: Rule) -> Iterator[Triple]:
        """What the rule gives now."""
        yield from cast(QueryTriples, self.store.query(rule.query, default_graph=self._visible))

    def bindings(self, rule: Rule, bound: Mapping[str, Term]) -> Iterator[dict[str, Term]]:
        """Every way in which the rule's condition holds with these of its variables bound."""
        substitutions: dict[Variable, Term | Triple] = {Variable(name): term for name, term in bound.items()}
        answers = self.store.query(rule.select, default_graph=self._visible, substitutions=substitutions)
        for solution in cast(QuerySolutions, answers):
            found = {variable.value: solution[variable] for variable in cast(QuerySolutions, answers).variables}
            yield {**{name: cast(Term, term) for name, term in found.items() if term is not None}, **bound}

    def match(
        self, subject: Subject | None, predicate: NamedNode | None, obj: Term | None, *graphs: NamedNode
    ) -> Iterator[Triple]:
        """The triples of these graphs, or of all that the rules see, that have these terms; each once."""
        seen: set[Triple] = set()
        for graph in graphs or (self.facts, self.inferred, self.ontology):
            for quad in self.store.quads_for_pattern(subject, predicate, obj, graph):
                if quad.triple not in seen:
                    seen.add(quad.triple)
                    yield quad.triple

    def holds(self, triple: Triple, *graphs: NamedNode) -> bool:
        """Whether one of these graphs, or any that the rules see, has the triple."""
        return next(self.match(*parts(triple), *graphs), None) is not None
