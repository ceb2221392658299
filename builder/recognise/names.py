"""Decides how far a person's name reaches in a sentence."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from builder.calendars import weekdays
from builder.known import known
from builder.languages import topic
from builder.recognise.lexicon import (
    common,
    definite,
    given,
    joins,
    listed,
    listed_common,
    mark,
    namelike,
    particles,
    stem,
    verbs,
    weak,
)
from builder.recognise.name_starts import begins, of_day
from builder.recognise.offices import Covers, Title, adjectives, heads_of_one
from builder.recognise.words import Word, bare

_LONGEST: Final = 9


def extent(sequence: tuple[Word, ...], at: int, covers: Covers, titled: bool) -> int:
    """The index behind the last word of the name that begins at ``at``; ``at`` itself where there is no name.

    ``titled``: a title stands before it, so that one word may be a name and no given name is needed.
    """
    if not begins(sequence, at, covers, titled):
        return at
    index = at + 1
    while index < min(at + _LONGEST, len(sequence)) and _continues(sequence, at, index, covers, titled):
        index += 1
    while index > at and sequence[index - 1].text in joins():
        index -= 1
    return index


def _continues(sequence: tuple[Word, ...], at: int, index: int, covers: Covers, titled: bool) -> bool:
    """Whether the word at ``index`` goes on with the name begun at ``at``."""
    word, before = sequence[index], sequence[index - 1].text
    text = word.text
    if not word.near or (not text.isalpha() and any(map(str.isdigit, text))):
        return False
    if before in listed("names", "clan"):
        return namelike(text) or not text.endswith(tuple(topic("names")["no_endings"]))
    if before in joins() or word.gap == "-":
        return text in given() or text in weak() or (text not in particles() and text not in verbs())
    if text in listed("names", "completions"):
        return before in listed("names", "compounding")
    if text in joins():
        goes_on = index + 1 < len(sequence) and sequence[index + 1].near
        return goes_on and text in listed("names", "inner") and not _aged(sequence, index)
    if text in listed("names", "times") and of_day(sequence, index):
        return False
    # A day may be a family name too, but behind a given name only ("أحمد الخميس").
    day = text in weekdays() and (index - at > 1 or before not in listed("names", "given"))
    if day or _titles_next(sequence, index):
        return False
    if definite(text):
        return _family(sequence, at, index, covers)
    return _plain(sequence, at, index, covers, titled)


def _aged(sequence: tuple[Word, ...], index: int) -> bool:
    """Whether the word begins somebody's age, not a father's name ("the son of four years")."""
    after = {stem(word.text) for word in sequence[index + 1 : index + 4] if word.near}
    return sequence[index].text in listed("names", "aged") and bool(after & listed("names", "years"))


def _titles_next(sequence: tuple[Word, ...], index: int) -> bool:
    """Whether a word that is an office as well as a name begins a title: "سلام أمين عام الحزب", "هاشم مساعد الوزير"."""
    text = sequence[index].text
    if text not in heads_of_one() or index + 1 >= len(sequence) or not sequence[index + 1].near:
        return False
    after = sequence[index + 1].text
    whole = definite(after) and (common(after) or not after.endswith(mark("relative")))
    return whole or after in heads_of_one() or listed_common(after)


def _plain(sequence: tuple[Word, ...], at: int, index: int, covers: Covers, titled: bool) -> bool:
    """Whether an indefinite word belongs to the name: given names, and unknown words while no family name closed it."""
    text, before = sequence[index].text, sequence[index - 1].text
    if text in given():
        first = index - 1 == at and definite(before) and before in weak()  # "الهادي إدريس"
        return first or before in given() or not _closes(sequence, index - 1)
    if _closes(sequence, index - 1) or covers.any(index) or not (namelike(text) or _foreign(text, before, titled)):
        return False
    if _is_circumstance(text):
        return False
    chained = [i for i in range(at, index) if sequence[i].text == mark("son")]
    if chained and (index > chained[-1] + 2 or text.endswith(tuple(topic("names")["no_endings"]))):
        return False
    if text[0] == mark("and"):
        return _not_joined(text, index - at, titled)
    glued = _behind_preposition(text) and not _is_cluster(text, before)
    if glued or re.fullmatch(topic("names")["acting"], text):
        return False
    if not titled and len(text) > 5 and text.endswith(mark("plural")):
        return False
    strange = index - at - sum(word.text in given() for word in sequence[at:index])
    return strange < 4 and (before in listed("names", "foreign") or not text.endswith(_adverbs()))


@cache
def _adverbs() -> tuple[str, ...]:
    return tuple(topic("names")["adverb_endings"])


def _is_circumstance(text: str) -> bool:
    """Whether an unknown word has the shape of a participle of circumstance ("صارخا", "مؤنبا")."""
    return len(text) == 5 and re.fullmatch(topic("names")["circumstance"], text) is not None


def _foreign(text: str, before: str, titled: bool) -> bool:
    """Whether a word behind a foreign given name, or any behind a title, only looks like a noun with "my" or a verb.

    "فرانشيسكو بيتي", "الشيخ محمد يزدي".
    """
    return (
        (before in given() if titled else before in listed("names", "foreign"))
        and text.endswith(mark("relative"))
        and not listed_common(text)
    )


def _behind_preposition(text: str) -> bool:
    """Whether an unknown word is a preposition glued to a name ("صلاح لفيورنتينا"), and no name itself (لافروف)."""
    if text[0] not in mark("prepositions") or text in weak():
        return False
    rest = text[1:]
    if len(rest) > 3 and rest[-1] in mark("pronoun") and common(rest[:-1] + mark("tied")) | common(rest[:-1]):
        return True
    return rest in given() or rest in _known_words() or (len(rest) > 6 and rest[0] not in mark("long"))


def _is_cluster(text: str, before: str) -> bool:
    """Whether a long word behind a foreign given name begins with two consonants, as no Arabic noun does."""
    first, second = topic("names")["clusters"]
    return len(text) > 6 and text[0] in first and text[1] in second and before in listed("names", "foreign")


def _closes(sequence: tuple[Word, ...], index: int) -> bool:
    """Whether the word is a family name with the article; the second word of عبد الله and نور الدين is none."""
    text, before = sequence[index].text, sequence[index - 1].text if index else ""
    if before in listed("names", "clan"):
        return True
    if not definite(text) or before in listed("names", "servant"):
        return False
    return text not in given() and text not in listed("names", "completions")


def _family(sequence: tuple[Word, ...], at: int, index: int, covers: Covers) -> bool:
    """Whether a definite word is a family name: behind an Arabic name any, behind another only a nisba."""
    text = sequence[index].text
    if covers.any(index) and not _origin(sequence, at, index, covers):
        return False
    if not text.startswith(mark("article")):
        return False
    if common(text) and not _nisba(sequence, index) and not _plural_shaped(sequence, index):
        return False
    own = listed("names", "given", "weak", "joins")
    arabic = any(word.text in own for word in sequence[at:index])
    closed = sum(definite(word.text) for word in sequence[at:index])
    return closed < 3 and (arabic or text.endswith(mark("relative")))


def _origin(sequence: tuple[Word, ...], at: int, index: int, covers: Covers) -> bool:
    """Whether a demonym ends a name: right behind its one given name or its father's ("عبدالله بن محمد التركي")."""
    hit = covers.states.get(index)
    if hit is None or hit.rule != "demonym" or index in covers.organisations:
        return False
    own = [word.text for word in sequence[at:index] if word.text not in listed("names", "servant")]
    alone = len(own) == 1 or mark("son") in own
    return alone and own[-1] in listed("names", "given") and sequence[index].text.endswith(mark("relative"))


