"""The inferred layer: OWL 2 RL and the rules beyond it, alternately, until neither adds anything.

The rules run in strata (rules.py): when one that negates something runs, all that could derive it is done.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

import rdflib
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Triple
from rdflib.term import Node

from builder.assemble.gathered import Gathered
from builder.reason import premises, reasoners
from builder.reason.closure import Inconsistency
from builder.reason.layers import Layers
from builder.reason.module import Schema, signature
from builder.reason.reasoners import DEFAULT
from builder.reason.rules import Rule, installed
from builder.reason.terms import order, parts, sorted_quads, triple_from_rdflib
from builder.vocabulary import MQ, RDFS, SKOS

_NO_REASONING = frozenset(
    {RDFS + "label", RDFS + "comment", SKOS + "prefLabel", SKOS + "altLabel", SKOS + "hiddenLabel", MQ + "clauseText"}
)


@dataclass(frozen=True, slots=True)
class Inference:
    """The quads of the inferred graph, in order, and the contradictions met, in order."""

    quads: tuple[Quad, ...]
    inconsistencies: tuple[Inconsistency, ...]


def infer(
    schema: rdflib.Graph,
    facts: list[Quad],
    gathered: Gathered,
    rules: Iterable[Rule] | None = None,
    reasoner: str = DEFAULT,
) -> Inference:
    """What follows from the facts and is neither a fact nor in the ontology.

    ``schema``: classes and properties with their axioms. ``facts``: in their own graph. ``gathered``: the claims and
    attributions of the articles, the report's ``mq:policyOutcome``, and the known entities in the graph of the
    ontology; the facts and what is inferred are put there too. ``rules``: in place of the installed ones.
    ``reasoner``: a name of reasoners.REASONERS.
    """
    ordered = tuple(installed() if rules is None else rules)
    run = _Run(schema, facts, gathered, reasoners.reasoner(reasoner, schema))
    run.add(run.given())
    for stratum in sorted({rule.stratum for rule in ordered}):
        run.exhaust([rule for rule in ordered if rule.stratum <= stratum], stratum)
    found = tuple(replace(item, grounds=run.grounds(item, ordered)) for item in sorted(run.inconsistencies))
    return Inference(run.quads(), found)


class _Run:
    """The state of one inference: the store that the rules query, and what is closed under OWL 2 RL so far."""

    def __init__(
        self,
        schema: rdflib.Graph,
        facts: list[Quad],
        gathered: Gathered,
        reasoner: reasoners.Reasoner,
    ) -> None:
        self._schema = Schema(schema)
        self._reasoner = reasoner
        self._layers = Layers(gathered.store, gathered.minter)
        self._sets_off: dict[frozenset[Node], bool] = {}
        self._facts = facts
        gathered.drop("inferred")
        gathered.put("facts", facts)
        axioms = [triple_from_rdflib(triple) for triple in schema]
        gathered.store.bulk_extend(Quad(*parts(triple), self._layers.ontology) for triple in axioms)
        self._ontology = {*axioms, *(quad.triple for quad in gathered.layer("ontology"))}
        self._inferred = set[Triple]()
        self._told = self._ontology | {quad.triple for quad in facts}  # what rules see outside GRAPH, to be asked often
        self.inconsistencies: set[Inconsistency] = set()

    def given(self) -> set[Triple]:
        """The facts without labels, and what the ontology says of the entities in them, literals aside."""
        facts = {quad.triple for quad in self._facts if quad.predicate.value not in _NO_REASONING}
        named = {term for triple in facts for term in (triple.subject, triple.object) if isinstance(term, NamedNode)}
        known = {
            triple
            for triple in self._ontology
            if triple.subject in named and not isinstance(triple.object, Literal | BlankNode) and self._is_data(triple)
        }
        return facts | known

    def add(self, new: set[Triple]) -> set[Triple]:
        """Takes triples in, with all that follows from them by OWL 2 RL; gives both."""
        closure = self._reasoner.add(new)
        self.inconsistencies |= closure.inconsistencies
        self._keep(new | closure.triples)
        return new | closure.triples

    def exhaust(self, rules: list[Rule], stratum: int) -> None:
        """Runs these rules and OWL 2 RL until they add nothing; those below the stratum are done already.

        A rule runs again only after something came that it asks for.
        """
        pending = [rule for rule in rules if rule.stratum == stratum]
        while new := {triple for rule in pending for triple in self._news(rule)}:
            came = self.add(new)
            pending = [rule for rule in rules if rule.asks_for(came)]

    def quads(self) -> tuple[Quad, ...]:
        """The inferred graph so far."""
        return sorted_quads(self._inferred, self._layers.inferred)

    def grounds(self, inconsistency: Inconsistency, rules: tuple[Rule, ...]) -> tuple[Triple, ...]:
        """The facts from which a contradiction follows, in order; where no proof tells, those of what it is about."""
        facts, about = {quad.triple for quad in self._facts}, set(inconsistency.about)
        seen, waiting = set(inconsistency.premises), list(inconsistency.premises)
        for triple in waiting:  # grows while it is walked
            if triple in facts or triple in self._ontology:
                continue
            below = self._reasoner.given(triple)
            if set(below) <= {triple}:  # a rule of ours gave it, or nothing tells
                step = next(premises.steps(self._layers, rules, triple), None)
                below = step.premises if step else ()
            waiting += [premise for premise in below if premise not in seen]
            seen |= set(below)
        found = seen & facts or {triple for triple in facts if _ends(triple) <= about}
        return tuple(sorted(found, key=order))

    def _news(self, rule: Rule) -> Iterator[Triple]:
        for triple in self._layers.construct(rule):
            if triple not in self._told and not isinstance(triple.subject, Literal):
                yield triple

    def _keep(self, triples: Iterable[Triple]) -> None:
        """Stores what is new in the inferred graph."""
        new = set(triples) - self._told
        self._told |= new
        self._inferred |= new
        self._layers.store.bulk_extend([Quad(*parts(triple), self._layers.inferred) for triple in new])

    def _is_data(self, triple: Triple) -> bool:
        """Whether a triple of the ontology says something that a rule of OWL 2 RL could use, its class aside."""
        terms = frozenset(signature(triple))
        if terms not in self._sets_off:
            self._sets_off[terms] = bool(self._schema.module([triple]).axioms)
        return self._sets_off[terms]


def _ends(triple: Triple) -> set[str]:
    return {str(getattr(end, "value", "")) for end in (triple.subject, triple.object)}
