"""Finds whom a line credits: the agency in brackets behind a date, the paper behind the place of a short report."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from typing import Final

import regex

from builder.known import known
from builder.languages import topic
from builder.model import Form, Span
from builder.recognise.hits import Hit
from builder.recognise.words import bare

_KIND: Final = "MediaOrganisation"
_LEAD: Final = 600


def find(text: str, by_any_name: Callable[[str, str], str | None]) -> Iterator[Hit]:
    """The known agencies in brackets ("(Petra) -") and the papers behind a place ("Berlin - «The Middle East»:").

    A paper may be unknown where a known place opens the article.

    ``by_any_name``: the IRI of the known organisation with a name and a class, its ambiguous names included.
    """
    for pattern, rule in ((_agency(), "credited-agency"), (_desk(), "credited-paper")):
        for match in pattern.finditer(text):
            key = by_any_name(match["name"], _KIND)
            if key is not None or (
                rule == "credited-paper" and match.start() < _LEAD and bare(match["place"]) in _places()
            ):
                yield Hit(Span(*match.span("name")), _KIND, Form.NAME, rule, key)


@cache
def _places() -> frozenset[str]:
    return frozenset(bare(name) for entity in known().of_kind("Place") for name in entity.labels())


@cache
def _agency() -> regex.Pattern[str]:
    """A short word alone in brackets or between strokes."""
    return regex.compile(r"(?:\((?P<name>\p{Arabic}{3,8})\)|/ ?(?P<name>\p{Arabic}{3,8}) ?/)")


@cache
def _desk() -> regex.Pattern[str]:
    """A line that begins with a place, a dash or colon and a quoted name, up to a colon, a dash or its end."""
    dashes = regex.escape("".join(topic("punctuation")["dash"])) + "\N{ARABIC TATWEEL}"
    name = '[«"“](?P<name>[^»"”\\n]{3,20})[»"”]'
    return regex.compile(rf"(?m)^\W*(?P<place>\w+(?: \w+)?)\s*[{dashes}:]\s*{name}\s*(?:[:{dashes}]|$)")
