"""Says whether states or international bodies stand behind a phrase, or a company, a club or a household.

Treaty law knows an instrument by its parties (Vienna Convention 1969, article 2; 1986 for organisations).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from builder.languages import topic
from builder.recognise.instruments_phrases import PARTIES, Phrase, words
from builder.recognise.instruments_scene import BLOC, ORGAN, PERSON, PLACE, STATE, Scene, Token
from builder.recognise.instruments_titles import stem


@dataclass(frozen=True, slots=True)
class Evidence:
    """``strong``: states are its parties, makers or name. ``weak``: a state stands in the sentence.

    ``private``: those who are no states stand by it. ``signed``: a verb of making governs it.
    ``parties``: states are named as its parties, ``named``: a state or body of states in its name.
    """

    strong: bool
    weak: bool
    private: bool
    signed: bool
    parties: bool
    named: bool = False


@cache
def private_words() -> frozenset[str]:
    """Words for those who make contracts, not treaties."""
    groups = topic("instrument-traps")["private"].values()
    return frozenset(word for group in groups for word in group)


@cache
def _deeds() -> tuple[str, ...]:
    data = topic("instruments")
    return tuple(prefix + deed for prefix in data["deed_prefixes"] for deed in data["deeds"])


def is_deed(token: Token) -> bool:
    """Whether a word is one that is done with instruments (signing, leaving, breaking …)."""
    return token.text.startswith(_deeds())


def weigh(scene: Scene, phrase: Phrase) -> Evidence:
    """What the words around a phrase say of who stands behind it."""
    tokens = scene.sentences[phrase.sentence]
    around = tokens[max(phrase.first - 14, 0) : phrase.last + 14]
    outside = [*tokens[: phrase.first], *tokens[phrase.last :]]
    states = [t for t in outside if _speaks_for_state(scene, t)]
    deed = any(is_deed(t) for t in around)
    private = any(_private(t) for t in around) or _private_title(phrase)
    named = any(_kind(scene, ref) in ("Place", "State", "InternationalOrganisation") for ref in phrase.places)
    parties = any(_public(scene, p) for p in phrase.parties)
    strong = parties or phrase.states or named or bool(phrase.number)
    return Evidence(
        strong=strong or (bool(states) and deed),
        weak=bool(states),
        private=private and not parties,
        parties=parties or bool(phrase.number),
        named=named or phrase.states or bool(set(phrase.title) & words("bodies_of_states")),
        signed=any(t.text in words("sign") for t in tokens[max(phrase.first - 12, 0) : phrase.first])
        or any(t.text in words("signed_after") for t in tokens[phrase.last : phrase.last + 4]),
    )


@cache
def _private_qualities() -> frozenset[str]:
    return frozenset(topic("instrument-traps")["qualities"])


def _private_title(phrase: Phrase) -> bool:
    """Whether the title says that it is a contract, and no other word of it takes that back."""
    title = set(phrase.title)
    kept = topic("instrument-traps")["qualities_unless"]
    return any(not title & set(kept.get(word, ())) for word in title & _private_qualities())


def _private(token: Token) -> bool:
    """Whether a word, with or without conjunction and preposition, names one who makes contracts.

    The name of a state or of a body of states is no such word, even where it is shortened to "the League".
    """
    if token.tag in (STATE, BLOC):
        return False
    text = token.text
    if stem(text.split(" ")[0]) in private_words():
        return True
    return text in private_words() or (len(text) > 4 and text[0] in _glue() and text[1:] in private_words())


@cache
def _glue() -> frozenset[str]:
    return frozenset(p for p in topic("instruments")["proclitics"] if len(p) == 1)


def _public(scene: Scene, key: str) -> bool:
    """Whether a party is a state, a body of states or an organ that is known to be a state's."""
    entity = scene.entities.get(key)
    return entity is not None and (entity.kind in _PUBLIC or entity.facet("state") is not None)


_PUBLIC = ("State", "HistoricalState", "InternationalOrganisation")


def _kind(scene: Scene, key: str) -> str | None:
    entity = scene.entities.get(key)
    return entity.kind if entity else None


def _speaks_for_state(scene: Scene, token: Token) -> bool:
    """A state, a body of states, an organ of a state, or a person who holds office in one."""
    if token.tag == PERSON:
        return any(scene.entities[r].facet("state") for r in token.refs if r in scene.entities)
    return (token.tag in PARTIES and not token.demonym) or token.text in words("two_states") | words("officers")


__all__ = ["BLOC", "ORGAN", "PLACE", "STATE", "Evidence", "is_deed", "weigh"]
