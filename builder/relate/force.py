"""Finds provisions on an instrument's force: what it waits for, from when it runs and how long it lasts."""

from __future__ import annotations

import re  # several times as fast as regex for the forms of a word
from collections.abc import Iterator

from builder.languages import topic
from builder.recognise.instruments_scene import INSTRUMENT
from builder.relate.articles import focus_of
from builder.relate.gender import agrees
from builder.relate.provision_verbs import Subject
from builder.relate.scenes import Stage
from builder.relate.spoken import earlier, last_named
from builder.relate.tellings import Told, opening, subject
from builder.relate.terms import counted, in_force_after


def waiting(stage: Stage, sentence: int, at: int, _: Subject | None) -> Iterator[Told]:
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


def lasting(stage: Stage, sentence: int, at: int, _: Subject | None) -> Iterator[Told]:
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


def in_force_for(stage: Stage, sentence: int, at: int, _: Subject | None) -> Iterator[Told]:
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


def running(stage: Stage, sentence: int, at: int, _: Subject | None) -> Iterator[Told]:
    """ "it runs for ten years"."""
    tokens = stage.scene.sentences[sentence]
    own = subject(tokens, at, 3) or opening(stage, sentence, at)
    last = counted(tokens, at, topic("clauses")["runs"]["reach"])
    if own is not None and last is not None:
        yield Told(own.refs[0], at, last, "clause-lasts")


def coming(stage: Stage, sentence: int, at: int, _: Subject | None) -> Iterator[Told]:
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
