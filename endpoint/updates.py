"""Reads the text of a SPARQL Update: which graphs it writes, its USING clauses, the spelling of its literals.

The engine is given the text that ``read`` returns, not the one that came: comments are gone and a line ends after
each IRI, so that whatever looks like an IRI here can hide no brace and no keyword from the engine or from us.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from builder.errors import QueryError

DEFAULT: Final = "default"
"""The target that is the default graph."""
ANY: Final = "any"
"""The target of an operation that does not name its graph: a variable, NAMED or ALL."""

_TOKEN = re.compile(
    r'(?P<string>"""(?:[^"\\]|\\.|"(?!""))*"""'
    r"|'''(?:[^'\\]|\\.|'(?!''))*'''"
    r'|"(?:[^"\\\n\r]|\\.)*"'
    r"|'(?:[^'\\\n\r]|\\.)*')"
    r'|(?P<iri><[^<>"{}|^`\x00-\x20]*>)'
    r"|(?P<comment>#[^\n\r]*)"
    r"|(?P<space>\s+)"
    r"|(?P<variable>[?$]\w+)|(?P<language>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)"
    r"|(?P<number>[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?)"
    r"|(?P<name>(?:[^\W\d](?:[\w.-]*[\w-])?)?:(?:[\w:%-]|\.(?=[\w:%.-])|\\.)*)"
    r"|(?P<word>[^\W\d]\w*)"
    r"|(?P<datatype>\^\^)|(?P<other>.)",
    re.DOTALL,
)
_DATASET: Final = frozenset({"USING", "WITH"})


@dataclass(frozen=True, slots=True)
class Token:
    """A word of the text and its kind, a group of the pattern."""

    kind: str
    text: str

    @property
    def word(self) -> str:
        """The keyword in capitals; of anything else the text itself."""
        return self.text.upper() if self.kind == "word" else self.text


@dataclass(frozen=True, slots=True)
class Update:
    """A request as the engine is to run it: its text, and the graphs that it writes (IRIs, DEFAULT, ANY),
    and the typed literals that it spells."""

    text: str
    targets: frozenset[str]
    literals: frozenset[Literal]


def read(text: str, base: str, prefixes: Mapping[str, str], using: Sequence[str], named: Sequence[str]) -> Update:
    """Read an update whose request names the dataset ``using`` and ``named`` (SPARQL 1.1 Protocol, section 2.2.3).

    Raises QueryError where it names one too, and where an IRI of it cannot be told from other words.
    """
    found = tokens(text)
    for token in found:
        if token.kind == "iri" and "''" in token.text:
            raise QueryError(f"{token.text}: write %27 for an apostrophe in an IRI of an update")
    reader = _Reader([token for token in found if token.kind not in ("space", "comment")], base, prefixes)
    reader.read()
    if using or named:
        if reader.has_dataset:
            raise QueryError("the update has USING or WITH, and the request names the dataset too: use one of the two")
        found = list(_with_dataset(found, _clauses(using, named)))
    return Update("".join(_safe(token) for token in found), frozenset(reader.targets), reader.literals())


def tokens(text: str) -> list[Token]:
    """The words of a query or an update, with all that stands between them."""
    return [Token(str(match.lastgroup), match[0]) for match in _TOKEN.finditer(text)]


def _safe(token: Token) -> str:
    if token.kind == "comment":
        return " "
    return token.text + "\n" if token.kind == "iri" else token.text


def _clauses(using: Sequence[str], named: Sequence[str]) -> str:
    """The USING clauses of these graphs. Raises QueryError for what is no IRI."""
    try:
        names = [*(f"USING {NamedNode(name)}" for name in using), *(f"USING NAMED {NamedNode(name)}" for name in named)]
    except ValueError as error:
        raise QueryError(f"a graph of the request is no IRI: {error}") from error
    return " " + " ".join(names) + " "


def _with_dataset(tokens: Sequence[Token], clauses: str) -> Iterator[Token]:
    """The tokens with the clauses before each WHERE; DELETE WHERE, which takes none, in its long form."""
    depth = 0
    previous = ""
    place = 0
    while place < len(tokens):
        token = tokens[place]
        depth += {"{": 1, "}": -1}.get(token.text, 0) if token.kind == "other" else 0
        if depth == 0 and token.word == "WHERE":
            if previous == "DELETE":
                end = _block_end(tokens, place + 1)
                yield from tokens[place + 1 : end]
                yield Token("other", clauses + "WHERE")
                yield from tokens[place + 1 : end]
                previous, place = "}", end
                continue
            yield Token("other", clauses)
        yield token
        previous = previous if token.kind in ("space", "comment") else token.word
        place += 1


def _block_end(tokens: Sequence[Token], start: int) -> int:
    """The place after the block that begins at or after ``start``; the end where it is not closed."""
    depth = 0
    for place in range(start, len(tokens)):
        if tokens[place].kind == "other" and tokens[place].text in "{}":
            depth += 1 if tokens[place].text == "{" else -1
            if depth == 0:
                return place + 1
    return len(tokens)


class _Reader:
    """Walks over the operations of a request and notes what they write."""

    def __init__(self, tokens: Sequence[Token], base: str, prefixes: Mapping[str, str]) -> None:
        self._tokens = tokens
        self._place = 0
        self._prologue = [f"BASE <{base}>", *(f"PREFIX {name}: <{iri}>" for name, iri in prefixes.items())]
        self._literals: list[str] = []
        self.targets: set[str] = set()
        self.has_dataset = False

    def read(self) -> None:
        """Read every operation."""
        default = DEFAULT
        while self._place < len(self._tokens):
            word = self._next().word
            if word in ("PREFIX", "BASE"):
                self._declare(word)
            elif word in _DATASET:
                self.has_dataset = True
                default = self._graph() if word == "WITH" else default
            elif word in ("INSERT", "DELETE"):
                self._write(default)
            elif word == "WHERE":
                self._block()
                default = DEFAULT
            elif word in ("CLEAR", "DROP", "CREATE"):
                self._optional("SILENT")
                self.targets.add(self._graph())
            elif word in ("ADD", "COPY", "MOVE"):
                self._transfer(word)

    def literals(self) -> frozenset[Literal]:
        """The typed literals of the request's blocks as its words spell them."""
        lines = [f"<urn:x:{place}> <urn:x:is> {text} ." for place, text in enumerate(self._literals)]
        try:
            quads = list(parse("\n".join([*self._prologue, *lines]), format=RdfFormat.TURTLE))
        except (SyntaxError, ValueError):
            return frozenset()  # the engine will say what is wrong
        return frozenset(quad.object for quad in quads if isinstance(quad.object, Literal))

    def _declare(self, word: str) -> None:
        size = 2 if word == "PREFIX" else 1
        parts = [self._next().text for _ in range(size) if self._place < len(self._tokens)]
        self._prologue.append(f"{word} {' '.join(parts)}")

    def _write(self, default: str) -> None:
        if self._optional("DATA") or self._optional("WHERE"):
            default = DEFAULT
        block = self._block()
        place, triples = 0, False
        while place < len(block):
            if block[place].word == "GRAPH" and place + 1 < len(block):
                self.targets.add(self._resolve(block[place + 1]))
                place = _block_end(block, place + 2)
                continue
            triples = triples or block[place].text not in "{}."
            place += 1
        if triples:
            self.targets.add(default)

    def _transfer(self, word: str) -> None:
        self._optional("SILENT")
        source = self._graph()
        self._optional("TO")
        self.targets.add(self._graph())
        if word == "MOVE":
            self.targets.add(source)

    def _graph(self) -> str:
        """The graph that comes next: GRAPH and its name, a name, DEFAULT, or all others."""
        self._optional("GRAPH")
        if self._place >= len(self._tokens):
            return ANY
        token = self._next()
        return DEFAULT if token.word == "DEFAULT" else self._resolve(token)

    def _resolve(self, token: Token) -> str:
        """The IRI of a name; ANY for what is none, so that it is not taken for harmless."""
        if token.kind not in ("iri", "name"):
            return ANY
        text = "\n".join([*self._prologue, f"<urn:x:s> <urn:x:p> {token.text} ."])
        try:
            return next(
                str(quad.object.value)
                for quad in parse(text, format=RdfFormat.TURTLE)
                if isinstance(quad.object, NamedNode)
            )
        except (SyntaxError, ValueError, StopIteration):
            return ANY

    def _block(self) -> list[Token]:
        """The block that comes next, passed over."""
        end = _block_end(self._tokens, self._place)
        block = list(self._tokens[self._place : end])
        self._literals += _literals(block)
        self._place = end
        return block

    def _optional(self, word: str) -> bool:
        if self._place < len(self._tokens) and self._tokens[self._place].word == word:
            self._place += 1
            return True
        return False

    def _next(self) -> Token:
        self._place += 1
        return self._tokens[self._place - 1]


def _literals(block: Sequence[Token]) -> Iterator[str]:
    """The literals with a datatype in a block, as written."""
    for place, token in enumerate(block):
        if token.kind == "number":
            yield token.text
        elif token.kind == "datatype" and 0 < place < len(block) - 1 and block[place - 1].kind == "string":
            yield f"{block[place - 1].text}^^{block[place + 1].text}"
