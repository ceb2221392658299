"""What reviewers judged of entities: that they are one, that they are not, or that it cannot be told.

Judgements stand in a Turtle file that people can edit by hand; they win over every rule. In the file

    [] a mq:ReviewDecision ;
        mq:judges <person/1a2b3c4d5e6f>, <person/6f5e4d3c2b1a> ;
        mq:judgement judgement:same ;
        dcterms:creator "who" ; dcterms:date "2026-05-01"^^xsd:date ; mq:reason "why" .

relative IRIs are data of the graph, and the usual prefixes need no declaration.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse

from builder.errors import InputError
from builder.identifiers import Minter
from builder.vocabulary import DCTERMS, MQ, MQV, PREFIXES, RDF, XSD

SAME: Final = "same"
DIFFERENT: Final = "different"
UNSURE: Final = "unsure"
VERDICTS: Final = (SAME, DIFFERENT, UNSURE)

_SCHEME: Final = MQV + "judgement/"
_PROPERTIES: Final = {
    RDF + "type": "type",
    MQ + "judges": "judged",
    MQ + "judgement": "verdict",
    DCTERMS + "creator": "by",
    DCTERMS + "date": "on",
    MQ + "reason": "why",
}
_HEAD: Final = "".join(
    f"@prefix {prefix}: <{namespace}> . " for prefix, namespace in {**PREFIXES, "judgement": _SCHEME}.items()
)
_TOKEN: Final = re.compile(
    r"(?P<directive>(?i:prefix)\s+[^\s<]*:\s*<[^<>\s]*>|(?i:base)\s+<[^<>\s]*>)"
    r'|"""(?:[^"\\]|\\.|"(?!""))*"""'
    r"|'''(?:[^'\\]|\\.|'(?!''))*'''"
    r'|"(?:[^"\\\n\r]|\\.)*"'
    r"|'(?:[^'\\\n\r]|\\.)*'"
    r"|<[^<>\s]*>"
    r"|#[^\n\r]*"
    r"|(?P<end>\.(?=\s|\#|$))"
    r"|(?P<blank>\s+)"
    r"|.",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True, order=True)
class Judgement:
    """One judgement; ``judged`` are IRIs, sorted; ``on`` is an XSD date; ``place`` is FILE:LINE."""

    judged: tuple[str, ...]
    verdict: str
    by: str
    on: str
    why: str
    iri: str
    place: str = ""


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement of a Turtle file: ``text[start:end]``, its full stop included, which begins on ``line``."""

    start: int
    end: int
    line: int


def statements(text: str) -> Iterator[Statement]:
    """The statements of a Turtle text that is well-formed; ``start`` and ``end`` are code points."""
    start, line, begun = 0, 1, 1
    inside = False
    for token in _TOKEN.finditer(text):
        if not inside and not token["blank"] and not token[0].startswith("#"):
            start, begun, inside = token.start(), line, True
        line += token[0].count("\n")
        if inside and (token["end"] or (token["directive"] and start == token.start())):
            yield Statement(start, token.end(), begun)
            inside = False


def read(text: str, minter: Minter, name: str) -> tuple[Judgement, ...]:
    """The judgements in a Turtle text, sorted; ``name`` is what to call the file in errors.

    Raises InputError, with the line, the value and the remedy, where the text is no Turtle or a judgement is not
    whole.
    """
    try:
        whole = _triples(text, minter)
    except SyntaxError as error:
        told = re.sub(r"^Parser error at line \d+ .*?: |^Parser error: ", "", error.msg)
        raise InputError(f"{name}:{error.lineno or 1}: {told}; correct the Turtle") from error
    located = list(_located(text, minter))
    if whole and not located:
        raise InputError(f"{name}: its statements cannot be told apart; end each with a full stop and a space")
    return tuple(sorted(_judgement(part, name, minter) for part in located))


@dataclass(frozen=True, slots=True)
class _Described:
    """A node of the file: what is said of it, and in which statements."""

    node: str
    said: dict[str, list[object]]
    places: list[Statement]


def _located(text: str, minter: Minter) -> Iterable[_Described]:
    found: dict[str, _Described] = {}
    directives = ""
    for statement in statements(text):
        part = text[statement.start : statement.end]
        if part.lower().startswith(("@prefix", "@base", "prefix", "base")):
            directives += part + "\n"
            continue
        for triple in _triples(directives + part, minter):
            node = found.setdefault(str(triple.subject), _Described(str(triple.subject), {}, []))
            node.said.setdefault(triple.predicate.value, []).append(triple.object)
            if statement not in node.places:
                node.places.append(statement)
    return found.values()


def _triples(text: str, minter: Minter) -> list[Triple]:
    """The triples of a text; the usual prefixes stand before it on the same line, so that lines are counted right."""
    return [quad.triple for quad in parse(_HEAD + text, format=RdfFormat.TURTLE, base_iri=minter.base)]


def _judgement(part: _Described, name: str, minter: Minter) -> Judgement:
    node, said = part.node, part.said
    place = f"{name}:{part.places[0].line}"
    for predicate in sorted(said):
        if predicate not in _PROPERTIES:
            wanted = "mq:judges, mq:judgement, dcterms:creator, dcterms:date and mq:reason"
            raise InputError(f"{place}: <{predicate}> is no property of a judgement; use {wanted}")
    values = {_PROPERTIES[predicate]: objects for predicate, objects in said.items()}
    if values.get("type") != [NamedNode(MQ + "ReviewDecision")]:
        raise InputError(f"{place}: {node} is no judgement; say that it is: a mq:ReviewDecision")
    judged = _judged(values.get("judged", []), place)
    verdict = _verdict(values.get("verdict", []), place)
    by, on, why = (_text(values.get(field, []), field, place) for field in ("by", "on", "why"))
    iri = node[1:-1] if node.startswith("<") else minter.named("decision", verdict, *judged, by, on, why)
    return Judgement(judged, verdict, by, on, why, iri, place)


def _judged(values: Iterable[object], place: str) -> tuple[str, ...]:
    found = set()
    for value in values:
        if not isinstance(value, NamedNode):
            raise InputError(f"{place}: mq:judges {value}: no IRI; name an entity, such as <person/1a2b3c4d5e6f>")
        found.add(value.value)
    if len(found) < 2:
        raise InputError(f"{place}: mq:judges names {len(found)}; name two entities or more")
    return tuple(sorted(found))


def _verdict(values: list[object], place: str) -> str:
    shown = ", ".join(map(str, values)) or "nothing"
    name = str(getattr(values[0], "value", "")).removeprefix(_SCHEME) if len(values) == 1 else ""
    if name not in VERDICTS or not isinstance(values[0], NamedNode):
        choices = ", ".join(f"judgement:{verdict}" for verdict in VERDICTS)
        raise InputError(f"{place}: mq:judgement {shown}: give one of {choices}")
    return name


_ASKED: Final = {
    "by": ("dcterms:creator", 'say who judges, as "name"'),
    "on": ("dcterms:date", 'say when, as "2026-05-01"^^xsd:date'),
    "why": ("mq:reason", 'say why, as "words"'),
}


def _text(values: list[object], field: str, place: str) -> str:
    name, remedy = _ASKED[field]
    shown = ", ".join(map(str, values)) or "nothing"
    value = values[0] if len(values) == 1 else None
    fine = isinstance(value, Literal) and bool(value.value.strip())
    if fine and field == "on":
        fine = isinstance(value, Literal) and value.datatype.value == XSD + "date" and _is_date(value.value)
    if not fine or not isinstance(value, Literal):
        raise InputError(f"{place}: {name} {shown}: {remedy}")
    return value.value


def _is_date(text: str) -> bool:
    return re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])", text) is not None


