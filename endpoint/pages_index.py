"""The lists of all treaties, actors, articles and statements."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, request, url_for

from endpoint.pages_cache import kept_list, kept_page
from endpoint.pages_frame import asked_page, page, reader
from endpoint.views.index import entries, listing

blueprint = Blueprint("index", __name__)


@blueprint.get("/<any(treaties, actors, articles, statements):name>")
def index(name: str) -> Response:
    """One page of a list, by ``page``, ``letter`` and ``kind``."""
    return kept_page(lambda: _page(name))


def _page(name: str) -> str:
    view = reader()
    given = request.args
    chosen = {part: given.get(part, "") for part in ("letter", "kind")}
    found = listing(view, name, kept_list((name, view.language), lambda: entries(view, name)), asked_page(), **chosen)

    def address(**changes: str | int) -> str:
        kept: dict[str, Any] = {key: value for key, value in {**chosen, **changes}.items() if value}
        return view.local(url_for("pages.index.index", name=name, **kept))

    return page("index.html", view=found, address=address, **chosen)
