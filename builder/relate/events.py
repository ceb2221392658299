"""Finds what happens to an instrument: who signs, ratifies, leaves or ends it, when and where (VCLT 1969, II and V)."""

from __future__ import annotations

import re  # several times as fast as regex for the forms of a word
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from msgspec import structs

from builder.languages import topic
from builder.model import (
    BlockKind,
    ClaimRecord,
    Entity,
    Factuality,
    PartialDate,
    Span,
    Unaccounted,
    Value,
)
from builder.recognise.instruments_phrases import heads
from builder.recognise.instruments_scene import WORD, Token
from builder.recognise.instruments_titles import stem
from builder.recognise.words import WORDS
from builder.relate.apportion import dates_of, in_turn
from builder.relate.approvals import consented, decision, endorsed
from builder.relate.dates_counted import Dating
from builder.relate.event_dates import Telling, date_of
from builder.relate.event_places import place_key, place_of
from builder.relate.factuality import carried_on, factuality
from builder.relate.implied import WEAK, Event, implied
from builder.relate.known_days import dated
from builder.relate.participants import Actor, Region, participants
from builder.relate.roles import as_witness
from builder.relate.scenes import Stage
from builder.relate.talks import TALKS, talks
from builder.relate.trigger_objects import instruments_of, qualifies
from builder.relate.triggers import Trigger, triggers

PLANS = (Factuality.PLANNED, Factuality.CONDITIONAL)


def find(stage: Stage, provisions: Sequence[Span] = (), replacements: Sequence[Span] = ()) -> list[Event]:
    """Every telling of an event, in the order of the text.

    What ``provisions`` provide for is none, but for what was done with an instrument that they name ("the treaty signed
    in 1990"); a verb that begins one of ``replacements`` is told there.
    """
    events: list[Event] = []
    last: Trigger | None = None
    dating = Dating()
    for sentence, tokens in enumerate(stage.scene.sentences):
        found = triggers(stage.scene, sentence, last)
        last = found[-1] if found else None
        carried: list[Actor] = []
        dating.used = {}
        for trigger in found:
            span = stage.tokens_span(tokens[trigger.at : trigger.last + 1])
            told = trigger.kind == "Termination" and any(r.start == span.start for r in replacements)
            inside = any(one.covers(span) for one in provisions) and not qualifies(tokens, trigger)
            if not told and not inside:
                here, carried = _events(stage, trigger, found, carried, dating)
                events += here
        events += [*implied(stage, sentence, found), *_talks(stage, sentence)]
    return _settle(dated(stage, sorted(events, key=lambda e: (e.evidence, e.key))))


def unresolved(stage: Stage) -> Iterator[Unaccounted]:
    """Words of events in sentences that speak of instruments, where none is found that the deed is done with."""
    for sentence, tokens in enumerate(stage.scene.sentences):
        if not any(t.tag == WORD and _is_head(t.text) for t in tokens):
            continue
        found = triggers(stage.scene, sentence)
        for trigger in found:
            if trigger.form != "noun" and not instruments_of(stage, trigger, found):
                span = stage.tokens_span(tokens[trigger.at : trigger.last + 1])
                yield Unaccounted(span, "no instrument is found that this is done with", f"event-{trigger.kind}")


@lru_cache(maxsize=WORDS)
def _is_head(word: str) -> bool:
    """Whether a word is the head noun of an instrument."""
    return stem(word) in heads()


def _settle(events: list[Event]) -> list[Event]:
    """The events, those that the rest of the article tells better put right.

    A headline's present tense is a plan, unless the article goes on to tell that it was done. The year of a title tells
    nothing more where the making of the treaty is told with its date.
    """
    done = {(e.instrument, e.kind) for e in events if e.factuality is Factuality.ASSERTED}
    made = {e.instrument for e in events if e.rule not in WEAK and e.kind in _MAKING and _dated(e)}
    settled = []
    for event in events:
        if event.rule in WEAK and event.instrument in made:
            continue
        if event.rule == TALKS and {(event.instrument, kind) for kind in _RESULTS} & done:
            continue
        if event.rule.endswith("-headline") and (event.instrument, event.kind) in done:
            key = event.key.replace(":planned", "")
            event = replace(event, key=key, factuality=Factuality.ASSERTED)
        settled.append(event)
    return settled


_MAKING = ("Signature", "Adoption")
_RESULTS = ("Signature", "Ratification", "EntryIntoForce")  # where told, talks may be on what was made


