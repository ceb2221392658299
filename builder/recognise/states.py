"""Finds states and places: by name, by demonym, by the capital that stands for its government."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from itertools import product

import regex

from builder.known import KnownEntity, known
from builder.languages import topic
from builder.model import Form, Span
from builder.recognise import ambiguous
from builder.recognise.gazetteer import Gazetteer
from builder.recognise.hits import Hit
from builder.recognise.lexicon import definite, mark, particles, stem
from builder.recognise.words import bare
from builder.vocabulary import STATES


@dataclass(frozen=True, slots=True)
class _Name:
    entity: KnownEntity
    demonym: bool


def find(text: str) -> list[Hit]:
    """The states and places named in ``text``, in order.

    A capital gives the place; where it stands for its government (not "in Moscow" or "the Moscow treaty") it gives
    the state too, with the same span. Words such as "the kingdom" give the state they stand for in this text.
    """
    hits: list[Hit] = []
    joined = -1
    for span, name in _gazetteer().find(text):
        hits += _hits(text, span, name, span.start == joined)
        there = _before(text, span) in _words("where") or span.start == joined
        joined = _joined_to(text, span) if there and name.entity.kind == "Place" else -1
    hits = _of_their_time([*hits, *ambiguous.find(text, hits)])
    return sorted([*hits, *_nominals(text, hits)], key=lambda hit: (hit.span, hit.kind))


def _of_their_time(hits: list[Hit]) -> list[Hit]:
    """The hits; a capital is that of the former state where the text speaks of that one and never of its successor."""
    spoken = {hit.state for hit in hits if hit.rule != "capital-for-state" and hit.kind != "Place"}
    former = {new: known().by_code(old) for new, old in topic("states")["former"].items() if old in spoken}
    then = {new: old for new, old in former.items() if old is not None and new not in spoken}
    return [_of_former(hit, then) for hit in hits] if then else hits


def _of_former(hit: Hit, then: dict[str, KnownEntity]) -> Hit:
    state = then.get(hit.state or "")
    if state is None or hit.rule != "capital-for-state":
        return hit
    return replace(hit, kind=state.kind, key=state.iri, state=state.code)


@cache
def own_adjectives() -> frozenset[str]:
    """The bare names of states that are the feminine of their own demonym, with the article ("السعودية")."""
    return frozenset(
        name
        for state in known().of_kind("State")
        for demonym in state.demonyms
        for name in [mark("article") + bare(demonym) + mark("feminine")]
        if name in map(bare, state.labels())
    )


def _agrees(text: str, span: Span) -> bool:
    """Whether a name that is its own adjective agrees with the definite feminine noun before it, or its head."""
    if bare(span.of(text)) not in own_adjectives():
        return False
    line = text[max(0, span.start - 40) : span.start].rpartition("\n")[2]
    if not line.endswith(" ") or not line.strip() or not line.rstrip()[-1].isalpha():
        return False
    words = [bare(word) for word in line.split()]
    before, head = words[-1], words[-2] if len(words) > 2 else ""
    if not definite(before) or before in particles():
        return False
    feminine = (mark("feminine"), mark("plural"))
    return before.endswith(feminine) or (head.endswith(mark("feminine")) and not definite(head))


def _joined_to(text: str, span: Span) -> int:
    """Where a name would start that "and" joins to ``span``."""
    and_ = text[span.end : span.end + 2]
    return span.end + 2 if and_[:1] == " " and and_[1:] in mark("conjunctions") else -1


def _hits(text: str, span: Span, name: _Name, also_there: bool) -> Iterator[Hit]:
    """What a name tells; ``also_there``: it is joined to a place where something is done."""
    entity = name.entity
    code = known().code_of(entity)
    if entity.kind in STATES:
        adjective = name.demonym or _agrees(text, span)
        form, rule = (Form.NOMINAL, "demonym") if adjective else (Form.NAME, "state-name")
        if not _of_another(text, span, name.demonym):
            yield Hit(span, entity.kind, form, rule, entity.iri, state=code)
        return
    if _elsewhere(text, span, code):
        return
    yield Hit(span, "Place", Form.NAME, "place-name", entity.iri, state=code)
    government = known().by_iri(entity.metonym) if entity.metonym else None
    if government is not None and not also_there and _governs(text, span):
        yield Hit(span, government.kind, Form.NOMINAL, "capital-for-state", government.iri, state=government.code)


def _of_another(text: str, span: Span, demonym: bool) -> bool:
    """Whether the words are part of another name: of a river, a lake, a street; of a place in another state."""
    before = _before(text, span)
    joined = before[1:] if before[:1] in mark("conjunctions") else before
    others = _words("other_names") if demonym else _words("other_names") | _words("papers")
    heads = {before, joined, stem(before)}
    if heads & others:
        return True
    if not demonym and _of_its_capital(text, span, heads):
        return True
    if _of_older(span.of(text), heads) if demonym else _of_continent(text, span, heads):
        return True
    after = _after(text, span)
    return not demonym and (after in topic("states")["not_before"].get(bare(span.of(text)), ()))


def _of_older(demonym: str, before: set[str]) -> bool:
    """Whether a demonym is that of an older people, or sounds like a place that it is named behind."""
    data, word = topic("states"), bare(demonym)
    if before & _words("single_places") and word.endswith(tuple(data["peoples"])):
        return True
    return any(
        bare(base) in word and not before.isdisjoint(map(bare, heads)) for base, heads in data["not_behind"].items()
    )


def _of_continent(text: str, span: Span, before: set[str]) -> bool:
    """Whether a state's name is half of the name of a region: "شرق وجنوب أفريقيا"."""
    data = topic("states")["directions"]
    joined = text[max(span.start - 1, 0)] in mark("conjunctions")
    return joined and not before.isdisjoint(data["of"]) and bare(span.of(text)) in map(bare, data["names"])


