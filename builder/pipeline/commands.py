"""The commands that change a built graph by a few articles, and show what was merged in it."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import click

from builder import store
from builder.pipeline import change
from builder.pipeline.change import Change
from builder.pipeline.options import limited
from builder.pipeline.pool import Limits

_GRAPH = click.Path(file_okay=False, path_type=Path)


@click.command("add")
@click.argument("graph", type=_GRAPH)
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@limited
@click.option("--json", "as_json", is_flag=True, help="The change as JSON.")
def add_(graph: Path, paths: tuple[Path, ...], limits: Limits, as_json: bool) -> None:
    """Add the articles in PATHS to a graph, and say which facts that adds and removes.

    An article whose identifier the graph has already takes that one's place. The others are not read again, and the
    graph is what a build of all of them would make it.

    \b
        mithaq add graph more/story.html
    """
    summary, changes = change.add(graph, paths, _tell, limits)
    _say(changes, as_json)
    sys.exit(1 if summary.violations else 0)


@click.command("remove")
@click.argument("graph", type=_GRAPH)
@click.argument("articles", nargs=-1, required=True)
@limited
@click.option("--json", "as_json", is_flag=True, help="The change as JSON.")
def remove_(graph: Path, articles: tuple[str, ...], limits: Limits, as_json: bool) -> None:
    """Remove ARTICLES, by their identifiers, from a graph, and say which facts that adds and removes.

    \b
        mithaq remove graph story
    """
    summary, changes = change.remove(graph, articles, _tell, limits)
    _say(changes, as_json)
    sys.exit(1 if summary.violations else 0)


@click.command("undo")
@click.argument("graph", type=_GRAPH)
@click.option("--json", "as_json", is_flag=True, help="The change as JSON.")
def undo_(graph: Path, as_json: bool) -> None:
    """Go back to the graph before the last build, add or remove; a second undo takes that back.

    \b
        mithaq undo graph
    """
    _say(change.undo(graph), as_json)


@click.command("merges")
@click.argument("graph", type=_GRAPH)
@click.option("--json", "as_json", is_flag=True, help="The merges as JSON.")
def merges_(graph: Path, as_json: bool) -> None:
    """List what was found to be one across articles: the IRI that stands for all, the other, and the rule.

    \b
        mithaq merges graph
    """
    found = change.merges(store.open_graph(graph))
    if as_json:
        click.echo(json.dumps([asdict(merged) for merged in found], ensure_ascii=False, indent=2))
        return
    for merged in found:
        click.echo(f"{merged.canonical}  {merged.local}  {merged.rule}")


COMMANDS = (add_, remove_, undo_, merges_)


def _tell(stage: str, message: str) -> None:
    click.echo(f"{stage:>12}  {message}", err=True)


def _say(changes: Sequence[Change], as_json: bool) -> None:
    """The triples gained and lost, as a difference."""
    if as_json:
        click.echo(json.dumps([item.as_dict() for item in changes], ensure_ascii=False, indent=2))
        return
    for item in changes:
        click.echo(f"{item.layer}: {len(item.added)} added, {len(item.removed)} removed")
        for sign, triples in (("+", item.added), ("-", item.removed)):
            for triple in triples:
                click.echo(f"{sign} {triple}")
