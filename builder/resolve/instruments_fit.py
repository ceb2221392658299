"""Says whether a phrase may name an instrument that the article has spoken of before, and how well."""

from __future__ import annotations

from builder.model import BlockKind
from builder.recognise.instruments_phrases import Phrase, words
from builder.recognise.instruments_scene import Scene
from builder.resolve.instruments_clusters import Cluster


def fit(scene: Scene, cluster: Cluster, phrase: Phrase) -> int:
    """How well a phrase names a cluster: 0 not at all, more for more words in common."""
    if phrase.number or cluster.number:
        return 9 if phrase.number == cluster.number else 0
    if (phrase.kind == "declaration") != ("declaration" in cluster.kinds):
        return 0
    if phrase.years and cluster.years and not set(phrase.years) & set(cluster.years):
        return 0
    if opposed(scene, cluster, phrase) or _other_plan(cluster, phrase):
        return 0
    if phrase.parties and cluster.parties and not set(phrase.parties) & set(cluster.parties):
        return 0
    mine, theirs = set(phrase.title), {w for p, _ in cluster.phrases for w in p.title}
    if cataphoric(cluster, phrase):
        return 1
    if not mine or not theirs:
        if not theirs and set(cluster.years) & dates(scene, phrase):
            return 3
        if phrase.parties and set(phrase.parties) == set(cluster.parties) and not mine and not theirs:
            return 2
        same = bool(phrase.years) and bool(set(phrase.years) & set(cluster.years))
        return 2 if same else 0
    if mine == theirs:
        return 8
    shared = len(mine & theirs)
    within = any(mine <= set(p.title) or set(p.title) <= mine for p, _ in cluster.phrases if p.title)
    if within or (headline(scene, cluster) and shared):
        return shared + 1
    return 0


def _other_plan(cluster: Cluster, phrase: Phrase) -> bool:
    """Whether the phrase is a plan by another word, "road map" beside "plan of action": the word is all its name."""
    return phrase.kind == "plan" and phrase.head not in cluster.heads and not (phrase.title == cluster.title != ())


def headline(scene: Scene, cluster: Cluster) -> bool:
    """Whether only the title and subtitles have spoken of it."""
    blocks = scene.layout.blocks
    return all(
        blocks[scene.block(p.sentence)].kind in (BlockKind.TITLE, BlockKind.SUBTITLE) for p, _ in cluster.phrases
    )


def cataphoric(cluster: Cluster, phrase: Phrase) -> bool:
    """Whether the cluster is only announced so far (headline, lead), and the phrase gives it its name."""
    last = cluster.last_sentence()
    return cluster.anonymous and last < phrase.sentence <= 3 and phrase.kind in words("binding")


def dates(scene: Scene, phrase: Phrase) -> set[str]:
    """The years of the dates in the sentence of a phrase."""
    dates = (t.date.date for t in scene.sentences[phrase.sentence] if t.date is not None)
    return {f"{date.year:04d}" for date in dates if date is not None}


def opposed(scene: Scene, cluster: Cluster, phrase: Phrase) -> bool:
    """Whether one replaces the other in one sentence, so that they are two."""
    tokens = scene.sentences[phrase.sentence]
    for other, _ in cluster.phrases:
        if other.sentence == phrase.sentence and other.last <= phrase.first:
            between = {t.text for t in tokens[other.last : phrase.first]}
            if between & words("instead"):
                return True
    return False
