"""Finds the words by which an article marks speech: verbs, participles and nouns of saying, and source phrases.

The verbs and phrases are data (``languages/ar/reporting.yaml``), looked up word by word.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from typing import Any

from builder.languages import topic
from builder.recognise.saying import feminine, participles, present
from builder.recognise.words import WORDS, places
from builder.relate.nouns import without_to
from builder.relate.openers import is_law, reporting_words
from builder.relate.roster import listed
from builder.relate.words import Phrases, Word, bare, phrase_at, phrase_set, unjoined, with_joined, word_set


class Grade(StrEnum):
    """What kind of word a cue is."""

    FINITE = "finite"
    PRESENT = "present"
    PARTICIPLE = "participle"
    NOUN = "noun"
    SOURCE = "source"
    CLAUSE = "clause"


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb of saying: its bare past form, its kind, and what its content may open with (see the data file)."""

    name: str
    kind: str
    that: frozenset[str]
    noun: frozenset[str]
    bare: bool
    alone: bool
    needs: frozenset[str] = frozenset()
    more: bool = False
    also_noun: bool = False
    object: bool = False
    answered: frozenset[str] = frozenset()
    asks: bool = False
    told: bool = False


@dataclass(frozen=True, slots=True)
class Cue:
    """Words that mark speech: those numbered ``first`` to before ``next`` of the paragraph.

    ``gender`` is m or f where the form tells it, ``many`` whether it is dual or plural, ``joined`` whether it
    begins with a conjunction. ``tail``: a source phrase's last word also begins its source (the proclitic
    ends ``proclitic`` characters into it).
    """

    first: int
    next: int
    grade: Grade
    verb: Verb | None = None
    gender: str = ""
    many: bool = False
    joined: bool = False
    proclitic: int = 0


@dataclass(frozen=True, slots=True)
class _Shape:
    verb: Verb
    grade: Grade
    gender: str = ""
    many: bool = False


_NEAR = 15
_FAR = 35
_LONGEST_OPENER = 5


@cache
def _forms() -> dict[str, _Shape]:
    """Every form of every verb; where two verbs share one, the first listed has it."""
    forms: dict[str, _Shape] = {}
    for entry in topic("reporting")["verbs"]:
        for form, shape in _conjugated(entry, _verb(entry)):
            forms.setdefault(bare(form), shape)
    teller = Verb(
        "",
        "told",
        word_set(["", *topic("reporting")["loose"], topic("reporting")["proclitic"]]),
        word_set(()),
        False,
        False,
    )
    for noun in reporting_words("telling_nouns"):
        forms.setdefault(noun, _Shape(teller, Grade.NOUN))
    return forms


def _verb(entry: dict[str, Any]) -> Verb:
    return Verb(
        name=bare(entry["past"]),
        kind=entry.get("kind", "say"),
        that=word_set(entry.get("that", ())),
        noun=word_set(entry.get("noun", ())),
        bare=entry.get("bare", True),
        alone=entry.get("alone", True),
        needs=word_set(entry.get("needs", ())),
        more=entry.get("more", False),
        also_noun=entry.get("also_noun", False),
        object=entry.get("object", False),
        answered=word_set(entry.get("answered", ())),
        asks=entry.get("asks", False),
        told=entry.get("told", False),
    )


def _conjugated(entry: dict[str, Any], verb: Verb) -> list[tuple[str, _Shape]]:
    past, stem, endings = entry["past"], entry["stem"], topic("reporting")["endings"]
    given = entry.get("forms", {})
    now = present(entry)
    shapes = [(form, _Shape(verb, Grade.FINITE, "m")) for form in given.get("masculine", [past])]
    shapes += [(form, _Shape(verb, Grade.FINITE, "f")) for form in feminine(entry)]
    plural = given.get("plural", [past + end for end in endings["past_many"]])
    plural = plural + [form + endings["dual"] for form in given.get("feminine", ())]
    plural = plural + ([endings["he"] + stem + end for end in endings["present_many"]] if now else [])
    shapes += [(form, _Shape(verb, Grade.FINITE, "", True)) for form in plural]
    shapes += [(form, _Shape(verb, Grade.PRESENT, "mf"[i % 2])) for i, form in enumerate(now)]
    if entry.get("told"):
        told = [(form, shape) for form, shape in shapes if not form.endswith(tuple(endings["past_many"][:1]))]
        shapes += [(form + pronoun, shape) for form, shape in told for pronoun in topic("reporting")["told"]]
    for gender, forms in participles(entry).items():
        many = gender == "many"
        shapes += [(form, _Shape(verb, Grade.PARTICIPLE, "" if many else gender, many)) for form in forms]
    return shapes


@cache
def source_phrases(name: str) -> Phrases:
    """Phrases that lead to a source, of one kind: clauses ("as X said"), separate ("according to"), joined."""
    data = topic("reporting")
    return phrase_set(data["clauses"] if name == "clauses" else data["sources"][name])


def cues(sequence: tuple[Word, ...]) -> list[Cue]:
    """The cues of a paragraph's words, in order; none overlaps another."""
    found: list[Cue] = []
    until = 0
    for at in places(sequence, beginnings()):
        if at < until:
            continue
        cue = _source(sequence, at) or _word_cue(sequence, at)
        if cue is not None:
            found.append(cue)
            until = cue.next
    return found


