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

from pyoxigraph import NamedNode, Store, Triple
from rdflib import RDF, URIRef
from rdflib.paths import MulPath
from rdflib.plugins.sparql import prepareQuery
from rdflib.plugins.sparql.parserutils import CompValue
from rdflib.term import Node

from builder.errors import OntologyError
from builder.reason.terms import TYPE
from builder.resources import folder
from builder.rulefile import RuleFile, rule_files
from builder.vocabulary import compact, expand

_NEGATION = re.compile(r"NOT\s+EXISTS\s*\{")
_FILTER = re.compile(rf"FILTER\s+{_NEGATION.pattern}")
_NAME = re.compile(r"(?<![\w?$])[a-z]+:\w+")
_GRAPH = re.compile(r"GRAPH\s+\S+\s*\{[^{}]*\}")
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

    ``head`` is its template, ``body`` what it asks for, and ``negated`` the names inside its NOT EXISTS.
    ``asked``: the IRIs of the properties and classes in both, rdf:type for any class; None for anything at all.
    """

    name: str
    titles: tuple[tuple[str, str], ...]
    descriptions: tuple[tuple[str, str], ...]
    stratum: int
    query: str
    select: str
    head: tuple[Pattern, ...]
    body: tuple[Pattern, ...]
    negated: frozenset[str]
    asked: frozenset[str] | None

    def asks_for(self, triples: Iterable[Triple]) -> bool:
        """Whether a triple among these may be one that the rule asks for, by its property or its class."""
        if self.asked is None:
            return True
        for triple in triples:
            if triple.predicate.value in self.asked:
                return True
            if triple.predicate == TYPE and isinstance(triple.object, NamedNode) and triple.object.value in self.asked:
                return True
        return False


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
        Store().query(file.text)
    except SyntaxError as error:
        raise OntologyError(f"{file.path}: not SPARQL 1.1: {error}") from error
    algebra = prepareQuery(_without_negations(file.text)).algebra  # what is left tells all that it is asked for
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
        body=tuple(sorted(_patterns(algebra.p), key=repr)),
        negated=_negated(file.text),
        asked=_asked(tuple(_patterns(algebra.p)), _negated(file.text)),
    )


def _asked(body: tuple[Pattern, ...], negated: frozenset[str]) -> frozenset[str] | None:
    asked = {expand(name) for name in negated}
    for pattern in body:
        predicate = pattern.predicate.path if isinstance(pattern.predicate, MulPath) else pattern.predicate
        if pattern.graph is not None:  # claims and reports, which reasoning does not change
            continue
        if not isinstance(predicate, URIRef):
            return None
        if predicate == RDF.type and isinstance(pattern.object, URIRef):
            predicate = pattern.object
        asked.add(str(predicate))
    return frozenset(asked)


def _patterns(part: object, graph: Node | None = None) -> Iterator[Pattern]:
    """The triple patterns of an algebra tree that must hold, those of filters aside."""
    if isinstance(part, CompValue):
        graph = part.term if part.name == "Graph" else graph
        if part.name == "BGP":
            yield from (Pattern(subject, predicate, obj, graph) for subject, predicate, obj in part.triples)
        for key, value in part.items():
            if key not in ("triples", "expr", "_vars"):
                yield from _patterns(value, graph)
    elif isinstance(part, list | tuple):
        for item in part:
            yield from _patterns(item, graph)


def _negated(text: str) -> frozenset[str]:
    """The properties and classes named inside NOT EXISTS, at any depth, but not inside GRAPH, as prefixed names.

    Read from the text: rdflib's algebra loses a NOT EXISTS that stands inside another.
    """
    names: set[str] = set()
    for negation in _NEGATION.finditer(text):
        names |= set(_NAME.findall(_GRAPH.sub("", text[negation.end() : _end(text, negation.end())])))
    return frozenset(names)


def _without_negations(text: str) -> str:
    """A query without its FILTER NOT EXISTS, of which no pattern must hold: they take rdflib longest to parse."""
    kept, at = list[str](), 0
    for negation in _FILTER.finditer(text):
        if negation.start() >= at:  # else it stands inside another
            kept.append(text[at : negation.start()])
            at = _end(text, negation.end())
    return "".join((*kept, text[at:]))


def _end(text: str, start: int) -> int:
    """Where the braces end of which one is open."""
    depth, end = 1, start
    while depth:
        depth += {"{": 1, "}": -1}.get(text[end], 0)
        end += 1
    return end


def _check_strata(rules: tuple[Rule, ...]) -> None:
    for rule in rules:
        for other in rules:
            derived = {compact(str(pattern.predicate)) for pattern in other.head}
            if other.stratum >= rule.stratum and (clash := sorted(derived & rule.negated)):
                raise OntologyError(
                    f"{rule.name}.rq negates {', '.join(clash)}, which {other.name}.rq derives: "
                    f"give {rule.name} a stratum above {other.stratum}"
                )
