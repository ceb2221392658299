"""Finds the names that only a frame of speech shows to be names: verb, title, unknown words, "that".

Behind an office that ends with a definite word or a proper name no indefinite word can describe it further, and
between the subject of a verb and the clause that it governs stands nothing but the subject's own name.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from builder.languages import topic
from builder.recognise.lexicon import definite, given, joins, listed, listed_common, mark, stem, weak
from builder.recognise.named import Named, named
from builder.recognise.names import doubtful
from builder.recognise.offices import Covers, Title, may_begin
from builder.recognise.saying import feminine, present
from builder.recognise.words import Word, bare

_LONGEST = 5
_SHORTEST = 2
_FARTHEST = 16


def extent(sequence: tuple[Word, ...], titles: list[Title], first: int, covers: Covers) -> int:
    """The index behind the last word of the name at ``first``, behind one of ``titles``; ``first`` where none is."""
    if not any(_is_subject(sequence, title, covers) for title in titles):
        return first
    end = first
    while end < min(len(sequence), first + _LONGEST) and sequence[end].near and _may_name(sequence, end, first, covers):
        end += 1
    closed = _opens(sequence, end) or _told_before(sequence, titles, end)
    return end if end - first >= _SHORTEST and closed and _is_strange(sequence, first, end) else first


def _told_before(sequence: tuple[Word, ...], titles: list[Title], end: int) -> bool:
    """Whether a verb of speech stands at ``end`` whose subject "had" opens ("And the minister N. N. had said")."""
    had = any(sequence[title.first - 1].text in _had() for title in titles if title.first)
    return had and end < len(sequence) and sequence[end].near and sequence[end].text in _verbs()


def before_title(sequence: tuple[Word, ...], titles: list[Title], covers: Covers) -> Iterator[Named]:
    """The names between a verb of speech and a title that says of what it is: "said Ewart Lang, minister of trade"."""
    for title in titles:
        if title.kind != "office" or title.last == title.first or title.first < _SHORTEST + 1:
            continue
        if sequence[title.first].gap.strip() not in topic("offices")["apposition"]["title"]:
            continue
        first = title.first
        while title.first - first < _LONGEST and _may_stand(sequence, first - 1, covers):
            first -= 1
        if title.first - first < _SHORTEST or not first or not _speaks(sequence[first - 1].text):
            continue
        if _is_strange(sequence, first, title.first) and not doubtful(sequence, first, title.first):
            yield named(sequence, first, title.first, "name-before-title", title)


def far_behind(sequence: tuple[Word, ...], titles: list[Title], covers: Covers) -> Iterator[Named]:
    """The names between the last pause of a long title and what its bearer says: "said the head of «X», N. N., that".

    The title is the subject of a verb of speech; before the name stands a comma or the mark that ends a quoted name,
    behind it what is said opens.
    """
    for title in titles:
        before = sequence[title.first - 1].text if title.first else ""
        if title.kind == "honorific" or not (_speaks(before) or before == bare(topic("speakers")["about"])):
            continue
        until = min(len(sequence), title.last + _FARTHEST)
        if _named_at_once(sequence, title.last + 1):
            continue
        for first in range(title.last + 1, until):
            word = sequence[first]
            if word.text in _openers() or ":" in word.gap or "." in word.gap or _speaks(word.text):
                break
            if not any(pause in word.gap for pause in topic("offices")["apposition"]["far"]):
                continue
            end = first + 1
            while end < until and sequence[end].near and _may_name(sequence, end, first, covers):
                end += 1
            whole = end - first >= _SHORTEST and _may_name(sequence, first, first, covers)
            if whole and _opens(sequence, end) and not any(_may_be_adverb(w.text) for w in sequence[first:end]):
                yield named(sequence, first, end, "title-and-name", title)
                break


def _may_be_adverb(text: str) -> bool:
    """Whether the word has the ending of an adverb, or a preposition of a noun, and is no usual name."""
    if text in given() or text in weak():
        return False
    return text.endswith(topic("shapes")["accusative"]) or text[0] in mark("prepositions")[:2]


def _named_at_once(sequence: tuple[Word, ...], at: int) -> bool:
    """Whether a usual given name stands right behind the title, so that its bearer is named already."""
    return at < len(sequence) and sequence[at].near and sequence[at].text in given()


def _may_stand(sequence: tuple[Word, ...], index: int, covers: Covers) -> bool:
    """Whether the word may be part of a name between a verb and a title, and is neither of these."""
    text = sequence[index].text
    other = may_begin(text) or _speaks(text) or text.endswith(tuple(topic("names")["no_subjects"]))
    return index > 0 and sequence[index].near and _may_name(sequence, index, index, covers) and not other


def _speaks(text: str) -> bool:
    return text in _verbs() or text[1:] in _verbs()


def _is_subject(sequence: tuple[Word, ...], title: Title, covers: Covers) -> bool:
    """Whether a verb stands right before an office of which nothing indefinite can be said."""
    before = sequence[title.first - 1].text if title.first and sequence[title.first].near else ""
    whole = definite(sequence[title.last].text) or covers.any(title.last)
    return title.kind == "office" and whole and (_speaks(before) or before in _had())


def _may_name(sequence: tuple[Word, ...], index: int, first: int, covers: Covers) -> bool:
    text = sequence[index].text
    if text in given() or text in weak() or (index > first and text in joins()):
        return True
    if covers.any(index) or definite(text) or not text.isalpha() or listed_common(text) or listed_common(stem(text)):
        return False
    if text.endswith(tuple(topic("shapes")["common_endings"])):
        return False
    if index > first and text[0] == mark("and") and text[1:2] not in mark("long"):
        return False
    joined = text[0] == mark("then") and (listed_common(text[1:]) or text[1:] in given())
    apart = index > first or (text[0] != mark("li") and not joined)
    return apart and text not in _openers() and len(text) > 1


def _opens(sequence: tuple[Word, ...], end: int) -> bool:
    """Whether the content of speech opens at ``end``."""
    if end >= len(sequence):
        return False
    word = sequence[end]
    if ":" in word.gap or word.text in listed("reporting", "saying_nouns"):
        return True
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
def _had() -> frozenset[str]:
    """The verb that opens a clause before its subject, with "and" too."""
    return frozenset(lead + word for lead in ("", mark("and")) for word in listed("reporting", "had"))


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
