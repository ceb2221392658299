"""The judgements that a graph is built with: a file's, or those that the graph remembers from its last build."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from builder import store
from builder.errors import GraphError, InputError
from builder.identifiers import Minter
from builder.resolve import judgements
from builder.resolve.judgements import Judgement

KEPT: Final = "decisions.ttl"
"""What the judgements are called in messages when they come from the graph and not from a file."""


@dataclass(frozen=True, slots=True)
class Decisions:
    """The Turtle of a file of judgements, and its name."""

    text: str
    name: str = KEPT


NO_DECISIONS: Final = Decisions("")


def given(path: Path, minter: Minter) -> Decisions:
    """The judgements in a file. Raises InputError where it cannot be read or is wrong."""
    try:
        found = Decisions(path.read_text(encoding="utf-8"), path.name)
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "no UTF-8"
        raise InputError(f"{path}: {reason}; give a Turtle file of judgements, in UTF-8") from error
    judged_in(found, minter)
    return found


def remembered(directory: Path) -> Decisions:
    """The judgements with which the graph in ``directory`` was built; none where there is no graph yet."""
    try:
        return of_graph(store.open_graph(directory))
    except GraphError:
        return NO_DECISIONS


def of_graph(graph: store.Graph) -> Decisions:
    """The judgements with which a graph was built."""
    return Decisions(str(graph.manifest.get("decisions", "")))


def judged_in(decisions: Decisions, minter: Minter) -> tuple[Judgement, ...]:
    """The judgements, sorted. Raises InputError where one is not whole."""
    return judgements.read(decisions.text, minter, decisions.name)
