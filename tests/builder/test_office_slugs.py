"""Every office that the words of a language name is an office of the ontology."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from builder.known import known
from builder.languages import topic

NO_OFFICE = {"counterpart"}
"""Slugs of words that name the office of another ("his Russian counterpart")."""


def slugs(rules: Any) -> Iterator[str]:
    """The values of ``slug``, ``otherwise`` and ``domains`` anywhere in the rules."""
    if isinstance(rules, dict):
        for key, value in rules.items():
            if key in ("slug", "otherwise") and isinstance(value, str):
                yield value
            elif key == "domains" and isinstance(value, dict):
                yield from value.values()
            else:
                yield from slugs(value)
    elif isinstance(rules, list):
        for item in rules:
            yield from slugs(item)


def test_every_slug_is_a_known_office() -> None:
    offices = {entity.iri.rpartition("/office/")[2] for entity in known().of_kind("Office")}
    named = set(slugs(topic("offices"))) - NO_OFFICE
    assert len(named) > 30
    assert named <= offices
