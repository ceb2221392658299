"""Finds where sources disagree, by the queries in ``ontology/conflicts``, and keeps both sides.

Each query selects ``?about`` (what is in dispute) and two claims, ``?first`` and ``?second``, that cannot both hold
as said; where one claim is held and denied, both are that claim and its attributions tell the sides apart.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Quad, QuerySolutions, Store, Triple

from builder.assemble.asked import names
from builder.assemble.terms import LABEL, TYPE, Sheet, concept, mq
from builder.errors import OntologyError
from builder.identifiers import Minter
from builder.resources import folder
from builder.rulefile import RuleFile, rule_files

_NEEDED = ("about", "first", "second")


@dataclass(frozen=True, slots=True)
class Conflict:
    """A disagreement: the rule that found it, what it is about, and the claims that cannot all hold."""

    rule: RuleFile
    about: str
    claims: tuple[str, ...]


def find(quads: Iterable[Quad]) -> list[Conflict]:
    """All conflicts among the claims in ``quads``, by rule and subject.

    Rules see them as one graph, each triple once: over a union of graphs an engine finds a claim that many articles
    make once for each three of them.
    """
    rules = rule_files(folder("ontology") / "conflicts")
    named = frozenset[str]().union(*(names(rule.text) for rule in rules))
    store = Store()
    store.bulk_extend(map(_triple, {quad.triple for quad in quads if _read(quad, named)}))
    found = []
    for rule in rules:
        groups: dict[str, set[str]] = defaultdict(set)
        rows = store.query(rule.text)
        if not isinstance(rows, QuerySolutions) or {v.value for v in rows.variables} != set(_NEEDED):
            raise OntologyError(f"{rule.path}: a conflict rule selects ?about ?first ?second, no more and no less")
        for row in rows:
            about, first, second = (row[name] for name in _NEEDED)
            if isinstance(about, NamedNode) and isinstance(first, NamedNode) and isinstance(second, NamedNode):
                groups[about.value] |= {first.value, second.value}
        found += [Conflict(rule, about, tuple(sorted(claims))) for about, claims in sorted(groups.items())]
    return found


def _read(quad: Quad, named: frozenset[str]) -> bool:
    """Whether a rule that names these can read a quad: by its property, and a type by its class."""
    name = quad.object if quad.predicate == TYPE else quad.predicate
    return isinstance(name, NamedNode) and name.value in named


def _triple(triple: Triple) -> Quad:
    return Quad(triple.subject, triple.predicate, triple.object)


def quads(conflicts: Iterable[Conflict], claims: Iterable[Quad], minter: Minter) -> list[Quad]:
    """The conflicts as quads of the report graph, with the attributions (in ``claims``) that take sides."""
    sides: dict[str, list[NamedNode]] = defaultdict(list)
    for quad in claims:
        if quad.predicate == mq("ofClaim") and isinstance(quad.object, NamedNode):
            sides[quad.object.value].append(NamedNode(quad.subject.value))  # type: ignore[union-attr]
    sheet = Sheet(minter.graph("report"))
    for conflict in conflicts:
        node = minter.named("conflict", conflict.rule.name, conflict.about)
        sheet.add(node, TYPE, mq("Conflict"))
        sheet.add(node, LABEL, *(Literal(text, language=tag) for tag, text in conflict.rule.titles()))
        sheet.add(node, mq("conflictKind"), concept("conflict-kind", conflict.rule.field("kind")))
        sheet.add(node, mq("about"), NamedNode(conflict.about))
        sheet.add(node, mq("origin"), Literal(conflict.rule.name))
        for claim in conflict.claims:
            sheet.add(node, mq("conflictingClaim"), NamedNode(claim))
            sheet.add(node, mq("conflictingAttribution"), *sides[claim])
    return sheet.quads()