def _nisba(sequence: tuple[Word, ...], index: int) -> bool:
    """Whether a definite word that is but a noun with the ending of relation follows a usual Arabic given name.

    Behind any other word it is an adjective: "خالد الشهري" is a name, "المستشار الزراعي" is none.
    """
    text = sequence[index].text
    relative = text.endswith(mark("relative")) and not listed_common(text) and not listed_common(stem(text))
    usual = listed("names", "given")
    before = sequence[index - 1].text
    named = before in usual or (before in weak() and index > 1 and sequence[index - 2].text in usual)
    return relative and named and text not in adjectives()


def _plural_shaped(sequence: tuple[Word, ...], index: int) -> bool:
    """Whether a family name behind a usual given name only looks like a plural: "جواد الزيات"."""
    text = sequence[index].text
    rest = stem(text)
    singular = {rest, rest[:-2], rest[:-2] + mark("feminine")}
    ending = text.endswith(mark("plural")) and not any(map(listed_common, singular))
    return ending and sequence[index - 1].text in listed("names", "given")


def _not_joined(text: str, length: int, titled: bool) -> bool:
    """Whether a word that begins with waw is a name itself, and not another word with "and"."""
    rest = text[1:]
    if len(rest) <= 2:
        return text in listed("names", "syllables")
    # A foreign name with W is written with a long vowel behind it (ويلسون); else it is "and" (بوش وكلينتون).
    other = rest in given() or rest in weak() or rest in _known_words()
    return titled and length == 1 and rest[0] in mark("long") and not common(rest) and not other


