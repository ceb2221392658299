"""The rules that OWL cannot say: SPARQL CONSTRUCT files in ontology/rules/, each named and described in its header.

A header line is ``# key: value``; the keys are name, title-en, title-ar, description-en, description-ar and
stratum. A rule may negate only what no rule of its own or a later stratum derives: then the fixpoint is the same
in any order.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from rdflib import Variable
from rdflib.plugins.sparql import prepareQuery
from rdflib.plugins.sparql.parserutils import CompValue
from rdflib.term import Node

from builder.errors import OntologyError
from builder.resources import folder
from builder.rulefile import RuleFile, rule_files

_TEMPLATE = re.compile(r"CONSTRUCT\s*\{[^{}]*\}")


@dataclass(frozen=True, slots=True)
class Pattern:
    """A triple pattern of a rule; ``predicate`` may be a property path; ``graph`` is that of a GRAPH around it."""

    subject: Node
    predicate: Any
    object: Node
    graph: Node | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule file: ``query`` is its text, ``select`` the same that gives the bindings of all its variables.

    ``head`` is its template, ``body`` what it asks for, and ``negated`` the patterns that must not hold.
    """

    name: str
    titles: tuple[tuple[str, str], ...]
    descriptions: tuple[tuple[str, str], ...]
    stratum: int
    query: str
    select: str
    head: tuple[Pattern, ...]
    body: tuple[Pattern, ...]
    negated: tuple[Pattern, ...]

    def title(self, language: str) -> str:
        """Its title in "en" or "ar"."""
        return dict(self.titles)[language]

    def description(self, language: str) -> str:
        """Its description in "en" or "ar"."""
        return dict(self.descriptions)[language]


@cache
def installed() -> tuple[Rule, ...]:
    """The rules of this installation, by stratum and name."""
    return load(folder("ontology") / "rules")


def load(directory: Path) -> tuple[Rule, ...]:
    """The rules of a folder, by stratum and name.

    Raises OntologyError where a file is no rule, or where a rule negates what its own or a later stratum derives.
    """
    rules = tuple(sorted(map(_read, rule_files(directory)), key=lambda rule: (rule.stratum, rule.name)))
    _check_strata(rules)
    return rules


def _read(file: RuleFile) -> Rule:
    if len(_TEMPLATE.findall(file.text)) != 1:
        raise OntologyError(f"{file.path}: a rule is one CONSTRUCT {{ … }} WHERE {{ … }}")
    try:
        algebra = prepareQuery(file.text).algebra
    except Exception as error:  # rdflib raises what its parser raises, of no common type
        raise OntologyError(f"{file.path}: not SPARQL 1.1: {error}") from error
    if not file.field("stratum").isdigit():
        raise OntologyError(f"{file.path}: its stratum {file.field('stratum')!r} is no number: give 1, 2, …")
    return Rule(
        name=file.name,
        titles=tuple(file.titles()),
        descriptions=tuple((tag, file.field(f"description-{tag}")) for tag in ("ar", "en")),
        stratum=int(file.field("stratum")),
        query=file.text,
        select=_TEMPLATE.sub("SELECT *", file.text),
        head=tuple(Pattern(*triple) for triple in algebra.template),
        body=tuple(sorted(_patterns(algebra.p, negated=False), key=repr)),
        negated=tuple(sorted(_patterns(algebra.p, negated=True), key=repr)),
    )


def _patterns(part: object, *, negated: bool, graph: Node | None = None, inside: bool = False) -> Iterator[Pattern]:
    """The triple patterns of an algebra tree: those that must hold, or those within NOT EXISTS."""
    if isinstance(part, CompValue):
        inside = inside or part.name == "Builtin_NOTEXISTS"
        graph = part.term if part.name in ("Graph", "GraphGraphPattern") else graph
        if part.name in ("BGP", "TriplesBlock") and inside == negated:
            triples: Iterable[tuple[Any, Any, Any]] = part.triples if part.name == "BGP" else _threes(part.triples)
            yield from (Pattern(subject, predicate, obj, graph) for subject, predicate, obj in triples)
        for key, value in part.items():
            if key not in ("triples", "_vars"):
                yield from _patterns(value, negated=negated, graph=graph, inside=inside)
    elif isinstance(part, list | tuple):
        for item in part:
            yield from _patterns(item, negated=negated, graph=graph, inside=inside)


def _threes(runs: Iterable[Any]) -> Iterator[tuple[Any, Any, Any]]:
    """The triples of a parsed, not yet translated block: runs of subject, predicate, object one after another."""
    for run in runs:
        yield from zip(run[::3], run[1::3], run[2::3], strict=True)


def _check_strata(rules: tuple[Rule, ...]) -> None:
    derived: dict[Node, tuple[int, str]] = {}
    for rule in rules:
        for pattern in rule.head:
            derived[pattern.predicate] = max((rule.stratum, rule.name), derived.get(pattern.predicate, (0, "")))
    for rule in rules:
        for pattern in rule.negated:
            stratum, other = derived.get(pattern.predicate, (0, ""))
            if pattern.graph is None and stratum >= rule.stratum:
                raise OntologyError(
                    f"{rule.name}.rq negates {pattern.predicate}, which {other}.rq derives: raise its stratum"
                )
            if isinstance(pattern.predicate, Variable) and pattern.graph is None:
                raise OntologyError(f"{rule.name}.rq negates any property: name it")
