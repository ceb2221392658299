"""Writes what the facts policy decided: the facts graph, and each claim's outcome in the report graph."""

from __future__ import annotations

from collections.abc import Iterable

from pyoxigraph import Literal, Quad

from builder.assemble.facts import FACT, Decision
from builder.assemble.terms import Sheet, concept
from builder.identifiers import Minter
from builder.vocabulary import MQ


def facts(decisions: Iterable[Decision], minter: Minter) -> list[Quad]:
    """The plain triples of all claims that are facts."""
    sheet = Sheet(minter.graph("facts"))
    for decision in decisions:
        if decision.outcome == FACT:
            sheet.add(decision.subject, decision.predicate.value, decision.object)
    return sheet.quads()


def outcomes(decisions: Iterable[Decision], minter: Minter) -> tuple[list[str], list[Quad]]:
    """What became of each claim, and why, as sorted lines; what became of it, which rules ask for, as quads too."""
    became, why = Sheet(minter.graph("report")), Sheet(minter.graph("report"))
    for decision in decisions:
        became.add(decision.claim, MQ + "policyOutcome", concept("outcome", decision.outcome))
        why.add(decision.claim, MQ + "policyReason", Literal(decision.reason))
    lines, quads = became.spelt()
    return sorted([*lines, *why.lines()]), quads
