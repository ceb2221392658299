"""Reads the phrases of an article in order and puts each into the cluster of its instrument."""

from __future__ import annotations

from dataclasses import replace

from builder.recognise.instruments_evidence import Evidence
from builder.recognise.instruments_known import own_states, states_of_title
from builder.recognise.instruments_phrases import Phrase, words
from builder.resolve.instruments_clusters import Cluster
from builder.resolve.instruments_fit import fit, opposed, same_states
from builder.resolve.instruments_gathered import Gathered
from builder.resolve.instruments_surroundings import (
    after,
    announces,
    apposed,
    before,
    is_act,
    is_mere_act,
    is_set,
    of_agents,
    qualified,
    relative_deed,
)
from builder.resolve.instruments_surroundings import two_makers as made_by_two


class Resolver(Gathered):
    """Reads the phrases of an article in order and puts each where it belongs."""

    def add(self, phrase: Phrase, evidence: Evidence) -> None:
        """Put a phrase into a cluster, old or new, or leave it."""
        special = {
            "declaration": self._declaration,
            "pact": self._alias,
            "plan": self._plan,
            "partnership": self._partnership,
            "document": self._document,
            "resolution": self._resolution,
            "deal": self._deal,
            "truce": self._truce,
        }
        if phrase.count == "many" and not is_set(self.scene, phrase):
            return
        if phrase.count == "two":
            self._two(phrase, evidence)
        elif phrase.known:
            self._known(phrase, evidence)
        elif self._denied(phrase) or is_mere_act(self.scene, phrase) or of_agents(self.scene, phrase):
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

    # kinds with rules of their own

    def _two(self, phrase: Phrase, evidence: Evidence) -> None:
        """Two instruments with one surface: إعلاني موسكو وبيونغ يانغ."""
        if len(phrase.places) != 2:
            return
        for title, place in zip(phrase.title, phrase.places, strict=False):
            single = replace(phrase, title=(title,), places=(place,), years=())
            self.create(single, evidence, "instrument-coordinated")

    def _declaration(self, phrase: Phrase, evidence: Evidence) -> None:
        """A declaration named after a place, and not the act of declaring."""
        if len(phrase.places) != 1 or phrase.definite or announces(self.scene, phrase):
            return
        marked = bool(phrase.years) or phrase.quoted or evidence.signed
        if marked or self.kind(phrase.places[0]) == "Place":
            self._named(phrase, evidence)

    def _alias(self, phrase: Phrase, evidence: Evidence) -> None:
        """A pact is an instrument where the text says that a treaty is known by this name."""
        if not phrase.places:
            return
        cluster = next((c for c in self.clusters if c.title and set(phrase.title) <= set(c.title)), None)
        target = self.alias_target(phrase)
        if target is not None:
            if cluster is not None and cluster is not target:
                target = self.merge(cluster, target)
            target.take(phrase, evidence, "instrument-alias")
        elif cluster is not None:
            cluster.take(phrase, evidence, "instrument-alias")
        elif not phrase.definite and self.kind(phrase.places[0]) == "Place":
            self.create(phrase, evidence, "instrument-pact").aside = True

    def _partnership(self, phrase: Phrase, evidence: Evidence) -> None:
        """A partnership is an instrument only where it is signed, and by two states."""
        makers = evidence.parties or made_by_two(self.scene, phrase)
        if not phrase.definite and evidence.signed and makers:
            self._titled(phrase, evidence)

    def _known(self, phrase: Phrase, evidence: Evidence) -> None:
        """An instrument of the ontology, under its own key; what was said of it under that name joins it."""
        same = next((c for c in self.clusters if c.key == phrase.known), None)
        other = self.alias_target(phrase)
        if other is not None and other is not same:
            same = self.merge(same, other) if same is not None else other
            same.key, same.known = phrase.known or same.key, True
        if same is None:
            same = next((c for c in self.clusters if not c.known and self._foretold(c, phrase)), None)
            if same is None:
                same = self.create(phrase, evidence, "instrument-known")
                same.key, same.known = phrase.known or same.key, True
                return
            same.key, same.known = phrase.known or same.key, True
        same.take(phrase, evidence, "instrument-known")

    def _foretold(self, cluster: Cluster, phrase: Phrase) -> bool:
        """Whether an instrument spoken of before is the known one: by its name, or as one between the same states."""
        own = own_states(phrase.known or "")
        states = {p for p in cluster.parties if self.kind(p) in ("State", "HistoricalState")}
        between = cluster.anonymous and bool(states) and states <= own and phrase.kind in cluster.kinds
        return between or fit(self.scene, cluster, phrase) >= 2

    def _resolution(self, phrase: Phrase, evidence: Evidence) -> None:
        """A resolution without its number: the one spoken of, or one that a summit or the Council took."""
        taken = [c for c in self.clusters if "resolution" in c.kinds]
        close = [c for c in taken if phrase.sentence - c.last_sentence() <= 1]
        if phrase.definite and close and len(taken) == 1 and not qualified(self.scene, phrase):
            close[0].take(phrase, evidence, "instrument-short")
        elif "body" in phrase.qualities and len(taken) == 1:
            taken[0].take(phrase, evidence, "instrument-short")
        elif "body" in phrase.qualities and not taken and qualified(self.scene, phrase):
            self.create(phrase, evidence, "instrument-unnumbered")

    def _deal(self, phrase: Phrase, evidence: Evidence) -> None:
        """A deal is an instrument where one that is known was just spoken of."""
        near = self.near(phrase)
        if phrase.definite and phrase.short and near is not None and near.known and not evidence.private:
            near.take(phrase, evidence, "instrument-short")

    def _truce(self, phrase: Phrase, evidence: Evidence) -> None:
        """A truce or peace is an instrument where it is named after its place and signed, or of a year."""
        if phrase.proper and not phrase.definite and (evidence.signed or phrase.years):
            self._named(phrase, evidence)

    def _plan(self, phrase: Phrase, evidence: Evidence) -> None:
        """A plan or road map is an instrument where the text says that it was signed or reached."""
        tokens = self.scene.sentences[phrase.sentence]
        after = [t.text for t in tokens[phrase.last : phrase.last + 7]]
        made = any(word in words("reached") or word in words("sign_relative") for word in after)
        if not self.named_match(phrase, evidence) and made and evidence.strong:
            self.create(phrase, evidence, "instrument-plan")

    def _document(self, phrase: Phrase, evidence: Evidence) -> None:
        """A document is an instrument where one was spoken of, or where states sign it."""
        if phrase.quoted and self._description(phrase, evidence):
            return
        if phrase.title and not phrase.states:
            return
        target = self.near(phrase)
        if (phrase.definite or "new" in phrase.qualities) and target is not None:
            target.take(phrase, evidence, "instrument-short")

    def _part(self, phrase: Phrase, evidence: Evidence) -> bool:
        """A part of a treaty that is called an agreement: "اتفاق الدفاع المشترك الذي تضمنته المعاهدة"."""
        included = after(self.scene, phrase, 1) in words("which_includes") and after(self.scene, phrase) in words(
            "relative"
        )
        notable = before(self.scene, phrase) in words("notably")
        near = self.near(phrase)
        if (included or notable) and near is not None:
            near.take(phrase, evidence, "instrument-part")
            return True
        return False

    def _description(self, phrase: Phrase, evidence: Evidence) -> bool:
        """What the instrument is said to be: "هو “أقوى معاهدة على الإطلاق”", "هي معاهدة أبرمها …"."""
        near = self.same_sentence(phrase)
        if near is not None and not phrase.definite and apposed(self.scene, phrase, near.phrases[-1][0]):
            near.take(phrase, evidence, "instrument-apposition")
            return True
        if phrase.definite or phrase.parties or (phrase.named and not phrase.quoted):
            return False
        tokens = self.scene.sentences[phrase.sentence]
        before = [t.text for t in tokens[max(phrase.first - 3, 0) : phrase.first]]
        copular = any(word in words("copulas") for word in before)
        near = self.near(phrase)
        if near is None or not copular:
            return False
        if phrase.quoted or '"' in before or (before[-1:] and before[-1] in words("pronoun_copulas")):
            near.take(phrase, evidence, "instrument-description")
        return True

    # names and short mentions

    def _titled(self, phrase: Phrase, evidence: Evidence) -> None:
        """A phrase that tells which instrument it is: a known one of that name, or a new one."""
        if self.named_match(phrase, evidence):
            return
        made = bool(evidence.signed or phrase.parties or phrase.states or phrase.years)
        told = phrase.named and not (self._of_one_state(phrase) or phrase.accusative)
        if made or told:
            self.create(phrase, evidence, "instrument-named" if phrase.named else "instrument-described")

    def _of_one_state(self, phrase: Phrase) -> bool:
        """Whether it is "an American agreement", told by nothing but the adjective of one state."""
        tokens = self.scene.sentences[phrase.sentence][phrase.first : phrase.last]
        adjective = any(t.demonym for t in tokens)
        return not phrase.definite and adjective and len(states_of_title(phrase.title)) == 1

    def _named(self, phrase: Phrase, evidence: Evidence) -> None:
        if not self.named_match(phrase, evidence):
            self.create(phrase, evidence, "instrument-named")

    def _short(self, phrase: Phrase, evidence: Evidence) -> None:
        """A phrase that does not tell which: the nearest that fits, or, where states make it here, a new one."""
        if phrase.definite and not self._successor(phrase):
            self._definite(phrase, evidence)
            return
        near = self.same_sentence(phrase)
        if (
            near is not None
            and before(self.scene, phrase) in words("in")
            and before(self.scene, phrase, 2) in words("pause")
        ):
            near.take(phrase, evidence, "instrument-apposition")
        elif self._replacement(phrase):
            self.create(phrase, evidence, "instrument-successor")
        elif evidence.signed or phrase.parties or phrase.states:
            self._indefinite(phrase, evidence)
        elif "new" in phrase.qualities:
            self._again(phrase, evidence)

    def _definite(self, phrase: Phrase, evidence: Evidence) -> None:
        """ "The agreement": one spoken of; or, with its makers told, one that the reader is held to know."""
        told = relative_deed(self.scene, phrase) or (evidence.parties and not is_act(self.scene, phrase))
        near = next((c for c in self.clusters if c.known and same_states(self.scene, c, phrase)), self.near(phrase))
        if near is not None and not (phrase.parties and near.parties and not set(phrase.parties) & set(near.parties)):
            near.take(phrase, evidence, "instrument-short")
        elif told and evidence.strong and not evidence.private:
            self.create(phrase, evidence, "instrument-told")

    def _again(self, phrase: Phrase, evidence: Evidence) -> None:
        """ "A new agreement is needed", once the new one is known, speaks of it."""
        near = self.near(phrase)
        if near is not None and (near.new or not near.years):
            near.take(phrase, evidence, "instrument-short")

    def _indefinite(self, phrase: Phrase, evidence: Evidence) -> None:
        same = [c for c in self.clusters if c.anonymous and phrase.head in c.heads and phrase.sentence <= 3]
        if "new" in phrase.qualities:
            same = [c for c in same if c.new or c.last_sentence() != phrase.sentence]
        twin = [c for c in self.clusters if self._between_the_same(c, phrase)]
        if twin:
            twin[0].take(phrase, evidence, "instrument-parties")
        elif same and not phrase.parties:
            same[0].take(phrase, evidence, "instrument-short")
        elif evidence.strong and (evidence.signed or phrase.parties or phrase.states):
            self.create(phrase, evidence, "instrument-made")

    def _between_the_same(self, cluster: Cluster, phrase: Phrase) -> bool:
        """Whether both are without a title and between the same parties: "اتفاقية بين وزارة الداخلية … ووزارة …"."""
        if same_states(self.scene, cluster, phrase):
            return True
        named = cluster.anonymous and not phrase.years and phrase.head in cluster.heads
        return named and bool(phrase.parties) and set(phrase.parties) == set(cluster.parties)

    def _replacement(self, phrase: Phrase) -> bool:
        """ "it was replaced by a treaty …", "it replaced a like treaty": another instrument."""
        word = before(self.scene, phrase)
        return word in words("replaced") | (words("instead") if not phrase.definite else set()) and bool(self.clusters)

    def _successor(self, phrase: Phrase) -> bool:
        """Whether "the present treaty" took the place of the only one spoken of, and so is another."""
        return self._replacement(phrase) and all(opposed(self.scene, c, phrase) for c in self.clusters)