def _of_its_capital(text: str, span: Span, before: set[str]) -> bool:
    """Whether a name that a state and its capital share stands in a title: "اتفاقية الجزائر", made in the city."""
    shared = bare(span.of(text)) in _shared_names() and bool(before & _words("made_in"))
    return shared and _after(text, span) not in _words("with_state")


@cache
def _shared_names() -> frozenset[str]:
    """The bare names of states that stand in their capitals' names too ("الجزائر العاصمة", "مدينة الكويت")."""
    return frozenset(
        bare(name)
        for state in known().of_kind("State")
        for capital in [known().by_iri(state.capital) if state.capital else None]
        if capital is not None
        for name in state.labels()
        if any(f" {bare(name)} " in f" {bare(label)} " for label in capital.labels())
    )


def _elsewhere(text: str, span: Span, code: str | None) -> bool:
    """Whether the demonym of another state behind a place's name says that another place is meant."""
    state = _adjectives().get(_after(text, span))
    return state is not None and code is not None and state != code


@cache
def _adjectives() -> dict[str, str]:
    """The definite feminine demonyms, as they follow names of towns, to the states' codes."""
    article, feminine = mark("article"), mark("feminine")
    return {
        article + bare(demonym) + feminine: entity.code
        for entity in known().of_kind("State")
        for demonym in entity.demonyms
        if entity.code and demonym not in entity.ambiguous and " " not in demonym
    }


def _after(text: str, span: Span) -> str:
    """The bare word right behind ``span``, or "" where a mark or the line's end parts it."""
    match = _next().match(text, span.end)
    return bare(match.group(1)) if match else ""


@cache
def _next() -> regex.Pattern[str]:
    return regex.compile(r" ([^\W\d_]+)")


@cache
def _gazetteer() -> Gazetteer[_Name]:
    entries: list[tuple[str, _Name]] = []
    for entity in known().of_kind(*STATES, "Place"):
        unsure = {bare(word) for word in entity.ambiguous}
        entries += [(word, _Name(entity, False)) for word in entity.labels() if bare(word) not in unsure]
        for demonym in entity.demonyms:
            entries += [(form, _Name(entity, True)) for form in _forms(bare(demonym), bare(demonym) in unsure)]
    return Gazetteer(_unrivalled(entries), together=True)


