"""Tells the two who make an instrument, by name or by words that stand for states: "the two countries", an office."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from builder.languages import topic
from builder.recognise.instruments_heads import Phrase
from builder.recognise.instruments_known import states_of_title
from builder.recognise.instruments_scene import BLOC, STATE, Token
from builder.recognise.instruments_words import listed, stem


def two_makers(tokens: Sequence[Token]) -> bool:
    """Whether two states or bodies of states, and not only the adjective of one, stand in the sentence."""
    makers = {t.refs[0] for at, t in enumerate(tokens) if t.refs and _makes(tokens, at)}
    return len(makers) > 1 or any(t.text in listed("two_states") for t in tokens) or bool(sides(tokens))


def _makes(tokens: Sequence[Token], at: int) -> bool:
    """Whether a token names a state or body of states, or ends an office of one: "وزير الخارجية السعودي"."""
    token = tokens[at]
    if token.tag not in (STATE, BLOC):
        return False
    before = (t.text for t in tokens[max(at - _OFFICE, 0) : at])
    return not token.demonym or any({word, word[1:]} & _titles() for word in before)


@cache
def _titles() -> frozenset[str]:
    """Who acts for a state by office."""
    return listed("officers") | frozenset(topic("subjects")["officers"]["titles"])


_OFFICE = 3
"""Words at most from an officer's title to the adjective of the state."""


def sides(tokens: Sequence[Token]) -> list[Token]:
    """Words that stand for states: "the three states", or an adjective behind "the side", "the government"."""
    data = topic("parties")
    return list(commission(tokens).values()) or [
        token
        for at, token in enumerate(tokens[1:], 1)
        if (tokens[at - 1].text in data["groups"]["states"] and token.text in data["groups"]["numbers"])
        or (token.demonym and tokens[at - 1].text in data["signs_for"]["side"])
    ]


def commission(tokens: Sequence[Token]) -> dict[str, Token]:
    """The two states of a joint body, and where its adjectives name them: "اللجنة السعودية ــ البرازيلية المشتركة"."""
    data = topic("parties")["commissions"]
    for at, token in enumerate(tokens):
        if token.text.split(" ")[0] not in data["bodies"]:
            continue
        named: dict[str, Token] = {}
        for one in tokens[at : at + data["reach"]]:
            told = one.text.split(" ")
            states = {state for word in told for state in states_of_title((stem(word),))}
            named |= {state: one for state in states if state not in named}
            if not states and not set(told) & {*data["between"], *data["bodies"]}:
                break
        if len(named) == 2:
            return named
    return {}


def between_countries(tokens: tuple[Token, ...], phrase: Phrase) -> bool:
    """Whether "between the two countries" stands in it or follows "signed": who sits in them does not matter then."""
    inside = [t.text for t in tokens[phrase.last : phrase.last + 4] if t.text not in listed("made")]
    within = [t.text for t in tokens[phrase.first : phrase.last]]
    told = [*within, *inside[:2]]
    return any(a in listed("between") and b in listed("countries") for a, b in pairwise(told))


def bound(before: tuple[Token, ...]) -> bool:
    """Whether a state is said to be bound by it: "ترتبط مصر باتفاق خاص"."""
    near = before[-5:]
    at = next((i for i, t in enumerate(near) if t.text in listed("bound")), None)
    return at is not None and any(t.tag in (STATE, BLOC) and not t.demonym for t in near[at:])


def with_it(tokens: tuple[Token, ...], phrase: Phrase) -> bool:
    """Whether "with it" follows, of a state named before: "زار إيران منذ التوصل لاتفاق معها"."""
    following = tokens[phrase.last : phrase.last + 1]
    if not following or following[0].text not in listed("with_it"):
        return False
    return any(t.tag in (STATE, BLOC) and not t.demonym for t in tokens[: phrase.first])


def between_them(tokens: tuple[Token, ...], phrase: Phrase) -> bool:
    """Whether "between them" follows right behind, and two states stand before."""
    following = [t for t in tokens[phrase.last : phrase.last + 2] if t.text not in listed("enders")]
    return bool(following) and following[0].text in listed("between_them") and two_makers(tokens[: phrase.first])
