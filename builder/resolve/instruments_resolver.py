"""Reads the phrases of an article in order and puts each into the cluster of its instrument."""

from __future__ import annotations

from dataclasses import replace

from builder.known import known
from builder.recognise.instruments_evidence import Evidence, ratified
from builder.recognise.instruments_known import own_states
from builder.recognise.instruments_phrases import PARTIES, Phrase, words
from builder.recognise.instruments_scene import STATE
from builder.resolve.instruments_clusters import Cluster
from builder.resolve.instruments_fit import by_place, fit, headline, opposed, same_states
from builder.resolve.instruments_sets import Sets
from builder.resolve.instruments_surroundings import (
    after,
    before,
    by_others,
    is_act,
    is_another,
    is_mere_act,
    is_set,
    is_unreal,
    of_agents,
    on_draft,
    relative_deed,
    signed_on,
    worldly,
)
from builder.resolve.instruments_works import is_title_of_work
from builder.resolve.instruments_years import signed_then, years_of
from builder.vocabulary import STATES

_YEAR_NEAR = 5
"""So many words at most stand between the name of what is signed and the year, the place among them."""

_LEAD = 2
"""Sentences at most, behind the headline, that tell what it names."""


class Resolver(Sets):
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
            "memo": self._memo,
            "communique": self._communique,
            "notes": self._notes,
            "annex": self._annex,
            "covenant": self._covenant,
            "arrangement": self._arrangement,
            "understanding": self._understanding,
            "scheme": self._scheme,
        }
        several = phrase.count == "two" and len(phrase.places) != 2 and not phrase.known
        if several or (phrase.count == "many" and not is_set(self.scene, phrase)):
            self._joint_set(phrase, evidence)
            return
        if phrase.count == "two" and not phrase.known:
            self._two(phrase, evidence)
        elif phrase.known and not self._signed_in_other_year(phrase, evidence):
            if not is_another(self.scene, phrase):
                self._known(phrase, evidence)
        elif on_draft(self.scene, phrase):
            self.drafts = True
        elif self._denied(phrase) or self.annexed(phrase, evidence) or self._said_of_it(phrase, evidence):
            return
        elif phrase.number:
            if "body" in phrase.qualities or worldly(self.scene, phrase):
                self._named(phrase, evidence)
        elif phrase.kind in special:
            special[phrase.kind](phrase, evidence)
        elif self._part(phrase, evidence) or self._description(phrase, evidence):
            return
        elif phrase.short:
            self._short(phrase, evidence)
        else:
            self._titled(phrase, evidence)

    def _signed_in_other_year(self, phrase: Phrase, evidence: Evidence) -> bool:
        """Whether two states sign one of that name in another year than the known one between them is of."""
        entity = known().by_iri(phrase.known or "")
        if not evidence.signed or entity is None or not entity.years or len(own_states(phrase.known or "")) != 2:
            return False
        near = self.scene.sentences[phrase.sentence][phrase.last : phrase.last + _YEAR_NEAR]
        told = {year for year in years_of(near) if any(year in t.text for t in near)}
        return bool(told) and not told & set(entity.years)

    def _denied(self, phrase: Phrase) -> bool:
        """Whether no instrument is meant: none is there, the act of agreeing is, or the title of a work."""
        told = phrase.years and before(self.scene, phrase, 2) in words("pause")  # "سلفها، أي اتفاقية 1994"
        denied = before(self.scene, phrase) in words("none") and not phrase.definite and not told
        denied = denied or is_unreal(self.scene, phrase)
        denied = denied or is_mere_act(self.scene, phrase) or of_agents(self.scene, phrase)
        return denied or (phrase.quoted and is_title_of_work(self.scene, phrase, self.works))

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

    def _said_of_it(self, phrase: Phrase, evidence: Evidence) -> bool:
        """What the one just named is said to be, which may tell its parties, or another name of it.

        "معاهدة سيغد هي معاهدة سلام بين …", "صلح وستفاليا أو معاهدة وستفاليا هو …"
        """
        word, near = before(self.scene, phrase), self.same_sentence(phrase)
        if near is None or not self._right_behind(phrase, near.phrases[-1][0]):
            return False
        if not phrase.definite and word in words("pronoun_copulas"):
            near.take(replace(phrase, title=(), named=False, proper=None), evidence, "instrument-apposition")
            return True
        if phrase.named and word in words("or") and self.behind(phrase) in words("copulas"):
            near.take(phrase, evidence, "instrument-alias")
            return True
        return False

    def _right_behind(self, phrase: Phrase, other: Phrase) -> bool:
        """Whether but one word stands between a phrase and the name before it."""
        tokens = self.scene.sentences[phrase.sentence][: phrase.first]
        between = [t for t in tokens if t.start >= other.end and t.text != '"']
        return other.named and len(between) == 1

    def _foretold(self, cluster: Cluster, phrase: Phrase) -> bool:
        """Whether an instrument spoken of before is the known one: by its name, or as one between the same states."""
        own, entity = own_states(phrase.known or ""), known().by_iri(phrase.known or "")
        states = {p for p in cluster.parties if self.kind(p) in STATES}
        between = cluster.anonymous and bool(states) and states <= own and phrase.kind in cluster.kinds
        if cluster.years and entity is not None and entity.years and not set(cluster.years) & set(entity.years):
            return False
        then = entity is not None and cluster.anonymous and set(entity.years) & self._signed_in(cluster)
        near = {ref for t in self.scene.sentences[cluster.last_sentence()] for ref in t.refs}
        placed = by_place(self.scene, cluster, phrase) and (not own or bool(own & near))
        if (then and phrase.kind in cluster.kinds) or placed:
            return True
        called = phrase.kind in cluster.kinds or len(set(cluster.title)) > 1
        return between or (called and fit(self.scene, cluster, phrase) >= 2)

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
        elif "alike" in phrase.qualities:
            self._alike(phrase, evidence)
        elif evidence.signed or phrase.parties or phrase.states or signed_then(self.scene, phrase):
            self._indefinite(phrase, evidence)
        elif "new" in phrase.qualities:
            self._again(phrase, evidence)

    def _definite(self, phrase: Phrase, evidence: Evidence) -> None:
        """ "The agreement": one spoken of; or, with its makers told, one that the reader is held to know."""
        told = (
            relative_deed(self.scene, phrase)
            or signed_on(self.scene, phrase)
            or (evidence.signed and after(self.scene, phrase) in words("concerning") | words("founding"))
            or (evidence.parties and not is_act(self.scene, phrase))
            or (before(self.scene, phrase) in words("instead") and bool(self.clusters))
        )
        near = next((c for c in self.clusters if c.known and same_states(self.scene, c, phrase)), self.near(phrase))
        if near is not None and before(self.scene, phrase) in words("instead") and phrase.head not in near.heads:
            near = None
        replaced = told and any(opposed(self.scene, c, phrase) for c in self.clusters)
        if near is not None and replaced and (opposed(self.scene, near, phrase) or not near.interstate):
            near = None
        if near is not None and not near.anonymous and (signed_on(self.scene, phrase) or by_others(self.scene, phrase)):
            near = None
        if near is not None and self._of_other_matter(phrase, near):
            near, told = None, told or evidence.strong
        if near is not None and not (phrase.parties and near.parties and not set(phrase.parties) & set(near.parties)):
            near.take(phrase, evidence, "instrument-short")
        elif told and (evidence.strong or replaced) and not evidence.private:
            self.create(phrase, evidence, "instrument-told").linked = replaced

    def _of_other_matter(self, phrase: Phrase, near: Cluster) -> bool:
        """Whether "the one on …" stands beside another in its sentence: "إضافة إلى الاتفاقية المتعلقة بالصيد"."""
        beside = near.last_sentence() == phrase.sentence and not (near.anonymous or near.known)
        return beside and after(self.scene, phrase) in words("concerning") - words("about") and not phrase.parties

    def _alike(self, phrase: Phrase, evidence: Evidence) -> None:
        """ "A similar treaty" is another than the one spoken of."""
        if evidence.strong and not evidence.private:
            self.create(phrase, evidence, "instrument-alike")

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
        elif (headlined := self._headlined(phrase)) is not None:
            headlined.take(phrase, evidence, "instrument-headline")
        elif (evidence.strong and (evidence.signed or phrase.parties or phrase.states)) or (
            evidence.weak and not evidence.private and signed_then(self.scene, phrase)
        ):
            self.create(phrase, evidence, "instrument-made")

    def _headlined(self, phrase: Phrase) -> Cluster | None:
        """The only one of its head, named by the headline: "an agreement between both" in the lead is that one."""
        alike = [c for c in self.clusters if phrase.head in c.heads]
        if not 0 < phrase.sentence <= _LEAD or len(alike) != 1 or alike[0].known or alike[0].years:
            return None
        headed = all(p.sentence == 0 for p, _ in alike[0].phrases)
        told = phrase.states and "new" not in phrase.qualities and alike[0].phrases[0][0].sentence == 0
        same = headed and (
            self._same_makers(alike[0], phrase) or ratified(self.scene.sentences[phrase.sentence], phrase)
        )
        told = told or (headed and set() < set(alike[0].parties) < set(phrase.parties))
        return alike[0] if told or same else None

    def _same_makers(self, cluster: Cluster, phrase: Phrase) -> bool:
        """Whether headline and lead name the same states, of whom both tell that they sign one such."""
        first = self.scene.sentences[cluster.phrases[0][0].sentence]
        lead = self.scene.sentences[phrase.sentence][: phrase.first]
        one, other = (
            set([*dict.fromkeys(t.refs[0] for t in tokens if t.tag in PARTIES and not t.demonym and t.refs)][:2])
            for tokens in (first, lead)
        )
        made = cluster.evidence[0].joint if len(one) > 1 else cluster.evidence[0].signed
        return bool(one) and one == other and made

    def _between_the_same(self, cluster: Cluster, phrase: Phrase) -> bool:
        """Whether both are without a title and between the same parties: "اتفاقية بين وزارة الداخلية … ووزارة …"."""
        if same_states(self.scene, cluster, phrase):
            return True
        named = cluster.anonymous and not phrase.years and phrase.head in cluster.heads
        if not named or not phrase.parties:
            return False
        if set(phrase.parties) == set(cluster.parties) or self._by_the_other(cluster, phrase):
            return True
        return headline(self.scene, cluster) and set() < set(cluster.parties) < set(phrase.parties)

    def _by_the_other(self, cluster: Cluster, phrase: Phrase) -> bool:
        """Whether one of two parties is named, and the sentence speaks of no state but those two."""
        states = {ref for t in self.scene.sentences[phrase.sentence] if t.tag == STATE for ref in t.refs}
        both = set(cluster.parties)
        return len(both) == 2 and set(phrase.parties) < both and states == both

    def _replacement(self, phrase: Phrase) -> bool:
        """ "it was replaced by a treaty …", "it replaced a like treaty": another instrument."""
        word = before(self.scene, phrase)
        return word in words("replaced") | (words("instead") if not phrase.definite else set()) and bool(self.clusters)

    def _successor(self, phrase: Phrase) -> bool:
        """Whether "the present treaty" took the place of the only one spoken of, and so is another."""
        return self._replacement(phrase) and all(opposed(self.scene, c, phrase) for c in self.clusters)
