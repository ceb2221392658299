"""Finds further names that a text gives an instrument in quotation marks: «الاتفاقية العامة …» «الغات»."""

from __future__ import annotations

from collections.abc import Iterator

from builder.languages import topic
from builder.recognise.instruments_evidence import Evidence
from builder.recognise.instruments_phrases import Phrase
from builder.recognise.instruments_scene import WORD, Scene, Token
from builder.resolve.instruments_clusters import Cluster

_LONGEST = 3


def add(scene: Scene, clusters: list[Cluster]) -> None:
    """Give each cluster the later mentions of the names that follow its own in quotation marks."""
    for cluster in clusters:
        for phrase in [p for p, rule in cluster.phrases if p.named and rule != "instrument-alias"]:
            tokens = scene.sentences[phrase.sentence]
            closes = phrase.first > 0 and tokens[phrase.first - 1].text == topic("clauses")["quote"]
            alias = () if closes else _after(tokens, phrase.last)
            for found in _mentions(scene, phrase, alias) if alias else ():
                if not any(p.start <= found.start < p.end for p, _ in cluster.phrases):
                    cluster.take(found, _NOTHING, "instrument-alias")


_NOTHING = Evidence(strong=False, weak=False, private=False, signed=False, parties=False)


def _after(tokens: tuple[Token, ...], at: int) -> tuple[str, ...]:
    """The words between quotation marks that open right at ``at``; empty where there are none."""
    quote = topic("clauses")["quote"]
    if at >= len(tokens) or tokens[at].text != quote:
        return ()
    close = next((i for i in range(at + 2, min(at + 2 + _LONGEST, len(tokens))) if tokens[i].text == quote), None)
    inside = tokens[at + 1 : close] if close is not None else ()
    return tuple(t.text for t in inside) if all(t.tag == WORD for t in inside) else ()


def _mentions(scene: Scene, phrase: Phrase, alias: tuple[str, ...]) -> Iterator[Phrase]:
    """Every place from the phrase on where these words stand in quotation marks."""
    for number in range(phrase.sentence, len(scene.sentences)):
        tokens = scene.sentences[number]
        for at in range(len(tokens)):
            if _after(tokens, at) == alias and (number, at) >= (phrase.sentence, phrase.last):
                last = at + 1 + len(alias)
                start, end = tokens[at + 1].start, tokens[last - 1].end
                yield Phrase(start, end, end, phrase.kind, phrase.head, "one", True, number, at + 1, last)
