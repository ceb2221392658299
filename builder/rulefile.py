"""Reads rules and questions that are SPARQL files with a header of ``# name: value`` lines."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from builder.errors import OntologyError


@dataclass(frozen=True, slots=True)
class RuleFile:
    """A SPARQL file: its path, the fields of its header, and its whole text (header included)."""

    path: Path
    fields: tuple[tuple[str, str], ...]
    text: str

    @property
    def name(self) -> str:
        """Its name: the file's stem."""
        return self.path.stem

    def field(self, name: str) -> str:
        """A field of the header; OntologyError where it is missing."""
        for key, value in self.fields:
            if key == name:
                return value
        raise OntologyError(f"{self.path}: its header has no line '# {name}: …'; add it")

    def titles(self) -> list[tuple[str, str]]:
        """Its titles as (language tag, text)."""
        return [(tag, self.field(f"title-{tag}")) for tag in ("ar", "en")]


def read(path: Path) -> RuleFile:
    """The rule in a file; OntologyError where it cannot be read or bears another name than its file."""
    try:
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise OntologyError(f"{path}: cannot be read: {error}") from error
    fields = []
    for line in text.splitlines():
        if not line.startswith("#"):
            break
        key, colon, value = line.lstrip("# ").partition(":")
        if colon:
            fields.append((key.strip(), value.strip()))
    rule = RuleFile(path, tuple(fields), text)
    if rule.field("name") != path.stem:
        raise OntologyError(f"{path}: its header names it {rule.field('name')!r}; name and file must agree")
    return rule


def rule_files(directory: Path) -> list[RuleFile]:
    """The rules in a folder, by name; OntologyError where there is no such folder."""
    if not directory.is_dir():
        raise OntologyError(f"{directory}: no such folder; reinstall mithaq")
    return [read(path) for path in sorted(directory.glob("*.rq"))]
