"""Finds the phrases that may name an instrument: a head noun, what it is about, its year, number and parties.

A phrase is no instrument yet: ``instruments_evidence`` says whether states stand behind it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache

import ahocorasick

from builder.languages import topic
from builder.recognise.instruments_heads import Phrase, beginnings, head_at, heads, words
from builder.recognise.instruments_resolutions import numbered, statute
from builder.recognise.instruments_scene import OTHER, PERSON, PLACE, Scene, Token
from builder.recognise.instruments_tails import PARTIES, aside, party_tail, year_tail
from builder.recognise.instruments_titles import read_title
from builder.recognise.instruments_words import definite as is_definite
from builder.recognise.instruments_words import stem


def _promising(scene: Scene) -> list[int]:
    """The numbers of the sentences with the letters of a head noun; only they need be cut into words."""
    ends = (end for end, _ in _head_letters().iter(scene.text))
    return sorted({number for end in ends for number in scene.sentences.numbers_from(end, end + 1)})


@cache
def _head_letters() -> ahocorasick.Automaton:
    """Finds the first words of all heads."""
    automaton = ahocorasick.Automaton()
    for head in sorted(heads()):
        automaton.add_word(head.split(" ")[0], True)
    automaton.make_automaton()
    return automaton


def phrases(scene: Scene) -> Iterator[Phrase]:
    """Every phrase with such a head, in the order of the text."""
    for number in _promising(scene):
        tokens = scene.sentences[number]
        until = 0
        for at in [at for at, token in enumerate(tokens) if token.text in beginnings()]:
            found = _phrase(scene, number, at) if at >= until else None
            if found is not None:
                yield found
                until = found.last


def _phrase(scene: Scene, sentence: int, at: int) -> Phrase | None:
    tokens = scene.sentences[sentence]
    found = head_at(tokens, at)
    if found is None:
        return None
    head, start, definite, after = found
    kind, count = heads()[head]
    if count == "one" and at and _counts(tokens[at - 1].text):
        count = "many"
    if kind in ("resolution", "statute"):
        return (numbered if kind == "resolution" else statute)(scene, sentence, at, found)
    if kind == "charter" and _of_one(tokens, after):
        return None
    if kind == "document" and (_names_another(tokens, after) or _close(tokens, at)):
        return None
    definite = definite or (" " in head and is_definite(head.split(" ")[-1]))
    head = _indefinite(head)
    if head in topic("instruments")["possessed"]:
        return _possessed(tokens, Phrase(start, 0, 0, kind, head, count, True, sentence, at, after))
    title = read_title(tokens, after, definite, head)
    accusative = count == "two" and len(title.refs) != 2 and head in topic("instruments")["accusatives"]
    if accusative:
        head, count = topic("instruments")["accusatives"][head], "one"
    base = Phrase(start, tokens[title.last - 1].end, 0, kind, head, count, definite, sentence, at, title.last)
    base = replace(
        base,
        named=title.named,
        title=title.words,
        qualities=title.qualities,
        proper=title.proper,
        quoted=title.quoted or (at > 0 and tokens[at - 1].text == '"'),
        places=title.refs,
        accusative=accusative,
    )
    return _told_apart(tokens, base) or _by_month(tokens, base) or _tails(tokens, base)


@cache
def _indefinite(head: str) -> str:
    """The head in the form without the article, where it has one: "مذكره التفاهم", "مذكره تفاهم"."""
    bare = " ".join(stem(word) for word in head.split(" "))
    return bare if bare in heads() else head


def _possessed(tokens: tuple[Token, ...], phrase: Phrase) -> Phrase | None:
    """One that a pronoun tells the owner of, with a title and a party: "اتفاقها الدفاعي مع فرنسا"; else the act."""
    head = topic("instruments")["possessed"][phrase.head]
    after = tokens[phrase.last : phrase.last + 1]
    for_what = bool(after) and after[0].text.startswith(tuple(topic("instruments")["to"]))
    title = read_title(tokens, phrase.last, not for_what, head)
    if not title.words or (for_what and not title.named):
        return None
    end = tokens[title.last - 1].end
    whole = replace(phrase, head=head, core=end, last=title.last, named=True, title=title.words, places=title.refs)
    whole = _tails(tokens, replace(whole, qualities=title.qualities))
    return whole if whole.parties else None


def _by_month(tokens: tuple[Token, ...], phrase: Phrase) -> Phrase | None:
    """The understanding that goes by its month, with a year or not: "تفاهم نيسان 1996"; None where it goes by none."""
    date = tokens[phrase.last].date if phrase.kind == _UNDERSTANDING and phrase.last < len(tokens) else None
    if date is None or phrase.definite or phrase.title or date.date is None or date.date.month is None:
        return None
    token = tokens[phrase.last]
    title = tuple(word for word in token.text.split(" ") if word.isalpha())
    years = (f"{date.date.year:04d}",) if token.text[-4:] == f"{date.date.year:04d}" else ()
    if not title or token.text[:1].isdigit():
        return None
    return replace(phrase, core=token.end, end=token.end, last=phrase.last + 1, named=True, title=title, years=years)


_UNDERSTANDING = "understanding"


def _told_apart(tokens: tuple[Token, ...], phrase: Phrase) -> Phrase | None:
    """The phrase with what it is about behind "on" or "awaited", where its parties follow that; None where none do.

    "الاتفاق حول ترسيم الحدود بين لبنان وقبرص", "الاتفاق المرتقب لترسيم الحدود مع لبنان"
    """
    opens = tokens[phrase.last : phrase.last + 1]
    if not phrase.definite or phrase.title or not opens or opens[0].text not in words("told_apart"):
        return None
    title = read_title(tokens, phrase.last + 1, False, phrase.head)
    named = replace(phrase, core=tokens[title.last - 1].end, last=title.last, named=True, title=title.words)
    whole = _tails(tokens, named) if title.words else named
    return whole if len(whole.parties) > 1 or whole.states or (whole.parties and title.words) else None


def _counts(word: str) -> bool:
    """Whether a word is a number after which the counted noun is in the singular: "ثلاثين اتفاقية"."""
    bare = word.removeprefix(next(iter(sorted(words("and")))))
    return bare in words("numerals") or (word.isdecimal() and 10 < int(word) < 1000)


def _names_another(tokens: tuple[Token, ...], after: int) -> bool:
    """Whether a quotation after "document" begins with a head of its own: وثيقة "إعلان القاهرة"."""
    return after + 1 < len(tokens) and tokens[after].text == '"' and head_at(tokens, after + 1) is not None


def _of_one(tokens: tuple[Token, ...], after: int) -> bool:
    """Whether it is but the paper of an instrument that follows: "ميثاق الاتفاق"."""
    found = head_at(tokens, after) if after < len(tokens) else None
    return found is not None and tokens[after].text == f"{topic('instruments')['articles'][0]}{found[0]}"


def _close(tokens: tuple[Token, ...], at: int) -> bool:
    """Whether the word is the adjective "close" of the noun before it: "العلاقات الوثيقة"."""
    return at > 0 and tokens[at - 1].text.endswith(tuple(words("close")))


def _tails(tokens: tuple[Token, ...], phrase: Phrase) -> Phrase:
    """The phrase with the year and the parties that follow its title."""
    at, end = phrase.last, phrase.core
    apart = aside(tokens, at) if not phrase.definite or phrase.named else at
    years: tuple[str, ...] = ()
    if not phrase.definite or (tokens[at : at + 1] and tokens[at].text in words("year_of")):
        years, at, end = year_tail(tokens, at, end, not (phrase.definite or phrase.title or phrase.qualities))
    parties, states, at, end = party_tail(tokens, at, end)
    if apart > at and not (parties or states):
        parties, states, at, end = party_tail(tokens, apart, end)
    if not years and (parties or states):
        years, at, end = year_tail(tokens, at, end)
    return replace(phrase, end=end, years=years, parties=parties, states=states)


__all__ = ["OTHER", "PARTIES", "PERSON", "PLACE", "Phrase", "head_at", "heads", "phrases", "words"]
