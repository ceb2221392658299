"""Reads titles: which office, of which state, and where the title's words end."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, Final

from builder.languages import topic
from builder.recognise.hits import Hit
from builder.recognise.lexicon import behind_prefixes, common, definite, given, listed, mark, namelike, stem, weak
from builder.recognise.organisation_words import heads, words_of
from builder.recognise.words import WORDS, Word, bare, unfolded

COUNTERPART: Final = "counterpart"
"""The slug of "his counterpart": the office named before it, of another state; it stands before a name only."""


@dataclass(frozen=True, slots=True)
class Title:
    """A title in a sentence: its words ``first`` to ``last`` (indexes, both included), what office it says, of what.

    ``kind``: office, honorific or role. ``slug``: the office's name in IRIs ("" for none). ``state``: alpha-3 of the
    state in its words. ``definite``: whether it has an article. ``head``: its first bare word. ``core``: the
    index of the last word that it needs when no name follows ("the Russian president" and no more).
    """

    first: int
    last: int
    kind: str
    slug: str
    state: str | None
    definite: bool
    head: str = ""
    core: int = -1


@dataclass(frozen=True, slots=True)
class Covers:
    """What is already known of the words of a sentence: the state, place or organisation hit over each."""

    states: dict[int, Hit]
    organisations: dict[int, Hit]

    def any(self, index: int) -> bool:
        """Whether a name of a state, a place or an organisation covers the word."""
        return index in self.states or index in self.organisations


@cache
def _heads() -> dict[tuple[str, ...], dict[str, Any]]:
    table: dict[str, dict[str, Any]] = topic("offices")["offices"]
    resolved = {word: table[rule["as"]] if "as" in rule else rule for word, rule in table.items()}
    return {tuple(bare(word).split()): {**rule, "domains": _domains(rule)} for word, rule in resolved.items()}


def _domains(rule: dict[str, Any]) -> tuple[tuple[str, str], ...]:
    """The bare words of an office's domains and what each makes of it, the longest first."""
    domains: dict[str, str] = rule["domains"]
    return tuple((bare(words), domains[words]) for words in sorted(domains, key=lambda words: (-len(words), words)))


@cache
def _phrases(key: str) -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(bare(word).split()) for word in topic("offices")[key])


@cache
def adjectives() -> frozenset[str]:
    """Adjectives that belong to a title."""
    return listed("offices", "adjectives")


def title_at(sequence: tuple[Word, ...], at: int, covers: Covers) -> Title | None:
    """The title whose head stands at ``at``: its head and all that belongs to it, up to a name or the title's end."""
    for length in _lengths(sequence[at].text):
        if at + length > len(sequence) or not all(word.near for word in sequence[at + 1 : at + length]):
            continue
        phrase = tuple(word.text for word in sequence[at : at + length])
        found = _office(sequence, at, length, phrase, covers) or _plain(sequence, at, length, phrase, covers)
        if found:
            return found
    return None


@cache
def firsts() -> frozenset[str]:
    """The first words of all titles."""
    phrases = [*_heads(), *_phrases("honorifics"), *_phrases("roles")]
    return frozenset(phrase[0] for phrase in phrases)


@cache
def _lengths_by_first() -> dict[str, frozenset[int]]:
    """How many words the titles have that begin with a word."""
    phrases = [*_heads(), *_phrases("honorifics"), *_phrases("roles")]
    return {first: frozenset(len(p) for p in phrases if p[0] == first) for first in firsts()}


@lru_cache(maxsize=WORDS)
def _lengths(word: str) -> tuple[int, ...]:
    """How many words a title that begins with the word may have, the most first."""
    lengths = _lengths_by_first()
    found = {length for (form,) in _variants((word,)) for length in lengths.get(form, ())}
    return tuple(sorted(found, reverse=True))


@cache
def beginnings() -> frozenset[str]:
    """The words of which ``may_begin`` need be asked: all others begin no title."""
    found = firsts() | {word.removeprefix(mark("article")) for word in firsts()}
    return behind_prefixes(found) | {clitic + word for clitic in mark("clitics") for word in found}


