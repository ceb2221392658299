"""Finds duties told as what is done under an instrument, or what its parties undertake by it (pacta sunt servanda)."""

from __future__ import annotations

import re  # several times as fast as regex for the forms of a word
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cache

from builder.languages import topic
from builder.recognise.instruments_phrases import PARTIES
from builder.recognise.instruments_scene import INSTRUMENT, Token
from builder.relate.articles import references
from builder.relate.gender import feminine
from builder.relate.name_tails import behind_tail
from builder.relate.scenes import Stage
from builder.relate.spoken import earlier, last_named
from builder.relate.tellings import Told


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(topic("clauses")["under"][name])


Reader = Callable[[Stage, int, int], Iterator[Told]]


@cache
def words_of_undertakings() -> dict[str, Reader]:
    """The words at which alone ``undertaken`` may find anything, each with what reads on from it."""
    data = topic("clauses")["under"]
    return {word: read for name, read in _BY_WORD.items() for word in data[name]}


def undertaken(stage: Stage, sentence: int, at: int) -> Iterator[Told]:
    """What is to be done by the instrument that the word at ``at`` calls upon ("بموجبها", "بموجب المعاهدة")."""
    read = words_of_undertakings().get(stage.scene.sentences[sentence][at].text)
    yield from read(stage, sentence, at) if read is not None else ()


def _by_pronoun(stage: Stage, sentence: int, at: int) -> Iterator[Told]:
    """ "under it": by an article cited before in the same clause, or by the instrument that "it" means."""
    tokens = stage.scene.sentences[sentence]
    cited = [r for r in references(stage, sentence) if r.last <= at <= r.last + 6 and not r.according]
    if cited and any(t.text in topic("events")["relative"] for t in tokens[cited[-1].last : at]):
        yield Told(cited[-1].instrument, cited[-1].last + 1, None, "clause-under", None, cited[-1])
        return
    named = _meant(stage, sentence, at)
    if named is not None:
        yield from _told(tokens, at, at, named.refs[0], free=True)


def _by_name(stage: Stage, sentence: int, at: int) -> Iterator[Told]:
    """ "under the treaty", or "under that", which is the instrument last spoken of."""
    tokens = stage.scene.sentences[sentence]
    cited = next((r for r in references(stage, sentence) if r.first == at + 1), None)
    if cited is not None:
        found = _told(tokens, at, cited.last - 1, cited.instrument, free=False)
        yield from (replace(one, article=cited) for one in found)
        return
    places = range(at + 1, min(at + 4, len(tokens)))
    named = next((i for i in places if tokens[i].tag == INSTRUMENT), None)
    if named is not None:
        yield from _told(tokens, at, behind_tail(tokens, named + 1) - 1, tokens[named].refs[0], free=False)
    elif at + 1 < len(tokens) and tokens[at + 1].text in topic("clauses")["under"]["that_one"]:
        last = last_named(stage, sentence, at)
        yield from _told(tokens, at, at + 1, last.refs[0], free=True) if last is not None else ()


def _within(stage: Stage, sentence: int, at: int) -> Iterator[Told]:
    """ "in the treaty"."""
    tokens = stage.scene.sentences[sentence]
    if at + 1 < len(tokens) and tokens[at + 1].tag == INSTRUMENT:
        yield from _committed(tokens, at, at + 1, tokens[at + 1].refs[0])
        yield from _decided(tokens, at)


def _decided(tokens: tuple[Token, ...], at: int) -> Iterator[Told]:
    """ "the Council demanded, in resolution 2773, which it adopted …, that": what stands behind what is told of it."""
    data = topic("clauses")
    named = tokens[at + 1]
    before = tokens[max(at - 6, 0) : at]
    verb = any(re.fullmatch(data["resolves"]["decides"], t.text) for t in before)
    body = any(t.tag in PARTIES or t.text in data["resolves"]["bodies"] for t in before)
    if not (verb and body) or re.match(data["resolves"]["resolution"], named.text) is None:
        return
    first = at + 2 + sum(t.text.isdigit() for t in tokens[at + 2 : at + 3])
    first += tokens[first : first + 1] != () and tokens[first].text in data["pauses"]
    if first < len(tokens) and tokens[first].text in topic("events")["relative"]:
        stop = next((i for i in range(first, len(tokens)) if tokens[i].text in data["pauses"]), None)
        first = stop + 1 if stop is not None else len(tokens)
    yield Told(named.refs[0], first, None, "clause-resolves")


