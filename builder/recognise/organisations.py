"""Finds organisations: known ones by name, others by a head noun (ministry, agency, party) and what belongs to it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Final

import regex

from builder.known import KnownEntity, known
from builder.languages import topic
from builder.model import Form, Layout, Span
from builder.recognise.gazetteer import Gazetteer
from builder.recognise.hits import Hit, free
from builder.recognise.lexicon import common, definite, given, listed, particles, stem, verbs
from builder.recognise.text import fold
from builder.recognise.words import Word, bare, words

_CONJUNCTION: Final = bare("و")
_OTHER: Final = tuple(bare(prefix) for prefix in ("بال", "كال", "فال"))
KINDS: Final = ("InternationalOrganisation", "StateOrgan", "MediaOrganisation", "Organisation")


def find(text: str, layout: Layout, states: list[Hit]) -> list[Hit]:
    """The organisations named in the readable sentences, in order and without overlaps; the longer of two.

    ``states``: what was found of states, whose names and demonyms may end an organisation's name. A hit without a
    key is one no list knows; later mentions of it by its head alone are not found here.
    """
    listed_hits = list(_known(text))
    found: list[Hit] = []
    for sentence in layout.sentences:
        inside = [hit for hit in listed_hits if sentence.span.covers(hit.span)]
        sequence = words(text, sentence.span)
        built = list(_built(text, sequence, states))
        found += _merged(text, inside, [*built, *_bare(text, sentence.span), *_quoted(text, sentence.span)])
    if layout.dateline is not None:
        found += [hit for hit in listed_hits if layout.dateline.covers(hit.span)]
    return sorted(found, key=lambda hit: hit.span)


@cache
def gazetteer() -> Gazetteer[KnownEntity]:
    """The names of known organisations that need nothing beside them."""
    entries = []
    for entity in known().of_kind(*KINDS):
        ambiguous = {bare(word) for word in entity.ambiguous}
        entries += [(word, entity) for word in entity.labels() if bare(word) not in ambiguous]
    return Gazetteer(entries)


def _known(text: str) -> Iterator[Hit]:
    seen: set[Span] = set()
    for span, entity in gazetteer().find(text):
        if span not in seen:
            seen.add(span)
            state = known().code_of(entity)
            yield Hit(span, entity.kind, Form.NAME, "known-organisation", entity.iri, state=state)


def _merged(text: str, listed_hits: list[Hit], built: list[Hit]) -> list[Hit]:
    """Known and built names without overlaps. A built name that only adds to a known one gives way to it."""
    kept = list(listed_hits)
    for hit in sorted(built, key=lambda hit: (-len(hit.span), hit.span)):
        inside = [other for other in kept if hit.span.overlaps(other.span)]
        if not inside:
            kept.append(hit)
        elif len(inside) == 1 and not inside[0].key and hit.span.covers(inside[0].span):
            continue
        elif _swallows(text, hit, inside):
            kept = [other for other in kept if other not in inside] + [hit]
    return kept


def _swallows(text: str, hit: Hit, inside: list[Hit]) -> bool:
    """Whether a built name is another organisation than the known ones in it: their names stand at its very end."""
    if not all(hit.span.covers(other.span) and other.key for other in inside):
        return False
    between = text[hit.span.start : inside[0].span.start]
    # "وكالة أنباء تاس" is Tass; "سفارة ... الأمم المتحدة" is not the United Nations.
    extra = [word for word in words(text, Span(hit.span.start, inside[0].span.start)) if word.text]
    return len(between) > 0 and len(extra) >= 3


@cache
def heads() -> dict[str, str]:
    """Bare head nouns to the class of what they begin."""
    table: dict[str, str] = topic("organisations")["heads"]
    return {bare(word): kind for word, kind in table.items()}


@cache
def _only() -> dict[str, frozenset[str]]:
    """Heads to the nouns behind which alone they are organisations."""
    table: dict[str, list[str]] = topic("organisations")["only"]
    return {bare(head): frozenset(bare(noun) for noun in nouns) for head, nouns in table.items()}


@cache
def _set(key: str) -> frozenset[str]:
    return listed("organisations", key)


def head_of(word: str) -> tuple[str, bool]:
    """The head noun in a word ("" for none), and whether it has the article."""
    if word in heads():
        return word, False
    rest = stem(word)
    return (rest, definite(word)) if rest in heads() else ("", False)


def _built(text: str, sequence: tuple[Word, ...], states: list[Hit]) -> Iterator[Hit]:
    ends = {hit.span.end: hit for hit in sorted(states, key=lambda hit: hit.kind != "Place")}
    demonyms = {hit.span.end: hit for hit in states if hit.rule == "demonym"}
    starts = {hit.span.start: hit for hit in states if hit.form is Form.NAME}
    at = 0
    while at < len(sequence):
        head, has_article = head_of(sequence[at].text)
        last = _extent(text, sequence, at, has_article, starts, demonyms) if head else at
        field = _field(sequence, at, ends)
        if (
            head
            and last > at
            and not _names_state(sequence, at, states)
            and _sound(sequence, at, last, head, has_article, ends)
        ):
            yield _hit(text, sequence, at, last, head, ends)
            at = last + 1
        elif field:
            yield _hit(text, sequence, at, at + field, bare(topic("organisations")["ministry"]), ends)
            at += field + 1
        else:
            at += 1


def _names_state(sequence: tuple[Word, ...], at: int, states: list[Hit]) -> bool:
    """Whether the word is part of a state's own name ("الاتحاد الروسي")."""
    word = sequence[at].span
    return any(hit.span.overlaps(word) and hit.form is Form.NAME and hit.kind != "Place" for hit in states)


