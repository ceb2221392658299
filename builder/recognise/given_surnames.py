"""Finds where a family name that is a usual given name too stands for a person named in full: "said Saleh".

Such a word calls the person only where a subject or a governed noun is expected, right behind a verb, a particle or
the start of the sentence, and where no other name stands around it or in the article.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from builder.model import Span
from builder.recognise.lexicon import (
    definite,
    given,
    joins,
    listed,
    listed_common,
    mark,
    namelike,
    particles,
    verbs,
    weak,
)
from builder.recognise.words import Word, places

_SHORTEST = 3


def surname(names: Iterable[tuple[str, ...]]) -> str:
    """The family name, itself a usual given name or a common word, with which all of one person's full names end.

    "" where there is none.
    """
    full = [words for words in names if len(words) > 1]
    last = {words[-1] for words in full}
    word = next(iter(last)) if len(last) == 1 else ""
    by_father = any(mark("son") in words or words[-2] in joins() for words in full)
    return word if len(word) >= _SHORTEST and (word in given() or _is_word(word)) and not by_father else ""


def _is_word(name: str) -> bool:
    """Whether a name without the article is a common word too ("عون")."""
    return listed_common(name) and not definite(name) and name not in particles() and name not in verbs()


def find(sentences: Iterable[tuple[Word, ...]], word: str) -> Iterator[Span]:
    """Where ``word`` stands alone as a name; the conjunction before it is left out."""
    forms = frozenset({word, mark("and") + word})
    for sequence in sentences:
        for at in places(sequence, forms):
            if _alone(sequence, at, word) and _expected(sequence, at, word):
                yield Span(sequence[at].start + (sequence[at].text != word), sequence[at].end)


def is_adjective(sequence: tuple[Word, ...], at: int, alias: tuple[str, ...]) -> bool:
    """Whether a name that is an adjective too is one at ``at``, or a noun ("غير صالح", "لصالح")."""
    word = alias[0]
    if len(alias) > 1 or word not in listed("names", "adjectival"):
        return False
    before = sequence[at - 1].text if at and sequence[at].near else ""
    joined = sequence[at].text in (word, mark("and") + word)
    return not joined or before in listed("names", "not_before_name")


def _alone(sequence: tuple[Word, ...], at: int, word: str) -> bool:
    """Whether no other part of a name stands right behind the word."""
    if at + 1 >= len(sequence) or not sequence[at + 1].near:
        return True
    after = sequence[at + 1].text
    if after in verbs():
        return True
    if _is_word(word):
        return after in particles()
    family = after.startswith(mark("article")) and after.endswith(mark("relative"))
    return not (after in given() or after in weak() or after in joins() or namelike(after) or family)


def _expected(sequence: tuple[Word, ...], at: int, word: str) -> bool:
    """Whether what stands before the word lets a name follow: nothing, a verb or a particle."""
    doubtful = word in listed("names", "adjectival") or _is_word(word)
    if at == 0 or not sequence[at].near:
        return not doubtful
    before = sequence[at - 1].text
    rest = before[1:] if before[0] in mark("conjunctions") else before
    if before in verbs() or rest in verbs():
        return sequence[at].text == word
    particle = before in particles() or rest in particles()
    return particle and not doubtful and sequence[at].text == word and rest not in listed("names", "not_before_name")
