"""A real browser, headless, on a real server of the graph of the seeds."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from werkzeug.serving import make_server

from endpoint.app import create_app
from endpoint.settings import Settings
from endpoint.site import site_of

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@dataclass
class Visit:
    """A page in the browser, with all that went wrong in it and all that it asked of others."""

    page: Page
    address: str
    errors: list[str] = field(default_factory=list)
    outside: list[str] = field(default_factory=list)

    def open(self, path: str) -> None:
        """Go to an address of the site."""
        reply = self.page.goto(self.address + path)
        assert reply is not None
        assert reply.status == 200, path

    def check(self) -> None:
        """No error on the console, no request to another host, nothing wider than the window."""
        assert self.errors == []
        assert self.outside == []
        wide, window = self.page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
        assert wide <= window, self.page.url


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium of this machine."""
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    if CHROMIUM is None:
        pytest.skip("chromium is not on this machine")
    with playwright.sync_playwright() as driver:
        found = driver.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        yield found
        found.close()


@pytest.fixture(scope="session")
def address(seeds_folder: Path) -> Iterator[str]:
    """The address of a server of the graph of the seeds."""
    app = create_app(seeds_folder, Settings(time_limit=120, queue_limit=60))
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join(timeout=60)
    server.server_close()
    site_of(app).pool.close()


@pytest.fixture
def visit(browser: Browser, address: str) -> Iterator[Callable[..., Visit]]:
    """Opens a page of its own in the browser; takes the options of a browser's context."""
    contexts = []

    def begin(**options: Any) -> Visit:
        context = browser.new_context(**{"viewport": {"width": 1280, "height": 900}, **options})
        context.set_default_timeout(120_000)  # milliseconds
        contexts.append(context)
        found = Visit(context.new_page(), address)
        found.page.on("console", lambda line: line.type in ("error", "warning") and found.errors.append(line.text))
        found.page.on("pageerror", lambda error: found.errors.append(str(error)))
        found.page.on("request", lambda asked: asked.url.startswith(address) or found.outside.append(asked.url))
        return found

    yield begin
    for context in contexts:
        context.close()
