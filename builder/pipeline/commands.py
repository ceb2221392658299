"""The commands that change a built graph by a few articles, and show what was merged in it."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

import click

from builder import store
from builder.pipeline import change, deciding
from builder.pipeline.change import Change
from builder.pipeline.deciding import Words
from builder.pipeline.decisions import judged_in, of_graph
from builder.pipeline.near_misses import Apart, near_misses
from builder.pipeline.options import limited
from builder.pipeline.workers import Limits
from builder.resolve import judgements

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
@click.option("--decisions", "as_file", is_flag=True, help="Print the file of judgements, to edit it.")
@click.option("--apart", is_flag=True, help="List what is nearly one and was kept apart.")
@click.option("--json", "as_json", is_flag=True, help="The merges and the judgements, or what is apart, as JSON.")
def merges_(graph: Path, as_file: bool, apart: bool, as_json: bool) -> None:
    """List what was found to be one across articles: the IRI that stands for all, the other, and the rule.

    After that, what people judged, by whom, when and why. With --apart, what shares a name, a title or parties and was
    kept apart: two IRIs, what they share, why they are two, and their names.

    \b
        mithaq merges graph
        mithaq merges graph --apart
        mithaq merges graph --decisions > decisions.ttl
        mithaq build seeds -o graph --decisions decisions.ttl
    """
    if apart:
        _say_apart(near_misses(graph, _tell), as_json)
        return
    opened = store.open_graph(graph)
    decisions = of_graph(opened)
    if as_file:
        click.echo(decisions.text, nl=False)
        return
    found, judged = change.merges(opened), judged_in(decisions, opened.minter)
    if as_json:
        plain = {"merges": [asdict(merged) for merged in found], "judgements": [asdict(item) for item in judged]}
        click.echo(json.dumps(plain, ensure_ascii=False, indent=2))
        return
    for merged in found:
        click.echo(f"{merged.canonical}  {merged.local}  {merged.rule}")
    for item in judged:
        click.echo(f"{item.iri}  {item.verdict}: {' '.join(item.judged)}  {item.by}, {item.on}: {item.why}")


@click.command("decide")
@click.argument("graph", type=_GRAPH)
@click.argument("verdict", type=click.Choice([*judgements.VERDICTS, "undo"]))
@click.argument("iris", nargs=-1, required=True)
@click.option("--by", help="Who judges.")
@click.option("--why", help="Why.")
@click.option("--on", type=click.DateTime(["%Y-%m-%d"]), help="When.  [default: today]")
@limited
@click.option("--json", "as_json", is_flag=True, help="The change as JSON.")
def decide_(
    graph: Path,
    verdict: str,
    iris: tuple[str, ...],
    by: str | None,
    why: str | None,
    on: datetime | None,
    limits: Limits,
    as_json: bool,
) -> None:
    """Judge that entities are one (same), are not (different), or that it cannot be told (unsure).

    The judgement wins over every rule, here and in later builds of the graph. IRIS may stand below the graph's base.
    With undo, IRIS are judgements to take back. Says which facts that adds and removes.

    \b
        mithaq decide graph same person/1a2b3c4d5e6f person/6f5e4d3c2b1a --by "L. Haddad" --why "one minister"
        mithaq decide graph undo decision/0a1b2c3d4e5f
    """
    if verdict == "undo":
        summary, changes = deciding.retract(graph, iris, _tell, limits)
    elif by is None or why is None:
        raise click.UsageError(f"{verdict}: say who judges with --by, and why with --why")
    else:
        day = (on or datetime.now()).date().isoformat()
        summary, changes = deciding.judge(graph, verdict, iris, Words(by, day, why), _tell, limits)
    _say(changes, as_json)
    sys.exit(1 if summary.violations else 0)


COMMANDS = (add_, remove_, undo_, merges_, decide_)


def _tell(stage: str, message: str) -> None:
    click.echo(f"{stage:>12}  {message}", err=True)


def _say_apart(found: Sequence[Apart], as_json: bool) -> None:
    """One pair a line; the names stand each in a direction of its own."""
    if as_json:
        click.echo(json.dumps([asdict(item) for item in found], ensure_ascii=False, indent=2))
        return
    for item in found:
        names = " / ".join(f"\u2068{name}\u2069" for name in item.names)
        click.echo(f"{item.one}  {item.two}  {item.shared}  {item.why}  {names}")


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
