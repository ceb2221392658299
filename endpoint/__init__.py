"""Serves a built graph: SPARQL protocol and pages."""

from __future__ import annotations

from pathlib import Path


def serve(directory: Path, host: str = "127.0.0.1", port: int = 8040, quiet: bool = False) -> None:
    """Serve the graph in ``directory`` until the process is told to stop (SIGINT or SIGTERM); prints the address.

    ``port`` 0 takes any free one. Raises GraphError where there is no graph, SettingsError for a wrong setting.
    """
    # Here, so that a query worker, which is a module of this package, starts without the web server.
    from endpoint.server import run

    run(directory, host, port, quiet)
