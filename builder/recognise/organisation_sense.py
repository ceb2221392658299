"""Decides whether a head noun and what belongs to it name an organisation, or are a common phrase."""

from __future__ import annotations

from functools import cache

from builder.languages import topic
from builder.model import Form
from builder.recognise.lexicon import common, definite, mark, stem
from builder.recognise.organisation_words import Surroundings, adjective, head_of, heads, words_of
from builder.recognise.words import Word, bare


@cache
def _nouns(name: str) -> dict[str, frozenset[str]]:
    """The heads under a key of the topic, each with its nouns."""
    table: dict[str, list[str]] = topic("organisations")[name]
    return {bare(head): frozenset(bare(noun) for noun in nouns) for head, nouns in table.items()}


def _only() -> dict[str, frozenset[str]]:
    """Heads to the nouns behind which alone they are organisations."""
    return _nouns("only")


def _named() -> dict[str, frozenset[str]]:
    """Heads to the words with one of which alone they are a name."""
    return _nouns("named")


def _of_states() -> dict[str, frozenset[str]]:
    """Heads to the nouns with which they are a name beside the name of the state whose they are."""
    return _nouns("of_states")


@cache
def _never() -> tuple[str, ...]:
    """How phrases begin that name no organisation."""
    return tuple(sorted(words_of("never")))


def sound(around: Surroundings, at: int, last: int) -> bool:
    """Whether the words from the head at ``at`` to ``last`` are an organisation's name and no common phrase."""
    sequence = around.sequence
    head, has_article = head_of(sequence[at].text)
    tail = sequence[at + 1 : last + 1]
    phrase = mark("article") * has_article + " ".join([head, *(word.text for word in tail)])
    if phrase.startswith(_never()) or _names_state(around, at):
        return False
    if not tail[0].near:
        return True
    if _is_act(sequence, at, head) or (has_article and _calls_again(around, head, tail)):
        return False
    if _in_quotes(around, at, last) and (has_article or head not in words_of("strict")):
        return True
    if head in words_of("strict") and not has_article and not definite(tail[0].text) and common(tail[0].text):
        return False
    if has_article and len(tail) == 1 and head in words_of("governing") and tail[0].end in around.demonyms:
        return False
    if head in _only():
        only = stem(tail[0].text) in _only()[head] or (head in words_of("owned") and tail[0].start in around.starts)
        if stem(tail[0].text) in _of_states().get(head, ()):
            only = only and any(word.end in around.ends for word in tail)
        return only and (any(definite(word.text) for word in tail) or not common(tail[0].text))
    if head in words_of("proper"):
        if tail[0].end in around.ends and around.ends[tail[0].end].form is Form.NAME and len(tail) > 1:
            return False
        return (has_article and len(tail) > 1) or not (definite(tail[0].text) or common(tail[0].text))
    if not has_article and not any(definite(word.text) for word in tail):
        return _proper(around, tail, head)
    return _demanded(around, tail, head, has_article) or _tells(around, at, head)


def _is_act(sequence: tuple[Word, ...], at: int, head: str) -> bool:
    """Whether the head is a verbal noun or an adjective here, or one of many that have no name."""
    text = sequence[at].text
    if head in words_of("by") and text == mark("bi") + head:
        return True
    if not at or not sequence[at].near:
        return False
    if head in words_of("adjectival") and definite(text) and definite(sequence[at - 1].text):
        return True
    before = stem(sequence[at - 1].text)
    return before in _acts(head) or (before in words_of("indefinite") and not definite(text))


def _calls_again(around: Surroundings, head: str, tail: tuple[Word, ...]) -> bool:
    """Whether a definite head with one adjective only calls again what was named before ("النادي الأندلسي")."""
    if head not in words_of("described") or len(tail) != 1 or tail[0].end in around.demonyms:
        return False
    return adjective(tail[0].text) and tail[0].text not in words_of("naming")


def _in_quotes(around: Surroundings, at: int, last: int) -> bool:
    """Whether quotation marks stand right around the words, which says that they are a name."""
    start, end = around.sequence[at].start, around.sequence[last].end
    text = around.text
    return bool(text[start - 1 : start].strip(_OPENING) == "" and text[start - 1 : start].strip()) and bool(
        text[end : end + 1].strip() and text[end : end + 1].strip(_CLOSING) == ""
    )


_OPENING = '"«“'
_CLOSING = '"»”'


@cache
def _acts(head: str) -> frozenset[str]:
    """The words behind which a head is a verbal noun: "إعادة تنظيم الوجود", no organisation."""
    return words_of("acts") if head in words_of("strict") else frozenset()


def _names_state(around: Surroundings, at: int) -> bool:
    """Whether the word is part of a state's own name ("the Russian Federation")."""
    word = around.sequence[at].span
    return any(hit.span.overlaps(word) and hit.form is Form.NAME and hit.kind != "Place" for hit in around.states)


def _proper(around: Surroundings, tail: tuple[Word, ...], head: str) -> bool:
    """Whether an indefinite phrase is a name: it holds a state's or a place's name, or unknown words alone."""
    if any(word.end in around.ends and around.ends[word.end].form is Form.NAME for word in tail):
        return True
    return (
        heads()[head] != "StateOrgan" and head not in words_of("strict") and not any(_plain(word.text) for word in tail)
    )


def _plain(text: str) -> bool:
    """Whether an indefinite word is a noun or an adjective, no name."""
    return common(text) or text.endswith(tuple(topic("organisations")["adjective_endings"]))


def _tells(around: Surroundings, at: int, head: str) -> bool:
    """Whether the head with its one noun is whoever a verb of telling before it has as subject ("نفت لجنة النظام")."""
    if not at or not around.sequence[at].near or head in words_of("strict"):
        return False
    before = around.sequence[at - 1].text
    return bool({before, before[1:]} & words_of("telling_verbs"))


def _demanded(around: Surroundings, tail: tuple[Word, ...], head: str, has_article: bool) -> bool:
    """Whether a head that is a common noun too has enough behind it to be a name."""
    stated = any(word.end in around.ends for word in tail)
    if len(tail) == 1 and stem(tail[0].text) in _named().get(head, ()) and definite(tail[0].text):
        return True
    if head in words_of("strict"):
        qualified = len(tail) > 1 and adjective(tail[-1].text) and not adjective(tail[0].text)
        return qualified or stated or (has_article and len(tail) > 1)
    if head in words_of("demanding"):
        return stated or len(tail) >= 2 or any(not common(word.text) for word in tail)
    return True
