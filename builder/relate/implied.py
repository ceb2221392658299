"""An event as the rules tell it, and those that no deed tells: by a title's year, in annals, by a treaty's coming."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from builder.known import known
from builder.model import Factuality, PartialDate, Span
from builder.recognise.instruments_scene import DATE, INSTRUMENT, names
from builder.relate import annals
from builder.relate.arrivals import arrivals
from builder.relate.scenes import Stage
from builder.relate.title_years import named_by_day, of_title, year_of_title
from builder.relate.trigger_objects import instruments_of
from builder.relate.triggers import Trigger


@dataclass(frozen=True, slots=True)
class Event:
    """One telling of an event. ``participants``: keys of states, bodies and persons; ``place``: key of a place.

    ``dated_by``: the rule that gave the date, where that is another than ``rule``.
    """

    key: str
    kind: str
    instrument: str
    factuality: Factuality
    evidence: tuple[Span, ...]
    rule: str
    date: PartialDate | None = None
    date_span: Span | None = None
    place: str | None = None
    place_span: Span | None = None
    participants: tuple[tuple[str, Span], ...] = ()
    dated_by: str | None = None


def implied(stage: Stage, sentence: int, found: list[Trigger]) -> Iterator[Event]:
    """The signings of a sentence that no deed tells; ``found``: the deeds that it does tell."""
    yield from _title_years(stage, sentence, found)
    yield from _annals(stage, sentence)
    yield from _arrivals(stage, sentence)


def _title_years(stage: Stage, sentence: int, found: list[Trigger]) -> Iterator[Event]:
    """A treaty "of 1961" was signed that year, as far as the text says; "in 1961" may be when another deed was done."""
    tokens = stage.scene.sentences[sentence]
    if not names(tokens, INSTRUMENT):
        return
    done = {r for t in found for one in instruments_of(stage, t, found) for r in one.refs}
    for at, token in enumerate(tokens):
        year = year_of_title(tokens, at)
        if year is None:
            continue
        back = next(i for i in range(at - 1, -1, -1) if tokens[i].tag == INSTRUMENT)
        refs = tokens[back].refs
        entity = stage.scene.entities[refs[0]]
        own = named_by_day(tokens, at) or of_title(tokens, at, told=refs[0] in done)
        told = token.tag == DATE and not own
        if len(refs) == 1 and entity.kind == "Treaty" and not told and not _later(refs[0], year):
            span = (stage.tokens_span(tokens[back : at + 1]),)
            key = f"event:Signature:{refs[0]}"
            when = stage.tokens_span([token])
            yield Event(key, "Signature", refs[0], Factuality.ASSERTED, span, _OF_TITLE, year, when)


def _later(instrument: str, year: PartialDate) -> bool:
    """Whether a treaty is known to have been made before: "سحبت تونس تحفظاتها على اتفاقية سيداو عام 2014"."""
    entity = known().by_iri(instrument)
    return entity is not None and bool(entity.years) and f"{year.year:04d}" > max(entity.years)


_OF_TITLE = "event-year-of-title"
"""The rule that takes the year of a treaty's title for that of its signing."""
_ARRIVES = "event-arrives"
WEAK = (_OF_TITLE, _ARRIVES)
"""Rules that give way to a deed that is told with its date."""


def _annals(stage: Stage, sentence: int) -> Iterator[Event]:
    """An item of a page of annals that names a treaty and no deed tells that it was made that year."""
    token = annals.named_alone(stage.scene.sentences[sentence])
    when = annals.year(stage, sentence)
    if token is not None and when is not None and stage.scene.entities[token.refs[0]].kind == "Treaty":
        key, span = f"event:Signature:{token.refs[0]}", (stage.tokens_span([token]),)
        yield Event(key, "Signature", token.refs[0], Factuality.ASSERTED, span, "event-annals", *when)


def _arrivals(stage: Stage, sentence: int) -> Iterator[Event]:
    """A treaty that "came", or followed another, at a date was signed then, as far as the text says."""
    for verb, named, when in arrivals(stage.scene.sentences[sentence]):
        entity, day = stage.scene.entities[named.refs[0]], when.date.date if when.date is not None else None
        if len(named.refs) == 1 and entity.kind == "Treaty" and day is not None:
            key, spans = f"event:Signature:{named.refs[0]}", tuple(stage.tokens_span([one]) for one in (verb, named))
            when_told = stage.tokens_span([when])
            yield Event(key, "Signature", named.refs[0], Factuality.ASSERTED, spans, _ARRIVES, day, when_told)