def written(judgement: Judgement, minter: Minter) -> str:
    """A judgement as a block of Turtle for the file, without prefixes, which need no declaration."""
    judged = ", ".join(f"<{iri.removeprefix(minter.base)}>" for iri in judgement.judged)
    return (
        f"<{judgement.iri.removeprefix(minter.base)}> a mq:ReviewDecision ;\n"
        f"    mq:judges {judged} ;\n"
        f"    mq:judgement judgement:{judgement.verdict} ;\n"
        f"    dcterms:creator {Literal(judgement.by)} ;\n"
        f'    dcterms:date "{judgement.on}"^^xsd:date ;\n'
        f"    mq:reason {Literal(judgement.why)} .\n"
    )


def added(text: str, judgement: Judgement, minter: Minter) -> str:
    """The text with a judgement at its end."""
    kept = text.rstrip("\n")
    return (f"{kept}\n\n" if kept else "") + written(judgement, minter)


def without(text: str, iri: str, minter: Minter, name: str) -> str:
    """The text without the judgement of this IRI, all else as it stands. Raises InputError where there is none."""
    own = [part for part in _located(text, minter) if _judgement(part, name, minter).iri == iri]
    if not own:
        raise InputError(f"{name}: no judgement <{iri}>; list them with: mithaq merges GRAPH")
    for place in sorted((place for part in own for place in part.places), key=lambda place: -place.start):
        text = text[: place.start].rstrip(" \t") + text[place.end :].lstrip(" \t")
    return re.sub(r"\n{3,}", "\n\n", text).lstrip("\n")
