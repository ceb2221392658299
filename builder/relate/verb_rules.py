"""Rules that are told by the form of a verb: which of them a word may be one of, kept for each word."""

from __future__ import annotations

import re  # several times as fast as regex for the forms of a word
from functools import lru_cache

from builder.languages import topic
from builder.recognise.words import WORDS


class VerbRules:
    """Rules of a topic, each with the pattern of its verb."""

    def __init__(self, of: str, names: tuple[str, ...]) -> None:
        self._of, self.names = of, names
        self.pattern = lru_cache(maxsize=None)(self._pattern)
        self.fitting = lru_cache(maxsize=WORDS)(self._fitting)

    def patterns(self) -> list[re.Pattern[str]]:
        """The patterns of all."""
        return [self.pattern(name) for name in self.names]

    def _pattern(self, name: str) -> re.Pattern[str]:
        """The pattern of a rule's verb; the topic may have more rules than these."""
        return re.compile(topic(self._of)[name]["verb"])

    def _fitting(self, word: str) -> frozenset[str]:
        """The rules whose pattern the word fits: for most words none."""
        return frozenset(name for name in self.names if self.pattern(name).fullmatch(word))
