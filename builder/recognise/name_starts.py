"""Decides whether a person's name begins with a word."""

from __future__ import annotations

from builder.calendars import hijri_months, months, weekdays
from builder.recognise.lexicon import common, definite, given, joins, listed, mark, namelike, particles, verbs, weak
from builder.recognise.offices import Covers, firsts
from builder.recognise.words import Word, bare, unfolded


def begins(sequence: tuple[Word, ...], at: int, covers: Covers, titled: bool) -> bool:
    """Whether a name may begin with the word at ``at``; ``titled``: behind a title, where any unknown word may."""
    word = sequence[at].text
    if word in listed("names", "times") and of_day(sequence, at):
        return False
    if word in listed("names", "verbs_too") and at + 1 < len(sequence) and _named_behind(sequence[at + 1].text):
        return False
    if _of_calendar(sequence, at):
        return False
    if word in given() or _compound(sequence, at) or _syllables(sequence, at):
        return True
    if word in listed("names", "beginnings"):
        return at + 1 < len(sequence) and sequence[at + 1].near
    if word in weak():
        named = titled and not (word in firsts() and at + 1 < len(sequence) and definite(sequence[at + 1].text))
        return (named and not _governed(sequence, at)) or _clearly_continued(sequence, at, covers)
    if titled and (_as_preposition(sequence, at) or _leads_to_father(sequence, at)):
        return True
    if not titled or covers.any(at) or word in joins() or word in listed("names", "completions"):
        return False
    if word.startswith(mark("article")) and word in listed("offices", "honorifics"):
        return False
    if (at and sequence[at - 1].text in particles()) or word[1:] in joins():
        return False
    return namelike(word) and word[0] != mark("and") and not (definite(word) and common(word)) and word not in verbs()


def _governed(sequence: tuple[Word, ...], at: int) -> bool:
    """Whether a particle stands before the word ("على أمل أن"), and none that ends a title ("الوزير آنذاك شريف")."""
    before = sequence[at - 1].text if at and sequence[at].near else ""
    return before in particles() and before not in listed("offices", "past")


def _named_behind(text: str) -> bool:
    """Whether an Arabic given name follows, so that the word before it is its verb: "دان مسعود البرزاني القصف"."""
    return text in listed("names", "given")


def _as_preposition(sequence: tuple[Word, ...], at: int) -> bool:
    """Whether a given name is spelt as a preposition, its last letter undotted: "الدكتور على عبدالعال"."""
    word, behind = sequence[at].text, sequence[at + 1 : at + 2]
    if word not in unfolded() or bare(word) not in given():
        return False
    return all(w.near and (w.text in given() or w.text in listed("names", "servant")) for w in behind) and bool(behind)


def _leads_to_father(sequence: tuple[Word, ...], at: int) -> bool:
    """Whether "son of" and a given name follow a word, whatever else it means: "الدكتور ثاني بن أحمد"."""
    behind = sequence[at + 1 : at + 3]
    son = len(behind) == 2 and all(word.near for word in behind) and behind[0].text == mark("son")
    return son and behind[1].text in given() and not definite(sequence[at].text)


def _of_calendar(sequence: tuple[Word, ...], at: int) -> bool:
    """Whether the word and the next are a month's name ("ربيع الثاني")."""
    pair = " ".join(word.text for word in sequence[at : at + 2])
    return pair in months() or pair in hijri_months()


def _compound(sequence: tuple[Word, ...], at: int) -> bool:
    """Whether a given name of two words begins, with more of the name behind it: "عز الدين الأصبحي"."""
    behind = sequence[at + 1 : at + 3]
    if sequence[at].text not in listed("names", "compounding") or len(behind) < 2 or not all(w.near for w in behind):
        return False
    text = behind[1].text
    return behind[0].text in listed("names", "completions") and (
        text in given() or (definite(text) and text.endswith(mark("relative")) and not common(text))
    )


def _syllables(sequence: tuple[Word, ...], at: int) -> bool:
    """Whether three syllables of an East Asian name stand together: "كيم مين-سيوك"."""
    three = sequence[at : at + 3]
    return len(three) == 3 and all(
        word.text in listed("names", "syllables") and (word.near or not index) for index, word in enumerate(three)
    )


def of_day(sequence: tuple[Word, ...], at: int) -> bool:
    """Whether a word of time stands before a day: "صباح السبت"."""
    after = sequence[at + 1].text if at + 1 < len(sequence) and sequence[at + 1].near else ""
    return after in listed("names", "of_day") or after in weekdays()


def _clearly_continued(sequence: tuple[Word, ...], at: int, covers: Covers) -> bool:
    """Whether what follows a weak given name can only belong to a name: "bin", another given name, a nisba."""
    if at + 1 >= len(sequence) or not sequence[at + 1].near or covers.any(at + 1):
        return False
    text = sequence[at + 1].text
    if text in listed("names", "adjectival") and sequence[at].text in listed("common-words", "nouns"):
        return False
    nisba = text.startswith(mark("article")) and text.endswith(mark("relative")) and not common(text)
    return text in given() or text in listed("names", "beginnings") or text == mark("son") or nisba
