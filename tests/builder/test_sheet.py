"""The lines of an article's graph are made without its quads, and are the lines of these."""

from __future__ import annotations

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from builder.assemble.terms import LABEL, TYPE, Sheet, integer, mq
from builder.errors import GraphError
from builder.rows import apart
from builder.store import Entry, spelt
from builder.store.layers import count_layers
from builder.store.quads import canonical_lines
from builder.vocabulary import DATA, MQ, XSD

ARTICLE = f"{DATA}article/a"


@pytest.fixture
def sheet() -> Sheet:
    sheet = Sheet(f"{DATA}graph/article/a")
    sheet.add(f"{ARTICLE}/evidence/0-3", MQ + "origin", Literal('one "two"\n\\three\t\u200f^^<x> <y>'))
    sheet.add(f"{ARTICLE}/evidence/0-3", MQ + "relayOrder", integer(10), integer(9), integer(10))
    sheet.add(f"{DATA}claim/c", TYPE.value, mq("Claim"))
    sheet.add(f"{DATA}claim/c", LABEL.value, Literal("name", language="ar"))
    sheet.join([(ARTICLE, LABEL.value, Literal("title")), (f"{DATA}claim/c", TYPE.value, mq("Claim"))])
    return sheet


def test_lines_are_those_of_the_quads(sheet: Sheet) -> None:
    lines, quads = sheet.lines(), sheet.quads()
    assert list(lines) == [f"{quad} .\n" for quad in quads]
    assert {line.encode() for line in lines} == canonical_lines(quads)
    assert list(lines.values()) == list(apart(quads))
    assert len(lines) == 6
    subject = NamedNode(f"{ARTICLE}/evidence/0-3")
    assert Quad(subject, mq("relayOrder"), integer(9), NamedNode(f"{DATA}graph/article/a")) in quads


def test_lines_are_told_apart_counted_and_searched(sheet: Sheet) -> None:
    lines = sheet.lines()
    found = spelt(lines, f"{DATA}article/")
    assert sorted(found.near + found.far) == list(lines)
    assert [line.startswith(f"<{ARTICLE}") for line in found.near + found.far] == [True] * 4 + [False] * 2
    assert found.layers == count_layers([line.encode() for line in lines], DATA) == {"documents": 4, "claims": 2}
    assert found.entries == (Entry(ARTICLE, "name", "title"), Entry(f"{DATA}claim/c", "name", "name", "ar"))


def test_literal_that_the_store_would_rewrite_is_refused(sheet: Sheet) -> None:
    sheet.add(ARTICLE, MQ + "relayOrder", Literal("07", datatype=NamedNode(XSD + "integer")))
    with pytest.raises(GraphError, match="canonical"):
        spelt(sheet.lines(), ARTICLE)
