"""Finds duties told as contents of an instrument: what it includes, aims at, says and resolves."""

from __future__ import annotations

import re  # several times as fast as regex for the forms of a word
from collections.abc import Iterator
from functools import cache

from builder.languages import topic
from builder.recognise.instruments_scene import INSTRUMENT, WORD
from builder.relate.articles import focus_of, references
from builder.relate.force import coming, in_force_for, lasting, running, waiting
from builder.relate.gender import agrees
from builder.relate.name_tails import behind_tail
from builder.relate.provision_verbs import Subject
from builder.relate.scenes import Stage
from builder.relate.spoken import last_named
from builder.relate.tellings import Reader, Told, opening, subject
from builder.relate.terms import heads_list
from builder.relate.verb_rules import VerbRules


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


def _included(stage: Stage, sentence: int, at: int, _: Subject | None) -> Iterator[Told]:
    """ "which included cooperation in …": a verbal noun or what is granted; its articles and chapters are none."""
    tokens = stage.scene.sentences[sentence]
    data = topic("clauses")["includes"]
    own = subject(tokens, at, data["reach"])
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
    own = subject(tokens, at, data["reach"]) or (opening(stage, sentence, at) if alone else None)
    if own is None and before is not None and agrees(tokens[at].text, before.token):
        own = before.token
    named = own is not None and own in tokens[at : at + 4]
    reach = data["reach"] if named else data["near"]
    to = next((i for i in range(at + 1, min(at + reach, len(tokens))) if tokens[i].text in data["to"]), None)
    if own is not None and to is not None:
        yield Told(own.refs[0], to + 1, None, "clause-aims", "aim", None, own)


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


_BY_VERB: dict[str, Reader] = {
    "includes": _included,
    "aims": _aimed,
    "runs": running,
    "stated": _stated,
    "waits": waiting,
    "entails": _entailed,
    "comes": coming,
    "resolves": _resolved,
    "towards": _towards,
}
"""By the rule of clauses.yaml whose verb opens a provision, what reads on from it; the first that fits does."""

_BY_WORD: dict[tuple[str, str], Reader] = {
    ("lasts", "words"): lasting,
    ("lasts", "for"): in_force_for,
    ("listed", "words"): _listed,
}
"""By the list of clauses.yaml that has a word which opens a provision, what reads on from it."""
