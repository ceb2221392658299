"""From readings to the quads of every layer: identity, claims, shapes, facts, conflicts, reasoning."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

from pyoxigraph import Quad

from builder import reason, validate
from builder.assemble import conflicts, facts_graph
from builder.assemble import facts as policy
from builder.assemble import graph as assembly
from builder.assemble.gathered import Gathered
from builder.assemble.holdings import Holding, classes_claimed
from builder.assemble.support import Support
from builder.pipeline import claiming
from builder.pipeline.ahead import Ahead
from builder.pipeline.claiming import Claimed
from builder.pipeline.making import Maker
from builder.pipeline.progress import Count, Stages
from builder.pipeline.reading import Read
from builder.pipeline.reasoning import Reasoned, Standing, reasoned
from builder.pipeline.workers import Early, Limits
from builder.resolve import identity
from builder.resolve.identity import Identity
from builder.resolve.judgements import Judgement
from builder.store import Written


class Layers:
    """The stages after reading, over all articles at once.

    ``early``: how many processes make the articles' own graphs, and those that are there already; none where not given.
    """

    def __init__(
        self,
        ahead: Ahead,
        read: Read,
        stages: Stages,
        early: Early | None = None,
        reasoner: str = reason.DEFAULT_REASONER,
        judgements: Sequence[Judgement] = (),
    ) -> None:
        self._ahead = ahead
        self._minter = ahead.minter
        self._reasoner = reasoner
        self._read = read
        self._stages = stages
        self._early = early or Early(Limits(workers=0))
        self._judgements = judgements
        self._who = Identity({}, (), {})
        self._claimed = Claimed((), (), {})
        self._gathered = ahead.gathered
        self.spelt: list[str] = []
        self.violations = 0
        self.quarantined: Counter[str] = Counter()
        self.violated: Counter[str] = Counter()
        self.counts: dict[str, int] = {}

    def articles(self, meanwhile: Callable[[], object] = lambda: None) -> tuple[Written, ...]:
        """The articles' own graphs, in files; ``meanwhile`` is done while processes work on them."""
        ahead = self._ahead
        self._who = self._identity()
        said = claiming.classes_said(self._read.outlines, self._who)
        checks = validate.ArticleValidator(ahead.terms, self._minter, said, core=ahead.core)
        maker = Maker(ahead.folder, self._minter, self._who, said, ahead.asked, checks, self._read.load)
        count = Count("claims", len(self._read.articles), self._stages.progress)
        self._gathered.rest()
        self._claimed = claiming.claims(maker, self._read, ahead, self._early, count, meanwhile)
        return tuple(part.written for part in self._claimed.parts)

    def prune(self) -> None:
        """Remove what is kept of earlier builds and is in no snapshot now."""
        self._ahead.prune(self._claimed.rows, self._claimed.parts)

    def others(self) -> list[Quad]:
        """The quads of every layer but the articles' own graphs, which must be there already.

        Beside them, ``spelt`` are the lines of what validation reports and of what became of each claim.
        ``quarantined`` counts claims that shapes and axioms keep out of the facts, by reason, and ``violated`` the
        violations, by shape.
        """
        minter, stages, terms, who = self._minter, self._stages, self._ahead.terms, self._who
        gathered, held, number, checked = self._claims(who)

        decisions = policy.decide(held, terms, validate.rejected(checked))
        gathered.put("ontology", terms)
        disputes = conflicts.find(gathered)
        disputed, merges = conflicts.quads(disputes, gathered), assembly.merges(who, minter)
        gathered.put("report", disputed)
        gathered.put("decisions", merges)
        drafted = facts_graph.facts(decisions, minter)
        facts, withheld, checked = validate.settle(checked, drafted, gathered, self._ahead.core, classes_claimed(held))
        decisions = policy.withhold(decisions, (quad.triple for quad in withheld))
        stages.done("facts", f"{len(facts)} facts, {len(disputes)} conflicts; {validate.summary(checked)}")

        support = Support(held, {item.article: item.issued for item in self._read.outlines})
        done = reasoned(Standing(facts, decisions, checked), gathered, support, self._reasoner)
        facts, checked = done.standing.facts, done.standing.checked
        stages.done("reasoning", f"{len(done.inferred)} inferred, {done.contradictions} contradictions")

        self.spelt = sorted([*validate.lines(checked, minter), *done.outcomes])
        self.violations = validate.violations(checked)
        self.violated = Counter(result.shape.rpartition("#")[2] for result in checked.violations)
        self.quarantined = Counter(d.reason for d in done.standing.decisions if d.reason in policy.QUARANTINED)
        self.counts = self._count(number, done, len(disputes))
        return [*terms, *disputed, *merges, *facts, *done.inferred]

    def _identity(self) -> Identity:
        who = identity.decide(self._read.outlines, self._minter, self._judgements)
        for judgement, iri in who.idle:
            self._stages.progress(
                "decisions", f"{judgement.place}: <{iri}> is in no article here; the judgement waits for it"
            )
        self._stages.done("identity")
        return who

    def _claims(self, who: Identity) -> tuple[Gathered, list[Holding], int, validate.Report]:
        """What questions over all articles see, who holds what, of how many claims, and the report of tier 1 on all."""
        said = self._claimed.said
        held = [holding for own in said for holding in own.held]
        holders = claiming.holders(held)
        number = len(holders)
        self._stages.done("claims", f"{number} claims; {len(who.merges)} entities merged")

        gathered = self._gathered
        if not self._claimed.sound:
            gathered.forget()
        gathered.read(part.asked for part in self._claimed.parts)
        spoilt = frozenset[str]().union(*(own.spoilt for own in said))
        rejected = validate.across(spoilt, holders)
        results = (result for own in said for result in own.results)
        told = Counter[validate.Severity]()
        for own in said:
            if own.told:
                told.update(own.told)
        checked = validate.together(results, gathered, rejected, told)
        self._stages.done("validation", f"articles: {validate.summary(checked)}")
        return gathered, held, number, checked

    def _count(self, claims: int, done: Reasoned, disputes: int) -> dict[str, int]:
        outlines = self._read.outlines
        return {
            "articles": len(outlines),
            "mentions": sum(item.sizes.mentions for item in outlines),
            "statements": sum(item.sizes.statements for item in outlines),
            "clauses": sum(item.sizes.clauses for item in outlines),
            "claims": claims,
            "facts": len(done.standing.facts),
            "inferred": len(done.inferred),
            "conflicts": disputes,
            "unaccounted": sum(item.sizes.unaccounted for item in outlines),
            "violations": self.violations,
            "quarantined": self.quarantined.total(),
        }