def _unrivalled(entries: list[tuple[str, _Name]]) -> Iterator[tuple[str, _Name]]:
    """The entries without those whose name belongs to two: the more usual sense first, a name before a demonym."""
    best: dict[str, _Name] = {}
    order = {"State": 0, "HistoricalState": 1, "Place": 2}
    for word, name in sorted(entries, key=lambda e: (e[1].demonym, order[e[1].entity.kind], e[1].entity.iri)):
        best.setdefault(bare(word), name)
    yield from best.items()


def _forms(demonym: str, unsure: bool) -> Iterator[str]:
    """The forms of a bare demonym: with and without the article, feminine, plural, dual; word by word alike.

    Behind a noun ("جنوب سوداني") the relative word alone changes, and the noun alone bears the article.
    """
    data = topic("states")
    article, endings = data["article"], [bare(ending) for ending in data["endings"]]
    if unsure and demonym not in _words("with_article"):
        return
    parts = demonym.split()
    relative = [part.endswith(mark("relative")) for part in parts]
    for prefix, ending in product(("", article), endings if relative[-1] else [""]):
        if relative[-1] and not all(relative):
            yield prefix + demonym + ending
        elif not (unsure and not prefix and ending == ""):
            yield " ".join(prefix + part + ending for part in parts)


@cache
def _words(key: str) -> frozenset[str]:
    return frozenset(bare(word) for word in topic("states")[key])


def _before(text: str, span: Span) -> str:
    """The bare word before ``span`` in its line; a proclitic of the span's own word is no word."""
    start = span.start
    while start > 0 and text[start - 1].isalpha():
        start -= 1
    head = text[max(0, start - 30) : start].rpartition("\n")[2]
    return bare(head.split()[-1].strip(topic("states")["quotes"])) if head.split() and head.endswith(" ") else ""


def _governs(text: str, span: Span) -> bool:
    """Whether a capital's name stands for its government here."""
    start = span.start
    while start > 0 and text[start - 1].isalpha():
        start -= 1
    clitic = bare(text[start : span.start])
    if clitic in _words("locative_clitics"):
        return False
    if text[:start].rstrip().endswith("(") or _opens_dateline(text, start, span.end):
        return False
    before = _before(text, span)
    return not ({before, stem(before)} & (_words("locative_words") | _words("title_words") | _words("other_names")))


def _opens_dateline(text: str, start: int, end: int) -> bool:
    """Whether a name opens its line before a dash and a name in quotation marks: where that paper reports from."""
    opens = not text[text.rfind("\n", 0, start) + 1 : start].strip()
    behind = text[end : end + 5].lstrip()
    dashed = behind[:1] in tuple(topic("punctuation")["dash"])
    return opens and dashed and behind[1:].lstrip()[:1] in tuple(topic("states")["quotes"])


@cache
def _nominal_gazetteer() -> Gazetteer[int]:
    nominals = enumerate(topic("states")["nominals"])
    return Gazetteer(((rule["word"], index) for index, rule in nominals), together=True)


def _nominals(text: str, hits: list[Hit]) -> Iterator[Hit]:
    named = {hit.state for hit in hits if hit.kind == "State"}
    taken = [hit.span for hit in hits]
    for span, index in _nominal_gazetteer().find(text):
        rule = topic("states")["nominals"][index]
        after = text[span.end : span.end + 20].split()
        if any(span.overlaps(other) for other in taken) or (
            after and bare(after[0]) in {bare(word) for word in rule["not_before"]}
        ):
            continue
        codes = [code for code in rule["states"] if code in named] or (rule["states"] if rule["default"] else [])
        for code in rule["states"] if rule.get("all") else codes[:1]:
            state = known().by_code(code)
            if state is not None:
                yield Hit(span, state.kind, Form.NOMINAL, "nominal-state", state.iri, state=code)
