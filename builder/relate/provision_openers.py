"""The words at which a provision may begin: a look at them tells most words of an article from them."""

from __future__ import annotations

import re  # several times as fast as regex for the forms of a word
from functools import cache, lru_cache

from builder.languages import topic
from builder.recognise.words import WORDS
from builder.relate.contained import verbs_that_tell, words_that_tell
from builder.relate.provision_verbs import verbs_that_provide
from builder.relate.undertakings import words_of_undertakings
from builder.relate.verb_rules import VerbRules
from builder.relate.words import any_of

_RULES = VerbRules("clauses", ("provides", "agree", "contains", "right"))
pattern, fitting = _RULES.pattern, _RULES.fitting


@lru_cache(maxsize=WORDS)
def may_open(word: str) -> bool:
    """Whether a provision may begin at the word, whatever stands beside it; at most words none does."""
    return word in _words() or _verb().fullmatch(word) is not None


@cache
def _words() -> frozenset[str]:
    return frozenset((*words_that_tell(), *words_of_undertakings()))


@cache
def _verb() -> re.Pattern[str]:
    return any_of(
        (
            re.compile(topic("clauses")["resolves"]["states"]),
            *_RULES.patterns(),
            pattern("article_does"),
            pattern("as_for_article"),
            *verbs_that_provide(),
            *verbs_that_tell(),
        )
    )
