"""Answers "why is this triple here?" with every derivation, down to the words of the articles.

What could give the triple is searched backwards, by OWL 2 RL (axioms.py) and by the rules (premises.py); the
lightest proof of each triple met is found by relaxing (Knuth 1977, a generalisation of Dijkstra's algorithm); then
the tree is built with every alternative whose premises have a proof that does not pass through what it proves.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, cast

from pyoxigraph import Literal, NamedNode, Triple

from builder.reason import axioms, premises
from builder.reason.labels import labels
from builder.reason.layers import Layers
from builder.reason.proof import Derivation, Explanation, Kind, Node, Step
from builder.reason.rules import Rule, installed
from builder.reason.sources import Built, Sources
from builder.reason.terms import order, parse_triple

ALTERNATIVES: Final = 8
"""How many derivations of one triple are shown at most: the shortest."""

_EXPLORED: Final = 2000
"""How many triples are looked behind at most; those beyond are taken as they stand."""


def explain_text(built: Built, text: str) -> Explanation:
    """Why the triple that a person typed is in a graph; QueryError where it is no triple."""
    return explain(built, *parse_triple(text, built.minter.base))


def explain(
    built: Built,
    subject: NamedNode,
    predicate: NamedNode,
    obj: NamedNode | Literal,
    rules: Iterable[Rule] | None = None,
) -> Explanation:
    """Why a triple is in a graph, or why it is not; ``rules``: in place of the installed ones."""
    search = _Search(built, tuple(installed() if rules is None else rules))
    root = search.root(Triple(subject, predicate, obj))
    return Explanation(root, labels(built.store, root), built.minter.base)


class _Search:
    """One explanation in the making."""

    def __init__(self, built: Built, rules: tuple[Rule, ...]) -> None:
        self._layers = Layers(built.store, built.minter)
        self._rules = rules
        self._sources = Sources(built)
        self._steps: dict[Triple, list[Step]] = {}
        self._weights: dict[Triple, int] = {}
        self._done: dict[Triple, tuple[Node, frozenset[Triple]]] = {}

    def root(self, triple: Triple) -> Node:
        """The tree of a triple."""
        self._explore(triple)
        self._weigh()
        found = self._node(triple, frozenset())
        return found[0] if found else Node(self._kind(triple), triple, self._sources.claims(triple))

    def _kind(self, triple: Triple) -> Kind:
        layers = self._layers
        for kind, graph in ((Kind.FACT, layers.facts), (Kind.AXIOM, layers.ontology), (Kind.INFERRED, layers.inferred)):
            if layers.holds(triple, graph):
                return kind
        if self._sources.claims(triple):
            return Kind.CLAIMED
        stored = layers.store.quads_for_pattern(triple.subject, triple.predicate, triple.object, None)
        return Kind.UNKNOWN if next(stored, None) is None else Kind.DOCUMENT

    def _explore(self, goal: Triple) -> None:
        """Collects the steps that may lead to the goal, backwards, breadth first."""
        queue, seen = [goal], {goal}
        for triple in queue:  # grows while it is walked
            if len(self._steps) >= _EXPLORED or self._kind(triple) is not Kind.INFERRED:
                continue
            found = [*axioms.steps(self._layers, triple), *premises.steps(self._layers, self._rules, triple)]
            self._steps[triple] = found
            for premise in (premise for step in found for premise in step.premises):
                if premise not in seen:
                    seen.add(premise)
                    queue.append(premise)

    def _weigh(self) -> None:
        """The number of steps in the lightest proof of each triple that was explored."""
        changed = True
        while changed:
            changed = False
            for triple, found in self._steps.items():
                lightest = min((w for step in found if (w := self._weight(step)) is not None), default=None)
                if lightest is not None and lightest < self._weights.get(triple, lightest + 1):
                    self._weights[triple] = lightest
                    changed = True

    def _weight(self, step: Step) -> int | None:
        """One more than its premises weigh; None where one of them has no proof yet."""
        total = 1
        for premise in step.premises:
            if premise in self._steps:
                if premise not in self._weights:
                    return None
                total += self._weights[premise]
        return total

    def _node(self, triple: Triple, path: frozenset[Triple]) -> tuple[Node, frozenset[Triple]] | None:
        """The tree of a triple and all the triples in it, none of them in ``path``; None where there is no such."""
        known = self._done.get(triple)
        if known and not known[1] & path:
            return known
        if triple not in self._steps:
            kind = self._kind(triple)
            claims = () if kind is Kind.AXIOM else self._sources.claims(triple)
            return self._remember(triple, Node(kind, triple, claims), frozenset({triple}))
        ways, inside = self._derivations(triple, path | {triple})
        if not ways:
            return None
        shown = {claim.node for way in ways for premise in way.premises for claim in premise.claims}
        claims = tuple(claim for claim in self._sources.claims(triple) if claim.node not in shown)
        node = Node(Kind.INFERRED, triple, claims, tuple(ways))
        return self._remember(triple, node, inside | {triple})

    def _derivations(self, triple: Triple, path: frozenset[Triple]) -> tuple[list[Derivation], frozenset[Triple]]:
        ways: list[Derivation] = []
        inside: frozenset[Triple] = frozenset()
        weighed = [(weight, step) for step in self._steps[triple] if (weight := self._weight(step)) is not None]
        for _, step in sorted(weighed, key=lambda pair: (pair[0], _step_order(pair[1]))):
            if len(ways) == ALTERNATIVES:
                break
            before = dict(self._done)
            below = [self._node(premise, path) for premise in step.premises if premise not in path]
            if len(below) < len(step.premises) or None in below:
                self._done = before
                continue
            trees = cast("list[tuple[Node, frozenset[Triple]]]", below)
            below_it = (*(node for node, _ in trees), *self._claimed(step))
            ways.append(Derivation(step.rule, step.titles, below_it, step.descriptions))
            inside = inside.union(*(triples for _, triples in trees))
        return ways, inside

    def _claimed(self, step: Step) -> list[Node]:
        nodes = []
        for claim in step.claims:
            proposition = self._sources.proposition(claim)
            if proposition is not None:
                nodes.append(Node(Kind.CLAIMED, proposition, (self._sources.claim(claim),)))
        return nodes

    def _remember(self, triple: Triple, node: Node, inside: frozenset[Triple]) -> tuple[Node, frozenset[Triple]]:
        self._done[triple] = node, inside
        return node, inside


def _step_order(step: Step) -> tuple[str, list[tuple[str, str, str]], list[str]]:
    return step.rule, [order(premise) for premise in step.premises], [claim.value for claim in step.claims]
