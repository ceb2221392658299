"""The command line: builds, asks, exports, checks and explains graphs.

Exit codes: 0 fine, 1 the data has violations, 2 wrong use or unreadable input.
"""

from __future__ import annotations

import json
import signal
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, NoReturn, TextIO

import click

from builder import __version__, commands, describe, pipeline, query, reason, report, store, validate
from builder.errors import MithaqError, QuarantineError
from builder.pipeline import commands as changing
from builder.pipeline.options import limited
from builder.report import validation as findings
from builder.vocabulary import DATA, LAYERS

_GRAPH = click.Path(file_okay=False, path_type=Path)


class Mithaq(click.Group):
    """A group whose commands turn mithaq's errors into one line and exit code 2; 1 where too much is quarantined."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except QuarantineError as error:
            click.echo(f"Error: {error}", err=True)
            sys.exit(1)
        except MithaqError as error:
            raise click.UsageError(str(error)) from error


@click.group(cls=Mithaq, context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Reads news articles about treaties and builds a graph that says who says what, where, and how surely.

    \b
    A first walk:
        mithaq build seeds -o graph          articles to a graph
        mithaq query graph question.rq       ask it in SPARQL
        mithaq explain graph "S P O"         why a triple is there
        mithaq serve graph                   a SPARQL endpoint with pages

    Exit codes: 0 fine, 1 the data has violations, 2 wrong use.
    """


@main.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("-o", "--output", required=True, type=_GRAPH, help="The folder of the graph; made where it is missing.")
@click.option("--base", default=DATA, show_default=True, help="The base of the IRIs of data; ends in a slash.")
@limited
@click.option(
    "--reasoner",
    type=click.Choice(list(reason.REASONERS)),
    default=reason.DEFAULT_REASONER,
    show_default=True,
    help="What draws the conclusions of OWL 2 RL: our own engine, or owlrl, far slower, to compare.",
)
@click.option(
    "--decisions",
    type=click.Path(dir_okay=False, path_type=Path),
    help="A Turtle file of judgements which entities are one.  [default: those of the graph's last build]",
)
@click.option(
    "--watch", is_flag=True, help="Stay, and build again whenever articles or judgements change, until Ctrl+C."
)
@click.option("--report", "reported", is_flag=True, help="Write report.md and report.json into the graph's folder.")
@click.option("--quiet", is_flag=True, help="Say nothing but errors.")
@click.option("--json", "as_json", is_flag=True, help="Print the summary as JSON on standard output.")
def build(
    paths: tuple[Path, ...],
    output: Path,
    base: str,
    limits: pipeline.Limits,
    reasoner: str,
    decisions: Path | None,
    watch: bool,
    reported: bool,
    quiet: bool,
    as_json: bool,
) -> None:
    """Build the graph of the articles in PATHS into a folder: text, HTML, JSON, JSON Lines, zip, folders of these.

    A build is written beside the graph in use and swapped in whole. An article that cannot be read is left out,
    with the reason, and the others are built. A build that was stopped goes on where it was, and of a folder that
    gained, lost or changed articles only the new ones are read.

    \b
        mithaq build seeds -o graph
        mithaq build seeds -o graph --report
        mithaq build story.html records.jsonl archive.zip more/ -o graph --json
        mithaq build inbox -o graph --watch          what comes in is in the graph some seconds later
    """
    if not base.endswith(("/", "#")):
        raise click.UsageError(f"--base {base}: must end in a slash, so that names can follow it")

    def tell(stage: str, message: str) -> None:
        if not quiet:
            click.echo(f"{stage:>12}  {message}", err=True)

    def show(summary: pipeline.Summary) -> None:
        if reported:
            page, _ = report.write(store.open_graph(output), output)
            tell("report", f"{page}: what each article gave, what is no fact and why, what no rule accounted for")
        if as_json:
            click.echo(json.dumps(summary.as_dict(), ensure_ascii=False, indent=2))
        elif not quiet:
            if summary.counts["articles"] > pipeline.FEW:
                click.echo("\n".join(summary.lines()), err=True)
            click.echo(f"Graph in {output}: ask it with: mithaq query {output} FILE.rq", err=True)

    if watch:
        _watch(pipeline.Resident(output, base, limits), paths, tell, reasoner, decisions, show)
    summary = pipeline.build(paths, output, base, tell, limits, reasoner, decisions)
    show(summary)
    sys.exit(1 if summary.violations else 0)


def _watch(
    resident: pipeline.Resident,
    paths: tuple[Path, ...],
    tell: pipeline.Progress,
    reasoner: str,
    decisions: Path | None,
    show: Callable[[pipeline.Summary], None],
) -> NoReturn:
    from builder.pipeline.watching import watching  # what watches takes a while to load, and few ask for it

    def done(summary: pipeline.Summary) -> None:
        show(summary)
        tell("watching", "for what changes, until Ctrl+C")

    def refused(error: MithaqError) -> None:
        click.echo(f"Error: {error}; the graph stays as it was", err=True)

    stop = threading.Event()

    def interrupted(*_: object) -> None:
        stop.set()  # what is raised where Python frees something is lost
        raise KeyboardInterrupt

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, interrupted)
    with suppress(KeyboardInterrupt), resident:
        watching(resident, paths, tell, reasoner, decisions, done, refused, stop)
    tell("watching", "no more")
    sys.exit(0)


