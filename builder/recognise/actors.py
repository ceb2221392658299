"""Finds who and what acts in an article: states, organisations, persons and groups, and its places."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from operator import itemgetter

from builder.known import known
from builder.model import Article, Entity, Form, Layout, Mention, Span
from builder.recognise import bylines, groups, nationality, organisations, people, persons, states, surnames
from builder.recognise.hits import Hit, in_each, touched
from builder.recognise.institutions import resolve as resolve_organisations
from builder.recognise.named import Named, Untitled
from builder.recognise.offices import Covers
from builder.recognise.words import Word, words


@dataclass(frozen=True, slots=True)
class Found:
    """The actors and places of an article and their mentions, resolved inside it; both in a fixed order."""

    entities: tuple[Entity, ...]
    mentions: tuple[Mention, ...]


def find(article: Article, layout: Layout) -> Found:
    """The states, organisations, persons, groups and places of an article.

    Short names and offices are mentions of the person they stand for. A demonym, and a capital that stands for its
    government, is a mention of the state; a capital is a mention of the place too. No mention holds a proclitic or
    a quotation mark. Entities are in the order of their first mentions, mentions in that of their spans.
    """
    text = article.text
    spans = _spans(layout)
    sequences: list[tuple[Word, ...]] = [words(text, span) for span in spans]
    places = _readable(layout, states.find(text))
    organs = organisations.find(text, layout, places)
    named, alone = _persons(text, sequences, in_each(spans, places), in_each(spans, organs))
    writers = list(bylines.find(text, layout))
    named = [*writers, *(name for name in named if not any(name.span.overlaps(own.span) for own in writers))]
    organs = [hit for hit in organs if not _inside(hit.span, [name.span for name in named])]
    shut = [*(hit.span for hit in organs), *(name.span for name in named)]
    closed = touched(len(text), shut)
    places = [hit for hit in places if 1 not in closed[hit.span.start : hit.span.end]]
    places = nationality.spoken_of(text, places, organs, named)
    blocked = [*(hit.span for hit in organs), *(hit.span for hit in places)]
    bodies = resolve_organisations(text, layout, organs, sequences)
    codes = {hit.state for hit in places if hit.state and hit.kind != "Place"}
    named = [*named, *surnames.find(sequences, named, codes, blocked)]
    persons_found = people.resolve(text, named, alone, sequences, blocked)
    taken = [*shut, *(mention.span for mention in (*bodies[1], *persons_found[1]))]
    grouped = groups.find(text, sequences, taken)
    return _together([_places(places), bodies, persons_found, grouped])


def _spans(layout: Layout) -> list[Span]:
    """The sentences, and the dateline and the line of the source, which may name the writer."""
    spans = [sentence.span for sentence in layout.sentences]
    heads = [span for span in (layout.dateline, layout.publisher) if span is not None]
    return sorted([*spans, *(span for span in heads if not any(span.overlaps(other) for other in spans))])


def _readable(layout: Layout, hits: Iterable[Hit]) -> list[Hit]:
    spans = [sentence.span for sentence in layout.sentences]
    return [hit for inside in in_each(spans, hits) for hit in inside]


def _inside(span: Span, others: Iterable[Span]) -> bool:
    return any(other.covers(span) for other in others)


def _persons(
    text: str, sequences: list[tuple[Word, ...]], places: list[list[Hit]], organs: list[list[Hit]]
) -> tuple[list[Named], list[Untitled]]:
    """The names and titles of all sentences; ``places`` and ``organs``: those of each."""
    named: list[Named] = []
    alone: list[Untitled] = []
    for sequence, its_places, its_organs in zip(sequences, places, organs, strict=True):
        found, untitled = persons.find(text, sequence, _covers(sequence, its_places, its_organs))
        named += found
        alone += untitled
    return named, alone


def _covers(sequence: tuple[Word, ...], places: list[Hit], organs: list[Hit]) -> Covers:
    """Which words of a sentence are names of states, places and organisations."""
    if not places and not organs:
        return Covers({}, {})
    by_state: dict[int, Hit] = {}
    by_organ: dict[int, Hit] = {}
    for hit in places:
        for index in _touching(sequence, hit.span):
            by_state[index] = hit if index not in by_state or hit.kind != "Place" else by_state[index]
    for hit in organs:
        by_organ.update(dict.fromkeys(_touching(sequence, hit.span), hit))
    return Covers(by_state, by_organ)


def _touching(sequence: tuple[Word, ...], span: Span) -> range:
    """The indexes of the words that share a letter with ``span``."""
    return range(bisect_right(sequence, span.start, key=_END), bisect_left(sequence, span.end, key=_START))


_START, _END = itemgetter(0), itemgetter(1)


def _places(hits: list[Hit]) -> tuple[list[Entity], list[Mention]]:
    """Entities and mentions of known states and places."""
    entities: dict[str, Entity] = {}
    mentions: list[Mention] = []
    for hit in hits:
        entity = known().by_iri(hit.key) if hit.key else None
        if entity is None:
            continue
        facets = (("state", hit.state),) if hit.state else ()
        entities.setdefault(entity.iri, Entity(entity.iri, entity.kind, entity.label, True, (), facets))
        mentions.append(Mention(hit.span, entity.iri, hit.form, hit.rule))
    return list(entities.values()), mentions


def _together(parts: Iterable[tuple[list[Entity], list[Mention]]]) -> Found:
    entities: dict[str, Entity] = {}
    mentions: list[Mention] = []
    for some, theirs in parts:
        for entity in some:
            entities.setdefault(entity.key, entity)
        mentions += theirs
    order = {form: index for index, form in enumerate(Form)}
    mentions.sort(key=lambda m: (m.span.start, m.span.end, m.entity, order[m.form]))
    first: dict[str, Span] = {}
    for mention in mentions:
        first.setdefault(mention.entity, mention.span)
    kept = [entity for entity in entities.values() if entity.key in first]
    return Found(tuple(sorted(kept, key=lambda e: (first[e.key], e.key))), tuple(mentions))
