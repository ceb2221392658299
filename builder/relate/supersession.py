"""Finds which instrument takes the place of which (VCLT 1969, articles 30 and 59)."""

from __future__ import annotations

import re  # several times as fast as regex for the forms of a word
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from builder.languages import topic
from builder.model import ClaimRecord, Factuality, Span
from builder.recognise.instruments_scene import BLOC, DATE, INSTRUMENT, ORGAN, PERSON, STATE, WORD, Token
from builder.recognise.instruments_words import definite
from builder.recognise.words import WORDS
from builder.relate.conditions import imperfect
from builder.relate.factuality import factuality
from builder.relate.qualified import qualified_by
from builder.relate.scenes import Stage
from builder.relate.spoken import earlier
from builder.relate.supersession_pronouns import by_pronoun, taken_up
from builder.relate.triggers import Trigger
from builder.relate.verb_rules import VerbRules
from builder.relate.words import any_of


@dataclass(frozen=True, slots=True)
class Replacement:
    """``new`` and ``old``: keys of instruments."""

    new: str
    old: str
    factuality: Factuality
    evidence: Span
    rule: str
    verb: Span


_RULES = VerbRules("supersession", ("exchanged", "abolishes", "undone", "by_pronoun"))
_pattern, _fitting = _RULES.pattern, _RULES.fitting


def find(stage: Stage) -> list[Replacement]:
    """Every replacement that the article tells, in the order of the text."""
    found: list[Replacement] = []
    for number, tokens in enumerate(stage.scene.sentences):
        for at, token in enumerate(tokens):
            if token.tag == WORD and _may_tell(token.text):
                found += _at(stage, number, at)
    return list(dict.fromkeys(found))


@lru_cache(maxsize=WORDS)
def _may_tell(word: str) -> bool:
    """Whether the word may be one of a replacement, whatever stands beside it; most words are none."""
    return word in _places() or _any_verb().fullmatch(word) is not None


@cache
def _places() -> frozenset[str]:
    data = topic("supersession")
    return frozenset((*data["takes"]["place"], *data["taken"]["place"], *data["instead"]["first"]))


@cache
def _any_verb() -> re.Pattern[str]:
    return any_of(_RULES.patterns())


def _at(stage: Stage, sentence: int, at: int) -> Iterator[Replacement]:
    tokens = stage.scene.sentences[sentence]
    text = tokens[at].text
    data = topic("supersession")
    if text in data["takes"]["place"]:
        pairs, rule = _takes(stage, sentence, at), "supersession-takes-place"
    elif text in data["taken"]["place"]:
        pairs, rule = _taken(stage, sentence, at), "supersession-place-taken"
    elif "exchanged" in (fits := _fitting(text)):
        pairs, rule = _exchanged(stage, sentence, at), "supersession-exchanged"
    elif "abolishes" in fits:
        pairs, rule = _abolishes(stage, sentence, at), "supersession-abolishes"
    elif "undone" in fits:
        pairs, rule = _undone(stage, sentence, at), "supersession-undone"
    elif text in data["instead"]["first"]:
        pairs, rule = _instead(tokens, at), "supersession-instead"
    else:
        pairs, rule = [], "supersession-by-pronoun"
    if not pairs:
        pairs, rule = by_pronoun(stage, sentence, at), "supersession-by-pronoun"
    placed = text in data["takes"]["place"] or text in data["taken"]["place"]
    verb = _verb(tokens, at) if placed else at
    truth = factuality(tokens, Trigger("Supersession", "verb", sentence, verb, at, False), sentence == 0)
    if truth is Factuality.ASSERTED and any(t.text in data["once"] for t in tokens[verb + 1 : at]):
        truth = Factuality.CONDITIONAL
    for new, old in pairs:
        if new != old:
            evidence = _span(stage, tokens, verb, at, (new, old))
            yield Replacement(new, old, truth, evidence, rule, stage.tokens_span([tokens[verb]]))


def _span(stage: Stage, tokens: Sequence[Token], first: int, last: int, refs: tuple[str, str]) -> Span:
    """The words from the verb to what is named, within the sentence."""
    inside = [t for t in tokens if t.tag == INSTRUMENT and set(t.refs) & set(refs)]
    return stage.tokens_span([tokens[first], tokens[last], *inside])


