"""Finds the names that only a frame of speech shows to be names: verb, title, unknown words, "that".

Behind an office that ends with a definite word or a proper name no indefinite word can describe it further, and
between the subject of a verb and the clause that it governs stands nothing but the subject's own name.
"""

from __future__ import annotations

from functools import cache

from builder.languages import topic
from builder.recognise.lexicon import definite, given, joins, listed, listed_common, mark, stem, weak
from builder.recognise.offices import Covers, Title
from builder.recognise.saying import feminine, present
from builder.recognise.words import Word, bare

_LONGEST = 5
_SHORTEST = 2


def framed(sequence: tuple[Word, ...], titles: list[Title], first: int, covers: Covers) -> int:
    """The index behind the last word of the name at ``first``, behind one of ``titles``; ``first`` where none is."""
    if not any(_is_subject(sequence, title, covers) for title in titles):
        return first
    end = first
    while end < min(len(sequence), first + _LONGEST) and sequence[end].near and _may_name(sequence, end, first, covers):
        end += 1
    return end if end - first >= _SHORTEST and _opens(sequence, end) and _is_strange(sequence, first, end) else first


def _is_subject(sequence: tuple[Word, ...], title: Title, covers: Covers) -> bool:
    """Whether a verb stands right before an office of which nothing indefinite can be said."""
    before = sequence[title.first - 1].text if title.first and sequence[title.first].near else ""
    whole = definite(sequence[title.last].text) or covers.any(title.last)
    return title.kind == "office" and whole and (before in _verbs() or before[1:] in _verbs())


def _may_name(sequence: tuple[Word, ...], index: int, first: int, covers: Covers) -> bool:
    text = sequence[index].text
    if text in given() or text in weak() or (index > first and text in joins()):
        return True
    if covers.any(index) or definite(text) or not text.isalpha() or listed_common(text) or listed_common(stem(text)):
        return False
    apart = index > first or text[0] not in (mark("li"), *mark("conjunctions")[1:])
    return apart and text not in _openers() and len(text) > 1


def _opens(sequence: tuple[Word, ...], end: int) -> bool:
    """Whether the content of speech opens at ``end``."""
    if end >= len(sequence):
        return False
    word = sequence[end]
    after = sequence[end + 1].text if end + 1 < len(sequence) else ""
    return word.text in _openers() or (word.text in listed("offices", "before_content") and after in _openers())


def _is_strange(sequence: tuple[Word, ...], first: int, end: int) -> bool:
    """Whether the words are no adverbs: not all have the ending of one, none begins with a preposition of a noun."""
    words = [word.text for word in sequence[first:end]]
    if words[0] in given() or words[0] in weak():
        return True
    adverbs = all(word.endswith(topic("shapes")["accusative"]) for word in words)
    return not adverbs and words[0][0] not in mark("prepositions")[:2]


@cache
def _openers() -> frozenset[str]:
    """The words that open the content of speech: "that", with a preposition and a pronoun too."""
    leads, ends = ("", bare(topic("reporting")["proclitic"])), {"", *listed("reporting", "opener_suffixes")}
    openers = listed("reporting", "openers")
    return frozenset(lead + opener + end for lead in leads for opener in openers for end in ends)


@cache
def _verbs() -> frozenset[str]:
    """The verbs of speech, third person singular."""
    entries = topic("reporting")["verbs"]
    forms = (form for entry in entries for form in (entry["past"], *feminine(entry), *present(entry)))
    return frozenset(map(bare, forms))
