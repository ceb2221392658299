"""Tells of a verb whether an instrument provides something by it, how strongly, and which instrument it is."""

from __future__ import annotations

import re  # several times as fast as regex for the forms of a word
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from builder.languages import topic
from builder.recognise.instruments_phrases import PARTIES, heads
from builder.recognise.instruments_scene import INSTRUMENT, PERSON, STATE, Token
from builder.recognise.instruments_titles import stem
from builder.relate.articles import Reference
from builder.relate.gender import agrees
from builder.relate.headed import headed_by
from builder.relate.qualified import qualified_by
from builder.relate.scenes import Stage
from builder.relate.spoken import earlier, last_named
from builder.relate.words import any_of


@dataclass(frozen=True, slots=True)
class Subject:
    """What provides: the instrument's key, its token, and the place of the verb."""

    instrument: str
    token: Token
    at: int


@cache
def _verbs() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Strength ("" where none is said) -> pattern of verbs whose subject is an instrument or an article of it."""
    data = topic("clauses")["says"]
    kinds = {"shall": "shall", "may": "may", "aim": "aim", "plain": ""}
    return tuple((name, re.compile(data["verb"] % "|".join(data[kind]))) for kind, name in kinds.items())


def verbs_that_provide() -> list[re.Pattern[str]]:
    """The verbs that ``provides`` knows."""
    return [pattern for _, pattern in _verbs()]


@lru_cache(maxsize=1 << 14)
def provides(word: str) -> str | None:
    """The strength of a verb by which an instrument provides something; None where it is no such verb."""
    return next((name for name, pattern in _verbs() if pattern.fullmatch(word)), None)


@lru_cache(maxsize=1 << 14)
def _needed(word: str) -> re.Pattern[str] | None:
    """What must stand behind a verb of many uses; None where nothing must."""
    if _any_guarded().fullmatch(word) is None:
        return None
    return next(needed for verb, needed in _guards() if verb.fullmatch(word))


@cache
def _guards() -> tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]:
    """The verbs of many uses, each with what must stand behind it."""
    data = topic("clauses")
    form, behind = data["guarded_form"], data["guarded_word"]
    return tuple(
        (re.compile(form % verb), re.compile(behind % "|".join(needed or [r"(?!)"])))
        for verb, needed in data["guarded"].items()
    )


@cache
def _any_guarded() -> re.Pattern[str]:
    return any_of(verb for verb, _ in _guards())


def guarded(tokens: Sequence[Token], at: int) -> bool:
    """Whether a verb of many uses has beside it what makes it one of a provision."""
    if of_own_part(tokens, at):
        return True
    needed = _needed(tokens[at].text)
    if at + 1 < len(tokens) and re.fullmatch(topic("clauses")["impersonal"], tokens[at].text):
        return tokens[at + 1].tag == INSTRUMENT
    data = topic("clauses")
    judges = re.fullmatch(data["guard_near"]["words"], tokens[at].text) is not None
    if judges and at + 1 < len(tokens) and tokens[at + 1].text in data["guard_near"]["judged"]:
        return False
    reach = data["guard_near"]["reach"] if judges else data["guard_reach"]
    return needed is None or any(needed.match(word.text) for word in tokens[at + 1 : at + 1 + reach])


def forbids(tokens: Sequence[Token], at: int) -> bool:
    """Whether a verb of permission is denied, which is a prohibition: "لا تجيز", and no forecast: "لن تسمح"."""
    data = topic("clauses")
    denied = at > 0 and tokens[at - 1].text in data["negations"] and tokens[at - 1].text not in data["foretells"]
    return denied and provides(tokens[at].text) == "may"


def doer(stage: Stage, sentence: int, at: int, before: Subject | None) -> Subject | None:
    """The instrument that is the subject of a verb: beside it, a pronoun of it, or that of the verb ``before``."""
    tokens = stage.scene.sentences[sentence]
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    if after is not None and after.tag == INSTRUMENT:
        return Subject(after.refs[0], after, at)
    if (after is not None and after.text in topic("clauses")["texts"]) or of_own_part(tokens, at):
        spoken = last_named(stage, sentence, at)
        return Subject(spoken.refs[0], spoken, at) if spoken is not None else None
    bare = re.fullmatch(topic("clauses")["bare"], tokens[at].text) is not None
    relative = at > 0 and tokens[at - 1].text in topic("events")["relative"]
    if (bare and not relative) or not (_has_no_own_subject(tokens, at) or _asked_by_resolution(tokens, at)):
        return None
    going_on = _going_on(tokens, at, before) or _described_on(tokens, at)
    named = _before(stage, sentence, at) or going_on or _taken_up(stage, sentence, at)
    return Subject(named.refs[0], named, at) if named is not None else None


def _before(stage: Stage, sentence: int, at: int) -> Token | None:
    tokens = stage.scene.sentences[sentence]
    data = topic("clauses")
    places = [
        i for i in range(max(at - 5, 0), at) if tokens[i].text != '"' and tokens[i].text not in data["auxiliaries"]
    ]
    before = [tokens[i] for i in places]
    if before and before[-1].tag == INSTRUMENT:
        governed = places[-1] > 0 and tokens[places[-1] - 1].text in data["governs"]
        return before[-1] if not governed and agrees(tokens[at].text, before[-1]) else None
    if before and before[-1].text in topic("events")["relative"]:
        qualified = _in_relative(stage, sentence, at, places[-1])
        return qualified if qualified is not None and agrees(tokens[at].text, qualified) else None
    if re.fullmatch(data["asks"], tokens[at].text):
        return None
    if before and before[-1].text in data["and_it"]:
        return _it(tokens, at)
    if any(t.text in data["pronouns"] for t in before[-2:]):
        spoken = last_named(stage, sentence, at)
        return spoken if spoken is not None and agrees(tokens[at].text, spoken) else None
    if any(t.text in data["wholes"] for t in before[-2:]):
        return last_named(stage, sentence, at)
    heading = headed_by(tokens, at)
    if heading is not None:
        return heading if agrees(tokens[at].text, heading) else None
    dated = [t for t in before if t.tag == INSTRUMENT]
    return dated[-1] if dated and all(t.tag != STATE for t in before) and _year(before) else None


def _in_relative(stage: Stage, sentence: int, at: int, relative: int) -> Token | None:
    """The instrument that the relative clause of a verb is on: named before it, or meant by "the agreement that"."""
    tokens = stage.scene.sentences[sentence]
    noun = tokens[relative - 1] if relative else None
    if noun is None or noun.tag == PERSON:
        return None
    if stem(noun.text) in heads():
        return last_named(stage, sentence, at)
    if noun.text in topic("clauses")["it_is"]:
        return headed_by(tokens, relative - 1)
    return next(iter(qualified_by(tokens, at)), None)


def of_own_part(tokens: Sequence[Token], at: int) -> bool:
    """Whether a part of an instrument is the subject of a verb: "فصلها الرابع جعل", "ومنع فصلها السادس"."""
    data = topic("clauses")
    if tokens[at].text in data["includes"]["skips"]:
        return False
    beside = (*tokens[max(at - 2, 0) : at], *tokens[at + 1 : at + 2])
    return any(t.text in data["own_parts"] and t.text not in data["wholes"] for t in beside)


def _asked_by_resolution(tokens: Sequence[Token], at: int) -> bool:
    """Whether a resolution asks something of who stands behind the verb: "القرار 2216 الذي يطالب الحوثيين"."""
    data = topic("clauses")
    if not at or tokens[at - 1].text not in topic("events")["relative"]:
        return False
    named = next(iter(qualified_by(tuple(tokens), at)), None)
    resolution = named is not None and re.match(data["resolves"]["resolution"], named.text) is not None
    return resolution and re.fullmatch(data["resolves"]["asks"], tokens[at].text) is not None


def _it(tokens: Sequence[Token], at: int) -> Token | None:
    """The instrument of "…, and it allows": the last before the pause, behind which no person is named."""
    for token in reversed(tokens[:at]):
        if token.tag == INSTRUMENT:
            return token if agrees(tokens[at].text, token) else None
        if token.tag == PERSON:
            return None
    return None


def _year(tokens: Sequence[Token]) -> bool:
    """Whether nothing but a year stands between an instrument and its verb: "اتفاق في عام 2000 قدم"."""
    last = max(i for i, t in enumerate(tokens) if t.tag == INSTRUMENT)
    words = topic("instruments")["year_words"]
    return all(t.text in words or t.date is not None or t.text.isdigit() for t in tokens[last + 1 :])


def _joined(tokens: Sequence[Token], at: int) -> bool:
    """Whether a verb is joined to what stands before it: "وتلزم", "كما تدعو"."""
    data = topic("clauses")
    before = tokens[at - 1].text if at else ""
    return tokens[at].text.startswith(tuple(topic("events")["gender"]["joins"])) or before in data["conjunctions"]


def _going_on(tokens: Sequence[Token], at: int, before: Subject | None) -> Token | None:
    """The instrument of the verb before it in the sentence, which this one goes on with."""
    if before is None or not _joined(tokens, at) or not agrees(tokens[at].text, before.token):
        return None
    return before.token if _of_instruments(tokens[at].text, in_its_sentence=True) else None


def _of_instruments(verb: str, in_its_sentence: bool) -> bool:
    """Whether an instrument provides more by a verb; in the perfect only where its name stands ``in_its_sentence``."""
    data = topic("clauses")
    past = in_its_sentence and re.fullmatch(data["of_instruments_past"], verb) is not None
    return past or re.fullmatch(data["of_instruments"], verb) is not None


def _described_on(tokens: Sequence[Token], at: int) -> Token | None:
    """The instrument that a relative clause goes on to describe: "اتفاقية 1929 التي أبرمتها مصر، وتحظر إقامة …"."""
    in_relative = re.fullmatch(topic("clauses")["of_instruments_joined"], tokens[at].text) is not None
    if not in_relative and (not _joined(tokens, at) or not _of_instruments(tokens[at].text, in_its_sentence=True)):
        return None
    relative = topic("events")["relative"]
    opens = next((i for i in range(at - 1, max(at - _LONGEST_RELATIVE, 0), -1) if tokens[i].text in relative), 0)
    pauses = topic("clauses")["pauses"]
    while opens > 1 and (tokens[opens - 1].date is not None or tokens[opens - 1].text in pauses):
        opens -= 1
    while opens > 1 and tokens[opens - 1].text.isdigit():
        opens -= 1
    named = tokens[opens - 1] if opens else None
    return named if named is not None and named.tag == INSTRUMENT and agrees(tokens[at].text, named) else None


_LONGEST_RELATIVE = 20
"""So many words at most a relative clause has before its second verb."""


def _has_no_own_subject(tokens: Sequence[Token], at: int) -> bool:
    """Whether no one who acts stands right behind a verb, unless the verb takes him for its object."""
    following = tokens[at + 1] if at + 1 < len(tokens) else None
    takes = re.fullmatch(topic("clauses")["of_persons"], tokens[at].text) is not None
    return following is not None and (following.tag not in PARTIES or following.demonym or takes)


def _taken_up(stage: Stage, sentence: int, at: int) -> Token | None:
    """The instrument of the sentence before, of a verb that opens its sentence and names no subject."""
    tokens = stage.scene.sentences[sentence]
    data = topic("clauses")
    opens = all(t.text in data["bullets"] or t.text in data["conjunctions"] for t in tokens[:at])
    if not opens or at + 1 >= len(tokens):
        return None
    if not _of_instruments(tokens[at].text, in_its_sentence=False):
        return None
    takes = re.fullmatch(data["of_persons"], tokens[at].text) is not None
    if not takes and not tokens[at + 1].text.startswith(tuple(data["object_leads"])):
        return None
    spoken = earlier(stage, sentence)
    return spoken[0] if spoken and agrees(tokens[at].text, spoken[0]) else None


def article_of(tokens: Sequence[Token], articles: Sequence[Reference], at: int) -> Reference | None:
    """The article that is the subject of the verb at ``at``: right after it, or the last before it.

    One that is only called upon is none, unless it is described: "عملا بالمادة 28 التي لا تجيز".
    """
    described = any(t.text in topic("events")["relative"] for t in tokens[max(at - 2, 0) : at])
    after = next((a for a in articles if at < a.first <= at + 2), None)
    before = [a for a in articles if a.last <= at <= a.last + 3 and (described or not a.according)]
    return after or (before[-1] if before else None)
