"""From readings to the quads of every layer: identity, claims, shapes, facts, conflicts, reasoning."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from pyoxigraph import Quad

from builder import ontology, reason, validate
from builder.assemble import conflicts, facts_graph, ontology_graph
from builder.assemble import facts as policy
from builder.assemble import graph as assembly
from builder.assemble.support import Support
from builder.identifiers import Minter
from builder.model import Reading
from builder.pipeline.progress import Stages
from builder.pipeline.reasoning import Reasoned, Standing, reasoned
from builder.resolve import identity
from builder.resolve.judgements import Judgement


class Layers:
    """The stages after reading, over all articles at once."""

    def __init__(
        self,
        minter: Minter,
        found: list[Reading],
        stages: Stages,
        reasoner: str = reason.DEFAULT_REASONER,
        judgements: Sequence[Judgement] = (),
    ) -> None:
        self._minter = minter
        self._reasoner = reasoner
        self._readings = found
        self._stages = stages
        self._judgements = judgements
        self.violations = 0
        self.quarantined: Counter[str] = Counter()
        self.violated: Counter[str] = Counter()
        self.counts: dict[str, int] = {}

    def quads(self) -> list[Quad]:
        """The quads of every layer.

        Then ``quarantined`` counts claims that shapes and axioms keep out of the facts, by reason, and ``violated``
        the violations, by shape.
        """
        minter, stages = self._minter, self._stages
        terms = ontology_graph.quads(ontology.files(), minter)
        who = identity.decide(self._readings, minter, self._judgements)
        for judgement, iri in who.idle:
            stages.progress(
                "decisions", f"{judgement.place}: <{iri}> is in no article here; the judgement waits for it"
            )
        assembled = assembly.articles(self._readings, who, minter)
        claimed = [quad for quads in assembled.graphs.values() for quad in quads]
        stages.done("claims", f"{len({h.claim for h in assembled.held})} claims; {len(who.merges)} entities merged")

        texts = {reading.article.identifier: reading.article.text for reading in self._readings}
        hashes = {reading.article.identifier: reading.article.sha256 for reading in self._readings}
        checked = validate.articles(assembled.graphs, texts, terms, minter, hashes)
        stages.done("validation", f"articles: {validate.summary(checked)}")

        decisions = policy.decide(assembled.held, terms, validate.rejected(checked))
        disputes = conflicts.find([*claimed, *terms])
        disputed = conflicts.quads(disputes, claimed, minter)
        others = [*claimed, *terms, *disputed, *assembly.merges(who, minter)]
        facts, withheld, checked = validate.settle(checked, facts_graph.facts(decisions, minter), others, minter)
        decisions = policy.withhold(decisions, (quad.triple for quad in withheld))
        stages.done("facts", f"{len(facts)} facts, {len(disputes)} conflicts; {validate.summary(checked)}")

        done = reasoned(
            Standing(facts, decisions, checked),
            [*claimed, *terms],
            Support(assembled.held, self._readings),
            lambda report, kept: validate.settle(report, kept, others, minter),
            minter,
            self._reasoner,
        )
        facts, checked = done.standing.facts, done.standing.checked
        stages.done("reasoning", f"{len(done.inferred)} inferred, {done.contradictions} contradictions")

        unaccounted = assembly.unaccounted(self._readings, minter)
        report = [*done.outcomes, *unaccounted, *validate.quads(checked, minter)]
        self.violations = validate.violations(checked)
        self.violated = Counter(result.shape.rpartition("#")[2] for result in checked.violations)
        self.quarantined = Counter(d.reason for d in done.standing.decisions if d.reason in policy.QUARANTINED)
        self.counts = self._count(assembled, done, len(disputes))
        return sorted({*others, *facts, *report, *done.inferred}, key=str)

    def _count(self, assembled: assembly.Assembled, done: Reasoned, disputes: int) -> dict[str, int]:
        return {
            "articles": len(self._readings),
            "mentions": sum(len(reading.mentions) for reading in self._readings),
            "statements": sum(len(reading.statements) for reading in self._readings),
            "clauses": sum(len(reading.clauses) for reading in self._readings),
            "claims": len({holding.claim for holding in assembled.held}),
            "facts": len(done.standing.facts),
            "inferred": len(done.inferred),
            "conflicts": disputes,
            "unaccounted": sum(len(reading.unaccounted) for reading in self._readings),
            "violations": self.violations,
            "quarantined": self.quarantined.total(),
        }
