"""A contradiction of the reasoner becomes a result of validation."""

from __future__ import annotations

from pyoxigraph import Triple

from builder import validate
from builder.assemble.gathered import Gathered
from builder.identifiers import Minter
from builder.reason.terms import parse_triple
from builder.validate.results import Report


def test_a_contradiction_is_a_violation_with_the_words_of_the_reasoner() -> None:
    told = ("a and b are disjoint", ("urn:a", "urn:b"), None, ())
    checked = validate.contradicted(Report(), [told], Gathered(Minter()))
    (result,) = checked.violations
    assert result.focus == "urn:a"
    assert result.message_en.endswith("a and b are disjoint")
    assert validate.violations(checked) == 1
    assert validate.contradicted(Report(), [], Gathered(Minter())).conforms


def test_it_stands_at_the_fact_that_is_to_blame_and_tells_the_facts_it_follows_from() -> None:
    guilty, other = (Triple(*parse_triple(text)) for text in ("<urn:a> a mq:State", '<urn:a> mq:words "x"'))
    checked = validate.contradicted(Report(), [("cax-dw", ("urn:a",), guilty, (guilty, other))], Gathered(Minter()))
    (result,) = checked.violations
    assert (result.focus, result.value) == ("urn:a", guilty.object)
    assert result.message_ar.endswith('cax-dw ⇐ urn:a rdf:type mq:State; urn:a mq:words "x"')