def _inside(stage: Stage, sentence: int, at: int) -> Iterator[Told]:
    """ "in it", right behind those who undertake something, or between the verb and them."""
    tokens = stage.scene.sentences[sentence]
    behind = tokens[at + 1].tag in PARTIES if at + 1 < len(tokens) else False
    verb = at > 0 and behind and _pattern("commits").fullmatch(tokens[at - 1].text) is not None
    named = _meant(stage, sentence, at) if verb or _of_sides(tokens, at) else None
    yield from _committed(tokens, at, at, named.refs[0]) if named is not None else ()


def _by_sides(stage: Stage, sentence: int, at: int) -> Iterator[Told]:
    """ "The two sides undertake to …" at the head of a sentence, of the instrument that the one before speaks of."""
    tokens, data = stage.scene.sentences[sentence], topic("clauses")["under"]
    verb = at - 1
    heads = 0 <= verb <= 1 and _pattern("undertakes").fullmatch(tokens[verb].text) is not None
    heads = heads and all(t.text in topic("clauses")["conjunctions"] for t in tokens[:verb])
    spoken = stage.scene.sentences[sentence - 1] if sentence else ()
    same = sentence > 0 and stage.scene.block(sentence) == stage.scene.block(sentence - 1)
    named = earlier(stage, sentence) if same and any(t.tag == INSTRUMENT for t in spoken) else []
    follows = tokens[at + 1].text if at + 1 < len(tokens) else ""
    if heads and named and _pattern("object").match(follows) and follows not in data["agreed_on"]:
        yield Told(named[-1].refs[0], verb, None, "clause-undertaken", "shall")


def _of_sides(tokens: tuple[Token, ...], at: int) -> bool:
    """Whether states, or "the two sides", stand right before the word: who undertakes something in an instrument."""
    before = tokens[at - 1] if at else None
    return before is not None and (before.tag in PARTIES or before.text in topic("clauses")["under"]["sides"])


def _told(tokens: tuple[Token, ...], at: int, last: int, key: str, free: bool) -> Iterator[Told]:
    """``free``: the instrument is taken up by a pronoun, so that the words tell its content in any tense."""
    first = _behind(tokens, at, last)
    if first is not None and _duty(tokens, first, free):
        yield Told(key, first, None, "clause-under")
        return
    unmet = at > 1 and tokens[at - 2].text in topic("clauses")["unmet"]
    if free and at and not unmet and re.fullmatch(_pattern("finite"), tokens[at - 1].text):
        yield Told(key, at - 1, None, "clause-under")
        return
    before = [*_committed(tokens, at, last, key), *_bound(tokens, at, last, key), *_due(tokens, at, key)]
    before += _required(tokens, at, last, key)
    yield from before or _foreseen(tokens, at, key)


def _behind(tokens: tuple[Token, ...], at: int, last: int) -> int | None:
    """Where the content begins behind an opening "under the agreement of 2010, …"; None where it opens none."""
    pauses = {*topic("clauses")["pauses"], *topic("events")["dashes"]}
    opens = at == 0 or tokens[at - 1].text in pauses or tokens[at].text.startswith(topic("clauses")["and"])
    opens = opens or tokens[at - 1].text in topic("clauses")["conjunctions"] or tokens[at - 1].text in pauses
    if not opens:
        return None
    first = last + 1
    if first < len(tokens) and re.fullmatch(_pattern("finite"), tokens[first].text):
        return first
    stop = next((i for i in range(first, min(first + 14, len(tokens))) if tokens[i].text in pauses), None)
    return stop + 1 if stop is not None else first


def _duty(tokens: tuple[Token, ...], first: int, free: bool) -> bool:
    """Whether a verb of what is to be done stands there; in any tense where ``free``."""
    if first >= len(tokens):
        return False
    denied = first + 1 < len(tokens) and tokens[first].text in topic("clauses")["under"]["not"]
    text = tokens[first + denied].text
    if _pattern("commits").fullmatch(text) or _pattern("duty").fullmatch(text):
        return True
    return free and _pattern("past").fullmatch(text) is not None


def _committed(tokens: tuple[Token, ...], at: int, last: int, key: str) -> Iterator[Told]:
    """ "the parties undertake, under the agreement, to …": from the verb on."""
    pauses = topic("clauses")["pauses"]
    for back in range(at - 1, max(at - 9, -1), -1):
        if _pattern("commits").fullmatch(tokens[back].text):
            if any(_pattern("kept").match(t.text) for t in (*tokens[back + 1 : at], *tokens[last + 1 : last + 2])):
                return
            denied = back > 0 and tokens[back - 1].text in topic("clauses")["negations"]
            follows = _object_behind(tokens, last)
            before = any(_pattern("object").match(t.text) for t in tokens[back + 1 : at])
            if not denied and (before or _pattern("object").match(follows)):
                yield Told(key, back, None, "clause-undertaken", "shall")
            return
        if tokens[back].text in pauses and back < at - 1:
            return


