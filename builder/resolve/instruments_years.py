"""Reads the years in which what a phrase names was signed, as its sentence tells."""

from __future__ import annotations

from collections.abc import Iterable

from builder.recognise.instruments_phrases import Phrase, words
from builder.recognise.instruments_scene import Scene, Token


def dates(scene: Scene, phrase: Phrase) -> set[str]:
    """The years of the dates in the sentence of a phrase."""
    return years_of(scene.sentences[phrase.sentence])


def years_of(tokens: Iterable[Token]) -> set[str]:
    """The years of the dates among the tokens."""
    dates = (t.date.date for t in tokens if t.date is not None)
    return {f"{date.year:04d}" for date in dates if date is not None}


def signing_years(scene: Scene, phrase: Phrase) -> set[str]:
    """The years of the dates that follow "which … signed" or "signed" right after a phrase, or its "signing"."""
    before = scene.sentences[phrase.sentence][max(phrase.first - 1, 0) : phrase.first]
    tokens = scene.sentences[phrase.sentence][phrase.last : phrase.last + 9]
    told = [t.text for t in tokens[:3] if t.text not in words("pause")]
    signed = (told[:1] and told[0] in words("made")) or (before and before[0].text in words("sign"))
    signed = signed or (len(told) > 1 and told[0] in words("relative") and told[1] in words("sign_relative"))
    return years_of(tokens) if signed else set()


def signed_then(scene: Scene, phrase: Phrase) -> bool:
    """Whether "signed" and a date follow right behind an unnamed one: "بروتوكول وقع في يريفان في أغسطس 2010"."""
    tokens = scene.sentences[phrase.sentence][phrase.last : phrase.last + 7]
    return bool(tokens) and tokens[0].text in words("signed_plainly") and any(t.date is not None for t in tokens)


def years_beside(scene: Scene, phrase: Phrase) -> set[str]:
    """The year of a date beside one without a name: "تلاها في ديسمبر 1982 بروتوكول وقع", "بروتوكول وقع في 1982"."""
    tokens = scene.sentences[phrase.sentence]
    lead = tokens[max(phrase.first - 5, 0) : phrase.first]
    near = tokens[phrase.last : phrase.last + 7] if signed_then(scene, phrase) else ()
    near = near or (lead[-1:] if any(t.text in words("preceded") for t in lead) else ())
    return years_of(near)
