"""Reads the phrases of an article in order and puts each into the cluster of its instrument."""

from __future__ import annotations

from dataclasses import replace

import regex

from builder.languages import topic
from builder.model import Unaccounted
from builder.recognise.instruments_evidence import Evidence
from builder.recognise.instruments_phrases import Phrase, words
from builder.recognise.instruments_scene import Scene
from builder.resolve.instruments_clusters import Cluster
from builder.resolve.instruments_fit import fit, opposed
from builder.resolve.instruments_surroundings import after, before, is_act, is_mere_act, is_set, relative_deed
from builder.resolve.instruments_surroundings import two_makers as made_by_two


class Resolver:
    """Reads the phrases of an article in order and puts each where it belongs."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.clusters: list[Cluster] = []
        self.unaccounted: list[Unaccounted] = []

    def finish(self) -> list[Cluster]:
        """The clusters, in the order of the text; what replaces an instrument of states is one itself."""
        for cluster in self.clusters:
            if cluster.interstate:
                for other in self.clusters:
                    if other is not cluster and not other.private and self._linked(cluster, other):
                        other.linked = True
        return self.clusters

    def add(self, phrase: Phrase, evidence: Evidence) -> None:
        """Put a phrase into a cluster, old or new, or leave it."""
        special = {
            "declaration": self._declaration,
            "pact": self._alias,
            "plan": self._plan,
            "partnership": self._partnership,
            "document": self._document,
        }
        if phrase.count == "many" and not is_set(self.scene, phrase):
            return
        if phrase.count == "two":
            self._two(phrase, evidence)
        elif phrase.known:
            self._known(phrase, evidence)
        elif self._denied(phrase) or is_mere_act(self.scene, phrase):
            return
        elif phrase.number:
            self._named(phrase, evidence)
        elif phrase.kind in special:
            special[phrase.kind](phrase, evidence)
        elif self._part(phrase, evidence) or self._description(phrase, evidence):
            return
        elif phrase.short:
            self._short(phrase, evidence)
        else:
            self._titled(phrase, evidence)

    def _denied(self, phrase: Phrase) -> bool:
        return before(self.scene, phrase) in words("none") and not phrase.definite

    def _create(self, phrase: Phrase, evidence: Evidence, rule: str) -> Cluster:
        start = self.scene.span(phrase.start, phrase.end).start
        suffix = f"-{sum(c.key.startswith(f'instrument:{start}') for c in self.clusters) + 1}"
        taken = any(c.key == f"instrument:{start}" for c in self.clusters)
        cluster = Cluster(f"instrument:{start}{suffix if taken else ''}")
        cluster.replaced = any(opposed(self.scene, other, phrase) for other in self.clusters)
        cluster.take(phrase, evidence, rule)
        tags = {self._kind(ref) for ref in phrase.places}
        cluster.background = phrase.kind == "charter" and "InternationalOrganisation" in tags
        self.clusters.append(cluster)
        return cluster

    def _kind(self, key: str) -> str | None:
        entity = self.scene.entities.get(key)
        return entity.kind if entity else None

    # kinds with rules of their own

    def _linked(self, one: Cluster, other: Cluster) -> bool:
        """Whether one sentence says that either replaces the other."""
        shared = {p.sentence for p, _ in one.phrases} & {p.sentence for p, _ in other.phrases}
        texts = ({t.text for t in self.scene.sentences[number]} for number in shared)
        abolishes = topic("supersession")["abolishes"]["verb"]
        return any(
            found & (words("replaced") | words("instead_of")) or any(regex.fullmatch(abolishes, word) for word in found)
            for found in texts
        )

    def _two(self, phrase: Phrase, evidence: Evidence) -> None:
        """Two instruments with one surface: إعلاني موسكو وبيونغ يانغ."""
        if len(phrase.places) != 2:
            return
        for title, place in zip(phrase.title, phrase.places, strict=False):
            single = replace(phrase, title=(title,), places=(place,), years=())
            self._create(single, evidence, "instrument-coordinated")

    def _declaration(self, phrase: Phrase, evidence: Evidence) -> None:
        """A declaration named after a place, and not the act of declaring."""
        if len(phrase.places) != 1 or phrase.definite:
            return
        marked = bool(phrase.years) or phrase.quoted or evidence.signed
        if marked or self._kind(phrase.places[0]) == "Place":
            self._named(phrase, evidence)

    def _alias(self, phrase: Phrase, evidence: Evidence) -> None:
        """A pact is an instrument where the text says that a treaty is known by this name."""
        if not phrase.places:
            return
        cluster = next((c for c in self.clusters if c.title and set(phrase.title) <= set(c.title)), None)
        target = self._alias_target(phrase)
        if target is not None:
            if cluster is not None and cluster is not target:
                target = self._merge(cluster, target)
            target.take(phrase, evidence, "instrument-alias")
        elif cluster is not None:
            cluster.take(phrase, evidence, "instrument-alias")
        else:
            self._create(phrase, evidence, "instrument-pact").aside = True

    def _alias_target(self, phrase: Phrase) -> Cluster | None:
        """The instrument that the text says goes by this name: "ميثاق …، المعروف باسم حلف بغداد"."""
        tokens = self.scene.sentences[phrase.sentence]
        cue = " ".join(t.text for t in tokens[max(phrase.first - 2, 0) : phrase.first])
        named = [c for c in self.clusters if c.last_sentence() == phrase.sentence]
        return named[-1] if cue in words("alias_cues") and named else None

    def _merge(self, one: Cluster, other: Cluster) -> Cluster:
        """Both as one, under the key of the first."""
        for (phrase, rule), evidence in zip(other.phrases, other.evidence, strict=True):
            one.take(phrase, evidence, rule)
        one.phrases.sort(key=lambda pr: pr[0].start)
        one.aside = False
        self.clusters.remove(other)
        return one

    def _partnership(self, phrase: Phrase, evidence: Evidence) -> None:
        """A partnership is an instrument only where it is signed, and by two states."""
        makers = evidence.parties or made_by_two(self.scene, phrase)
        if not phrase.definite and evidence.signed and makers:
            self._titled(phrase, evidence)

    def _known(self, phrase: Phrase, evidence: Evidence) -> None:
        """An instrument of the ontology, under its own key; what was said of it under that name joins it."""
        same = next((c for c in self.clusters if c.key == phrase.known), None)
        other = self._alias_target(phrase)
        if other is not None and other is not same:
            same = self._merge(same, other) if same is not None else other
            same.key, same.known = phrase.known or same.key, True
        if same is None:
            same = next((c for c in self.clusters if not c.known and fit(self.scene, c, phrase) >= 2), None)
            if same is None:
                same = self._create(phrase, evidence, "instrument-known")
                same.key, same.known = phrase.known or same.key, True
                return
            same.key, same.known = phrase.known or same.key, True
        same.take(phrase, evidence, "instrument-known")

    def _plan(self, phrase: Phrase, evidence: Evidence) -> None:
        """A plan or road map is an instrument where the text says that it was signed or reached."""
        tokens = self.scene.sentences[phrase.sentence]
        after = [t.text for t in tokens[phrase.last : phrase.last + 7]]
        made = any(word in words("reached") or word in words("sign_relative") for word in after)
        if not self._named_match(phrase, evidence) and made and evidence.strong:
            self._create(phrase, evidence, "instrument-plan")

    def _document(self, phrase: Phrase, evidence: Evidence) -> None:
        """A document is an instrument where one was spoken of, or where states sign it."""
        if phrase.quoted and self._description(phrase, evidence):
            return
        if phrase.title and not phrase.states:
            return
        target = self._near(phrase)
        if (phrase.definite or "new" in phrase.qualities) and target is not None:
            target.take(phrase, evidence, "instrument-short")

    def _part(self, phrase: Phrase, evidence: Evidence) -> bool:
        """A part of a treaty that is called an agreement: "اتفاق الدفاع المشترك الذي تضمنته المعاهدة"."""
        included = after(self.scene, phrase, 1) in words("which_includes") and after(self.scene, phrase) in words(
            "relative"
        )
        notable = before(self.scene, phrase) in words("notably")
        near = self._near(phrase)
        if (included or notable) and near is not None:
            near.take(phrase, evidence, "instrument-part")
            return True
        return False

    def _description(self, phrase: Phrase, evidence: Evidence) -> bool:
        """What the instrument is said to be: "هو “أقوى معاهدة على الإطلاق”", "هي معاهدة أبرمها …"."""
        if phrase.definite or phrase.parties or (phrase.named and not phrase.quoted):
            return False
        tokens = self.scene.sentences[phrase.sentence]
        before = [t.text for t in tokens[max(phrase.first - 3, 0) : phrase.first]]
        copular = any(word in words("copulas") for word in before)
        near = self._near(phrase)
        if near is None or not copular:
            return False
        if phrase.quoted or '"' in before or (before[-1:] and before[-1] in words("pronoun_copulas")):
            near.take(phrase, evidence, "instrument-description")
        return True

    # names and short mentions

    def _titled(self, phrase: Phrase, evidence: Evidence) -> None:
        """A phrase that tells which instrument it is: a known one of that name, or a new one."""
        if self._named_match(phrase, evidence):
            return
        made = evidence.signed or phrase.parties or phrase.states or phrase.named or phrase.years
        if made:
            self._create(phrase, evidence, "instrument-named" if phrase.named else "instrument-described")

    def _named(self, phrase: Phrase, evidence: Evidence) -> None:
        if not self._named_match(phrase, evidence):
            self._create(phrase, evidence, "instrument-named")

    def _named_match(self, phrase: Phrase, evidence: Evidence) -> bool:
        fits = [(fit(self.scene, cluster, phrase), -at) for at, cluster in enumerate(self.clusters)]
        best = max(fits, default=(0, 0))
        if best[0] <= 0:
            return False
        self.clusters[-best[1]].take(phrase, evidence, "instrument-name")
        return True

    def _short(self, phrase: Phrase, evidence: Evidence) -> None:
        """A phrase that does not tell which: the nearest that fits, or, where states make it here, a new one."""
        if phrase.definite:
            self._definite(phrase, evidence)
            return
        near = self._same_sentence(phrase)
        if (
            near is not None
            and before(self.scene, phrase) in words("in")
            and before(self.scene, phrase, 2) in words("pause")
        ):
            near.take(phrase, evidence, "instrument-apposition")
        elif self._replacement(phrase):
            self._create(phrase, evidence, "instrument-successor")
        elif evidence.signed or phrase.parties or phrase.states:
            self._indefinite(phrase, evidence)
        elif "new" in phrase.qualities:
            self._again(phrase, evidence)

    def _definite(self, phrase: Phrase, evidence: Evidence) -> None:
        """ "The agreement": one spoken of; or, with its makers told, one that the reader is held to know."""
        told = relative_deed(self.scene, phrase) or (phrase.parties and not is_act(self.scene, phrase))
        near = self._near(phrase)
        if near is not None and not (phrase.parties and near.parties and not set(phrase.parties) & set(near.parties)):
            near.take(phrase, evidence, "instrument-short")
        elif told and evidence.strong and not evidence.private:
            self._create(phrase, evidence, "instrument-told")

    def _again(self, phrase: Phrase, evidence: Evidence) -> None:
        """ "A new agreement is needed", once the new one is known, speaks of it."""
        near = self._near(phrase)
        if near is not None and (near.new or not near.years):
            near.take(phrase, evidence, "instrument-short")

    def _indefinite(self, phrase: Phrase, evidence: Evidence) -> None:
        same = [c for c in self.clusters if c.anonymous and phrase.head in c.heads and phrase.sentence <= 3]
        if same and not phrase.parties:
            same[0].take(phrase, evidence, "instrument-short")
        elif evidence.strong and (evidence.signed or phrase.parties or phrase.states):
            self._create(phrase, evidence, "instrument-made")

    def _replacement(self, phrase: Phrase) -> bool:
        """ "it was replaced by a treaty …": what takes its place is another instrument."""
        return before(self.scene, phrase) in words("replaced") and bool(self.clusters)

    def _same_sentence(self, phrase: Phrase) -> Cluster | None:
        here = [c for c in self.clusters if c.last_sentence() == phrase.sentence]
        return here[-1] if here else None

    def _near(self, phrase: Phrase) -> Cluster | None:
        """The instrument that a short mention takes up: one just spoken of, or the article's own."""
        usable = [c for c in self.clusters if not c.background and not c.number and "declaration" not in c.kinds]
        usable = [c for c in usable if not opposed(self.scene, c, phrase)] or usable
        if "new" in phrase.qualities:
            usable = [c for c in usable if c.new] or [c for c in usable if not c.years] or usable
            return self._main(usable)
        if phrase.kind in words("distinct"):
            usable = [c for c in usable if phrase.head in c.heads]
        here = [c for c in usable if c.last_sentence() == phrase.sentence]
        close = here or [c for c in usable if phrase.sentence - c.last_sentence() <= 1 and not c.replaced]
        alike = [c for c in close if phrase.head in c.heads]
        if alike or close:
            return max(alike or close, key=lambda c: c.phrases[-1][0].start)
        return self._main([c for c in usable if phrase.head in c.heads] or usable)

    def _main(self, clusters: list[Cluster]) -> Cluster | None:
        """The one most spoken of; of equals the first."""
        return max(clusters, key=lambda c: len(c.phrases), default=None)
