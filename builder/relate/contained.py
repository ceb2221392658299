"""Finds duties told as contents of an instrument: what it includes, aims at, says, and how long it lasts."""

from __future__ import annotations

import re  # several times as fast as regex for the forms of a word
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

from builder.languages import topic
from builder.recognise.instruments_phrases import PARTIES, words
from builder.recognise.instruments_scene import INSTRUMENT, WORD, Token
from builder.recognise.instruments_titles import stem
from builder.relate.articles import Reference, focus_of, references
from builder.relate.gender import agrees, feminine
from builder.relate.name_tails import behind_tail
from builder.relate.provision_verbs import Subject
from builder.relate.scenes import Stage
from builder.relate.spoken import earlier, last_named
from builder.relate.terms import counted, heads_list, in_force_after
from builder.relate.verb_rules import VerbRules


@dataclass(frozen=True, slots=True)
class Told:
    """``first`` to ``last``: the tokens of what is told (the last not included; None: to where provisions end)."""

    instrument: str
    first: int
    last: int | None
    rule: str
    strength: str | None = None
    article: Reference | None = None
    named: Token | None = None


Reader = Callable[[Stage, int, int, Subject | None], Iterator[Told]]


def verbs_that_tell() -> list[re.Pattern[str]]:
    """Verbs and the like at which alone, or at ``words_that_tell``, ``told`` may find anything."""
    return _rules().patterns()


@cache
def words_that_tell() -> dict[str, Reader]:
    """Other words at which ``told`` may find anything, each with what reads on from it."""
    data = topic("clauses")
    return {word: read for (rule, words_of), read in _BY_WORD.items() for word in data[rule][words_of]}


@cache
def _rules() -> VerbRules:
    return VerbRules("clauses", tuple(_BY_VERB))


def told(stage: Stage, sentence: int, at: int, before: Subject | None = None) -> Iterator[Told]:
    """What the word at ``at`` opens, where it opens any of these; ``before``: the subject of the verb before it."""
    tokens = stage.scene.sentences[sentence]
    text = tokens[at].text
    fits = _rules().fitting(text)
    if at and tokens[at - 1].text in topic("clauses")["negations"] and "comes" not in fits:
        return
    by_verb = next((read for rule, read in _BY_VERB.items() if rule in fits), None)
    read = by_verb or words_that_tell().get(text)
    yield from read(stage, sentence, at, before) if read is not None else ()


def _own(tokens: tuple[Token, ...], at: int, reach: int) -> Token | None:
    """The instrument that a verb has for its subject: right after it, or before it in reach, and of its gender."""
    if at + 1 < len(tokens) and tokens[at + 1].tag == INSTRUMENT:
        return tokens[at + 1]
    before = [t for t in tokens[_first(tokens, at, reach) : at] if t.tag == INSTRUMENT]
    starts = topic("events")["gender"]["feminine_verbs"][0]
    bare = tokens[at].text.lstrip(topic("events")["gender"]["joins"])
    of_her = bare.startswith(starts) or bare.endswith(starts)
    agreeing = [t for t in before if len(t.refs) == 1 and (feminine(t) == of_her or _called_document(tokens, t))]
    return agreeing[-1] if agreeing else None


def _first(tokens: tuple[Token, ...], at: int, reach: int) -> int:
    """The place so many words before ``at``, the parties of an instrument ("بين مصر وتركيا") passed over."""
    joins = words("between") | words("with") | words("party_joins")
    first = at
    while first and reach:
        first -= 1
        reach -= not (tokens[first].tag in PARTIES or tokens[first].text in joins)
    return first


def _called_document(tokens: tuple[Token, ...], named: Token) -> bool:
    """Whether "the document" stands before a name, and gives it its gender: وثيقة "إعلان القاهرة" التي تضمنت."""
    at = tokens.index(named)
    return any(stem(t.text) in words("feminine") for t in tokens[max(at - 2, 0) : at])


def _included(stage: Stage, sentence: int, at: int, _: Subject | None) -> Iterator[Told]:
    """ "which included cooperation in …": a verbal noun or what is granted; its articles and chapters are none."""
    tokens = stage.scene.sentences[sentence]
    data = topic("clauses")["includes"]
    own = _own(tokens, at, data["reach"])
    if own is None:
        return
    first = behind_tail(tokens, at + 2) if tokens[at + 1].tag == INSTRUMENT else at + 1
    while first < len(tokens) and tokens[first].text in data["skips"]:
        first += 1
    if any(t.text in data["parts"] for t in tokens[first : first + 2]):
        return
    if first < len(tokens) and tokens[first].tag == WORD:
        yield Told(own.refs[0], first, None, "clause-includes")


