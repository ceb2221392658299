"""Draws what follows from the facts; what contradicts an axiom is reported, and the facts do without the guilty."""

from __future__ import annotations

from dataclasses import dataclass

from pyoxigraph import Quad, Triple

from builder import ontology, reason, validate
from builder.assemble import facts as policy
from builder.assemble import facts_graph
from builder.assemble.facts import Decision
from builder.assemble.gathered import Gathered
from builder.assemble.support import Support


@dataclass(frozen=True, slots=True)
class Standing:
    """The facts that stand so far, what the policy made of each claim, and what validation found."""

    facts: list[Quad]
    decisions: list[Decision]
    checked: validate.Report


@dataclass(frozen=True, slots=True)
class Reasoned:
    """What stands in the end, the lines of the policy's outcomes, what was inferred, and how much contradicted."""

    standing: Standing
    outcomes: list[str]
    inferred: tuple[Quad, ...]
    contradictions: int


def reasoned(
    standing: Standing,
    gathered: Gathered,
    support: Support,
    reasoner: str,
) -> Reasoned:
    """Reasons over the facts until they contradict nothing, or nothing that is left of them is to blame.

    Each contradiction becomes a violation, and the fact that is to blame (reason/guilt.py) is quarantined; what is
    left is checked against the shapes again. ``gathered``: all other layers.
    """
    total, reported = 0, gathered.layer("report")
    while True:
        outcomes, quads = facts_graph.outcomes(standing.decisions, gathered.minter)
        gathered.put("report", [*reported, *quads])
        found = reason.infer(ontology.schema(), standing.facts, gathered, reasoner=reasoner)
        judged = reason.guilty(found.inconsistencies, support)
        total += len(judged)
        told = [(item.message, item.about, triple, item.grounds) for item, triple in judged]
        checked = validate.contradicted(standing.checked, told, gathered)
        out = {triple for _, triple in judged if triple is not None}
        standing = Standing(standing.facts, standing.decisions, checked)
        if not out:
            return Reasoned(standing, outcomes, found.quads, total)
        gathered.put("report", reported)
        standing = _without(standing, out, gathered)


def _without(standing: Standing, out: set[Triple], gathered: Gathered) -> Standing:
    kept = [quad for quad in standing.facts if quad.triple not in out]
    facts, withheld, checked = validate.settle(standing.checked, kept, gathered)
    decisions = policy.withhold(standing.decisions, out, policy.CONTRADICTS)
    return Standing(facts, policy.withhold(decisions, (quad.triple for quad in withheld)), checked)
