"""Finds whom a line credits: the agency in brackets behind a date, the paper behind the place of a short report."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from typing import Final

import regex

from builder.languages import topic
from builder.model import Form, Span
from builder.recognise.hits import Hit

_KIND: Final = "MediaOrganisation"


def find(text: str, by_any_name: Callable[[str, str], str | None]) -> Iterator[Hit]:
    """The known agencies in brackets ("(Petra) -") and the papers behind a place ("Berlin - «The Middle East»:").

    ``by_any_name``: the IRI of the known organisation with a name and a class, its ambiguous names included.
    """
    for pattern, rule in ((_agency(), "credited-agency"), (_desk(), "credited-paper")):
        for match in pattern.finditer(text):
            key = by_any_name(match["name"], _KIND)
            if key is not None:
                yield Hit(Span(*match.span("name")), _KIND, Form.NAME, rule, key)


@cache
def _agency() -> regex.Pattern[str]:
    """A short word alone in brackets or between strokes."""
    return regex.compile(r"(?:\((?P<name>\p{Arabic}{3,8})\)|/ ?(?P<name>\p{Arabic}{3,8}) ?/)")


@cache
def _desk() -> regex.Pattern[str]:
    """A line that begins with a place, a dash and a name in quotation marks, up to its colon."""
    dashes = regex.escape("".join(topic("punctuation")["dash"]))
    return regex.compile(rf"(?m)^\W*\w+(?: \w+)?\s*[{dashes}]\s*[«\"“](?P<name>[^»\"”\n]{{3,20}})[»\"”]\s*:")