def _dated(event: Event) -> bool:
    return event.date is not None and event.factuality is Factuality.ASSERTED


def _events(
    stage: Stage, trigger: Trigger, found: list[Trigger], carried: list[Actor], dating: Dating
) -> tuple[list[Event], list[Actor]]:
    """The events at a trigger, and who did it, for a verb after it that names no subject of its own."""
    tokens = stage.scene.sentences[trigger.sentence]
    about = instruments_of(stage, trigger, found)
    if not about:
        return [], carried
    region = _region(tokens, trigger, found)
    plain = factuality(tokens, trigger, False)
    truth = factuality(tokens, trigger, present_announces(stage, trigger))
    carried_truth = carried_on(tokens, trigger, found) if plain is Factuality.ASSERTED else None
    if carried_truth is not None:
        plain = truth = carried_truth
    actors = participants(stage, trigger, region, about) or (carried if _goes_on(tokens, trigger) else [])
    if _of_itself(tokens, trigger) or as_witness(tokens, trigger.at, trigger.last + 1, region[1]):
        actors = []
    open_one = truth is Factuality.UNKNOWN or (truth is Factuality.ASSERTED and not actors)
    item = decision(stage, trigger) if open_one else None
    if item is not None:
        truth = plain = Factuality.ASSERTED
        actors = actors or [Actor(item.organ, trigger.at, item.span)]
    if endorsed(stage, trigger, [actor.key for actor in actors], about):
        return [], actors
    trigger = consented(stage, trigger, [actor.key for actor in actors], about)
    span = stage.tokens_span(tokens[trigger.at : trigger.last + 1])
    named = tuple(stage.tokens_span([a]) for a in about if a in tokens)
    told = Telling(trigger, truth, span, named, region, truth is not plain, item.day if item else None)
    places = [tokens.index(token) for token in about if token in tokens]
    days = in_turn(tokens, places, region[1]) if len(places) > 1 else {}
    turns = {ref: days.get(at) for at in reversed(places) for ref in tokens[at].refs}
    events = [
        event
        for instrument in dict.fromkeys(ref for token in about for ref in token.refs)
        for event in _tellings(stage, told, instrument, actors, dating, turns.get(instrument))
    ]
    return events, actors or carried


def _of_itself(tokens: Sequence[Token], trigger: Trigger) -> bool:
    """Whether what is told comes about by itself: an entry into force, an end of a suspension, a lapse."""
    ended = trigger.kind == "Suspension" and tokens[trigger.at].text in topic("events")["kinds"]["Suspension"]["ends"]
    lapses = trigger.kind == "Termination" and re.match(topic("events")["lapses"], tokens[trigger.at].text) is not None
    return trigger.kind == "EntryIntoForce" or ended or lapses


def _goes_on(tokens: Sequence[Token], trigger: Trigger) -> bool:
    """Whether who did the deed before may do this one too, unnamed: not in a relative clause, which has its own."""
    relative = trigger.at > 0 and tokens[trigger.at - 1].text in topic("events")["relative"] and trigger.pronoun
    return (trigger.form == "verb" and not relative) or trigger.kind in topic("events")["effect_of"]


def _tellings(
    stage: Stage, told: Telling, instrument: str, actors: list[Actor], dating: Dating, turn: range | None
) -> Iterator[Event]:
    """One event, or, for what states do one by one, one for each of them, with its own date where it has one.

    ``turn``: the tokens of the instrument's own date, of several that are dated "respectively".
    """
    trigger = told.trigger
    tokens = stage.scene.sentences[trigger.sentence]
    each = topic("events")["kinds"][trigger.kind].get("each", False)
    groups = [[actor] for actor in actors] if each and actors else [actors]
    placed = trigger.kind not in topic("events")["placeless"]
    own_turn = turn if turn is not None else range(trigger.last + 1, told.region[1])
    place = place_of(tokens, own_turn.start, own_turn.stop, bool(told.named)) if placed else None
    # "A, B and C withdrew in March": one date for all; where dates stand between them, each has its own.
    own = dates_of(tokens, actors, told.region[1]) if len(groups) > 1 else []
    for number, group in enumerate(groups):
        among = own[number] if own and own[number] and group[0].at > trigger.at else turn
        since, until = (among.start, among.stop) if among is not None else (None, told.region[1])
        date = date_of(stage, told, since, until, dating)
        truth = Factuality.PLANNED if date and _to_come(stage, told, date[0]) else told.truth
        planned = ":planned" if truth in PLANS else ""
        whose = f":{stage.state_of(group[0].key) or group[0].key}" if each and group else ""
        yield Event(
            f"event:{trigger.kind}:{instrument}{planned}{whose}",
            trigger.kind,
            instrument,
            truth,
            (told.span, *(n for n in told.named if not n.overlaps(told.span))),
            f"event-{trigger.kind}-{trigger.form}" + ("-headline" if told.headline else ""),
            date[0] if date else None,
            date[1] if date else None,
            place_key(stage, place) if place is not None else None,
            stage.tokens_span([place]) if place is not None else None,
            tuple((actor.key, actor.span) for actor in group),
        )


