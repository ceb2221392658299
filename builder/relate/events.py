"""Finds what happens to an instrument: who signs, ratifies, leaves or ends it, when and where (VCLT 1969, parts II, V)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from builder.languages import topic
from builder.model import (
    BlockKind,
    ClaimRecord,
    Entity,
    Factuality,
    PartialDate,
    Span,
    Value,
)
from builder.recognise.instruments_scene import BLOC, DATE, INSTRUMENT, ORGAN, PERSON, PLACE, STATE, Token
from builder.relate.factuality import factuality
from builder.relate.scenes import Stage
from builder.relate.triggers import Trigger, instruments_of, triggers

PLANS = (Factuality.PLANNED, Factuality.CONDITIONAL)


@dataclass(frozen=True, slots=True)
class Event:
    """One telling of an event. ``participants``: keys of states, bodies and persons; ``place``: key of a place."""

    key: str
    kind: str
    instrument: str
    factuality: Factuality
    evidence: Span
    rule: str
    date: PartialDate | None = None
    date_span: Span | None = None
    place: str | None = None
    place_span: Span | None = None
    participants: tuple[tuple[str, Span], ...] = ()


def find(stage: Stage, provisions: Sequence[Span] = ()) -> list[Event]:
    """Every telling of an event, in the order of the text; what ``provisions`` provide for is none."""
    events: list[Event] = []
    for sentence in range(len(stage.scene.sentences)):
        found = triggers(stage.scene, sentence)
        tokens = stage.scene.sentences[sentence]
        for trigger in found:
            span = stage.tokens_span(tokens[trigger.at : trigger.last + 1])
            if not any(one.covers(span) for one in provisions):
                events += _events(stage, trigger, found)
        events += _title_years(stage, sentence)
    return sorted(events, key=lambda e: (e.evidence, e.key))


def _events(stage: Stage, trigger: Trigger, found: list[Trigger]) -> Iterator[Event]:
    tokens = stage.scene.sentences[trigger.sentence]
    about = instruments_of(stage, trigger, found)
    if not about:
        return
    region = _region(tokens, trigger, found)
    truth = factuality(tokens, trigger, _headline(stage, trigger))
    date = _date(tokens, trigger, region, about)
    place = _place(tokens, trigger, region)
    actors = _participants(stage, tokens, trigger, region, place)
    span = stage.tokens_span([*tokens[trigger.at : trigger.last + 1], *(a for a in about if a in tokens)])
    for instrument in dict.fromkeys(ref for token in about for ref in token.refs):
        yield from _tellings(stage, trigger, instrument, truth, span, date, place, actors)


def _tellings(
    stage: Stage,
    trigger: Trigger,
    instrument: str,
    truth: Factuality,
    span: Span,
    date: Token | None,
    place: Token | None,
    actors: list[Token],
) -> Iterator[Event]:
    """One event, or, for what states do one by one, one for each of them."""
    pairs = [(ref, stage.tokens_span([t])) for t in actors for ref in t.refs[:1]]
    each = topic("events")["kinds"][trigger.kind].get("each", False)
    groups = [[p] for p in pairs] if each and pairs else [pairs]
    for group in groups:
        planned = ":planned" if truth in PLANS else ""
        whose = f":{stage.state_of(group[0][0]) or group[0][0]}" if each and group else ""
        yield Event(
            f"event:{trigger.kind}:{instrument}{planned}{whose}",
            trigger.kind,
            instrument,
            truth,
            span,
            f"event-{trigger.kind}-{trigger.form}",
            date.date.date if date is not None and date.date is not None else None,
            stage.tokens_span([date]) if date is not None else None,
            place.refs[0] if place is not None else None,
            stage.tokens_span([place]) if place is not None else None,
            tuple(group),
        )


def _headline(stage: Stage, trigger: Trigger) -> bool:
    """Whether a trigger stands in the title, or in a lead that only announces (its event is said to be to come)."""
    layout = stage.scene.layout
    kind = layout.blocks[layout.sentences[trigger.sentence].block].kind
    return kind in (BlockKind.TITLE, BlockKind.SUBTITLE) or trigger.sentence <= 2


def _region(tokens: Sequence[Token], trigger: Trigger, found: list[Trigger]) -> tuple[int, int]:
    """Tokens that may tell of this event: after the event before it, and before the one after it."""
    first = max((t.last + 1 for t in found if t.last < trigger.at), default=0)
    last = min((t.at for t in found if t.at > trigger.last), default=len(tokens))
    return first, last


def _date(tokens: Sequence[Token], trigger: Trigger, region: tuple[int, int], about: list[Token]) -> Token | None:
    """The date of an event: the first after it, else the last before it in its own clause."""
    after = [at for at in range(trigger.last + 1, region[1]) if tokens[at].tag == DATE]
    before = [at for at in range(region[0], trigger.at) if tokens[at].tag == DATE]
    inside = [at for at in range(trigger.at, trigger.last) if tokens[at].tag == DATE]
    for at in (*inside, *after, *reversed(before)):
        if trigger.kind != "Signature" and _of_title(tokens, at):
            continue
        if at in before and trigger.form == "participle":
            continue
        return tokens[at]
    return None


def _of_title(tokens: Sequence[Token], at: int) -> bool:
    """Whether a date belongs to the name before it: "معاهدة الصداقة لعام 1961"."""
    words = topic("events")["year_of_title"]
    back = at - 1
    while back >= 0 and tokens[back].text in words:
        back -= 1
    year_only = tokens[at].date is not None and _year_only(tokens[at])
    return back >= 0 and tokens[back].tag == INSTRUMENT and year_only and back >= at - 2


def _year_only(token: Token) -> bool:
    date = token.date.date if token.date is not None else None
    return date is not None and date.month is None


def _place(tokens: Sequence[Token], trigger: Trigger, region: tuple[int, int]) -> Token | None:
    """The place of an event: a name after "in"."""
    for at in range(trigger.last + 1, region[1]):
        token = tokens[at]
        if token.tag in (PLACE, STATE) and not token.demonym and _in(tokens, at):
            return token
    return None


def _in(tokens: Sequence[Token], at: int) -> bool:
    """Whether "in", perhaps with "the city of", stands before a token."""
    before = tokens[max(at - 1, 0)].text
    return at > 0 and (before in topic("events")["place_lead"])


def _participants(
    stage: Stage, tokens: Sequence[Token], trigger: Trigger, region: tuple[int, int], place: Token | None
) -> list[Token]:
    """Who does it: after the word of the event up to the place or date, else before it."""
    after = _run(stage, tokens, range(trigger.last + 1, region[1]), trigger)
    if trigger.form == "phrase":
        after = _run(stage, tokens, range(trigger.at, trigger.last), trigger) or after
    if after or trigger.form == "participle":
        return after or _between(stage, tokens, trigger)
    return _run(stage, tokens, range(max(region[0], trigger.at - 14), trigger.at), trigger)


def _between(stage: Stage, tokens: Sequence[Token], trigger: Trigger) -> list[Token]:
    """Parties named between an instrument and its participle: "اتفاقية … بين مصر وبريطانيا، الموقعة"."""
    at = max((i for i in range(trigger.at) if tokens[i].tag == INSTRUMENT), default=trigger.at)
    return _run(stage, tokens, range(at + 1, trigger.at), trigger)


def _run(stage: Stage, tokens: Sequence[Token], places: range, trigger: Trigger) -> list[Token]:
    """The actors among ``places`` up to the first date or boundary, places of the event left out."""
    found: list[Token] = []
    for at in places:
        token = tokens[at]
        if token.tag == DATE and found or token.text in topic("events")["stops"]:
            break
        if _acts(stage, token) and not _in(tokens, at):
            found.append(token)
    return found


def _acts(stage: Stage, token: Token) -> bool:
    """Whether a token names one who can do such a deed: a state, a body, an organ, an officer of a state."""
    if token.tag == PERSON:
        return True
    return token.tag in (STATE, BLOC, ORGAN) and not token.demonym


def _title_years(stage: Stage, sentence: int) -> Iterator[Event]:
    """A treaty "of 1961" was signed that year, as far as the text says."""
    tokens = stage.scene.sentences[sentence]
    for at, token in enumerate(tokens):
        if token.tag != DATE or not _of_title(tokens, at) or token.date is None:
            continue
        back = next(i for i in range(at - 1, -1, -1) if tokens[i].tag == INSTRUMENT)
        refs = tokens[back].refs
        entity = stage.scene.entities[refs[0]]
        if len(refs) == 1 and entity.kind == "Treaty":
            span = stage.tokens_span(tokens[back : at + 1])
            key = f"event:Signature:{refs[0]}"
            when = stage.tokens_span([token])
            yield Event(
                key, "Signature", refs[0], Factuality.ASSERTED, span, "event-year-of-title", token.date.date, when
            )


def claims(stage: Stage, events: Sequence[Event]) -> Iterator[ClaimRecord]:
    """The claims that events make: their kind, instrument, date, place and participants."""
    for event in events:
        make = stage.claim
        yield make(event.key, "rdf:type", Value(event.kind, "class"), event.factuality, event.evidence, event.rule)
        yield make(event.key, "ofInstrument", event.instrument, event.factuality, event.evidence, event.rule)
        if event.date is not None and event.date_span is not None:
            date = Value(event.date.lexical, event.date.datatype)
            yield make(event.key, "date", date, event.factuality, event.date_span, event.rule)
        if event.place is not None and event.place_span is not None:
            yield make(event.key, "place", event.place, event.factuality, event.place_span, event.rule)
        for participant, span in event.participants:
            yield make(event.key, "participant", participant, event.factuality, span, event.rule)
            if event.kind == "Signature" and stage.scene.entities[participant].kind == "Person":
                yield make(event.key, "signedBy", participant, event.factuality, span, event.rule)


def entities(stage: Stage, events: Sequence[Event]) -> Iterator[Entity]:
    """One entity an event; its label is the words of its first telling."""
    seen: set[str] = set()
    for event in events:
        if event.key not in seen:
            seen.add(event.key)
            label = event.evidence.of(stage.scene.article.text)
            yield Entity(event.key, event.kind, label, facets=(("instrument", event.instrument),))
