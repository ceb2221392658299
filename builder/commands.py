"""The commands by which rules get better: score a graph against gold, show an article with all that is read in it."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from builder import read, store
from builder.report.validation import LANGUAGES

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
    from builder import scoring  # nothing else asks for it, and all commands would wait for it

    result = scoring.score(store.open_graph(graph), scoring.load(gold), articles)
    if as_json:
        click.echo(json.dumps(scoring.as_dict(result), ensure_ascii=False, indent=2))
    else:
        click.echo(scoring.as_text(result, notes), nl=False)


@click.command("annotate")
@click.argument("article", type=_FILE)
@click.option("-o", "--output", type=_FILE, help="Default: standard output.")
@click.option("--language", type=click.Choice(LANGUAGES), default="ar", show_default=True)
def annotate_(article: Path, output: Path | None, language: str) -> None:
    """Show ARTICLE with all that is read in it: one HTML file that needs no server and asks none.

    Each mention, date, statement, clause and event is marked in the text; pointing at it or going to it with the Tab
    key tells what it is, whom it refers to, who holds it for how true, and which rule found it.

    \b
        mithaq annotate seeds/000_ee7ffccebc38d67c.txt -o article.html
        mithaq annotate story.html --language en -o marked.html
    """
    from builder import annotate  # the rules of reading take half a second to load, and all commands would wait
    from builder.extract import extract

    found = annotate.page(extract(read.article(article)), language)
    if output is None:
        sys.stdout.buffer.write(found.encode("utf-8"))
        return
    try:
        output.write_bytes(found.encode("utf-8"))
    except OSError as error:
        raise click.UsageError(
            f"{output}: cannot be written ({error.strerror}); choose another file with -o"
        ) from error


COMMANDS = (annotate_, score_)
"""What the command line adds to its own."""
