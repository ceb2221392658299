"""Tells the year of a treaty's title ("اتفاقية فيينا لعام 1961") from the year in which something was done."""

from __future__ import annotations

import re
from collections.abc import Sequence

from builder.languages import topic
from builder.model import PartialDate
from builder.recognise.instruments_phrases import PARTIES, heads
from builder.recognise.instruments_phrases import words as names
from builder.recognise.instruments_scene import DATE, INSTRUMENT, WORD, Token
from builder.recognise.instruments_tails import full_day

_YEAR = re.compile(r"1[6-9]\d\d|20[0-3]\d")


def year_of_title(tokens: Sequence[Token], at: int) -> PartialDate | None:
    """The year that stands at ``at`` as part of the name before it: "لعام 1961", "اتفاقية 1929", "(1994)"."""
    token = tokens[at]
    if token.tag == DATE and token.date is not None and (of_title(tokens, at) or named_by_day(tokens, at)):
        return token.date.date
    bare = token.tag == WORD and at > 0 and tokens[at - 1].tag == INSTRUMENT and _YEAR.fullmatch(token.text)
    return PartialDate(int(token.text)) if bare else None


def named_by_day(tokens: Sequence[Token], at: int) -> bool:
    """Whether a day is all the name that an instrument has: "اتفاقية 11 مارس 1972"."""
    return at > 0 and tokens[at - 1].tag == INSTRUMENT and tokens[at - 1].text in heads() and bool(full_day(tokens[at]))


def of_title(tokens: Sequence[Token], at: int, told: bool = False) -> bool:
    """Whether a date belongs to the name before it: "معاهدة الصداقة لعام 1961".

    ``told``: a deed is told beside it, so that "in 1961" is when that was done, but for a name of nothing else:
    "انسحبت من اتفاقية عام 1961".
    """
    words = topic("events")["year_of_title"]
    back = at - 1
    bare = at > 1 and tokens[at - 2].tag == INSTRUMENT and tokens[at - 2].text in heads()
    bare = bare and tokens[at - 1].text not in names("in")
    if told and not bare and any(t.text in topic("events")["year_of_deed"] for t in tokens[max(at - 2, 0) : at]):
        return False
    reach = 3
    if at and tokens[at - 1].text == topic("events")["bracket"]:
        back, reach = _before_parties(tokens, at - 2), 9
    while back >= 0 and tokens[back].text in words:
        back -= 1
    named = tokens[at].date
    year_only = named is not None and named.date is not None and named.date.month is None
    return back >= max(at - reach, 0) and tokens[back].tag == INSTRUMENT and year_only


def _before_parties(tokens: Sequence[Token], back: int) -> int:
    """The place before "with A", "between A and B" that ends at ``back``."""
    joins = names("party_joins") | names("between") | names("with")
    while back >= 0 and (tokens[back].tag in PARTIES or tokens[back].text in joins):
        back -= 1
    return back
