"""The rules that OWL cannot say: SPARQL CONSTRUCT files in ontology/rules/, each named and described in its header.

A header line is ``# key: value``; the keys are name, title-en, title-ar, description-en, description-ar and
stratum. A rule may negate only what no rule of its own or a later stratum derives: then the fixpoint is the same
in any order.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from pyoxigraph import NamedNode, Store, Triple
from rdflib.plugins.sparql import prepareQuery
from rdflib.plugins.sparql.parserutils import CompValue
from rdflib.term import Node

from builder.assemble.asked import names
from builder.errors import OntologyError
from builder.reason.terms import TYPE
from builder.resources import folder
from builder.rulefile import RuleFile, rule_files
from builder.vocabulary import expand

_NEGATION = re.compile(r"NOT\s+EXISTS\s*\{")
_FILTER = re.compile(rf"FILTER\s+{_NEGATION.pattern}")
_NAME = re.compile(r"(?<![\w?$])[a-z]+:\w+")
_GRAPH = re.compile(r"GRAPH\s+\S+\s*\{[^{}]*\}")
_TEMPLATE = re.compile(r"CONSTRUCT\s*\{[^{}]*\}")
_COMMENT = re.compile(r"^\s*#.*$", re.MULTILINE)
_TYPE = re.compile(r"(?<![\w?$:-])(?:a|rdf:type)(?![\w:-])")
_TYPE_OF_ONE = re.compile(rf"(?<=[\s;]){_TYPE.pattern}\s+(?=\w*:\w|<)")
_ANY_PROPERTY = re.compile(
    r"[?$]\w+\s+[?$]\w|;\s*[?$]\w|(?:\w*:\w+|[>\]])\s+[?$]\w+\s+(?:\w*:|[\d<\"'\[])|!\s*(?:[(^<]|a\b|\w*:)"
)
"""A variable in the place of a property: between two others, behind a semicolon, between two terms; or all but some."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """A triple pattern of a rule; ``predicate`` may be a property path; ``graph`` is that of a GRAPH around it."""

    subject: Node
    predicate: Any
    object: Node
    graph: Node | None = None


@dataclass(frozen=True)
class Rule:
    """A rule file: ``query`` is its text, ``select`` the same that gives the bindings of all its variables.

    ``derived`` are the IRIs in its template, ``negated`` the names inside its NOT EXISTS. ``asked``: the IRIs of the
    properties and classes that it asks for, perhaps of more, rdf:type for any class; None for anything at all.
    """

    name: str
    titles: tuple[tuple[str, str], ...]
    descriptions: tuple[tuple[str, str], ...]
    stratum: int
    query: str
    select: str
    derived: frozenset[str]
    negated: frozenset[str]
    asked: frozenset[str] | None

    @cached_property
    def head(self) -> tuple[Pattern, ...]:
        """Its template."""
        return tuple(Pattern(*triple) for triple in self._algebra.template)

    @cached_property
    def body(self) -> tuple[Pattern, ...]:
        """What must hold, but for its filters."""
        return tuple(sorted(_patterns(self._algebra.p), key=repr))

    @cached_property
    def _algebra(self) -> CompValue:
        """What rdflib makes of it, in longer than all else takes: of what proofs are asked for, and no build."""
        return prepareQuery(_without_negations(self.query)).algebra

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
    text = _COMMENT.sub("", file.text)
    if not file.field("stratum").isdigit():
        raise OntologyError(f"{file.path}: its stratum {file.field('stratum')!r} is no number: give 1, 2, …")
    return Rule(
        name=file.name,
        titles=tuple(file.titles()),
        descriptions=tuple((tag, file.field(f"description-{tag}")) for tag in ("ar", "en")),
        stratum=int(file.field("stratum")),
        query=file.text,
        select=_TEMPLATE.sub("SELECT *", file.text),
        derived=_derived(text),
        negated=_negated(file.text),
        asked=_asked(text),
    )


def _derived(text: str) -> frozenset[str]:
    template = text[: next(_TEMPLATE.finditer(text)).end()]  # with the prefixes, which stand before it
    return _named(template) | _types(template)


def _asked(text: str) -> frozenset[str] | None:
    """What a rule asks for outside GRAPH, where claims and reports stand, which reasoning does not change."""
    body = _GRAPH.sub("", _TEMPLATE.sub("", text))
    if _ANY_PROPERTY.search(body):
        return None
    return _named(body) | _types(_TYPE_OF_ONE.sub("", body))


def _named(text: str) -> frozenset[str]:
    """The IRIs that a text with its prefixes names, but for those that the prefixes stand for."""
    return frozenset(name for name in names(text) if not name.endswith(("#", "/")))


def _types(text: str) -> frozenset[str]:
    """rdf:type, where a text has it by either name."""
    return frozenset({TYPE.value} if _TYPE.search(text) else ())


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
            clash = sorted(name for name in rule.negated if expand(name) in other.derived)
            if clash and other.stratum >= rule.stratum:
                raise OntologyError(
                    f"{rule.name}.rq negates {', '.join(clash)}, which {other.name}.rq derives: "
                    f"give {rule.name} a stratum above {other.stratum}"
                )
