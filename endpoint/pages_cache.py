"""Pages and lists that are made once a state of the graph: bounded, the ones used last are kept."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Hashable
from functools import cache
from pathlib import Path
from typing import Any, Final, TypeVar, cast

from flask import Response, current_app, request

from endpoint.kept import Kept
from endpoint.site import current_site
from endpoint.validators import not_modified, tagged, unchanged
from endpoint.wording import language

Value = TypeVar("Value")

_PAGES: Final = 32 << 20
"""How many characters of pages are kept."""

_ENTRIES: Final = 200_000
"""How many entries of lists are kept."""


def kept_page(make: Callable[[], str]) -> Response:
    """The page at the request's address and in its language, made once a state of the graph; 304 where it is known.

    What ``make`` raises is not kept.
    """
    site = current_site()
    state = site.view(site.graph()).name, language(), request.full_path, _edition()
    tag = hashlib.sha256("\n".join(state).encode("utf-8", "surrogateescape")).hexdigest()[:32]
    if unchanged(tag):
        return not_modified(tag)
    text: str = _store("pages", _PAGES).get(state, make, len)
    return tagged(Response(text, mimetype="text/html"), tag)


def kept_list(key: Hashable, make: Callable[[], list[Value]]) -> list[Value]:
    """A list made once a state of the graph."""
    site = current_site()
    store = _store("lists", _ENTRIES)
    return cast(list[Value], store.get((site.view(site.graph()).name, key), make, len))


def _store(name: str, most: int) -> Kept[Any]:
    return cast(Kept[Any], current_app.extensions.setdefault(f"mithaq-{name}", Kept(most)))


@cache
def _edition() -> str:
    """What tells this edition of the pages from others: a page in a browser's store is none of a newer edition."""
    here = Path(__file__).parent
    files = sorted(path for part in ("templates", "languages", "views") for path in (here / part).rglob("*.*"))
    return hashlib.sha256(b"".join(path.read_bytes() for path in files if path.suffix != ".pyc")).hexdigest()
