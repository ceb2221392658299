"""The ``mithaq`` command with all its subcommands: the builder's, and ``serve``."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import click

import endpoint
from builder.cli import main
from builder.memory import last

__all__ = ["main", "run"]


def run() -> None:
    """The command as a process of its own."""
    last(partial(main, prog_name="mithaq"))


@main.command()
@click.argument("graph", type=click.Path(file_okay=False, path_type=Path))
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen at.")
@click.option("--port", type=click.IntRange(0, 65535), default=8040, show_default=True, help="0 takes a free one.")
@click.option("--quiet", is_flag=True, help="Do not print the URL.")
def serve(graph: Path, host: str, port: int, quiet: bool) -> None:
    """Serve a graph at a SPARQL endpoint with pages, until Ctrl+C.

    A graph that is built anew in the same folder is served without a restart.

    \b
        mithaq serve graph
        mithaq serve graph --host 0.0.0.0 --port 80
    """
    endpoint.serve(graph, host, port, quiet)
