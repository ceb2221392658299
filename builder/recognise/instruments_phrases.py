"""Finds the phrases that may name an instrument: a head noun, what it is about, its year, number and parties.

A phrase is no instrument yet: ``instruments_evidence`` says whether states stand behind it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

import regex

from builder.languages import topic
from builder.recognise.instruments_scene import BLOC, DATE, ORGAN, OTHER, PERSON, PLACE, STATE, WORD, Scene, Token
from builder.recognise.instruments_titles import read_title, stem

PARTIES = (STATE, BLOC, ORGAN)
"""Tags of those who can be party to an instrument."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase whose head noun is that of an instrument. Offsets are those of ``Scene.text``.

    ``start`` to ``core`` are the head and its title, ``core`` to ``end`` the year, number and parties after it.
    ``title``: the words that tell it from others, without article and conjunction. ``named``: the title is a name
    (it bears the article, or is a proper name or number). ``sentence``, ``first``, ``last``: its tokens.
    ``states``: two unnamed states are its parties ("between the two countries").
    """

    start: int
    core: int
    end: int
    kind: str
    head: str
    count: str
    definite: bool
    sentence: int
    first: int
    last: int
    named: bool = False
    title: tuple[str, ...] = ()
    qualities: frozenset[str] = frozenset()
    number: str | None = None
    proper: str | None = None
    quoted: bool = False
    draft: bool = False
    parties: tuple[str, ...] = ()
    states: bool = False
    places: tuple[str, ...] = ()
    years: tuple[str, ...] = ()
    known: str | None = None

    @property
    def short(self) -> bool:
        """Whether nothing in it tells which instrument it is."""
        return not (self.title or self.years or self.number or self.proper or self.known)


@cache
def words(name: str) -> frozenset[str]:
    """A word list of the topic ``instruments``."""
    return frozenset(topic("instruments")[name])


@cache
def heads() -> dict[str, tuple[str, str]]:
    """Head word -> (kind, count)."""
    table = {}
    for kind, forms in topic("instruments")["heads"].items():
        for count, names in forms.items():
            table.update(dict.fromkeys(names, (kind, count)))
    return table


@cache
def _beginnings() -> frozenset[str]:
    """Every word with which a head may begin, proclitics and all."""
    return frozenset(prefix + head.split(" ")[0] for prefix in topic("instruments")["proclitics"] for head in heads())


def head_at(tokens: tuple[Token, ...], at: int) -> tuple[str, int, bool, int] | None:
    """The head noun at a token: (head, its start, definite, index after it); None where there is none."""
    token = tokens[at]
    if token.tag != WORD or token.text not in _beginnings():
        return None
    fused = topic("instruments")["fused_article"]
    for prefix, definite in topic("instruments")["proclitics"].items():
        rest = token.text[len(prefix) :]
        if not token.text.startswith(prefix):
            continue
        start = token.start + len(prefix) - (2 if definite and not prefix.endswith(fused) else 0)
        if rest in heads():
            return rest, start, definite, at + 1
        if at + 1 < len(tokens) and f"{rest} {tokens[at + 1].text}" in heads():
            return f"{rest} {tokens[at + 1].text}", start, definite, at + 2
    return None


def phrases(scene: Scene) -> Iterator[Phrase]:
    """Every phrase with such a head, in the order of the text."""
    for number, tokens in enumerate(scene.sentences):
        at = 0
        while at < len(tokens):
            found = _phrase(scene, number, at)
            if found is not None:
                yield found
            at = max(at + 1, found.last if found else 0)


def _phrase(scene: Scene, sentence: int, at: int) -> Phrase | None:
    tokens = scene.sentences[sentence]
    found = head_at(tokens, at)
    if found is None:
        return None
    head, start, definite, after = found
    kind, count = heads()[head]
    if kind in ("resolution", "statute"):
        return _numbered(scene, sentence, at, found)
    if kind == "document" and (_names_another(tokens, after) or _close(tokens, at)):
        return None
    title = read_title(tokens, after, definite, head)
    base = Phrase(start, tokens[title.last - 1].end, 0, kind, head, count, definite, sentence, at, title.last)
    base = replace(
        base,
        named=title.named,
        title=title.words,
        qualities=title.qualities,
        proper=title.proper,
        quoted=title.quoted or (at > 0 and tokens[at - 1].text == '"'),
        places=title.refs,
    )
    return _tails(tokens, base)


def _names_another(tokens: tuple[Token, ...], after: int) -> bool:
    """Whether a quotation after "document" begins with a head of its own: وثيقة "إعلان القاهرة"."""
    return after + 1 < len(tokens) and tokens[after].text == '"' and head_at(tokens, after + 1) is not None


def _close(tokens: tuple[Token, ...], at: int) -> bool:
    """Whether the word is the adjective "close" of the noun before it: "العلاقات الوثيقة"."""
    return at > 0 and tokens[at - 1].text.endswith(tuple(words("close")))


def _tails(tokens: tuple[Token, ...], phrase: Phrase) -> Phrase:
    """The phrase with the year and the parties that follow its title."""
    at, end = phrase.last, phrase.core
    aside = _aside(tokens, at) if not phrase.definite or phrase.named else at
    years: tuple[str, ...] = ()
    if not phrase.definite or (tokens[at : at + 1] and tokens[at].text in words("year_of")):
        years, at, end = _year_tail(tokens, at, end)
    parties, states, at, end = _party_tail(tokens, at, end)
    if aside > at and not (parties or states):
        parties, states, at, end = _party_tail(tokens, aside, end)
    if not years and (parties or states):
        years, at, end = _year_tail(tokens, at, end)
    return replace(phrase, end=end, years=years, parties=parties, states=states)


def _aside(tokens: tuple[Token, ...], at: int) -> int:
    """Where a title goes on after "last month," or an adverb: "اتفاق نووي الشهر الماضي، بين طهران والقوى …"."""
    probe = at
    while probe < min(at + 4, len(tokens)) and (tokens[probe].tag == DATE or tokens[probe].text in words("asides")):
        probe += 1
    return probe


def _year_tail(tokens: tuple[Token, ...], at: int, end: int) -> tuple[tuple[str, ...], int, int]:
    """Years right after a title ("لعام 1961"; "في عامي 2000 و2001"), where to read on, and the end."""
    probe = at
    while probe < len(tokens) and tokens[probe].tag == WORD and tokens[probe].text in words("year_words"):
        probe += 1
    years: list[str] = []
    while probe < len(tokens):
        token = tokens[probe]
        year = _year_of(token)
        if year is None:
            break
        years.append(year)
        probe, at, end = probe + 1, probe + 1, token.end
        if probe + 1 < len(tokens) and tokens[probe].text in words("and") and tokens[probe + 1].glued:
            probe += 1
    return tuple(years), at, end


def _year_of(token: Token) -> str | None:
    """The year that a token gives and nothing more precise than that."""
    if token.tag == DATE and token.date is not None:
        date = token.date.date
        return f"{date.year:04d}" if date and date.month is None else None
    found = regex.fullmatch(topic("instruments")["bare_year"], token.text) if token.tag == WORD else None
    return found.group(1) if found else None


def _party_tail(tokens: tuple[Token, ...], at: int, end: int) -> tuple[tuple[str, ...], bool, int, int]:
    """The parties right after a title ("بين مصر وبريطانيا", "مع الصين"), whether two states, and where they end."""
    if at >= len(tokens) or tokens[at].text not in words("between") | words("with"):
        return (), False, at, end
    parties: list[str] = []
    probe, stop = at + 1, at + 16
    while probe < min(len(tokens), stop):
        token = tokens[probe]
        if token.tag in PARTIES and not token.demonym:
            parties += token.refs[:1]
            at, end = probe + 1, token.end
        elif token.text in words("two_states") or (token.text in words("states_of") and not parties):
            return tuple(parties), True, probe + 1, token.end
        elif not _joins(tokens, probe) and not _seat(tokens, probe):
            break
        probe += 1
    return tuple(dict.fromkeys(parties)), False, at, end


def _joins(tokens: tuple[Token, ...], at: int) -> bool:
    """Whether a token may stand between the parties of a list: a conjunction, a comma, a government of …"""
    token = tokens[at]
    return token.text in words("party_joins") or token.demonym


def _seat(tokens: tuple[Token, ...], at: int) -> bool:
    """ "in" after a ministry, before its state: "وزارة الداخلية في المملكة"."""
    return tokens[at].text in words("in") and tokens[at - 1].tag == ORGAN


def _numbered(scene: Scene, sentence: int, at: int, found: tuple[str, int, bool, int]) -> Phrase | None:
    """A resolution of the United Nations with its number, or a statute with a proper name."""
    tokens = scene.sentences[sentence]
    head, start, definite, after = found
    kind, count = heads()[head]
    if kind == "statute":
        return _statute(scene, sentence, at, found)
    probe, body = after, False
    while probe < len(tokens) and probe < after + 9:
        token = tokens[probe]
        if token.text in words("resolution_bodies") or any(b in token.text for b in words("resolution_bodies")):
            body = True
        elif regex.fullmatch(topic("instruments")["resolution_number"], token.text):
            end = token.end
            return Phrase(
                start,
                end,
                end,
                kind,
                head,
                count,
                definite,
                sentence,
                at,
                probe + 1,
                True,
                number=token.text,
                qualities=frozenset({"body"} if body else ()),
            )
        elif token.text not in words("resolution_words"):
            break
        probe += 1
    return None


def _statute(scene: Scene, sentence: int, at: int, found: tuple[str, int, bool, int]) -> Phrase | None:
    """The statute of a court or body, by the city or the body it is of: قانون روما الأساسي, النظام الأساسي لـ…."""
    tokens = scene.sentences[sentence]
    head, start, definite, after = found
    kind, count = heads()[head]
    basic = words("basic")
    named = next((i for i in range(after, min(after + 4, len(tokens))) if tokens[i].tag in (PLACE, STATE, BLOC)), None)
    if named is None:
        return None
    beside = [i for i in (named + 1, named - 2, named - 1) if after <= i < len(tokens)]
    last = next((i for i in beside if tokens[i].text in basic), -1)
    if last < 0 or (last < named and not definite) or (last > named and tokens[named].tag == BLOC):
        return None
    last = max(last, named) + 1
    title = (stem(tokens[named].text), stem(next(iter(sorted(basic)))))
    end = tokens[last - 1].end
    refs = tokens[named].refs[:1]
    return Phrase(
        start, end, end, kind, head, count, definite, sentence, at, last, True, title, places=refs, proper=title[0]
    )


__all__ = ["OTHER", "PARTIES", "PERSON", "PLACE", "Phrase", "head_at", "heads", "phrases", "words"]
