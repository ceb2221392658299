"""Puts a phrase into the cluster of its instrument where its noun mostly means something else.

Truces that were kept or broken, annexes and what is annexed, and what states sign as an arrangement or framework.
"""

from __future__ import annotations

from dataclasses import replace

from builder.languages import topic
from builder.recognise.instruments_evidence import Evidence
from builder.recognise.instruments_phrases import PARTIES, Phrase, words
from builder.recognise.instruments_scene import STATE, Token
from builder.resolve.instruments_fit import headline
from builder.resolve.instruments_gathered import Gathered
from builder.resolve.instruments_surroundings import after, before

_LEAD = 3
"""Sentences at most, behind the headline, that tell what it names."""
_AGAIN = 4
"""Sentences at most between an understanding and "the understanding"."""


class Lesser(Gathered):
    """What such nouns ask for, to name an instrument."""

    def _truce(self, phrase: Phrase, evidence: Evidence) -> None:
        """A truce is an instrument where it bears a name and a date, or was kept or broken by a state.

        "The agreement" behind it means another: a truce is taken up by its own noun only.
        """
        if phrase.proper and not phrase.definite and (evidence.signed or phrase.years):
            self._named(phrase, evidence)
            return
        spoken = [c for c in self.clusters if c.kinds == ("truce",) and phrase.head in c.heads]
        again = phrase.definite or before(self.scene, phrase) in topic("instruments")["truce"]["prolonged"]
        if self._agreed_on(phrase, evidence):
            same = [c for c in spoken if headline(self.scene, c) and phrase.sentence <= _LEAD]
            if same:
                same[0].take(phrase, evidence, "instrument-short")
            else:
                self.create(phrase, evidence, "instrument-made").linked = True
        elif again and spoken and not (phrase.parties or self._between_others(phrase)):
            spoken[-1].take(phrase, evidence, "instrument-short")
        elif phrase.head == topic("instruments")["truce"]["noun"] and self._was_kept(phrase, evidence):
            truce = self.create(phrase, evidence, "instrument-truce")
            truce.background = truce.linked = True

    def _was_kept(self, phrase: Phrase, evidence: Evidence) -> bool:
        """Whether there was such a truce, as its breaking or its keeping shows, and a state was party to it."""
        data, tokens = topic("instruments")["truce"], self.scene.sentences[phrase.sentence]
        lead = {t.text for t in tokens[max(phrase.first - 3, 0) : phrase.first]}
        if lead & set(data["sought"]):
            return False
        near = self.scene.sentences[max(phrase.sentence - data["states_near"], 0) : phrase.sentence + 1]
        stated = any(t.tag == STATE for sentence in near for t in sentence)
        if before(self.scene, phrase) in data["prolonged"]:
            return stated and not self._between_others(phrase)
        broken = any(t.text in data["broken"] for t in tokens[max(phrase.first - 3, 0) : phrase.first])
        kept = any(t.text in data["kept"] for t in self._behind(phrase, data["reach"]))
        if evidence.parties:
            return broken or kept or phrase.definite or evidence.signed
        if self._between_others(phrase):
            return False
        return broken and kept and stated

    def _agreed_on(self, phrase: Phrase, evidence: Evidence) -> bool:
        """Whether those of whom one at least is a state sign a truce or agree on it: "وقعت الحكومة … على هدنة"."""
        data, tokens = topic("instruments")["truce"], self.scene.sentences[phrase.sentence]
        if phrase.definite or phrase.head != data["noun"]:
            return False
        lead = tokens[max(phrase.first - data["at_most"], 0) : phrase.first]
        said = next((at for at, t in enumerate(lead) if t.text in data["agreed"]), None)
        if said is None or self._between_others(phrase) or evidence.private:
            return False
        denied = bool(said) and lead[said - 1].text in words("not_done")
        return (evidence.strong or evidence.weak) and not denied and not {t.text for t in lead} & set(data["sought"])

    def _understanding(self, phrase: Phrase, evidence: Evidence) -> None:
        """An understanding is an instrument where it goes by a month, a place or a year, or where two reach it."""
        data, own = topic("instruments")["understanding"], [c for c in self.clusters if "understanding" in c.kinds]
        if phrase.definite and phrase.short:
            if own and phrase.sentence - own[-1].last_sentence() <= _AGAIN:
                own[-1].take(phrase, evidence, "instrument-short")
            return
        if own and phrase.parties and not (phrase.title or own[-1].parties):
            own[-1].take(phrase, evidence, "instrument-parties")
            return
        mutual = set(phrase.title) | {t.text for t in self._behind(phrase, 1)}
        if evidence.private or before(self.scene, phrase) in data["figure"] or mutual & set(data["mutual"]):
            return
        lead = self.scene.sentences[phrase.sentence][max(phrase.first - data["reach"], 0) : phrase.first]
        reached = any(t.text in data["reached"] for t in lead) and (evidence.joint or len(phrase.parties) > 1)
        called = phrase.named and (
            phrase.proper or phrase.places or phrase.years or set(phrase.title) & set(data["of"])
        )
        if (called and not phrase.definite and (evidence.strong or evidence.weak)) or (reached and evidence.strong):
            self._named(phrase, evidence)

    def _scheme(self, phrase: Phrase, evidence: Evidence) -> None:
        """A road map or programme is an instrument where two states sign it: "وقع البلدان برنامجا تنفيذيا"."""
        both = len(phrase.parties) > 1 or phrase.states or evidence.joint
        if both and evidence.signed and evidence.strong and not (phrase.definite and phrase.short):
            self._named(replace(phrase, named=True), evidence)

    def _between_others(self, phrase: Phrase) -> bool:
        """Whether those are named between whom it is, and none of them is a state: "بين النظام وبين البلدة"."""
        behind = self._behind(phrase, topic("instruments")["truce"]["reach"])
        at = next((i for i, t in enumerate(behind) if t.text.startswith(tuple(words("between")))), None)
        named = behind[at + 1 : at + 4] if at is not None else ()
        return at is not None and not any(t.tag in PARTIES or t.text in words("two_parties") for t in named)

    def _behind(self, phrase: Phrase, count: int) -> tuple[Token, ...]:
        """The tokens behind a phrase, its parties included."""
        return self.scene.sentences[phrase.sentence][phrase.last : phrase.last + count]

    def annexed(self, phrase: Phrase, evidence: Evidence) -> bool:
        """What is annexed to an instrument is another: "البروتوكول الملحق بها", "بروتوكولها الأول"."""
        own = phrase.head in words("own_protocols")
        told = own and bool(phrase.title or phrase.qualities)
        told = told or (phrase.kind in words("annexable") and after(self.scene, phrase) in words("annexed"))
        if not told or not (self.clusters or evidence.strong) or (phrase.named and not own):
            return False
        same = [c for c in self.clusters if phrase.head in c.heads and not c.number and c.kinds == (phrase.kind,)]
        same = [c for c in same if c.found_by == "instrument-annexed" or phrase.kind == "protocol"]
        if same and phrase.definite:
            same[-1].take(phrase, evidence, "instrument-name")
        else:
            self.create(phrase, evidence, "instrument-annexed")
        return True

    def _annex(self, phrase: Phrase, evidence: Evidence) -> None:
        """An annex is an instrument where it is signed, amends one, or something is done by it."""
        own = [c for c in self.clusters if "annex" in c.kinds]
        tokens = self.scene.sentences[phrase.sentence]
        if phrase.definite:
            if own and phrase.short and phrase.sentence - own[-1].last_sentence() <= 2:
                own[-1].take(phrase, evidence, "instrument-short")
            return
        amends = any(t.text in words("amended_by") for t in tokens[max(phrase.first - 3, 0) : phrase.first])
        told = evidence.signed or amends or before(self.scene, phrase) in words("by_force_of")
        if told and self.clusters and not evidence.private and not self.named_match(phrase, evidence):
            self.create(phrase, evidence, "instrument-annexed")

    def _covenant(self, phrase: Phrase, evidence: Evidence) -> None:
        """The international covenants of 1966, one or both, and "the two covenants" behind them."""
        whole = " " in phrase.head
        same = [c for c in self.clusters if "covenant" in c.kinds]
        if same and not phrase.title:
            same[-1].take(phrase, evidence, "instrument-short")
        elif whole and not self.named_match(phrase, evidence):
            self.create(phrase, evidence, "instrument-named").linked = True

    def _arrangement(self, phrase: Phrase, evidence: Evidence) -> None:
        """What states sign as "an arrangement" or "a framework", or what an instrument takes the place of."""
        if phrase.definite or evidence.private:
            return
        replaced = before(self.scene, phrase) in words("instead") and bool(self.clusters)
        signed = phrase.accusative and evidence.signed and (evidence.strong or bool(self.clusters))
        if replaced or signed:
            cluster = self.create(replace(phrase, named=phrase.named and replaced), evidence, "instrument-arrangement")
            cluster.background = True