def _aimed(stage: Stage, sentence: int, at: int, before: Subject | None) -> Iterator[Told]:
    """ "it aims at …": the aim."""
    tokens = stage.scene.sentences[sentence]
    data = topic("clauses")["aims"]
    alone = at + 1 < len(tokens) and tokens[at + 1].text in data["to"]
    own = _own(tokens, at, data["reach"]) or (_opening(stage, sentence, at) if alone else None)
    if own is None and before is not None and agrees(tokens[at].text, before.token):
        own = before.token
    named = own is not None and own in tokens[at : at + 4]
    reach = data["reach"] if named else data["near"]
    to = next((i for i in range(at + 1, min(at + reach, len(tokens))) if tokens[i].text in data["to"]), None)
    if own is not None and to is not None:
        yield Told(own.refs[0], to + 1, None, "clause-aims", "aim", None, own)


def _waiting(stage: Stage, sentence: int, at: int, _: Subject | None) -> Iterator[Told]:
    """ "its coming into force depends on …": what it waits for."""
    tokens = stage.scene.sentences[sentence]
    data = topic("clauses")["waits"]
    places = range(at + 1, min(at + data["reach"], len(tokens)))
    near = [*places, at - 1] if at else [*places]
    force = next((i for i in near if re.fullmatch(data["force"], tokens[i].text)), None)
    if force is None:
        return
    own = next((t for t in tokens[force : force + 3] if t.tag == INSTRUMENT), None)
    named = own or next(iter(earlier(stage, sentence)), None)
    key = named.refs[0] if named is not None else focus_of(stage, sentence)
    upon = re.compile("|".join((*data["upon"], data["joined"])))
    first = next((i for i in places if i > force and upon.fullmatch(tokens[i].text)), None)
    if key is not None and first is not None:
        yield Told(key, first + (tokens[first].text in data["upon"]), None, "clause-waits", "shall")


def _entailed(stage: Stage, sentence: int, at: int, _: Subject | None) -> Iterator[Told]:
    """ "what follows from its coming into force is …"."""
    tokens = stage.scene.sentences[sentence]
    data = topic("clauses")["entails"]
    if at + 1 < len(tokens) and tokens[at + 1].text in data["upon"]:
        named = next(
            (i for i in range(at + 2, min(at + data["reach"], len(tokens))) if tokens[i].tag == INSTRUMENT), None
        )
        if named is not None:
            yield Told(tokens[named].refs[0], named + 1, None, "clause-entails")


def _towards(stage: Stage, sentence: int, at: int, _: Subject | None) -> Iterator[Told]:
    """ "the agreement aimed at …" by a participle right behind the name: "الاتفاق الرامي إلى …"."""
    tokens = stage.scene.sentences[sentence]
    data = topic("clauses")["towards"]
    own = next((t for t in reversed(tokens[max(at - data["reach"], 0) : at]) if t.tag == INSTRUMENT), None)
    following = tokens[at + 1] if at + 1 < len(tokens) else None
    if own is None or following is None:
        return
    if following.text in data["to"]:
        yield Told(own.refs[0], at + 2, None, "clause-aims", "aim")
    elif re.fullmatch(data["joined"], following.text) and following.tag == WORD:
        yield Told(own.refs[0], at + 1, None, "clause-provides")


def _opening(stage: Stage, sentence: int, at: int) -> Token | None:
    """The instrument of the sentence before, of a verb that opens its own: "ويهدف إلى …"."""
    tokens = stage.scene.sentences[sentence]
    if any(t.text not in topic("clauses")["bullets"] for t in tokens[:at]):
        return None
    spoken = earlier(stage, sentence)
    return spoken[0] if spoken and agrees(tokens[at].text, spoken[0]) else None


def _lasting(stage: Stage, sentence: int, at: int, _: Subject | None) -> Iterator[Told]:
    """ "its term is five years", "the term of the agreement is five years"."""
    tokens = stage.scene.sentences[sentence]
    data = topic("clauses")["lasts"]
    bears = tokens[at].text.endswith(tuple(data["bearing"]))
    if at and re.fullmatch(data["changed"], tokens[at - 1].text):
        return
    named = [t for t in tokens[: at + 2] if t.tag == INSTRUMENT] or (earlier(stage, sentence) if bears else [])
    last = counted(tokens, at, 8)
    if named and last is not None:
        yield Told(named[-1].refs[0], at, last, "clause-lasts", None, None, named[-1])


def _in_force_for(stage: Stage, sentence: int, at: int, _: Subject | None) -> Iterator[Told]:
    """ "it entered into force for seven years": its term, up to a pause."""
    tokens = stage.scene.sentences[sentence]
    data = topic("clauses")
    near = tokens[max(at - data["lasts"]["force_reach"], 0) : at]
    named = last_named(stage, sentence, at)
    if named is None or not any(re.fullmatch(data["lasts"]["force"], t.text) for t in near):
        return
    if counted(tokens, at, data["runs"]["reach"]) is not None:
        pauses = {*data["pauses"], *data["stops"]}
        last = next((i for i in range(at, len(tokens)) if tokens[i].text in pauses), len(tokens))
        yield Told(named.refs[0], at, last, "clause-lasts")