def plausible(sequence: tuple[Word, ...], first: int, end: int, ending: list[Title]) -> bool:
    """Whether what follows a title is a name: by its words, else by how strong the title is and what follows."""
    words = [word.text for word in sequence[first:end]]
    if any(word in given() or word in _known_words() for word in words) and (end - first > 1 or sequence[first].near):
        return True
    strong = any(t.kind == "honorific" or (t.kind == "office" and (t.definite or t.state)) for t in ending)
    if all(t.kind == "role" and not t.definite for t in ending) or not sequence[first].near:
        return strong and end - first > 1 and not doubtful(sequence, first, end)
    if doubtful(sequence, first, end) or not _stands_out(sequence, end):
        return False
    if end - first > 1:
        return True
    honoured = any(t.kind == "honorific" for t in ending)
    short = honoured or any(t.last - t.first <= 1 for t in ending)
    return strong and short and (honoured or not definite(words[0]))


def doubtful(sequence: tuple[Word, ...], first: int, end: int) -> bool:
    """Whether an unknown word has a feminine ending or a preposition, which unknown names seldom have."""
    endings = (mark("feminine"), mark("plural"))
    for word in sequence[first:end]:
        text = word.text
        if text in weak() or text in given() or text in listed("names", "syllables"):
            continue
        glued = text[0] in mark("clitics") and (len(text) > 4 or end - first == 1)
        if text.endswith(endings) or (glued and (_word_behind(text) or text[1:] in given())):
            return True
    if end - first == 1 and sequence[first].text.startswith(tuple(topic("names")["verbal"])):
        return True
    accusative = all(word.text.endswith(topic("shapes")["accusative"]) for word in sequence[first:end])
    return accusative or (len(sequence[first].text) < 3 and end - first == 1)


def _word_behind(text: str) -> bool:
    """Whether a common word follows the first letter; what only looks like a verb is none (فيكرام)."""
    return listed_common(text[1:]) or (common(text[1:]) and not text[1:].startswith(topic("shapes")["imperfect"]))


def _stands_out(sequence: tuple[Word, ...], end: int) -> bool:
    """Whether a mark or a word that joins or tells follows, so that what stands before is whole."""
    return end >= len(sequence) or not sequence[end].near or common(sequence[end].text)


@cache
def _known_words() -> frozenset[str]:
    """The words of known persons' names."""
    return frozenset(
        word for entity in known().of_kind("Person") for name in entity.labels() for word in bare(name).split()
    )


def named_after(sequence: tuple[Word, ...], index: int) -> bool:
    """Whether a building, place or prize named after a person stands before the word (and his title)."""
    for back in (1, 2, 3):
        if index - back >= 0 and all(word.near for word in sequence[index - back + 1 : index + 1]):
            text = sequence[index - back].text
            if stem(text) in _eponyms() and not definite(text):
                return all(title_word(word.text) for word in sequence[index - back + 1 : index])
    return False


def title_word(text: str) -> bool:
    """Whether a word is an honorific of one word."""
    return text in listed("offices", "honorifics")


@cache
def _eponyms() -> frozenset[str]:
    return listed("names", "named_after")
