"""Finds the phrases that may name an instrument: a head noun, what it is about, its year, number and parties.

A phrase is no instrument yet: ``instruments_evidence`` says whether states stand behind it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

import ahocorasick
import regex

from builder.languages import topic
from builder.recognise.instruments_scene import BLOC, OTHER, PERSON, PLACE, STATE, WORD, Scene, Token
from builder.recognise.instruments_tails import PARTIES, aside, party_tail, year_tail
from builder.recognise.instruments_titles import read_title, stem
from builder.recognise.instruments_words import definite as is_definite

_LONGEST_HEAD = 3


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase whose head noun is that of an instrument. Offsets are those of ``Scene.text``.

    ``start`` to ``core`` are the head and its title, ``core`` to ``end`` the year, number and parties after it.
    ``title``: the words that tell it from others, without article and conjunction. ``named``: the title is a name
    (it bears the article, or is a proper name or number). ``sentence``, ``first``, ``last``: its tokens.
    ``states``: two unnamed states are its parties ("between the two countries"). ``accusative``: "اتفاقا".
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
    accusative: bool = False
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
        for length in range(min(_LONGEST_HEAD, len(tokens) - at), 0, -1):
            head = " ".join((rest, *(t.text for t in tokens[at + 1 : at + length])))
            if head in heads():
                return head, start, definite, at + length
    return None


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
        for at in [at for at, token in enumerate(tokens) if token.text in _beginnings()]:
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
        return (_numbered if kind == "resolution" else _statute)(scene, sentence, at, found)
    if kind == "document" and (_names_another(tokens, after) or _close(tokens, at)):
        return None
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
    whole = _tails(tokens, base)
    return (
        replace(whole, definite=True) if " " in head and not title.words and is_definite(head.split(" ")[-1]) else whole
    )


def _counts(word: str) -> bool:
    """Whether a word is a number after which the counted noun is in the singular: "ثلاثين اتفاقية"."""
    bare = word.removeprefix(next(iter(sorted(words("and")))))
    return bare in words("numerals") or (word.isdecimal() and 10 < int(word) < 1000)


def _names_another(tokens: tuple[Token, ...], after: int) -> bool:
    """Whether a quotation after "document" begins with a head of its own: وثيقة "إعلان القاهرة"."""
    return after + 1 < len(tokens) and tokens[after].text == '"' and head_at(tokens, after + 1) is not None


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


def _numbered(scene: Scene, sentence: int, at: int, found: tuple[str, int, bool, int]) -> Phrase | None:
    """A resolution of the United Nations, with its number or without."""
    tokens = scene.sentences[sentence]
    head, start, definite, after = found
    kind, count = heads()[head]
    probe, body = after, False
    while probe < len(tokens) and probe < after + 9:
        token = tokens[probe]
        last = _number_end(tokens, probe, body)
        if _is_body(token):
            body = True
        elif last > probe:
            number = _joined(tokens, probe, last).replace(" ", "")
            last += 1 if _closes(tokens, probe) else 0
            marks = frozenset({"body"} if body or _adopted_by(tokens, last) else ())
            end = tokens[last - 1].end
            whole = Phrase(start, end, end, kind, head, "one", definite, sentence, at, last, True)
            return replace(whole, number=number, qualities=marks)
        elif token.text not in words("resolution_words"):
            break
        probe += 1
    return _unnumbered(tokens, Phrase(start, 0, 0, kind, head, count, definite, sentence, at, after))


def _is_body(token: Token) -> bool:
    """Whether a token names a body of the United Nations that adopts resolutions."""
    return any(body in token.text for body in words("resolution_bodies"))


def _number_end(tokens: tuple[Token, ...], at: int, body: bool = False) -> int:
    """The index after a resolution's number, ``at`` itself where none stands: "2216", "73/295", its body's "رقم 95"."""
    if regex.fullmatch(topic("instruments")["session_number"], _joined(tokens, at, at + 3).replace(" ", "")):
        return at + 3
    number = "early_number" if body and tokens[at - 1].text in words("numbered") else "resolution_number"
    return at + 1 if regex.fullmatch(topic("instruments")[number], tokens[at].text) else at


def _adopted_by(tokens: tuple[Token, ...], at: int) -> bool:
    """Whether "issued by" and such a body follow: "القرار 2758 الصادر عن الجمعية العامة"."""
    return any(map(_is_body, tokens[at : at + 4])) and tokens[at].text in words("issued_by")


def _closes(tokens: tuple[Token, ...], at: int) -> bool:
    """Whether a number stands in brackets: "رقم (2216)"."""
    around = "".join(t.text for t in (*tokens[at - 1 : at], *tokens[at + 1 : at + 2]))
    return around == "()"


def _unnumbered(tokens: tuple[Token, ...], phrase: Phrase) -> Phrase | None:
    """A resolution without its number: "قرار القمة العربية", "قرار مجلس الأمن", or, already spoken of, "القرار"."""
    if _adopted(tokens, phrase):
        end = tokens[phrase.last - 1].end
        return replace(phrase, core=end, end=end, count="one", qualities=frozenset({"body", "adopted"}))
    if phrase.count != "one":
        return None
    if phrase.definite:
        return replace(phrase, core=tokens[phrase.last - 1].end, end=tokens[phrase.last - 1].end)
    for body, qualities in topic("instruments")["unnumbered_bodies"].items():
        last = next((i for i in range(phrase.last, phrase.last + 4) if _joined(tokens, phrase.last, i) == body), None)
        if last is None or (qualities and (last >= len(tokens) or tokens[last].text not in qualities)):
            continue
        last += 1 if qualities else 0
        end, title = tokens[last - 1].end, tuple(stem(t.text) for t in tokens[phrase.last : last])
        return replace(phrase, core=end, end=end, last=last, named=True, title=title, qualities=frozenset({"body"}))
    return None


def _adopted(tokens: tuple[Token, ...], phrase: Phrase) -> bool:
    """Whether such a body is said to adopt it: "تبنى مجلس الأمن أمس قرارا"."""
    data = topic("instruments")["adopts"]
    if phrase.definite or tokens[phrase.first].text not in data["resolution"]:
        return False
    near = range(max(phrase.first - data["reach"], 0), phrase.first)
    verb = next((at for at in near if tokens[at].text in data["verbs"]), None)
    around = () if verb is None else (*tokens[max(verb - 2, 0) : verb], *tokens[verb + 1 : verb + 3])
    return any(_is_body(t) for t in around)


def _joined(tokens: tuple[Token, ...], first: int, last: int) -> str:
    return " ".join(t.text for t in tokens[first:last])


def _statute(scene: Scene, sentence: int, at: int, found: tuple[str, int, bool, int]) -> Phrase | None:
    """The statute of a court or body, by the city or the body it is of: قانون روما الأساسي, النظام الأساسي لـ…."""
    tokens = scene.sentences[sentence]
    head, start, definite, after = found
    kind, count = heads()[head]
    basic = words("basic")
    near = range(after, min(after + 4, len(tokens)))
    named = next((i for i in near if tokens[i].tag in (PLACE, STATE, BLOC) and not tokens[i].demonym), -1)
    if named < 0:
        return None
    beside = [i for i in (named + 1, named - 2, named - 1) if after <= i < len(tokens)]
    last = next((i for i in beside if tokens[i].text in basic), -1)
    if last < 0 or (last < named and not definite) or (last > named and tokens[named].tag == BLOC):
        return None
    last = max(last, named) + 1
    title = (stem(tokens[named].text), stem(next(iter(sorted(basic)))))
    end = tokens[last - 1].end
    base = Phrase(start, end, end, kind, head, count, definite, sentence, at, last, True, title, proper=title[0])
    return replace(base, places=tokens[named].refs[:1])


__all__ = ["OTHER", "PARTIES", "PERSON", "PLACE", "Phrase", "head_at", "heads", "phrases", "words"]
