"""Finds the instruments that the ontology knows by name: ميثاق الأمم المتحدة, سايكس بيكو."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache

import regex

from builder.known import KnownEntity, known
from builder.languages import topic
from builder.recognise.gazetteer import Gazetteer
from builder.recognise.instruments_phrases import Phrase
from builder.recognise.instruments_scene import Scene
from builder.recognise.text import fold, strip_marks

KINDS = ("Treaty", "PoliticalDeclaration", "Instrument")


@cache
def _gazetteer() -> Gazetteer[KnownEntity]:
    entities = known().of_kind(*KINDS)
    return Gazetteer((label, entity) for entity in entities for label in entity.labels("ar"))


@cache
def _heads() -> regex.Pattern[str]:
    """Any head noun of the kinds that may stand alone, and the resolutions."""
    data = topic("instruments")
    kinds = [forms for kind, forms in data["heads"].items() if kind in data["telling"]]
    words = sorted({word for forms in kinds for group in forms.values() for word in group})
    return regex.compile("|".join([*words, *data["resolution_bodies"]]))


def promising(text: str) -> bool:
    """Whether a text may speak of an instrument at all; cheap, so that most articles are done with it."""
    return _heads().search(strip_marks(fold(text))) is not None or bool(_gazetteer().find(text))


def named(scene: Scene, phrases: list[Phrase]) -> list[Phrase]:
    """``phrases`` and the known names that none of them holds; a phrase that is a known name says whose."""
    hits = list(_hits(scene))
    marked = [_marked(phrase, hits) for phrase in phrases]
    free = [h for h in hits if not any(p.start < h.end and h.start < p.end for p in phrases)]
    return sorted([*marked, *free], key=lambda p: (p.start, p.end))


def _hits(scene: Scene) -> Iterator[Phrase]:
    """Known names in the sentences, as phrases."""
    for span, entity in _gazetteer().find(scene.article.text):
        start, end = scene.at(span.start), scene.at(span.end)
        for number, tokens in enumerate(scene.sentences):
            inside = [i for i, t in enumerate(tokens) if start <= t.start and t.end <= end]
            if inside and tokens[inside[0]].start <= start + 2:
                head = scene.text[start:end].split(" ")[0]
                yield Phrase(
                    start,
                    end,
                    end,
                    "declaration" if entity.kind == "PoliticalDeclaration" else "agreement",
                    head,
                    "one",
                    False,
                    number,
                    inside[0],
                    inside[-1] + 1,
                    named=True,
                    proper=scene.text[start:end],
                    known=entity.iri,
                )


def _marked(phrase: Phrase, hits: list[Phrase]) -> Phrase:
    """The phrase as that of a known instrument, where the known name is all of its title or more."""
    for hit in hits:
        if abs(hit.start - phrase.start) <= 2 and hit.end >= phrase.core - 1:
            end = max(phrase.end, hit.end)
            return replace(phrase, known=hit.known, core=max(phrase.core, hit.end), end=end, named=True)
    return phrase
