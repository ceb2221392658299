"""A contradiction of the reasoner becomes a result of validation."""

from __future__ import annotations

from builder import validate
from builder.identifiers import Minter
from builder.validate.results import Report


def test_a_contradiction_is_a_violation_with_the_words_of_the_reasoner() -> None:
    checked = validate.contradicted(Report(), [("a and b are disjoint", ("urn:a", "urn:b"))], Minter())
    (result,) = checked.violations
    assert result.focus == "urn:a"
    assert result.message_en.endswith("a and b are disjoint")
    assert validate.violations(checked) == 1
    assert validate.contradicted(Report(), [], Minter()).conforms
