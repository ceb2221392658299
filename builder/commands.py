"""The commands by which rules get better: score a graph against gold."""

from __future__ import annotations

import json
from pathlib import Path

import click

from builder import scoring, store

_GRAPH = click.Path(file_okay=False, path_type=Path)
_FILE = click.Path(dir_okay=False, path_type=Path)


@click.command("score")
@click.argument("graph", type=_GRAPH)
@click.argument("gold", type=_FILE)
@click.option("--articles", type=_GRAPH, help="The folder of gold's texts. [default: the texts that the graph keeps]")
@click.option("--notes", is_flag=True, help="List what was missed and what was extra in each article.")
@click.option("--json", "as_json", is_flag=True, help="The figures as JSON, with the notes.")
def score_(graph: Path, gold: Path, articles: Path | None, notes: bool, as_json: bool) -> None:
    """Measure a graph against GOLD: precision, recall and F1 of what it says of each article.

    GOLD is a JSON list of records, one an article, with its treaties, persons, states, organisations and statements;
    spans are given by their first and last words. An article that the graph lacks counts as missed.

    \b
        mithaq score graph gold.json --notes
        mithaq score graph gold.json --articles texts --json
    """
    result = scoring.score(store.open_graph(graph), scoring.load(gold), articles)
    if as_json:
        click.echo(json.dumps(scoring.as_dict(result), ensure_ascii=False, indent=2))
    else:
        click.echo(scoring.as_text(result, notes), nl=False)


COMMANDS = (score_,)
"""What the command line adds to its own."""
