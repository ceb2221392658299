"""Finds organisations: known ones by name, others by a head noun (ministry, agency, party) and what belongs to it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Final

import regex

from builder.known import KnownEntity, known
from builder.languages import topic
from builder.model import Form, Layout, Span
from builder.recognise import organisation_credits
from builder.recognise.gazetteer import Gazetteer
from builder.recognise.hits import Hit, in_each
from builder.recognise.lexicon import behind_prefixes, listed, mark, stem
from builder.recognise.organisation_aliases import several
from builder.recognise.organisation_names import extent, field, may_begin
from builder.recognise.organisation_quotes import quotation
from builder.recognise.organisation_sense import sound
from builder.recognise.organisation_words import Surroundings, head_of, heads
from builder.recognise.text import folded
from builder.recognise.words import WORDS, Word, bare, places, words

KINDS: Final = ("InternationalOrganisation", "StateOrgan", "MediaOrganisation", "Organisation")


def find(text: str, layout: Layout, states: list[Hit]) -> list[Hit]:
    """The organisations named in the readable sentences, in order and without overlaps; the longer of two.

    ``states``: what was found of states, whose names and demonyms may end an organisation's name. A hit without a
    key is one no list knows; later mentions of it by its head alone are not found here.
    """
    listed_hits, institutions = [*_known(text), *_in_context(text, states)], list(_bare(text))
    found: list[Hit] = []
    spans = [sentence.span for sentence in layout.sentences]
    for span, inside, named, near in zip(
        spans, in_each(spans, listed_hits), in_each(spans, institutions), in_each(spans, states), strict=True
    ):
        sequence = words(text, span)
        built = [*_built(text, sequence, near), *several(text, sequence)]
        found += _merged(text, inside, [*built, *named, *_quoted(text, span)])
    if layout.dateline is not None:
        found += [hit for hit in listed_hits if layout.dateline.covers(hit.span)]
    credited = organisation_credits.find(text, by_any_name)
    found += [hit for hit in credited if not any(hit.span.overlaps(other.span) for other in found)]
    return sorted(found, key=lambda hit: hit.span)


@cache
def gazetteer() -> Gazetteer[KnownEntity]:
    """The names of known organisations that need nothing beside them."""
    entries = []
    for entity in known().of_kind(*KINDS):
        ambiguous = {bare(word) for word in entity.ambiguous}
        entries += [(word, entity) for word in entity.labels() if bare(word) not in ambiguous]
    return Gazetteer(entries, together=True)


def _known(text: str) -> Iterator[Hit]:
    seen: set[Span] = set()
    for span, entity in gazetteer().find(text):
        if span not in seen and not _of_place(text, span):
            seen.add(span)
            yield Hit(span, entity.kind, Form.NAME, "known-organisation", entity.iri, state=known().code_of(entity))


def _of_place(text: str, span: Span) -> bool:
    """Whether a word for a kind of place stands right before the name: "شبه جزيرة الفاو" is no FAO."""
    before = text[max(span.start - _LONGEST_PLACE_WORD, 0) : span.start].split()
    kind = bool(before) and bare(before[-1]) in listed("organisations", "places_named")
    return kind and text[span.start - 1].isspace()


_LONGEST_PLACE_WORD = 12
"""Letters before a name in which the word right before it is looked for."""


@cache
def _ambiguous() -> Gazetteer[KnownEntity]:
    """The names of movements that are a common word's too: حماس is Hamas and "enthusiasm"."""
    entries = [(name, entity) for entity in known().of_kind("Organisation") for name in entity.ambiguous]
    return Gazetteer(entries, together=True)


def _in_context(text: str, states: list[Hit]) -> Iterator[Hit]:
    """The movements of ambiguous names in an article that speaks of the state where they are, but not behind "with"."""
    codes: set[str | None] = set()
    for span, entity in _ambiguous().find(text):
        codes = codes or {hit.state for hit in states}
        base = known().by_iri(entity.base) if entity.base else None
        if base is not None and base.code in codes and text[span.start - 1 : span.start] != mark("bi"):
            yield Hit(span, entity.kind, Form.NAME, "known-organisation-in-context", entity.iri)


