"""Finds the parties of an instrument that are told in lists, among those counted, and by who signs for them."""

from __future__ import annotations

import re  # several times as fast as regex for the forms of a word
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache, partial

from builder.languages import topic
from builder.model import Span
from builder.recognise.instruments_scene import BLOC, DATE, INSTRUMENT, PERSON, STATE, WORD, Token, names
from builder.recognise.words import WORDS
from builder.relate.belligerents import told
from builder.relate.qualified import qualified_by
from builder.relate.scenes import Stage
from builder.relate.spoken import earlier, last_named
from builder.relate.state_lists import sole_subject, states_from

Found = tuple[str, str, Span, str]


def enlisted(stage: Stage) -> Iterator[Found]:
    """Instrument, party, the words that name it, and the rule."""
    for number, tokens in enumerate(stage.scene.sentences):
        if not names(tokens, STATE):
            continue
        named = names(tokens, INSTRUMENT)
        for rule, found in (
            ("party-applies-to", _applying(tokens)),
            ("party-member", _members(tokens)),
            ("party-counted", _counted(stage, number)),
            ("party-those-that", _those_that(stage, number)),
            ("party-signed-for", _signed_for(stage, number)),
            ("party-signed-with", _signed_with_it(stage, number)),
            ("party-one-of", _one_of(tokens)),
            ("party-under", _under(stage, number)),
            ("party-own", _own(stage, number)),
            ("party-tied", _tied(tokens)),
            *told(tokens),
        ):
            for instrument, token in found if named or rule in _OF_EARLIER else ():
                party = stage.state_of(token.refs[0]) if token.tag == PERSON else token.refs[0]
                if party is not None:
                    yield instrument, party, stage.tokens_span([token]), rule


_OF_EARLIER = frozenset({"party-counted", "party-those-that", "party-signed-for", "party-under"})
"""Rules whose instrument may be named in a sentence before."""

Named = Iterator[tuple[str, Token]]


@cache
def _pattern(rule: str) -> re.Pattern[str]:
    return re.compile(topic("parties")[rule]["verb"])


def _applying(tokens: Sequence[Token]) -> Named:
    """ "it applies to six states, which are …, and four others, which are …"."""
    near = topic("parties")["near"]
    for at, token in enumerate(tokens):
        if token.tag != WORD or not _pattern("applies").fullmatch(token.text):
            continue
        behind = [t for t in tokens[at + 1 : at + 1 + near] if t.tag == INSTRUMENT]
        before = [t for t in tokens[max(at - 2, 0) : at] if t.tag == INSTRUMENT]
        for one in (behind or before)[:1]:
            yield from ((one.refs[0], party) for party in _lists(tokens, at + 1))


def _members(tokens: Sequence[Token]) -> Named:
    """ "the states parties to the treaty, which are …"."""
    data = topic("parties")
    for at, token in enumerate(tokens):
        if token.tag != INSTRUMENT or at < 2:
            continue
        before = [t.text for t in tokens[at - 2 : at]]
        if before[1] in data["members"]["to"] and before[0] in data["members"]["words"]:
            gap = tokens[at + 1 : at + 4]
            leads = (*data["opens"], *data["members"]["among"])
            opens = next((i for i, t in enumerate(gap, at + 1) if t.text in leads), None)
            if opens is not None:
                yield from ((token.refs[0], party) for party in _list(tokens, opens + 1))


def _lists(tokens: Sequence[Token], first: int) -> list[Token]:
    """The states of all lists that "which are" opens, with the word for states before it."""
    data = topic("parties")
    found: list[Token] = []
    for at in range(first, len(tokens)):
        before = {t.text for t in tokens[max(at - data["reach"], first) : at]}
        among = tokens[at].text in data["members"]["among"] and any(word.isdigit() for word in before)
        if (tokens[at].text in data["opens"] or among) and before & set(data["states"]):
            found += _list(tokens, at + 1)
    return found


def _list(tokens: Sequence[Token], first: int, dated: bool = False) -> list[Token]:
    """The states of a list that may begin with "which are", and, where ``dated``, hold the date of each."""
    return states_from(tokens, first, partial(_passed, dated=dated))