def _hit(text: str, sequence: tuple[Word, ...], at: int, last: int, head: str, ends: dict[int, Hit]) -> Hit:
    start = _cut(text, sequence[at].span, sequence[at].text, head)
    span = Span(start, sequence[last].span.end)
    state = next((ends[word.span.end].state for word in sequence[at : last + 1] if word.span.end in ends), None)
    kind = heads().get(head, "StateOrgan")
    if kind == "Organisation" and _news_agency(sequence, at, last):
        kind = "MediaOrganisation"
    return Hit(span, kind, Form.NAME, "organisation-head", None, head, state)


@cache
def _news_words() -> frozenset[str]:
    return frozenset(bare("ال") + word for word in _news())


def _news_agency(sequence: tuple[Word, ...], at: int, last: int) -> bool:
    return any(stem(word.text) in _news() for word in sequence[at : last + 1])


@cache
def _news() -> frozenset[str]:
    return listed("organisations", "news")


def _cut(text: str, span: Span, word: str, head: str) -> int:
    """Where the name begins: behind the proclitics of its first word."""
    for prefix in topic("shapes")["prefixes"]:
        if word.startswith(prefix) and word[len(prefix) :] == head:
            article = len(bare("ال")) if prefix.endswith((bare("ال"), "لل")) else 0
            keep = article if prefix.endswith(bare("ال")) else min(article, 1)
            skip = len(prefix) - keep
            return _forward(text, span.start, skip)
    return span.start


def _forward(text: str, start: int, letters: int) -> int:
    """The place ``letters`` letters behind ``start``; vowel marks do not count."""
    at = start
    while letters > 0:
        letters -= 1 if bare(text[at]) else 0
        at += 1
    return at


def _field(sequence: tuple[Word, ...], at: int, ends: dict[int, Hit]) -> int:
    """How many words after ``at`` make a ministry of its field with them ("الخارجية الأمريكية"); 0 for none."""
    if bare("ال") + stem(sequence[at].text) not in _set("fields") or not definite(sequence[at].text):
        return 0
    # "وزير الخارجية البريطاني" and "السياسة الخارجية الأمريكية" speak of no ministry.
    if at and sequence[at].near and (definite(sequence[at - 1].text) or stem(sequence[at - 1].text) in _set("not_of")):
        return 0
    for count in (2, 1):
        if at + count < len(sequence) and all(word.near for word in sequence[at + 1 : at + count + 1]):
            hit = ends.get(sequence[at + count].span.end)
            if (
                hit
                and hit.span.start == sequence[at + 1].span.start
                and hit.rule == "demonym"
                and sequence[at + 1].text.endswith(bare("ة"))
            ):
                return count
    return 0


