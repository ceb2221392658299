"""Runs the application in waitress, and stops it gracefully."""

from __future__ import annotations

import signal
from pathlib import Path
from types import FrameType
from typing import Any

import click
from flask import Flask
from waitress.server import create_server

from builder.errors import MithaqError
from endpoint.app import create_app
from endpoint.loop import Dispatcher
from endpoint.settings import Settings
from endpoint.site import site_of


class AddressError(MithaqError):
    """The address to serve at cannot be taken."""


def run(directory: Path, host: str, port: int, quiet: bool) -> None:
    """See ``endpoint.serve``."""
    settings = Settings.read()
    app = create_app(directory, settings)
    sockets: dict[int, Any] = {}
    dispatcher = Dispatcher(sockets)
    try:
        server = create_server(
            app,
            map=sockets,
            _dispatcher=dispatcher,
            host=host,
            port=port,
            ident=None,
            clear_untrusted_proxy_headers=True,
            **_proxy(settings.trusted_proxy),
            # The application refuses a body over its limit in its own words; this only keeps floods off the disk.
            max_request_body_size=max(4 * settings.query_size, 2 * settings.upload_size),
        )
    except (OSError, ValueError) as error:
        site_of(app).close()
        raise AddressError(f"{host}:{port}: cannot be served at ({error}); choose another with --port") from error
    if not quiet:
        click.echo(f"Serving {directory} at http://{_shown(host)}:{_port(server)}/  (Ctrl+C stops)")
    dispatcher.set_thread_count(settings.threads)
    _until_told(server, dispatcher, app)


def _proxy(address: str) -> dict[str, Any]:
    """What waitress takes from a reverse proxy at this address: the client's own address, the scheme and the host."""
    if not address:
        return {}
    headers = {"x-forwarded-for", "x-forwarded-proto", "x-forwarded-host"}
    return {"trusted_proxy": address, "trusted_proxy_count": 1, "trusted_proxy_headers": headers}


def _shown(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def _port(server: Any) -> int:
    """The port that the server took; a name such as localhost may stand for several sockets."""
    return int(getattr(server, "effective_port", None) or server.effective_listen[0][1])


def _until_told(server: Any, dispatcher: Dispatcher, app: Flask) -> None:
    """Serve until SIGINT or SIGTERM; requests in hand are finished, then the workers end."""

    def stop(_signal: int, _frame: FrameType | None) -> None:
        raise SystemExit(0)

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, stop)
    try:
        dispatcher.serve(server)
    finally:
        server.close()
        site_of(app).close()