def _passed(token: Token, begun: bool, dated: bool) -> bool:
    """Whether a list may begin or go on over a token: "which are" before it, a date inside of it."""
    if not begun:
        return token.text in topic("parties")["opens"]
    return dated and (token.tag == DATE or token.text in topic("instruments")["year_words"])


def _counted(stage: Stage, number: int) -> Named:
    """ "187 states have signed it, among them …"."""
    data = topic("parties")["counted"]
    tokens = stage.scene.sentences[number]
    for at, token in enumerate(tokens):
        if token.text not in data["among"]:
            continue
        verb = next(
            (i for i in range(at - 1, max(at - 14, -1), -1) if _pattern("counted").fullmatch(tokens[i].text)), -1
        )
        if verb < 0 or any(t.text in data["not_before"] for t in tokens[max(verb - 1, 0) : at]):
            continue
        counts = any(t.text.isdigit() or t.text in topic("parties")["states"] for t in tokens[verb:at])
        named = last_named(stage, number, verb + 4)
        if counts and named is not None:
            yield from ((named.refs[0], party) for party in _list(tokens, at + 1, dated=True))


def _those_that(stage: Stage, number: int) -> Named:
    """ "among the states that have ratified it are A and B", "of the states parties to it, A and B …"."""
    data, tokens = topic("parties"), stage.scene.sentences[number]
    for at, token in enumerate(tokens[:-2]):
        of = at - 2 if tokens[at - 1].text in topic("instruments")["relative"] else at - 1
        does = token.text in data["members"]["words"] if of == at - 1 else _pattern("those_that").fullmatch(token.text)
        if of < 1 or not does or tokens[of].text not in data["states"]:
            continue
        if tokens[of - 1].text not in data["those_that"]["among"]:
            continue
        to, what = tokens[at + 1], tokens[at + 2]
        told = to.text in data["members"]["to"] and what.tag == INSTRUMENT
        named = last_named(stage, number, at + 3) if told or to.text in data["those_that"]["it"] else None
        if named is not None:
            yield from ((named.refs[0], party) for party in _list(tokens, at + 2 + told, dated=True))


def _signed_for(stage: Stage, number: int) -> Named:
    """ "signed for Panama by …": for whom a hand signs."""
    data = topic("parties")["signs_for"]
    tokens = stage.scene.sentences[number]
    deed: int | None = None
    for at, token in enumerate(tokens[:-1]):
        if token.tag == WORD and _signs(token.text):
            deed = at if tokens[at + 1].text not in topic("events")["papers"] else None
        if deed is None or at - deed > data["reach"] or token.text not in data["for"]:
            continue
        side = tokens[at + 1].text in data["side"]
        who = tokens[at + 2] if side and at + 2 < len(tokens) else tokens[at + 1]
        named = last_named(stage, number, deed + 4)
        if who.tag == STATE and (side or not who.demonym) and named is not None:
            deed = at
            yield named.refs[0], who


@lru_cache(maxsize=WORDS)
def _signs(word: str) -> bool:
    """Whether a word is a finite verb of signing."""
    return _pattern("signs_for").fullmatch(word) is not None


def _signed_with_it(stage: Stage, number: int) -> Named:
    """ "… the treaty that it signed with China": "it" is the one state that the clause before has for a subject."""
    tokens = stage.scene.sentences[number]
    for at in range(2, len(tokens) - 2):
        if tokens[at].tag != WORD or not _pattern("signed_with_it").fullmatch(tokens[at].text):
            continue
        relative = tokens[at - 1].text in topic("instruments")["relative"]
        behind = at + 1 + (tokens[at + 1].text in topic("parties")["signed_with_it"]["to_it"])
        if not relative or tokens[behind].text not in topic("instruments")["with"] or behind + 1 == len(tokens):
            continue
        about = qualified_by(tokens, at) or [t for t in tokens[:at] if t.tag == INSTRUMENT][-1:]
        doer = sole_subject(tokens[: tokens.index(about[0])]) if about else None
        other = tokens[behind + 1]
        if doer is not None and other.tag in (STATE, BLOC) and other.refs[0] != doer.refs[0]:
            yield about[0].refs[0], doer


