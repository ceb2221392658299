"""The head nouns of instruments, and what is kept of a phrase that one of them begins."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from builder.languages import topic
from builder.recognise.instruments_scene import WORD, Token

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
def beginnings() -> frozenset[str]:
    """Every word with which a head may begin, proclitics and all."""
    return frozenset(prefix + head.split(" ")[0] for prefix in topic("instruments")["proclitics"] for head in heads())


def head_at(tokens: tuple[Token, ...], at: int) -> tuple[str, int, bool, int] | None:
    """The head noun at a token: (head, its start, definite, index after it); None where there is none."""
    token = tokens[at]
    if token.tag != WORD or token.text not in beginnings():
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
