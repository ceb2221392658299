"""Reads resolutions of the United Nations, with their number or without, and the statutes of courts and bodies."""

from __future__ import annotations

from dataclasses import replace

import regex

from builder.languages import topic
from builder.recognise.instruments_heads import Phrase, heads, words
from builder.recognise.instruments_scene import BLOC, PLACE, STATE, Scene, Token
from builder.recognise.instruments_words import stem


def numbered(scene: Scene, sentence: int, at: int, found: tuple[str, int, bool, int]) -> Phrase | None:
    """A resolution of the United Nations, with its number or without."""
    tokens = scene.sentences[sentence]
    head, start, definite, after = found
    kind, count = heads()[head]
    probe, body = after, False
    while probe < len(tokens) and probe < after + 9:
        token = tokens[probe]
        last = _number_end(tokens, probe, body)
        if is_body(token):
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


def is_body(token: Token) -> bool:
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
    return any(map(is_body, tokens[at : at + 4])) and tokens[at].text in words("issued_by")


def _closes(tokens: tuple[Token, ...], at: int) -> bool:
    """Whether a number stands in brackets or quotation marks: "رقم (2216)"."""
    around = "".join(t.text for t in (*tokens[at - 1 : at], *tokens[at + 1 : at + 2]))
    return around in ("()", '""')


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
    around = () if verb is None else (*tokens[max(verb - 2, 0) : verb], *tokens[verb + 1 : phrase.first])
    far = range(max(phrase.first - data["aside"], 0), phrase.first)
    return any(is_body(t) for t in around) or any(
        tokens[at].text in data["verbs"] and any(map(is_body, tokens[at + 1 : at + 3])) for at in far
    )


def decided(tokens: tuple[Token, ...]) -> bool:
    """Whether a sentence tells that such a body decided something: "قرر مجلس الأمن تمديد ولاية البعثة"."""
    verbs = topic("instruments")["adopts"]["decided"]
    return any(t.text in verbs and any(map(is_body, tokens[at + 1 : at + 3])) for at, t in enumerate(tokens))


def _joined(tokens: tuple[Token, ...], first: int, last: int) -> str:
    return " ".join(t.text for t in tokens[first:last])


def statute(scene: Scene, sentence: int, at: int, found: tuple[str, int, bool, int]) -> Phrase | None:
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