def _running(stage: Stage, sentence: int, at: int, _: Subject | None) -> Iterator[Told]:
    """ "it runs for ten years"."""
    tokens = stage.scene.sentences[sentence]
    own = _own(tokens, at, 3) or _opening(stage, sentence, at)
    last = counted(tokens, at, topic("clauses")["runs"]["reach"])
    if own is not None and last is not None:
        yield Told(own.refs[0], at, last, "clause-lasts")


def _stated(stage: Stage, sentence: int, at: int, _: Subject | None) -> Iterator[Told]:
    """ "article 14 says that …", "the text says: “…”"."""
    tokens = stage.scene.sentences[sentence]
    data = topic("clauses")["stated"]
    places = range(at + 1, min(at + data["reach"], len(tokens)))
    that = next((i for i in places if tokens[i].text in data["that"]), None)
    if that is None:
        return
    cited = next((r for r in references(stage, sentence) if at < r.first < that or r.last == at), None)
    if cited is not None:
        yield Told(cited.instrument, that + 1, None, "clause-stated", None, cited)
        return
    named = [t for t in tokens[at + 1 : that] if t.tag == INSTRUMENT]
    inside = any(t.text in data["in"] for t in tokens[at + 1 : at + 3])
    if named and (inside or tokens[at + 1].tag == INSTRUMENT):
        yield Told(named[0].refs[0], that + 1, None, "clause-stated")
    elif any(t.text in data["text"] for t in tokens[at + 1 : at + 3]) and tokens[that + 1 : that + 2]:
        focus = focus_of(stage, sentence)
        if focus is not None and tokens[that + 1].text == topic("clauses")["quote"]:
            yield Told(focus, that + 1, None, "clause-stated")


def _listed(stage: Stage, sentence: int, at: int, _: Subject | None) -> Iterator[Told]:
    """ "among the provisions of the agreement: …"."""
    tokens = stage.scene.sentences[sentence]
    data = topic("clauses")["listed"]
    if at + 2 >= len(tokens):
        return
    bears = tokens[at].text.endswith(tuple(data["pronouns"]))
    own = tokens[at + 1] if tokens[at + 1].tag == INSTRUMENT else None
    named = own or (last_named(stage, sentence, at) if bears else None)
    first = at + 1 + (own is not None)
    led = any(t.text in data["lead"] for t in tokens[max(at - 2, 0) : at])
    led = led and (bears or heads_list(tokens, at, first))
    if named is not None and first < len(tokens) and (tokens[first].text in data["marks"] or led):
        yield Told(named.refs[0], first + (tokens[first].text in data["marks"]), None, "clause-listed")


def _resolved(stage: Stage, sentence: int, at: int, _: Subject | None) -> Iterator[Told]:
    """ "resolution 1590 was issued in March, sending ten thousand soldiers": what a body decides by it."""
    tokens = stage.scene.sentences[sentence]
    data = topic("clauses")["resolves"]
    near = range(at + 1, min(at + data["reach"], len(tokens)))
    place = next((i for i in near if tokens[i].tag == INSTRUMENT), None)
    if place is None or not re.match(data["resolution"], tokens[place].text):
        return
    for i in range(place + 1, min(place + data["behind"], len(tokens))):
        if tokens[i].tag == WORD and re.fullmatch(data["joined"], tokens[i].text):
            yield Told(tokens[place].refs[0], i, None, "clause-resolves")
            return
        if tokens[i].tag == WORD and tokens[i].text not in data["between"] and not tokens[i].text.isdigit():
            return


def _coming(stage: Stage, sentence: int, at: int, _: Subject | None) -> Iterator[Told]:
    """ "it enters into force thirty days after the deposit of …", "it does not before …": on what terms."""
    tokens = stage.scene.sentences[sentence]
    after = in_force_after(tokens, at)
    named = last_named(stage, sentence, after) if after is not None else None
    alone = at + 1 < len(tokens) and re.fullmatch(topic("clauses")["comes"]["alone"], tokens[at + 1].text) is not None
    if alone and named is not None and not agrees(tokens[at].text, named):
        return
    denied = at > 0 and tokens[at - 1].text in topic("clauses")["negations"]
    due = {*topic("clauses")["under"]["due"], *topic("clauses")["unmet"]}
    if named is not None and not any(t.text in due for t in tokens[max(at - 2, 0) : at]):
        yield Told(named.refs[0], at - denied, None, "clause-comes")


_BY_VERB: dict[str, Reader] = {
    "includes": _included,
    "aims": _aimed,
    "runs": _running,
    "stated": _stated,
    "waits": _waiting,
    "entails": _entailed,
    "comes": _coming,
    "resolves": _resolved,
    "towards": _towards,
}
"""By the rule of clauses.yaml whose verb opens a provision, what reads on from it; the first that fits does."""

_BY_WORD: dict[tuple[str, str], Reader] = {
    ("lasts", "words"): _lasting,
    ("lasts", "for"): _in_force_for,
    ("listed", "words"): _listed,
}
"""By the list of clauses.yaml that has a word which opens a provision, what reads on from it."""