def _extent(
    text: str, sequence: tuple[Word, ...], at: int, has_article: bool, starts: dict[int, Hit], ends: dict[int, Hit]
) -> int:
    """The index of the last word of the name whose head stands at ``at``; ``at`` itself where none follows."""
    quoted = _quoted_after(text, sequence, at)
    if quoted:
        return quoted
    last = at
    for index in range(at + 1, min(at + 9, len(sequence))):
        word = sequence[index]
        if not word.near or word.text in _set("stops") or _leaves(sequence, index, at, starts):
            break
        if sequence[index - 1].span.end in ends and word.span.end not in ends and not _purpose(sequence, index, at):
            break
        if has_article and not _adjective(word.text):
            if not _purpose(sequence, index, at):
                break
        elif not has_article and not _belongs(sequence, index, at, last):
            break
        last = index
    return _trimmed(sequence, at, last)


def _leaves(sequence: tuple[Word, ...], index: int, at: int, starts: dict[int, Hit]) -> bool:
    """Whether the word begins something else: a person's name, a state behind a closed phrase, "in" a place."""
    word, before = sequence[index], sequence[index - 1].text
    if word.text in given() and index > at + 1 and not title_word(before):
        return True
    if word.span.start in starts and definite(before) and starts[word.span.start].kind != "Place":
        return True
    inside = range(word.span.start + 1, word.span.start + 3)
    if any(place in starts and word.text[0] in bare("بفو") for place in inside):
        return True
    phrase = bare("ال") * definite(sequence[at].text) + " ".join(
        [stem(sequence[at].text), *(w.text for w in sequence[at + 1 : index])]
    )
    return phrase in _whole_names() and not _adjective(word.text)


@cache
def _whole_names() -> frozenset[str]:
    return frozenset(bare(name) for name in topic("organisations")["bare"])


def title_word(text: str) -> bool:
    """Whether a word is an honorific of one word."""
    return text in listed("offices", "honorifics")


def _purpose(sequence: tuple[Word, ...], index: int, at: int) -> bool:
    """Whether "for ..." behind the adjectives of a definite head belongs to it ("الهيئة العامة للسياحة")."""
    text, before = sequence[index].text, sequence[index - 1].text
    if index == at + 1 or stem(text) in heads():
        return False
    if text.startswith("لل"):
        return True
    follows = index + 1 < len(sequence) and sequence[index + 1].near and definite(sequence[index + 1].text)
    if text.startswith(bare("ل")) and not definite(text) and stem(text) != text:
        return follows
    return definite(text) and before.startswith(bare("ل")) and not definite(before)


def _trimmed(sequence: tuple[Word, ...], at: int, last: int) -> int:
    """Without indefinite words at the end, which belong to what follows."""
    while last > at and not definite(sequence[last].text) and common(sequence[last].text):
        last -= 1
    return last


def _belongs(sequence: tuple[Word, ...], index: int, at: int, last: int) -> bool:
    """Whether the word at ``index`` continues a name begun by an indefinite head."""
    text = sequence[index].text
    if definite(text):
        if text.startswith("لل"):
            return stem(text) not in heads() and (
                bare("ال") + stem(text) in _news_words() or not _adjective(sequence[index - 1].text)
            )
        return not text.startswith(tuple(_OTHER)) and _coordinate(sequence, index, at)
    if text in particles() or stem(text) in particles():
        return False
    if any(definite(word.text) for word in sequence[at + 1 : index]) or text in verbs() or len(text) < 2:
        return False
    if not common(text) and text.startswith(tuple(_verbal(index == at + 1))):
        return False
    # The genitive chain of indefinite nouns is open until a definite one closes it.
    return index == last + 1 and (index <= at + 3 or not common(text)) and text[0] not in _CONJUNCTION


@cache
def _verbal(first: bool) -> frozenset[str]:
    """Beginnings of unknown words that are taken for verbs, fewer where a name must stand (right behind the head)."""
    return listed("organisations", "verbal_first" if first else "verbal")


def _coordinate(sequence: tuple[Word, ...], index: int, at: int) -> bool:
    """A noun joined by "and" belongs to the name only directly behind another noun of it ("الصناعة والتجارة")."""
    text = sequence[index].text
    if not text.startswith("وال"):
        return True
    rest = stem(text)
    return index > at + 1 and rest not in heads() and "ال" + rest not in _set("stops") and not _adjective(text[1:])


