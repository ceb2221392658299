"""What the rules on instruments hand on: the instruments of an article, their mentions, and what was left open.

``builder.resolve.instruments.find`` makes it, once the phrases found here are resolved inside the article.
"""

from __future__ import annotations

from dataclasses import dataclass

from builder.model import Entity, Mention, Unaccounted


@dataclass(frozen=True, slots=True)
class Instruments:
    """The instruments of one article; each mention refers to one of them."""

    entities: tuple[Entity, ...] = ()
    mentions: tuple[Mention, ...] = ()
    unaccounted: tuple[Unaccounted, ...] = ()