def _merged(text: str, listed_hits: list[Hit], built: list[Hit]) -> list[Hit]:
    """Known and built names without overlaps. A built name that only adds to a known one gives way to it."""
    kept = list(listed_hits)
    for hit in sorted(built, key=lambda hit: (-len(hit.span), hit.span)):
        inside = [other for other in kept if hit.span.overlaps(other.span)]
        if not inside:
            kept.append(hit)
        elif _swallows(text, hit, inside):
            kept = [other for other in kept if other not in inside] + [hit]
    return kept


def _swallows(text: str, hit: Hit, inside: list[Hit]) -> bool:
    """Whether a built name only ends with a known one, three words or more behind its head.

    "The news agency Tass" is Tass; "the office of the high representative of the United Nations" is not the UN.
    """
    if not all(hit.span.covers(other.span) and other.key for other in inside):
        return False
    return len(words(text, Span(hit.span.start, inside[0].span.start))) >= 3


def _built(text: str, sequence: tuple[Word, ...], states: list[Hit]) -> Iterator[Hit]:
    beginnings = [at for at in places(sequence, _beginnings()) if may_begin(sequence[at].text)]
    if not beginnings:
        return
    around = Surroundings(text, sequence, states)
    until = 0
    for at in beginnings:
        if at < until:
            continue
        head, _ = head_of(sequence[at].text)
        last = extent(around, at) if head else at
        ministry = field(around, at)
        if head and last > at and sound(around, at, last):
            yield _hit(around, at, last, head)
            until = last + 1
        elif ministry:
            yield _hit(around, at, at + ministry, bare(topic("organisations")["ministry"]))
            until = at + ministry + 1


@cache
def _beginnings() -> frozenset[str]:
    """The words of which ``may_begin`` need be asked: all others begin no organisation's name."""
    fields = (field.removeprefix(mark("article")) for field in listed("organisations", "fields"))
    return behind_prefixes([*heads(), *fields])


def _hit(around: Surroundings, at: int, last: int, head: str) -> Hit:
    sequence = around.sequence
    quoted = quotation(around, at)
    start = sequence[quoted[0]].span.start if quoted else _cut(around.text, sequence[at], head)
    span = Span(start, sequence[last].end)
    state = next((around.ends[w.end].state for w in sequence[at : last + 1] if w.end in around.ends), None)
    state = state or _state_behind(around, last)
    kind = heads().get(head, "StateOrgan")
    if kind == "Organisation" and any(stem(word.text) in listed("organisations", "news") for word in sequence[at:last]):
        kind = "MediaOrganisation"
    key = by_any_name(f"{head} {span.of(around.text)}", kind) if quoted else None
    return Hit(span, kind, Form.NAME, "quoted-name" if quoted else "organisation-head", key, head, state)


def _state_behind(around: Surroundings, last: int) -> str | None:
    """The state in which a body is said to be right behind its name: "the ministry of the interior in Egypt"."""
    behind = around.sequence[last + 1 : last + 3]
    if len(behind) < 2 or behind[0].text != mark("in") or not all(word.near for word in behind):
        return None
    hit = around.starts.get(behind[1].start)
    return hit.state if hit is not None and hit.kind != "Place" else None


@lru_cache(maxsize=WORDS)
def by_any_name(name: str, kind: str) -> str | None:
    """The IRI of the known organisation of a class with this name in any language, its ambiguous names included.

    A paper is also found without the noun for paper, which may stand in its name or not.
    """
    key = bare(name).casefold()
    named = _all_names(kind)
    wanted = (key, *(f"{head} {key}" for head in listed("organisations", "papers")))
    found = [named[name] for name in wanted if name in named]
    found += [named[name] for name in filter(key.__contains__, _telling_names(kind))]
    return known().of_kind(kind)[min(found)].iri if found else None


