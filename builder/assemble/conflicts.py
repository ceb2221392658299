"""Finds where sources disagree, by the queries in ``ontology/conflicts``, and keeps both sides.

Each query selects ``?about`` (what is in dispute) and two claims, ``?first`` and ``?second``, that cannot both hold
as said; where one claim is held and denied, both are that claim and its attributions tell the sides apart.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, QuerySolutions

from builder.assemble.gathered import Gathered
from builder.assemble.terms import Sheet, concept, mq
from builder.errors import OntologyError
from builder.resources import folder
from builder.rulefile import RuleFile, rule_files
from builder.vocabulary import MQ, RDF, RDFS

_NEEDED = ("about", "first", "second")


@dataclass(frozen=True, slots=True)
class Conflict:
    """A disagreement: the rule that found it, what it is about, and the claims that cannot all hold."""

    rule: RuleFile
    about: str
    claims: tuple[str, ...]


def find(gathered: Gathered) -> list[Conflict]:
    """All conflicts among the claims, by rule and subject; rules see what articles say and the ontology as one."""
    seen: list[NamedNode | BlankNode | DefaultGraph] = [gathered.said, gathered.graph("ontology")]
    found = []
    for rule in rule_files(folder("ontology") / "conflicts"):
        groups: dict[str, set[str]] = defaultdict(set)
        rows = gathered.store.query(rule.text, default_graph=seen)
        if not isinstance(rows, QuerySolutions) or {v.value for v in rows.variables} != set(_NEEDED):
            raise OntologyError(f"{rule.path}: a conflict rule selects ?about ?first ?second, no more and no less")
        for row in rows:
            about, first, second = (row[name] for name in _NEEDED)
            if isinstance(about, NamedNode) and isinstance(first, NamedNode) and isinstance(second, NamedNode):
                groups[about.value] |= {first.value, second.value}
        found += [Conflict(rule, about, tuple(sorted(claims))) for about, claims in sorted(groups.items())]
    return found


def quads(conflicts: Iterable[Conflict], gathered: Gathered) -> list[Quad]:
    """The conflicts as quads of the report graph, with the attributions that take sides."""
    sheet = Sheet(gathered.minter.graph("report"))
    for conflict in conflicts:
        node = gathered.minter.named("conflict", conflict.rule.name, conflict.about)
        sheet.add(node, RDF + "type", mq("Conflict"))
        sheet.add(node, RDFS + "label", *(Literal(text, language=tag) for tag, text in conflict.rule.titles()))
        sheet.add(node, MQ + "conflictKind", concept("conflict-kind", conflict.rule.field("kind")))
        sheet.add(node, MQ + "about", NamedNode(conflict.about))
        sheet.add(node, MQ + "origin", Literal(conflict.rule.name))
        for claim in conflict.claims:
            sheet.add(node, MQ + "conflictingClaim", NamedNode(claim))
            sides = gathered.store.quads_for_pattern(None, mq("ofClaim"), NamedNode(claim), gathered.said)
            holders = sorted(str(getattr(quad.subject, "value", "")) for quad in sides)
            sheet.add(node, MQ + "conflictingAttribution", *map(NamedNode, holders))
    return sheet.quads()
