"""What has been read of an article's instruments so far, and which of them a further phrase may mean."""

from __future__ import annotations

from functools import cached_property

import regex

from builder.languages import topic
from builder.model import Unaccounted
from builder.recognise.instruments_evidence import Evidence
from builder.recognise.instruments_phrases import Phrase, heads, words
from builder.recognise.instruments_scene import Scene
from builder.resolve.instruments_clusters import Cluster
from builder.resolve.instruments_fit import fit, opposed
from builder.resolve.instruments_surroundings import joined_to
from builder.resolve.instruments_works import titles_of_works
from builder.resolve.instruments_years import signed_then, signing_years, years_beside


class Gathered:
    """The clusters of the article read so far, in the order of their first phrase."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.clusters: list[Cluster] = []
        self.unaccounted: list[Unaccounted] = []
        self.drafts = False

    @cached_property
    def works(self) -> frozenset[str]:
        """The titles of novels, films and songs; looked for only once a quotation begins like an instrument."""
        return titles_of_works(self.scene)

    def finish(self) -> list[Cluster]:
        """The clusters, in the order of the text; what replaces an instrument of states is one itself."""
        self._join_by_year()
        if self.drafts:
            self.clusters = [c for c in self.clusters if not c.anonymous or c.known or not c.heads <= words("acts")]
        for cluster in self.clusters:
            if cluster.interstate:
                for other in self.clusters:
                    if other is not cluster and not other.private and self._linked(cluster, other):
                        other.linked = True
        if any(cluster.interstate for cluster in self.clusters):
            for cluster in self.clusters:
                cluster.linked = cluster.linked or (not cluster.private and self._beside(cluster))
        return self.clusters

    def _join_by_year(self) -> None:
        """What goes by its year alone is the only one of its noun that was signed in that year."""
        for one in [c for c in self.clusters if c.years and not (c.title or c.number or c.known)]:
            named = [c for c in self.clusters if c is not one and c.heads & one.heads and not c.number]
            then = [c for c in named if set(one.years) & self._signed_in(c) and c.kinds == one.kinds]
            if len(then) == 1 and not (one.parties and then[0].parties and not set(one.parties) & set(then[0].parties)):
                self.merge(*sorted((one, then[0]), key=lambda c: c.phrases[0][0].start))

    def _signed_in(self, cluster: Cluster) -> set[str]:
        """The years in which it was signed, as the text tells behind one of its names."""
        phrases = [p for p, _ in cluster.phrases]
        beside = {year for p in phrases for year in years_beside(self.scene, p)}
        return beside | {year for p in phrases for year in signing_years(self.scene, p)}

    def _beside(self, cluster: Cluster) -> bool:
        """Whether it is an instrument of states beside another: it is annexed, dated, or bears a name of its own."""
        annexed = cluster.found_by in ("instrument-annexed", "instrument-arrangement")
        called = [
            (p, e) for (p, _), e in zip(cluster.phrases, cluster.evidence, strict=True) if p.kind in words("sets")
        ]
        proper = any(p.places or (p.proper and len(p.title) > 2) or (p.named and e.signed) for p, e in called)
        return annexed or proper or self._dated(cluster)

    def _dated(self, cluster: Cluster) -> bool:
        """Whether a name comes with the year of its signing: beside others, it is an instrument of states too.

        Many have no other name: "اتفاق 1977".
        """
        phrases = [p for p, _ in cluster.phrases]
        if any(p.years and not p.title and p.kind in words("sets") for p in phrases):
            return True
        return any((p.named and signing_years(self.scene, p)) or signed_then(self.scene, p) for p in phrases)

    def behind(self, phrase: Phrase) -> str:
        """The word right behind a phrase, its year and parties included."""
        return next((t.text for t in self.scene.sentences[phrase.sentence] if t.start >= phrase.end), "")

    def _linked(self, one: Cluster, other: Cluster) -> bool:
        """Whether one sentence says that either replaces the other."""
        shared = {p.sentence for p, _ in one.phrases} & {p.sentence for p, _ in other.phrases}
        texts = ({t.text for t in self.scene.sentences[number]} for number in shared)
        data = topic("supersession")
        verb = regex.compile("|".join(data[rule]["verb"] for rule in ("abolishes", "undone")))
        cues = words("replaced") | words("instead_of") | set(data["instead"]["first"])
        return any(found & cues or any(verb.fullmatch(word) for word in found) for found in texts)

    def create(self, phrase: Phrase, evidence: Evidence, rule: str) -> Cluster:
        """A further instrument, under a key that tells where it is first spoken of."""
        start = self.scene.span(phrase.start, phrase.end).start
        suffix = f"-{sum(c.key.startswith(f'instrument:{start}') for c in self.clusters) + 1}"
        taken = any(c.key == f"instrument:{start}" for c in self.clusters)
        cluster = Cluster(f"instrument:{start}{suffix if taken else ''}")
        cluster.replaced = any(opposed(self.scene, other, phrase) for other in self.clusters)
        cluster.take(phrase, evidence, rule)
        tags = {self.kind(ref) for ref in phrase.places}
        cluster.background = phrase.kind == "charter" and "InternationalOrganisation" in tags
        self.clusters.append(cluster)
        return cluster

    def kind(self, key: str) -> str | None:
        """The class of an actor or place."""
        entity = self.scene.entities.get(key)
        return entity.kind if entity else None

    def merge(self, one: Cluster, other: Cluster) -> Cluster:
        """Both as one, under the key of the first."""
        for (phrase, rule), evidence in zip(other.phrases, other.evidence, strict=True):
            one.take(phrase, evidence, rule)
        one.phrases.sort(key=lambda pr: pr[0].start)
        one.aside = False
        self.clusters.remove(other)
        return one

    def alias_target(self, phrase: Phrase) -> Cluster | None:
        """The instrument that the text says goes by this name: "ميثاق …، المعروف باسم حلف بغداد"."""
        tokens = self.scene.sentences[phrase.sentence]
        lead = [t.text for t in tokens[max(phrase.first - 5, 0) : phrase.first] if t.text != '"']
        cue = " ".join(word for word in lead if word not in words("alias_adverbs"))
        named = [c for c in self.clusters if c.last_sentence() == phrase.sentence and not c.number]
        by = lead[-1:] and tokens[phrase.first].text.startswith(topic("events")["another"]["by"])
        cues = (cue, f"{cue} {topic('events')['another']['by']}") if by else (cue,)
        return named[-1] if named and any(one.endswith(tuple(words("alias_cues"))) for one in cues) else None

    def named_match(self, phrase: Phrase, evidence: Evidence) -> bool:
        """Put a phrase into the cluster that it fits best; False where it fits none."""
        fits = [(fit(self.scene, cluster, phrase), -at) for at, cluster in enumerate(self.clusters)]
        best = max(fits, default=(0, 0))
        if best[0] <= 0:
            return False
        self.clusters[-best[1]].take(phrase, evidence, "instrument-name")
        return True

    def _named(self, phrase: Phrase, evidence: Evidence) -> None:
        """Put a phrase into the cluster that it fits best, else into a new one."""
        if not self.named_match(phrase, evidence):
            self.create(phrase, evidence, "instrument-named")

    def same_sentence(self, phrase: Phrase) -> Cluster | None:
        """The last instrument of the phrase's own sentence."""
        here = [c for c in self.clusters if c.last_sentence() == phrase.sentence]
        return here[-1] if here else None

    def near(self, phrase: Phrase) -> Cluster | None:
        """The instrument that a short mention takes up: one just spoken of, or the article's own."""
        usable = [
            c
            for c in self.clusters
            if not c.background and not c.number and not {"declaration", "communique"} & set(c.kinds)
        ]
        usable = [c for c in usable if not opposed(self.scene, c, phrase)] or usable
        if phrase.kind == "treaty":
            usable = [c for c in usable if not set(c.kinds) <= words("distinct")]
        if any(joined_to(self.scene, phrase, c.phrases[-1][0]) for c in usable):
            return None
        if "new" in phrase.qualities:
            usable = [c for c in usable if c.new] or [c for c in usable if not c.years or c.title] or usable
            return self.main(usable)
        if phrase.kind in words("distinct"):
            usable = [c for c in usable if phrase.head in c.heads]
        here = [c for c in usable if c.last_sentence() == phrase.sentence]
        close = here or [c for c in usable if phrase.sentence - c.last_sentence() <= 1 and not c.replaced]
        alike = [c for c in close if phrase.head in c.heads]
        called = [c for c in usable if phrase.head in c.heads]
        if called and not alike and all(self._by_other_noun(c, phrase) for c in close):
            close = []
        if alike or (close and not self._truces(close, called)):
            return max(self._topics(alike or close, phrase), key=lambda c: c.phrases[-1][0].start)
        return self.main(called or usable)

    def _topics(self, close: list[Cluster], phrase: Phrase) -> list[Cluster]:
        """Those that the sentence before goes on with; what is only compared with them there is none of these.

        "وجاءت الاتفاقية مكملة لاتفاقية 1929. وحددت الاتفاقية …"
        """
        last = max(c.last_sentence() for c in close)
        goes_on = [c for c in close if c.last_sentence() == last and c.phrases[-1][1] == "instrument-short"]
        aside = [c for c in close if len(c.phrases) == 1 and c.last_sentence() == last and c not in goes_on]
        apart = last < phrase.sentence and goes_on and aside and not any(c.title for c in aside)
        return goes_on if apart else close

    def _by_other_noun(self, cluster: Cluster, phrase: Phrase) -> bool:
        """Whether "the agreement" is none that was called only by a name without such a noun, or by a special one.

        "The treaty" is none that was only called an agreement, where another is called a treaty.
        """
        if phrase.kind == "treaty":
            return True
        named = not cluster.heads & heads().keys()
        return named or (set(cluster.kinds) <= words("distinct") and phrase.kind not in words("distinct"))

    def _truces(self, close: list[Cluster], called: list[Cluster]) -> bool:
        """Whether only truces were just spoken of, and another instrument goes by the head: a truce is no treaty."""
        return bool(called) and all(c.kinds == ("truce",) for c in close)

    def main(self, clusters: list[Cluster]) -> Cluster | None:
        """The one most spoken of; of equals the first."""
        return max(clusters, key=lambda c: len(c.phrases), default=None)