@cache
def _all_names(kind: str) -> dict[str, int]:
    """The names of the known organisations of a class, each with the place of the first that has it among them."""
    found: dict[str, int] = {}
    for at, entity in enumerate(known().of_kind(kind)):
        for name in (bare(other).casefold() for _, names in entity.names for other in names):
            found.setdefault(name, at)
    return found


@cache
def _telling_names(kind: str) -> tuple[str, ...]:
    """Those that are known inside of a longer name too."""
    return tuple(name for name in _all_names(kind) if len(name) > 9)


def _cut(text: str, word: Word, head: str) -> int:
    """Where the name begins: behind the proclitics of its first word, its article kept."""
    for prefix in topic("shapes")["prefixes"]:
        if word.text.startswith(prefix) and word.text[len(prefix) :] == head:
            keep = len(mark("article")) if prefix.endswith(mark("article")) else 0
            keep = 1 if prefix.endswith(mark("li_article")) else keep
            return _forward(text, word.start, len(prefix) - keep)
    return word.start


def _forward(text: str, start: int, letters: int) -> int:
    """The place ``letters`` letters behind ``start``; vowel marks do not count."""
    at = start
    while letters > 0:
        letters -= 1 if bare(text[at]) else 0
        at += 1
    return at


@cache
def _bare_gazetteer() -> Gazetteer[tuple[str, str]]:
    table: dict[str, str] = topic("organisations")["bare"]
    return Gazetteer(((name, (name, kind)) for name, kind in table.items()), together=True)


def _bare(text: str) -> Iterator[Hit]:
    for found, (name, kind) in _bare_gazetteer().find(text):
        yield Hit(found, kind, Form.NAME, "named-institution", None, stem(bare(name).split()[0]))


def _quoted(text: str, span: Span) -> Iterator[Hit]:
    """A newspaper: a short name in quotation marks to which something was told, or that told it."""
    if all(text.find(quote, span.start, span.end) < 0 for quote in _QUOTES):
        return
    sentence = span.of(folded(text))
    if not _tells(sentence):
        return
    for match in _told().finditer(sentence):
        near = [bare(word) for word in sentence[max(0, match.start() - 80) : match.start()].split()]
        before = {*near, *map(stem, near)}
        addressed = match["told"] in listed("organisations", "addressing")
        if addressed and not (before & listed("organisations", "telling") and _is_told(sentence, match)):
            continue
        if match["told"] in listed("organisations", "contacting") and not before & listed("organisations", "contacts"):
            continue
        name = Span(span.start + match.start("name"), span.start + match.end("name"))
        key = by_any_name(name.of(text), "MediaOrganisation")
        yield Hit(name, "MediaOrganisation", Form.NAME, "newspaper-told", key)


def _is_told(sentence: str, match: regex.Match[str]) -> bool:
    """Whether a name to which something is told is a paper's: it has the article, or what is told follows at once."""
    behind = sentence[match.end() :].lstrip()
    word = bare(behind.split()[0]) if behind else ""
    opens = word.removeprefix(bare(topic("reporting")["proclitic"])) in listed("reporting", "openers")
    return match["name"].startswith(mark("article")) or behind[:1] == ":" or opens


_QUOTES: Final = '"«“'


def _tells(sentence: str) -> bool:
    """Whether one of the words that ``_told`` looks for stands right before a quotation mark, as it seldom does."""
    glue = topic("sentences")["quotes"]["glue"]
    parts = (part.rstrip() for quote in _QUOTES for part in sentence.split(quote)[:-1])
    return any(part.removesuffix(glue).rstrip().endswith(_told_words()) for part in parts)


@cache
def _told_words() -> tuple[str, ...]:
    return tuple(sorted(listed("organisations", "told"), key=lambda word: (-len(word), word)))


@cache
def _told() -> regex.Pattern[str]:
    told = map(regex.escape, _told_words())
    name = r"(?P<name>\w+(?: \w+){0,2})"
    glue = topic("sentences")["quotes"]["glue"]
    start = rf"(?<!\w)[{mark('conjunctions')}]?(?P<told>{'|'.join(told)})\s*{glue}?\s*"
    return regex.compile(start + rf"[\"«“]\s*{name}\s*[\"»”]")