def _object_behind(tokens: tuple[Token, ...], last: int) -> str:
    """The word behind an adjunct, the subject and a pause passed over: "تنازلت بموجبها إسبانيا عن"."""
    pauses = topic("clauses")["pauses"]
    behind = (t for t in tokens[last + 1 : last + 4] if t.tag not in PARTIES and t.text not in pauses)
    return next((t.text for t in behind), "")


def and_to(tokens: Sequence[Token], first: int, last: int) -> list[int]:
    """Where what is undertaken goes on with another duty: "بالاعتراف …، وبالامتناع عن …"."""
    pauses = topic("clauses")["pauses"]
    places = range(first + 3, last - 1)
    return [at for at in places if tokens[at - 1].text in pauses and _pattern("and_to").fullmatch(tokens[at].text)]


def _bound(tokens: tuple[Token, ...], at: int, last: int, key: str) -> Iterator[Told]:
    """ "what is forbidden under the agreement": from the verb to the agreement's name."""
    pauses = topic("clauses")["pauses"]
    for back in range(at - 1, max(at - 5, -1), -1):
        if tokens[back].text in pauses:
            return
        if _pattern("binds").fullmatch(tokens[back].text):
            yield Told(key, back, last + 1, "clause-under")
            return


def _due(tokens: tuple[Token, ...], at: int, key: str) -> Iterator[Told]:
    """ "it was due that … under the agreement": what stands between."""
    data = topic("clauses")["under"]
    back = next((i for i in range(at - 1, max(at - 40, -1), -1) if tokens[i].text in data["that"]), None)
    planned = back is not None and any(t.text in data["due"] for t in tokens[max(back - 3, 0) : back])
    if back is not None and planned and _pattern("duty").fullmatch(tokens[back + 1].text):
        yield Told(key, back + 1, at, "clause-under", "shall")


def _required(tokens: tuple[Token, ...], at: int, last: int, key: str) -> Iterator[Told]:
    """ "each state that leaves must, under article 10, notify": from the verb on, "that" behind the article."""
    pauses = topic("clauses")["pauses"]
    behind = next((t.text for t in tokens[last + 1 :] if t.text not in pauses), "")
    if behind not in topic("clauses")["under"]["that"]:
        return
    for back in range(at - 1, max(at - 16, -1), -1):
        if _pattern("binds").fullmatch(tokens[back].text):
            yield Told(key, back, None, "clause-under", "shall")
            return


def _foreseen(tokens: tuple[Token, ...], at: int, key: str) -> Iterator[Told]:
    """ "the agency will supervise … under the agreement": the sentence from its verb, in the future, on."""
    pauses = {*topic("clauses")["pauses"], *topic("events")["dashes"]}
    heads = next((back + 1 for back in range(at - 1, max(at - 30, -1), -1) if tokens[back].text in pauses), 0)
    for verb in range(heads, min(heads + 2, at - 3)):
        if _pattern("future").fullmatch(tokens[verb].text):
            yield Told(key, verb, at, "clause-under")
            return


def _meant(stage: Stage, sentence: int, at: int) -> Token | None:
    """The instrument that "under it" means: the last of its gender in the sentence, else that of the ones before."""
    tokens = stage.scene.sentences[sentence]
    if any(t.text in topic("events")["papers"] for t in tokens[max(at - 2, 0) : at]):
        return None  # "مشروع قانون يوافق بموجبه على الاتفاق": by the law
    of_her = tokens[at].text.endswith(tuple(topic("events")["gender"]["feminine_pronouns"]))
    named = [t for t in tokens[:at] if t.tag == INSTRUMENT and feminine(t) == of_her]
    spoken = named or [t for t in earlier(stage, sentence) if feminine(t) == of_her]
    return spoken[-1] if spoken else None


_BY_WORD: dict[str, Reader] = {
    "pronouns": _by_pronoun,
    "cues": _by_name,
    "within": _within,
    "inside": _inside,
    "sides": _by_sides,
}
"""By the list of clauses.yaml that has a word of an undertaking, what reads on from it."""