def _one_of(tokens: Sequence[Token]) -> Named:
    """ "…, and it is one of the signatories of the treaty"."""
    data = topic("parties")["one_of"]
    for at, token in enumerate(tokens):
        if token.tag != INSTRUMENT or at < 3 or tokens[at - 1].text not in topic("parties")["members"]["to"]:
            continue
        lead = [t.text for t in tokens[max(at - 5, 0) : at - 1]]
        among = [word for word in lead if word not in topic("instruments")["among"]["first"]]
        told = any(len(one) > 1 and one[-1] in data["who"] and one[-2] in data["of"] for one in (lead, among))
        of = next((i for i in range(max(at - 5, 1), at - 1) if tokens[i].text in data["of"]), 0)
        is_one = tokens[of - 1].tag == STATE or any(word in data["is"] for word in lead[:-2])
        if told and of and is_one:
            doer = sole_subject(tokens[: at - 3])
            yield from [(token.refs[0], doer)] if doer is not None else []


def _under(stage: Stage, number: int) -> Named:
    """ "Kiev gave up its arsenal under the memorandum": the state right behind the verb, and the treaty behind it."""
    data = topic("parties")["under"]
    tokens = stage.scene.sentences[number]
    for at, token in enumerate(tokens[2:-1], 2):
        who = tokens[at - 1]
        if token.text in data["it"] and tokens[at + 1].tag == STATE:
            yield from _by_which(tokens, at)
        if who.tag != STATE or who.demonym or not _pattern("under").fullmatch(tokens[at - 2].text):
            continue
        if token.text in data["by"] and tokens[at + 1].tag == INSTRUMENT:
            named = [tokens[at + 1]]
        else:
            named = earlier(stage, number) if token.text in data["it"] else []
        if named and stage.scene.entities[named[0].refs[0]].kind != "Instrument":
            yield named[0].refs[0], who


def _by_which(tokens: Sequence[Token], at: int) -> Named:
    """ "the treaty by which Siam ceded to France …": who does it under the treaty, and to whom, where that is told."""
    who, behind = tokens[at + 1], tokens[at + 2 : at + 4]
    if tokens[at - 2].text not in topic("instruments")["relative"] or who.demonym:
        return
    if not _pattern("under").fullmatch(tokens[at - 1].text):
        return
    for named in qualified_by(tuple(tokens), at - 1)[:1]:
        yield named.refs[0], who
        if len(behind) > 1 and behind[0].text in topic("instruments")["to"] and behind[1].tag == STATE:
            yield named.refs[0], behind[1]


def _own(stage: Stage, number: int) -> Named:
    """Who ends, keeps or breaks a treaty "with B": the one other state named before, by its adjective too."""
    data = topic("parties")["own"]
    tokens = stage.scene.sentences[number]
    for at, token in enumerate(tokens):
        if token.tag != INSTRUMENT or not at or tokens[at - 1].text not in data["deeds"]:
            continue
        near = [t.text for t in tokens[at + 1 : at + 4]]
        with_one = next(
            (at + 2 + i for i, word in enumerate(near) if word in topic("instruments")["with"]), len(tokens)
        )
        if with_one >= len(tokens) or tokens[with_one].tag != STATE or {t.text for t in tokens[:at]} & _opposing():
            continue
        before = {stage.state_of(t.refs[0]): t for t in tokens[:at] if t.tag in (STATE, PERSON)}
        before.pop(None, None)
        if len(before) == 1 and tokens[with_one].refs[0] not in before:
            yield token.refs[0], next(iter(before.values()))


def _tied(tokens: tuple[Token, ...]) -> Named:
    """ "the treaty that tied A to B": the state behind the verb, and the one that "to" leads to."""
    data = topic("parties")["tied"]
    for at, token in enumerate(tokens[1:-3], 1):
        if token.tag != WORD or not _pattern("tied").fullmatch(token.text):
            continue
        about = qualified_by(tokens, at) if tokens[at - 1].text in topic("instruments")["relative"] else []
        one, to, other = tokens[at + 1 : at + 4]
        states = all(t.tag in (STATE, BLOC) and not t.demonym for t in (one, other))
        if about and states and to.text in data["to"]:
            yield from ((about[0].refs[0], party) for party in (one, other))


@cache
def _opposing() -> frozenset[str]:
    """Verbs of those who speak of what others do, with "and" before them too."""
    words: list[str] = topic("parties")["own"]["not_before"]
    joined = topic("instruments")["and"]
    return frozenset([*words, *(one + word for one in joined for word in words)])
