"""Writes known entities as Turtle, sorted, so that the same data always give the same bytes.

rdflib's serializer is not used: it orders by namespace bindings and types, and its layout changes with its version.
Turtle 1.1 (https://www.w3.org/TR/turtle/), sections 2.4 (IRIs), 2.5 (literals) and 6.4 (escapes).
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

HERE = Path(__file__).resolve().parent
ENTITIES = HERE.parent / "entities"

DATA = "https://w3id.org/mithaq/id/"
KINDS = ("instrument", "office", "organisation", "person", "place", "state", "tenure")
PREFIXES = {kind: f"{DATA}{kind}/" for kind in KINDS} | {
    "mq": "https://w3id.org/mithaq/ontology#",
    "kind": "https://w3id.org/mithaq/vocab/kind/",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "wd": "http://www.wikidata.org/entity/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}

_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r"})
_ORDER = ("a", "rdfs:label", "skos:altLabel", "skos:hiddenLabel", "mq:ambiguousLabel", "mq:demonym")


def literal(text: str, language: str | None = None, datatype: str | None = None) -> str:
    """``text`` as a Turtle literal with a language tag or a datatype (a prefixed name)."""
    quoted = f'"{text.translate(_ESCAPES)}"'
    return f"{quoted}@{language}" if language else f"{quoted}^^{datatype}" if datatype else quoted


@dataclass
class Node:
    """A subject and its statements: property (a prefixed name) to terms, all written as Turtle writes them."""

    subject: str
    statements: dict[str, list[str]] = field(default_factory=dict)

    def add(self, predicate: str, *terms: str) -> None:
        """Adds terms that are not there yet; their order is kept, for the first of several may be the usual one."""
        known = self.statements.setdefault(predicate, [])
        known.extend(term for term in dict.fromkeys(terms) if term not in known)

    def add_texts(self, predicate: str, texts: Iterable[str], language: str) -> None:
        """Adds texts of one language."""
        self.add(predicate, *(literal(text, language) for text in texts))

    def turtle(self) -> str:
        """The node as Turtle: class, names, then everything else by name of property."""
        rank = {predicate: place for place, predicate in enumerate(_ORDER)}
        keys = sorted((k for k, terms in self.statements.items() if terms), key=lambda k: (rank.get(k, len(rank)), k))
        lines = [f"    {key} " + " ,\n        ".join(self.statements[key]) for key in keys]
        return f"{self.subject}\n" + " ;\n".join(lines) + " .\n"


def document(header: str, nodes: Iterable[Node]) -> str:
    """A whole Turtle document: comment lines, the prefixes that it uses, and the nodes by subject."""
    bodies = [node.turtle() for node in sorted(nodes, key=lambda node: node.subject)]
    text = "\n".join(bodies)
    used = {name: iri for name, iri in PREFIXES.items() if re.search(rf"(?:^|[ ^]){name}:", text, re.MULTILINE)}
    comments = "".join(f"# {line}\n" for line in header.strip().splitlines())
    prefixes = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in sorted(used.items()))
    return f"{comments}{prefixes}\n{text}"


def load(name: str) -> dict[str, Any]:
    """The curated data ``<name>.yaml`` beside this file. Raises ValueError where a mapping has a key twice."""
    return dict(yaml.load((HERE / f"{name}.yaml").read_text("utf-8"), Loader=_Strict))


def check_keys(where: str, entry: Mapping[str, Any], allowed: Iterable[str]) -> None:
    """Raises ValueError for a key that no rule reads: most often a slip of the hand."""
    unknown = sorted(set(entry) - set(allowed))
    if unknown:
        raise ValueError(f"{where}: unknown {', '.join(unknown)}; known keys are {', '.join(sorted(allowed))}")


def output_folder(description: str | None) -> Path:
    """The folder to write to, from the command line; by default that of the shipped entities."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("-o", "--output", type=Path, default=ENTITIES, help="folder to write to (default: %(default)s)")
    folder: Path = parser.parse_args().output
    folder.mkdir(parents=True, exist_ok=True)
    return folder


class _Strict(yaml.SafeLoader):
    """Refuses a mapping that gives a key twice, which YAML would settle in silence."""


def _mapping(loader: _Strict, node: yaml.MappingNode) -> dict[Any, Any]:
    keys = [loader.construct_object(key, deep=True) for key, _ in node.value]
    twice = sorted({str(key) for key in keys if keys.count(key) > 1})
    if twice:
        raise ValueError(f"{node.start_mark}: given twice: {', '.join(twice)}")
    return loader.construct_mapping(node, deep=True)


_Strict.add_constructor("tag:yaml.org,2002:map", _mapping)