@cache
def beginnings() -> frozenset[str]:
    """Every word with which a cue may begin."""
    phrases = [first for name in ("clauses", "separate", "joined") for first in source_phrases(name)]
    return with_joined([*_forms(), *reporting_words("saying_nouns"), *phrases])


@cache
def source_beginnings() -> frozenset[str]:
    """Every word with which a phrase may begin that leads to a source."""
    return frozenset().union(*(source_phrases(name).beginnings for name in ("clauses", "separate", "joined")))


def _source(sequence: tuple[Word, ...], at: int) -> Cue | None:
    if sequence[at].bare not in source_beginnings():
        return None
    size = phrase_at(sequence, at, source_phrases("clauses"))
    if size and at + size < len(sequence):
        inner = _word_cue(sequence, at + size)
        if inner is None and sequence[at + size].bare[-1:] in topic("reporting")["object_pronouns"]:
            inner = _word_cue(_without_object(sequence, at + size), at + size)
        if inner is not None and inner.grade in (Grade.FINITE, Grade.PRESENT):
            return Cue(at, inner.next, Grade.CLAUSE, inner.verb, inner.gender, inner.many)
    size = phrase_at(sequence, at, source_phrases("separate"))
    if size:
        return Cue(at, at + size, Grade.SOURCE)
    size = phrase_at(sequence, at, source_phrases("joined"), joined=True)
    if size and not is_law(without_to(sequence[at + size - 1]).bare):
        return Cue(at, at + size - 1, Grade.SOURCE, proclitic=1)
    return None


def _without_object(sequence: tuple[Word, ...], at: int) -> tuple[Word, ...]:
    """The words with the object pronoun of the one at ``at`` left out ("what it said-it")."""
    word = sequence[at]
    suffix = next(
        end for end in sorted(topic("reporting")["object_pronouns"], key=len, reverse=True) if word.bare.endswith(end)
    )
    return (*sequence[:at], Word(word.start, word.end, word.bare[: -len(suffix)]), *sequence[at + 1 :])


def _is_meant(verb: Verb, sequence: tuple[Word, ...], at: int) -> bool:
    """Whether what follows shows that the form at ``at`` is this verb and not another word written alike."""
    near = _FAR if at + 1 < len(sequence) and sequence[at + 1].bare in listed("honorifics") else _NEAR
    if verb.needs and not any(word.bare in verb.needs for word in sequence[at + 1 : at + 1 + near]):
        return False
    behind = sequence[at + 1 : at + 1 + _NEAR]
    joined = bare(topic("reporting")["proclitic"])
    return verb.bare or any(
        _opens(word) or (joined in verb.that and word.bare.startswith(joined) and _opens(word.without_proclitic()))
        for word in behind
    )


def _answers(verb: Verb, sequence: tuple[Word, ...], at: int) -> bool:
    """Whether a form of "it stands (in a paper) that" is rather "and X answered that": somebody follows, no place."""
    answer = _forms().get(unjoined(sequence[at].bare))
    if verb.kind != "appear" or answer is None or at + 1 >= len(sequence):
        return False
    behind = sequence[at + 1].bare
    whom = behind in answer.verb.answered and at + 2 < len(sequence)
    if whom and sequence[at + 2].bare in reporting_words("places_of_words"):
        return False
    if behind in reporting_words("circumstances", "resumptive") and not whom:
        return False
    near = sequence[at + 2 : at + 1 + _NEAR]
    return any(
        word.bare.startswith(that) and _opens(word.without_proclitic()) for word in near for that in answer.verb.that
    )


def opens_next(sequence: tuple[Word, ...], at: int) -> bool:
    """Whether the word behind the one at ``at`` opens a reported clause."""
    return at + 1 < len(sequence) and _opens(sequence[at + 1])


def _asserts(sequence: tuple[Word, ...], at: int) -> bool:
    """Whether what is asserted follows at once; without that "بالتأكيد" is but "certainly", as where it comes first."""
    loose = at + 1 < len(sequence) and sequence[at + 1].bare in reporting_words("loose")
    return at > 0 and opens_next(sequence, at + loose)


def _opens(word: Word) -> bool:
    return word.bare.startswith(_openers()) and len(word.bare) < _LONGEST_OPENER


@cache
def _openers() -> tuple[str, ...]:
    return tuple(bare(opener) for opener in topic("reporting")["openers"])


def _word_cue(sequence: tuple[Word, ...], at: int) -> Cue | None:
    for joined, shape in _shapes(sequence[at].bare):
        if shape is None and (sequence[at].bare not in reporting_words("assertions") or _asserts(sequence, at)):
            return Cue(at, at + 1, Grade.NOUN, joined=joined)
        if shape is None:
            continue
        if _is_meant(shape.verb, sequence, at) and not _answers(shape.verb, sequence, at):
            return Cue(at, at + 1, shape.grade, shape.verb, shape.gender, shape.many, joined)
    return None


@lru_cache(maxsize=WORDS)
def _shapes(word: str) -> tuple[tuple[bool, _Shape | None], ...]:
    """What a word may be, by itself and without the conjunction that it may begin with: a verb, or a noun (None)."""
    found: list[tuple[bool, _Shape | None]] = []
    for form in dict.fromkeys((word, unjoined(word))):
        found += [(form != word, _forms()[form])] if form in _forms() else []
        found += [(form != word, None)] if form in reporting_words("saying_nouns") else []
    return tuple(found)