def _verb(tokens: Sequence[Token], at: int) -> int:
    """The verb "takes" before the word for "place"; ``at`` where there is none."""
    for back in range(at - 1, max(at - 28, -1), -1):
        if tokens[back].tag == WORD and _pattern("takes").fullmatch(tokens[back].text):
            return back
    return at


def _takes(stage: Stage, sentence: int, at: int) -> list[tuple[str, str]]:
    tokens = stage.scene.sentences[sentence]
    verb = _verb(tokens, at)
    if verb == at:
        return []
    new = _first(tokens[verb:at]) or _last(tokens[:verb]) or _named(earlier(stage, sentence))
    return [(new, old) for old in _listed(tokens, at + 1)] if new else []


def _taken(stage: Stage, sentence: int, at: int) -> list[tuple[str, str]]:
    tokens = stage.scene.sentences[sentence]
    new = _first(tokens[at : at + 6])
    old = _last(tokens[:at]) or _named(earlier(stage, sentence))
    return [(new, old)] if new and old and _verb(tokens, at) != at else []


def _exchanged(stage: Stage, sentence: int, at: int) -> list[tuple[str, str]]:
    tokens = stage.scene.sentences[sentence]
    by = topic("supersession")["exchanged"]["by"]
    reach = range(at + 1, min(at + topic("supersession")["reach"], len(tokens)))
    new = next((tokens[i].refs[0] for i in reach if tokens[i].tag == INSTRUMENT and tokens[i - 1].text in by), None)
    between = next((i for i in reach if tokens[i].tag == INSTRUMENT and tokens[i - 1].text not in by), None)
    first = next((i for i in reach if tokens[i].tag == INSTRUMENT and tokens[i - 1].text in by), len(tokens))
    if between is not None and between < first:
        old: str | None = tokens[between].refs[0]
    else:
        old = _last(tokens[:at]) or _named(earlier(stage, sentence))
    return [(new, old)] if new and old else []


def _abolishes(stage: Stage, sentence: int, at: int) -> list[tuple[str, str]]:
    """Only where an instrument does it: named after the verb before another, or taken up by the verb alone."""
    tokens = stage.scene.sentences[sentence]
    reach = topic("supersession")["reach"]
    for place in range(at + 1, min(at + reach, len(tokens))):
        token = tokens[place]
        if token.tag == INSTRUMENT:
            following = _after_gap(tokens, place + 1) or _predecessor(stage, sentence, place)
            if following:
                return [(token.refs[0], following)]
            if _is_subject(tokens, at, place):
                return []
            thereby = tokens[at + 1].text in topic("supersession")["thereby"]
            spoken = earlier(stage, sentence) if at <= _OPENING or thereby else []
            subject = None if _goes_on(tokens, at) else _subject(tokens, at) or _named(spoken)
            return [(subject, token.refs[0])] if subject and place <= at + 3 else []
        if token.tag in (STATE, BLOC, ORGAN, PERSON):
            return []
    return []


def _undone(stage: Stage, sentence: int, at: int) -> list[tuple[str, str]]:
    """ "X, which Y abolished", "X lasted until Y abolished it": Y right behind the verb; X before, or listed behind."""
    tokens = stage.scene.sentences[sentence]
    if at + 1 >= len(tokens) or tokens[at + 1].tag != INSTRUMENT:
        return []
    new = tokens[at + 1].refs[0]
    among = topic("supersession")["undone"]["among"]
    opens = next((i for i in range(at + 2, len(tokens)) if tokens[i].text in among), None)
    olds = _listed(tokens, opens + 1) if opens is not None else []
    olds = olds or [ref for t in qualified_by(tuple(tokens), at) for ref in t.refs]
    return [(new, old) for old in olds or taken_up(tokens, at)]


def _instead(tokens: Sequence[Token], at: int) -> list[tuple[str, str]]:
    """ "a new treaty instead of Y": Y right behind, and the other not far before."""
    data = topic("supersession")["instead"]
    if at + 2 >= len(tokens) or tokens[at + 1].text not in data["second"] or tokens[at + 2].tag != INSTRUMENT:
        return []
    new = _last(tokens[max(at - data["reach"], 0) : at])
    return [(new, old) for old in _listed(tokens, at + 2)] if new else []


