"""The example questions: the competency questions of the ontology, each a query file with a header.

# title-en: …        # title-ar: …        # description-en: …        # description-ar: …
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from builder.errors import OntologyError
from builder.resources import folder

_HEADER = re.compile(r"#\s*(?P<name>[a-z]+(?:-[a-z]+)?)\s*:\s*(?P<value>.*\S)")


@dataclass(frozen=True, slots=True)
class Example:
    """A question: its file's stem, its title and description by language, its query without the header."""

    name: str
    titles: Mapping[str, str]
    descriptions: Mapping[str, str]
    query: str


@cache
def examples() -> tuple[Example, ...]:
    """Every example question, by name. Raises OntologyError for a file without a title in both languages."""
    return tuple(read(path) for path in sorted((folder("ontology") / "questions").glob("*.rq")))


def read(path: Path) -> Example:
    """One question's file."""
    lines = path.read_text(encoding="utf-8").splitlines()
    size = next((place for place, line in enumerate(lines) if line.strip() and not line.startswith("#")), len(lines))
    header = {match["name"]: match["value"] for line in lines[:size] if (match := _HEADER.match(line))}
    found = {
        part: {language: header.get(f"{part}-{language}", "") for language in ("ar", "en")}
        for part in ("title", "description")
    }
    if not all(found["title"].values()):
        raise OntologyError(f"{path}: give a title in both languages, as lines # title-en: … and # title-ar: …")
    return Example(path.stem, found["title"], found["description"], "\n".join(lines[size:]).strip() + "\n")