def _adjective(text: str) -> bool:
    if text in _set("adjectives"):
        return True
    return (
        definite(text) and text.startswith("ال") and text.endswith(tuple(topic("organisations")["adjective_endings"]))
    )


def _quoted_after(text: str, sequence: tuple[Word, ...], at: int) -> int:
    """The index of the last word of a quoted name right behind the head (and an adjective), or 0."""
    for index in (at + 1, at + 2):
        if index < len(sequence) and regex.fullmatch(r"\s*[\"«“”‘']\s*", sequence[index].gap):
            for last in range(index, min(index + 5, len(sequence))):
                end = sequence[last].span.end
                if regex.match(r"\s*[\"»”“’']", text[end : end + 2]):
                    return last
        if index < len(sequence) and not (sequence[index].near and index == at + 1):
            break
    return 0


def _sound(
    sequence: tuple[Word, ...],
    at: int,
    last: int,
    head: str,
    has_article: bool,
    ends: dict[int, Hit],
) -> bool:
    """Whether the words are an organisation's name and no common phrase."""
    phrase = ("ال" if has_article else "") + " ".join([head, *(word.text for word in sequence[at + 1 : last + 1])])
    if any(phrase.startswith(bare(never)) for never in topic("organisations")["never"]):
        return False
    if not sequence[at + 1].near:
        return True
    tail = sequence[at + 1 : last + 1]
    closed = any(definite(word.text) for word in tail)
    if not has_article and not closed and (any(_plain(w.text) for w in tail) or heads()[head] == "StateOrgan"):
        return any(word.span.end in ends and ends[word.span.end].form is Form.NAME for word in tail)
    if head in _only():
        return definite(tail[0].text) and stem(tail[0].text) in _only()[head]
    if head in _set("proper"):
        return (has_article and len(tail) > 1) or not (definite(tail[0].text) or common(tail[0].text))
    if head in _set("strict"):
        return any(word.span.end in ends for word in tail) or (has_article and len(tail) > 1)
    if head not in _set("demanding") and not has_article:
        return True
    stated = any(word.span.end in ends for word in tail)
    unknown = any(not common(word.text) for word in tail)
    return stated or unknown or (last - at >= 2 and not has_article) or (has_article and last - at >= 2)


def _plain(text: str) -> bool:
    """Whether an indefinite word is a noun or an adjective, no name."""
    return common(text) or text.endswith(tuple(topic("organisations")["adjective_endings"]))


@cache
def _bare_gazetteer() -> Gazetteer[tuple[str, str]]:
    table: dict[str, str] = topic("organisations")["bare"]
    return Gazetteer((name, (name, kind)) for name, kind in table.items())


def _bare(text: str, span: Span) -> Iterator[Hit]:
    for found, (name, kind) in _bare_gazetteer().find(span.of(text)):
        moved = Span(found.start + span.start, found.end + span.start)
        yield Hit(moved, kind, Form.NAME, "named-institution", None, stem(bare(name).split()[0]))


def _quoted(text: str, span: Span) -> Iterator[Hit]:
    """A newspaper: a short name in quotation marks to which something was told."""
    told = "|".join(
        sorted((regex.escape(bare(word)) for word in topic("organisations")["told"]), key=len, reverse=True)
    )
    pattern = rf"(?<!\w)[وف]?(?:{told})\s*[ـ]?\s*[\"«“]\s*(?P<name>\w+(?: \w+){{0,2}})\s*[\"»”]"
    sentence = fold(span.of(text))
    for match in regex.finditer(pattern, sentence):
        before = {stem(word) for word in sentence[max(0, match.start() - 80) : match.start()].split()}
        if match["name"].startswith(topic("shapes")["marks"]["article"]) and not before & _set("telling"):
            continue
        name = Span(span.start + match.start("name"), span.start + match.end("name"))
        yield Hit(name, "MediaOrganisation", Form.NAME, "newspaper-told", None, "")


__all__ = ["KINDS", "find", "free", "gazetteer", "head_of", "heads"]
