"""Finds talks on an instrument that is yet to be made: "مفاوضات بين مصر وتركيا على اتفاق للتجارة الحرة"."""

from __future__ import annotations

import re  # several times as fast as regex for the forms of a word
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from builder.known import known
from builder.languages import topic
from builder.model import Factuality, Span
from builder.recognise.instruments_phrases import PARTIES, words
from builder.recognise.instruments_scene import INSTRUMENT, ORGAN, WORD, Token, names
from builder.recognise.words import WORDS
from builder.relate.agents import takes_part
from builder.relate.factuality import factuality
from builder.relate.name_tails import behind_tail
from builder.relate.nouns import definite
from builder.relate.scenes import Stage
from builder.relate.triggers import Trigger

TALKS = "event-Negotiation-talks"
"""The rule that reads talks on an instrument as its negotiation."""


@dataclass(frozen=True, slots=True)
class Talks:
    """``instrument``: its key; ``words`` and ``named``: those of the talks and of the instrument; who takes part."""

    instrument: str
    words: Span
    named: Span
    truth: Factuality
    participants: tuple[tuple[str, Span], ...]


def talks(stage: Stage, sentence: int) -> Iterator[Talks]:
    """The talks that a sentence tells of, done or mandated; not those that are wished for or refused."""
    tokens = stage.scene.sentences[sentence]
    if not names(tokens, INSTRUMENT):
        return
    for at, token in enumerate(tokens):
        if token.tag != WORD or not _speaks_of_talks(token.text):
            continue
        named = _subject(tokens, at)
        if named is None or _wished(tokens[max(at - _WISH, 0) : at]):
            continue
        mandated = any(t.text in topic("events")["authorises"] for t in tokens[:at])
        told = factuality(tokens, Trigger("Negotiation", "verb", sentence, at, at, False), False)
        truth = Factuality.PLANNED if mandated else told
        if truth in (Factuality.ASSERTED, Factuality.PLANNED):
            who = _who(stage, tokens, at, named, mandated)
            spans = stage.tokens_span([token]), stage.tokens_span([tokens[named]])
            yield Talks(tokens[named].refs[0], *spans, truth, tuple(who))


_WISH = 4
"""So many words before the talks tell at most that they are only wished for."""


@lru_cache(maxsize=WORDS)
def _speaks_of_talks(word: str) -> bool:
    return re.fullmatch(topic("events")["talks"]["word"], word) is not None


def _wished(before: Sequence[Token]) -> bool:
    return any(re.fullmatch(topic("events")["talks"]["wished"], t.text) for t in before)


def _subject(tokens: Sequence[Token], at: int) -> int | None:
    """Where the instrument stands that is talked about: indefinite or a draft, not known and not said to be signed."""
    data = topic("events")["talks"]
    stops = {*words("pause"), *topic("events")["stops"], *topic("events")["relative"]}
    for place in range(at + 1, min(at + data["reach"], len(tokens))):
        token = tokens[place]
        if token.text in stops:
            return None
        if token.tag != INSTRUMENT:
            continue
        lead = place - 1 - (tokens[place - 1].text in data["makes"])
        about = lead == at or tokens[lead].text in data["about"]
        made = {t.text for t in tokens[place + 1 : place + 3]} & (words("made") | words("relative"))
        fresh = not definite(token.text) and not made and known().by_iri(token.refs[0]) is None
        return place if about and fresh and len(token.refs) == 1 else None
    return None


def _who(stage: Stage, tokens: Sequence[Token], at: int, named: int, mandated: bool) -> Iterator[tuple[str, Span]]:
    """Who talks: those before and between, the parties of the draft, and the state whose organ gives the mandate."""
    pauses = words("pause")
    first = next((i + 1 for i in range(at - 1, max(at - _WISH * 2, 0), -1) if tokens[i].text in pauses), at - _WISH * 2)
    places = [*range(max(first, 0), named), *range(named + 1, behind_tail(tokens, named + 1))]
    seen: set[str] = set()
    for place in places:
        token = tokens[place]
        if token.tag not in PARTIES or not takes_part(tokens, place) or (mandated and token.tag == ORGAN):
            continue
        if token.refs[0] not in seen:
            seen.add(token.refs[0])
            yield token.refs[0], stage.tokens_span([token])
    organs = [t for t in tokens[:at] if t.tag == ORGAN] if mandated else []
    own = stage.state_of(organs[0].refs[0]) if organs else None
    if own is not None and own not in seen:
        yield own, stage.tokens_span([organs[0]])