@lru_cache(maxsize=WORDS)
def may_begin(word: str) -> bool:
    """Whether a title may begin with the word."""
    rest, known = stem(word), firsts()
    if word in known or rest in known or (definite(word) and mark("article") + rest in known):
        return True
    return word[1:] in known and word[0] in mark("clitics") and len(word) > 3


@lru_cache(maxsize=WORDS)
def _variants(phrase: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    """The phrase as it stands, without proclitics, and without the article of its first word."""
    first = phrase[0]
    rest = stem(first)
    forms = [first, rest]
    forms += [first[1:]] if first[:1] in mark("clitics") and len(first) > 3 else []
    forms += [mark("article") + rest] if definite(first) else []
    return tuple((form, *phrase[1:]) for form in dict.fromkeys(forms))


def _office(sequence: tuple[Word, ...], at: int, length: int, phrase: tuple[str, ...], covers: Covers) -> Title | None:
    rule = next((_heads()[form] for form in _variants(phrase) if form in _heads()), None)
    if rule is None or (rule["slug"] == COUNTERPART and _titled_himself(sequence, at + length)):
        return None
    last = _complement(sequence, at + length - 1, covers)
    slug = _slug(sequence, at + length, last, rule, covers)
    core = _core(sequence, at + length - 1, last, covers)
    has_article = definite(phrase[0]) or any(definite(word) for word in phrase[1:])
    state = _state(at, _host(sequence, at, last) if slug in topic("offices")["sent"] else last, covers)
    return Title(at, last, "office", slug, state, has_article, phrase[0], core)


def _titled_himself(sequence: tuple[Word, ...], index: int) -> bool:
    """Whether a counterpart's own office stands behind "his counterpart": "نظيره وزير الشؤون الخارجية المغربي"."""
    return index < len(sequence) and sequence[index].near and sequence[index].text in heads_of_one()


def _state(at: int, last: int, covers: Covers) -> str | None:
    """The first state that the words from ``at`` to ``last`` name."""
    return next((covers.states[i].state for i in range(at, last + 1) if i in covers.states), None)


def _host(sequence: tuple[Word, ...], at: int, last: int) -> int:
    """The last word before "in" or "at", behind which a title tells where its bearer is sent to; else ``last``."""
    return next((i - 1 for i in range(at + 1, last + 1) if sequence[i].text in listed("offices", "hosts")), last)


def _core(sequence: tuple[Word, ...], head: int, last: int, covers: Covers) -> int:
    """The last word of a title that stands alone: its state's and the adjectives behind it, else its first noun's."""
    stated = next((i for i in range(head + 1, last + 1) if i in covers.states), None)
    end = stated if stated is not None else min(head + 1, last)
    while end < last and (covers.any(end + 1) or _qualifies(sequence[end + 1].text)):
        end += 1
    if stated is None and end > head and not covers.any(end) and sequence[end].text not in adjectives():
        return last if sequence[head].text in firsts() and not definite(sequence[head].text) else head
    return end


def _qualifies(text: str) -> bool:
    """Whether the word is an adjective with the article that belongs to a title."""
    return definite(text) and text in adjectives()


def _slug(sequence: tuple[Word, ...], start: int, last: int, rule: dict[str, Any], covers: Covers) -> str:
    """The office that the words from ``start`` to ``last`` make of a head.

    Without a domain that is listed, a head that is an office of states only (president, king) is a mere head of what
    follows it, unless that is a state, or nothing.
    """
    rest = " ".join(_owned().get(word.text, word.text) for word in sequence[start : last + 1])
    for words, slug in rule["domains"]:
        if rest == words or rest.startswith(words + " "):
            return str(slug)
    other = start <= last and start not in covers.states and sequence[start].text not in adjectives()
    return str(rule["otherwise"]) if other and "otherwise" in rule else str(rule["slug"])


def _plain(sequence: tuple[Word, ...], at: int, length: int, phrase: tuple[str, ...], covers: Covers) -> Title | None:
    """An honorific, which is followed by the name or another title at once, or a role with its adjectives."""
    forms = _variants(phrase)
    if any(form in _phrases("honorifics") for form in forms):
        return Title(at, at + length - 1, "honorific", "", None, True, stem(phrase[0]))
    if any(form in _phrases("roles") for form in forms):
        last = _complement(sequence, at + length - 1, covers)
        state = _state(at, last, covers)
        return Title(at, last, "role", "", state, any(map(definite, phrase)), phrase[0])
    return None


def _complement(sequence: tuple[Word, ...], last: int, covers: Covers) -> int:
    """The index of the last word that belongs to a title whose head ends at ``last``."""
    index = last + 1
    while index < min(last + 14, len(sequence)) and sequence[index].near and sequence[index].gap != "-":
        if not _completes(sequence, index, covers) or _is_told(sequence, last, index, covers):
            break
        index += 1
    return index - 1


def _is_told(sequence: tuple[Word, ...], last: int, index: int, covers: Covers) -> bool:
    """Whether it is a newspaper to which the bearer of an office speaks: "الوزير لصحيفة الحياة".

    An office of a newspaper has a further word, "المدير العام لصحيفة", or no article.
    """
    text = sequence[index].text
    paper = stem(text) in words_of("papers") or heads().get(stem(text)) == "MediaOrganisation"
    if not (paper and text.startswith(mark("li"))):
        return False
    return definite(sequence[last].text) and all(between in covers.states for between in range(last + 1, index))


def _completes(sequence: tuple[Word, ...], index: int, covers: Covers) -> bool:
    text = sequence[index].text
    if covers.any(index):
        return True
    if text in given() or text in listed("names", "syllables") or _begins_name(sequence, index):
        return False
    if text in adjectives() or (definite(text) and (common(text) or not _family_follows(sequence, index))):
        return not _starts_title(sequence, index)
    rest = stem(text)
    if text in _owned():
        return True
    if (
        index
        and not definite(sequence[index - 1].text)
        and stem(sequence[index - 1].text) in listed("offices", "regions")
    ):
        return True
    return (
        text in unfolded()
        or text in _linking()
        or rest in heads()
        or rest in heads_of_one()
        or (common(text) and rest in _inner_nouns())
    )


def _begins_name(sequence: tuple[Word, ...], index: int) -> bool:
    """Whether the word is a name with the article, and a usual given name stands behind it: "الطيب عبدالرحيم"."""
    text, behind = sequence[index].text, sequence[index + 1 : index + 2]
    return definite(text) and text in weak() and bool(behind) and behind[0].near and behind[0].text in given()


def _family_follows(sequence: tuple[Word, ...], index: int) -> bool:
    """Whether a definite word is a name's end, because a given name stands before it."""
    return index > 0 and namelike(sequence[index - 1].text) and not definite(sequence[index - 1].text)


def _starts_title(sequence: tuple[Word, ...], index: int) -> bool:
    """Whether an honorific stands at ``index``: the title before it ends there, and a new one begins."""
    return any(form in _phrases("honorifics") for form in _variants((sequence[index].text,)))


@cache
def _owned() -> dict[str, str]:
    """What an office is of with a pronoun ("her foreign affairs"), to the word without it."""
    feminine, tied = mark("feminine"), mark("tied")
    stems = {word: word[:-1] + tied if word.endswith(feminine) else word for word in listed("offices", "owned")}
    return {stem + ending: word for word, stem in stems.items() for ending in topic("offices")["pronouns"]}


@cache
def _linking() -> frozenset[str]:
    return listed("offices", "linking")


@cache
def heads_of_one() -> frozenset[str]:
    """Heads of offices of one word, as they stand inside a title ("نائب رئيس مجلس الوزراء")."""
    return frozenset(words[0] for words in _heads() if len(words) == 1)


@cache
def _inner_nouns() -> frozenset[str]:
    return listed("common-words", "nouns")
