"""Says which offices persons hold, from the titles by which the article calls them (W3C ORG: posts and memberships)."""

from __future__ import annotations

from collections.abc import Iterator

from builder.model import ClaimRecord, Entity, Factuality, Span
from builder.relate.scenes import Stage
from builder.vocabulary import DATA


def find(stage: Stage) -> tuple[list[Entity], list[ClaimRecord]]:
    """The tenures of the article's persons, and the claims on them."""
    entities: dict[str, Entity] = {}
    claims: list[ClaimRecord] = []
    for person in sorted(stage.scene.entities.values(), key=lambda e: e.key):
        for office, state, span in _tenures(person):
            key = f"tenure:{person.key}:{office}:{state}"
            label = span.of(stage.scene.article.text)
            entities.setdefault(key, Entity(key, "Tenure", label, facets=(("office", office), ("person", person.key))))
            claims += _claims(stage, person.key, key, office, state, span)
    return list(entities.values()), claims


def _tenures(person: Entity) -> Iterator[tuple[str, str, Span]]:
    """Office, alpha-3 code of the state (or empty) and the words, from the facets ``tenure`` of a person."""
    for value in person.facet_values("tenure"):
        office, state, place = value.split("|")
        start, end = (int(part) for part in place.split("-"))
        if office:
            yield office, state, Span(start, end)


def _claims(stage: Stage, person: str, key: str, office: str, state: str, span: Span) -> Iterator[ClaimRecord]:
    asserted, rule = Factuality.ASSERTED, "office-by-title"
    yield stage.claim(person, "holdsOffice", key, asserted, span, rule)
    yield stage.claim(key, "office", f"{DATA}office/{office}", asserted, span, rule)
    if state:
        yield stage.claim(key, "ofState", f"{DATA}state/{state}", asserted, span, rule)