@main.command("query")
@click.argument("graph", type=_GRAPH)
@click.argument("file", type=click.File("r", encoding="utf-8"))
@click.option(
    "--format",
    "form",
    type=click.Choice(query.FORMATS),
    default="table",
    show_default=True,
    help="A table of triples is Turtle.",
)
@click.option("--json", "as_json", is_flag=True, help="The same as --format json.")
def query_(graph: Path, file: TextIO, form: str, as_json: bool) -> None:
    """Run a SPARQL query in FILE (- for standard input) on a graph.

    A query without FROM or GRAPH sees all layers at once. The usual prefixes need no declaration.

    \b
        mithaq query graph ontology/questions/cq02-chain-of-supersession.rq
        echo 'SELECT * { ?new mq:supersedes ?old }' | mithaq query graph - --format csv
    """
    click.echo(query.run(store.open_graph(graph), file.read(), "json" if as_json else form), nl=False)


@main.command()
@click.argument("graph", type=_GRAPH)
@click.option("--format", "form", type=click.Choice(sorted(store.FORMATS)), default="turtle", show_default=True)
@click.option(
    "--layers",
    default=",".join(store.DEFAULT_LAYERS),
    show_default=True,
    help=f"Comma-separated: {', '.join(LAYERS)}; or all.",
)
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="Default: standard output.")
def export(graph: Path, form: str, layers: str, output: Path | None) -> None:
    """Write layers of a graph for other tools; the same graph gives the same bytes.

    \b
        mithaq export graph -o treaties.ttl
        mithaq export graph --format trig --layers all -o everything.trig
    """
    opened = store.open_graph(graph)
    wanted = [layer.strip() for layer in layers.split(",") if layer.strip()]
    if output is None:
        store.export(opened, form, wanted, sys.stdout.buffer)
        return
    beside = output.with_name(f".{output.name}.part")
    with beside.open("wb") as out:
        store.export(opened, form, wanted, out)
    beside.replace(output)


@main.command("validate")
@click.argument("graph", type=_GRAPH)
@click.option("--format", "form", type=click.Choice(sorted(findings.FORMATS)), default="text", show_default=True)
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="Default: standard output.")
@click.option("--quiet", is_flag=True, help="Only the exit code.")
@click.option("--json", "as_json", is_flag=True, help="The same as --format json.")
@click.option("--language", "--lang", type=click.Choice(findings.LANGUAGES), default="en", show_default=True)
def validate_(graph: Path, form: str, output: Path | None, quiet: bool, as_json: bool, language: str) -> None:
    """Check a built graph against the shapes again; exit code 1 where there are violations.

    Told with that is what the build kept out of the facts, and why. Each result has its message, the value as it is
    stored, the article, and the words with their sentence and offsets.

    \b
        mithaq validate graph --lang ar
        mithaq validate graph --format sarif -o graph.sarif
        mithaq validate graph --format html -o report.html
    """
    opened = store.open_graph(graph)
    checked = pipeline.revalidate(opened)
    if not quiet or output is not None:
        text = findings.written(checked, opened, "json" if as_json else form, language).encode("utf-8")
        if output is None:
            sys.stdout.buffer.write(text)
        else:
            output.write_bytes(text)
    sys.exit(1 if validate.violations(checked) else 0)


@main.command("explain")
@click.argument("graph", type=_GRAPH)
@click.argument("triple")
@click.option("--json", "as_json", is_flag=True, help="The derivation as JSON.")
@click.option("--language", type=click.Choice(["ar", "en"]), default="en", show_default=True)
def explain_(graph: Path, triple: str, as_json: bool, language: str) -> None:
    """Say why a TRIPLE is in the graph: rules, premises, claims, and the very words with their offsets.

    TRIPLE is "subject predicate object": whole IRIs in <>, prefixed names, or literals.

    \b
        mithaq explain graph "<…/instrument/a> mq:supersedes <…/instrument/b>"
    """
    opened = store.open_graph(graph)
    explanation = reason.explain_text(opened, triple)
    if as_json:
        click.echo(json.dumps(reason.as_dict(explanation), ensure_ascii=False, indent=2))
    else:
        click.echo(reason.as_text(explanation, language))


@main.command("describe")
@click.argument("graph", type=_GRAPH)
@click.argument("iri")
@click.option("--json", "as_json", is_flag=True, help="The description as JSON.")
def describe_(graph: Path, iri: str, as_json: bool) -> None:
    """Print all that a graph says of an IRI (whole, or prefix:name), layer by layer."""
    opened = store.open_graph(graph)
    described = describe.describe(opened, iri)
    if as_json:
        click.echo(json.dumps(describe.as_dict(described), ensure_ascii=False, indent=2))
    else:
        click.echo(describe.text(described, opened.base), nl=False)


@main.command()
def version() -> None:
    """Print the version of mithaq."""
    click.echo(f"mithaq {__version__}")


for _command in (*commands.COMMANDS, *changing.COMMANDS):
    main.add_command(_command)
