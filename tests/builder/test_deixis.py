"""What "today" means inside a quotation."""

from __future__ import annotations

from builder.model import DateMention, Mode, PartialDate, Span, Statement
from builder.relate.deixis import unquoted

TODAY = DateMention(Span(10, 15), PartialDate(2024, 12, 5), "named-day")
STATED = DateMention(Span(16, 25), PartialDate(2024, 6), "month-and-year")


def said(mode: Mode, span: Span) -> Statement:
    return Statement(span, span, "person:1", mode, "test")


def test_the_today_of_a_quotation_is_not_that_of_the_article() -> None:
    found = unquoted([TODAY, STATED], [said(Mode.DIRECT, Span(5, 30))])
    assert [day.date for day in found] == [None, STATED.date]
    assert found[0].span == TODAY.span


def test_elsewhere_it_is() -> None:
    for statement in (said(Mode.INDIRECT, Span(5, 30)), said(Mode.DIRECT, Span(30, 40))):
        assert unquoted([TODAY, STATED], [statement]) == (TODAY, STATED)
