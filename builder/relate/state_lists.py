"""Reads the states of a list, and those that are subjects: what the rules on parties have in common."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from builder.languages import topic
from builder.recognise.instruments_scene import BLOC, STATE, Token
from builder.recognise.instruments_tails import list_goes_on


def states_from(
    tokens: Sequence[Token], first: int, passed: Callable[[Token, bool], bool] | None = None
) -> list[Token]:
    """The states from ``first`` on, as long as the list goes on; none where none stands right there.

    ``passed``: whether the list may begin or go on over a token; it is told whether a state was found before.
    """
    whole = tuple(tokens)
    found: list[Token] = []
    for at in range(first, len(whole)):
        token = whole[at]
        if token.tag in (STATE, BLOC) and not token.demonym:
            found.append(token)
        elif not ((passed is not None and passed(token, bool(found))) or list_goes_on(whole, at)):
            break
    return found


def sole_subject(tokens: Sequence[Token]) -> Token | None:
    """The last mention of the only state that no preposition governs; None where there is none, or are several."""
    named = {t.refs[0]: t for t in subjects(tokens)}
    return next(iter(named.values())) if len(named) == 1 else None


def subjects(tokens: Sequence[Token]) -> list[Token]:
    """The states that no preposition governs."""
    data = topic("parties")["signed_with_it"]
    named = [(at, t) for at, t in enumerate(tokens) if t.tag == STATE and not t.demonym]
    return [t for at, t in named if not (at and tokens[at - 1].text in data["not_after"])]
