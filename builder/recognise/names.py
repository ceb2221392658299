"""Decides how far a person's name reaches in a sentence."""

from __future__ import annotations

from builder.languages import topic
from builder.recognise.lexicon import common, definite, given, joins, listed, namelike, stem, verbs
from builder.recognise.offices import Covers
from builder.recognise.words import Word, bare

_LONGEST = 7


def extent(sequence: tuple[Word, ...], at: int, covers: Covers, titled: bool) -> int:
    """The index behind the last word of the name that begins at ``at``; ``at`` where there is no name.

    ``titled``: a title stands before it, so that one word may be a name and no given name is needed.
    """
    if not _begins(sequence, at, covers, titled):
        return at
    arabic = sequence[at].text in given() or sequence[at].text in joins()
    index = at + 1
    while index < min(at + _LONGEST, len(sequence)) and _continues(sequence, at, index, covers, arabic):
        arabic = arabic or sequence[index].text in joins()
        index += 1
    while index > at and sequence[index - 1].text in joins():
        index -= 1
    return index


def _begins(sequence: tuple[Word, ...], at: int, covers: Covers, titled: bool) -> bool:
    word = sequence[at].text
    if word in covered_exceptions():
        return True
    if covers.any(at) and word not in given():
        return False
    if word in given() or (word in joins() and word not in ("ال",)):
        return at + 1 < len(sequence) or word in given()
    if not titled:
        return False
    return namelike(word) and word[0] != bare("و") and not (definite(word) and common(word)) and word not in verbs()


def covered_exceptions() -> frozenset[str]:
    """Words that begin names even where a state's demonym has the same letters."""
    return listed("names", "also_demonyms")


def _continues(sequence: tuple[Word, ...], at: int, index: int, covers: Covers, arabic: bool) -> bool:
    """Whether the word at ``index`` goes on with the name begun at ``at``."""
    word, before = sequence[index], sequence[index - 1].text
    text = word.text
    if not word.near or (word.gap == "-" and text[0].isdigit()):
        return False
    if before in joins() or text in joins() or word.gap == "-":
        return not text.isdigit() and not (text in joins() and common(text))
    if text in listed("names", "completions") and before in listed("names", "compounding"):
        return True
    if definite(text):
        return _family(text, before, index in covers.states or index in covers.organisations, arabic)
    if covers.any(index) and text not in given():
        return False
    if text[0] == bare("و") and text not in given():
        return _not_joined(text, index - at)
    return namelike(text) and not text.endswith(tuple(topic("names")["adverb_endings"]))


def _family(text: str, before: str, covered: bool, arabic: bool) -> bool:
    """Whether a definite word is a family name: behind an Arabic name any, behind another only a nisba."""
    if before in joins():
        return True
    if covered or common(text) or not text.startswith("ال"):
        return False
    return arabic or text.endswith(bare("ي"))


def _not_joined(text: str, length: int) -> bool:
    """Whether a word that begins with waw is a name itself, and not another word with "and"."""
    rest = text[1:]
    if len(rest) <= 2:
        return True
    return length == 1 and namelike(text) and not common(rest) and rest not in given() and stem(rest) == rest