def _to_come(stage: Stage, told: Telling, day: PartialDate | None) -> bool:
    """Whether a noun tells of a day behind that of the article: "بعد انتهاء العمل بها في 2031"."""
    issued, trigger = stage.scene.layout.issued, told.trigger
    word = stage.scene.sentences[trigger.sentence][trigger.at].text
    noun = trigger.form == "noun" or re.fullmatch(topic("events")["phrase_nouns"], word) is not None
    if issued is None or day is None or told.truth is not Factuality.ASSERTED or not noun:
        return False
    return (day.year, day.month or 0, day.day or 0) > (issued.year, issued.month or 12, issued.day or 31)


def present_announces(stage: Stage, trigger: Trigger) -> bool:
    """Whether a present tense here announces: in a title, or as the first word of a report."""
    layout = stage.scene.layout
    kind = layout.blocks[layout.sentences[trigger.sentence].block].kind
    if kind in (BlockKind.TITLE, BlockKind.SUBTITLE):
        return True
    before = stage.scene.sentences[trigger.sentence][: trigger.at]
    return trigger.sentence <= 2 and (not before or before[-1].text in topic("events")["dateline_ends"])


def _region(tokens: Sequence[Token], trigger: Trigger, found: list[Trigger]) -> Region:
    """Tokens that may tell of this event: after the event before it, and before the one after it."""
    first = max((t.last + 1 for t in found if t.last < trigger.at), default=0)
    last = min((t.at for t in found if t.at > trigger.last), default=len(tokens))
    return first, last


def _talks(stage: Stage, sentence: int) -> Iterator[Event]:
    """Talks on an instrument that is yet to be made."""
    for one in talks(stage, sentence):
        key, spans = f"event:Negotiation:{one.instrument}", (one.words, one.named)
        key += ":planned" if one.truth in PLANS else ""
        yield Event(key, "Negotiation", one.instrument, one.truth, spans, TALKS, participants=one.participants)


def claims(stage: Stage, events: Sequence[Event]) -> Iterator[ClaimRecord]:
    """The claims that events make: their kind, instrument, date, place and participants.

    Who says the word of the event holds them all.
    """
    for event in events:
        yield _claim(stage, event, "rdf:type", Value(event.kind, "class"), event.evidence)
        yield _claim(stage, event, "ofInstrument", event.instrument, event.evidence)
        if event.date is not None and event.date_span is not None:
            when = Value(event.date.lexical, event.date.datatype)
            yield structs.replace(
                _claim(stage, event, "date", when, (event.date_span,)), rule=event.dated_by or event.rule
            )
        if event.place is not None and event.place_span is not None:
            yield _claim(stage, event, "place", event.place, (event.place_span,))
        for participant, span in event.participants:
            yield _claim(stage, event, "participant", participant, (span,))
            entity = stage.scene.entities.get(participant)
            if event.kind == "Signature" and entity is not None and entity.kind == "Person":
                yield _claim(stage, event, "signedBy", participant, (span,))


def _claim(stage: Stage, event: Event, predicate: str, value: str | Value, evidence: tuple[Span, ...]) -> ClaimRecord:
    holder = stage.holder(event.evidence[0])
    return ClaimRecord(event.key, predicate, value, holder, event.factuality, evidence, event.rule)


def entities(stage: Stage, events: Sequence[Event]) -> Iterator[Entity]:
    """One entity an event; its label is the words of its first telling."""
    seen: set[str] = set()
    for event in events:
        if event.key not in seen:
            seen.add(event.key)
            label = event.evidence[0].of(stage.scene.article.text)
            yield Entity(event.key, event.kind, label, facets=(("instrument", event.instrument),))
