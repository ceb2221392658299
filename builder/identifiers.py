"""IRIs of data: deterministic, made from hashes of stable fields, so that the same articles give the same graph.

Nothing here depends on the order of articles, on time or on chance.
"""

from __future__ import annotations

import hashlib
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final
from urllib.parse import quote

from builder.model import Span
from builder.vocabulary import DATA

_PIECE: Final = 1 << 24
"""Bytes of a file that are looked at at once: between two such looks, other threads may make this one wait."""


def digest(*parts: str, length: int = 16) -> str:
    """The first ``length`` hexadecimal digits of the SHA-256 of the parts, which are kept apart by U+001F."""
    joined = "\x1f".join(unicodedata.normalize("NFC", part) for part in parts)
    return hashlib.sha256(joined.encode("utf-8")).hexdigest()[:length]


def digest_of_file(path: Path) -> str:
    """The SHA-256 of a file's bytes, hexadecimal. Raises OSError where it cannot be read."""
    whole = hashlib.sha256()
    with path.open("rb", buffering=0) as file:
        while piece := file.read(_PIECE):
            whole.update(piece)
    return whole.hexdigest()


@lru_cache(maxsize=1 << 10)
def _quoted(identifier: str) -> str:
    return quote(identifier, safe="-_.~")


@dataclass(frozen=True, slots=True)
class Minter:
    """Makes the IRIs of one graph from its base (which ends in a slash)."""

    base: str = DATA

    def article(self, identifier: str) -> str:
        """The article itself."""
        return f"{self.base}article/{_quoted(identifier)}"

    def article_graph(self, identifier: str) -> str:
        """The named graph of an article's documents and claims layers."""
        return f"{self.base}graph/article/{_quoted(identifier)}"

    def graph_around(self, node: str) -> str:
        """The named graph of the article that a node is part of, or is, whose IRI begins with the article's."""
        inside = node.removeprefix(self.article("")).partition("/")[0]
        return f"{self.base}graph/article/{inside}"

    def graph(self, layer: str) -> str:
        """The named graph of facts, inferred, ontology, decisions or report."""
        return f"{self.base}graph/{layer}"

    def evidence(self, article: str, span: Span) -> str:
        """Evidence: a span of an article."""
        return f"{self.article(article)}/evidence/{span.start}-{span.end}"

    def selector(self, article: str, span: Span) -> str:
        """The selector of a span of an article."""
        return f"{self.article(article)}/selector/{span.start}-{span.end}"

    def mention(self, article: str, span: Span, entity: str) -> str:
        """A mention: a span of an article that refers to the entity with this key."""
        return f"{self.article(article)}/mention/{span.start}-{span.end}-{digest(entity, length=8)}"

    def statement(self, article: str, span: Span, speaker: str) -> str:
        """A statement: a span said by the speaker with this key."""
        return f"{self.article(article)}/statement/{span.start}-{span.end}-{digest(speaker, length=8)}"

    def claim(self, subject: str, predicate: str, obj: str) -> str:
        """A claim: the same proposition has the same IRI, whichever article makes it."""
        return f"{self.claims}{digest(subject, predicate, obj)}"

    @property
    def claims(self) -> str:
        """What the IRI of every claim begins with."""
        return f"{self.base}claim/"

    def attribution(self, claim: str, holder: str, factuality: str, article: str) -> str:
        """One holder's stance on a claim in one article."""
        return f"{self.base}attribution/{digest(claim, holder, factuality, article)}"

    def local(self, kind: str, article: str, key: str) -> str:
        """An entity as one article knows it, before identity across articles is decided."""
        return f"{self.base}{kind}/{digest(article, key, length=12)}"

    def named(self, kind: str, *fields: str) -> str:
        """An entity identified by stable fields (an event by its instrument and kind, a tenure by its parts)."""
        return f"{self.base}{kind}/{digest(*fields, length=12)}"
