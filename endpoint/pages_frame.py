"""What every page has around its content: words, language, the way to the other language, local addresses."""

from __future__ import annotations

from typing import Any, Final
from urllib.parse import urlencode

from flask import render_template, request, url_for

from endpoint.problems import Problem
from endpoint.site import current_site
from endpoint.views.dates import number
from endpoint.views.reader import Reader
from endpoint.wording import LANGUAGES, language, words

_FORMS: Final = ("pages.query",)
"""The pages that take a form by POST, whose fields go into the address of the other language."""


def page(template: str, **values: Any) -> str:
    """A template as a page in the reader's language."""
    chosen = language()
    other = next(name for name in LANGUAGES if name != chosen)
    given = request.values if request.endpoint in _FORMS else request.args
    there = url_for(request.endpoint or "pages.home", **{**(request.view_args or {}), **given, "lang": other})
    frame = {"lang": chosen, "words": words(chosen), "other": other, "there": there, "local": local, "beside": beside}
    return render_template(template, **frame, number=lambda value: number(value, chosen), **values)


def asked_page() -> int:
    """The number of the page of a list that is asked for. Raises Problem for what is no number."""
    given = request.args.get("page", "1")
    if not given.isascii() or not given.isdigit() or len(given) > 6:
        raise Problem(400, f"page={given}: give a whole number")
    return int(given)


def beside() -> bool:
    """Whether anything was written beside the build, which lists and counts do not read."""
    site = current_site()
    return site.view(site.graph()).overlay is not None


def reader() -> Reader:
    """A reader of the current snapshot for the request in hand."""
    return Reader(current_site().graph(), language(), request.args.get("lang") in LANGUAGES)


def local(path: str) -> str:
    """An address of this site, in the language that the reader chose; another site's as it is."""
    chosen = request.args.get("lang")
    if chosen not in LANGUAGES or not path.startswith("/"):
        return path
    return path + ("&" if "?" in path else "?") + urlencode({"lang": chosen})


def preferred() -> tuple[str, ...]:
    """The languages of labels, the reader's first."""
    chosen = language()
    return (chosen, *(name for name in LANGUAGES if name != chosen))