def _predecessor(stage: Stage, sentence: int, at: int) -> str | None:
    """The instrument spoken of last before another, where the other does away with "its predecessor"."""
    tokens = stage.scene.sentences[sentence]
    near = tokens[at + 1 : at + 1 + topic("supersession")["reach"]]
    if not any(t.text in topic("supersession")["predecessor"] for t in near):
        return None
    for number in range(sentence, max(sentence - 3, -1), -1):
        spoken = stage.scene.sentences[number][: at if number == sentence else None]
        others = [t for t in spoken if t.tag == INSTRUMENT and t.refs[0] != tokens[at].refs[0]]
        if others:
            return others[-1].refs[0]
    return None


def _goes_on(tokens: Sequence[Token], at: int) -> bool:
    """Whether the verb goes on with who does the deed before it: "بعد أن تنسحب مصر من المعاهدة وتلغي الاتفاقية"."""
    word = tokens[at].text
    first = max(at - topic("supersession")["reach"], 0)
    actor = next((i for i in range(at - 1, first, -1) if tokens[i].tag in (STATE, BLOC, ORGAN, PERSON)), 0)
    verb = tokens[actor - 1] if actor else None
    joined = word[:1] in topic("events")["goes_on"] and imperfect(word[1:]) and tokens[at - 1].tag == INSTRUMENT
    return joined and verb is not None and verb.tag == WORD and imperfect(verb.text)


def _is_subject(tokens: Sequence[Token], at: int, place: int) -> bool:
    """Whether "the agreement", in one word behind the verb and with more behind it, does away with something else."""
    alone = place == at + 1 and " " not in tokens[place].text and definite(tokens[place].text)
    following = tokens[place + 1 : place + 2]
    data = topic("supersession")
    ends = following and (following[0].text in data["aside"] or following[0].text in data["old"])
    return alone and bool(following) and following[0].text[:1].isalpha() and not ends


_OPENING = 1
"""A verb that stands no farther than this in its sentence takes up the subject of the sentence before."""


def _after_gap(tokens: Sequence[Token], first: int) -> str | None:
    """The object after the subject: the next instrument that no preposition or relative clause owns."""
    aside = topic("supersession")["aside"]
    for place in range(first, min(first + 30, len(tokens))):
        if tokens[place].tag == INSTRUMENT:
            return tokens[place].refs[0]
        if tokens[place].text in aside:
            return None
    return None


def _subject(tokens: Sequence[Token], at: int) -> str | None:
    """The instrument that a verb without a named subject takes up: the last before it, no actor in between."""
    for place in range(at - 1, -1, -1):
        if tokens[place].tag == INSTRUMENT:
            return tokens[place].refs[0]
        if tokens[place].tag in (STATE, BLOC, ORGAN, PERSON) and place == at - 1:
            return None
    return None


def _listed(tokens: Sequence[Token], first: int) -> list[str]:
    """The instruments of a list: the first within reach, and those that only joining words part from it."""
    data = topic("supersession")
    found: list[str] = []
    for place in range(first, len(tokens)):
        token = tokens[place]
        if token.tag == INSTRUMENT:
            found += token.refs
        elif (not found and (place > first + data["reach"] or token.text in data["list_ends"])) or (
            found and token.tag != DATE and token.text not in data["list_joins"] and not token.text.isdigit()
        ):
            break
    return list(dict.fromkeys(found))


def _first(tokens: Sequence[Token]) -> str | None:
    return next((t.refs[0] for t in tokens if t.tag == INSTRUMENT), None)


def _last(tokens: Sequence[Token]) -> str | None:
    return next((t.refs[0] for t in reversed(tokens) if t.tag == INSTRUMENT), None)


def _named(tokens: Sequence[Token]) -> str | None:
    return tokens[0].refs[0] if tokens else None


def claims(stage: Stage, replacements: Sequence[Replacement]) -> Iterator[ClaimRecord]:
    """The claims ``directlySupersedes``, the new instrument their subject."""
    for one in replacements:
        yield stage.claim(one.new, "directlySupersedes", one.old, one.factuality, one.evidence, one.rule)
